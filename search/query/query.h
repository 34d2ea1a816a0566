/* The query language.
 *
 *   云计算 安全评估          documents that hold both words
 *   "信息安全技术"           the exact phrase; also “ ”, 「 」, 『 』
 *   "风险 评估"~3            its pieces near each other, with at most 3 characters or words between
 *   title:云计算             a word, phrase or (group) in the titles; English and Chinese names
 *   number:22239             a document's own number or plan
 *   kind:gb status:现行      a facet's value; ics:35 and ccs:L are prefixes
 *   year:2019..2024          published then; published:2024-02, year:2019.., year:..2019
 *   effective:2024-03        in force from then; withdrawn:2019..2024
 *   -word, NOT word          documents that do not hold it; also -field:value
 *   a OR b, a | b            either; binds weaker than words side by side (or AND, &)
 *   ( … )                    a group
 *   word*                    words that begin so
 *
 * Numbers of standards and plans are recognized wherever they stand, in any spelling. Full-width
 * punctuation means what its half-width twin does. Whatever is no syntax is text: C++, 3:2, e-mail,
 * R&D, a:b where a is no field, f(x); and what a person who pastes a title, a citation or a row of a
 * table cannot have meant as syntax: see query-scan.c.
 */
#ifndef SEARCH_QUERY_QUERY_H
#define SEARCH_QUERY_QUERY_H

#include <glib.h>

#include "corpus/record/field.h"
#include "messages/messages.h"
#include "number/number.h"

typedef enum {
    QUERY_TEXT,   /* `text`: words, each of which a document must hold */
    QUERY_PHRASE, /* `text` as it stands */
    QUERY_PREFIX, /* words that begin with `text` */
    QUERY_NUMBER, /* the standard or plan `number` */
    QUERY_FACET,  /* the field of `fields` has the value `text` */
    QUERY_DATE,   /* the date `fields` is from `from` to `to` */
    QUERY_AND,    /* all of `children` */
    QUERY_OR,     /* one of `children` or more */
    QUERY_NOT,    /* not the one child */
} QueryType;

/* A recognized number: how it is looked for. */
typedef struct {
    char *canonical;
    char **terms;    /* number_terms(): most specific first */
    char *year_term; /* number, part and year ("22239-2019") or NULL */
    const char *bare; /* number and part, one of `terms` */
    gboolean has_part;
} QueryNumber;

/* Digits alone are a number if they are the whole query; beside words they may be a part or a year
 * as well, and are surely a number only if they are long. */
gboolean query_number_is_sure(const QueryNumber *number);

/* Whether it is an amendment, corrigendum or other supplement that has a number of its own: what it
 * belongs to is another document. */
gboolean query_number_is_supplement(const QueryNumber *number);

/* More slack of a phrase is that much. */
#define QUERY_SLACK_MOST 100

typedef struct QueryNode QueryNode;
struct QueryNode {
    QueryType type;
    /* 1u << FieldId of the fields that must hold it. 0: any searched field; for a number: the
     * document's own number or its text, else its own number alone. */
    guint32 fields;
    char *text;          /* TEXT, PHRASE, PREFIX, FACET; NUMBER: as written */
    QueryNumber *number; /* NUMBER */
    guint slack;         /* PHRASE: how much may stand between its pieces (words/proximity.h); 0: nothing */
    guint32 from, to;    /* DATE: yyyymmdd, both included */
    GPtrArray *children; /* AND, OR: two or more QueryNode; NOT: one */
    guint32 start, end;  /* bytes of the query that it was read from */
};

typedef struct {
    char *text;       /* the whole query */
    QueryNode *root;  /* NULL if there is nothing to search for */
    GPtrArray *notes; /* Said: how doubtful things were read */
} Query;

#define QUERY_ERROR (query_error_quark())
GQuark query_error_quark(void);
typedef enum {
    QUERY_ERROR_SYNTAX, /* see `column` */
    QUERY_ERROR_BYTES,  /* of query_decode() */
} QueryError;

/* BYTES as UTF-8: as they are, else decoded from GB18030 if all of them are that, with *GB18030 set.
 * Caller frees; NULL with QUERY_ERROR_BYTES if they are neither. Pure, thread-safe. */
char *query_decode(const char *bytes, gboolean *gb18030, GError **error);

/* What a query that was decoded says of it. */
#define QUERY_NOTE_GB18030 N_("this is not UTF-8: it was read as GB18030")

/* Parses TEXT (any bytes; malformed UTF-8 is read as U+FFFD). NULL on a syntax error, with *COLUMN
 * (may be NULL) the place in characters as displayed, from 1. Pure, thread-safe. */
Query *query_parse(const char *text, guint *column, GError **error);

/* The same without syntax: words and numbers only. Never fails. */
Query *query_parse_plain(const char *text);

void query_free(Query *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Query, query_free)

/* Whether the number NODE is words as well: 6061-T6, 50-60Hz, HS-1 are numbers only where nothing
 * else was typed. Not so what is a number in running text too, whose texts are indexed by it, and
 * digits alone, of which the number is the word. */
gboolean query_node_is_words(const QueryNode *node);

QueryNumber *query_number_new(const Number *number);
void query_number_free(QueryNumber *number);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryNumber, query_number_free)

/* Makes one text of texts side by side in QUERY, with QUERY_SEPARATOR between them, so that words
 * which belong together are found together; a space between what is one: 50 Hz. */
#define QUERY_SEPARATOR " | "
void query_join_texts(Query *query);

/* Makes QUERY one whose time is bounded: what but words it asks twice side by side is asked once, and of more
 * than a page of words or than 64 phrases and beginnings of words only the first count, which a note
 * says. */
void query_bound(Query *query);
/* Makes one value of words side by side after a field of named values that are one together, the
 * longest: committee:ISO/IEC JTC 1/SC 27. IS_VALUE says what else than the names of corpus/record/value.h is a
 * value (of an index), or is NULL. query_parse() has done it without one. */
typedef gboolean (*QueryIsValue)(FieldId field, const char *text, gpointer data);
void query_join_values(Query *query, QueryIsValue is_value, gpointer data);

/* Adds a note to QUERY, unless it has it, and returns it. Borrowed. */
const Said *query_note(Query *query, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* The same of NOTE, which is taken over. */
const Said *query_take_note(Query *query, Said *note);

/* Blanks as wide as the characters of TEXT before COLUMN, then ^. Caller frees. */
char *query_caret(const char *text, guint column);

/* The tree on one line: (and (text 云计算) (not (phrase [title_zh] 安全))). Caller frees. */
char *query_to_string(const Query *query);

/* Makes nodes. The strings are copied, the children taken over. */
QueryNode *query_node_new(QueryType type, guint32 fields, const char *text, gsize len);
void query_node_free(QueryNode *node);

/* Reads the value of FIELD (bit set GROUP) at bytes [start, end) of the query: a facet, a date, a
 * number or text by the field's type. NULL with an error without column if the field cannot be
 * searched or the value is none of its type. */
QueryNode *query_field_value(guint32 group, const char *name, const char *value, gboolean phrase,
                             GError **error);

#endif
