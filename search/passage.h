/* Which field of a record a hit shows besides its titles. */
#ifndef SEARCH_PASSAGE_H
#define SEARCH_PASSAGE_H

#include "search/snippet.h"

#include "corpus/record.h"

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

/* The best passage of COLUMNS columns of RECORD's scopes, with where it is from; the beginning of
 * the first scope if nothing matches; NULL if there is none. */
Snippet *passage_of_record(Highlighter *highlighter, const Record *record, guint columns,
                           RecordText *from);

/* The name of a field in JSON: "scope_zh", "title_fr". Caller frees. */
char *record_text_name(const RecordText *text);

#endif
