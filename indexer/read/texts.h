/* Which texts of a record are searched: those of a DocumentView, in its order. */
#ifndef INDEXER_READ_TEXTS_H
#define INDEXER_READ_TEXTS_H

#include "corpus/record/record.h"

/* LANGUAGE: what the text is in ("zh", "ja"), NULL if that is not told or English. */
typedef void (*RecordTextFunc)(FieldId field, const char *language, const char *text, gpointer data);

/* Calls FOUND with each of them. Thread-safe. */
void record_each_text(const Record *record, RecordTextFunc found, gpointer data);

/* Whether the id of RECORD is a text, asked for by what it says: 住建部令第 37 号, GB 50254~50259-96. Those that are the number
 * of one document, were made by a program, or are codes without words are not. */
gboolean record_id_is_text(const Record *record);

#endif
