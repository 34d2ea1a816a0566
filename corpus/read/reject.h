/* Making rejects, for all readers. */
#ifndef CORPUS_READ_REJECT_H
#define CORPUS_READ_REJECT_H

#include "corpus/read/sink.h"

/* Hands the reject of TEXT (LEN bytes, any bytes; cut and made valid UTF-8 here) to SINK; the
 * reason is a printf format. Returns what the callback does (TRUE without one). */
gboolean reject_send(const ReaderSink *sink, const char *file, unsigned line, const char *text,
                     size_t len, const char *format, ...) G_GNUC_PRINTF(6, 7);

#endif
