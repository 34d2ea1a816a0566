/* What readers deliver, and how: records, rejects, how much of a source was understood. */
#ifndef CORPUS_READ_SINK_H
#define CORPUS_READ_SINK_H

#include <glib.h>

#include "corpus/record/record.h"

/* A piece of input that could not be used. */
typedef struct {
    Source at;          /* borrowed; line 0: all of it */
    const char *reason; /* what is wrong and what to do, one line, no full stop at the end */
    const char *text;   /* the input itself, at most READER_REJECT_TEXT bytes, valid UTF-8 */
} Reject;
#define READER_REJECT_TEXT 2000

/* What a source says where no record is to be made of it: a row of a table, or a line of text (one cell). Borrowed. */
typedef struct {
    Source at;
    const char *const *cells; /* COUNT, UTF-8, "" where empty */
    guint count;
    int number, title;        /* the cells with the number and the title of a document, as the head of the table tells;
                               * -1: it does not */
    gboolean goes_on;         /* a line that may go on what the one before it says */
} ReaderText;

/* What a reader calls. Records are owned by the callee; rejects are borrowed. A callback that
 * returns FALSE stops the reader. With TEXT (else NULL) no records are made: all that a source says is given to
 * that, in its order, and counts as understood. */
typedef struct {
    gboolean (*record)(Record *record, gpointer data);
    gboolean (*reject)(const Reject *reject, gpointer data);
    gpointer data;
    gboolean (*text)(const ReaderText *text, gpointer data);
    /* Told of a file in an archive, ARCHIVE/NAME, how many records it gave, after these; 0: it failed, and its reject has come.
     * NULL: nobody wants to know. */
    gboolean (*member)(const char *file, guint64 records, gpointer data);
} ReaderSink;

/* How much of a source was understood: what became part of records or is known to be none of them
 * (a page's header, a table's head), of all. */
typedef struct {
    guint64 understood, all;
    const char *unit; /* "lines" (of JSON Lines, empty ones left out), "rows" or "bytes" (of text); static */
    const char *format;   /* what was read: "PDF", "XLSX"; static, or NULL */
    guint64 tables, rows; /* of standards, with a head; and their rows */
    guint64 left_out;     /* files in an archive that no reader is for */
} ReaderShare;

/* Whether a source of which so much was understood is taken in: at least half of it. An empty one
 * is. */
gboolean reader_share_suffices(const ReaderShare *share);
/* The share in whole per cent, rounded down: 100 only if nothing is missing. */
guint reader_share_percent(const ReaderShare *share);

#define READER_ERROR (reader_error_quark())
GQuark reader_error_quark(void);
typedef enum {
    READER_ERROR_IO,
    READER_ERROR_FORMAT,     /* no reader knows this content, or not in this form */
    READER_ERROR_COMPRESSED, /* a damaged or truncated .gz, .xz or .xlsx */
    READER_ERROR_STOPPED,    /* a callback returned FALSE */
    READER_ERROR_NOT_UNDERSTOOD, /* less than half of it was understood: nothing of it is sure */
    READER_ERROR_FOREIGN,    /* it is of a kind that no reader is for: in a folder it is left out */
} ReaderError;

/* Sets READER_ERROR_STOPPED for FILE, of which a callback wants no more; FALSE. */
gboolean reader_stopped(const char *file, GError **error);

/* Sets READER_ERROR_NOT_UNDERSTOOD for FILE if SHARE does not suffice; FALSE then. */
gboolean reader_check_share(const char *file, const ReaderShare *share, GError **error);

#endif
