/* The record: one standard, draft or news item in canonical form (one JSON object a line). */
#ifndef CORPUS_RECORD_H
#define CORPUS_RECORD_H

#include <glib.h>
#include <jansson.h>

#include "corpus/field.h"

/* One dated step of a document's life. Dates are ISO 8601, partial dates allowed. */
typedef struct {
    char *date;   /* when it was, or began; NULL if unknown */
    char *until;  /* end of a period (of 征求意见, say), or NULL */
    char *event;  /* 立项, 征求意见, 审查, 报批, 发布, 投票, … or NULL */
    char *text;   /* the source's words */
    char *source; /* the source's name, e.g. the bulletin's file name, or NULL */
} Progress;

typedef struct {
    char *type;   /* replaces, amends, adopts, cites, part-of */
    char *degree; /* IDT, MOD, NEQ or NULL */
    char *to;     /* canonical id */
} Relation;

typedef struct {
    char *file;
    unsigned line; /* from 1 */
} Source;

typedef struct {
    char *lang; /* ISO 639: "ja", "fr" */
    char *text;
} LangText;

/* STRING and DATE fields use `text`, all others `list`, whose elements the list's free function
 * owns (see FieldType for their type). An absent field is NULL in both; an empty list is absent. */
typedef union {
    char *text;
    GPtrArray *list;
} FieldValue;

typedef struct {
    FieldValue values[FIELD_COUNT];
    json_t *extra; /* object of the members that are no field, in input order, or NULL */
} Record;

#define RECORD_ERROR (record_error_quark())
GQuark record_error_quark(void);
typedef enum {
    RECORD_ERROR_SYNTAX, /* not JSON, not an object */
    RECORD_ERROR_FIELD,  /* a member has the wrong type or an impossible value */
    RECORD_ERROR_ID,     /* no id */
    RECORD_ERROR_PACKED, /* packed bytes are damaged */
} RecordError;

Record *record_new(void);
void record_free(Record *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Record, record_free)

/* The text of a STRING or DATE field, or NULL. Borrowed. */
static inline const char *record_text(const Record *record, FieldId field)
{
    return record->values[field].text;
}

/* Sets a STRING or DATE field to a copy of LEN bytes of TEXT (-1: all); NULL or "" clears it. */
void record_set_text(Record *record, FieldId field, const char *text, gssize len);

/* Append to a list field; the strings are copied, NULL where the struct allows it. */
void record_add_string(Record *record, FieldId field, const char *text);
void record_add_lang_text(Record *record, FieldId field, const char *lang, const char *text);
void record_add_progress(Record *record, const Progress *progress);
void record_add_relation(Record *record, const char *type, const char *degree, const char *to);
void record_add_source(Record *record, const char *file, unsigned line);

/* Fills what follows from the rest: the canonical id and plan, the kind from the number, the
 * status from the stage, a UTF-8 clean-up of texts. Readers call it once a record is whole. */
void record_normalize(Record *record);

/* Canonical JSON. record_from_json() takes one line's text; the error says what is wrong with
 * which member. record_to_json_line() has fixed member order (the table's, then extra), no spaces
 * after separators being significant, non-ASCII as UTF-8, no newline. Caller frees. */
Record *record_from_json(const char *text, size_t len, GError **error);
json_t *record_to_json(const Record *record);
char *record_to_json_line(const Record *record);

/* A compact binary form for spill files and shards: appended to OUT; read back from exactly LEN
 * bytes. Unpacking validates, so that damaged bytes are an error and never a crash. */
void record_pack(const Record *record, GByteArray *out);
Record *record_unpack(const guint8 *packed, size_t len, GError **error);

/* Reads one field's text from packed bytes without unpacking the rest: the id is always first. */
const char *record_packed_id(const guint8 *packed, size_t len, size_t *id_len);

/* Merges records of one id (DESIGN's rules): the later dated value wins per field, else the later
 * in command order; a more precise date beats its prefix; progress, relations, sources and extra
 * accumulate without repeats. INTO is the earlier in command order; FROM is left unchanged.
 * A record's date is that of its latest dated progress or of its source's month. */
void record_merge(Record *into, const Record *from);

#endif
