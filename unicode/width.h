/* How wide text is where every character has one cell or two. Pure, thread-safe. */
#ifndef UNICODE_WIDTH_H
#define UNICODE_WIDTH_H

#include <glib.h>

/* Columns that C takes: two if it is wide, none if it is a mark or has no width. */
guint char_columns(gunichar c);

/* Columns that LEN bytes of valid UTF-8 take. */
guint text_columns(const char *text, gsize len);

#endif
