/* How much of a text another one says in the other of Chinese and English: by the translations that queries have too. */
#ifndef SEARCH_SIMILAR_CROSSING_H
#define SEARCH_SIMILAR_CROSSING_H

#include "search/similar/overlap.h"

typedef struct {
    OverlapTerms *terms; /* of the text */
    GArray *words;       /* CrossingWord: by where they stand, several translations of one place one after the other */
} Crossing;

/* A translation of the bytes [from, to) of the normalized text. */
typedef struct {
    guint32 from, to;
    char *text;
    OverlapTerms *terms;
} CrossingWord;

/* TEXT with what may stand for its words. To be freed before WEIGHTS is cleared. Not thread-safe. */
Crossing *crossing_new(OverlapWeights *weights, const char *text);
void crossing_free(Crossing *crossing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Crossing, crossing_free)

/* As overlap_share(), where OTHER has a word also if it has all terms of a translation of it. A pair of characters of which
 * only one belongs to such a word counts half. */
double crossing_share(const Crossing *crossing, const OverlapTerms *other);

/* The translations alone, each once: a text to search for; "" if there are none. Caller frees. */
char *crossing_text(const Crossing *crossing);

#endif
