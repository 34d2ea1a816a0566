/* A selection → the set of its documents, shard by shard. */
#include <string.h>

#include "search/match/postings.h"
#include "search/match/remote.h"
#include "search/match/selection-tree.h"

/* Finding: each clears in BITS, the bits of one shard, what a node does not match. */

static gboolean keep(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                     GError **error);

static void keep_bits(const DocSpaceShard *shard, guint64 *bits, const guint64 *other)
{
    for (guint32 i = 0; i < shard->words; i++)
        bits[i] &= other[i];
}

static guint64 *copy_bits(const DocSpaceShard *shard, const guint64 *bits)
{
    return g_memdup2(bits, shard->words * sizeof *bits);
}

static gboolean add_term(const DocSpaceShard *shard, XcBytes term, guint64 *bits, GError **error)
{
    PostingSet postings;
    return shard_postings(shard->shard, term.data, term.len, &postings, error) &&
           postings_add(&postings, bits, shard->words, error);
}

static gboolean keep_term(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                          GError **error)
{
    PostingSet postings;
    return shard_postings(shard->shard, node->term, node->len, &postings, error) &&
           postings_keep(&postings, bits, shard->words, error);
}

static gboolean keep_prefix(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                            GError **error)
{
    g_autofree guint64 *own = g_new0(guint64, shard->words);
    GError *inner = NULL;
    g_autoptr(XcTermIterator) terms =
        xc_database_terms(shard_database(shard->shard), xc_bytes_n(node->term, node->len), &inner);
    for (guint n = 0; n < SELECTION_MAX_TERMS && !inner && xc_term_iterator_valid(terms); n++) {
        if (add_term(shard, xc_term_iterator_term(terms), own, &inner))
            xc_term_iterator_next(terms, &inner);
    }
    keep_bits(shard, bits, own);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looking up the date of one document takes as long as reading so many in a row. */
#define DATE_COST 16

/* The dates of documents are values of libxapian's, in the order of docids. */
static gboolean keep_dates(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                           GError **error)
{
    GError *inner = NULL;
    char lower[16], upper[16];
    g_snprintf(lower, sizeof lower, "%08u", node->from);
    g_snprintf(upper, sizeof upper, "%08u", node->to);
    gboolean few = docset_count_bits(bits, shard->words) <= shard->documents / DATE_COST;
    XcValueIterator *values =
        xc_database_values(shard_database(shard->shard), date_slot(node->field), &inner);
    for (guint32 word = 0; word < shard->words && !inner; word++) {
        guint64 kept = 0;
        for (guint64 rest = bits[word]; rest && !inner; rest &= rest - 1) {
            XcDocid docid = word * 64 + (guint32)__builtin_ctzll(rest);
            while (!few && xc_value_iterator_valid(values) &&
                   xc_value_iterator_docid(values) < docid)
                xc_value_iterator_next(values, &inner);
            if (few)
                xc_value_iterator_skip_to(values, docid, &inner);
            XcBytes value = xc_value_iterator_value(values);
            if (xc_value_iterator_docid(values) == docid && value.len == 8 &&
                memcmp(value.data, lower, 8) >= 0 && memcmp(value.data, upper, 8) <= 0)
                kept |= rest & -rest;
        }
        bits[word] = kept;
    }
    xc_value_iterator_free(values);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* About how many documents of SHARD a node matches at most: what is rare is kept first. */
static guint32 estimate(const Selection *node, const DocSpaceShard *shard)
{
    guint32 least = G_MAXUINT32, sum = 0;
    switch (node->type) {
    case NODE_NONE:
        return 0;
    case NODE_TERM:
        return shard_termfreq(shard->shard, node->term, node->len);
    case NODE_CHARACTER:
        return shard_char_freq(shard->shard, node->character);
    case NODE_VERIFIED:
        return docset_count_bits(node->set->bits + shard->first, shard->words);
    case NODE_AND:
        for (guint i = 0; i < node->children->len; i++)
            least = MIN(least, estimate(node->children->pdata[i], shard));
        return least;
    case NODE_OR:
        for (guint i = 0; i < node->children->len; i++)
            sum += MIN(estimate(node->children->pdata[i], shard), shard->documents - sum);
        return sum;
    case NODE_WITHOUT:
        return estimate(node->children->pdata[0], shard);
    case NODE_ALL:
    case NODE_PREFIX:
    case NODE_DATES:
    case NODE_VALUES:
    case NODE_ADJACENT:
        break;
    }
    return shard->documents;
}

typedef struct {
    const Selection *node;
    guint32 estimate;
} Estimated;

static gint by_estimate(gconstpointer first, gconstpointer second)
{
    const Estimated *a = first, *b = second;
    return (a->estimate > b->estimate) - (a->estimate < b->estimate);
}

/* Adds the nodes that are ANDed by NODE, which may be one itself. */
static void flatten(const Selection *node, const DocSpaceShard *shard, GArray *out)
{
    if (node->type == NODE_AND || node->type == NODE_ADJACENT) {
        for (guint i = 0; i < node->children->len; i++)
            flatten(node->children->pdata[i], shard, out);
        return;
    }
    Estimated one = {node, estimate(node, shard)};
    g_array_append_val(out, one);
}

static gboolean keep_all(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                         GError **error)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(Estimated));
    flatten(node, shard, parts);
    g_array_sort(parts, by_estimate);
    for (guint i = 0; i < parts->len && (i == 0 || !docset_no_bits(bits, shard->words)); i++)
        if (!keep(g_array_index(parts, Estimated, i).node, shard, bits, error))
            return FALSE;
    return TRUE;
}

static gboolean keep_any(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                         GError **error)
{
    g_autofree guint64 *any = g_new0(guint64, shard->words);
    for (guint i = 0; i < node->children->len; i++) {
        const Selection *child = node->children->pdata[i];
        if (child->type == NODE_TERM) { /* of thousands of values of a facet each is short */
            if (!add_term(shard, xc_bytes_n(child->term, child->len), any, error))
                return FALSE;
            continue;
        }
        g_autofree guint64 *own = copy_bits(shard, bits);
        if (!keep(child, shard, own, error))
            return FALSE;
        for (guint32 w = 0; w < shard->words; w++)
            any[w] |= own[w];
    }
    keep_bits(shard, bits, any);
    return TRUE;
}

static gboolean keep_without(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                             GError **error)
{
    if (!keep(node->children->pdata[0], shard, bits, error))
        return FALSE;
    g_autofree guint64 *excluded = copy_bits(shard, bits);
    if (!keep(node->children->pdata[1], shard, excluded, error))
        return FALSE;
    for (guint32 i = 0; i < shard->words; i++)
        bits[i] &= ~excluded[i];
    return TRUE;
}

static gboolean keep(const Selection *node, const DocSpaceShard *shard, guint64 *bits,
                     GError **error)
{
    if (!shard_in_time(shard->shard, error))
        return FALSE;
    switch (node->type) {
    case NODE_NONE:
        memset(bits, 0, shard->words * sizeof *bits);
        return TRUE;
    case NODE_ALL:
    case NODE_VALUES:
        return TRUE;
    case NODE_TERM:
        return keep_term(node, shard, bits, error);
    case NODE_CHARACTER:
        return shard_keep_character(shard->shard, node->character, bits, error);
    case NODE_PREFIX:
        return keep_prefix(node, shard, bits, error);
    case NODE_DATES:
        return keep_dates(node, shard, bits, error);
    case NODE_VERIFIED:
        keep_bits(shard, bits, node->set->bits + shard->first);
        return TRUE;
    case NODE_ADJACENT:
    case NODE_AND:
        return keep_all(node, shard, bits, error);
    case NODE_OR:
        return keep_any(node, shard, bits, error);
    case NODE_WITHOUT:
        return keep_without(node, shard, bits, error);
    }
    return TRUE;
}

DocSet *selection_find(const Selection *selection, const DocSpace *space, const DocSet *within,
                       GError **error)
{
    if (within->index)
        return remote_select(within, selection);
    g_autoptr(DocSet) found = docset_copy(within);
    for (guint32 s = 0; s < space->n_shards; s++)
        if (!keep(selection, &space->shards[s], found->bits + space->shards[s].first, error))
            return NULL;
    return g_steal_pointer(&found);
}
