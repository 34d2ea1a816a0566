#include "indexer/write/identity.h"

#include <string.h>

#include "indexer/write/identity-private.h"
#include "indexer/write/spill.h"

/* Every id of a draft that is known only by its title begins so; record_provisional_id(). */
#define PROVISIONAL_PREFIX "draft 《"
/* An id leads to the last one in fewer steps: draft → plan → standard. */
#define STEPS_MOST 4

gboolean identity_is_provisional(const char *id)
{
    return record_is_provisional(id) || plans_is_plan(id) || supplements_is_undated(id);
}

/* The title key of RECORD if it is a draft or standard with one. Caller frees. */
static char *title_key(const Record *record)
{
    const char *kind = record_text(record, FIELD_KIND);
    return kind && strcmp(kind, "news") != 0 ? record_title_key(record) : NULL;
}

/* Stored records that what is spilled may tell the id of */

typedef struct {
    XcDocid docid;
    char *id;
} Stored;

static void clear_stored(gpointer data)
{
    g_free(((Stored *)data)->id);
}

typedef struct {
    const IdentityChange *change;
    SpillRun *run;
    GHashTable *seen; /* docids */
    GHashTable *keys; /* titles whose stored records were looked at */
    GArray *stored;   /* Stored: what the run holds */
} Collection;

/* Spills the stored record DOCID if its id is provisional and it is not there already. */
static gboolean collect(const Collection *collection, XcDocid docid, GError **error)
{
    const IdentityChange *change = collection->change;
    guint32 shard = 0, local = 0;
    index_locate(change->base, docid, &shard, &local);
    if (change->chosen[shard] || g_hash_table_contains(collection->seen, GUINT_TO_POINTER(docid)))
        return TRUE;
    g_autoptr(Record) record = index_record(change->base, docid, error);
    if (!record)
        return FALSE;
    const char *id = record_text(record, FIELD_ID);
    if (!identity_is_provisional(id))
        return TRUE;
    Stored stored = {docid, g_strdup(id)};
    g_hash_table_add(collection->seen, GUINT_TO_POINTER(docid));
    g_array_append_val(collection->stored, stored);
    spill_run_add(collection->run, record, (SpillOrder){shard, local});
    return TRUE;
}

static gboolean collect_titled(const Collection *collection, const char *key, GError **error)
{
    if (!g_hash_table_add(collection->keys, g_strdup(key)))
        return TRUE;
    g_autoptr(GArray) docids = index_find_title(collection->change->base, key, error);
    for (guint i = 0; docids && i < docids->len; i++)
        if (!collect(collection, g_array_index(docids, XcDocid, i), error))
            return FALSE;
    return docids != NULL;
}

static gboolean collect_id(const Collection *collection, const char *id, GError **error)
{
    GError *inner = NULL;
    XcDocid docid = index_find_id(collection->change->base, id, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL && (!docid || collect(collection, docid, error));
}

/* Collects the stored drafts and plans with the title of ITEM's record, its plan, and the supplement
 * that it is. TITLES: there are such drafts and plans. */
static gboolean collect_for(const Collection *collection, const SpillItem *item, gboolean titles,
                            GError **error)
{
    gboolean dated = FALSE;
    g_autofree char *undated = number_supplement(item->id, &dated);
    if (undated && dated && !collect_id(collection, undated, error))
        return FALSE;
    if (!titles || record_is_provisional(item->id))
        return TRUE;
    g_autoptr(Record) record = record_unpack(item->packed, item->len, error);
    g_autofree char *key = record ? title_key(record) : NULL;
    const char *plan = record ? record_text(record, FIELD_PLAN) : NULL;
    return record && (!key || collect_titled(collection, key, error)) &&
           (!plan || strcmp(plan, item->id) == 0 || collect_id(collection, plan, error));
}

static gboolean has_term(const Index *base, const char *prefix, GError **error)
{
    XcTermIterator *terms = xc_database_terms(index_database(base), xc_bytes(prefix), error);
    gboolean any = xc_term_iterator_valid(terms);
    xc_term_iterator_free(terms);
    return any;
}

/* Adds to the spilled records the stored ones that may get another id now. *STORED: Stored. */
static gboolean collect_stored(const IdentityChange *change, GArray *stored, GError **error)
{
    GError *inner = NULL;
    g_autofree char *plans = term_facet("kind", "plan"), *drafts = term_id(PROVISIONAL_PREFIX);
    gboolean titles = has_term(change->base, plans, &inner) ||
                      (!inner && has_term(change->base, drafts, &inner));
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const Collection collection = {change, run, seen, keys, stored};
    g_autoptr(SpillMerge) merge =
        inner ? NULL : spill_merge_new(change->spilled->runs, change->stop, &inner);
    for (SpillItem item; merge && !inner && spill_merge_next(merge, &item, &inner);)
        collect_for(&collection, &item, titles, &inner);
    g_autofree char *file = g_build_filename(change->work, "run-stored", NULL);
    guint n = spill_run_records(run);
    if (inner || (n && !spill_run_write(run, file, &inner))) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    change->spilled->provisional += n;
    if (n)
        g_ptr_array_add(change->spilled->runs, g_steal_pointer(&file));
    return TRUE;
}

/* Which ids are one */

typedef struct {
    Titles *titles;
    Plans *plans;
} Known;

static gboolean note(const Known *known, const SpillItem *item, GError **error)
{
    gboolean titled = record_is_provisional(item->id);
    if (!titled && !plans_is_plan(item->id))
        return TRUE;
    g_autoptr(Record) record = record_unpack(item->packed, item->len, error);
    g_autofree char *key = record ? record_title_key(record) : NULL;
    if (record && titled && key)
        titles_note(known->titles, record, key);
    else if (record && !titled)
        plans_note(known->plans, record, key);
    return record != NULL;
}

static gboolean note_all(const IdentityChange *change, const Known *known, GHashTable *ids,
                         GError **error)
{
    Supplements supplements = {.base = change->base, .ids = ids};
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(change->spilled->runs, change->stop, &inner);
    for (SpillItem item; merge && !inner && spill_merge_next(merge, &item, &inner);)
        if (note(known, &item, &inner))
            supplements_note(&supplements, item.id);
    supplements_end(&supplements);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looks at every record, so only if one is waited for. */
static gboolean offer_all(const IdentityChange *change, const Known *known, GError **error)
{
    if (!titles_any(known->titles) && !plans_any(known->plans))
        return TRUE;
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(change->spilled->runs, change->stop, &inner);
    for (SpillItem item; merge && !inner && spill_merge_next(merge, &item, &inner);) {
        g_autoptr(Record) record = record_unpack(item.packed, item.len, &inner);
        g_autofree char *key = record ? title_key(record) : NULL;
        if (key)
            titles_offer(known->titles, record, key);
        if (record)
            plans_offer(known->plans, record, key);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL && (!change->base ||
                             (titles_offer_stored(known->titles, change->base, error) &&
                              plans_offer_stored(known->plans, change->base, error)));
}

/* The record of ITEM under the id that its own leads to at last. */
static Record *renamed(const SpillItem *item, GHashTable *ids, const Plans *plans, GError **error)
{
    Record *record = record_unpack(item->packed, item->len, error);
    const char *id = item->id, *next = record ? g_hash_table_lookup(ids, id) : NULL;
    for (int i = 0; next && i < STEPS_MOST; i++) {
        plans_yield_titles(plans, id, record);
        id = next;
        next = g_hash_table_lookup(ids, id);
    }
    if (!record)
        return NULL;
    if (!supplements_is_undated(item->id))
        record_set_text(record, FIELD_KIND, NULL, 0); /* plan: the number tells what it is now */
    record_set_text(record, FIELD_ID, id, -1);
    record_normalize(record);
    return record;
}

/* Writes the records of the ids that lead on under the last id into a further run. */
static gboolean write_renamed(const IdentityChange *change, GHashTable *ids, const Plans *plans,
                              GError **error)
{
    GError *inner = NULL;
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(SpillMerge) merge = spill_merge_new(change->spilled->runs, change->stop, &inner);
    for (SpillItem item; merge && !inner && spill_merge_next(merge, &item, &inner);) {
        if (!g_hash_table_contains(ids, item.id))
            continue;
        g_autoptr(Record) record = renamed(&item, ids, plans, &inner);
        if (record)
            spill_run_add(run, record, item.order);
    }
    g_autofree char *file = g_build_filename(change->work, "run-renamed", NULL);
    if (inner || !spill_run_write(run, file, &inner)) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    g_ptr_array_add(change->spilled->runs, g_steal_pointer(&file));
    return TRUE;
}

static gboolean resolve(const IdentityChange *change, GHashTable *ids, GError **error)
{
    const Known known = {titles_new(), plans_new()};
    gboolean ok = note_all(change, &known, ids, error) && offer_all(change, &known, error);
    if (ok) {
        titles_settle(known.titles, ids);
        plans_settle(known.plans, ids);
    }
    ok = ok && (g_hash_table_size(ids) == 0 || write_renamed(change, ids, known.plans, error));
    titles_free(known.titles);
    plans_free(known.plans);
    return ok;
}

gboolean identity_resolve(const IdentityChange *change, GHashTable **moved, GError **error)
{
    *moved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GArray) stored = g_array_new(FALSE, FALSE, sizeof(Stored));
    g_array_set_clear_func(stored, clear_stored);
    if (change->base && !collect_stored(change, stored, error))
        return FALSE;
    if (change->spilled->provisional && !resolve(change, *moved, error))
        return FALSE;
    for (guint i = 0; i < stored->len; i++) {
        const Stored *one = &g_array_index(stored, Stored, i);
        if (g_hash_table_contains(*moved, one->id))
            change->moved(one->docid, change->data);
    }
    return TRUE;
}
