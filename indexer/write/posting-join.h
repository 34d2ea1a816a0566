/* The runs of all batches → postings.map. */
#ifndef INDEXER_WRITE_POSTING_JOIN_H
#define INDEXER_WRITE_POSTING_JOIN_H

#include "xapian-c/xapian-c.h"

/* The file of a batch that inverter_write_run() makes. */
#define POSTING_RUN "postings.run"

/* Writes FILE from the runs in the folders PARTS, N of them with so many DOCUMENTS each, and from REST, the database that was
 * joined of theirs: it has the postings of a term that a batch's run has not. */
gboolean posting_join(const char *const *parts, const guint32 *documents, gsize n, XcDatabase *rest, const char *file,
                      GError **error);

#endif
