/* A record as the index wants it: terms with their counts, normalized texts, facet values. */
#ifndef INDEXER_WRITE_DOCUMENT_H
#define INDEXER_WRITE_DOCUMENT_H

#include "corpus/record/record.h"
#include "indexer/read/terms.h"
#include "indexer/read/text-map.h"
#include "tokenizer/tokenizer.h"
#include "xapian-c/types.h"

/* A word of a title, where it stands in the normalized text. */
typedef struct {
    guint32 text, from, len; /* which of the view's texts */
} DocumentWord;

/* The values by slot; "" without a date. */
typedef struct {
    char slots[DATE_SLOTS][9];
} DocumentDates;

typedef struct {
    const XcTerm *terms;
    gsize n_terms;
    guint64 occurrences; /* of all terms */
    DocumentDates dates;
    DocumentView view;
    const DocumentWord *words; /* in their order */
    gsize n_words;
    gboolean has_number; /* the id is the number of a standard or plan */
} Document;

/* Holds the buffers that documents are made in. Not thread-safe. */
typedef struct DocumentBuilder DocumentBuilder;
DocumentBuilder *document_builder_new(Tokenizer *tokenizer); /* borrowed */
void document_builder_free(DocumentBuilder *builder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DocumentBuilder, document_builder_free)

/* Makes the document of RECORD; facet values become ordinals of VALUES (NULL: of nothing). Borrowed until the next
 * call; the view's id is RECORD's. */
const Document *document_build(DocumentBuilder *builder, const Record *record,
                               TextMapWriter *values);

/* Is given every token of the texts that are searched, those that no term is made of too: of text number TEXT of the view, whose
 * normalized bytes are there once document_build() has returned. */
typedef void (*DocumentTokenFunc)(const Token *token, guint32 text, gpointer data);
void document_builder_watch(DocumentBuilder *builder, DocumentTokenFunc seen, gpointer data);

/* How many texts of RECORD are to be searched; no document has more than SHARD_MAX_TEXTS of them. */
guint document_count_texts(const Record *record);

#endif
