/* Making rejects, for all readers. */
#ifndef CORPUS_READ_REJECT_H
#define CORPUS_READ_REJECT_H

#include "corpus/read/sink.h"

/* Hands the reject of TEXT (LEN bytes, any bytes; cut and made valid UTF-8 here) to SINK; the
 * reason is a printf format. Returns what the callback does (TRUE without one). */
gboolean reject_send_at(const ReaderSink *sink, const Source *at, const char *text, size_t len,
                        const char *format, ...) G_GNUC_PRINTF(5, 6);

/* The same of a line of a file of lines. */
#define reject_send(sink, name, number, text, len, ...)                                            \
    reject_send_at(sink, &(const Source){.file = (char *)(name), .line = (number)}, text, len, __VA_ARGS__)

#endif
