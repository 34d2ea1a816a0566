/* Private to the bulletin reader: tables in flattened text.
 *
 * A table is a header (its cells broken in any way), then rows. Two shapes of flattening:
 *   stream   one cell after another, each over some lines (pdftotext): rows are found by their
 *            anchors (sequence number and plan or standard number), and the lines between two
 *            anchors are cut into the header's columns by the best-scoring segmentation;
 *   layout   cells side by side (pdftotext -layout): columns are found by their gutters;
 * or a container told the cells: a grid.
 */
#ifndef CORPUS_BULLETIN_TABLE_H
#define CORPUS_BULLETIN_TABLE_H

#include "corpus/text/date-finder.h"
#include "corpus/text/text.h"
#include "corpus/text/words.h"

enum { MAX_COLUMNS = 16 };

typedef struct {
    const HeaderWord *columns[MAX_COLUMNS]; /* without COLUMN_SEQUENCE */
    int count;
    gboolean has_sequence;
} Header;

typedef enum {
    SHAPE_STREAM,
    SHAPE_LAYOUT,
    SHAPE_GRID,
} TableShape;

typedef struct {
    Header header;
    TableShape shape;
    char *caption;            /* 附件 1：… 一览表, or NULL */
    guint first, header_line; /* lines: caption [first, header_line), header up to body */
    guint body, end;          /* rows [body, end) */
    gboolean unreadable;      /* there is a header, but it could not be told; it has no columns */
    gboolean untold;  /* the same: its columns and rows stand without lines, and not all of them are sure */
    gboolean foreign; /* it is of something else, though it may name standards */
    gboolean *skip;           /* for each line of the file: a repeated header within the rows */
    /* SHAPE_GRID: */
    const Grid *grid;
    GPtrArray *rows;          /* Row */
    gboolean list;            /* its head is that of a list, for a TableReader, and no bulletin's */
    GPtrArray *own;           /* HeaderWord: of columns that bulletins have no word for */
} Table;

void table_free(Table *table);
/* The text of the line before LINES[AT] in the table's rows, repeated headers left out; "" if AT is
 * their first. */
const char *table_text_before(const GPtrArray *lines, const Table *table, guint at);

/* The header that begins at LINES[AT], one cell after another or on one line; *END is the line
 * after it. FALSE if there is none. */
gboolean header_read(const GPtrArray *lines, guint at, Header *header, guint *end);
/* The same of a header whose cells are broken side by side or stand in two rows. */
gboolean scattered_header_read(const GPtrArray *lines, guint at, Header *header, guint *end);
/* Whether LINES[AT] must belong to a header, read or not: 序号, or two header words and little else. */
gboolean header_is_hinted(const GPtrArray *lines, guint at);
/* Whether the columns can be a table's: a title or a number and another; none twice. */
gboolean header_is_plausible(const Header *header);
gboolean header_has(const Header *header, ColumnType type);
gboolean header_equal(const Header *a, const Header *b);

/* Whether LINES[I] is a short line without punctuation before an item 1 that is no row. */
gboolean heading_is_before_items(const GPtrArray *lines, guint i);

/* All tables of LINES: GPtrArray of Table *, in order. */
GPtrArray *tables_find(const GPtrArray *lines);

/* One row: where it stands and its cells, one per column of the header, NULL where empty. */
typedef struct {
    guint first, end; /* lines [first, end) */
    size_t offset;    /* bytes of the first line that are the sequence number */
    int sequence;     /* 0: none */
    gboolean cut;      /* it may go on behind its page */
    const char *doubt; /* why its cells cannot be told for sure, NULL if they can; static */
    char *cells[MAX_COLUMNS];
} Row;

/* The rows of a table: GPtrArray of Row *, their cells filled. Lines of the table's body that belong
 * to no row (before the first) are left out: rows start later than the body then. */
GPtrArray *rows_read(const GPtrArray *lines, const Table *table, const DateFinder *dates);

/* The stream shape's anchors (rows without cells), and one row's cells. */
GPtrArray *rows_find(const GPtrArray *lines, const Table *table);
void cells_read(const GPtrArray *lines, const Table *table, const DateFinder *dates, Row *row);
/* The layout shape. */
GPtrArray *layout_read(const GPtrArray *lines, const Table *table);
/* Whether cells stand side by side in LINE: two spaces or more within it. */
gboolean layout_has_gap(const TextLine *line);
/* Whether the lines from AT on are a header whose cells stand side by side; as header_read(). */
gboolean layout_header_read(const GPtrArray *lines, guint at, Header *header, guint *end);

/* A table whose cells were told: the line after those of the grid that LINES[AT] is of; and its head and rows,
 * into TABLE, whose `skip` is there. */
guint grid_end(const GPtrArray *lines, guint at);
void grid_read(const GPtrArray *lines, guint at, Table *table);

/* The cells of ROW, each in one line, but for one in a column of TITLES that has two. Caller frees with g_strfreev(). */
char **grid_row(const Grid *grid, guint row, const gboolean *titles);

/* Whether a cell of the column is joined as a number is. */
gboolean column_is_number(ColumnType type);
/* The header word that TEXT, without spaces, is as a whole but for a remark behind it; NULL if it is none. */
const HeaderWord *header_word(const char *text);

/* What speaks against CELL, joined, being one whole cell of a column of TYPE; NULL if nothing does.
 * Static. */
const char *cell_fault(ColumnType type, const char *cell, const DateFinder *dates);

/* What ROW has in the column of TYPE; NULL if that is empty, or says that there is nothing. Borrowed. */
const char *row_cell(const Table *table, const Row *row, ColumnType type);

Row *row_new(guint first, guint end, size_t offset, int sequence);
void row_free(gpointer row);

/* The sequence number (1, 1., 1、, （1）) that TEXT begins with and the bytes that it takes, space
 * after it included; 0 if none. *MARKED: it has a mark of its own, not only digits. */
int sequence_read(const char *text, size_t *taken, gboolean *marked);

/* How many bytes of TEXT, from its start, are one number (or a range); 0 if it begins with none. */
size_t number_at_start(const char *text);
/* The canonical ids of all numbers of TEXT if it holds nothing else, else NULL; strv. */
char **numbers_whole(const char *text);

#endif
