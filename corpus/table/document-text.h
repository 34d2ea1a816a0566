/* All that a text or a document says, for a sink that wants text. */
#ifndef CORPUS_TABLE_DOCUMENT_TEXT_H
#define CORPUS_TABLE_DOCUMENT_TEXT_H

#include "corpus/read/sink.h"

/* Gives SINK's text() the LINES (TextLine *) of FILE, the rows of their tables with what the heads tell. FALSE with an
 * error if it wants no more. */
gboolean document_text_send(const char *file, const GPtrArray *lines, const ReaderSink *sink, ReaderShare *share,
                            GError **error);

#endif
