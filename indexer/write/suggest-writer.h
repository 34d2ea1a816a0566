/* What suggest.map is made of: of each batch of documents its texts and keys, sorted; then all of
 * them joined. */
#ifndef INDEXER_WRITE_SUGGEST_WRITER_H
#define INDEXER_WRITE_SUGGEST_WRITER_H

#include "indexer/read/suggest-map.h"
#include "indexer/write/document.h"

/* A batch's files, in its folder:
 *   suggest-texts  SuggestText, then its bytes, in the order of suggest_text_compare()
 *   suggest-keys   SuggestKeyed, in the order of their keys; the texts of these are their places in
 * the other file, from 0 */
#define SUGGEST_TEXTS "suggest-texts"
#define SUGGEST_KEYS "suggest-keys"

typedef struct {
    guint32 len, local;  /* bytes that follow; the document, from 1 in its batch */
    guint8 place, class; /* of a SuggestRef: text and class */
    guint16 length;      /* characters */
} SuggestText;

typedef struct {
    SuggestKey key;
    guint32 text, start;
} SuggestKeyed;

/* Orders two by what they are (a title, a number, a committee) and their bytes: those that are
 * equal are one text. */
int suggest_text_compare(gconstpointer a, gconstpointer b);

typedef struct SuggestWriter SuggestWriter;
SuggestWriter *suggest_writer_new(void);
void suggest_writer_free(SuggestWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SuggestWriter, suggest_writer_free)

/* Adds the next document: RECORD as DOCUMENT has it. */
void suggest_writer_add(SuggestWriter *writer, const Record *record, const Document *document);

/* Writes the files into FOLDER. */
gboolean suggest_writer_finish(SuggestWriter *writer, const char *folder, GError **error);

/* Joins the files of N batches with DOCUMENTS documents each into FILE, with files of passage in
 * FOLDER. Takes memory for blocks of keys only. */
gboolean suggest_join(const char *const *parts, const guint32 *documents, gsize n,
                      const char *folder, const char *file, GError **error);

#endif
