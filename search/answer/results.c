/* The result set of a query, ranked. */
#include "search/answer/private.h"

#include <string.h>

#include "search/plan/plan.h"
#include "search/rank/overviews.h"

static void clear_hit(gpointer data)
{
    SearchHit *hit = data;
    g_free(hit->id);
    g_free(hit->replaces);
}

GArray *search_hits_new(void)
{
    GArray *hits = g_array_new(FALSE, TRUE, sizeof(SearchHit));
    g_array_set_clear_func(hits, clear_hit);
    return hits;
}

guint search_find_hit(const GArray *hits, XcDocid docid)
{
    guint at = 0;
    while (at < hits->len && g_array_index(hits, SearchHit, at).docid != docid)
        at++;
    return at;
}

gboolean search_has_hit(const GArray *hits, XcDocid docid)
{
    return search_find_hit(hits, docid) < hits->len;
}

void search_add_hit(GArray *hits, const RankedDocument *document, gboolean relaxed)
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
    GArray *hits = search_hits_new();
    for (guint i = 0; i < ranked->len; i++)
        search_add_hit(hits, &g_array_index(ranked, RankedDocument, i), FALSE);
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

guint search_find_candidate(const GArray *candidates, XcDocid docid)
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
        guint at = search_find_candidate(candidates, own.docid);
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

gboolean search_has_kinds(const GArray *expansions, guint32 kinds)
{
    for (guint i = 0; i < expansions->len; i++)
        if (kinds & 1u << g_array_index(expansions, Expansion, i).kind)
            return TRUE;
    return FALSE;
}

/* Makes the documents of SET the first of the CANDIDATES, of which there are DEPTH at most. */
static gboolean put_first(Search *search, const DocSet *set, GArray *candidates, guint depth,
                          GError **error)
{
    g_autoptr(GArray) first =
        candidates_of(search->searcher, search->result->terms, set, depth, error);
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

/* Where not all results are closely ranked, those in Chinese characters of another language are
 * after others, and those with the words asked for before them. */
static gboolean put_asked_first(Search *search, GArray *candidates, guint depth, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    gboolean foreign = search->native < search->result->total;
    gboolean widened = search_has_kinds(terms->expansions, search->kinds & ~EXPANSIONS_READ);
    if (search->result->total <= SEARCH_DEPTH)
        return TRUE;
    if (foreign) {
        g_autoptr(DocSet) native = docset_copy(search->set);
        docset_remove(native, searcher_foreign_han(search->searcher, NULL));
        if (!put_first(search, native, candidates, depth, error))
            return FALSE;
    }
    if (!widened)
        return TRUE;
    g_autoptr(Selection) asked =
        plan_query(search->searcher, search->query, terms->expansions, EXPANSIONS_READ, error);
    g_autoptr(DocSet) set = asked ? search_find_set(search, asked, error) : NULL;
    if (set && foreign)
        docset_remove(set, searcher_foreign_han(search->searcher, NULL));
    return set && put_first(search, set, candidates, depth, error);
}

/* The result set by relevance. A query that only filters has nothing to weigh: by number then. */
static GArray *result_set(Search *search, GError **error)
{
    const SearchOptions *options = search->options;
    const Answer *result = search->result;
    gboolean weighs = result->terms->terms->len > 0;
    guint depth = MAX(SEARCH_DEPTH, options->offset + options->count);
    if (!weighs || options->sort != SORT_RELEVANCE) {
        SearchSort sort = options->sort == SORT_RELEVANCE ? SORT_NUMBER : options->sort;
        return search_sort(search->searcher, search->set, sort, depth, error);
    }
    g_autoptr(GArray) candidates =
        candidates_of(search->searcher, result->terms, search->set, depth, error);
    if (!candidates || !put_asked_first(search, candidates, depth, error) ||
        !add_own_numbers(search, candidates, error))
        return NULL;
    return rank_hits(search, candidates, error);
}

/* Of a Chinese query, the results without those that have its characters in another language. */
static gboolean count_native(Search *search, GError **error)
{
    search->native = search->result->total;
    if (!search->result->terms->is_chinese)
        return TRUE;
    const DocSet *foreign = searcher_foreign_han(search->searcher, error);
    if (foreign)
        search->native -= docset_count_both(search->set, foreign);
    return foreign != NULL;
}

DocSet *search_find_set(const Search *search, const Selection *selection, GError **error)
{
    DocSet *set = selection ? searcher_find(search->searcher, selection, error) : docset_copy(search->searcher->live);
    if (set && search->options->without)
        docset_remove(set, search->options->without);
    return set;
}

gboolean search_find_results(Search *search, guint32 kinds, GError **error)
{
    Answer *result = search->result;
    search->kinds = kinds;
    search->plan =
        plan_query(search->searcher, search->query, result->terms->expansions, kinds, error);
    search->set = search->plan ? search_find_set(search, search->plan, error) : NULL;
    if (!search->set)
        return FALSE;
    result->total = docset_count(search->set);
    if (!count_native(search, error))
        return FALSE;
    result->hits = result_set(search, error);
    return result->hits != NULL;
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
    search_add_hit(hits, document, FALSE);
    SearchHit hit = g_array_index(hits, SearchHit, hits->len - 1);
    SearchHit *place = &g_array_index(hits, SearchHit, at);
    memmove(place + 1, place, (hits->len - 1 - at) * sizeof *place);
    *place = hit;
}

gboolean search_add_overviews(Search *search, GError **error)
{
    const Answer *result = search->result;
    if (search->options->sort != SORT_RELEVANCE || result->total <= SEARCH_DEPTH ||
        !overviews_wanted(result->terms))
        return TRUE;
    g_autoptr(GArray) found = overviews_find(search->searcher, result->terms, search->set, error);
    g_autoptr(GArray) ranked =
        found ? rank_documents(search->searcher, result->terms, found, search->numbers, TRUE, error)
              : NULL;
    for (guint i = 0; ranked && i < ranked->len; i++) {
        const RankedDocument *document = &g_array_index(ranked, RankedDocument, i);
        if (document->values[RANK_OVERVIEW] > 0)
            insert_hit(result->hits, document);
    }
    return ranked != NULL;
}
