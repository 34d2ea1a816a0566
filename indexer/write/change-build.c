/* Build: the index anew from its sources, unless nothing has changed. */
#include <string.h>

#include "indexer/read/generation.h"
#include "indexer/write/change-private.h"
#include "indexer/write/identity.h"
#include "messages/messages.h"

static gboolean same_sources(const Manifest *a, const Manifest *b)
{
    if (a->sources->len != b->sources->len)
        return FALSE;
    for (guint i = 0; i < a->sources->len; i++) {
        const ManifestSource *x = a->sources->pdata[i], *y = b->sources->pdata[i];
        if (strcmp(x->file, y->file) != 0 || strcmp(x->path, y->path) != 0 ||
            strcmp(x->sha256, y->sha256) != 0 || x->update != y->update || !*y->sha256)
            return FALSE;
    }
    return TRUE;
}

/* Whether BEFORE was made with the lists of MANIFEST, which has learned none yet. */
static gboolean same_lists(const Manifest *before, const Manifest *manifest)
{
    for (guint i = 0; i < manifest->lists->len; i++) {
        const ManifestList *list = manifest->lists->pdata[i];
        if (g_strcmp0(manifest_list(before, list->name), list->sha256) != 0)
            return FALSE;
    }
    return TRUE;
}

/* Whether the report of BEFORE is there, so that it can be told again. */
static gboolean has_report(const Change *change, const Manifest *before)
{
    g_autofree char *file = generation_report_file(change->options->dir, before->generation);
    guint32 crc;
    guint64 bytes;
    return file_crc(file, &crc, &bytes, NULL) && crc == before->report_crc;
}

/* Whether BEFORE is what a build by MANIFEST's sources and settings would make. */
static gboolean is_unchanged(const Manifest *before, const Manifest *manifest)
{
    return before && before->keep == manifest->keep && strcmp(before->command, "build") == 0 &&
           strcmp(before->icu, manifest->icu) == 0 && same_sources(before, manifest) &&
           g_strv_equal((const char *const *)before->columns, (const char *const *)manifest->columns) &&
           same_lists(before, manifest);
}

/* Nothing is to be done, but what was rejected of the same input is told again. */
static gboolean tell_unchanged(Change *change, GError **error)
{
    const ChangeOptions *options = change->options;
    g_autofree char *file = generation_report_file(options->dir, change->before->generation);
    g_autofree char *folder = g_path_get_dirname(file);
    g_autofree char *mark = g_build_filename(folder, REPORT_UNCHANGED, NULL);
    g_autofree char *text = NULL;
    gsize len = 0;
    change->result->rejects = manifest_rejects(change->before);
    if (!file_replace(mark, "", 0, error) ||
        (options->rejects_file && (!g_file_get_contents(file, &text, &len, error) ||
                                   !file_put(options->rejects_file, text, len, error))))
        return FALSE;
    if (change->result->rejects)
        change->result->report = g_strdup(options->rejects_file ? options->rejects_file : file);
    return change_nothing(change);
}

/* Where the sources of updates begin among INPUTS. */
static guint32 first_update(const GPtrArray *inputs)
{
    for (guint i = 0; i < inputs->len; i++)
        if (((const Input *)inputs->pdata[i])->update)
            return i;
    return G_MAXUINT32;
}

static void set_sources(Manifest *manifest, GPtrArray *inputs)
{
    g_ptr_array_set_size(manifest->sources, 0);
    change_add_sources(manifest, inputs, FALSE);
}

static gboolean build(Change *change, GError **error)
{
    if ((!change->options->files || !change->options->files->len) && !change->before) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                    _("%s: no index there whose sources could be read again; name the files"),
                    change->options->dir);
        return FALSE;
    }
    g_autoptr(GPtrArray) inputs = change_open_inputs(change, TRUE, error);
    g_autoptr(Manifest) manifest = inputs ? change_manifest(change, "build") : NULL;
    g_autoptr(Spilled) spilled = spilled_new();
    if (!manifest || !change_set_lists(change, manifest, spilled, error))
        return FALSE;
    g_free(manifest->icu);
    manifest->icu = g_strdup(tokenizer_icu_version());
    set_sources(manifest, inputs);
    change_set_columns(change, manifest, !change->options->files || !change->options->files->len);
    if (!change->options->force && is_unchanged(change->before, manifest) &&
        has_report(change, change->before))
        return tell_unchanged(change, error);
    g_ptr_array_set_size(manifest->shards, 0);
    manifest->documents = 0;
    g_autoptr(GHashTable) moved = NULL;
    const IdentityChange identity = {
        .spilled = spilled, .work = change->work, .stop = change->options->stop};
    if (!change_spill(change, inputs, 0, spilled, manifest, error) ||
        !change_guard_inputs(change, inputs, NULL, error) ||
        !identity_resolve(&identity, &moved, error) ||
        !change_index_spilled(change, spilled, manifest, moved, first_update(inputs), NULL,
                              error) ||
        !change_guard_loss(change, manifest, inputs, error))
        return FALSE;
    set_sources(manifest, inputs);
    return change_commit(change, manifest, error);
}

gboolean change_build(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, TRUE, error) && build(&change, error);
    change_end(&change);
    return ok;
}
