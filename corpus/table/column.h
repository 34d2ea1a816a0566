/* What the columns of a table are called, and what they hold: the one list of their names. A new
 * name is a word in it, a new kind of column a line. */
#ifndef CORPUS_TABLE_COLUMN_H
#define CORPUS_TABLE_COLUMN_H

#include <glib.h>

typedef enum {
    CONTENT_NOTHING,  /* a sequence number */
    CONTENT_MEMBER,   /* the member of a record that `member` names, as it stands */
    CONTENT_NUMBER,   /* the document's number */
    CONTENT_PLAN,     /* its plan number */
    CONTENT_TITLE,    /* its title, in whichever language */
    CONTENT_LIST,     /* a list member: values with marks between */
    CONTENT_STATE,    /* its status, or else its stage */
    CONTENT_PROGRESS, /* the same, or steps in words */
    CONTENT_REPLACES, /* numbers that it replaces */
    CONTENT_ADOPTS,   /* numbers that it adopts, with or without the degree */
    CONTENT_DEGREE,   /* how it adopts them */
    CONTENT_KEPT,     /* known, but no member of a record: kept beside them, never evidence about the row */
} Content;

typedef struct {
    Content content;
    const char *member; /* of a record's JSON, or NULL */
    const char *names;  /* between bars, as column_key() makes them */
} Column;

/* The column that is called NAME, whatever its width, case, white space, line breaks and marks; a remark
 * in parentheses is left out if the name is not known with it. NULL if none is. Static, thread-safe. */
const Column *column_find(const char *name);

/* Whether a column called NAME is of tables about goods, people or tests, which may tell standards beside them. */
gboolean column_is_foreign(const char *name);

/* Whether a column called NAME holds what is cited (检测依据, 引用标准), and the NEXT one the titles of that. */
gboolean column_cites(const char *name, const char *next);

/* Whether a column called NAME is of standards or plans by its very name, which 编号, 名称 and 项目名称 are not. */
gboolean column_is_of_standards(const char *name);

/* From now on NAME is a column as KNOWN, one of the list's names or a member of a record, is. The first that a NAME
 * is added as counts. FALSE if KNOWN is none; also if NAME is empty. To be called before anything is read: all
 * readers of the process know it. */
gboolean column_add_name(const char *name, const char *known);

/* The same of "NAME=KNOWN", as on the command line and in column_added_names(). */
gboolean column_add_given(const char *given);

/* The names that were added, "NAME=KNOWN", NULL-terminated. Borrowed. */
char *const *column_added_names(void);

/* The same as column_find() in the second row of a head, where 中文 and 英文 are titles too. */
const Column *column_find_below(const char *name);

#endif
