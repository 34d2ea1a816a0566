/* Records whose id is not their last meet those that have it: drafts that are known only by their
 * title, supplements of which the date is not told. */
#include <string.h>

#include "indexer/write/input.h"
#include "indexer/write/spill.h"
#include "number/number.h"

/* Every provisional id begins so; record_provisional_id(). */
#define PROVISIONAL_PREFIX "draft 《"

/* A title key that provisional records have, and the best numbered record with the same. */
typedef struct {
    GHashTable *drafts; /* their ids: one for each spelling of the title */
    char *id;           /* of the record with the number, or NULL */
    gboolean plan;      /* that is a plan: preferred, since a draft is one */
} Title;

static void free_title(gpointer data)
{
    Title *title = data;
    g_hash_table_unref(title->drafts);
    g_free(title->id);
    g_free(title);
}

/* What is seen of one supplement in the order of the runs, where Amd 1 comes before Amd 1:2024. */
typedef struct {
    char *undated;    /* its id without a date, or NULL */
    gboolean needed;  /* a record has that id */
    char *dated;      /* the id with the date */
    gboolean several; /* dates differ: which is meant is not told */
} Supplement;

/* The dated id of the stored record that UNDATED is, or NULL if there are none or several. */
static char *stored_supplement(const Index *base, const char *undated)
{
    g_autofree char *prefix = term_id(undated);
    char *found = NULL;
    gboolean several = FALSE;
    XcTermIterator *terms = xc_database_terms(index_database(base), xc_bytes(prefix), NULL);
    for (; xc_term_iterator_valid(terms); xc_term_iterator_next(terms, NULL)) {
        XcBytes term = xc_term_iterator_term(terms);
        g_autofree char *id = g_strndup((const char *)term.data + strlen(prefix) - strlen(undated),
                                        term.len - strlen(prefix) + strlen(undated));
        gboolean dated = FALSE;
        g_autofree char *other = number_supplement(id, &dated);
        if (g_strcmp0(other, undated) != 0 || !dated)
            continue;
        several = several || found;
        g_free(found);
        found = g_steal_pointer(&id);
    }
    xc_term_iterator_free(terms);
    if (several)
        g_clear_pointer(&found, g_free);
    return found;
}

/* What was seen of the supplement is all: if it has one date, its undated records get that id. */
static void end_supplement(Supplement *seen, const Index *base, GHashTable *ids)
{
    if (seen->needed && !seen->dated && !seen->several && base)
        seen->dated = stored_supplement(base, seen->undated);
    if (seen->needed && seen->dated && !seen->several)
        g_hash_table_insert(ids, g_strdup(seen->undated), g_strdup(seen->dated));
    g_free(seen->undated);
    g_free(seen->dated);
    *seen = (Supplement){0};
}

static void note_supplement(Supplement *seen, const char *id, const Index *base, GHashTable *ids)
{
    gboolean dated = FALSE;
    g_autofree char *undated = number_supplement(id, &dated);
    if (!undated)
        return;
    if (g_strcmp0(seen->undated, undated) != 0) {
        end_supplement(seen, base, ids);
        seen->undated = g_steal_pointer(&undated);
    }
    const char *other = dated ? g_hash_table_lookup(ids, seen->undated) : NULL;
    if (other && strcmp(other, id) != 0) { /* a corrigendum of the first date came between */
        g_hash_table_remove(ids, seen->undated);
        seen->several = TRUE;
    }
    if (!dated) {
        seen->needed = TRUE;
    } else if (g_strcmp0(seen->dated, id) != 0) {
        seen->several = seen->several || seen->dated;
        g_free(seen->dated);
        seen->dated = g_strdup(id);
    }
}

static gboolean collect_provisional(Spilled *spilled, const Index *base, GHashTable *titles,
                                    GHashTable *ids, const Stop *stop, GError **error)
{
    Supplement seen = {0};
    GError *inner = NULL;
    g_autoptr(SpillMerge) merge = spill_merge_new(spilled->runs, stop, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if (!record_is_provisional(item.id)) {
            note_supplement(&seen, item.id, base, ids);
            continue;
        }
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
    end_supplement(&seen, base, ids);
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

/* The record of ITEM and the key of its title, *KEY, if it is a numbered draft or standard with
 * one; else NULL. */
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

/* Spills the stored record DOCID if its id is provisional and it is not there already. */
static gboolean spill_stored(const Drafts *drafts, XcDocid docid, GError **error)
{
    guint32 shard = 0, local = 0;
    index_locate(drafts->base, docid, &shard, &local);
    if (drafts->chosen[shard] || g_hash_table_contains(drafts->seen, GUINT_TO_POINTER(docid)))
        return TRUE;
    g_autoptr(Record) record = index_record(drafts->base, docid, error);
    if (!record)
        return FALSE;
    if (!input_is_provisional(record_text(record, FIELD_ID)))
        return TRUE;
    g_hash_table_add(drafts->seen, GUINT_TO_POINTER(docid));
    spill_run_add(drafts->run, record, (SpillOrder){shard, local});
    drafts->take(docid, drafts->data);
    return TRUE;
}

/* Spills the stored drafts with the title of ITEM's record. */
static gboolean spill_drafts(const Drafts *drafts, const SpillItem *item, GError **error)
{
    GError *inner = NULL;
    g_autofree char *key = NULL;
    g_autoptr(Record) numbered = numbered_record(item, &key, &inner);
    g_autoptr(GArray) docids = numbered ? index_find_title(drafts->base, key, &inner) : NULL;
    for (guint i = 0; docids && !inner && i < docids->len; i++)
        spill_stored(drafts, g_array_index(docids, XcDocid, i), &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Spills the stored supplement that ITEM, which has its date, is. */
static gboolean spill_undated(const Drafts *drafts, const SpillItem *item, GError **error)
{
    gboolean dated = FALSE;
    GError *inner = NULL;
    g_autofree char *undated = number_supplement(item->id, &dated);
    XcDocid docid = undated && dated ? index_find_id(drafts->base, undated, &inner) : 0;
    if (docid && !inner)
        spill_stored(drafts, docid, &inner);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean input_spill_drafts(Index *base, const gboolean *chosen, const char *work, Spilled *out,
                            void (*take)(XcDocid docid, gpointer data), gpointer data,
                            const Stop *stop, GError **error)
{
    GError *inner = NULL;
    gboolean titles = has_drafts(base, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    g_autoptr(SpillRun) run = spill_run_new();
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    const Drafts drafts = {base, chosen, run, seen, take, data};
    g_autoptr(SpillMerge) merge = spill_merge_new(out->runs, stop, &inner);
    for (SpillItem item; merge && spill_merge_next(merge, &item, &inner);) {
        if ((titles && !spill_drafts(&drafts, &item, &inner)) ||
            !spill_undated(&drafts, &item, &inner))
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
        if (record_is_provisional(item.id))
            record_set_text(record, FIELD_KIND, NULL, 0);
        record_set_text(record, FIELD_ID, id, -1);
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

/* Whether ID is that of a supplement without its date. */
static gboolean awaits_date(const char *id)
{
    const char *slash = strrchr(id, '/'), *plus = strrchr(id, '+'), *at = slash ? slash : plus;
    gboolean dated = FALSE;
    if (slash && plus && plus > slash)
        at = plus;
    if (!at || !g_ascii_isalpha(at[1]) || !g_ascii_isalnum(at[2])) /* T of GB/T */
        return FALSE;
    g_autofree char *undated = number_supplement(id, &dated);
    return undated && !dated;
}

gboolean input_is_provisional(const char *id)
{
    return record_is_provisional(id) || awaits_date(id);
}

gboolean input_resolve_titles(Spilled *spilled, Index *base, const char *work, GHashTable **skip,
                              const Stop *stop, GError **error)
{
    *skip = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!spilled->provisional)
        return TRUE;
    g_autoptr(GHashTable) titles =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_title);
    if (!collect_provisional(spilled, base, titles, *skip, stop, error) ||
        (g_hash_table_size(titles) && !match_runs(spilled, titles, stop, error)))
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
