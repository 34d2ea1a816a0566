/* Canonical JSON Lines. */
#ifndef CORPUS_READ_JSONL_H
#define CORPUS_READ_JSONL_H

#include "corpus/read/lines.h"
#include "corpus/read/sink.h"

/* Whether a file that begins with LEN bytes HEAD is that: with an object, or NAMED so (.jsonl). */
gboolean jsonl_knows(const char *head, size_t len, gboolean named);

/* Reads one line of FILE into SINK: parsed, normalized, its source (FILE, LINE) set unless the
 * record brings its own; what is no record goes to SINK as a reject; an empty line is nothing.
 * Returns FALSE only if a callback did. Thread-safe as far as SINK is. */
gboolean jsonl_read_line(const char *file, const Line *line, const ReaderSink *sink);

/* Reads all lines of STREAM, which it then owns. READER_ERROR_NOT_UNDERSTOOD at the end, all being
 * delivered, if less than half of them were records. */
gboolean jsonl_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                    GError **error);

#endif
