/* Drafts that are known only by their title meet the record that has the number. */
#include <string.h>

#include "indexer/input.h"
#include "indexer/spill.h"

/* Every provisional id begins so; record_provisional_id(). */
#define PROVISIONAL_PREFIX "draft 《"

/* A title key that provisional records have, and the best numbered record with the same. */
typedef struct {
    GHashTable *drafts; /* their ids: one for each spelling of the title */
    char *id;          /* of the record with the number, or NULL */
    gboolean plan;     /* that is a plan: preferred, since a draft is one */
} Title;

static void free_title(gpointer data)
{
    Title *title = data;
    g_hash_table_unref(title->drafts);
    g_free(title->id);
    g_free(title);
}

static gboolean collect_provisional(Spilled *spilled, GHashTable *titles, const Stop *stop,
                                    GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, stop, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if (!record_is_provisional(item.id))
            continue;
        g_autoptr(Record) record = record_unpack(item.packed, item.len, &inner);
        g_autofree char *key = record ? record_title_key(record) : NULL;
        if (!key)
            continue;
        Title *title = g_hash_table_lookup(titles, key);
        if (!title) {
            title = g_new0(Title, 1);
            title->drafts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
            g_hash_table_insert(titles, g_steal_pointer(&key), title);
        }
        g_hash_table_add(title->drafts, g_strdup(item.id));
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

/* The record of ITEM and the key of its title, *KEY, if it is a numbered draft or standard with one;
 * else NULL. */
static Record *numbered_record(const SpillItem *item, char **key, GError **error)
{
    if (record_is_provisional(item->id))
        return NULL;
    g_autoptr(Record) record = record_unpack(item->packed, item->len, error);
    const char *kind = record ? record_text(record, FIELD_KIND) : NULL;
    *key = is_draft_or_standard(kind) ? record_title_key(record) : NULL;
    return *key ? g_steal_pointer(&record) : NULL;
}

static gboolean match_runs(Spilled *spilled, GHashTable *titles, const Stop *stop, GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, stop, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        g_autofree char *key = NULL;
        g_autoptr(Record) record = numbered_record(&item, &key, &inner);
        Title *title = record ? g_hash_table_lookup(titles, key) : NULL;
        if (title)
            offer(title, item.id, strcmp(record_text(record, FIELD_KIND), "plan") == 0);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looks for numbered records of the same title in the stored ones, by the title's own terms. */
static gboolean match_base(Index *base, GHashTable *titles, GError **error)
{
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, titles);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        Title *title = value;
        g_autoptr(GArray) docids = index_find_title(base, key, error);
        for (guint i = 0; docids && i < docids->len; i++) {
            g_autoptr(Record) record = index_record(base, g_array_index(docids, XcDocid, i), error);
            if (!record)
                return FALSE;
            const char *kind = record_text(record, FIELD_KIND);
            if (is_draft_or_standard(kind) &&
                !record_is_provisional(record_text(record, FIELD_ID)))
                offer(title, record_text(record, FIELD_ID), strcmp(kind, "plan") == 0);
        }
        if (!docids)
            return FALSE;
    }
    return TRUE;
}

typedef struct {
    Index *base;
    const gboolean *chosen;
    SpillRun *run;
    GHashTable *seen; /* docids */
    void (*take)(XcDocid docid, gpointer data);
    gpointer data;
} Drafts;

static gboolean has_drafts(const Index *base, GError **error)
{
    g_autofree char *prefix = term_id(PROVISIONAL_PREFIX);
    XcTermIterator *terms = xc_database_terms(index_database(base), xc_bytes(prefix), error);
    gboolean any = xc_term_iterator_valid(terms);
    xc_term_iterator_free(terms);
    return any;
}

/* Spills the stored drafts with the title key KEY. */
static gboolean spill_drafts(const Drafts *drafts, const char *key, GError **error)
{
    g_autoptr(GArray) docids = index_find_title(drafts->base, key, error);
    for (guint i = 0; docids && i < docids->len; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        guint32 shard = 0, local = 0;
        index_locate(drafts->base, docid, &shard, &local);
        if (drafts->chosen[shard] || g_hash_table_contains(drafts->seen, GUINT_TO_POINTER(docid)))
            continue;
        g_autoptr(Record) record = index_record(drafts->base, docid, error);
        if (!record)
            return FALSE;
        if (!record_is_provisional(record_text(record, FIELD_ID)))
            continue;
        g_hash_table_add(drafts->seen, GUINT_TO_POINTER(docid));
        spill_run_add(drafts->run, record, (SpillOrder){shard, local});
        drafts->take(docid, drafts->data);
    }
    return docids != NULL;
}

gboolean input_spill_drafts(Index *base, const gboolean *chosen, const char *work, Spilled *out,
                            void (*take)(XcDocid docid, gpointer data), gpointer data,
                            const Stop *stop, GError **error)
{
    GError *inner = NULL;
    if (!has_drafts(base, &inner)) {
        if (inner)
            g_propagate_error(error, inner);
        return inner == NULL;
    }
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    const Drafts drafts = {base, chosen, run, seen, take, data};
    g_autoptr(SpillMerge) merge = spill_merge_new(out->runs, stop, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        g_autofree char *key = NULL;
        g_autoptr(Record) record = numbered_record(&item, &key, &inner);
        if (record && !spill_drafts(&drafts, key, &inner))
            break;
    }
    g_autofree char *file = g_build_filename(work, "run-drafts", NULL);
    guint n = spill_run_records(run);
    if (inner || (n && !spill_run_write(run, file, &inner))) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    out->provisional += n;
    if (n)
        g_ptr_array_add(out->runs, g_steal_pointer(&file));
    return TRUE;
}

/* Writes the records of resolved provisional ids under their new id into a further run. */
static gboolean write_renamed(Spilled *spilled, GHashTable *ids, const char *work, const Stop *stop,
                              GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, stop, &inner);
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

gboolean input_resolve_titles(Spilled *spilled, Index *base, const char *work,
                              GHashTable **skip, const Stop *stop, GError **error)
{
    *skip = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!spilled->provisional)
        return TRUE;
    g_autoptr(GHashTable) titles =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_title);
    if (!collect_provisional(spilled, titles, stop, error) ||
        !match_runs(spilled, titles, stop, error))
        return FALSE;
    if (base && !match_base(base, titles, error))
        return FALSE;
    GHashTableIter iterator;
    gpointer key, value;
    g_hash_table_iter_init(&iterator, titles);
    while (g_hash_table_iter_next(&iterator, &key, &value)) {
        Title *title = value;
        GHashTableIter drafts;
        gpointer draft;
        g_hash_table_iter_init(&drafts, title->drafts);
        while (title->id && g_hash_table_iter_next(&drafts, &draft, NULL))
            g_hash_table_insert(*skip, g_strdup(draft), g_strdup(title->id));
    }
    return g_hash_table_size(*skip) == 0 || write_renamed(spilled, *skip, work, stop, error);
}
