/* What the sources of the room share. */
#ifndef CORPUS_TABLE_PRIVATE_H
#define CORPUS_TABLE_PRIVATE_H

#include <jansson.h>

#include "corpus/table/column.h"
#include "corpus/table/table-reader.h"

typedef struct {
    unsigned line;
    char **cells; /* NULL-terminated, "" where empty */
    guint count;
} TableRow;

struct TableReader {
    Source at; /* the table; borrowed */
    const ReaderSink *sink;
    ReaderShare *share;
    GPtrArray *waiting;     /* TableRow: before there is a head */
    const Column *columns[TABLE_MAX_COLUMNS]; /* NULL: not known */
    char *names[TABLE_MAX_COLUMNS];           /* as the head has them, or NULL */
    char **head;            /* the cells of its first row, NULL-terminated, or NULL */
    char *last_id, *last_title; /* of the row before */
    guint n_columns;
    gboolean has_head, gave_up;
    gboolean of_standards; /* a column besides that of numbers says it by its name */
    gboolean foreign;      /* it is rather of something else, and tells standards beside */
    gboolean told_foreign;
    gboolean cites;     /* its column of numbers has what is cited, perhaps several in a cell */
    gboolean canonical; /* its rows are records as convert writes them (canonical.h) */
};

/* Cell I of ROW; "" behind its end. */
static inline const char *table_cell(const TableRow *row, guint i)
{
    return i < row->count ? row->cells[i] : "";
}

/* Whether COLUMN, or NULL, holds titles; whether the head has a column of CONTENT. */
gboolean table_is_title_column(const Column *column);
gboolean table_has_column(const TableReader *reader, Content content);

/* Whether ROW can be the first row of a head; whether ROW, after it, is the second: each cell a
 * name, or what is ABOVE it. */
gboolean table_row_is_head(const TableRow *row);
gboolean table_head_goes_on(const TableRow *above, const TableRow *row);

/* Takes HEAD and the row BELOW it (NULL: none) for the head from now on. */
void table_set_head(TableReader *reader, const TableRow *head, const TableRow *below);

/* Whether ROW is a row of a head, this one's or another's: all of its cells are names. */
gboolean table_is_of_head(const TableReader *reader, const TableRow *row);

/* Tells the columns of the rows that wait by what they hold: then `has_head` is set. */
void table_guess_columns(TableReader *reader);

/* The record's JSON that the cells of ROW make. Caller unrefs. */
json_t *table_object(const TableReader *reader, const TableRow *row);

/* The title in OBJECT, or NULL. Borrowed. */
json_t *table_title_in(const json_t *object);

#endif
