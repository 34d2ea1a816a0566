/* Private to biaosou-read: PDF. */
#ifndef CORPUS_CONTAINER_PDF_H
#define CORPUS_CONTAINER_PDF_H

#include "corpus/read/sink.h"
#include "corpus/text/document.h"

/* What the PDF of BYTES holds, not yet finished (document_finish()). READER, a ScanReader, reads pages that are
 * pictures. The caller frees; NULL with a READER_ERROR, whose message does not name the file. */
Document *pdf_read(GBytes *bytes, gpointer reader, GError **error);

#endif
