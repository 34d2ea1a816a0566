#include "search/search.h"

#include <stdlib.h>
#include <string.h>

#include "search/near-title.h"
#include "search/overviews.h"
#include "search/plan.h"

/* More numbers in one query are not looked up. */
#define MAX_NUMBERS 8u

typedef struct {
    Searcher *searcher;
    Query *query;
    const SearchOptions *options;
    SearchResult *result;
    GArray *numbers; /* LookupMatch of the query's numbers, or NULL */
    Selection *plan; /* the result set */
    guint32 kinds;   /* bit set of the expansions that count in it */
    DocSet *set;     /* its documents */
} Search;

static void clear_hit(gpointer data)
{
    g_free(((SearchHit *)data)->id);
}

void search_result_free(SearchResult *result)
{
    if (!result)
        return;
    if (result->hits)
        g_array_unref(result->hits);
    if (result->facets)
        g_array_unref(result->facets);
    query_terms_free(result->terms);
    g_free(result->plan);
    g_free(result);
}

static gboolean is_hit(const GArray *hits, XcDocid docid)
{
    for (guint i = 0; i < hits->len; i++)
        if (g_array_index(hits, SearchHit, i).docid == docid)
            return TRUE;
    return FALSE;
}

static void add_hit(GArray *hits, const RankedDocument *document, gboolean relaxed)
{
    SearchHit hit = {.docid = document->docid,
                     .relaxed = relaxed,
                     .ranked = TRUE,
                     .expansions = document->expansions,
                     .score = document->score,
                     .longness = document->longness,
                     .any_words = document->any_words,
                     .id = g_strdup(document->id)};
    memcpy(hit.values, document->values, sizeof hit.values);
    g_array_append_val(hits, hit);
}

/* The first SEARCH_DEPTH candidates closely ranked; those after them as they are, below them. */
static GArray *rank_hits(Search *search, GArray *candidates, GError **error)
{
    g_autoptr(GArray) rest = g_array_new(FALSE, FALSE, sizeof(Candidate));
    if (candidates->len > SEARCH_DEPTH) {
        g_array_append_vals(rest, &g_array_index(candidates, Candidate, SEARCH_DEPTH),
                            candidates->len - SEARCH_DEPTH);
        g_array_set_size(candidates, SEARCH_DEPTH);
    }
    g_autoptr(GArray) ranked = rank_documents(search->searcher, search->result->terms, candidates,
                                              search->numbers, TRUE, error);
    if (!ranked)
        return NULL;
    GArray *hits = g_array_new(FALSE, TRUE, sizeof(SearchHit));
    g_array_set_clear_func(hits, clear_hit);
    for (guint i = 0; i < ranked->len; i++)
        add_hit(hits, &g_array_index(ranked, RankedDocument, i), FALSE);
    double least = hits->len ? g_array_index(hits, SearchHit, hits->len - 1).score : 0;
    for (guint i = 0; i < rest->len; i++) {
        const Candidate *candidate = &g_array_index(rest, Candidate, i);
        DocumentView view;
        if (!index_view(search->searcher->index, candidate->docid, &view, error)) {
            g_array_unref(hits);
            return NULL;
        }
        SearchHit hit = {.docid = candidate->docid,
                         .score = least - 1 + 1.0 / (1 + i),
                         .id = g_strndup(view.id, view.id_len)};
        g_array_append_val(hits, hit);
    }
    return hits;
}

/* All documents of the result set. Caller unrefs. */
static GArray *all_documents(const Search *search)
{
    return docset_docids(search->set, &search->searcher->space, G_MAXUINT32);
}

/* The place of DOCID among CANDIDATES, or their number. */
static guint find_candidate(const GArray *candidates, XcDocid docid)
{
    guint at = 0;
    while (at < candidates->len && g_array_index(candidates, Candidate, at).docid != docid)
        at++;
    return at;
}

/* Makes the first N of DOCIDS, which may weigh nothing by BM25, the last of the CANDIDATES (more
 * than SEARCH_DEPTH) that are closely ranked, if they are not among these: the same on every page.
 */
static void rank_closely(GArray *candidates, const GArray *docids, guint n)
{
    guint place = SEARCH_DEPTH - n;
    for (guint i = 0; i < n; i++) {
        Candidate own = {g_array_index(docids, XcDocid, i), 0};
        guint at = find_candidate(candidates, own.docid);
        if (at < place)
            continue;
        if (at < candidates->len)
            g_array_remove_index(candidates, at);
        g_array_insert_val(candidates, place, own);
        place++;
    }
}

/* The documents of the result set that have the number asked for are always closely ranked. */
static gboolean add_own_numbers(Search *search, GArray *candidates, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    if (terms->numbers->len != 1 || search->result->total <= SEARCH_DEPTH || !search->numbers)
        return TRUE;
    g_autoptr(Selection) own = plan_number(search->searcher, terms->numbers->pdata[0], TERM_NUMBER);
    g_autoptr(DocSet) found = selection_find(own, &search->searcher->space, search->set, error);
    if (!found)
        return FALSE;
    g_autoptr(GArray) docids = docset_docids(found, &search->searcher->space, SEARCH_DEPTH);
    rank_closely(candidates, docids, docids->len);
    return TRUE;
}

static gboolean has_kinds(const GArray *expansions, guint32 kinds)
{
    for (guint i = 0; i < expansions->len; i++)
        if (kinds & 1u << g_array_index(expansions, Expansion, i).kind)
            return TRUE;
    return FALSE;
}

/* Where not all results are closely ranked, those with the words asked for are before others. */
static gboolean put_asked_first(Search *search, GArray *candidates, guint depth, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    if (search->result->total <= SEARCH_DEPTH ||
        !has_kinds(terms->expansions, search->kinds & ~EXPANSIONS_READ))
        return TRUE;
    g_autoptr(Selection) asked =
        plan_query(search->searcher, search->query, terms->expansions, EXPANSIONS_READ, error);
    g_autoptr(DocSet) set = asked ? searcher_find(search->searcher, asked, error) : NULL;
    g_autoptr(GArray) first =
        set ? candidates_of(search->searcher, terms, set, depth, error) : NULL;
    if (!first)
        return FALSE;
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < first->len; i++)
        g_hash_table_add(known, GUINT_TO_POINTER(g_array_index(first, Candidate, i).docid));
    for (guint i = 0; i < candidates->len && first->len < depth; i++)
        if (g_hash_table_add(known,
                             GUINT_TO_POINTER(g_array_index(candidates, Candidate, i).docid)))
            g_array_append_val(first, g_array_index(candidates, Candidate, i));
    g_array_set_size(candidates, 0);
    g_array_append_vals(candidates, first->data, first->len);
    return TRUE;
}

/* The result set by relevance. A query that only filters has nothing to weigh: by number then. */
static GArray *result_set(Search *search, GError **error)
{
    const SearchOptions *options = search->options;
    const SearchResult *result = search->result;
    gboolean weighs = result->terms->terms->len > 0;
    if (!weighs || options->sort != SORT_RELEVANCE) {
        SearchSort sort = options->sort == SORT_RELEVANCE ? SORT_NUMBER : options->sort;
        g_autoptr(GArray) docids = all_documents(search);
        return search_sort(search->searcher, docids, sort, error);
    }
    guint depth = MAX(SEARCH_DEPTH, options->offset + options->count);
    g_autoptr(GArray) candidates =
        candidates_of(search->searcher, result->terms, search->set, depth, error);
    if (!candidates || !put_asked_first(search, candidates, depth, error) ||
        !add_own_numbers(search, candidates, error))
        return NULL;
    return rank_hits(search, candidates, error);
}

/* The documents of the query's numbers that are in WITHIN are candidates. */
static void add_numbers(const Search *search, const DocSet *within, GArray *candidates)
{
    const DocSpace *space = &search->searcher->space;
    for (guint n = 0; search->numbers && n < search->numbers->len; n++) {
        Candidate own = {g_array_index(search->numbers, LookupMatch, n).docid, 0};
        if (docset_has_docid(within, space, own.docid) &&
            find_candidate(candidates, own.docid) == candidates->len)
            g_array_append_val(candidates, own);
    }
}

/* The best documents of WITHIN that hold any part of the query. */
static GArray *relaxed_candidates(Search *search, const DocSet *within, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    g_autoptr(GArray) candidates =
        candidates_find(search->searcher, terms, within, SEARCH_DEPTH, error);
    if (!candidates || (candidates->len < SEARCH_DEPTH &&
                        !candidates_add_by_characters(search->searcher, terms, within, candidates,
                                                      SEARCH_DEPTH + SEARCH_MORE, error)))
        return NULL;
    add_numbers(search, within, candidates);
    return g_steal_pointer(&candidates);
}

/* The live documents that pass what the query only filters by. */
static DocSet *filtered(Search *search, GError **error)
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

/* Moves DOCUMENT among the closely ranked HITS, where its score belongs. */
static void insert_hit(GArray *hits, const RankedDocument *document)
{
    guint at = 0;
    for (guint i = hits->len; i-- > 0;)
        if (g_array_index(hits, SearchHit, i).docid == document->docid)
            g_array_remove_index(hits, i);
    while (at < hits->len && g_array_index(hits, SearchHit, at).ranked &&
           g_array_index(hits, SearchHit, at).score >= document->score)
        at++;
    add_hit(hits, document, FALSE);
    SearchHit hit = g_array_index(hits, SearchHit, hits->len - 1);
    SearchHit *place = &g_array_index(hits, SearchHit, at);
    memmove(place + 1, place, (hits->len - 1 - at) * sizeof *place);
    *place = hit;
}

/* Overviews of the subject that are not among the candidates are closely ranked, too. */
static gboolean add_overviews(Search *search, GError **error)
{
    const SearchResult *result = search->result;
    if (search->options->sort != SORT_RELEVANCE || result->total <= SEARCH_DEPTH ||
        !overviews_wanted(result->terms))
        return TRUE;
    g_autoptr(GArray) found = overviews_find(search->searcher, result->terms, search->set, error);
    g_autoptr(GArray) ranked =
        found ? rank_documents(search->searcher, result->terms, found, search->numbers, TRUE, error)
              : NULL;
    for (guint i = 0; ranked && i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        if (document->values[rank_feature_find("overview")] > 0)
            insert_hit(result->hits, document);
    }
    return ranked != NULL;
}

static gboolean wants_relaxed(const Search *search)
{
    const SearchOptions *options = search->options;
    guint enough = options->relaxing == RELAX_FEW ? options->count : MIN(options->count, 1);
    return options->sort == SORT_RELEVANCE && search->result->total < enough;
}

/* Whether a title that is nearly the query is looked for, however many results there are: so the
 * first hit is the same whatever the page. */
static gboolean wants_title(const Search *search)
{
    return search->options->sort == SORT_RELEVANCE && search->options->relaxing == RELAX_FEW &&
           near_title_may_lead(search->result->terms, search->result->hits);
}

/* Candidates that are not in the result set but hold a fair share of the query and all that it only
 * filters by; numbers first. */
static gboolean add_relaxed(Search *search, GArray *hits, GError **error)
{
    SearchResult *result = search->result;
    g_autoptr(DocSet) within = filtered(search, error);
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
        if ((document->any_words >= search->options->least_relaxed || document->values[0] > 0) &&
            !is_hit(hits, document->docid))
            add_hit(hits, document, TRUE);
    }
    result->relaxed = hits->len - found;
    return TRUE;
}

/* Adds relaxed hits where they are wanted, and puts first the one that leads. */
static gboolean add_others(Search *search, GError **error)
{
    SearchResult *result = search->result;
    guint found = result->hits->len;
    gboolean relaxed = wants_relaxed(search), title = wants_title(search);
    if ((relaxed || title) && !add_relaxed(search, result->hits, error))
        return FALSE;
    if (title && !near_title_put_first(search->searcher, result->terms, result->hits, found, error))
        return FALSE;
    result->leading = title && g_array_index(result->hits, SearchHit, 0).leads;
    if (!relaxed) {
        g_array_set_size(result->hits, found + result->leading);
        result->relaxed = result->leading;
    }
    return TRUE;
}

/* The matches of all numbers: each number's first before any other's second. */
static gboolean look_up_numbers(Search *search, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    for (guint i = 0; i < MIN(terms->numbers->len, MAX_NUMBERS); i++) {
        const QueryNumber *number = terms->numbers->pdata[i];
        if (!terms->numbers_only && !query_number_is_sure(number))
            continue;
        g_autoptr(GArray) found = lookup_number(search->searcher, number, error);
        if (!found)
            return FALSE;
        if (!search->numbers)
            search->numbers = g_array_ref(found);
        else
            lookup_merge(search->numbers, found);
    }
    return TRUE;
}

/* Keeps hits [offset, offset + count). */
static void cut_page(GArray *hits, const SearchOptions *options)
{
    if (options->offset < hits->len)
        g_array_remove_range(hits, 0, options->offset);
    else
        g_array_set_size(hits, 0);
    if (hits->len > options->count)
        g_array_set_size(hits, options->count);
}

/* Plans the result set with expansions of KINDS and fills the hits. */
static gboolean find_results(Search *search, guint32 kinds, GError **error)
{
    SearchResult *result = search->result;
    search->kinds = kinds;
    search->plan =
        plan_query(search->searcher, search->query, result->terms->expansions, kinds, error);
    search->set = search->plan ? searcher_find(search->searcher, search->plan, error) : NULL;
    if (!search->set)
        return FALSE;
    result->total = docset_count(search->set);
    result->hits = result_set(search, error);
    return result->hits != NULL;
}

static gboolean has_parts(const GArray *words)
{
    for (guint i = 0; i < words->len; i++)
        if (g_array_index(words, QueryWord, i).parts->len > 0)
            return TRUE;
    return FALSE;
}

/* What counts where no document holds the words in any of their own language's forms: first the
 * shorter words that they are made of, 安全 and 评估 for 安全评估; then translations: a Chinese
 * query over English titles is answered, not just given something like it. */
static const struct {
    guint32 kinds; /* beside EXPANSIONS_SAME */
    const char *counts;
} wider_ways[] = {
    {EXPANSIONS_APART, "the words that they are made of count, in any place"},
    {EXPANSIONS_TRANSLATED, "translations count"},
    {EXPANSIONS_APART | EXPANSIONS_TRANSLATED,
     "translations of the words that they are made of count, in any place"},
};

/* Whether all results are found by abbreviations in another script: QKD for 量子密钥分发. */
static gboolean only_abbreviated(Search *search, gboolean *only, GError **error)
{
    const GArray *all = search->result->terms->expansions;
    *only = search->result->total > 0 && has_kinds(all, 1u << EXPANSION_ABBREVIATION);
    if (!*only)
        return TRUE;
    guint32 kinds = EXPANSIONS_SAME & ~(1u << EXPANSION_ABBREVIATION);
    g_autoptr(Selection) plain = plan_query(search->searcher, search->query, all, kinds, error);
    g_autoptr(DocSet) found = plain ? searcher_find(search->searcher, plain, error) : NULL;
    *only = found && docset_is_empty(found);
    return found != NULL;
}

/* Counts the wider way KINDS as well. */
static gboolean widen(Search *search, guint32 kinds, GError **error)
{
    g_clear_pointer(&search->result->hits, g_array_unref);
    g_clear_pointer(&search->set, docset_free);
    g_clear_pointer(&search->plan, selection_unref);
    return find_results(search, EXPANSIONS_SAME | kinds, error);
}

/* Where nothing is found, or nothing but abbreviations. */
static gboolean find_another_way(Search *search, GError **error)
{
    SearchResult *result = search->result;
    gboolean abbreviated;
    gboolean parts = has_parts(result->terms->words);
    gboolean translations = has_kinds(result->terms->expansions, EXPANSIONS_TRANSLATED);
    if (!only_abbreviated(search, &abbreviated, error))
        return FALSE;
    for (guint i = 0; (result->total == 0 || abbreviated) && i < G_N_ELEMENTS(wider_ways); i++) {
        guint32 kinds = wider_ways[i].kinds;
        if ((kinds & EXPANSIONS_APART && (!parts || abbreviated)) ||
            (kinds & EXPANSIONS_TRANSLATED && !translations))
            continue;
        if (!widen(search, kinds, error))
            return FALSE;
        if (result->total > 0)
            query_note(search->query, "no document holds the words as they are: %s",
                       wider_ways[i].counts);
        abbreviated = FALSE;
    }
    return TRUE;
}

/* With fewer results translations count as well. */
#define FEW_RESULTS 10

/* Whether the index has all words of a translation: most have no document in a corpus of one
 * language, and finding that out is cheap. */
static gboolean has_translation(const Search *search)
{
    const QueryTerms *terms = search->result->terms;
    for (guint i = 0; i < terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(terms->expansions, Expansion, i);
        gboolean known = EXPANSIONS_TRANSLATED & 1u << expansion->kind && expansion->words->len > 0;
        for (guint w = 0; known && w < expansion->words->len; w++) {
            const QueryWord *word = &g_array_index(expansion->words, QueryWord, w);
            const char *term = word->terms->pdata[0];
            int at = query_terms_find(terms, term, strlen(term));
            known = at >= 0 && g_array_index(terms->terms, WeighedTerm, at).df > 0;
        }
        if (known)
            return TRUE;
    }
    return FALSE;
}

/* Makes the hits FIRST, which it takes over, the first of HITS. */
static void keep_first(GArray *hits, GArray *first)
{
    for (guint i = hits->len; i-- > 0;)
        if (is_hit(first, g_array_index(hits, SearchHit, i).docid))
            g_array_remove_index(hits, i);
    g_array_prepend_vals(hits, first->data, first->len);
    g_array_set_clear_func(first, NULL);
    g_array_unref(first);
}

/* Where little is found: one Chinese guideline should not hide what English titles call the same.
 * It stays before them. */
static gboolean find_translated(Search *search, GError **error)
{
    SearchResult *result = search->result;
    if (result->total == 0 || result->total >= FEW_RESULTS ||
        search->kinds & EXPANSIONS_TRANSLATED || !has_translation(search))
        return TRUE;
    guint32 kinds = search->kinds | EXPANSIONS_TRANSLATED, before = result->total;
    g_autoptr(Selection) wider =
        plan_query(search->searcher, search->query, result->terms->expansions, kinds, error);
    g_autoptr(DocSet) found = wider ? searcher_find(search->searcher, wider, error) : NULL;
    if (!found || docset_count(found) == before)
        return found != NULL;
    GArray *first = g_array_ref(result->hits);
    gboolean ok = widen(search, kinds, error);
    if (ok && search->options->sort == SORT_RELEVANCE)
        keep_first(result->hits, g_steal_pointer(&first));
    if (first)
        g_array_unref(first);
    query_note(search->query, "few documents hold the words as they are: translations count");
    return ok;
}

static gboolean find_wider(Search *search, GError **error)
{
    return find_another_way(search, error) && find_translated(search, error);
}

/* Hits that were not ranked are marked only here, if they are shown. */
static gboolean mark_hits(Search *search, GError **error)
{
    const GArray *hits = search->result->hits, *all = search->result->terms->expansions;
    for (guint i = 0; all->len > 0 && i < hits->len; i++) {
        SearchHit *hit = &g_array_index(hits, SearchHit, i);
        DocumentView view;
        if (hit->ranked)
            continue;
        if (!index_view(search->searcher->index, hit->docid, &view, error))
            return FALSE;
        hit->expansions = expansions_held(all, search->searcher->tokenizer, &view);
    }
    return TRUE;
}

static gboolean run(Search *search, GError **error)
{
    SearchResult *result = search->result;
    query_join_texts(search->query);
    result->terms = query_terms_new(search->searcher, search->query);
    if (!look_up_numbers(search, error) || !find_results(search, EXPANSIONS_SAME, error) ||
        !find_wider(search, error) || !add_overviews(search, error) || !add_others(search, error))
        return FALSE;
    cut_page(result->hits, search->options);
    if (!mark_hits(search, error))
        return FALSE;
    if (search->options->facets) {
        g_autoptr(GArray) docids = all_documents(search);
        result->facets = facets_count(search->searcher, docids, search->options->facets, error);
        if (!result->facets)
            return FALSE;
    }
    if (search->options->explain)
        result->plan = selection_describe(search->plan);
    return TRUE;
}

SearchResult *search_run(Searcher *searcher, Query *query, const SearchOptions *options,
                         GError **error)
{
    g_autoptr(SearchResult) result = g_new0(SearchResult, 1);
    Search search = {.searcher = searcher, .query = query, .options = options, .result = result};
    gboolean ok = run(&search, error);
    selection_unref(search.plan);
    docset_free(search.set);
    if (search.numbers)
        g_array_unref(search.numbers);
    return ok ? g_steal_pointer(&result) : NULL;
}
