/* How wide text is where every character has one cell or two. */
#ifndef UNICODE_WIDTH_H
#define UNICODE_WIDTH_H

#include <glib.h>

/* Columns that LEN bytes of valid UTF-8 take: two for a wide character, none for a mark. Pure,
 * thread-safe. */
guint text_columns(const char *text, gsize len);

#endif
