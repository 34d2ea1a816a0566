/* Private to the bulletin reader: lines between tables, cut where items were run together. */
#ifndef CORPUS_BULLETIN_PIECES_H
#define CORPUS_BULLETIN_PIECES_H

#include "corpus/text/text.h"

/* Whether TEXT begins as a dated sentence: 3月5日，, 2024年2月，, 近日，. */
gboolean piece_is_dated(const char *text);
/* The same where TEXT is the beginning of a line, which needs no comma: 3月5日组织…. */
gboolean piece_begins_dated(const char *text);

typedef struct {
    GPtrArray *lines; /* TextLine *: one cut off before another has width 0, for it is no full line */
    GArray *places;   /* guint: the line of each in the bulletin */
} Pieces;

/* Lines [BEGIN, END) of LINES, whose full width is FULL, cut before an item's number where the
 * numbering goes on, after a section's title before its item 1, and between a heading and the dated
 * sentence that follows it without a break. */
Pieces *pieces_new(const GPtrArray *lines, guint begin, guint end, int full);
void pieces_free(Pieces *pieces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pieces, pieces_free)

#endif
