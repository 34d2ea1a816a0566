/* Words side by side in a query that documents write in one: wi fi, life-cycle, health care. (What is
 * one by its form, 35 kV or non-metallic, the tokenizer joins itself.) */
#ifndef SEARCH_PLAN_JOINED_WORDS_H
#define SEARCH_PLAN_JOINED_WORDS_H

#include "search/match/searcher.h"
#include "search/words/expansions.h"

/* Adds to EXPANSIONS, for words of NODE (a QUERY_TEXT), the one word that they make, if the index has
 * it. */
void joined_words_add(Searcher *searcher, const QueryNode *node, GArray *expansions);

#endif
