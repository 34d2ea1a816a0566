#include "corpus/text/document.h"

#include <string.h>

#include "number/number.h"

/* What a cell takes besides its text, an empty one too. */
enum { CELL_ROOM = 32 };

static void free_grid(gpointer data)
{
    Grid *grid = data;
    g_ptr_array_unref(grid->rows);
    g_free(grid);
}

Document *document_new(void)
{
    Document *document = g_new0(Document, 1);
    document->lines = g_ptr_array_new_with_free_func(text_line_free);
    document->grids = g_ptr_array_new_with_free_func(free_grid);
    return document;
}

void document_free(Document *document)
{
    if (!document)
        return;
    g_ptr_array_unref(document->lines);
    g_ptr_array_unref(document->grids);
    g_free(document->unread);
    g_free(document);
}

void document_leave_page(Document *document, unsigned page, const char *why)
{
    document->unread_pages++;
    if (document->unread)
        return;
    document->unread = g_strdup(why);
    document->unread_page = page;
}

/* Adds LINE (taken over) unless it is empty: then the next one has that before it. */
static void add(Document *document, TextLine *line, unsigned page, gboolean new_page)
{
    line->page = page;
    line->new_page = new_page;
    line->ocr = document->ocr;
    line->column = document->column;
    if (*line->text || line->grid)
        g_ptr_array_add(document->lines, line);
    else
        text_line_free(line);
}

void document_add_line(Document *document, const char *text, size_t len, unsigned page, unsigned line,
                       gboolean new_page)
{
    add(document, text_line_new(text, len, line), page, new_page);
}

Grid *document_add_grid(Document *document, guint columns)
{
    Grid *grid = g_new0(Grid, 1);
    grid->columns = MIN(columns, GRID_MAX_COLUMNS);
    grid->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_ptr_array_add(document->grids, grid);
    return grid;
}

/* The cells of a row as one line, those that span others once. Caller frees. */
static char *row_text(const Grid *grid, char **cells)
{
    GString *text = g_string_new(NULL);
    for (guint c = 0; c < grid->columns; c++)
        if (*cells[c] && (c == 0 || strcmp(cells[c], cells[c - 1]) != 0))
            g_string_append_printf(text, "%s%s", text->len ? " " : "", cells[c]);
    g_strdelimit(text->str, "\n", ' ');
    return g_string_free(text, FALSE);
}

void document_add_row(Document *document, Grid *grid, const char *const *cells, unsigned page, unsigned line,
                      gboolean new_page)
{
    for (guint c = 0; c < grid->columns; c++)
        document->bytes += CELL_ROOM + (cells[c] ? strlen(cells[c]) : 0);
    document->too_large = document->too_large || document->bytes > DOCUMENT_MOST_BYTES;
    if (document->too_large)
        return;
    char **copy = g_new0(char *, grid->columns + 1);
    for (guint c = 0; c < grid->columns; c++) {
        g_autofree char *clean = text_clean(cells[c] ? cells[c] : "");
        copy[c] = g_strdup(g_strstrip(clean));
    }
    g_ptr_array_add(grid->rows, copy);
    g_autofree char *text = row_text(grid, copy);
    TextLine *row = text_line_new(text, strlen(text), line);
    row->grid = grid;
    row->row = grid->rows->len - 1;
    add(document, row, page, new_page);
}

void document_doubt_last_row(Document *document)
{
    for (guint i = document->lines->len; i-- > 0;) {
        TextLine *line = document->lines->pdata[i];
        if (!line->grid)
            continue;
        line->cut = TRUE;
        return;
    }
}

/* Tables over pages */

static gboolean same_cells(char **a, char **b, guint columns)
{
    for (guint c = 0; c < columns; c++)
        if (strcmp(a[c], b[c]) != 0)
            return FALSE;
    return TRUE;
}

static gboolean is_blank(char **cells)
{
    for (; *cells; cells++)
        if (**cells)
            return FALSE;
    return TRUE;
}

/* How many rows of NEXT are the first ones of GRID again. */
static guint repeated_head(const Grid *grid, const Grid *next)
{
    guint n = 0;
    while (n < 3 && n < grid->rows->len && n < next->rows->len &&
           same_cells(grid->rows->pdata[n], next->rows->pdata[n], grid->columns))
        n++;
    return n;
}

/* Whether the row of CELLS, the first of a page, is the rest of the row ABOVE, the last of the page before:
 * what a row has but once, in its first column, stands in one of the two. */
static gboolean is_rest(char **above, char **cells)
{
    for (guint c = 0; above[c] && cells[c]; c++) /* two documents */
        if (number_is_certain(above[c], -1) && number_is_certain(cells[c], -1))
            return FALSE;
    return !*cells[0] != !*above[0] && !is_blank(cells);
}

/* Whether NEXT begins with a head that is another than GRID's: some of its names are the same. */
static gboolean has_other_head(const Grid *grid, const Grid *next)
{
    char **first = grid->rows->pdata[0], **other = next->rows->pdata[0];
    guint same = 0;
    for (guint c = 0; c < grid->columns; c++)
        same += *first[c] && strcmp(first[c], other[c]) == 0;
    return same > 0 && same < grid->columns;
}

static void join_cells(char **above, char **cells, guint columns)
{
    for (guint c = 0; c < columns; c++) {
        if (!*cells[c])
            continue;
        char *both = g_strconcat(above[c], *above[c] ? "\n" : "", cells[c], NULL);
        g_free(above[c]);
        above[c] = both;
    }
}

/* Joins the grid NEXT, whose lines begin at AT, to GRID before it. */
static void join_grids(Document *document, Grid *grid, Grid *next, guint at)
{
    guint head = repeated_head(grid, next);
    gboolean rest = head < next->rows->len && grid->rows->len > head &&
                    is_rest(grid->rows->pdata[grid->rows->len - 1], next->rows->pdata[head]);
    for (guint r = 0; r < next->rows->len; r++) {
        char **cells = next->rows->pdata[r];
        if (r < head || (rest && r == head)) {
            if (r >= head) {
                TextLine *above = document->lines->pdata[at - 1];
                const TextLine *line = document->lines->pdata[at];
                join_cells(grid->rows->pdata[grid->rows->len - 1], cells, grid->columns);
                above->cut = line->cut;
                above->ocr = above->ocr && line->ocr ? MIN(above->ocr, line->ocr) : MAX(above->ocr, line->ocr);
            }
            g_ptr_array_remove_index(document->lines, at);
            continue;
        }
        TextLine *line = document->lines->pdata[at++];
        g_ptr_array_add(grid->rows, g_strdupv(cells));
        line->grid = grid;
        line->row = grid->rows->len - 1;
    }
}

static void join_pages(Document *document)
{
    GPtrArray *lines = document->lines;
    for (guint i = 1; i < lines->len; i++) {
        const TextLine *before = lines->pdata[i - 1], *line = lines->pdata[i];
        if (!line->grid || !before->grid || line->grid == before->grid || !line->new_page ||
            line->grid->columns != before->grid->columns || line->grid->untold || before->grid->untold || has_other_head(before->grid, line->grid))
            continue;
        Grid *grid = (Grid *)before->grid;
        join_grids(document, grid, (Grid *)line->grid, i);
    }
}

/* The row of the page before with which the grid of the line AT goes on, though they were not joined, is not whole. */
static void doubt_rows_before(Document *document, guint at)
{
    Grid *grid = (Grid *)((TextLine *)document->lines->pdata[at])->grid;
    grid->untold = TRUE;
    while (at > 0 && !((TextLine *)document->lines->pdata[at - 1])->grid)
        at--;
    if (at > 0)
        ((TextLine *)document->lines->pdata[at - 1])->cut = TRUE;
}

static void doubt_what_goes_on(Document *document)
{
    for (guint i = 0; i < document->lines->len; i++) {
        const TextLine *line = document->lines->pdata[i];
        const TextLine *before = i > 0 ? document->lines->pdata[i - 1] : NULL;
        if (line->grid && line->grid->goes_on && (!before || before->grid != line->grid))
            doubt_rows_before(document, i);
    }
}

void document_finish(Document *document)
{
    text_remove_furniture(document->lines);
    join_pages(document);
    doubt_what_goes_on(document);
}
