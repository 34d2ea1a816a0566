/* The runs of all batches → postings.map, and the names of all terms. */
#ifndef INDEXER_WRITE_POSTING_JOIN_H
#define INDEXER_WRITE_POSTING_JOIN_H

#include "indexer/write/terms-writer.h"

/* The file of a batch that inverter_write_run() makes. */
#define POSTING_RUN "postings.run"

/* Writes FILE from the runs in the folders PARTS, N of them with so many DOCUMENTS each, and gives all terms to NAMES. A term of one
 * document has its posting there, and none in FILE. */
gboolean posting_join(const char *const *parts, const guint32 *documents, gsize n, TermsWriter *names, const char *file,
                      GError **error);

#endif
