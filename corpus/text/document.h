/* What a file with pages, paragraphs and tables holds, in reading order: lines of text, and tables as
 * grids of cells, of which each row is a line too. Containers fill it; what it means they do not know. */
#ifndef CORPUS_TEXT_DOCUMENT_H
#define CORPUS_TEXT_DOCUMENT_H

#include "corpus/text/text.h"

/* More columns of a table are not looked at. */
#define GRID_MAX_COLUMNS 64u

struct Grid {
    guint columns;
    GPtrArray *rows; /* char **: COLUMNS cells, NULL-terminated, the lines of each with \n between, ""
                      * where empty; what a merged cell says is said in each cell that it spans */
    gboolean goes_on; /* it does with one of the page before, with which it is one, or nothing of it is told */
    gboolean untold;  /* its cells could not be told: each row is a line of it */
};

typedef struct Document {
    GPtrArray *lines; /* TextLine * */
    GPtrArray *grids; /* Grid * */
    gsize bytes;      /* that all cells take */
    gboolean whole;   /* also text is wanted that tells nothing of a table or a list: set by who fills it */
    guint ocr;        /* of what is added from now on, as TextLine has it */
    int column;       /* the same */
    char *unread;     /* why pages that are pictures were not read, as words behind them; NULL: all were */
    unsigned unread_page, unread_pages; /* the first of these, and how many */
    gboolean too_large; /* they are over DOCUMENT_MOST_BYTES: the rest was left out */
} Document;
#define DOCUMENT_MOST_BYTES ((gsize)128 << 20)

Document *document_new(void);
void document_free(Document *document);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Document, document_free)

/* Notes that PAGE, a picture, was not read: WHY goes on "a page that is a picture, …". */
void document_leave_page(Document *document, unsigned page, const char *why);

/* Adds the line TEXT (LEN bytes, UTF-8), which may be empty, at LINE of PAGE (0: not told). NEW_PAGE: it is the
 * first of its page. */
void document_add_line(Document *document, const char *text, size_t len, unsigned page, unsigned line,
                       gboolean new_page);

/* A grid of COLUMNS columns, to which rows are added: of CELLS, as Grid has them, borrowed. */
Grid *document_add_grid(Document *document, guint columns);
void document_add_row(Document *document, Grid *grid, const char *const *cells, unsigned page, unsigned line,
                      gboolean new_page);

/* The last line so far is a row that may go on in what comes, which cannot be told. */
void document_doubt_last_row(Document *document);

/* Once all is there: leaves out what pages have besides (page numbers, running titles), and joins a table
 * that goes on over pages, with the rows that a page's end has cut. */
void document_finish(Document *document);

#endif
