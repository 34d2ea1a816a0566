/* Work bulletins of standards committees as flattened text: tables of drafts, of international
 * documents and of published standards, and news items. */
#ifndef CORPUS_BULLETIN_BULLETIN_H
#define CORPUS_BULLETIN_BULLETIN_H

#include "corpus/read/sink.h"
#include "corpus/read/stream.h"
#include "corpus/text/document.h"

/* A bulletin is held whole; a longer file is an error. */
#define BULLETIN_MAX_BYTES ((size_t)64 << 20)

/* Reads the bulletin in STREAM, which it then owns. First the tables' records in order, each with
 * the news that concern it as progress, then records known only from the news, then news items that
 * concern none (kind news). A text that is
 * something else (CSV, Markdown, mail, prose) is READER_ERROR_FORMAT; one of which less than half was
 * understood is READER_ERROR_NOT_UNDERSTOOD and gives no record. */
gboolean bulletin_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                       GError **error);

/* As bulletin_read(), of a DOCUMENT that is finished. Tables whose heads are those of lists are read as lists are. Both read
 * a text that is a standard itself (standard_knows()) as that. */
gboolean bulletin_read_document(const char *file, const Document *document, const ReaderSink *sink,
                                ReaderShare *share, GError **error);

#endif
