#include "search/rank/rank.h"

#include <string.h>

#include "search/plan/edition.h"
#include "search/rank/features.h"

/* What a feature adds: value × (short + longness × more). The weights of text features are fitted
 * by bench/fit, those of standards set so that what was asked for by number or whole title comes
 * first. Zero for what earned nothing is no row at all. */
const RankFeature rank_features[RANK_FEATURES] = {
    [RANK_NUMBER] = {"number", 100, 0, feature_number},
    [RANK_EDITION] = {"edition", 10, 0, feature_edition},
    [RANK_REFERENCE] = {"reference", 20, 0, feature_reference},
    [RANK_BM25] = {"bm25", 1.95, 6.00, feature_bm25},
    [RANK_SYMBOLS] = {"symbols", 0.61, 3.41, feature_symbols},
    [RANK_SYMBOLS_HELD] = {"symbols-held", 2.46, -2.25, feature_symbols_held},
    [RANK_PAIRS_HELD] = {"pairs-held", -4.62, 0.76, feature_pairs_held},
    [RANK_WORD_PAIRS] = {"word-pairs", 5, 0, feature_word_pairs},
    [RANK_WORDS_HELD] = {"words-held", 0.70, 4.96, feature_words_held},
    [RANK_ALIKE] = {"alike", 12, 0, feature_alike},
    [RANK_TITLE_HELD] = {"title-held", -2.49, -6.74, feature_title_held},
    [RANK_OWN_TITLE] = {"own-title", 2.67, 8.37, NULL},
    [RANK_SHARED_TITLE] = {"shared-title", 0.25, 0.50, NULL},
    [RANK_TITLE_NEAR] = {"title-near", 0.5, 17.87, feature_title_near},
    [RANK_WINDOW] = {"window", 4.75, 3.88, feature_window},
    [RANK_NARROW_WINDOW] = {"narrow-window", 3.00, 0.83, feature_narrow_window},
    [RANK_STRETCH] = {"stretch", 1.44, -4.32, feature_stretch},
    [RANK_LENGTH] = {"length", -0.28, -0.12, feature_length},
    [RANK_HAS_NUMBER] = {"has-number", 0.5, 1.5, feature_has_number},
    [RANK_TITLE_EQUAL] = {"title-equal", 2, 4.79, feature_title_equal},
    [RANK_OVERVIEW] = {"overview", 2.5, -2.5, feature_overview},
    [RANK_EXPANSION] = {"expansion", 2, 0, feature_expansion},
    [RANK_APPROXIMATE] = {"approximate", -100, 0, feature_approximate},
    [RANK_FOREIGN_HAN] = {"foreign-han", -200, 0, feature_foreign_han},
    [RANK_PHRASES] = {"phrases", 1, 0, feature_phrases},
    [RANK_AS_WRITTEN] = {"as-written", 3, 0, feature_as_written},
    [RANK_DERIVED] = {"derived", -12, 0, feature_derived},
    [RANK_IN_FORCE] = {"in-force", 3, 0, feature_in_force},
    [RANK_SUPPLEMENT] = {"supplement", -2, 0, feature_supplement},
    [RANK_EDITION_ORDER] = {"edition-order", 1, 0, NULL},
};
G_STATIC_ASSERT(RANK_FEATURES <= 32); /* bits of Searcher.without */

gint rank_feature_find(const char *name)
{
    for (guint f = 0; f < RANK_FEATURES; f++)
        if (strcmp(rank_features[f].name, name) == 0)
            return (gint)f;
    return -1;
}

double rank_feature_weight(guint feature, double longness)
{
    return rank_features[feature].weight + longness * rank_features[feature].longer;
}

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

/* The level of DOCID among NUMBERS, and its place there. */
static void find_number(const GArray *numbers, XcDocid docid, RankDocument *document)
{
    document->number = -1;
    document->asked_edition = FALSE;
    for (guint i = 0; numbers && i < numbers->len; i++) {
        const LookupMatch *match = &g_array_index(numbers, LookupMatch, i);
        if (match->docid == docid) {
            document->number = (int)match->level;
            document->asked_edition = match->asked;
            document->edition = 1.0 / (1 + match->place);
            return;
        }
    }
}

/* The query as documents of the result set say it that hold the same expansions: what is a result
 * by its title in other words comes before what says them in passing. */
typedef struct {
    guint32 held;
    QueryTerms *terms; /* NULL: those that were asked */
    RankQuery *query;
    RankText *text;
} Wording;

static void clear_wording(gpointer data)
{
    Wording *wording = data;
    rank_text_free(wording->text);
    rank_query_free(wording->query);
    query_terms_free(wording->terms);
}

/* The wording of the expansions HELD, made when a document first has it. */
static const Wording *find_wording(GArray *wordings, Searcher *searcher, const QueryTerms *asked,
                                   guint32 held)
{
    for (guint i = 0; i < wordings->len; i++)
        if (g_array_index(wordings, Wording, i).held == held)
            return &g_array_index(wordings, Wording, i);
    Wording made = {.held = held};
    if (held)
        made.terms = query_terms_said(searcher, asked->query, asked, held);
    made.query = rank_query_new(searcher, made.terms ? made.terms : asked);
    if (held)
        rank_query_say(made.query, asked, held);
    made.text = rank_text_new(made.query);
    g_array_append_val(wordings, made);
    return &g_array_index(wordings, Wording, wordings->len - 1);
}

/* Fills what the features need of CANDIDATE. Where no document has all words, a translation is a word too: without it
 * whatever else the query has (25 ℃) would decide alone. */
static gboolean read_document(Searcher *searcher, const Candidate *candidate, const GArray *numbers,
                              GArray *wordings, RankDocument *document, GError **error)
{
    if (!index_read(searcher->index, candidate->docid, 0, &document->view, document->room, error))
        return FALSE;
    document->status = lookup_status(searcher, candidate->docid, &document->view);
    document->edition = 0;
    find_number(numbers, candidate->docid, document);
    document->expansions =
        expansions_held(document->asked->expansions, searcher->tokenizer, &document->view);
    guint32 said = document->expansions;
    if (!document->is_result)
        said &= expansions_of(document->asked->expansions, EXPANSIONS_TRANSLATED);
    const Wording *wording = find_wording(wordings, searcher, document->asked, said);
    document->query = wording->query;
    document->text = wording->text;
    rank_text_read(document->text, document->query, &document->view);
    return TRUE;
}

/* Where nothing but a number was asked for, its editions come in the order of lookup.h: how often
 * they cite themselves means nothing. */
static gboolean counts(const RankedDocument *document, guint feature)
{
    return !document->numbers_only || rank_features[feature].value == feature_number ||
           rank_features[feature].value == feature_edition;
}

/* How much of the words it holds, by the features that tell. */
static double any_words(const RankDocument *document, const double *values)
{
    double most = document->query->words_sum > 0 ? 0 : 1;
    for (guint f = 0; f < RANK_FEATURES; f++)
        if (rank_features[f].value == feature_words_held ||
            rank_features[f].value == feature_expansion ||
            rank_features[f].value == feature_reference)
            most = MAX(most, values[f]);
    return most;
}

/* What DOCUMENT alone tells. */
static RankedDocument describe(const RankDocument *document, XcDocid docid)
{
    RankedDocument described = {.docid = docid,
                                .longness = document->query->longness,
                                .expansions = document->expansions,
                                .number = document->number,
                                .status = document->status,
                                .asked = document->asked_edition,
                                .numbers_only = document->number >= 0 && document->asked->numbers_only,
                                .title = rank_title_hash(&document->view),
                                .digits = edition_digits(document->view.id, document->view.id_len)};
    for (guint f = 0; f < RANK_FEATURES; f++)
        if (rank_features[f].value && counts(&described, f))
            described.values[f] = rank_features[f].value(document);
    described.any_words = any_words(document, described.values);
    described.id = g_strndup(document->view.id, document->view.id_len);
    return described;
}

static void score(GArray *documents, guint32 without)
{
    for (guint i = 0; i < documents->len; i++) {
        RankedDocument *document = &g_array_index(documents, RankedDocument, i);
        for (guint f = 0; f < RANK_FEATURES; f++)
            if (!(without & 1u << f))
                document->score += rank_feature_weight(f, document->longness) * document->values[f];
    }
}

/* Whether normalized TEXT says that what amends, corrects or interprets a document is wanted. */
static gboolean asks_supplement(const char *text)
{
    static const char *const words[] = {"amendment", "amd",    "corrigendum", "corrigenda",
                                        "addendum",  "interpretation sheet",  "ish ",
                                        "修改单",    "修正案", "勘误",        "更正",
                                        "补篇",      "追补",   "正误"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(text, words[i]))
            return TRUE;
    return FALSE;
}

GArray *rank_documents(Searcher *searcher, const QueryTerms *terms, const GArray *candidates,
                       const GArray *numbers, gboolean results, GError **error)
{
    g_autoptr(GArray) ranked = g_array_sized_new(FALSE, TRUE, sizeof(RankedDocument),
                                                 candidates->len);
    g_autoptr(GArray) wordings = g_array_new(FALSE, FALSE, sizeof(Wording));
    g_autoptr(GByteArray) room = g_byte_array_new();
    g_autoptr(GArray) docids = candidates_docids(candidates), foreigners = NULL;
    if (!index_expect(searcher->index, (const XcDocid *)(gconstpointer)docids->data, docids->len, error))
        return NULL;
    const DocSet *foreign = terms->is_chinese ? searcher_foreign_han(searcher, error) : NULL;
    RankDocument document = {
        .asked = terms, .room = room, .is_result = results, .mean_symbols = searcher->shared->means.symbols};
    if (terms->is_chinese && !foreign)
        return NULL;
    if (foreign)
        foreigners = docset_keep(foreign, &searcher->space, docids);
    g_array_set_clear_func(wordings, clear_wording);
    g_array_set_clear_func(ranked, clear_ranked);
    for (guint i = 0, f = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        document.foreign_han =
            foreigners && f < foreigners->len && g_array_index(foreigners, XcDocid, f) == candidate->docid;
        f += document.foreign_han;
        document.bm25 = terms->most > 0 ? candidate->bm25 / terms->most : 0;
        if (!read_document(searcher, candidate, numbers, wordings, &document, error))
            return NULL;
        RankedDocument described = describe(&document, candidate->docid);
        g_array_append_val(ranked, described);
    }
    rank_shared_titles(ranked);
    score(ranked, searcher->without);
    g_array_sort(ranked, by_score);
    rank_editions(ranked, asks_supplement(terms->text));
    return g_steal_pointer(&ranked);
}
