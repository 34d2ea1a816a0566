#include "libbiaosou/private.h"

#include <string.h>

#include "messages/messages.h"
#include "search/news/news.h"

struct biaosou_answer {
    Answer *answer;
};

biaosou_status biaosou_searcher_new(biaosou_index *index, biaosou_searcher **searcher)
{
    GError *error = NULL;
    *searcher = NULL;
    Searcher *made = searcher_new(index->snapshot, &error);
    if (!made)
        return library_fail(error);
    *searcher = g_new(biaosou_searcher, 1);
    **searcher = (biaosou_searcher){made};
    return BIAOSOU_OK;
}

void biaosou_searcher_free(biaosou_searcher *searcher)
{
    if (!searcher)
        return;
    searcher_free(searcher->searcher);
    g_free(searcher);
}

void biaosou_searcher_limit(biaosou_searcher *searcher, unsigned milliseconds)
{
    index_set_deadline(searcher->searcher->index,
                       milliseconds ? g_get_monotonic_time() + (gint64)milliseconds * 1000 : 0);
}

void biaosou_searcher_hide_folders(biaosou_searcher *searcher)
{
    index_hide_folders(searcher->searcher->index);
}

unsigned biaosou_searcher_missing(const biaosou_searcher *searcher, unsigned *parts)
{
    return searcher_missing(searcher->searcher, parts);
}

static biaosou_status read_sort(const char *name, SearchSort *sort)
{
    static const char *const names[] = {"relevance", "number", "published"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (!name || strcmp(names[i], name) == 0) {
            *sort = (SearchSort)i;
            return BIAOSOU_OK;
        }
    return library_fail_with(BIAOSOU_USAGE, "'%s' is no order; these are: relevance, number, published",
                             name);
}

static biaosou_status fail_facet(const char *name)
{
    g_autofree char *known = field_facets();
    return library_fail_with(BIAOSOU_USAGE, "'%s' is no facet; these are: %s", name, known);
}

static biaosou_status read_facets(const char *given, guint32 *wanted)
{
    g_auto(GStrv) names = g_strsplit(given ? given : "", ",", -1);
    for (char **name = names; *name; name++) {
        const Field *field = field_by_name(*name);
        if (!field || !(field->flags & FIELD_FACET))
            return fail_facet(*name);
        *wanted |= 1u << (field - fields);
    }
    return BIAOSOU_OK;
}

static biaosou_status read_options(const biaosou_search_options *given, SearchOptions *options)
{
    options->offset = given->offset;
    options->count = given->count;
    options->explain = given->explain != 0;
    options->relaxing = given->relaxed_alone ? RELAX_NONE : RELAX_FEW;
    biaosou_status status = read_sort(given->sort, &options->sort);
    return status == BIAOSOU_OK ? read_facets(given->facets, &options->facets) : status;
}

Query *library_read_query(const char *bytes, gboolean plain, biaosou_status *status)
{
    GError *error = NULL;
    gboolean gb18030;
    guint column = 0;
    g_autofree char *text = query_decode(bytes, &gb18030, &error);
    g_autoptr(Query) query = NULL;
    if (text)
        query = plain ? query_parse_plain(text) : query_parse(text, &column, &error);
    if (!query) {
        *status = library_fail_query(error, column);
        return NULL;
    }
    if (!query->root) {
        *status = library_fail_with(BIAOSOU_QUERY, "the query is empty");
        return NULL;
    }
    if (gb18030)
        query_note(query, QUERY_NOTE_GB18030);
    return g_steal_pointer(&query);
}

/* The documents that are left out because nothing of them is new, into *WITHOUT; NULL: none are. */
static biaosou_status find_old(Searcher *searcher, const biaosou_search_options *given, DocSet **without)
{
    GError *error = NULL;
    guint32 since;
    *without = NULL;
    if (given->version < 2 || (!given->since && !given->generation))
        return BIAOSOU_OK;
    biaosou_status status = library_since(given->since, &since);
    if (status != BIAOSOU_OK)
        return status;
    g_autoptr(Index) before = NULL;
    if ((status = library_generation(searcher, given->generation, &before)) != BIAOSOU_OK)
        return status;
    g_autoptr(DocSet) within = news_documents(searcher, before, since, &error);
    if (!within)
        return library_fail(error);
    *without = docset_copy(searcher->live);
    docset_remove(*without, within);
    return BIAOSOU_OK;
}

biaosou_status biaosou_search(biaosou_searcher *searcher, const char *text,
                              const biaosou_search_options *given, biaosou_answer **answer)
{
    static const biaosou_search_options usual = BIAOSOU_SEARCH_OPTIONS_INIT;
    SearchOptions options = SEARCH_OPTIONS_INIT;
    GError *error = NULL;
    *answer = NULL;
    given = given ? given : &usual;
    biaosou_status status = read_options(given, &options);
    Query *query = status == BIAOSOU_OK ? library_read_query(text, given->plain != 0, &status) : NULL;
    if (!query)
        return status;
    g_autoptr(DocSet) without = NULL;
    status = find_old(searcher->searcher, given, &without);
    if (status != BIAOSOU_OK) {
        query_free(query);
        return status;
    }
    options.without = without;
    searcher_begin(searcher->searcher);
    Answer *made = answer_new(searcher->searcher, query, &options, &error);
    if (!made)
        return library_fail(error);
    *answer = g_new(biaosou_answer, 1);
    **answer = (biaosou_answer){made};
    return BIAOSOU_OK;
}

void biaosou_answer_free(biaosou_answer *answer)
{
    if (!answer)
        return;
    answer_free(answer->answer);
    g_free(answer);
}

unsigned biaosou_answer_total(const biaosou_answer *answer)
{
    return answer->answer->total;
}

unsigned biaosou_answer_relaxed(const biaosou_answer *answer)
{
    return answer->answer->relaxed;
}

int biaosou_answer_is_found(const biaosou_answer *answer)
{
    return answer->answer->total > 0 || answer->answer->leading > 0;
}

unsigned biaosou_answer_count(const biaosou_answer *answer)
{
    return answer->answer->hits->len;
}

static const SearchHit *hit_of(const biaosou_answer *answer, unsigned hit)
{
    const GArray *hits = answer->answer->hits;
    return hit < hits->len ? &g_array_index(hits, SearchHit, hit) : NULL;
}

const char *biaosou_answer_id(const biaosou_answer *answer, unsigned hit)
{
    const SearchHit *found = hit_of(answer, hit);
    return found ? found->id : NULL;
}

double biaosou_answer_score(const biaosou_answer *answer, unsigned hit)
{
    const SearchHit *found = hit_of(answer, hit);
    return found ? found->score : 0;
}

int biaosou_answer_is_relaxed(const biaosou_answer *answer, unsigned hit)
{
    const SearchHit *found = hit_of(answer, hit);
    return found && found->relaxed;
}

const char *biaosou_answer_note(const biaosou_answer *answer, unsigned note)
{
    const GPtrArray *notes = answer->answer->query->notes;
    return note < notes->len ? ((const Said *)notes->pdata[note])->in[language_now()] : NULL;
}

int biaosou_answer_says(const biaosou_answer *answer, unsigned note, const char *format)
{
    const GPtrArray *notes = answer->answer->query->notes;
    const OutputFormat *found = output_format(format);
    return note < notes->len && found && output_says(found, answer->answer, notes->pdata[note]);
}

biaosou_status biaosou_answer_write(biaosou_answer *answer, const char *name,
                                    const biaosou_write_options *options, biaosou_write write,
                                    void *data)
{
    GError *error = NULL;
    const OutputFormat *format = output_format(name);
    if (!format)
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", name);
    LibrarySink sink = {write, data, FALSE};
    OutputOptions how;
    biaosou_status status = library_output_options(options, &how);
    if (status != BIAOSOU_OK)
        return status;
    if (output_write(answer->answer, format, &how, library_write, &sink, &error))
        return BIAOSOU_OK;
    return error ? library_fail(error) : library_fail_with(BIAOSOU_STOPPED, "stopped");
}

int biaosou_format(const char *name)
{
    const OutputFormat *format = output_format(name);
    return !format ? 0 : format->marks_relaxed ? 2 : 1;
}
