/* Private to the bulletin reader: what its parts share. */
#ifndef CORPUS_BULLETIN_PRIVATE_H
#define CORPUS_BULLETIN_PRIVATE_H

#include "corpus/bulletin/table.h"
#include "corpus/read/sink.h"
#include "messages/messages.h"

typedef struct {
    const char *file;
    char *name; /* of the file, without folders: the source of progress */
    int year, month;
    char *date;        /* of the bulletin: 2024-02, or NULL */
    char *issue;       /* how news ids name the bulletin: "2024-02", "2024-02 NAME" */
    DateFinder *dates;
    GPtrArray *lines;  /* TextLine * */
    GPtrArray *tables; /* Table * */
    GPtrArray *records; /* Record *, not yet normalized */
    GHashTable *by_id;  /* canonical id → Record * */
    GHashTable *by_title; /* title key → Record * */
    GHashTable *captioned; /* Record * → the Table that it was read from */
    const ReaderSink *sink;
    gboolean *rejected; /* for each line: it was not understood */
    guint n_rejects, n_rows;
    gboolean stopped; /* a callback returned FALSE */
} Bulletin;

/* Reads the rows of all tables into records. */
void bulletin_read_tables(Bulletin *bulletin);
/* Reads TABLE, which is a list. */
void bulletin_read_list(Bulletin *bulletin, const Table *table);

/* What speaks against a row at a page's end that may go on behind it. */
#define ROW_CUT N_("whether it goes on on the next page cannot be told, for no lines are drawn")

/* Says of ROWS of TABLE which are in doubt (Row.doubt). */
void rows_doubt(Bulletin *bulletin, const Table *table, const GPtrArray *rows);
/* Fills RECORD from ROW. FALSE with WHY, which the caller frees, if the row is none. */
gboolean row_fill(Bulletin *bulletin, const Table *table, const Row *row, Record *record, char **why);
/* What to do about a text of which the cells cannot be told. */
#define TABLE_WHAT_TO_DO N_("; give the PDF itself, take pdftotext -raw of it, or write each cell on lines of its own")

/* Reads what lies between the tables: items attached to records, or records of their own. */
void bulletin_read_news(Bulletin *bulletin);

/* What a table's caption tells of those of its rows that have no progress by then. */
void bulletin_read_captions(Bulletin *bulletin);

/* Adds RECORD, or merges it with the one of the same id; it is owned then. Returns the one that is
 * in the bulletin, borrowed. */
Record *bulletin_add(Bulletin *bulletin, Record *record);
Record *bulletin_find_title(Bulletin *bulletin, const char *title);

/* Where line I of the bulletin stands; borrowed from it. */
Source bulletin_place(const Bulletin *bulletin, guint i);

/* Whether TEXT names a standard or plan by its number. */
gboolean bulletin_names_number(const char *text);

/* Counts what was understood, once all is read. FALSE if the text is no bulletin at all. */
gboolean bulletin_measure(Bulletin *bulletin, ReaderShare *share);

/* Lines [FIRST, END) are not understood: a reject that says why and what to do. */
void bulletin_reject(Bulletin *bulletin, guint first, guint end, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* A reject that tells what is missing beside line AT, which itself was understood. */
void bulletin_miss(Bulletin *bulletin, guint at, const char *format, ...) G_GNUC_PRINTF(3, 4);

#endif
