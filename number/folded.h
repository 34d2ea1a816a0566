/* Private to number/: a short window of text folded to plain upper-case ASCII, so that the grammar
 * need not know of full width, of dashes and of spaces. */
#ifndef NUMBER_FOLDED_H
#define NUMBER_FOLDED_H

#include <glib.h>

enum {
    FOLDED_MAX = 120, /* characters; no number is longer, so no search is more than linear */
};

typedef struct {
    char up[FOLDED_MAX + 1];                            /* upper case; NUL-terminated */
    char as[FOLDED_MAX + 1];                            /* the same, case kept */
    guint16 start[FOLDED_MAX + 1], end[FOLDED_MAX + 1]; /* bytes of each character in the source */
    size_t n;
    gboolean whole; /* the text was folded to its end: no foreign character, not too long */
} Folded;

/* Folds TEXT from its beginning to the first character that no number holds. Dashes of every kind
 * become '-', wave dashes and 至 '~', × 'X', full-width forms their ASCII twins; white space (line
 * ends and U+3000 too) becomes one ' ', and none at the beginning; invisible characters vanish. */
void folded_fill(Folded *folded, const char *text, size_t len);

#endif
