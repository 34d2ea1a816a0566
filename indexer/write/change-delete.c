/* The changes that index nothing: delete and rollback, and the dead documents they leave. */
#include <glib/gstdio.h>
#include <string.h>

#include "indexer/read/generation.h"
#include "indexer/write/change-private.h"
#include "messages/messages.h"

/* Of several documents that one number names so many are told. */
#define MOST_NAMED 10

struct DeadSet {
    const Index *base;
    GPtrArray *lists; /* by shard of BASE: GArray of guint32 */
    guint64 added;
};

DeadSet *dead_set_new(const Index *base)
{
    DeadSet *dead = g_new0(DeadSet, 1);
    dead->base = base;
    dead->lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint32 s = 0; s < index_shard_count(base); s++) {
        GArray *list = g_array_new(FALSE, FALSE, sizeof(guint32));
        const GArray *known = index_dead(base, s);
        if (known)
            g_array_append_vals(list, known->data, known->len);
        g_ptr_array_add(dead->lists, list);
    }
    return dead;
}

void dead_set_free(DeadSet *dead)
{
    if (!dead)
        return;
    g_ptr_array_unref(dead->lists);
    g_free(dead);
}

void dead_set_add(DeadSet *dead, XcDocid docid)
{
    guint32 shard, local;
    index_locate(dead->base, docid, &shard, &local);
    g_array_append_val((GArray *)dead->lists->pdata[shard], local);
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    return (x > y) - (x < y);
}

static void sort_unique(GArray *list)
{
    guint kept = 0;
    g_array_sort(list, compare_numbers);
    for (guint i = 0; i < list->len; i++) {
        guint32 local = g_array_index(list, guint32, i);
        if (kept == 0 || g_array_index(list, guint32, kept - 1) != local)
            g_array_index(list, guint32, kept++) = local;
    }
    g_array_set_size(list, kept);
}

gboolean dead_set_save(DeadSet *dead, const char *dir, Manifest *manifest, GError **error)
{
    /* BASE's shards come first in MANIFEST, in BASE's order. */
    for (guint s = dead->lists->len; s-- > 0;) {
        GArray *list = dead->lists->pdata[s];
        ManifestShard *shard = manifest->shards->pdata[s];
        sort_unique(list);
        manifest->documents -= list->len - shard->dead;
        shard->dead = list->len;
        if (shard->dead == shard->documents)
            g_ptr_array_remove_index(manifest->shards, s);
        else if (list->len &&
                 !generation_save_dead(dir, manifest->generation, shard, list, error))
            return FALSE;
    }
    return TRUE;
}

/* The document that TEXT names: by its id or, if only one has it, its number in any spelling; 0 if
 * none or several do, with why added to MISSING. */
static XcDocid find_one(const Index *base, const char *text, GPtrArray *missing, GError **error)
{
    g_autofree char *id = number_canonical_id(text);
    g_autoptr(Number) number = number_parse(text, -1);
    GError *inner = NULL;
    XcDocid docid = index_find_id(base, id, &inner);
    g_autoptr(GArray) found =
        docid || inner || !number ? NULL : index_find_number(base, number, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return 0;
    }
    if (docid || (found && found->len == 1))
        return docid ? docid : g_array_index(found, XcDocid, 0);
    GString *why = g_string_new(NULL);
    g_string_append_printf(why, "%s: %s", id,
                           found && found->len ? _("several documents, name one: ") : _("no such document"));
    for (guint i = 0; found && i < found->len && i < MOST_NAMED; i++) {
        DocumentView view;
        if (!index_view(base, g_array_index(found, XcDocid, i), &view, error))
            break;
        g_string_append_printf(why, "%s%.*s", i ? ", " : "", (int)view.id_len, view.id);
    }
    g_ptr_array_add(missing, g_string_free(why, FALSE));
    return 0;
}

static gboolean delete_ids(Change *change, GPtrArray *ids, GPtrArray *missing, GError **error)
{
    g_autoptr(Index) base = index_open(change->options->dir, error);
    if (!base)
        return FALSE;
    g_autoptr(DeadSet) dead = dead_set_new(base);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < ids->len; i++) {
        GError *inner = NULL;
        XcDocid docid = find_one(base, ids->pdata[i], missing, &inner);
        if (!inner)
            index_check(base, &inner); /* a name of which damage left one of several documents is not that one's */
        if (inner) {
            g_propagate_error(error, inner);
            return FALSE;
        }
        if (docid && g_hash_table_add(seen, GUINT_TO_POINTER(docid)))
            dead_set_add(dead, docid);
    }
    change->result->deleted = g_hash_table_size(seen);
    if (!change->result->deleted)
        return change_nothing(change);
    g_autoptr(Manifest) manifest = change_manifest(change, "delete");
    return dead_set_save(dead, change->options->dir, manifest, error) &&
           change_commit(change, manifest, error);
}

gboolean change_delete(const ChangeOptions *options, GPtrArray *ids, GPtrArray *missing,
                       ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, FALSE, error) &&
                  delete_ids(&change, ids, missing, error);
    change_end(&change);
    return ok;
}

static gboolean rollback(Change *change, GError **error)
{
    g_autoptr(GArray) generations = generation_list(change->options->dir);
    guint32 current = change->generation; /* of an index whose CURRENT is damaged: any */
    generation_current(change->options->dir, &current, NULL);
    for (guint i = generations->len; i-- > 0;) {
        guint32 number = g_array_index(generations, guint32, i);
        g_autoptr(GError) inner = NULL;
        g_autoptr(Manifest) manifest =
            number < current ? generation_load(change->options->dir, number, &inner) : NULL;
        if (g_error_matches(inner, INDEX_ERROR, INDEX_ERROR_DAMAGED)) {
            g_propagate_prefixed_error(error, g_steal_pointer(&inner),
                                       _("remove the file to go back further: "));
            return FALSE;
        }
        if (!manifest)
            continue;
        if (!generation_switch(change->options->dir, number, error))
            return FALSE;
        g_autofree char *report = generation_report_folder(change->options->dir, number);
        g_autofree char *mark = g_build_filename(report, REPORT_UNCHANGED, NULL);
        g_unlink(mark); /* it was said of the time before */
        change->committed = TRUE;
        change->result->generation = number;
        change->result->documents = manifest->documents;
        return TRUE;
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                _("%s: there is no earlier generation to go back to"), change->options->dir);
    return FALSE;
}

gboolean change_rollback(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, FALSE, error) && rollback(&change, error);
    change_end(&change);
    return ok;
}
