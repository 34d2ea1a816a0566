/* Drafts that are known only by their title meet the record that has the number. */
#include <string.h>

#include "indexer/input.h"
#include "indexer/spill.h"

/* A title key that a provisional record has, and the best numbered record with the same. */
typedef struct {
    char *provisional; /* id */
    char *id;          /* of the record with the number, or NULL */
    gboolean plan;     /* that is a plan: preferred, since a draft is one */
} Title;

static void free_title(gpointer data)
{
    Title *title = data;
    g_free(title->provisional);
    g_free(title->id);
    g_free(title);
}

static gboolean collect_provisional(Spilled *spilled, GHashTable *titles, GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if (!record_is_provisional(item.id))
            continue;
        g_autoptr(Record) record = record_unpack(item.packed, item.len, &inner);
        char *key = record ? record_title_key(record) : NULL;
        if (!key)
            continue;
        Title *title = g_new0(Title, 1);
        title->provisional = g_strdup(item.id);
        g_hash_table_replace(titles, key, title);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static void offer(Title *title, const char *id, gboolean plan)
{
    if (title->id && (title->plan > plan || (title->plan == plan && strcmp(title->id, id) > 0)))
        return;
    g_free(title->id);
    title->id = g_strdup(id);
    title->plan = plan;
}

static gboolean is_draft_or_standard(const char *kind)
{
    return kind && strcmp(kind, "news") != 0;
}

static gboolean match_runs(Spilled *spilled, GHashTable *titles, GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if (record_is_provisional(item.id))
            continue;
        g_autoptr(Record) record = record_unpack(item.packed, item.len, &inner);
        const char *kind = record ? record_text(record, FIELD_KIND) : NULL;
        g_autofree char *key = is_draft_or_standard(kind) ? record_title_key(record) : NULL;
        Title *title = key ? g_hash_table_lookup(titles, key) : NULL;
        if (title)
            offer(title, item.id, strcmp(kind, "plan") == 0);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looks for numbered records of the same title in the stored ones, by the title's own terms. */
static void match_base(const Index *base, GHashTable *titles)
{
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, titles);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        Title *title = value;
        g_autoptr(GArray) docids = index_find_title(base, key);
        for (guint i = 0; i < docids->len; i++) {
            g_autoptr(Record) record = index_record(base, g_array_index(docids, XcDocid, i), NULL);
            const char *kind = record ? record_text(record, FIELD_KIND) : NULL;
            if (is_draft_or_standard(kind) &&
                !record_is_provisional(record_text(record, FIELD_ID)))
                offer(title, record_text(record, FIELD_ID), strcmp(kind, "plan") == 0);
        }
    }
}

/* Writes the records of resolved provisional ids under their new id into a further run. */
static gboolean write_renamed(Spilled *spilled, GHashTable *ids, const char *work, GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        const char *id = g_hash_table_lookup(ids, item.id);
        g_autoptr(Record) record = id ? record_unpack(item.packed, item.len, &inner) : NULL;
        if (!record)
            continue;
        record_set_text(record, FIELD_ID, id, -1);
        record_set_text(record, FIELD_KIND, NULL, 0);
        record_normalize(record);
        spill_run_add(run, record, item.order);
    }
    g_autofree char *file = g_build_filename(work, "run-titles", NULL);
    if (inner || !spill_run_write(run, file, &inner)) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    g_ptr_array_add(spilled->runs, g_steal_pointer(&file));
    return TRUE;
}

gboolean input_resolve_titles(Spilled *spilled, const Index *base, const char *work,
                              GHashTable **skip, GError **error)
{
    *skip = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!spilled->provisional)
        return TRUE;
    g_autoptr(GHashTable) titles =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_title);
    if (!collect_provisional(spilled, titles, error) || !match_runs(spilled, titles, error))
        return FALSE;
    if (base)
        match_base(base, titles);
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, titles);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        Title *title = value;
        if (title->id)
            g_hash_table_insert(*skip, g_strdup(title->provisional), g_strdup(title->id));
    }
    return g_hash_table_size(*skip) == 0 || write_renamed(spilled, *skip, work, error);
}
