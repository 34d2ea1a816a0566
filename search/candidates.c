#include "search/candidates.h"

/* Terms in more than a fifth of a large index cost most of the time of a long query and tell little;
 * in a small one they are cheap. */
#define LARGE_INDEX 20000
#define COMMON_SHARE 5

static gboolean counts(const QueryTerms *terms, const WeighedTerm *term, gboolean selective)
{
    return term->df > 0 && term->weight > 0 &&
           !(selective && term->df > terms->n_documents / COMMON_SHARE);
}

static XcQuery *term_query(const WeighedTerm *term, GError **error)
{
    XcQuery *query = searcher_term("", term->term, error);
    if (!query || term->weight == 1)
        return query;
    g_autoptr(XcQuery) own = query;
    return xc_query_scale(own, term->weight, error);
}

/* All terms that count, ORed; NULL without an error if there is none. *MOST is what they could weigh
 * together. */
static XcQuery *weighing_query(const QueryTerms *terms, double *most, GError **error)
{
    gboolean selective =
        terms->n_documents >= LARGE_INDEX && terms->n_characters > CANDIDATES_LONG;
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    *most = 0;
    for (int tries = 0; tries < 2 && parts->len == 0; tries++) {
        for (guint i = 0; i < terms->terms->len; i++) {
            const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
            if (!counts(terms, term, selective && tries == 0))
                continue;
            g_ptr_array_add(parts, term_query(term, error));
            *most += term->weight * term->idf;
        }
    }
    return parts->len ? searcher_join(XC_QUERY_OR, parts, error) : NULL;
}

/* WITHIN decides, WEIGHING weighs. */
static XcQuery *combined(XcQuery *within, XcQuery *weighing, GError **error)
{
    if (!within)
        return xc_query_ref(weighing);
    g_autoptr(XcQuery) filter = xc_query_scale(within, 0, error);
    XcQuery *parts[] = {filter, weighing};
    if (!filter || !weighing)
        return g_steal_pointer(&filter);
    return xc_query_combine(XC_QUERY_AND_MAYBE, parts, 2, 0, error);
}

static GArray *take(const XcMSet *found, double most)
{
    guint32 n = xc_mset_size(found);
    GArray *candidates = g_array_sized_new(FALSE, FALSE, sizeof(Candidate), n);
    for (guint32 i = 0; i < n; i++) {
        Candidate candidate = {xc_mset_docid(found, i), xc_mset_weight(found, i) / MAX(most, 1e-9)};
        g_array_append_val(candidates, candidate);
    }
    return candidates;
}

GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                        guint32 *total, GError **error)
{
    GError *inner = NULL;
    double most;
    XcDatabase *db = index_database(searcher->index);
    g_autoptr(XcQuery) weighing = weighing_query(terms, &most, &inner);
    if (!inner && !weighing && !within) {
        if (total)
            *total = 0;
        return g_array_new(FALSE, FALSE, sizeof(Candidate));
    }
    g_autoptr(XcQuery) query = inner ? NULL : combined(within, weighing, &inner);
    g_autoptr(XcQuery) live = query ? index_live_query(searcher->index, query, &inner) : NULL;
    g_autoptr(XcEnquire) enquire = live ? xc_enquire_new(db, &inner) : NULL;
    XcMSet *found = NULL;
    if (enquire && xc_enquire_set_query(enquire, live, 0, &inner) &&
        xc_enquire_set_weight(enquire, searcher->bm25, &inner))
        found = xc_enquire_mset(enquire, 0, max, total ? terms->n_documents : 0, NULL, &inner);
    if (!found) {
        g_propagate_error(error, inner);
        return NULL;
    }
    GArray *candidates = take(found, most);
    if (total)
        *total = xc_mset_matches_estimated(found);
    xc_mset_free(found);
    return candidates;
}
