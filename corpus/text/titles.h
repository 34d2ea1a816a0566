/* Titles that a cell tells in two languages, one behind the other: Chinese and English, English and
 * French. */
#ifndef CORPUS_TEXT_TITLES_H
#define CORPUS_TEXT_TITLES_H

#include <glib.h>

typedef enum {
    TITLES_ONE,   /* one title, as far as can be told */
    TITLES_TWO,   /* two, which a line end or a mark ( / |) parts */
    TITLES_MIXED, /* two, and where the one ends cannot be told */
} TitlesTold;

typedef struct {
    char *zh, *en, *fr; /* two of them; each in one line */
} Titles;

void titles_clear(Titles *titles);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Titles, titles_clear)

/* What CELL tells; into TITLES only if that is TITLES_TWO. English and French are told by the small
 * words that only one of them has. Takes time in proportion to the length. Thread-safe. */
TitlesTold titles_read(const char *cell, Titles *titles);

#endif
