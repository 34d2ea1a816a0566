/* Hits that hold a part of the query. */
#include "search/answer/private.h"

#include "search/answer/near-title.h"
#include "search/plan/plan.h"
#include "search/rank/candidates.h"

/* The documents of the query's numbers that are in WITHIN are candidates. */
static void add_numbers(const Search *search, const DocSet *within, GArray *candidates)
{
    const DocSpace *space = &search->searcher->space;
    for (guint n = 0; search->numbers && n < search->numbers->len; n++) {
        Candidate own = {g_array_index(search->numbers, LookupMatch, n).docid, 0};
        if (docset_has_docid(within, space, own.docid) &&
            search_find_candidate(candidates, own.docid) == candidates->len)
            g_array_append_val(candidates, own);
    }
}

/* The best documents of WITHIN that hold any part of the query. */
static GArray *relaxed_candidates(Search *search, const DocSet *within, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    g_autoptr(GArray) candidates =
        candidates_find(search->searcher, terms, within, SEARCH_RELAXED_DEPTH, error);
    if (!candidates || (candidates->len < SEARCH_RELAXED_DEPTH &&
                        !candidates_add_by_characters(search->searcher, terms, within, candidates,
                                                      SEARCH_RELAXED_DEPTH + SEARCH_MORE, error)))
        return NULL;
    add_numbers(search, within, candidates);
    return g_steal_pointer(&candidates);
}

DocSet *search_filtered(Search *search, GError **error)
{
    GError *inner = NULL;
    g_autoptr(Selection) filter =
        plan_filter(search->searcher, search->query, search->result->terms->expansions,
                    EXPANSIONS_SAME, &inner);
    if (inner)
        g_propagate_error(error, inner);
    if (inner || filter)
        return inner ? NULL : searcher_find(search->searcher, filter, error);
    return docset_copy(search->searcher->live);
}

static gboolean wants_relaxed(const Search *search)
{
    const SearchOptions *options = search->options;
    guint enough = options->relaxing == RELAX_FEW ? options->count : MIN(options->count, 1);
    return options->sort == SORT_RELEVANCE && search->result->total < enough;
}

/* Whether a title that is nearly the query is looked for, however many results there are: so the
 * first hit is the same whatever the page, and whether anything was found. */
static gboolean wants_title(const Search *search)
{
    return search->options->sort == SORT_RELEVANCE &&
           (search->options->relaxing == RELAX_FEW || search->result->total == 0) &&
           near_title_may_lead(search->result->terms, search->result->hits);
}

/* Candidates that are not in the result set but hold a fair share of the query and all that it only
 * filters by; numbers first. */
static gboolean add_relaxed(Search *search, GArray *hits, GError **error)
{
    SearchResult *result = search->result;
    g_autoptr(DocSet) within = search_filtered(search, error);
    g_autoptr(GArray) candidates = within ? relaxed_candidates(search, within, error) : NULL;
    if (!candidates)
        return FALSE;
    g_autoptr(GArray) ranked =
        rank_documents(search->searcher, result->terms, candidates, search->numbers, FALSE, error);
    if (!ranked)
        return FALSE;
    guint found = hits->len;
    for (guint i = 0; i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        if ((document->any_words >= search->options->least_relaxed || document->values[RANK_NUMBER] > 0) &&
            !search_has_hit(hits, document->docid))
            search_add_hit(hits, document, TRUE);
    }
    result->relaxed = hits->len - found;
    return TRUE;
}

/* Says of a hit that leads where there are no results that the wording was not its own. */
static void tell_leading(Search *search)
{
    SearchResult *result = search->result;
    const char *id = g_array_index(result->hits, SearchHit, 0).id;
    g_free(result->changed);
    result->changed = g_strdup_printf("no document has all of the words: this is nearly the title of %s",
                                      id);
    query_note(search->query, "%s", result->changed);
}

gboolean search_add_others(Search *search, GError **error)
{
    SearchResult *result = search->result;
    guint found = result->hits->len;
    gboolean relaxed = wants_relaxed(search), title = wants_title(search);
    if ((relaxed || title) && !add_relaxed(search, result->hits, error))
        return FALSE;
    if (title && !near_title_put_first(search->searcher, result->terms, result->hits, found, error))
        return FALSE;
    result->leading =
        title && result->hits->len > 0 && g_array_index(result->hits, SearchHit, 0).leads;
    if (result->leading && result->total == 0)
        tell_leading(search);
    if (!relaxed) {
        g_array_set_size(result->hits, found + result->leading);
        result->relaxed = result->leading;
    }
    return TRUE;
}
