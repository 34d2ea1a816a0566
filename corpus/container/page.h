/* Private to the readers of files with pages: characters and ruling lines at their places → text and tables.
 *
 * Tables are found as pdfplumber and Tabula do (Nurminen, Algorithmic Extraction of Data in Tables in PDF
 * Documents, 2013): edges are snapped and joined, those that meet make a table, cells are what no edge
 * divides, and a character belongs where its middle is. Coordinates are points (1/72 inch) from the upper
 * left corner. */
#ifndef CORPUS_CONTAINER_PAGE_H
#define CORPUS_CONTAINER_PAGE_H

#include "corpus/text/document.h"

typedef struct {
    gunichar c;
    float x1, y1, x2, y2;
    float sure; /* of a picture, that it is this: per cent, over 0; 0: it is told by the file */
} PageChar;

/* A ruling line, of which the other coordinate is AT. */
typedef struct {
    gboolean vertical;
    float at, from, to;
} PageEdge;

typedef struct {
    GArray *chars; /* PageChar, in the order of the file */
    GArray *edges; /* PageEdge */
} Page;

void page_init(Page *page);
void page_clear(Page *page);

/* Adds the rectangle's sides, or the line that it is if it is thin: FILLED ones that are not are none. */
void page_add_rectangle(Page *page, double x1, double y1, double x2, double y2, gboolean filled);
void page_add_line(Page *page, double x1, double y1, double x2, double y2);

/* x' = a x + c y + e, y' = b x + d y + f. */
typedef struct {
    double a, b, c, d, e, f;
} PageMatrix;

void page_matrix_apply(const PageMatrix *matrix, double *x, double *y);

/* A path that PAGE draws: .page, .filled and .stroked are set, the rest is 0. Each of its subpaths becomes ruling lines,
 * or none if it is curved or an area. */
enum { PAGE_PATH_POINTS = 64 }; /* with more it is as a curve */
typedef struct {
    Page *page;
    gboolean filled, stroked;
    double x[PAGE_PATH_POINTS], y[PAGE_PATH_POINTS]; /* of the subpath */
    double first_x, first_y;
    guint n;
    gboolean curved;
} PagePath;

void page_path_move(PagePath *path, double x, double y);
void page_path_line(PagePath *path, double x, double y);
void page_path_curve(PagePath *path);
void page_path_close(PagePath *path);
void page_path_end(PagePath *path);

/* A file of more pages is not read. */
#define PAGES_MOST 5000

/* Turns PAGE so that most of its text runs to the right, by so many quarters counterclockwise as are returned. */
int page_turn(Page *page);

/* Takes out of CHARS (PageChar) of a page that was turned by TURNS those whose lines run as the paper lies, such as its
 * header: they are turned back. Those of a page that was not turned stay. Caller unrefs. */
GArray *page_take_unturned(int turns, GArray *chars);

/* What goes on from page to page of a file. */
typedef struct PageOpen PageOpen;
PageOpen *page_open_new(void);
void page_open_free(PageOpen *open);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageOpen, page_open_free)

/* Adds what the page, NUMBER from 1, holds to DOCUMENT; PAGE is used up. */
void page_read(Page *page, unsigned number, PageOpen *open, Document *document);

/* The columns and rows of a table, and which cells are one. */
typedef struct {
    GArray *xs, *ys; /* float: the places of its columns' and rows' ends, sorted */
    guint *cell;     /* for each place of row × columns: the first place of the merged cell that it is of */
    gboolean goes_on; /* it does with a row, or without a head, that of the page before */
    gboolean untold; /* it has no lines, and which cells it has cannot be told: rows are its lines */
} PageTable;

/* The tables of the page's edges, from top to bottom: PageTable. Caller unrefs. */
GPtrArray *page_tables(const Page *page);
void page_tables_sort(GPtrArray *tables);

/* The edges of PAGE, which are snapped, those that touch as one: PageEdge. Caller unrefs. */
GArray *page_edges(const Page *page);
guint page_table_columns(const PageTable *table);
guint page_table_rows(const PageTable *table);
void page_table_free(gpointer table);

/* A line of text: Y is its middle, CHARS (PageChar) run from left to right. */
typedef struct {
    float y, height;
    GArray *chars;
} PageLine;

/* The size of the letters of LINE, which is as wide as a Chinese one: fonts' boxes are higher. */
float page_line_size(const PageLine *line);

/* CHARS (PageChar) in lines, from top to bottom: PageLine. Caller unrefs. */
GPtrArray *page_lines(const GArray *chars);

PageLine *page_line_copy(const PageLine *line);
void page_line_free(gpointer line);

/* A line of text, or a table. */
typedef struct {
    PageLine *line;
    float right; /* where the column of text that LINE is of ends; 0: it is of none */
    const PageTable *table;
} PageBlock;

/* The lines of CHARS (PageChar) and TABLES (PageTable, from top to bottom, borrowed) in reading order: columns of prose one after
 * the other. PageBlock; caller unrefs. */
GPtrArray *page_flow(const GArray *chars, const GPtrArray *tables);
void page_block_free(gpointer block);

/* What LINE says; two spaces where a gap is wide, so that columns stay apart. */
void page_append_line(GString *text, const PageLine *line);

/* What CHARS (PageChar) say, a line each. Caller frees. */
char *page_chars_text(const GArray *chars);

/* The same of a cell, of whose column the WIDEST line is so wide: a space stands at the end of a line that had room for what follows. */
char *page_cell_text(const GArray *chars, float widest);
float page_widest_line(const GArray *chars);

/* Adds to TABLES (PageTable) those without lines of PAGE, whose characters in TABLES were taken out, and notes in OPEN the one that
 * it ends with. TRUE: the last row of the page before may go on here in what is not told. */
gboolean page_add_columns(const Page *page, PageOpen *open, GPtrArray *tables);

#endif
