#include "messages/messages.h"
#include "search/answer/private.h"
#include "indexer/read/remote.h"
#include "search/plan/plan.h"

void answer_free(Answer *answer)
{
    if (!answer)
        return;
    highlighter_free(answer->highlighter);
    if (answer->hits)
        g_array_unref(answer->hits);
    if (answer->facets)
        g_array_unref(answer->facets);
    query_terms_free(answer->terms);
    if (answer->nearest)
        g_array_unref(answer->nearest);
    if (answer->did_you_mean)
        g_ptr_array_unref(answer->did_you_mean);
    spelling_free(answer->spelling);
    g_free(answer->read_as);
    g_free(answer->plan);
    query_free(answer->query);
    g_free(answer);
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

/* Hits that were not ranked are marked only here, if they are shown. */
static gboolean mark_hits(Search *search, GError **error)
{
    const GArray *hits = search->result->hits, *all = search->result->terms->expansions;
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint i = 0; all->len > 0 && i < hits->len; i++) {
        SearchHit *hit = &g_array_index(hits, SearchHit, i);
        DocumentView view;
        if (hit->ranked)
            continue;
        if (!index_read(search->searcher->index, hit->docid, 0, &view, room, error))
            return FALSE;
        hit->expansions = expansions_held(all, search->searcher->tokenizer, &view);
    }
    return TRUE;
}

/* Says that words of Taiwan were not read, where they were asked for and cannot be. */
static void note_regional(const Search *search)
{
    const char *fault = regional_fault(search->searcher->regional);
    if (fault && regional_is_traditional(search->query->text))
        query_note(search->query,
                   "OpenCC's lists cannot be read, so words of Taiwan and Hong Kong find only themselves; on Debian install "
                   "libopencc-data (%s)",
                   fault);
}

/* Says why a query of signs alone finds nothing. */
static void note_no_words(const Search *search)
{
    const QueryTerms *terms = search->result->terms;
    if (search->query->root && search->result->total == 0 && terms->terms->len == 0 &&
        terms->words->len == 0 && terms->prefixes->len == 0 && *terms->text)
        query_note(search->query, "there is no word or number in '%s'", search->query->text);
}

/* Says whose documents are not looked at, where going on without them is allowed. */
static void note_missing(const Search *search)
{
    Remote *remote = index_remote(search->searcher->index);
    const GArray *missing = remote ? remote_missing(remote) : NULL;
    for (guint i = 0; missing && i < missing->len; i++)
        query_note(search->query, REMOTE_MISSING, g_array_index(missing, guint32, i), remote_info(remote)->parts);
}

/* Says that hits are parts of the query, where a format cannot mark them. */
static void note_relaxed(const Search *search)
{
    const Answer *result = search->result;
    if (search->options->relaxing == RELAX_NONE && result->total == 0 && !result->leading &&
        result->hits->len > 0)
        query_note(search->query, "no document holds all of the query; these hold a part of it");
}

/* Whether the index has TEXT as a value of FIELD. */
static gboolean is_stored(FieldId field, const char *text, gpointer searcher)
{
    g_autofree char *term = term_facet(fields[field].name, text);
    return searcher_termfreq(searcher, "", term) > 0;
}

/* Reads the query as the index has its values and numbers. */
static void prepare(Search *search)
{
    query_join_values(search->query, is_stored, search->searcher);
    search_read_number(search);
    query_bound(search->query);
    query_join_texts(search->query);
}

static gboolean run(Search *search, GError **error)
{
    Answer *result = search->result;
    prepare(search);
    search_read_spelling(search);
    result->terms = query_terms_new(search->searcher, search->query);
    note_regional(search);
    if (!searcher_came_into_force(search->searcher, error) ||
        !search_look_up_numbers(search, error) ||
        !search_find_results(search, EXPANSIONS_SAME, error) ||
        !search_find_wider(search, error) || !search_add_overviews(search, error) ||
        !search_add_successors(search, error) || !search_add_others(search, error) ||
        !search_add_nearest(search, error))
        return FALSE;
    search_tell_spelling(search);
    cut_page(result->hits, search->options);
    note_no_words(search);
    note_relaxed(search);
    if (!mark_hits(search, error))
        return FALSE;
    if (search->options->facets && !search_count_facets(search, error))
        return FALSE;
    note_missing(search);
    if (search->options->explain)
        result->plan = selection_describe(search->plan);
    return index_check(search->searcher->index, error);
}

DocSet *answer_documents(Searcher *searcher, Query *query, GError **error)
{
    const SearchOptions options = SEARCH_OPTIONS_INIT;
    g_autoptr(Answer) answer = g_new0(Answer, 1);
    answer->searcher = searcher;
    answer->query = query;
    Search search = {.searcher = searcher, .query = query, .options = &options, .result = answer};
    prepare(&search);
    answer->terms = query_terms_new(searcher, query);
    if (!searcher_came_into_force(searcher, error))
        return NULL;
    Selection *plan = plan_query(searcher, query, answer->terms->expansions, EXPANSIONS_SAME, error);
    DocSet *set = plan ? searcher_find(searcher, plan, error) : NULL;
    selection_unref(plan);
    return set;
}

Answer *answer_new(Searcher *searcher, Query *query, const SearchOptions *options, GError **error)
{
    g_autoptr(Answer) answer = g_new0(Answer, 1);
    answer->searcher = searcher;
    answer->query = query;
    answer->options = *options;
    Search search = {
        .searcher = searcher, .query = query, .options = &answer->options, .result = answer};
    index_forget(searcher->index);
    gboolean ok = run(&search, error);
    selection_unref(search.plan);
    docset_free(search.set);
    if (search.numbers)
        g_array_unref(search.numbers);
    if (ok)
        answer->highlighter = highlighter_new(searcher->tokenizer, answer->terms);
    return ok ? g_steal_pointer(&answer) : NULL;
}
