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

/* The documents of WITHIN whose Chinese characters are not another language's than the query's: a part
 * of it in Japanese is an accident, and there are many. All if there are no others. Caller frees. */
static DocSet *own_language(Search *search, const DocSet *within, GError **error)
{
    g_autoptr(DocSet) own = docset_copy(within);
    if (!search->result->terms->is_chinese)
        return g_steal_pointer(&own);
    const DocSet *foreign = searcher_foreign_han(search->searcher, error);
    if (!foreign)
        return NULL;
    docset_remove(own, foreign);
    return docset_is_empty(own) ? docset_copy(within) : g_steal_pointer(&own);
}

/* The best documents of WITHIN that hold any part of the query. */
static GArray *relaxed_candidates(Search *search, const DocSet *within, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    g_autoptr(DocSet) own = own_language(search, within, error);
    g_autoptr(GArray) candidates =
        own ? candidates_find(search->searcher, terms, own, SEARCH_RELAXED_DEPTH, error) : NULL;
    if (!candidates || (candidates->len < SEARCH_RELAXED_DEPTH &&
                        !candidates_add_by_characters(search->searcher, terms, own, candidates,
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
    return inner ? NULL : search_find_set(search, filter, error);
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

static void add_ranked(GArray *hits, const RankedDocument *document)
{
    if (!search_has_hit(hits, document->docid))
        search_add_hit(hits, document, TRUE);
}

/* What holds such a share of the words as they are comes before translations of some of them. */
#define MOST_OF_WORDS 0.5

/* Those of RANKED that hold the share LEAST of the words, or have a number asked for. */
static void add_all(GArray *hits, const GArray *ranked, double least)
{
    for (guint i = 0; i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        if (document->any_words >= least || document->values[RANK_NUMBER] > 0)
            add_ranked(hits, document);
    }
}

/* Where a Chinese query finds nothing: what holds translations of its words, but for those that have
 * none and that no document holds. RankedDocument; empty where they are not wanted. */
static GArray *find_translated(Search *search, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    if (search->native > 0 || !terms->is_chinese ||
        !search_has_kinds(terms->expansions, EXPANSIONS_TRANSLATED))
        return g_array_new(FALSE, FALSE, sizeof(RankedDocument));
    guint32 kinds = EXPANSIONS_SAME | EXPANSIONS_TRANSLATED | EXPANSIONS_APART | EXPANSIONS_LOOSE;
    guint32 translated = expansions_of(terms->expansions, EXPANSIONS_TRANSLATED);
    g_autoptr(Selection) plan =
        plan_query(search->searcher, search->query, terms->expansions, kinds, error);
    g_autoptr(DocSet) set = plan ? search_find_set(search, plan, error) : NULL;
    g_autoptr(DocSet) own = set ? own_language(search, set, error) : NULL;
    g_autoptr(GArray) candidates =
        own ? candidates_of(search->searcher, terms, own, SEARCH_RELAXED_DEPTH, error) : NULL;
    GArray *ranked = candidates ? rank_documents(search->searcher, terms, candidates,
                                                 search->numbers, TRUE, error)
                                : NULL;
    for (guint i = ranked ? ranked->len : 0; i-- > 0;)
        if (!(g_array_index(ranked, RankedDocument, i).expansions & translated))
            g_array_remove_index(ranked, i);
    return ranked;
}

/* Candidates that are not in the result set but hold a fair share of the query and all that it only
 * filters by; numbers first. */
static gboolean add_relaxed(Search *search, GArray *hits, GError **error)
{
    Answer *result = search->result;
    g_autoptr(DocSet) within = search_filtered(search, error);
    g_autoptr(GArray) candidates = within ? relaxed_candidates(search, within, error) : NULL;
    if (!candidates)
        return FALSE;
    g_autoptr(GArray) ranked =
        rank_documents(search->searcher, result->terms, candidates, search->numbers, FALSE, error);
    if (!ranked)
        return FALSE;
    guint found = hits->len;
    g_autoptr(GArray) translated = find_translated(search, error);
    if (!translated)
        return FALSE;
    if (translated->len > 0)
        add_all(hits, ranked, MOST_OF_WORDS);
    add_all(hits, translated, 0);
    add_all(hits, ranked, search->options->least_relaxed);
    result->relaxed = hits->len - found;
    return TRUE;
}

/* Says of a hit that leads where there are no results that the wording was not its own. */
static void tell_leading(Search *search)
{
    Answer *result = search->result;
    const char *id = g_array_index(result->hits, SearchHit, 0).id;
    result->changed =
        query_note(search->query, "no document has all of the words: this is nearly the title of %s", id);
}

gboolean search_add_others(Search *search, GError **error)
{
    Answer *result = search->result;
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
