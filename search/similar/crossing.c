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

GArray *crossing_words(OverlapWeights *weights, const char *text)
{
    Searcher *searcher = weights->searcher;
    GArray *words = g_array_new(FALSE, FALSE, sizeof(CrossingWord));
    g_array_set_clear_func(words, clear_word);
    g_autofree char *normalized = normalize_string(text, -1);
    g_autofree guint8 *bounds = reading_bounds(searcher->tokenizer, searcher->expander, normalized);
    g_autoptr(GArray) found = expander_find(searcher->expander, normalized, bounds);
    for (guint i = 0; i < found->len; i++) {
        const Alternative *other = &g_array_index(found, Alternative, i);
        if (is_chinese(other->text) == is_chinese(normalized + other->from))
            continue;
        CrossingWord word = {other->from, other->to, g_strdup(other->text), overlap_terms(weights, other->written)};
        if (g_hash_table_size(word.terms->weights))
            g_array_append_val(words, word);
        else
            clear_word(&word);
    }
    return words;
}

/* The bytes of a text of LEN that OTHER says by one of WORDS: 1, else 0. Caller frees. */
static guint8 *mark_said(guint32 len, const GArray *words, const OverlapTerms *other)
{
    guint8 *said = g_malloc0(len + 1u);
    for (guint i = 0; i < words->len; i++) {
        const CrossingWord *word = &g_array_index(words, CrossingWord, i);
        if (!said[word->from] && overlap_has_all(other, word->terms))
            memset(said + word->from, 1, word->to - word->from);
    }
    return said;
}

double crossing_share(const OverlapTerms *terms, const GArray *words, const OverlapTerms *other)
{
    g_autofree guint8 *said = mark_said(terms->len, words, other);
    double both = 0;
    for (guint i = 0; i < terms->places->len; i++) {
        const OverlapPlace *place = &g_array_index(terms->places, OverlapPlace, i);
        guint32 covered = 0;
        for (guint32 at = place->from; at < place->to; at++)
            covered += said[at];
        both += g_hash_table_contains(other->weights, place->term) ? place->weight
                                                                   : place->weight * covered / (place->to - place->from);
    }
    return terms->weight > 0 ? both / terms->weight : 0;
}

char *crossing_text(const GArray *words)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint i = 0; i < words->len; i++) {
        char *word = g_array_index(words, CrossingWord, i).text;
        if (g_hash_table_add(known, word))
            g_string_append_printf(text, "%s%s", text->len ? "\n" : "", word);
    }
    return g_string_free(text, FALSE);
}
