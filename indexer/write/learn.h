/* A Chinese-English lexicon learned from the records that have both titles: IBM Model 1 (Brown et
 * al., Computational Linguistics 19(2), 1993) over words and pairs of adjacent words, kept where
 * both languages agree on each other. */
#ifndef INDEXER_WRITE_LEARN_H
#define INDEXER_WRITE_LEARN_H

#include "tokenizer/tokenizer.h"

/* Pairs of titles beyond these are left out: learning takes bounded memory and time. */
#define LEARN_MAX_PAIRS 200000u
#define LEARN_MAX_COOCCURRENCES (1u << 21)

typedef struct Learner Learner;
Learner *learner_new(Tokenizer *tokenizer); /* borrowed */
void learner_free(Learner *learner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Learner, learner_free)

/* Adds the titles of one record. The result depends on the order of additions only beyond the
 * limits above. */
void learner_add(Learner *learner, const char *zh, gsize zh_len, const char *en, gsize en_len);

/* What was learned, in the format of the built-in dictionary: lines "Chinese TAB English", sorted.
 * Caller frees; "" if there was too little to learn from. */
char *learner_result(Learner *learner);

#endif
