/* Misspelt words of a query, and what they may mean. */
#ifndef SEARCH_PLAN_SPELLING_H
#define SEARCH_PLAN_SPELLING_H

#include "search/match/searcher.h"
#include "search/words/expansions.h"

/* Adds to EXPANSIONS, for each word of Latin letters of NODE, a QUERY_TEXT, the indexed words that are
 * one slip away (a letter left out, put in, changed, or two turned), of long words two, if they are so
 * much more frequent that the word is a slip rather than a word: catalogues have misprints too. The
 * first letter or the second may be wrong too, but not beside another slip. An abbreviation, in
 * capitals or without a vowel, is no slip, nor is what EXPANSIONS has from the lists. */
void spelling_add(Searcher *searcher, const QueryNode *node, GArray *expansions);

/* The same for Chinese characters of NODE that are written for others of their sound or look. */
void spelling_add_han(Searcher *searcher, const QueryNode *node, GArray *expansions);

#endif
