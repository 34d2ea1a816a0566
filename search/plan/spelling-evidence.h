/* What the index says of a run of Chinese characters: where it is doubtful, and which documents
 * have it. */
#ifndef SEARCH_PLAN_SPELLING_EVIDENCE_H
#define SEARCH_PLAN_SPELLING_EVIDENCE_H

#include "search/plan/spelling-edits.h"

typedef struct {
    Searcher *searcher;
    HanPairs *pairs;
    GPtrArray *others; /* char *, terms of the query's other words */
    const DocSet *foreign; /* documents that are no evidence, or NULL: in Japanese, of a Chinese query */
} HanReading;

/* Characters [FROM, TO) of RUN as text. Caller frees. */
char *han_run_text(const HanRun *run, guint from, guint to);

/* How many documents have all pairs of characters [FROM, TO) of RUN, and all of OTHERS (char *,
 * terms; NULL: none). */
guint32 han_count_pairs(const HanReading *reading, const HanRun *run, guint from, guint to,
                        const GPtrArray *others);

/* How many documents have RUN as it stands; where many have all its pairs, these. */
guint32 han_count(const HanReading *reading, const HanRun *run);

/* Whether no document has the words of RUN. */
gboolean han_is_nowhere(const HanReading *reading, const HanRun *run);

/* Fills WORD_AT with the number of the word at each character of RUN, from 1; 0 where a character
 * is a word by itself. */
void han_number_words(const HanReading *reading, const HanRun *run, guint *word_at);

/* How many characters of RUN are in no word of two characters or more that the tokenizer knows. */
guint han_count_wordless(const HanReading *reading, const HanRun *run);

/* Marks the pairs of RUN that are doubtful: as rare as slips are, and not within a word of the
 * lists; between two words by half. Whether there are any and RUN is no word itself, and *UNSEEN whether
 * one is in no document. */
gboolean han_mark_doubtful(const HanReading *reading, const HanRun *run, guint8 *doubtful,
                           gboolean *unseen);

#endif
