/* How much of a text another one says in the other of Chinese and English: by the translations that queries have too. */
#ifndef SEARCH_SIMILAR_CROSSING_H
#define SEARCH_SIMILAR_CROSSING_H

#include "search/similar/overlap.h"

/* A translation of the bytes [from, to) of the normalized text. */
typedef struct {
    guint32 from, to;
    char *text;
    OverlapTerms *terms;
} CrossingWord;

/* What may stand for words of TEXT: CrossingWord, by where they stand, several translations of one place one after the other.
 * Caller unrefs, before WEIGHTS is cleared. Not thread-safe. */
GArray *crossing_words(OverlapWeights *weights, const char *text);

/* As overlap_share(TERMS, OTHER), where OTHER has a word of the text also if it has all terms of a translation of it, one of
 * WORDS. A pair of characters of which only one belongs to such a word counts half. */
double crossing_share(const OverlapTerms *terms, const GArray *words, const OverlapTerms *other);

/* The translations alone, each once: a text to search for; "" if there are none. Caller frees. */
char *crossing_text(const GArray *words);

#endif
