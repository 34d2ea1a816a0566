#include "search/candidates.h"

#include <string.h>

/* A character that is no word of the query has come but once from each place. */
static gboolean weighs(const WeighedTerm *term)
{
    return term->df > 0 && term->weight > 0 && !(term->kind == TOKEN_CHAR && term->wqf < 2);
}

/* What TERM counts for. The posting of a character is that of the word it is. */
static double factor(const WeighedTerm *term)
{
    return term->kind == TOKEN_CHAR ? term->weight / 2 : term->weight;
}

/* Postings to be read for TERM. */
static guint64 cost(const WeighedTerm *term)
{
    return term->df;
}

static gint by_cost(gconstpointer first, gconstpointer second)
{
    const WeighedTerm *a = *(const WeighedTerm *const *)first;
    const WeighedTerm *b = *(const WeighedTerm *const *)second;
    if (cost(a) != cost(b))
        return cost(a) < cost(b) ? -1 : 1;
    return strcmp(a->term, b->term);
}

/* The terms that are worth their time, cheapest first: const WeighedTerm *. */
static GPtrArray *affordable(const QueryTerms *terms, guint64 budget)
{
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; i < terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (weighs(term))
            g_ptr_array_add(chosen, (gpointer)term);
    }
    g_ptr_array_sort(chosen, by_cost);
    guint64 spent = 0;
    guint n = 0;
    while (n < chosen->len) {
        spent += cost(chosen->pdata[n]);
        if (spent > budget && n >= CANDIDATES_LEAST_TERMS)
            break;
        n++;
    }
    g_ptr_array_set_size(chosen, (gint)n);
    return chosen;
}

/* TERMS (const WeighedTerm *) as they are weighed. */
static GArray *weighed(Searcher *searcher, const GPtrArray *terms)
{
    XcDatabase *db = index_database(searcher->index);
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Weighed));
    for (guint i = 0; i < terms->len; i++) {
        const WeighedTerm *term = terms->pdata[i];
        guint32 df = term->kind == TOKEN_CHAR ? xc_database_termfreq(db, xc_bytes(term->term), NULL)
                                              : term->df;
        Weighed made = {term->term, df, factor(term)};
        g_array_append_val(out, made);
    }
    return out;
}

static XcQuery *term_query(const WeighedTerm *term, GError **error)
{
    gsize len = MIN(strlen(term->term), XC_TERM_MAX);
    g_autoptr(XcQuery) query = xc_query_term(xc_bytes_n(term->term, len), 1, error);
    return query ? xc_query_scale(query, factor(term), error) : NULL;
}

/* TERMS ORed, those of the result set's query (planned) only if PLANNED; NULL without an error if
 * there is none. */
static XcQuery *any_of(const GPtrArray *terms, gboolean planned, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = 0; i < terms->len; i++) {
        const WeighedTerm *term = terms->pdata[i];
        if (planned || !term->planned)
            g_ptr_array_add(parts, term_query(term, error));
    }
    return parts->len ? searcher_join(XC_QUERY_OR, parts, error) : NULL;
}

/* WITHIN decides, and weighs by the terms that it has; WEIGHING, which may be NULL, adds to that. */
static XcQuery *combined(XcQuery *within, XcQuery *weighing, GError **error)
{
    if (!weighing)
        return xc_query_ref(within);
    XcQuery *parts[] = {within, weighing};
    return xc_query_combine(XC_QUERY_AND_MAYBE, parts, 2, 0, error);
}

static GArray *take(const XcMSet *found)
{
    guint32 n = xc_mset_size(found);
    GArray *candidates = g_array_sized_new(FALSE, FALSE, sizeof(Candidate), n);
    for (guint32 i = 0; i < n; i++) {
        Candidate candidate = {xc_mset_docid(found, i), xc_mset_weight(found, i)};
        g_array_append_val(candidates, candidate);
    }
    return candidates;
}

/* How many live documents match; without weights this takes a fraction of the time. */
static guint32 count(Searcher *searcher, XcQuery *within, GError **error)
{
    guint32 all = xc_database_doccount(index_database(searcher->index), NULL);
    XcMSet *found = searcher_match(searcher, within, searcher->no_weight, 0, all, error);
    guint32 n = found ? xc_mset_matches_estimated(found) : 0;
    xc_mset_free(found);
    return n;
}

/* The best MAX live documents of QUERY. */
static XcMSet *best(Searcher *searcher, XcQuery *query, guint max, GError **error)
{
    return searcher_match(searcher, query, searcher->bm25, max, 0, error);
}

/* The best of a result set that is large. */
static GArray *best_of_many(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                            guint32 *total, GError **error)
{
    GError *inner = NULL;
    g_autoptr(GPtrArray) chosen = affordable(terms, G_MAXUINT64);
    g_autoptr(XcQuery) weighing = any_of(chosen, FALSE, &inner);
    g_autoptr(XcQuery) query = inner ? NULL : combined(within, weighing, &inner);
    XcMSet *found = query ? best(searcher, query, max, &inner) : NULL;
    g_autoptr(GArray) candidates = found ? take(found) : NULL;
    if (found && xc_mset_matches_lower_bound(found) == xc_mset_matches_upper_bound(found))
        *total = xc_mset_matches_estimated(found);
    else if (found)
        *total = count(searcher, within, &inner);
    xc_mset_free(found);
    if (inner) {
        g_propagate_error(error, inner);
        return NULL;
    }
    return g_steal_pointer(&candidates);
}

/* QUERY where FILTER matches too; it weighs nothing. */
static XcQuery *filtered(XcQuery *query, XcQuery *filter, GError **error)
{
    XcQuery *parts[] = {query, filter};
    return xc_query_combine(XC_QUERY_FILTER, parts, 2, 0, error);
}

GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *filter, guint max,
                        GError **error)
{
    GError *inner = NULL;
    g_autoptr(GPtrArray) chosen = affordable(terms, CANDIDATES_BUDGET);
    if (!filter || chosen->len == 0) {
        g_autoptr(GArray) all = weighed(searcher, chosen);
        return weigh_all(searcher, all, max, error);
    }
    g_autoptr(XcQuery) weighing = any_of(chosen, TRUE, &inner);
    g_autoptr(XcQuery) query = weighing ? filtered(weighing, filter, &inner) : NULL;
    XcMSet *found = query ? best(searcher, query, max, &inner) : NULL;
    GArray *candidates = found ? take(found) : NULL;
    xc_mset_free(found);
    if (inner)
        g_propagate_error(error, inner);
    return candidates;
}

/* How many documents hold all terms of the result set's query if each comes for itself; of those that
 * come together it is more. 0: its terms are not known. */
static double expected(const QueryTerms *terms)
{
    double share = 0;
    for (guint i = 0; i < terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (term->planned)
            share = (share > 0 ? share : 1) * term->df / terms->n_documents;
    }
    return share * terms->n_documents;
}

GArray *candidates_within(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                          guint32 *total, GError **error)
{
    if (expected(terms) > CANDIDATES_MOST_WEIGHED)
        return best_of_many(searcher, terms, within, max, total, error);
    g_autoptr(GArray) docids =
        searcher_first_documents(searcher, within, CANDIDATES_MOST_WEIGHED, error);
    if (!docids)
        return NULL;
    if (docids->len == CANDIDATES_MOST_WEIGHED)
        return best_of_many(searcher, terms, within, max, total, error);
    g_autoptr(GPtrArray) chosen = affordable(terms, G_MAXUINT64);
    g_autoptr(GArray) all = weighed(searcher, chosen);
    *total = docids->len;
    return weigh_documents(searcher, all, docids, max, error);
}

/* A query for the documents that hold characters of the query's content, each counted once: the
 * bigrams that begin with it are many, so only characters that are not in too many documents. */
static XcQuery *characters_query(Searcher *searcher, const QueryTerms *terms, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = 0; i < terms->terms->len && parts->len < CANDIDATES_MOST_CHARS; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (term->kind == TOKEN_CHAR && term->df > 0 && term->df <= SEARCHER_RARE_CHAR &&
            term->weight >= 1)
            g_ptr_array_add(parts, searcher_term(searcher, "", term->term, error));
    }
    return parts->len ? searcher_join(XC_QUERY_OR, parts, error) : NULL;
}

gboolean candidates_add_by_characters(Searcher *searcher, const QueryTerms *terms, XcQuery *filter,
                                      GArray *candidates, guint max, GError **error)
{
    if (candidates->len >= max || terms->n_characters > CANDIDATES_MOST_CHARS ||
        searcher->n_shards == 0)
        return TRUE;
    GError *inner = NULL;
    g_autoptr(XcQuery) query = characters_query(searcher, terms, &inner);
    if (query && filter) {
        XcQuery *all = g_steal_pointer(&query);
        query = filtered(all, filter, &inner);
        xc_query_unref(all);
    }
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    XcMSet *found = query ? best(searcher, query, max, &inner) : NULL;
    for (guint i = 0; i < candidates->len; i++)
        g_hash_table_add(known,
                         GUINT_TO_POINTER(g_array_index(candidates, Candidate, i).docid));
    for (guint32 i = 0; found && i < xc_mset_size(found) && candidates->len < max; i++) {
        Candidate candidate = {xc_mset_docid(found, i), 0};
        if (g_hash_table_add(known, GUINT_TO_POINTER(candidate.docid)))
            g_array_append_val(candidates, candidate);
    }
    xc_mset_free(found);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}
