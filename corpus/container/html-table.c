#include "corpus/container/html-table.h"

#include <string.h>

typedef struct {
    unsigned line;
    HtmlPart part;
    guint group; /* serial of the part */
    guint first; /* cell */
} Row;

struct HtmlTable {
    GArray *rows;  /* Row */
    GArray *cells; /* HtmlCell */
    HtmlPart part;
    guint group;
};

static void clear_cell(gpointer data)
{
    g_free(((HtmlCell *)data)->text);
}

HtmlTable *html_table_new(void)
{
    HtmlTable *table = g_new(HtmlTable, 1);
    *table = (HtmlTable){g_array_new(FALSE, FALSE, sizeof(Row)),
                         g_array_new(FALSE, FALSE, sizeof(HtmlCell)), PART_BODY, 0};
    g_array_set_clear_func(table->cells, clear_cell);
    return table;
}

void html_table_free(HtmlTable *table)
{
    g_array_unref(table->rows);
    g_array_unref(table->cells);
    g_free(table);
}

void html_table_begin_part(HtmlTable *table, HtmlPart part)
{
    table->part = part;
    table->group++;
}

void html_table_begin_row(HtmlTable *table, unsigned line)
{
    const Row row = {line, table->part, table->group, table->cells->len};
    g_array_append_val(table->rows, row);
}

HtmlCell *html_table_add_cell(HtmlTable *table, unsigned line)
{
    const HtmlCell cell = {.across = 1, .down = 1};
    if (!table->rows->len)
        html_table_begin_row(table, line);
    g_array_append_val(table->cells, cell);
    return html_table_last_cell(table);
}

HtmlCell *html_table_last_cell(const HtmlTable *table)
{
    return &g_array_index(table->cells, HtmlCell, table->cells->len - 1);
}

guint html_table_rows(const HtmlTable *table)
{
    return table->rows->len;
}

HtmlCell *html_table_cell(const HtmlTable *table, guint row, guint i)
{
    const Row *rows = (const Row *)(gpointer)table->rows->data;
    guint end = row + 1 < table->rows->len ? rows[row + 1].first : table->cells->len;
    return rows[row].first + i < end ? &g_array_index(table->cells, HtmlCell, rows[row].first + i)
                                     : NULL;
}

/* What stands in the columns of a row: cells that reach down from rows above too. */
typedef struct {
    const char *text[GRID_MAX_COLUMNS];
    guint down[GRID_MAX_COLUMNS]; /* rows that it reaches down besides */
} Held;

/* Places the cells of row ROW. Returns how many columns they fill. */
static guint place_row(const HtmlTable *table, guint row, Held *held)
{
    const HtmlCell *cell;
    guint column = 0, filled = 0;
    for (guint i = 0; (cell = html_table_cell(table, row, i)); i++) {
        while (column < GRID_MAX_COLUMNS && held->down[column])
            held->down[column++]--;
        for (guint k = 0; k < cell->across && column < GRID_MAX_COLUMNS; k++, column++) {
            held->text[column] = cell->text;
            held->down[column] = cell->down - 1;
        }
    }
    filled = column;
    for (; column < GRID_MAX_COLUMNS; column++) {
        if (held->down[column]) {
            held->down[column]--;
            filled = column + 1;
        } else {
            held->text[column] = NULL;
        }
    }
    return filled;
}

/* Places all rows, into GRID of DOCUMENT unless that is NULL. Returns how many columns they fill.
 */
static guint place_rows(const HtmlTable *table, Document *document, Grid *grid)
{
    guint columns = 0;
    for (HtmlPart part = PART_HEAD; part <= PART_FOOT; part++) {
        Held held = {{NULL}, {0}};
        guint group = 0;
        for (guint r = 0; r < table->rows->len; r++) {
            const Row *row = &g_array_index(table->rows, Row, r);
            if (row->part != part)
                continue;
            if (row->group != group)
                memset(&held, 0, sizeof held);
            group = row->group;
            guint filled = place_row(table, r, &held);
            columns = MAX(columns, filled);
            if (grid)
                document_add_row(document, grid, held.text, 0, row->line, FALSE);
        }
    }
    return columns;
}

guint html_table_columns(const HtmlTable *table)
{
    return place_rows(table, NULL, NULL);
}

void html_table_add(const HtmlTable *table, Document *document)
{
    place_rows(table, document, document_add_grid(document, html_table_columns(table)));
}
