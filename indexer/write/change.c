/* What all changes have in common. */
#include "corpus/table/column.h"
#include "indexer/write/change.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/statvfs.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/generation.h"
#include "indexer/read/remote.h"
#include "indexer/write/assemble.h"
#include "indexer/write/change-private.h"
#include "messages/messages.h"

/* Space a change needs, as a multiple of its input: runs, batches and the shard together take up
 * to eleven times the plain text; compressed input counts for more. */
#define SPACE_PLAIN 11u
#define SPACE_COMPRESSED 50u
/* Files given more than once that are named. */
#define NAMED_AGAIN 5u

/* Whether there is an index, be it a damaged one. */
static gboolean has_index(const char *dir, GError **error)
{
    guint32 generation;
    g_autoptr(GError) inner = NULL;
    if (generation_current(dir, &generation, &inner) || generation_newest(dir) ||
        !g_error_matches(inner, INDEX_ERROR, INDEX_ERROR_MISSING))
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&inner));
    return FALSE;
}

gboolean change_begin(Change *change, const ChangeOptions *options, ChangeResult *result,
                      gboolean may_create, GError **error)
{
    *change =
        (Change){.options = options, .result = result, .lock = -1, .began = g_get_monotonic_time()};
    *result = (ChangeResult){0};
    if (remote_is_address(options->dir)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("%s: servers have this index: it is changed where it was exported"),
                    options->dir);
        return FALSE;
    }
    if (!may_create && !has_index(options->dir, error))
        return FALSE;
    change->lock = index_lock(options->dir, options->wait, options->stop, error);
    if (change->lock < 0)
        return FALSE;
    generation_clean(options->dir, FALSE);
    guint32 current = 0;
    if (generation_current(options->dir, &current, NULL))
        change->before = generation_load(options->dir, current, NULL);
    change->generation = MAX(generation_newest(options->dir), current) + 1;
    change->work = generation_work_folder(options->dir, change->generation);
    change->pool = pool_new(options->jobs, options->stop);
    change->progress = options->progress;
    if (g_mkdir_with_parents(change->work, 0777) == 0)
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be made: %s"), change->work,
                g_strerror(errno));
    return FALSE;
}

/* The report of a change that did not commit is kept until the next of them. */
static void keep_report(Change *change)
{
    const char *dir = change->options->dir;
    g_autofree char *folder = generation_report_folder(dir, change->generation);
    g_autofree char *kept = g_build_filename(dir, "reports", REPORT_UNCOMMITTED, NULL);
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR))
        return;
    file_remove_tree(kept);
    if (g_rename(folder, kept) != 0 || !change->result->report ||
        !g_str_has_prefix(change->result->report, folder))
        return;
    g_free(change->result->report);
    change->result->report = g_build_filename(kept, REPORT_REJECTS, NULL);
}

/* A generation is in use once CURRENT names it, also where that may not outlive a power cut: then there is an error. */
static gboolean is_in_use(const Change *change)
{
    guint32 current;
    return change->committed ||
           (generation_current(change->options->dir, &current, NULL) && current == change->generation);
}

void change_end(Change *change)
{
    pool_free(change->pool); /* first: its workers write into the work folder */
    if (change->work)
        file_remove_tree(change->work);
    if (change->lock >= 0) {
        if (!is_in_use(change))
            keep_report(change);
        generation_clean(change->options->dir, change->committed);
    }
    progress_end(change->progress);
    manifest_free(change->before);
    g_free(change->work);
    g_free(left_out_note(&change->left_out));
    index_unlock(change->lock);
    change->result->seconds =
        (double)(g_get_monotonic_time() - change->began) / (double)G_USEC_PER_SEC;
}

Manifest *change_manifest(const Change *change, const char *command)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    Manifest *manifest = change->before ? manifest_copy(change->before) : manifest_new();
    manifest->generation = change->generation;
    g_free(manifest->created);
    g_free(manifest->command);
    manifest->created = g_date_time_format_iso8601(now);
    manifest->command = g_strdup(command);
    manifest->report_crc = MANIFEST_NO_REPORT;
    if (change->options->keep >= 0)
        manifest->keep = (guint32)change->options->keep;
    if (!manifest->icu)
        manifest->icu = g_strdup(tokenizer_icu_version());
    return manifest;
}

gboolean change_commit(Change *change, const Manifest *manifest, GError **error)
{
    if (pool_stopped(change->pool, error) || !generation_commit(change->options->dir, manifest, error))
        return FALSE;
    change->committed = TRUE;
    change->result->generation = manifest->generation;
    change->result->documents = manifest->documents;
    return TRUE;
}

gboolean change_nothing(Change *change)
{
    change->result->unchanged = TRUE;
    change->result->generation = change->before->generation;
    change->result->documents = change->before->documents;
    return TRUE;
}

/* A tokenizer with the words that MANIFEST names. */
static Tokenizer *open_tokenizer(const Change *change, const Manifest *manifest, GError **error)
{
    const ManifestList *list = manifest_find_list(manifest, LEXICON_TERMS);
    gsize len = 0;
    g_autofree char *text =
        list ? generation_load_list(change->options->dir, list, &len, error) : NULL;
    if (list && !text)
        return NULL;
    g_autoptr(Lexicon) lexicon = lexicon_new(text ? text : "", len, NULL, NULL);
    return tokenizer_new(lexicon, error);
}

void change_set_columns(const Change *change, Manifest *manifest, gboolean again)
{
    char **before = again && change->before ? change->before->columns : NULL;
    for (; before && *before; before++)
        column_add_given(*before);
    g_strfreev(manifest->columns);
    manifest->columns = g_strdupv((char **)column_added_names());
}

static gboolean is_compressed(const char *file)
{
    return g_str_has_suffix(file, ".xz") || g_str_has_suffix(file, ".gz") || g_str_has_suffix(file, ".zip");
}

gboolean change_check_space(const Change *change, guint64 needed, GError **error)
{
    struct statvfs fs;
    if (statvfs(change->work, &fs) != 0)
        return TRUE;
    guint64 free_bytes = (guint64)fs.f_bavail * fs.f_frsize;
    if (free_bytes >= needed)
        return TRUE;
    g_autofree char *have = g_format_size(free_bytes), *want = g_format_size(needed);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE,
                _("%s: %s free, about %s needed; free some space, the index is as it was"),
                change->options->dir, have, want);
    return FALSE;
}

/* Notes which of INPUTS were given more than once. */
static void note_given_again(Change *change, const GPtrArray *inputs)
{
    GString *names = g_string_new(NULL);
    guint n = 0;
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        if (input->more && n++ < NAMED_AGAIN)
            g_string_append_printf(names, "%s%s", n > 1 ? ", " : "", input->file);
    }
    if (n > NAMED_AGAIN)
        g_string_append_printf(names, " and %u more", n - NAMED_AGAIN);
    change->result->given_again = g_string_free(names, n == 0);
}

GPtrArray *change_open_inputs(Change *change, gboolean guarded, GError **error)
{
    const ChangeOptions *options = change->options;
    const GPtrArray *files = options->files;
    g_autoptr(GPtrArray) inputs =
        files && files->len ? input_expand(files, change->work, options->stop, &change->left_out, error)
                            : input_of_sources(change->before, error);
    guint64 needed = 0;
    guint readable = 0;
    g_autoptr(GError) problem = NULL;
    for (guint i = 0; inputs && i < inputs->len; i++) {
        Input *input = inputs->pdata[i];
        readable += input_measure(input, options->stop, problem ? NULL : &problem);
        if (pool_stopped(change->pool, error))
            return NULL;
        needed += input->bytes * (is_compressed(input->path) ? SPACE_COMPRESSED : SPACE_PLAIN);
    }
    if (inputs)
        note_given_again(change, inputs);
    if (inputs && inputs->len && !readable) {
        g_propagate_prefixed_error(error, g_steal_pointer(&problem),
                                   _("no file can be read; the index is as it was: "));
        return NULL;
    }
    return inputs && (!guarded || change_guard_inputs(change, inputs, problem, error)) &&
                   change_check_space(change, needed, error)
               ? g_steal_pointer(&inputs)
               : NULL;
}

/* A source that is given again takes its new place: it is read again last. */
static void forget_source(Manifest *manifest, const char *path)
{
    for (guint i = manifest->sources->len; i-- > 0;)
        if (strcmp(((ManifestSource *)manifest->sources->pdata[i])->path, path) == 0)
            g_ptr_array_remove_index(manifest->sources, i);
}

void change_add_sources(Manifest *manifest, GPtrArray *inputs, gboolean update)
{
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        if (update)
            forget_source(manifest, input->path);
        manifest_add_source(manifest, &(ManifestSource){input->file, input->path, input->bytes,
                                                        input->sha256, input->records,
                                                        input->rejects, update || input->update,
                                                        input->members});
    }
}

static gboolean append_file(FileWriter *out, const char *file, GError **error)
{
    g_autofree char *text = NULL;
    gsize len;
    return g_file_get_contents(file, &text, &len, error) &&
           file_writer_put(out, text, len, error);
}

/* Writes the rejects of all parts into one file. */
static gboolean join_rejects(const Spilled *spilled, const char *file, GError **error)
{
    FileWriter out;
    if (!file_writer_open(&out, file, error))
        return FALSE;
    for (guint i = 0; i < spilled->rejects->len; i++)
        if (!append_file(&out, spilled->rejects->pdata[i], error)) {
            file_writer_abandon(&out);
            return FALSE;
        }
    return file_writer_close(&out, error);
}

static void note_left_out(Change *change, const GPtrArray *inputs)
{
    for (guint i = 0; i < inputs->len; i++) {
        const Input *input = inputs->pdata[i];
        if (input->foreign)
            left_out_add_file(&change->left_out, input->file);
        left_out_add_members(&change->left_out, input->file, input->left_out);
    }
    g_free(change->result->left_out);
    change->result->left_out = left_out_note(&change->left_out);
}

/* Leaves the rejects and a summary in reports/NNNNNN, and a copy of the rejects where it was asked
 * for. */
static gboolean write_report(Change *change, const GPtrArray *inputs, const Spilled *spilled,
                             Manifest *manifest,
                             GError **error)
{
    const ChangeOptions *options = change->options;
    g_autofree char *folder = generation_report_folder(options->dir, change->generation);
    g_autofree char *summary_file = g_build_filename(folder, "summary", NULL);
    g_autofree char *rejects_file = g_build_filename(folder, REPORT_REJECTS, NULL);
    g_autofree char *summary = g_strdup_printf(
        "records %" G_GUINT64_FORMAT "\nrejects %" G_GUINT64_FORMAT "\nunderstood %u %%\n",
        spilled->records, spilled->n_rejects, input_percent_understood(inputs));
    g_mkdir_with_parents(folder, 0777);
    if (!file_replace(summary_file, summary, strlen(summary), error) ||
        !join_rejects(spilled, rejects_file, error) ||
        (options->rejects_file && !join_rejects(spilled, options->rejects_file, error)))
        return FALSE;
    guint32 crc;
    guint64 bytes;
    if (!file_crc(rejects_file, &crc, &bytes, error))
        return FALSE;
    manifest->report_crc = crc;
    change->result->records = spilled->records;
    change->result->rejects = spilled->n_rejects;
    change->result->understood = input_percent_understood(inputs);
    note_left_out(change, inputs);
    if (spilled->n_rejects)
        change->result->report =
            g_strdup(options->rejects_file ? options->rejects_file : rejects_file);
    return TRUE;
}

/* Whether INPUTS are nothing but files that no reader is for, which is an error. */
static gboolean are_all_foreign(const GPtrArray *inputs, GError **error)
{
    for (guint i = 0; i < inputs->len; i++)
        if (!((const Input *)inputs->pdata[i])->foreign)
            return FALSE;
    if (inputs->len)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("no reader is for any of the files; the index is as it was"));
    return inputs->len > 0;
}

gboolean change_spill(Change *change, GPtrArray *inputs, guint32 first_file, Spilled *spilled,
                      Manifest *manifest, GError **error)
{
    GError *inner = NULL;
    progress_step(change->progress, CHANGE_READING, 0);
    gboolean ok = input_spill(inputs, first_file, change->work, change->pool, change->progress,
                              change->options->max_rejects, spilled, &inner);
    /* Too many rejects stop the change, but not without saying what they are. */
    if (ok || g_error_matches(inner, INDEX_ERROR, INDEX_ERROR_INPUT))
        ok = write_report(change, inputs, spilled, manifest, inner ? NULL : error) && ok;
    if (inner)
        g_propagate_error(error, inner);
    return ok && !are_all_foreign(inputs, error);
}

gboolean change_index_spilled(Change *change, const Spilled *spilled, Manifest *manifest,
                              GHashTable *moved, guint32 first, const AssembleStored *stored,
                              GError **error)
{
    g_autoptr(Tokenizer) tokenizer = open_tokenizer(change, manifest, error);
    if (!tokenizer)
        return FALSE;
    Assembly assembly = {.dir = change->options->dir,
                         .work = change->work,
                         .pool = change->pool,
                         .progress = change->progress,
                         .tokenizer = tokenizer,
                         .moved = moved,
                         .first_update = first,
                         .stored = stored};
    ManifestShard entry;
    /* Only what makes a whole shard anew learns; an update keeps what was learned. */
    g_autofree char *learned = g_build_filename(change->work, LEXICON_LEARNED, NULL);
    gboolean learns = manifest->shards->len == 0;
    assembly.learned = learns ? learned : NULL;
    progress_step(change->progress, CHANGE_INDEXING, spilled->records);
    if (!assemble(&assembly, spilled, &entry, error) ||
        (learns && !change_set_learned(change, manifest, learned, error)))
        return FALSE;
    if (entry.documents)
        manifest_add_shard(manifest, &entry);
    g_free(entry.uuid);
    manifest->documents += entry.documents;
    return TRUE;
}
