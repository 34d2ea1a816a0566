/* What a run of Chinese characters may be a slip for: edits, and how much likelier they make it. */
#ifndef SEARCH_PLAN_SPELLING_EDITS_H
#define SEARCH_PLAN_SPELLING_EDITS_H

#include "search/match/searcher.h"

/* A longer text is a title or a question: its other characters find the document. */
#define HAN_LONGEST 40

/* Simplified characters, one after the other. */
typedef struct {
    gunichar text[HAN_LONGEST + 2];
    guint n;
} HanRun;

typedef enum {
    HAN_ALIKE,    /* a character of the same sound or look for another */
    HAN_NEAR,     /* … of a sound that is mixed up with it */
    HAN_OTHER,    /* any other */
    HAN_SWAPPED,  /* two have changed places */
    HAN_TWICE,    /* one is there twice */
    HAN_TOO_MANY, /* one that does not belong there */
    HAN_LEFT_OUT, /* one is not there */
} HanSlip;

typedef struct {
    HanSlip slip;
    HanRun run;     /* as it was meant */
    guint from, to; /* what of `run` is other than it was typed: characters */
    double gain; /* how much likelier it makes what the index says, less what such a slip costs: a
                    logarithm */
} HanEdit;

/* What one query asks the index about pairs of characters, each once. */
typedef struct HanPairs HanPairs;
HanPairs *han_pairs_new(Searcher *searcher); /* which it borrows */
void han_pairs_free(HanPairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HanPairs, han_pairs_free)

/* Whether it has been asked so often that no more is to be looked for. */
gboolean han_pairs_spent(const HanPairs *pairs);

/* Says that the pairs of the N characters of TEXT, and these, will be asked for: of an export they are asked for together. */
void han_pairs_expect(HanPairs *pairs, const gunichar *text, guint n);

/* In how many documents the characters FIRST and SECOND stand side by side. */
guint32 han_pairs_df(HanPairs *pairs, gunichar first, gunichar second);

/* So many are looked at in documents. */
#define HAN_EDITS_MOST 12

/* Which slips are looked for: those of characters alike alone are found fastest, those for which
 * any character may be put slowest. */
typedef enum {
    HAN_ALIKE_ALONE,
    HAN_USUAL, /* and characters swapped or too many */
    HAN_ALL,
} HanSlips;

/* The edits of RUN at the pairs [i, i + 1] that are DOUBTFUL (one for each character but the last),
 * of those that are only HALF doubtful just characters alike: the best HAN_EDITS_MOST, best first:
 * HanEdit. Caller unrefs. */
GArray *han_edits_find(HanPairs *pairs, const HanRun *run, const guint8 *doubtful, HanSlips slips);

#define HAN_DOUBTED 1
#define HAN_HALF_DOUBTED 2

#endif
