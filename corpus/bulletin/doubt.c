/* Which rows of a table are not believed: what they lack, or what stands beside them, says that their cells were cut in
 * wrong places. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "messages/messages.h"
#include "unicode/width.h"

enum { MIN_SENTENCE_WIDTH = 24, FEW_CELLS = 4 };

static gboolean is_name(ColumnType type)
{
    return type == COLUMN_TITLE || type == COLUMN_TITLE_ZH || type == COLUMN_TITLE_EN ||
           type == COLUMN_PLAN || type == COLUMN_NUMBER;
}

/* Columns that rows do not leave empty; some that they hardly do. */
static gboolean is_always_filled(ColumnType type)
{
    return is_name(type) || type == COLUMN_STAGE || type == COLUMN_ORGANIZATION || type == COLUMN_MAKING ||
           type == COLUMN_NATURE || type == COLUMN_PERIOD || type == COLUMN_PUBLISHED ||
           type == COLUMN_EFFECTIVE;
}

static gboolean is_mostly_filled(ColumnType type)
{
    return type == COLUMN_COMMITTEE || type == COLUMN_DATE;
}

/* A draft may have no number yet; then its title is sure by its marks alone. */
static gboolean is_draft_without_number(const Table *table, const Row *row, ColumnType lacking)
{
    if (lacking != COLUMN_PLAN && lacking != COLUMN_NUMBER)
        return FALSE;
    for (int c = 0; c < table->header.count; c++)
        if (table->header.columns[c]->type == COLUMN_TITLE && row->cells[c])
            return g_str_has_prefix(row->cells[c], "《") && g_str_has_suffix(row->cells[c], "》");
    return FALSE;
}

/* Where the cells were told an empty one is that. A row has a title, and a number or a title by its marks. */
static void doubt_nameless_rows(const Table *table, const GPtrArray *rows)
{
    for (guint k = 0; k < rows->len; k++) {
        Row *row = rows->pdata[k];
        gboolean title = row_cell(table, row, COLUMN_TITLE) || row_cell(table, row, COLUMN_TITLE_ZH) ||
                         row_cell(table, row, COLUMN_TITLE_EN);
        gboolean number = row_cell(table, row, COLUMN_PLAN) || row_cell(table, row, COLUMN_NUMBER);
        if (!title || (!number && !is_draft_without_number(table, row, COLUMN_NUMBER)))
            row->doubt = title ? _("it has no number, and its title no 《》") : _("it has no title");
    }
}

static void doubt_cut_rows(const GPtrArray *rows)
{
    for (guint k = 0; k < rows->len; k++) {
        Row *row = rows->pdata[k];
        if (row->cut)
            row->doubt = _(ROW_CUT);
    }
}

/* In a text without columns an empty cell leaves no trace: what the other rows have, this one has
 * in another cell, rather. */
static void doubt_rows_that_lack(const Table *table, const GPtrArray *rows)
{
    if (table->shape == SHAPE_GRID) {
        doubt_nameless_rows(table, rows);
        doubt_cut_rows(rows);
        return;
    }
    for (int c = 0; c < table->header.count; c++) {
        ColumnType type = table->header.columns[c]->type;
        guint filled = 0;
        for (guint k = 0; k < rows->len; k++)
            filled += ((Row *)rows->pdata[k])->cells[c] != NULL;
        gboolean wanted =
            is_name(type) || (table->shape == SHAPE_STREAM && is_always_filled(type)) ||
            (table->shape == SHAPE_STREAM && is_mostly_filled(type) && filled * 2 >= rows->len);
        for (guint k = 0; k < rows->len && wanted; k++) {
            Row *row = rows->pdata[k];
            if (!row->cells[c] && !row->doubt && !is_draft_without_number(table, row, type))
                row->doubt = _("it lacks a cell that the head of the table names");
        }
    }
}

/* Whether most of the column's cells are sentences with a full stop; of few cells it is expected. */
static gboolean has_full_stops(const GPtrArray *rows, int c)
{
    guint stops = 0, cells = 0;
    for (guint k = 0; k < rows->len; k++) {
        const char *cell = ((Row *)rows->pdata[k])->cells[c];
        cells += cell != NULL;
        stops += cell && g_str_has_suffix(cell, "。");
    }
    return stops * 2 > cells || cells < FEW_CELLS;
}

static gboolean is_torn(const Table *table, const Row *row, int c, gboolean full_stops,
                        const DateFinder *dates)
{
    ColumnType type = table->header.columns[c]->type;
    const char *cell = row->cells[c];
    if (!cell)
        return FALSE;
    gboolean prose = type == COLUMN_SCOPE || type == COLUMN_PROGRESS;
    return cell_fault(type, cell, dates) ||
           (prose && full_stops && text_columns(cell, strlen(cell)) > MIN_SENTENCE_WIDTH &&
            !g_str_has_suffix(cell, "。"));
}

/* Where cells stand side by side, a row that has a piece too many or too few has its neighbours'. */
static void doubt_neighbours(Bulletin *bulletin, const Table *table, const GPtrArray *rows)
{
    g_autofree gboolean *torn = g_new0(gboolean, rows->len + 2);
    for (int c = 0; c < table->header.count; c++) {
        gboolean full_stops = has_full_stops(rows, c);
        for (guint k = 0; k < rows->len; k++)
            torn[k + 1] |= is_torn(table, rows->pdata[k], c, full_stops, bulletin->dates);
    }
    for (guint k = 0; k < rows->len; k++) {
        Row *row = rows->pdata[k];
        if (!row->doubt && (torn[k] || torn[k + 1] || torn[k + 2]))
            row->doubt = _("where it or the row beside it begins and ends cannot be told");
    }
}

void rows_doubt(Bulletin *bulletin, const Table *table, const GPtrArray *rows)
{
    doubt_rows_that_lack(table, rows);
    if (table->shape == SHAPE_LAYOUT)
        doubt_neighbours(bulletin, table, rows);
}
