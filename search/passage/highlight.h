/* Which places of an original text matched the query. */
#ifndef SEARCH_PASSAGE_HIGHLIGHT_H
#define SEARCH_PASSAGE_HIGHLIGHT_H

#include "search/plan/query-terms.h"

/* Bytes [start, end) of the text; never inside a character, a combining sequence, or the letters or
 * the number of a word that is written with spaces. */
typedef struct {
    guint32 start, end;
    double weight; /* of what matched, to compare passages */
    guint64 what;  /* bit set of what matched (words, numbers, phrases; those after 63 share a bit) */
} Span;

/* What is prepared once a query. Borrows TERMS, which may be NULL: nothing matches. Not
 * thread-safe. */
typedef struct Highlighter Highlighter;
Highlighter *highlighter_new(Tokenizer *tokenizer, const QueryTerms *terms);
void highlighter_free(Highlighter *highlighter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Highlighter, highlighter_free)

/* From now on texts are those of a document that holds the expansions HELD (bit set) of the terms:
 * they match too. At first none do. */
void highlighter_set_held(Highlighter *highlighter, guint32 held);

/* The matches in LEN bytes of TEXT (-1: all) by place, those that touch or overlap merged: Span.
 * Caller unrefs. CUTS (may be NULL) receives where the text may be cut, for each byte (LEN + 1 of
 * them, to be freed): 1 between words, 2 before a sentence, else 0; never inside a match. */
GArray *highlight(Highlighter *highlighter, const char *text, gssize len, guint8 **cuts);

#endif
