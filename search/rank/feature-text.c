/* How much of the query a document holds. */
#include "search/rank/features.h"

#include <math.h>
#include <string.h>

/* What two words side by side tell elsewhere than in a title. */
#define MENTIONED 0.3

/* BM25, k1 1.2, b 0.75. */
static double saturation(const RankDocument *document, guint count)
{
    double length = document->text->n / document->mean_symbols;
    return count * 2.2 / (count + 1.2 * (0.25 + 0.75 * length));
}

double feature_symbols(const RankDocument *document)
{
    const RankQuery *query = document->query;
    double sum = 0;
    for (guint i = 0; i < query->n_symbols; i++)
        if (document->text->counts[i])
            sum += query->weights[i] * saturation(document, document->text->counts[i]);
    return query->symbols_sum > 0 ? sum / query->symbols_sum : 0;
}

/* The share of SUM that the weights with a count are. */
static double held(const double *weights, const guint *counts, guint n, double sum)
{
    double got = 0;
    for (guint i = 0; i < n; i++)
        if (counts[i])
            got += weights[i];
    return sum > 0 ? got / sum : 0;
}

double feature_symbols_held(const RankDocument *document)
{
    const RankQuery *query = document->query;
    return held(query->weights, document->text->counts, query->n_symbols, query->symbols_sum);
}

double feature_pairs_held(const RankDocument *document)
{
    const RankQuery *query = document->query;
    return held(query->pair_weights, document->text->pair_counts, query->n_pairs,
                query->pairs_sum);
}

/* Whether PAIR stands in a title. */
static gboolean is_in_title(const RankDocument *document, gint16 pair)
{
    const RankText *text = document->text;
    for (guint t = 0; t < text->n_titles; t++)
        for (guint i = 0; i + 1 < text->titles[t].n_places; i++)
            if (text->places[text->titles[t].first_place + i].pair == pair)
                return TRUE;
    return FALSE;
}

/* Windows tell of Chinese characters side by side that they are a word; of words there, that they are
 * one thing, which a title names and a scope may mention. */
double feature_word_pairs(const RankDocument *document)
{
    const RankQuery *query = document->query;
    double got = 0;
    for (guint i = 0; i < query->n_pairs; i++)
        if (query->pair_of_words[i] && document->text->pair_counts[i])
            got += query->pair_weights[i] * (is_in_title(document, (gint16)i) ? 1 : MENTIONED);
    return query->pairs_sum > 0 ? got / query->pairs_sum : 0;
}

/* How many distinct symbols and pairs of the query are among N PLACES. */
static guint distinct_in(const RankDocument *document, const RankPlace *places, guint n)
{
    const RankQuery *query = document->query;
    guint *symbols = document->text->window, *pairs = symbols + query->n_symbols, distinct = 0;
    memset(symbols, 0, (query->n_symbols + query->n_pairs) * sizeof *symbols);
    for (guint i = 0; i < n; i++) {
        distinct += symbols[places[i].symbol]++ == 0;
        distinct += i + 1 < n && places[i].pair >= 0 && pairs[places[i].pair]++ == 0;
    }
    return distinct;
}

/* Dice's coefficient of the query's symbols and pairs and those of N symbols with N_PLACES of the query's. */
static double dice(const RankDocument *document, guint n, const RankPlace *places, guint n_places)
{
    const RankQuery *query = document->query;
    guint pairs = n > 0 ? n - 1 : 0;
    guint all = query->n_symbols + query->n_pairs + n + pairs;
    return all > 0 ? 2.0 * distinct_in(document, places, n_places) / all : 0;
}

/* To the fourth power: of texts that are much longer than the query nothing is left of it. What words
 * ask with counts like any other: in a question that is what tells. */
double feature_alike(const RankDocument *document)
{
    const RankText *text = document->text;
    double best = text->n_titles > 0 ? 0 : dice(document, text->n, text->places, text->n_places);
    for (guint t = 0; t < text->n_titles; t++) {
        const RankTitle *title = &text->titles[t];
        best = MAX(best, dice(document, title->to - title->from, text->places + title->first_place, title->n_places));
    }
    best *= best;
    return best * best;
}

double feature_bm25(const RankDocument *document)
{
    return document->bm25;
}

/* The weight of the distinct symbols that TITLE has. */
static double weight_in(const RankDocument *document, const RankTitle *title)
{
    const RankQuery *query = document->query;
    guint *seen = document->text->window;
    double sum = 0;
    memset(seen, 0, query->n_symbols * sizeof *seen);
    for (guint i = 0; i < title->n_places; i++) {
        gint16 symbol = document->text->places[title->first_place + i].symbol;
        if (seen[symbol]++ == 0)
            sum += query->weights[symbol];
    }
    return sum;
}

double feature_title_held(const RankDocument *document)
{
    const RankText *text = document->text;
    double best = 0, sum = document->query->symbols_sum;
    for (guint t = 0; t < text->n_titles; t++)
        best = MAX(best, weight_in(document, &text->titles[t]));
    return sum > 0 ? best / sum : 0;
}

double feature_length(const RankDocument *document)
{
    return log((document->text->n + 1) / (document->mean_symbols + 1));
}

double feature_has_number(const RankDocument *document)
{
    return document->text->has_digits;
}
