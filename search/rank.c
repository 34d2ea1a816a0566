#include "search/rank.h"

#include <string.h>

#include "search/rank-view.h"

static double bm25(const RankDocument *document)
{
    return document->bm25;
}

static double number(const RankDocument *document)
{
    static const double by_level[] = {1, 0.6, 0.3};
    return document->number < 0 ? 0 : by_level[document->number];
}

static double edition(const RankDocument *document)
{
    return document->edition;
}

static double title_equal(const RankDocument *document)
{
    return document->title_equal;
}

static double title_phrase(const RankDocument *document)
{
    return document->title_phrase;
}

static double title_words(const RankDocument *document)
{
    return document->title_words;
}

static double title_covered(const RankDocument *document)
{
    return document->title_covered;
}

static double any_words(const RankDocument *document)
{
    return document->any_words;
}

static double nearness(const RankDocument *document)
{
    return document->nearness;
}

static double phrases(const RankDocument *document)
{
    return document->phrases;
}

static double in_force(const RankDocument *document)
{
    static const double by_status[] = {1, 0.8, 0.5, 0};
    return by_status[document->status];
}

const RankFeature rank_features[] = {
    {"number", 10, number},
    {"edition", 1, edition},
    {"bm25", 1, bm25},
    {"title-equal", 1, title_equal},
    {"title-phrase", 0.15, title_phrase},
    {"title-words", 0.15, title_words},
    {"title-covered", 0.05, title_covered},
    {"words", 0.2, any_words},
    {"nearness", 0.05, nearness},
    {"phrases", 0.1, phrases},
    {"in-force", 0.06, in_force},
};
const guint n_rank_features = G_N_ELEMENTS(rank_features);
G_STATIC_ASSERT(G_N_ELEMENTS(rank_features) <= RANK_MAX_FEATURES);

static void clear_ranked(gpointer data)
{
    g_free(((RankedDocument *)data)->id);
}

static gint by_score(gconstpointer first, gconstpointer second)
{
    const RankedDocument *a = first, *b = second;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* The level of DOCID among NUMBERS, and its place among those of the same level. */
static void find_number(const GArray *numbers, XcDocid docid, RankDocument *document)
{
    guint place = 0;
    document->number = -1;
    for (guint i = 0; numbers && i < numbers->len; i++) {
        const LookupMatch *match = &g_array_index(numbers, LookupMatch, i);
        if (i > 0 && match->level != g_array_index(numbers, LookupMatch, i - 1).level)
            place = 0;
        if (match->docid == docid) {
            document->number = (int)match->level;
            document->edition = 1.0 / (1 + place);
            return;
        }
        place++;
    }
}

/* Where nothing but a number was asked for, its editions come in the order of lookup.h: how often
 * they cite themselves means nothing. */
static void keep_edition_alone(RankDocument *document)
{
    document->bm25 = document->title_phrase = document->title_equal = 0;
    document->status = 2;
}

GArray *rank_documents(Searcher *searcher, const QueryTerms *terms, const GArray *candidates,
                       const GArray *numbers, GError **error)
{
    g_autoptr(GArray) ranked = g_array_sized_new(FALSE, TRUE, sizeof(RankedDocument),
                                                 candidates->len);
    g_autoptr(RankView) view = rank_view_new(terms);
    double best = 0;
    g_array_set_clear_func(ranked, clear_ranked);
    for (guint i = 0; i < candidates->len; i++)
        best = MAX(best, g_array_index(candidates, Candidate, i).bm25);
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        RankDocument document = {.bm25 = best > 0 ? candidate->bm25 / best : 0};
        RankedDocument scored = {.docid = candidate->docid};
        if (!index_view(searcher->index, candidate->docid, &document.view, error))
            return NULL;
        document.status = lookup_status(searcher, candidate->docid, &document.view);
        find_number(numbers, candidate->docid, &document);
        rank_view_read(view, &document);
        if (document.number >= 0 && terms->words->len == 0)
            keep_edition_alone(&document);
        for (guint f = 0; f < n_rank_features; f++) {
            scored.values[f] = rank_features[f].value(&document);
            scored.score += rank_features[f].weight * scored.values[f];
        }
        scored.any_words = document.any_words;
        scored.id = g_strndup(document.view.id, document.view.id_len);
        g_array_append_val(ranked, scored);
    }
    g_array_sort(ranked, by_score);
    return g_steal_pointer(&ranked);
}
