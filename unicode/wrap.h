/* Lines that are no wider than a terminal. Pure, thread-safe. */
#ifndef UNICODE_WRAP_H
#define UNICODE_WRAP_H

#include <glib.h>

/* Appends TEXT, one line of valid UTF-8 that may have a terminal's colours (ESC [ … m) and links (OSC 8) in it,
 * broken into lines of at most COLUMNS columns (0: however long), all but the first indented by
 * INDENT blanks. It is broken at blanks, which are then left out, and beside Chinese characters,
 * but not before what ends a clause, after what opens one, or within the first INDENT columns,
 * which may be a label; a word that is longer than a line stays whole. */
void text_wrap(GString *out, const char *text, guint columns, guint indent);

#endif
