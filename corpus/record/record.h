/* The record: one standard, draft or news item in canonical form (one JSON object a line). */
#ifndef CORPUS_RECORD_RECORD_H
#define CORPUS_RECORD_RECORD_H

#include <glib.h>
#include <jansson.h>

#include "corpus/record/field.h"

/* One dated step of a document's life. Dates are ISO 8601, partial dates allowed. */
typedef struct {
    char *date;   /* when it was, or began; NULL if unknown */
    char *until;  /* end of a period (of 征求意见, say), or NULL */
    char *event;  /* 立项, 征求意见, 审查, 报批, 发布, 投票, … or NULL */
    char *text;   /* the source's words */
    char *source; /* the source's name, e.g. the bulletin's file name, or NULL; of several with PROGRESS_JOINT between */
    char *section; /* of a news item: the chapter and the heading that it stands under, or NULL */
    char *heading;
} Progress;
#define PROGRESS_JOINT "; "

typedef struct {
    char *type;   /* replaces, amends, adopts, cites, part-of */
    char *degree; /* IDT, MOD, NEQ or NULL */
    char *to;     /* canonical id */
} Relation;

/* What one document is to another, and what that is to the one. The last has no name. */
typedef struct {
    const char *name, *inverse;
} RelationType;
extern const RelationType relation_types[];

/* A place in a file, as fine as it is told: of a table the line is its row. */
typedef struct {
    char *file;
    char *sheet;         /* of a workbook with several, or of JSON with several arrays the path of one; or NULL */
    unsigned page, line; /* from 1; 0: not told */
    unsigned ocr;        /* of a picture: how sure the least sure character there was read, in per cent from 1; 0: of none */
} Source;

/* What some source said a member is, where sources differ: also the one that counts. */
typedef struct {
    char *member; /* the name of a STRING or DATE field */
    char *value;
    char *date;   /* of what said it last, or NULL */
    char *source; /* source_name() of that, or NULL */
} Conflict;

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
    guint32 *dated; /* a merged record: FIELD_COUNT dates (yyyymmdd, 0 unknown) that say how old
                     * each value is; NULL: every value is as old as the record */
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

/* Leaves FIELD, of any type, without a value. */
void record_clear(Record *record, FieldId field);

/* Append to a list field; the strings are copied, NULL where the struct allows it. */
void record_add_string(Record *record, FieldId field, const char *text);
void record_add_lang_text(Record *record, FieldId field, const char *lang, const char *text);
void record_add_progress(Record *record, const Progress *progress);
void record_add_relation(Record *record, const char *type, const char *degree, const char *to);
void record_add_source(Record *record, const Source *source);
void record_add_conflict(Record *record, const Conflict *conflict);

/* Whether RECORD has the relation TYPE to the document TO, of whatever degree. */
gboolean record_has_relation(const Record *record, const char *type, const char *to);

/* SOURCE as people are told it: list.xlsx:现行:12, 2024-02.pdf:p. 3. Caller frees. */
char *source_name(const Source *source);

/* Leaves of the files that RECORD is from the names alone, wherever it names them. */
void record_hide_folders(Record *record);

/* Fills what follows from the rest: the canonical id, plan and ends of relations, the kind from
 * the number, the status (in the four words of value.h) from what the source calls it, else from
 * the stage; texts become valid UTF-8 without white space around them. Idempotent. Readers call it
 * once a record is whole. */
void record_normalize(Record *record);

/* The canonical status (现行, 即将实施, 废止, 被代替) that the word or stage code TEXT of some source
 * stands for ("valid", "WITHDRAWN", "95.99", "作废"), or NULL. Static. */
const char *record_status_word(const char *text);

/* The status that RECORD has on the day TODAY (yyyymmdd): as it says, but 即将实施 is 现行 once its date
 * of effect has come, the last day of it if that is a month or year. NULL if it has none. Borrowed. */
const char *record_status_on(const Record *record, guint32 today);

/* The last day (yyyymmdd) of the date of effect of a record that is 即将实施; 0: any other. */
guint32 record_effective_last(const Record *record);

/* How new what RECORD says is: the date of its latest dated progress, else the month or day that
 * a source's file name tells (2024-02.txt, 202402, 2024年2月), as yyyymmdd with 0 for absent
 * parts; 0 if unknown. */
guint32 record_date(const Record *record);

/* A draft that is known only by its title has the provisional id "draft 《TITLE》" until a record
 * of the same title has a number; record_title_key() says when titles are the same: the Chinese
 * title (else the English) case-folded, without white space and punctuation. NULL if the record
 * has no title. Caller frees. */
char *record_provisional_id(const char *title);
gboolean record_is_provisional(const char *id);
char *record_title_key(const Record *record);
char *record_title_key_of(const char *title);

/* Canonical JSON. record_from_json() takes one line's text. A member that is wrong, also one that holds
 * bytes that are no UTF-8, is left out, and what is wrong with it appended to PROBLEMS (char *, or NULL);
 * without its id or its only title there is no record, and the error says why. Dates are read as
 * date_read() does. A NUL in a string becomes U+FFFD, except in the id, where it is an error. A member
 * given twice is an error, one that is null is absent. record_to_json_line() has fixed member order (the
 * table's, then extra), no spaces after separators being significant, non-ASCII as UTF-8, no newline.
 * Caller frees. */
Record *record_from_json(const char *text, size_t len, GPtrArray *problems, GError **error);
json_t *record_to_json(const Record *record);
char *record_to_json_line(const Record *record);

/* A compact binary form for spill files and shards: appended to OUT; read back from exactly LEN
 * bytes. Unpacking validates, so that damaged bytes are an error and never a crash. */
void record_pack(const Record *record, GByteArray *out);
Record *record_unpack(const guint8 *packed, size_t len, GError **error);

/* The id of packed bytes without unpacking the rest: it is always first. ID_LEN bytes, not
 * NUL-terminated; NULL if the bytes are damaged or the record has no id. */
const char *record_packed_id(const guint8 *packed, size_t len, size_t *id_len);

/* Merges records of one id: the later dated value wins per field, undated counting
 * as oldest, else the later in command order; a more precise date beats its prefix; progress (kept
 * sorted by date), relations, sources and extra accumulate without repeats. A step that another source
 * tells again (the same event on the same date, or in the same words without a day) stays one step, with
 * the words and the sources of both, joined by "; ". What titles, committee, plan and dates differ in is kept among
 * the conflicts, whichever counts. INTO is the earlier in
 * command order; FROM is left unchanged. Each value keeps the record_date() of the record that it
 * came from (Record.dated), so merging is associative but for partial dates. Titles and scopes in
 * other languages are fields of their own, one per language, but share one date. */
void record_merge(Record *into, const Record *from);

/* As record_merge(), but what FROM says without a date is as new as what INTO says, so it wins: FROM
 * is a correction that was given after INTO was published. A date that is known still counts. */
void record_update(Record *into, const Record *from);

#endif
