/* The titles and scopes of a record, one after the other. */
#ifndef CORPUS_RECORD_TEXTS_H
#define CORPUS_RECORD_TEXTS_H

#include "corpus/record/record.h"
#include "messages/messages.h"

/* A text of the record: the field, and the language of one of several. */
typedef struct {
    FieldId field;
    const char *lang; /* NULL but for FIELD_TYPE_LANG_TEXTS */
    const char *text; /* borrowed from the record */
} RecordText;

/* The texts of RECORD in the fields HELD (bit set): RecordText. Caller unrefs. */
GArray *record_texts(const Record *record, guint32 held);

#define TITLE_FIELDS (1u << FIELD_TITLE_ZH | 1u << FIELD_TITLE_EN | 1u << FIELD_TITLE_OTHER)
#define SCOPE_FIELDS (1u << FIELD_SCOPE_ZH | 1u << FIELD_SCOPE_EN | 1u << FIELD_SCOPE_OTHER)

/* The name of a field in JSON: "scope_zh", "title_fr". Caller frees. */
char *record_text_name(const RecordText *text);

/* The record's first title (Chinese, English, other), or NULL. Borrowed. */
const char *record_title(const Record *record);

/* The title for who reads LANGUAGE: in English the English one first. */
const char *record_title_in(const Record *record, Language language);

#endif
