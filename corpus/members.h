/* Files in archives, read as files. */
#ifndef CORPUS_MEMBERS_H
#define CORPUS_MEMBERS_H

#include "corpus/reader.h"

/* As reader_read_stream(), of what a process of its own reads: if it is an archive, with the files
 * in it, each of which waits in an unlinked file of the temporary folder. SHARE is of their bytes.
 * An archive is an error if nothing in it can be read, or too much comes out of it and of those in
 * it, and READER_ERROR_FOREIGN if no reader is for any of its files. */
gboolean members_read(const char *file, Stream *stream, ReaderNest *nest, const ReaderSink *sink,
                      ReaderShare *share, GError **error);

#endif
