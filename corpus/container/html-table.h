/* Private to the reader of HTML: the rows and cells of a table, and where what spans comes to
 * stand. */
#ifndef CORPUS_CONTAINER_HTML_TABLE_H
#define CORPUS_CONTAINER_HTML_TABLE_H

#include "corpus/text/document.h"

/* The parts of a table, in the order in which they are shown; what spans rows ends with its part.
 */
typedef enum { PART_HEAD, PART_BODY, PART_FOOT } HtmlPart;

typedef struct {
    char *text;         /* the lines of the cell, NULL until they are told */
    guint across, down; /* columns and rows, at least 1; rows G_MAXUINT: to the part's end */
    guint from, to;     /* pieces of the page: the reader's */
} HtmlCell;

typedef struct HtmlTable HtmlTable;

HtmlTable *html_table_new(void);
void html_table_free(HtmlTable *table);

/* Rows from now on are of PART, another one than that before even if it is called the same. */
void html_table_begin_part(HtmlTable *table, HtmlPart part);
/* A row at LINE; a cell in it (in a row of its own if there is none), to be filled, valid until the
 * next; the last one. */
void html_table_begin_row(HtmlTable *table, unsigned line);
HtmlCell *html_table_add_cell(HtmlTable *table, unsigned line);
HtmlCell *html_table_last_cell(const HtmlTable *table);

guint html_table_rows(const HtmlTable *table);
/* Cell I of row ROW; NULL behind its end. */
HtmlCell *html_table_cell(const HtmlTable *table, guint row, guint i);

/* How many columns its cells fill, at most GRID_MAX_COLUMNS. */
guint html_table_columns(const HtmlTable *table);
/* Adds it to DOCUMENT as a grid; a cell that spans others is said in each. */
void html_table_add(const HtmlTable *table, Document *document);

#endif
