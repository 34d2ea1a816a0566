/* What a text of the query asks for: its words, and where other words may stand for some of them,
 * the ways in which a document can say these. */
#ifndef SEARCH_WORDS_WORD_GROUPS_H
#define SEARCH_WORDS_WORD_GROUPS_H

#include "search/words/expansions.h"

typedef struct {
    guint first, n; /* of the words that were grouped */
    GPtrArray *others; /* GArray of QueryWord: who holds all of one needs none of these */
} WordGroup;

/* Puts WORDS, those of NODE that count, into groups by the expansions of ALL whose kind is in the
 * bit set KINDS: an array of WordGroup that the caller unrefs. An expansion of a part of a word
 * stands beside what is left of it. */
GArray *word_groups(const GArray *words, const QueryNode *node, const GArray *all, guint32 kinds,
                    Tokenizer *tokenizer);

#endif
