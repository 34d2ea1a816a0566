/* Where in a document the query stands: in one piece, close together, as words. */
#include "search/rank/features.h"

#include <string.h>

/* Whether the query's places [from, from + len) stand in the text at AT. */
static gboolean stands_at(const RankDocument *document, guint from, guint len, guint at, guint end)
{
    return at + len <= end && memcmp(document->text->row + at, document->query->row + from,
                                     len * sizeof *document->text->row) == 0;
}

static gboolean holds_word(const RankDocument *document, const RankWord *word)
{
    const RankQuery *query = document->query;
    const RankText *text = document->text;
    gint16 first = query->row[word->from];
    if (word->len == 1 || !text->counts[first])
        return text->counts[first] > 0;
    gint16 pair = query->pairs[(gsize)first * query->n_symbols + (gsize)query->row[word->from + 1]];
    if (word->len == 2 || pair < 0 || !text->pair_counts[pair])
        return pair >= 0 && text->pair_counts[pair] > 0;
    for (guint i = 0; i < text->n_places; i++)
        if (text->places[i].pair == pair && stands_at(document, word->from, word->len, text->places[i].at, text->n))
            return TRUE;
    return FALSE;
}

double feature_words_held(const RankDocument *document)
{
    const RankQuery *query = document->query;
    double got = 0;
    for (guint i = 0; i < query->words->len; i++) {
        const RankWord *word = &g_array_index(query->words, RankWord, i);
        if (holds_word(document, word))
            got += word->weight;
    }
    return query->words_sum > 0 ? got / query->words_sum : 0;
}

/* The weight of all distinct symbols and pairs that the document has: no window has more. Sums of the
 * same weights in another order differ by less than what is taken off. */
static double most_in_window(const RankDocument *document)
{
    const RankQuery *query = document->query;
    const RankText *text = document->text;
    double most = 0;
    for (guint i = 0; i < query->n_symbols; i++)
        most += text->counts[i] ? query->weights[i] : 0;
    for (guint i = 0; i < query->n_pairs; i++)
        most += text->pair_counts[i] ? query->pair_weights[i] : 0;
    return most * (1 - 1e-12);
}

/* What is in a window that moves on along the text. */
typedef struct {
    const RankQuery *query;
    guint *symbols, *pairs; /* how often each is in it */
    double weight;          /* of the distinct ones */
} Window;

static void take_in(Window *window, const RankPlace *place, const RankPlace *before)
{
    if (window->symbols[place->symbol]++ == 0)
        window->weight += window->query->weights[place->symbol];
    if (before && before->pair >= 0 && window->pairs[before->pair]++ == 0)
        window->weight += window->query->pair_weights[before->pair];
}

static void leave_out(Window *window, const RankPlace *place)
{
    if (--window->symbols[place->symbol] == 0)
        window->weight -= window->query->weights[place->symbol];
    if (place->pair >= 0 && --window->pairs[place->pair] == 0)
        window->weight -= window->query->pair_weights[place->pair];
}

/* The weight of the distinct symbols and pairs in the best window of WIDTH symbols, as a share. A pair is in it with its second
 * symbol, and leaves it with its first. */
static double best_window(const RankDocument *document, guint width)
{
    const RankQuery *query = document->query;
    const RankText *text = document->text;
    Window window = {query, text->window, text->window + query->n_symbols, 0};
    double best = 0, sum = query->symbols_sum + query->pairs_sum, most = most_in_window(document);
    const RankPlace *first = text->places, *end = first + text->n_places;
    memset(window.symbols, 0, (query->n_symbols + query->n_pairs) * sizeof *window.symbols);
    for (const RankPlace *place = first; place < end && best < most; place++) {
        while (first->at + width < place->at)
            leave_out(&window, first++);
        take_in(&window, place, place > text->places ? place - 1 : NULL);
        if (first->at + width == place->at)
            leave_out(&window, first++);
        best = MAX(best, window.weight);
    }
    return sum > 0 ? best / sum : 0;
}

double feature_window(const RankDocument *document)
{
    return best_window(document, 40);
}

double feature_narrow_window(const RankDocument *document)
{
    return best_window(document, 15);
}

/* The runs that end at a symbol of the text grow from those that ended at the one before; places
 * are taken from the last to the first, so that what is before them is still of the last symbol. */
double feature_stretch(const RankDocument *document)
{
    const RankQuery *query = document->query;
    RankText *text = document->text;
    double best = 0;
    memset(text->run_at, 0, query->n_row * sizeof *text->run_at);
    for (guint i = 0; i < text->n_places; i++) {
        guint place = text->places[i].at;
        for (gint at = query->last_at[text->places[i].symbol]; at >= 0; at = query->before[at]) {
            double before = at > 0 && place > 0 && text->run_at[at - 1] == place ? text->runs[at - 1] : 0;
            text->runs[at] = before + query->row_weights[at];
            text->run_at[at] = place + 1;
            best = MAX(best, text->runs[at]);
        }
    }
    return query->symbols_sum > 0 ? best / query->symbols_sum : 0;
}
