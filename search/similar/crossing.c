#include "search/similar/crossing.h"

#include <string.h>

#include "search/words/reading.h"

static void clear_word(gpointer data)
{
    CrossingWord *word = data;
    g_free(word->text);
    overlap_terms_free(word->terms);
}

static gboolean is_chinese(const char *text)
{
    return (guint8)*text >= 0x80;
}

Crossing *crossing_new(OverlapWeights *weights, const char *text)
{
    Searcher *searcher = weights->searcher;
    Crossing *crossing = g_new(Crossing, 1);
    *crossing = (Crossing){overlap_terms(weights, text), g_array_new(FALSE, FALSE, sizeof(CrossingWord))};
    g_array_set_clear_func(crossing->words, clear_word);
    g_autofree char *normalized = normalize_string(text, -1);
    g_autofree guint8 *bounds = reading_bounds(searcher->tokenizer, searcher->expander, normalized);
    g_autoptr(GArray) found = expander_find(searcher->expander, normalized, bounds);
    for (guint i = 0; i < found->len; i++) {
        const Alternative *other = &g_array_index(found, Alternative, i);
        if (is_chinese(other->text) == is_chinese(normalized + other->from))
            continue;
        CrossingWord word = {other->from, other->to, g_strdup(other->text), overlap_terms(weights, other->written)};
        if (g_hash_table_size(word.terms->weights))
            g_array_append_val(crossing->words, word);
        else
            clear_word(&word);
    }
    return crossing;
}

void crossing_free(Crossing *crossing)
{
    if (!crossing)
        return;
    overlap_terms_free(crossing->terms);
    g_array_unref(crossing->words);
    g_free(crossing);
}

/* The bytes of the text that OTHER says by a translation: 1, else 0. Caller frees. */
static guint8 *mark_said(const Crossing *crossing, const OverlapTerms *other)
{
    guint8 *said = g_malloc0(crossing->terms->len + 1u);
    for (guint i = 0; i < crossing->words->len; i++) {
        const CrossingWord *word = &g_array_index(crossing->words, CrossingWord, i);
        if (!said[word->from] && overlap_has_all(other, word->terms))
            memset(said + word->from, 1, word->to - word->from);
    }
    return said;
}

double crossing_share(const Crossing *crossing, const OverlapTerms *other)
{
    const OverlapTerms *own = crossing->terms;
    g_autofree guint8 *said = mark_said(crossing, other);
    double both = 0;
    for (guint i = 0; i < own->places->len; i++) {
        const OverlapPlace *place = &g_array_index(own->places, OverlapPlace, i);
        guint32 covered = 0;
        for (guint32 at = place->from; at < place->to; at++)
            covered += said[at];
        both += g_hash_table_contains(other->weights, place->term) ? place->weight
                                                                   : place->weight * covered / (place->to - place->from);
    }
    return own->weight > 0 ? both / own->weight : 0;
}

char *crossing_text(const Crossing *crossing)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < crossing->words->len; i++) {
        char *word = g_array_index(crossing->words, CrossingWord, i).text;
        if (g_hash_table_add(known, word))
            g_string_append_printf(text, "%s%s", text->len ? "\n" : "", word);
    }
    return g_string_free(text, FALSE);
}
