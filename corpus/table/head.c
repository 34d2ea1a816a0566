/* Which column holds what: by a head, or by what the columns hold. */
#include <string.h>

#include "corpus/record/value.h"
#include "corpus/table/canonical.h"
#include "corpus/table/private.h"
#include "number/number.h"
#include "corpus/text/text.h"
#include "unicode/han.h"

gboolean table_is_title_column(const Column *column)
{
    return column && (column->content == CONTENT_TITLE ||
                      (column->member && g_str_has_prefix(column->member, "title_")));
}

gboolean table_is_title(const char *name)
{
    return table_is_title_column(column_find(name));
}

typedef struct {
    guint filled, known;
    gboolean number, title;
} HeadSigns;

static HeadSigns signs_of(const char *const *cells, guint count)
{
    HeadSigns signs = {0};
    for (guint i = 0; i < count; i++) {
        if (!cells[i] || !*cells[i])
            continue;
        const Column *column = column_find(cells[i]);
        signs.filled++;
        signs.known += column != NULL;
        signs.number |= column && (column->content == CONTENT_NUMBER || column->content == CONTENT_PLAN);
        signs.title |= table_is_title_column(column);
    }
    return signs;
}

gboolean table_is_head(const char *const *cells, guint count)
{
    HeadSigns signs = signs_of(cells, count);
    return signs.number && signs.title && (signs.known >= 3 || signs.known == signs.filled);
}

gboolean table_row_is_head(const TableRow *row)
{
    HeadSigns signs = signs_of((const char *const *)row->cells, row->count);
    return (signs.number || signs.title) && signs.known >= 2 && signs.known * 2 >= signs.filled;
}

gboolean table_cites(const char *const *cells, guint count)
{
    for (guint i = 0; i + 1 < count; i++)
        if (column_cites(cells[i], cells[i + 1]))
            return TRUE;
    return FALSE;
}

/* Whether ROW, after the head row ABOVE, goes on with the head: each cell a name, or what is above it. */
gboolean table_head_goes_on(const TableRow *above, const TableRow *row)
{
    guint known = 0;
    for (guint i = 0; i < row->count; i++) {
        const char *cell = row->cells[i];
        gboolean same = i < above->count && strcmp(cell, above->cells[i]) == 0;
        if (!*cell || same)
            continue;
        if (!column_find_below(cell))
            return FALSE;
        known++;
    }
    return known > 0;
}

/* What a column called NAME is kept as beside a record's members: not as one of them. Caller frees. */
static char *kept_name(const char *name)
{
    gboolean member = g_str_has_prefix(name, "title_") || g_str_has_prefix(name, "scope_");
    for (guint i = 0; i < FIELD_COUNT && !member; i++)
        member = strcmp(name, fields[i].name) == 0;
    return member ? g_strconcat("column ", name, NULL) : g_strdup(name);
}

/* Whether a column called NAME tells that its table is of standards. Their numbers do not: a list of parts has them too. */
static gboolean tells_standards(const char *name)
{
    const Column *column = column_find_below(name);
    return column && column->content != CONTENT_NUMBER && column->content != CONTENT_KEPT &&
           (column_is_of_standards(name) || column->content == CONTENT_REPLACES || column->content == CONTENT_ADOPTS);
}

gboolean table_is_foreign(const char *const *names, guint count)
{
    gboolean foreign = FALSE;
    for (guint i = 0; i < count; i++) {
        const Column *column = names[i] ? column_find(names[i]) : NULL;
        if (column && (tells_standards(names[i]) || g_strcmp0(column->member, "published") == 0 ||
                       g_strcmp0(column->member, "effective") == 0))
            return FALSE;
        foreign = foreign || column_is_foreign(names[i]);
    }
    return foreign;
}

static void tell_subject(TableReader *reader)
{
    reader->of_standards = reader->told_foreign = FALSE;
    for (guint i = 0; i < reader->n_columns; i++)
        reader->of_standards = reader->of_standards || (reader->columns[i] && reader->names[i] && tells_standards(reader->names[i]));
    reader->foreign = table_is_foreign((const char *const *)reader->names, reader->n_columns);
}

/* The column of what is cited is one of numbers to who wants no records, if there is no other. */
static void tell_cited(TableReader *reader)
{
    reader->cites = FALSE;
    for (guint i = 0; reader->sink->text && i + 1 < reader->n_columns && !reader->cites; i++)
        if (!table_has_column(reader, CONTENT_NUMBER) && column_cites(reader->names[i], reader->names[i + 1])) {
            reader->columns[i] = column_find("标准编号");
            reader->columns[i + 1] = column_find("标准名称");
            reader->cites = TRUE;
        }
}

void table_set_head(TableReader *reader, const TableRow *head, const TableRow *below)
{
    /* a later one may be the second row of the first */
    const Column *(*find)(const char *name) = reader->head ? column_find_below : column_find;
    g_strfreev(reader->head);
    reader->head = g_strdupv(head->cells);
    reader->n_columns = MIN(MAX(head->count, below ? below->count : 0), TABLE_MAX_COLUMNS);
    for (guint i = 0; i < reader->n_columns; i++) {
        const char *name = i < head->count ? head->cells[i] : "";
        const char *lower = below && i < below->count ? below->cells[i] : "";
        const Column *column = *lower ? column_find_below(lower) : NULL;
        if (!column) {
            column = find(name);
            lower = *name ? name : lower;
        }
        reader->columns[i] = column;
        g_free(reader->names[i]);
        reader->names[i] = *lower ? kept_name(lower) : NULL;
    }
    tell_cited(reader);
    tell_subject(reader);
    reader->share->tables += !reader->has_head;
    reader->has_head = TRUE;
    reader->canonical = canonical_is_head((const char *const *)head->cells, head->count);
}

/* Whether ROW is the first row of a head, or another one of it, again, as on each page: all of its
 * cells are names. */
gboolean table_is_of_head(const TableReader *reader, const TableRow *row)
{
    guint filled = 0;
    for (guint i = 0; i < row->count; i++) {
        const char *cell = row->cells[i];
        if (!*cell)
            continue;
        gboolean same = i < reader->n_columns && g_strcmp0(reader->names[i], cell) == 0;
        if (!same && !column_find_below(cell))
            return FALSE;
        filled++;
    }
    return filled >= 2;
}

/* Tables without a head */

/* The share of the cells of column I in the rows that wait, of those that are not empty, of which
 * HOLDS is true. */
static double share_of(const TableReader *reader, guint i, gboolean (*holds)(const char *cell))
{
    guint filled = 0, held = 0;
    for (guint r = 0; r < reader->waiting->len; r++) {
        const char *cell = table_cell(reader->waiting->pdata[r], i);
        filled += *cell != '\0';
        held += *cell && holds(cell);
    }
    return filled * 2 >= reader->waiting->len && filled > 0 ? (double)held / filled : 0;
}

static gboolean is_number(const char *cell)
{
    return number_is_certain(cell, -1);
}

static gboolean may_be_title(const char *cell)
{
    return han_is_in(cell) && g_utf8_strlen(cell, -1) >= 5 && !value_find(FIELD_STATUS, cell);
}

/* The first column from FROM on of whose cells HOLDS is true of four in five; -1: none. */
static int first_column(const TableReader *reader, guint from, guint width,
                        gboolean (*holds)(const char *cell))
{
    for (guint i = from; i < width; i++)
        if (share_of(reader, i, holds) >= 0.8 - 1e-9)
            return (int)i;
    return -1;
}

/* Whether nearly all cells of column I differ: a list of one body has it in each row. */
static gboolean differ(const TableReader *reader, guint i)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (guint r = 0; r < reader->waiting->len; r++)
        g_hash_table_add(seen, (char *)table_cell(reader->waiting->pdata[r], i));
    return g_hash_table_size(seen) * 5 >= reader->waiting->len * 4;
}

/* Tells the columns by what they hold: numbers of standards in one, titles in one after it. Several
 * of either are not to be told apart. */
void table_guess_columns(TableReader *reader)
{
    guint width = 0;
    for (guint r = 0; r < reader->waiting->len; r++)
        width = MAX(width, ((TableRow *)reader->waiting->pdata[r])->count);
    width = MIN(width, TABLE_MAX_COLUMNS);
    int number = first_column(reader, 0, width, is_number);
    if (number < 0 || first_column(reader, (guint)number + 1, width, is_number) >= 0)
        return;
    for (guint i = 0; i < (guint)number; i++)
        if (share_of(reader, i, is_number) > 0)
            return; /* rather there */
    int title = first_column(reader, (guint)number + 1, width, may_be_title);
    if (title != number + 1 || !differ(reader, (guint)title))
        return;
    reader->n_columns = width;
    reader->columns[number] = column_find("标准编号");
    reader->columns[title] = column_find("标准名称");
    reader->share->tables++;
    reader->has_head = TRUE;
}
