/* Tables of a bulletin, and the text that a program makes of a page with them: in how many ways
 * lines break, cells follow one another and pages end. */
#ifndef TESTS_FLATTEN_H
#define TESTS_FLATTEN_H

#include <glib.h>

enum { COLUMNS = 5, MAX_ROWS = 120, FLATTEN_CONTENTS = 3 };

/* A table: its header's cells (the first is the sequence number's) and rows. */
typedef struct {
    const char *name, *caption;
    const char *header[COLUMNS + 1];
    const char *rows[8][COLUMNS + 1]; /* first cell unused: rows are numbered */
    int widths[COLUMNS + 1];          /* of the columns in a page of ordinary size */
} Content;

extern const Content flatten_contents[FLATTEN_CONTENTS];

/* How it is flattened. */
typedef struct {
    double width;    /* factor of the columns' widths */
    int blank;       /* empty lines: 0 none, 1 between lines, 2 between cells, 3 anywhere */
    int number;      /* 0 "1 2024…", 1 "1" alone, 2 "1.", 3 （1）, 4 "1. 2024…" */
    int header;      /* 0 one line, 1 a line each, 2 broken cells */
    int page;        /* lines per page; 0: one page */
    int page_mark;   /* 0 form feed, 1 "- 3 -" and form feed, 2 "第 3 页", 3 "3" and form feed,
                      * 4 form feed and the header again */
    gboolean bare;   /* titles without 《》 */
    gboolean side;   /* cells side by side */
    gboolean single; /* a Han character is one position wide */
    gboolean centred;
    int ending; /* 0 LF, 1 CR LF, 2 GB18030, 3 UTF-16, 4 BOM, 5 full-width digits */
    int repeat; /* the rows this many times over, with other numbers */
    guint32 seed;
} Style;

/* The next number of *SEED, below 65536. */
guint32 flatten_random(guint32 *seed);

/* How many rows the table has, and what a cell of one says; the plan number of a repeated row
 * differs, so that rows do not merge. Caller frees. */
int flatten_rows(const Content *content, const Style *style);
char *flatten_cell(const Content *content, const Style *style, int row, int column);

/* The text of a page with CONTENT. Caller frees. */
char *flatten(const Content *content, const Style *style);

/* Writes it to FILE, encoded as ENDING says. FALSE if it cannot be. */
gboolean flatten_write(const char *file, const char *text, int ending);

#endif
