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

/* What the few Chinese words that belong to numbers become; the names of departments in JJG(交通)
 * each a character that is none of ASCII's. */
enum {
    FOLDED_YEAR = '\x0E',    /* 年 */
    FOLDED_EDITION = '\x0F', /* 年版, 年局部修订版: GB 50016-2014(2018年版) */
    FOLDED_ORDINAL = '\x10', /* 第 */
    FOLDED_SHEET = '\x11',   /* 号修改单 */
    FOLDED_WITH = '\x12',    /* 含, after a parenthesis */
};

/* The name that folded character C stands for, or NULL: 交通. Static. */
const char *folded_department(char c);

/* Folds TEXT from its beginning to the first character that no number holds. Dashes of every kind
 * become '-', wave dashes and 至 '~', × 'X', 、 ',', full-width forms their ASCII twins; white
 * space (line ends, U+3000, _ and the + of a web form too) becomes one ' ', and none at the
 * beginning; invisible characters vanish; %2F is the character that it stands for. Between digits
 * 一 and the like are dashes, · and 。 points. */
void folded_fill(Folded *folded, const char *text, size_t len);

/* Takes letters that a reader of images confuses with digits for what they can only be: l, I and O
 * between digits (JGJ l8-2012, ISO 27O01), digits in ISO and IEC (IS0 9001). The text stays as long
 * as it was. Returns whether anything changed. */
gboolean folded_correct(Folded *folded);

#endif
