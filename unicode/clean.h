/* What goes out is safe: no text of others' steers the terminal, breaks a line or hides itself. Whatever
 * a record, a query or a file says goes through here. Pure, thread-safe. */
#ifndef UNICODE_CLEAN_H
#define UNICODE_CLEAN_H

#include <glib.h>
#include <stdarg.h>

/* TEXT as it may go to a terminal or into a line, whoever wrote it: valid UTF-8; white space of any
 * kind is a blank; control characters, C0 and C1, are U+FFFD each, so that no escape sequence is
 * left; what has no width or turns the direction of writing is gone. Caller frees. */
char *clean_text(const char *text);

/* Appends TEXT so to OUT. */
void clean_append(GString *out, const char *text);

/* As g_string_append_printf(), each %s cleaned so. Besides %s only %u and %d, with a width, and %% are
 * known. */
void clean_append_printf(GString *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
void clean_append_vprintf(GString *out, const char *format, va_list args) G_GNUC_PRINTF(2, 0);

/* Appends LEN bytes of JSON text, with what a terminal would obey or not show escaped (C1,
 * bidirectional controls, U+2028 …); what it means stays the same. */
void clean_append_json(GString *out, const char *text, gsize len);

#endif
