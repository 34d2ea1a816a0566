/* A text as its letters and digits, two by two: tells how alike two texts are, whatever was left
 * out, put in, moved or misspelt. White space and punctuation are passed over. */
#ifndef SEARCH_RANK_LETTERS_H
#define SEARCH_RANK_LETTERS_H

#include <glib.h>

typedef struct {
    guint n;            /* pairs of the text */
    guint n_compared;   /* and of the one last compared with it */
    guint mask;
    guint32 *pairs;     /* open addressing; 0 is empty */
    guint16 *counts;    /* how often the text has a pair */
    guint16 *left;      /* how many of them the comparison has not met, if met_in is that comparison */
    guint32 *met_in;
    guint32 comparison;
} RankLetters;

/* Of normalized TEXT: of its first 500 letters, since no title is longer. */
RankLetters *rank_letters_new(const char *text);
void rank_letters_free(RankLetters *letters);

/* How many pairs LEN bytes of normalized TEXT share with LETTERS, each as often as both have it. */
guint rank_letters_compare(RankLetters *letters, const char *text, guint32 len);

#endif
