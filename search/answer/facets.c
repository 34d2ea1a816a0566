/* Counting facets by what the mapped documents hold. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/value.h"
#include "search/answer/answer.h"
#include "search/match/remote.h"

static void clear_count(gpointer data)
{
    g_free(((FacetCount *)data)->value);
}

static void clear_facet(gpointer data)
{
    Facet *facet = data;
    g_array_unref(facet->counts);
    g_array_unref(facet->classes);
}

/* A value or a class, while it is counted. */
typedef struct {
    guint count;
    guint last;        /* the document that was counted last, from 1 */
    gboolean is_shown; /* a value, or a class that something is part of */
} Counter;

/* What is counted for one value that a shard stores: itself, as a value and as a class, and the classes that it is in. */
typedef struct {
    guint n;
    Counter *counters[8]; /* borrowed */
} Counted;

typedef struct {
    Searcher *searcher;
    FieldId field;
    GHashTable *values, *classes; /* canonical text → Counter */
    GPtrArray *shards;            /* Counted *, by ordinal; NULL: not yet asked for */
    GHashTable *read;             /* of an export: text → Counted */
    guint told;
} Counting;

static Counter *counter_of(GHashTable *table, const char *text, gboolean is_shown)
{
    Counter *counter = g_hash_table_lookup(table, text);
    if (!counter)
        g_hash_table_insert(table, g_strdup(text), counter = g_new0(Counter, 1));
    counter->is_shown = counter->is_shown || is_shown;
    return counter;
}

/* What has several names is counted as one. */
static void read_value(const Counting *counting, const char *text, Counted *counted)
{
    char *class = value_canonical(counting->field, text);
    counted->counters[counted->n++] = counter_of(counting->values, class, TRUE);
    counted->counters[counted->n++] = counter_of(counting->classes, class, FALSE);
    for (char *parent; counted->n < G_N_ELEMENTS(counted->counters); class = parent) {
        parent = value_parent(counting->field, class);
        g_free(class);
        if (!parent)
            return;
        counted->counters[counted->n++] = counter_of(counting->classes, parent, TRUE);
    }
    g_free(class);
}

static const Counted *counted_of(Counting *counting, Shard *shard, guint32 number, guint32 ordinal)
{
    Counted *all = counting->shards->pdata[number];
    if (!all)
        counting->shards->pdata[number] = all = g_new0(Counted, shard_facet_values(shard) + 1);
    if (all[ordinal].n == 0) {
        guint32 len;
        const char *value = shard_facet_value(shard, ordinal, &len);
        g_autofree char *text = g_strndup(value, len);
        read_value(counting, text, &all[ordinal]);
    }
    return &all[ordinal];
}

/* Adds DOCUMENTS to what is counted of COUNTED, but once for the documents TOLD, a number from 1. */
static void count(const Counted *counted, guint told, guint documents)
{
    for (guint c = 0; c < counted->n; c++)
        if (counted->counters[c]->last != told) {
            counted->counters[c]->last = told;
            counted->counters[c]->count += documents;
        }
}

/* What servers have counted: documents of the same values. */
static void count_values(const char *values, guint32 documents, gpointer data)
{
    Counting *counting = data;
    g_auto(GStrv) each = g_strsplit(values, EXPORT_JOINT, -1);
    counting->told++;
    for (char **value = each; *value; value++) {
        Counted *counted = g_hash_table_lookup(counting->read, *value);
        if (!counted) {
            g_hash_table_insert(counting->read, g_strdup(*value), counted = g_new0(Counted, 1));
            read_value(counting, *value, counted);
        }
        count(counted, counting->told, documents);
    }
}

static gboolean count_remote(Counting *all, guint32 wanted, const DocSet *set, GError **error)
{
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        if (wanted & 1u << field && !remote_count_values(set, field, count_values, &all[field], error))
            return FALSE;
    return TRUE;
}

/* A document with several values of one class is one document of it. ALL: a Counting for each field that is WANTED. */
static gboolean count_documents(Searcher *searcher, Counting *all, guint32 wanted, const GArray *docids, GError **error)
{
    DocumentView view;
    for (guint i = 0; i < docids->len; i++) {
        guint32 number, local;
        Shard *shard = index_locate(searcher->index, g_array_index(docids, XcDocid, i), &number, &local);
        if (!shard_view(shard, local, &view, error))
            return FALSE;
        for (guint32 f = 0; f < view.n_facets; f++) {
            guint16 field = view.facets[f].field;
            if (field >= FIELD_COUNT || !(wanted & 1u << field))
                continue;
            count(counted_of(&all[field], shard, number, view.facets[f].value), i + 1, 1);
        }
    }
    return TRUE;
}

/* What is 现行 by today's date is counted as it is stored: of SET those go over. */
static gboolean count_come_into_force(const Counting *counting, const DocSet *set, GError **error)
{
    const DocSet *in_force = searcher_came_into_force(counting->searcher, error);
    guint came = in_force ? docset_count_both(set, in_force) : 0;
    came = MIN(came, counter_of(counting->values, STATUS_SOON, TRUE)->count); /* a server may be lost in between */
    if (came > 0) {
        counter_of(counting->values, STATUS_SOON, TRUE)->count -= came;
        counter_of(counting->values, STATUS_IN_FORCE, TRUE)->count += came;
    }
    return in_force != NULL;
}

static gint by_count(gconstpointer first, gconstpointer second)
{
    const FacetCount *a = first, *b = second;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->value, b->value);
}

/* The counts of TABLE, which it frees; none is left out. */
static GArray *sorted_counts(GHashTable *table)
{
    GArray *counts = g_array_new(FALSE, FALSE, sizeof(FacetCount));
    GHashTableIter it;
    gpointer key, value;
    g_array_set_clear_func(counts, clear_count);
    g_hash_table_iter_init(&it, table);
    while (g_hash_table_iter_next(&it, &key, &value)) {
        const Counter *counter = value;
        FacetCount count = {NULL, counter->count};
        if (counter->count == 0 || !counter->is_shown)
            continue;
        count.value = g_strdup(key);
        g_array_append_val(counts, count);
    }
    g_array_sort(counts, by_count);
    g_hash_table_unref(table);
    return counts;
}

GArray *facets_new(void)
{
    GArray *facets = g_array_new(FALSE, FALSE, sizeof(Facet));
    g_array_set_clear_func(facets, clear_facet);
    return facets;
}

static void begin_counting(Counting *counting, Searcher *searcher, FieldId field)
{
    *counting = (Counting){searcher, field, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
                           g_ptr_array_new_with_free_func(g_free),
                           g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free), 0};
    g_ptr_array_set_size(counting->shards, (gint)searcher->space.n_shards);
}

/* What was counted, which it frees. */
static Facet end_counting(Counting *counting, gboolean freed)
{
    g_ptr_array_unref(counting->shards);
    g_hash_table_unref(counting->read);
    return (Facet){counting->field, sorted_counts(counting->values), sorted_counts(counting->classes), freed};
}

gboolean facets_add(GArray *facets, Searcher *searcher, const DocSet *set, guint32 wanted, gboolean freed, GError **error)
{
    Counting all[FIELD_COUNT];
    g_autoptr(GArray) docids = set->index ? NULL : docset_docids(set, &searcher->space, G_MAXUINT32);
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        if (wanted & 1u << field)
            begin_counting(&all[field], searcher, field);
    gboolean ok = (set->index ? count_remote(all, wanted, set, error) : count_documents(searcher, all, wanted, docids, error)) &&
                  (!(wanted & 1u << FIELD_STATUS) || count_come_into_force(&all[FIELD_STATUS], set, error));
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        if (wanted & 1u << field) {
            Facet facet = end_counting(&all[field], freed);
            g_array_append_val(facets, facet);
        }
    return ok;
}
