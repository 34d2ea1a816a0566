/* Characters → lines, of cells and between tables. */
#include "corpus/container/page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "unicode/width.h"

/* Characters whose middles are nearer, as a part of their height, are on one line. */
#define SAME_LINE 0.4f
/* Points: however tall a font's boxes are. */
#define SAME_LINE_MOST 4.5f

void page_init(Page *page)
{
    page->chars = g_array_new(FALSE, FALSE, sizeof(PageChar));
    page->edges = g_array_new(FALSE, FALSE, sizeof(PageEdge));
}

void page_clear(Page *page)
{
    g_array_unref(page->chars);
    g_array_unref(page->edges);
}

static float middle_x(const PageChar *c)
{
    return (c->x1 + c->x2) / 2;
}

static float middle_y(const PageChar *c)
{
    return (c->y1 + c->y2) / 2;
}

void page_line_free(gpointer line)
{
    g_array_unref(((PageLine *)line)->chars);
    g_free(line);
}

PageLine *page_line_copy(const PageLine *line)
{
    PageLine *copy = g_memdup2(line, sizeof *line);
    g_array_ref(copy->chars);
    return copy;
}

static gboolean is_on(const PageLine *row, const PageChar *c)
{
    float height = MIN(row->height, c->y2 - c->y1);
    return fabsf(row->y - middle_y(c)) <= MIN(height * SAME_LINE, SAME_LINE_MOST);
}

static gint by_y(gconstpointer first, gconstpointer second)
{
    const PageLine *a = *(PageLine *const *)first, *b = *(PageLine *const *)second;
    return a->y < b->y ? -1 : a->y > b->y;
}

static gint by_x(gconstpointer first, gconstpointer second)
{
    const PageChar *a = first, *b = second;
    return a->x1 < b->x1 ? -1 : a->x1 > b->x1;
}

/* The last lines are tried first, for characters come line by line. */
GPtrArray *page_lines(const GArray *chars)
{
    GPtrArray *rows = g_ptr_array_new_with_free_func(page_line_free);
    for (guint i = 0; i < chars->len; i++) {
        const PageChar *c = &g_array_index(chars, PageChar, i);
        PageLine *row = NULL;
        for (guint k = rows->len; k-- > 0 && !row;)
            if (is_on(rows->pdata[k], c))
                row = rows->pdata[k];
        if (!row) {
            row = g_new0(PageLine, 1);
            row->y = middle_y(c);
            row->height = c->y2 - c->y1;
            row->chars = g_array_new(FALSE, FALSE, sizeof(PageChar));
            g_ptr_array_add(rows, row);
        }
        g_array_append_val(row->chars, *c);
    }
    g_ptr_array_sort(rows, by_y);
    for (guint i = 0; i < rows->len; i++)
        g_array_sort(((PageLine *)rows->pdata[i])->chars, by_x);
    return rows;
}

/* How sure the least sure of CHARS (PageChar, or NULL) is, and LEAST (0: none). */
static guint least_sure(const GArray *chars, guint least)
{
    for (guint i = 0; chars && i < chars->len; i++) {
        guint sure = (guint)g_array_index(chars, PageChar, i).sure;
        least = sure && (!least || sure < least) ? sure : least;
    }
    return least;
}

/* The column or row of PLACES that AT is in, -1 if it is outside. */
static int part_of(const GArray *places, float at)
{
    for (guint i = 0; i + 1 < places->len; i++)
        if (at >= g_array_index(places, float, i) && at < g_array_index(places, float, i + 1))
            return (int)i;
    return -1;
}

/* The place of TABLE that C is in, -1 if it is not in it. */
static int place_of(const PageTable *table, const PageChar *c)
{
    int column = part_of(table->xs, middle_x(c)), row = part_of(table->ys, middle_y(c));
    return column < 0 || row < 0 ? -1 : row * (int)page_table_columns(table) + column;
}

static void free_cell(gpointer data)
{
    if (data)
        g_array_unref(data);
}

/* Takes the characters in TABLE out of CHARS, into its cells: GArray of PageChar by place, NULL where none. */
static GPtrArray *take_cells(const PageTable *table, GArray *chars)
{
    guint n = page_table_columns(table) * page_table_rows(table), kept = 0;
    GPtrArray *cells = g_ptr_array_new_full(n, free_cell);
    g_ptr_array_set_size(cells, (gint)n);
    for (guint i = 0; i < chars->len; i++) {
        PageChar c = g_array_index(chars, PageChar, i);
        int place = place_of(table, &c);
        if (place < 0) {
            g_array_index(chars, PageChar, kept++) = c;
            continue;
        }
        guint cell = table->cell[place];
        if (!cells->pdata[cell])
            cells->pdata[cell] = g_array_new(FALSE, FALSE, sizeof(PageChar));
        g_array_append_val((GArray *)cells->pdata[cell], c);
    }
    g_array_set_size(chars, kept);
    return cells;
}

typedef struct {
    Document *document;
    unsigned number;
    gboolean begun;
} Output;

static gboolean is_first(Output *out)
{
    gboolean first = !out->begun && out->number > 1;
    out->begun = TRUE;
    return first;
}

/* How wide the widest line of the column of cell I is; 0: the cell is over several. */
static float widest_line(const PageTable *table, const GPtrArray *cells, guint i)
{
    const guint columns = page_table_columns(table), c = i % columns;
    float widest = 0;
    for (guint r = 0; r < page_table_rows(table); r++) {
        const guint at = r * columns + c;
        gboolean one = table->cell[at] == at && (c + 1 == columns || table->cell[at + 1] != at);
        if (at == i && !one)
            return 0;
        if (one && cells->pdata[at])
            widest = MAX(widest, page_widest_line(cells->pdata[at]));
    }
    return widest;
}

static void add_table(Output *out, const PageTable *table, GPtrArray *cells)
{
    guint columns = page_table_columns(table);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < cells->len; i++)
        g_ptr_array_add(texts, cells->pdata[i] ? page_cell_text(cells->pdata[i], widest_line(table, cells, i)) : g_strdup(""));
    Grid *grid = document_add_grid(out->document, columns);
    grid->untold = table->untold;
    grid->goes_on = table->goes_on;
    out->document->column = 0;
    const char **row = g_newa(const char *, columns);
    for (guint r = 0; r < page_table_rows(table); r++) {
        out->document->ocr = 0;
        for (guint c = 0; c < columns; c++) {
            row[c] = texts->pdata[table->cell[r * columns + c]];
            out->document->ocr = least_sure(cells->pdata[table->cell[r * columns + c]], out->document->ocr);
        }
        document_add_row(out->document, grid, row, out->number, 0, is_first(out));
    }
}

/* How many Latin letters, two of which are as wide as a Chinese one, there is room for behind ROW before RIGHT. */
static guint free_behind(const PageLine *row, float right)
{
    const float end = g_array_index(row->chars, PageChar, row->chars->len - 1).x2;
    return right > end ? (guint)((right - end) * 2 / page_line_size(row)) : 0;
}

/* RIGHT: where the column of ROW ends; 0: it is in none. */
static void add_line(Output *out, const PageLine *row, float right)
{
    g_autoptr(GString) text = g_string_new(NULL);
    page_append_line(text, row);
    out->document->ocr = least_sure(row->chars, 0);
    out->document->column = right > 0 ? (int)(text_columns(text->str, text->len) + free_behind(row, right)) : 0;
    if (*g_strstrip(text->str))
        document_add_line(out->document, text->str, strlen(text->str), out->number, 0, is_first(out));
}

/* The places of letters that were read in a picture are not exact. */
static gboolean is_picture(const GArray *chars)
{
    return chars->len > 0 && g_array_index(chars, PageChar, 0).sure > 0;
}

/* Takes the tables from FIRST on. */
static void take_tables(const GPtrArray *tables, guint first, GArray *chars, GHashTable *cells)
{
    for (guint t = first; t < tables->len; t++)
        g_hash_table_insert(cells, tables->pdata[t], take_cells(tables->pdata[t], chars));
}

void page_read(Page *page, unsigned number, PageOpen *open, Document *document)
{
    const int turns = page_turn(page);
    g_autoptr(GPtrArray) tables = page_tables(page);
    g_autoptr(GHashTable) cells = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
    Output out = {document, number, FALSE};
    take_tables(tables, 0, page->chars, cells);
    g_autoptr(GArray) unturned = page_take_unturned(turns, page->chars);
    const guint ruled = tables->len;
    if (!is_picture(page->chars) && page_add_columns(page, open, tables))
        document_doubt_last_row(document);
    take_tables(tables, ruled, page->chars, cells);
    page_tables_sort(tables);
    g_autoptr(GPtrArray) header = page_lines(unturned), blocks = page_flow(page->chars, tables);
    for (guint i = 0; i < header->len; i++)
        add_line(&out, header->pdata[i], 0);
    for (guint i = 0; i < blocks->len; i++) {
        const PageBlock *block = blocks->pdata[i];
        if (block->table)
            add_table(&out, block->table, g_hash_table_lookup(cells, block->table));
        else
            add_line(&out, block->line, block->right);
    }
}
