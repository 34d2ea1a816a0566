/* Private to the bulletin reader: the marks with which items of news begin. */
#ifndef CORPUS_BULLETIN_MARK_H
#define CORPUS_BULLETIN_MARK_H

#include <stddef.h>

/* How items are numbered. */
typedef enum {
    MARK_NONE,
    MARK_POINT,     /* 1. */
    MARK_COMMA,     /* 1、 */
    MARK_PAREN,     /* （1）, 1） */
    MARK_CIRCLE,    /* ① */
    MARK_HAN_PAREN, /* （一） */
} MarkStyle;

/* The number that TEXT begins with as the mark of an item, 0 if it has none; *TAKEN: its bytes,
 * with the space after it. 1.5, 2.1 and dates are none; in 1.2项 the mark is "1.". */
int mark_read(const char *text, MarkStyle *style, size_t *taken);

/* The number, to 19, that *P begins with in Chinese, after which *P is then; 0 if there is none. */
int mark_han_number(const char **p);

/* The bytes of the first of MARKS (NULL at the end) that TEXT begins with; 0 if none. */
size_t mark_one_of(const char *text, const char *const *marks);

#endif
