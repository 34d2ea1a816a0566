/* Misspelt words of a query: those of the Latin script that no document has, and what they may mean. */
#ifndef SEARCH_SPELLING_H
#define SEARCH_SPELLING_H

#include "search/searcher.h"

/* Appends to EXPANSIONS, for each of WORDS (QueryWord) that is nowhere in the index, the indexed words
 * that are one slip away (a letter left out, put in, changed, or two turned), of long words two; the
 * most frequent ones. The first letter or the second may be wrong too, but not beside another slip. */
void spelling_add(Searcher *searcher, const GArray *words, GArray *expansions);

#endif
