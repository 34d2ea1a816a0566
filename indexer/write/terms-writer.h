/* terms.glass, libxapian's database of a shard: the names of all terms, each posted in the first document that has it, and the
 * dates of all documents. The other postings are in postings.map: libxapian takes several times as long to make them. */
#ifndef INDEXER_WRITE_TERMS_WRITER_H
#define INDEXER_WRITE_TERMS_WRITER_H

#include "indexer/write/document.h"

/* The file of a batch: the DocumentDates of each of its documents. */
#define DATES_FILE "dates"

typedef struct TermsWriter TermsWriter;

/* Of a shard of N documents. What is kept meanwhile goes to FOLDER. */
TermsWriter *terms_writer_new(const char *folder, guint32 n);
void terms_writer_free(TermsWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TermsWriter, terms_writer_free)

/* The next term in byte order, its first document, from 1, and how often that has it. */
gboolean terms_writer_add(TermsWriter *writer, const char *name, gsize len, guint32 docid, guint32 wdf, GError **error);

/* Once all are added: writes FILE, with the dates in the folders PARTS, N of them. Errors: INDEX_ERROR_WRITE, XC_ERROR. */
gboolean terms_writer_finish(TermsWriter *writer, const char *const *parts, gsize n, const char *file, GError **error);

#endif
