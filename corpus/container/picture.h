/* Private to biaosou-read: files that are pictures of pages (PNG, JPEG, TIFF of one or more). */
#ifndef CORPUS_CONTAINER_PICTURE_H
#define CORPUS_CONTAINER_PICTURE_H

#include "corpus/read/sink.h"
#include "corpus/text/document.h"

/* What the picture of BYTES holds, not yet finished (document_finish()). READER, a ScanReader,
 * reads it. The caller frees; NULL with a READER_ERROR_FOREIGN, whose message does not name the
 * file: a picture in a folder is left out unless it is read. */
Document *picture_read(GBytes *bytes, gpointer reader, GError **error);

#endif
