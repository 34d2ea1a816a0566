/* Readers: a source file in, records out, one at a time. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H

#include <glib.h>

#include "corpus/read/member.h"
#include "corpus/read/sink.h"
#include "corpus/read/stream.h"

/* Reads FILE, its format told by content first and name second: canonical JSON Lines, what has tables or pages
 * (container/container.h, PDF), catalogues (relaton.h) or a bulletin as text, each plain, .gz or .xz; or an archive (ZIP) of
 * such files. "-" is standard input. What is read by libraries, or held whole, is read in a process of its own (confined.h), what LibreOffice
 * reads is made XLSX or DOCX by it first (container/soffice.h). What of a file
 * in an archive is told, FILE/NAME, is as if it had been a file itself, but that it is a reject if it fails, and that nothing
 * of it is delivered then; archives in it are read, and none in these.
 * Memory does not grow with the file for JSON Lines and delimited text; a bulletin is held whole
 * (at most 64 MiB). Records come normalized with their source (file as given, line) set. FALSE with
 * an error if the file could not be read (missing, unreadable, no known format) or if less than
 * half of it was understood (READER_ERROR_NOT_UNDERSTOOD); what was delivered before stays valid. A
 * bulletin that fails delivers no record; JSON Lines and tables are read as they come, so that
 * their records are delivered before the share is known: the caller must not keep them. */
gboolean reader_read(const char *file, const ReaderSink *sink, GError **error);

/* As reader_read(), and fills SHARE, also where the file fails ({0} if nothing was read). */
gboolean reader_read_share(const char *file, const ReaderSink *sink, ReaderShare *share,
                           GError **error);

/* Whether STREAM, just opened from FILE, is canonical JSON Lines, so that its lines can be read
 * apart from each other (jsonl_read_line). */
gboolean reader_is_jsonl(const char *file, Stream *stream);

/* What a PDF, or a picture, of BYTES holds (text/document.h), not yet finished (document_finish()); NULL with a READER_ERROR,
 * whose message does not name the file. DATA is what reads pages that are pictures. */
struct Document;
typedef struct Document *(*ReaderPages)(GBytes *bytes, gpointer data, GError **error);

/* What a format may need that only some programs have. */
typedef struct {
    ReaderPages pdf, picture;  /* their libraries; NULL: such a file is an error */
    gpointer data;             /* that they are given */
    const MemberSink *members; /* takes the files in an archive; NULL: an archive is an error */
} ReaderHelp;

/* As reader_read_share(), of what STREAM (taken over) has, in this process, whatever the format; FILE is its name. HELP may
 * be NULL. */
gboolean reader_read_here(const char *file, Stream *stream, const ReaderHelp *help, const ReaderSink *sink,
                          ReaderShare *share, GError **error);

/* The archives, one in another, that a file came out of, and what has come out of the outermost by now. */
typedef struct {
    guint depth;
    guint64 files, bytes;
} ReaderNest;

/* As reader_read_share(), of what STREAM (taken over) has; FILE is its name, and NEST what it came out of (NULL: nothing). */
gboolean reader_read_stream(const char *file, Stream *stream, ReaderNest *nest, const ReaderSink *sink, ReaderShare *share,
                            GError **error);

#endif
