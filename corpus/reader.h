/* Readers: a source file in, records out, one at a time. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H

#include <glib.h>

#include "corpus/record.h"
#include "corpus/stream.h"

/* A piece of input that could not be used. */
typedef struct {
    const char *file;
    unsigned line;      /* from 1; 0: the whole file */
    const char *reason; /* what is wrong and what to do, one line, no full stop at the end */
    const char *text;   /* the input itself, at most READER_REJECT_TEXT bytes, valid UTF-8 */
} Reject;
#define READER_REJECT_TEXT 2000

/* What a reader calls. Records are owned by the callee; rejects are borrowed. A callback that
 * returns FALSE stops the reader. */
typedef struct {
    gboolean (*record)(Record *record, gpointer data);
    gboolean (*reject)(const Reject *reject, gpointer data);
    gpointer data;
} ReaderSink;

/* Reads FILE, its format told by content first and name second: canonical JSON Lines or a bulletin
 * as text, each plain, .gz or .xz. "-" is standard input. Memory does not grow with the file for
 * JSON Lines; a bulletin is held whole (at most 64 MiB). Records come normalized with their source
 * (file as given, line) set. FALSE with an error only if the file could not be read at all (missing,
 * unreadable, no known format); what was delivered before stays valid. */
gboolean reader_read(const char *file, const ReaderSink *sink, GError **error);

/* Whether STREAM, just opened from FILE, is canonical JSON Lines, so that its lines can be read
 * apart from each other (jsonl_read_line). */
gboolean reader_is_jsonl(const char *file, Stream *stream);

#define READER_ERROR (reader_error_quark())
GQuark reader_error_quark(void);
typedef enum {
    READER_ERROR_IO,
    READER_ERROR_FORMAT,     /* no reader knows this content */
    READER_ERROR_COMPRESSED, /* damaged or truncated .gz/.xz */
    READER_ERROR_STOPPED,    /* a callback returned FALSE */
} ReaderError;

#endif
