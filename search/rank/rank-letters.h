/* A text as its letters and digits, two by two: tells how alike two texts are, whatever was left
 * out, put in, moved or misspelt. White space and punctuation are passed over. */
#ifndef SEARCH_RANK_RANK_LETTERS_H
#define SEARCH_RANK_RANK_LETTERS_H

#include <glib.h>

typedef struct {
    guint32 letters; /* 0: no pair is here */
    guint32 met_in;  /* the comparison that `left` is of */
    guint16 count;   /* how often the text has it */
    guint16 left;    /* how many of them the other text has not met */
} LetterPair;

typedef struct {
    LetterPair *pairs; /* open addressing */
    guint64 low_bits;  /* bit n: there is a pair that is n mod 64 */
    guint mask;
    guint n;           /* pairs of the text */
    guint32 comparison;
} RankLetters;

/* Of normalized TEXT: of its first 500 letters, since no title is longer. */
RankLetters *rank_letters_new(const char *text);
void rank_letters_free(RankLetters *letters);

/* The pairs that LETTERS and LEN bytes of normalized TEXT share, each as often as both have it, by
 * those of both (Dice's coefficient): 1 for the same letters; what would be less than half is 0. */
double rank_letters_alike(RankLetters *letters, const char *text, guint32 len);

#endif
