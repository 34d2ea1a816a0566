/* Lines of a source file, plain, .gz or .xz, in bounded memory. */
#ifndef CORPUS_READ_LINES_H
#define CORPUS_READ_LINES_H

#include <glib.h>

#include "corpus/read/stream.h"

/* A longer line is not held, only its beginning. */
#define LINE_MAX_BYTES ((size_t)12 << 20)

typedef struct {
    const char *text; /* without LF, CR LF, or the file's byte order mark; not NUL-terminated.
                       * Valid until the next call */
    size_t len;
    unsigned number;   /* from 1 */
    gboolean too_long; /* over LINE_MAX_BYTES: TEXT is its beginning */
} Line;

typedef struct LineReader LineReader;

/* Opens FILE ("-": standard input); NULL with a READER_ERROR. */
LineReader *line_reader_open(const char *file, GError **error);
/* Reads from STREAM, which it then owns. */
LineReader *line_reader_new(Stream *stream);
void line_reader_close(LineReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LineReader, line_reader_close)

/* The next line, empty ones included. FALSE at the end or with an error, as stream_read(); the
 * broken last line of a damaged file is not delivered. */
gboolean line_reader_next(LineReader *reader, Line *line, GError **error);

#endif
