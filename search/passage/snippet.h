/* The passage of a text that shows best why it matched. */
#ifndef SEARCH_PASSAGE_SNIPPET_H
#define SEARCH_PASSAGE_SNIPPET_H

#include "search/passage/highlight.h"

typedef struct {
    char *text;     /* one line; … where the original goes on */
    GArray *spans;  /* Span, of `text` */
    double weight;  /* of the different things that matched in it */
} Snippet;

/* The passage of about COLUMNS columns (a wide character takes two; 0: all of it) of TEXT, cut
 * between words, before a sentence where one begins near by. Of very long texts the beginning is
 * looked at. */
#define SNIPPET_MAX_BYTES (256u << 10)
Snippet *snippet_new(Highlighter *highlighter, const char *text, guint columns);
void snippet_free(Snippet *snippet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snippet, snippet_free)

#endif
