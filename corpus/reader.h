/* Readers: a source file in, records out, one at a time. */
#ifndef CORPUS_READER_H
#define CORPUS_READER_H

#include <glib.h>

#include "corpus/read/sink.h"
#include "corpus/read/stream.h"

/* Reads FILE, its format told by content first and name second: canonical JSON Lines, what has tables or pages
 * (container/container.h, PDF) or a bulletin as text, each plain, .gz or .xz. "-" is standard input. What is read
 * by libraries is read in a process of its own (confined.h).
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

/* What a PDF of BYTES holds (text/document.h), not yet finished (document_finish()); NULL with a READER_ERROR, whose message does not name
 * the file. */
struct Document;
typedef struct Document *(*ReaderPdf)(GBytes *bytes, GError **error);

/* As reader_read_share(), of what STREAM (taken over) has, in this process, whatever the format; FILE is its name. PDF: reads
 * PDF, whose libraries only some programs are linked with; NULL: a PDF is an error. */
gboolean reader_read_here(const char *file, Stream *stream, ReaderPdf pdf, const ReaderSink *sink, ReaderShare *share,
                          GError **error);

#endif
