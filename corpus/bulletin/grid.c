/* Tables whose cells a container told: their heads and rows. */
#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin/table.h"
#include "corpus/table/table-reader.h"
#include "corpus/text/document.h"
#include "corpus/text/titles.h"
#include "number/number.h"

enum { MOST_HEAD_ROWS = 3 };

static char **cells_at(const Grid *grid, guint row)
{
    return grid->rows->pdata[row];
}

/* CELL in one line, as text of its column's type is joined. Caller frees. */
static char *join_cell(const char *cell, gboolean number)
{
    g_auto(GStrv) pieces = g_strsplit(cell, "\n", -1);
    GString *text = g_string_new(NULL);
    for (char **piece = pieces; *piece; piece++) {
        g_strstrip(*piece);
        if (number)
            text_join_number(text, *piece, strlen(*piece));
        else
            text_join(text, *piece, strlen(*piece));
    }
    return g_string_free(text, FALSE);
}

/* Whether a line of a title that ends with LINE and goes on with NEXT had a space between: it says so at its end, or the next one
 * is 第1部分, before which titles have one (GB/T 1.1). */
static gboolean has_space(const char *line, const char *next)
{
    const char *digits = g_str_has_prefix(next, "第") ? next + strlen("第") : "";
    while (g_ascii_isdigit(*digits))
        digits++;
    return g_str_has_suffix(line, " ") || (*digits && digits > next + strlen("第") && g_str_has_prefix(digits, "部分"));
}

/* CELL of a column of titles in one line, but for one in two languages, which its lines tell apart. Caller frees. */
static char *join_title(const char *cell)
{
    g_auto(Titles) titles = {0};
    if (titles_read(cell, &titles) != TITLES_ONE)
        return g_strdup(cell);
    g_auto(GStrv) lines = g_strsplit(cell, "\n", -1);
    GString *text = g_string_new(NULL);
    for (guint i = 0; lines[i]; i++) {
        const char *next = lines[i] + strspn(lines[i], " ");
        if (i > 0 && text->len && text->str[text->len - 1] != ' ' && has_space(lines[i - 1], next))
            g_string_append_c(text, ' ');
        g_autofree char *line = g_strdup(next);
        g_strchomp(line);
        text_join(text, line, strlen(line));
    }
    return g_string_free(text, FALSE);
}

char **grid_row(const Grid *grid, guint row, const gboolean *titles)
{
    char **joined = g_new0(char *, grid->columns + 1);
    for (guint c = 0; c < grid->columns; c++)
        joined[c] = titles[c] ? join_title(cells_at(grid, row)[c]) : join_cell(cells_at(grid, row)[c], FALSE);
    return joined;
}

/* How many rows the head has: the first, and those that cells of the one above reach into. */
static guint head_rows(const Grid *grid)
{
    guint n = 1;
    for (gboolean goes_on = TRUE; goes_on && n < MOST_HEAD_ROWS && n < grid->rows->len;) {
        goes_on = FALSE;
        for (guint c = 0; c < grid->columns; c++)
            goes_on = goes_on || (*cells_at(grid, n)[c] &&
                                  strcmp(cells_at(grid, n)[c], cells_at(grid, n - 1)[c]) == 0);
        n += goes_on;
    }
    return n;
}

/* The name of column C in a head of ROWS rows: what stands lowest, with what is over it where that alone is no
 * name (中文 under 名称, 发布 under 日期). *WORD: which it is, or NULL. Caller frees. */
static char *column_name(const Grid *grid, guint c, guint rows, const HeaderWord **word)
{
    g_autoptr(GString) top = g_string_new(NULL), low = g_string_new(NULL);
    text_append_bare(top, cells_at(grid, 0)[c]);
    text_append_bare(low, cells_at(grid, rows - 1)[c]);
    *word = header_word(low->str);
    if (*word || strcmp(top->str, low->str) == 0)
        return g_strdup(low->str);
    const char *const around[][2] = {{low->str, top->str}, {low->str, "名称"}, {top->str, low->str}};
    char *name = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(around) && !*word; i++) {
        g_free(name);
        name = g_strconcat(around[i][0], around[i][1], NULL);
        *word = header_word(name);
    }
    return name;
}

/* A column that is kept under its NAME. */
static const HeaderWord *own_column(Table *table, const char *name)
{
    HeaderWord *own = g_malloc(sizeof *own + strlen(name) + 1);
    own->type = COLUMN_NOTE;
    own->word = strcpy((char *)(own + 1), name);
    g_ptr_array_add(table->own, own);
    return own;
}

/* What a column of the grid is but one of the header's. */
enum { NO_COLUMN = -1, SEQUENCE = -2 };

/* Reads the head of GRID, of ROWS rows, into TABLE; COLUMNS: which of the header's columns each of the grid's is,
 * or what else. FALSE if it is none of a bulletin. */
static gboolean read_head(const Grid *grid, guint rows, Table *table, int *columns)
{
    Header header = {0};
    table->own = g_ptr_array_new_with_free_func(g_free);
    for (guint c = 0; c < grid->columns; c++) {
        const HeaderWord *word;
        g_autofree char *name = column_name(grid, c, rows, &word);
        columns[c] = NO_COLUMN;
        if (word && word->type == COLUMN_SEQUENCE) {
            columns[c] = header.has_sequence ? NO_COLUMN : SEQUENCE; /* the first counts */
            header.has_sequence = TRUE;
        } else if ((word || *name) && header.count < MAX_COLUMNS) {
            columns[c] = header.count;
            header.columns[header.count++] = word ? word : own_column(table, name);
        }
    }
    for (int i = 0; i < header.count; i++) /* 编号 beside 标准编号 is another one */
        for (int k = 0; k < header.count; k++)
            if (k != i && header.columns[i]->type == COLUMN_NUMBER && header.columns[k]->type == COLUMN_NUMBER &&
                strlen(header.columns[i]->word) < strlen(header.columns[k]->word))
                header.columns[i] = own_column(table, header.columns[i]->word);
    table->header = header;
    return header_is_plausible(&header);
}

static int sequence_of(const char *cell)
{
    size_t digits = strspn(cell, "0123456789");
    return digits && digits < 7 && !cell[digits] ? atoi(cell) : 0;
}

/* Whether all that a row has is one text over all of its columns: a heading, unless it names a standard. */
static gboolean is_heading(char **cells, guint columns)
{
    for (guint c = 1; c < columns; c++)
        if (strcmp(cells[c], cells[0]) != 0)
            return FALSE;
    g_autoptr(Number) number = number_first(cells[0], -1);
    return columns > 1 && !number;
}

static Row *read_row(const Grid *grid, guint r, guint line, const Table *table, const int *columns)
{
    char **cells = cells_at(grid, r);
    Row *row = row_new(line, line + 1, 0, 0);
    for (guint c = 0; c < grid->columns; c++) {
        int to = columns[c];
        if (to == SEQUENCE)
            row->sequence = sequence_of(cells[c]);
        if (to < 0 || !*cells[c] || row->cells[to] || words_is_nothing(cells[c]))
            continue;
        ColumnType type = table->header.columns[to]->type;
        gboolean title = type == COLUMN_TITLE || type == COLUMN_TITLE_ZH || type == COLUMN_TITLE_EN;
        row->cells[to] = title ? join_title(cells[c]) : join_cell(cells[c], column_is_number(type));
    }
    return row;
}

static gboolean is_foreign_head(const Grid *grid, guint rows)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint r = 0; r < MIN(rows, grid->rows->len); r++)
        for (guint c = 0; c < grid->columns; c++)
            g_ptr_array_add(names, cells_at(grid, r)[c]);
    return table_is_foreign((const char *const *)names->pdata, names->len);
}

static gboolean is_list_head(const Grid *grid)
{
    return grid->rows->len > 0 && table_is_head((const char *const *)cells_at(grid, 0), grid->columns);
}

guint grid_end(const GPtrArray *lines, guint at)
{
    const Grid *grid = ((TextLine *)lines->pdata[at])->grid;
    while (at < lines->len && ((TextLine *)lines->pdata[at])->grid == grid)
        at++;
    return at;
}

void grid_read(const GPtrArray *lines, guint at, Table *table)
{
    const Grid *grid = ((TextLine *)lines->pdata[at])->grid;
    int columns[GRID_MAX_COLUMNS];
    guint rows = head_rows(grid), end = grid_end(lines, at);
    table->shape = SHAPE_GRID;
    table->grid = grid;
    table->header_line = at;
    table->end = end;
    table->body = MIN(at + rows, end);
    table->untold = grid->untold;
    table->foreign = !table->untold && is_foreign_head(grid, rows);
    if (table->foreign || table->untold || grid->rows->len == 0 || !read_head(grid, rows, table, columns)) {
        table->header = (Header){0};
        table->list = !table->foreign && !table->untold && is_list_head(grid);
        table->unreadable = !table->list;
        return;
    }
    table->rows = g_ptr_array_new_with_free_func(row_free);
    for (guint r = rows; r < grid->rows->len; r++) {
        guint line = at + r;
        gboolean again =
            g_strv_equal((const char *const *)cells_at(grid, r), (const char *const *)cells_at(grid, 0));
        if (again || is_heading(cells_at(grid, r), grid->columns))
            table->skip[line] = TRUE;
        else
            g_ptr_array_add(table->rows, read_row(grid, r, line, table, columns));
        if (((TextLine *)lines->pdata[line])->cut && table->rows->len)
            ((Row *)table->rows->pdata[table->rows->len - 1])->cut = TRUE;
    }
}
