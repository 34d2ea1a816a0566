/* Counting facets by what the mapped documents hold. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/value.h"
#include "number/number.h"
#include "search/answer/answer.h"

static void clear_count(gpointer data)
{
    g_free(((FacetCount *)data)->value);
}

static void clear_facet(gpointer data)
{
    g_array_unref(((Facet *)data)->counts);
}

/* Counts by field and value; ordinals are a shard's own, so they are summed by value after. What is
 * 现行 by today's date, *CAME documents, is counted as it is stored. */
static guint **count_ordinals(Searcher *searcher, const GArray *docids, guint32 wanted, guint *came,
                              GError **error)
{
    const DocSet *in_force = searcher_came_into_force(searcher, error);
    if (!in_force)
        return NULL;
    guint **counts = g_new0(guint *, (gsize)searcher->space.n_shards * FIELD_COUNT + 1);
    DocumentView view;
    for (guint i = 0; i < docids->len; i++) {
        guint32 number, local;
        *came += docset_has_docid(in_force, &searcher->space, g_array_index(docids, XcDocid, i));
        Shard *shard =
            index_locate(searcher->index, g_array_index(docids, XcDocid, i), &number, &local);
        if (!shard_view(shard, local, &view, error)) {
            for (gsize c = 0; c < (gsize)searcher->space.n_shards * FIELD_COUNT; c++)
                g_free(counts[c]);
            g_free(counts);
            return NULL;
        }
        for (guint32 f = 0; f < view.n_facets; f++) {
            guint16 field = view.facets[f].field;
            if (field >= FIELD_COUNT || !(wanted & (1u << field)))
                continue;
            guint **slot = &counts[(gsize)number * FIELD_COUNT + field];
            if (!*slot)
                *slot = g_new0(guint, shard_facet_values(shard) + 1);
            (*slot)[view.facets[f].value]++;
        }
    }
    return counts;
}

static gint by_count(gconstpointer first, gconstpointer second)
{
    const FacetCount *a = first, *b = second;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return strcmp(a->value, b->value);
}

/* Adds N to the count of VALUE, which is taken over; none is left out. */
static void add_count(GHashTable *sums, char *value, gint n)
{
    gint sum = GPOINTER_TO_INT(g_hash_table_lookup(sums, value)) + n;
    if (sum > 0) {
        g_hash_table_replace(sums, value, GINT_TO_POINTER(sum));
    } else {
        g_hash_table_remove(sums, value);
        g_free(value);
    }
}

/* The values by their canonical form: what has several names is counted as one. */
static Facet sum_facet(Searcher *searcher, guint **counts, FieldId field, guint came)
{
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Facet facet = {field, g_array_new(FALSE, FALSE, sizeof(FacetCount))};
    g_array_set_clear_func(facet.counts, clear_count);
    for (guint32 s = 0; s < searcher->space.n_shards; s++) {
        const guint *ordinals = counts[(gsize)s * FIELD_COUNT + field];
        Shard *shard = index_shard(searcher->index, s);
        for (guint32 v = 0; ordinals && v < shard_facet_values(shard); v++) {
            guint32 len;
            if (!ordinals[v])
                continue;
            const char *value = shard_facet_value(shard, v, &len);
            g_autofree char *text = g_strndup(value, len);
            add_count(sums, value_canonical(field, text), (gint)ordinals[v]);
        }
    }
    if (field == FIELD_STATUS && came > 0) {
        add_count(sums, g_strdup(STATUS_SOON), -(gint)came);
        add_count(sums, g_strdup(STATUS_IN_FORCE), (gint)came);
    }
    GHashTableIter it;
    gpointer key, value;
    g_hash_table_iter_init(&it, sums);
    while (g_hash_table_iter_next(&it, &key, &value)) {
        FacetCount count = {g_strdup(key), GPOINTER_TO_UINT(value)};
        g_array_append_val(facet.counts, count);
    }
    g_array_sort(facet.counts, by_count);
    return facet;
}

GArray *facets_count(Searcher *searcher, const GArray *docids, guint32 wanted, GError **error)
{
    guint came = 0;
    guint **counts = count_ordinals(searcher, docids, wanted, &came, error);
    if (!counts)
        return NULL;
    GArray *facets = g_array_new(FALSE, FALSE, sizeof(Facet));
    g_array_set_clear_func(facets, clear_facet);
    for (FieldId field = 0; field < FIELD_COUNT; field++)
        if (wanted & (1u << field)) {
            Facet facet = sum_facet(searcher, counts, field, came);
            g_array_append_val(facets, facet);
        }
    for (gsize c = 0; c < (gsize)searcher->space.n_shards * FIELD_COUNT; c++)
        g_free(counts[c]);
    g_free(counts);
    return facets;
}
