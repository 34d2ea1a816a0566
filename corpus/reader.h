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

/* How much of a source was understood: what became part of records or is known to be none of them
 * (a page's header, a table's head), of all. */
typedef struct {
    guint64 understood, all;
    const char *unit; /* "lines" (of JSON Lines, empty ones left out) or "bytes" (of text); static */
} ReaderShare;

/* Whether a source of which so much was understood is taken in: at least half of it. An empty one
 * is. */
gboolean reader_share_suffices(const ReaderShare *share);
/* The share in whole per cent, rounded down: 100 only if nothing is missing. */
guint reader_share_percent(const ReaderShare *share);

/* Reads FILE, its format told by content first and name second: canonical JSON Lines or a bulletin
 * as text, each plain, .gz or .xz. "-" is standard input. Memory does not grow with the file for
 * JSON Lines; a bulletin is held whole (at most 64 MiB). Records come normalized with their source
 * (file as given, line) set. FALSE with an error if the file could not be read (missing, unreadable,
 * no known format) or if less than half of it was understood (READER_ERROR_NOT_UNDERSTOOD); what was
 * delivered before stays valid. A bulletin that fails delivers no record; JSON Lines are read as they
 * come, so that their records are delivered before the share is known: the caller must not keep
 * them. */
gboolean reader_read(const char *file, const ReaderSink *sink, GError **error);

/* As reader_read(), and fills SHARE, also where the file fails ({0} if nothing was read). */
gboolean reader_read_share(const char *file, const ReaderSink *sink, ReaderShare *share,
                           GError **error);

/* Sets READER_ERROR_NOT_UNDERSTOOD for FILE if SHARE does not suffice; FALSE then. */
gboolean reader_check_share(const char *file, const ReaderShare *share, GError **error);

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
    READER_ERROR_NOT_UNDERSTOOD, /* less than half of it was understood: nothing of it is sure */
} ReaderError;

#endif
