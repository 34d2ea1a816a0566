/* Making and printing rejects, for all readers and commands. */
#ifndef CORPUS_REJECT_H
#define CORPUS_REJECT_H

#include <stdio.h>

#include "corpus/reader.h"

/* Hands the reject of TEXT (LEN bytes, any bytes; cut and made valid UTF-8 here) to SINK; the
 * reason is a printf format. Returns what the callback does (TRUE without one). */
gboolean reject_send(const ReaderSink *sink, const char *file, unsigned line, const char *text,
                     size_t len, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* Prints "FILE:LINE: REASON" and a newline (without ":LINE" if it is 0). */
void reject_print(FILE *out, const Reject *reject);

#endif
