/* Private to page-*.c: tables without lines. */
#ifndef CORPUS_CONTAINER_PAGE_LINELESS_H
#define CORPUS_CONTAINER_PAGE_LINELESS_H

#include "corpus/container/page.h"

/* Their heads are known by their names, and that their cells stand apart, as the columns below them
 * do (the x-extents of words over all lines; Nurminen, see page.h). Rows are told by what each has
 * once, a number of its own, and by the room between them, or by lines that are drawn between rows
 * alone. Where either is not sure the table is `untold`, and nothing is read in it. */

typedef struct {
    float from, to;
} PageSpan; /* places across, or down, the page */

/* What a table has but once in a row, and in which column. */
typedef struct {
    guint column;
    gboolean sequence; /* 1, 2, 3; else the number of a standard or plan */
} PageAnchor;

/* Room between strips of text, in points: the most within a row and the least between two, as far
 * as it is known. */
typedef struct {
    float within, between;
} PageRooms;

/* The table with which the page before ended, and that may go on. */
struct PageOpen {
    GArray *columns; /* PageSpan; empty: there is none */
    GArray *heads;   /* PageSpan: what their heads take */
    char *head;      /* what these say */
    PageAnchor anchor;
    PageRooms rooms;
    int last;         /* its last number of a sequence */
    GHashTable *edge; /* the lines at the edges of the page before, as edge_key() makes them */
};

/* The lines from FIRST to END of a table, which stand in COLUMNS (PageSpan). */
typedef struct {
    const GPtrArray *lines; /* PageLine */
    guint first, end;
    const GArray *columns;
    GArray *headings; /* guint: lines over several columns, between rows */
    PageAnchor anchor;
    const GArray *edges; /* PageEdge */
    PageRooms rooms;     /* of the pages before, and then with these */
    gboolean goes_on;    /* the first lines may be the rest of the page's before */
    gboolean rest;       /* and the first row is such a rest */
    int last;            /* of a sequence: the number before, and then its last one; -1: not told */
} PageBody;

/* Whether LINE is one of the headings of BODY. */
gboolean page_is_heading(const PageBody *body, guint line);

/* Where the rows of BODY begin, and the last one ends: float. BODY ends before what is behind the
 * table. NULL: it cannot be told. Caller unrefs. */
GArray *page_rows(PageBody *body);

/* The number of a sequence that TEXT is, with or without a mark behind it; 0: none. */
int page_sequence(const char *text);

/* The characters of LINE in column C of COLUMNS. Caller unrefs. */
GArray *page_cell_chars(const PageLine *line, const GArray *columns, guint c);

/* The parts of it */

static inline const PageLine *page_line_at(const GPtrArray *lines, guint i)
{
    return lines->pdata[i];
}

static inline const PageSpan *page_span_at(const GArray *spans, guint i)
{
    return &g_array_index(spans, PageSpan, i);
}

/* SPANS, which are sorted and apart by more than TOUCH, with FROM to TO. */
void page_cover(GArray *spans, float from, float to, float touch);

/* The same with what LINE takes, but for its spaces. */
void page_cover_line(GArray *spans, const PageLine *line, float touch);

/* In how many pieces, which stand WIDE letters apart, LINE is. */
guint page_count_pieces(const PageLine *line, float wide);

/* A cell of a head: its text without spaces, and whether it is a name that columns have. */
typedef struct {
    PageSpan span;
    char *text; /* without spaces */
    gboolean known;
} PageHeadCell;

/* The head that begins with the line AT, of as many lines as it can have: PageHeadCell, which the
 * caller unrefs, NULL: none. */
GArray *page_find_head(const GPtrArray *lines, guint at, guint *end);

/* The column that has a number of its own in each row. FALSE: there is none. */
gboolean page_find_anchor(const GArray *head, PageAnchor *anchor);

/* What the cells of HEAD say, to be compared. Caller frees. */
char *page_head_key(const GArray *head);

/* Whether one of RANGES is below two of HEADS. */
gboolean page_joins_heads(const GArray *ranges, const GArray *heads);

/* Ends BODY, whose lines begin below ABOVE and end above BOTTOM, where they no longer stand below
 * HEADS, where BEFORE has what pages before have, but for headings. One that is short is known by
 * what would be over several heads with it. */
void page_find_end(PageBody *body, float above, float bottom, const GArray *heads,
                   const GArray *before);

/* The columns of BODY below HEADS (PageSpan), of which BEFORE has what they take on pages before,
 * or nothing; BODY then ends before what stands beside them behind its rows. Caller unrefs; NULL:
 * they cannot be told. */
GArray *page_settle_columns(PageBody *body, const GArray *heads, const GArray *before);

/* Whether the cells of BODY are whole: in none stand two apart, and none leads to a page by dots.
 */
gboolean page_are_cells(const PageBody *body);

/* Whether the lines of each column begin where most of them do, or behind that, or are centred: one
 * that begins before it has a piece of the column before. */
gboolean page_are_aligned(const PageBody *body);

#endif
