/* The one table of a record's fields. Indexer, query parser, facets, JSON, help and documentation
 * read it: a new field is a name here and a row in field.c. */
#ifndef CORPUS_RECORD_FIELD_H
#define CORPUS_RECORD_FIELD_H

#include <glib.h>

typedef enum {
    FIELD_ID,
    FIELD_KIND,
    FIELD_TITLE_ZH,
    FIELD_TITLE_EN,
    FIELD_TITLE_OTHER, /* title_ja, title_fr, …: one LangText each */
    FIELD_SCOPE_ZH,
    FIELD_SCOPE_EN,
    FIELD_SCOPE_OTHER,
    FIELD_STAGE,
    FIELD_STATUS,
    FIELD_PROGRESS,
    FIELD_COMMITTEE,
    FIELD_ICS,
    FIELD_CCS,
    FIELD_PLAN,
    FIELD_PUBLISHED, /* the dates stand together */
    FIELD_EFFECTIVE,
    FIELD_WITHDRAWN,
    FIELD_DATES_END,
    FIELD_RELATIONS = FIELD_DATES_END,
    FIELD_URL,
    FIELD_SOURCES,
    FIELD_CONFLICTS,
    FIELD_COUNT
} FieldId;

typedef enum {
    FIELD_TYPE_STRING,
    FIELD_TYPE_DATE,       /* ISO 8601 calendar date, partial allowed: 2024, 2024-02, 2024-02-04 */
    FIELD_TYPE_STRINGS,    /* list of char * */
    FIELD_TYPE_LANG_TEXTS, /* list of LangText *; in JSON one member NAME_LANG each */
    FIELD_TYPE_PROGRESS,   /* list of Progress * */
    FIELD_TYPE_RELATIONS,  /* list of Relation * */
    FIELD_TYPE_SOURCES,    /* list of Source * */
    FIELD_TYPE_CONFLICTS,  /* list of Conflict * */
} FieldType;

typedef enum {
    FIELD_SEARCHED = 1 << 0, /* its text is tokenized into the index: STRING and LANG_TEXTS */
    FIELD_FACET = 1 << 1,    /* --facet NAME counts it; NAME:value filters by it: STRING and STRINGS, the year of
                              * FIELD_PUBLISHED */
    FIELD_SORTABLE = 1 << 2, /* search/answer/sort.c has an order by it: --sort */
} FieldFlags;

typedef struct {
    const char *name;           /* in JSON, in queries and on the command line: "title_zh" */
    FieldType type;
    unsigned weight;            /* wdf increment of a term of this field; 0: not searched */
    FieldFlags flags;
    const char *const *aliases; /* other names in a query (title, 标题), NULL-terminated */
    const char *help;           /* one line, English */
} Field;

extern const Field fields[FIELD_COUNT];

/* The field called NAME or one of its aliases (ASCII case ignored), or NULL. Where an alias names
 * several fields (title: title_zh, title_en, title_other) the first; field_group() gives all. */
const Field *field_by_name(const char *name);

/* A bit set (1u << FieldId) of the fields that NAME means in a query: "title" and 标题 are all
 * titles, "scope" and 范围 all scopes, any other name its own field; 0 if it means none. */
guint32 field_group(const char *name);

/* The names of all fields in their order, with spaces between: what is packed and indexed is told by its place
 * among them. Caller frees. */
char *field_names(void);

/* The names of the fields that are facets, with ", " between; that of published is year. Caller frees. */
char *field_facets(void);

#endif
