#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "corpus/record/date.h"
#include "corpus/record/value.h"
#include "corpus/table/canonical.h"
#include "corpus/table/private.h"
#include "corpus/text/text.h"
#include "corpus/text/titles.h"
#include "messages/messages.h"
#include "number/number.h"
#include "unicode/han.h"

static void free_row(gpointer data)
{
    TableRow *row = data;
    g_strfreev(row->cells);
    g_free(row);
}

TableReader *table_reader_new(const Source *at, const ReaderSink *sink, ReaderShare *share)
{
    TableReader *reader = g_new0(TableReader, 1);
    reader->at = *at;
    reader->sink = sink;
    reader->share = share;
    reader->waiting = g_ptr_array_new_with_free_func(free_row);
    share->unit = N_("rows");
    return reader;
}

void table_reader_free(TableReader *reader)
{
    if (!reader)
        return;
    for (guint i = 0; i < TABLE_MAX_COLUMNS; i++)
        g_free(reader->names[i]);
    g_strfreev(reader->head);
    g_free(reader->last_id);
    g_free(reader->last_title);
    g_ptr_array_unref(reader->waiting);
    g_free(reader);
}

gboolean table_reader_has_head(const TableReader *reader)
{
    return reader->has_head || reader->sink->text;
}

/* Where ROW stands: until the next call. */
static const Source *place(TableReader *reader, const TableRow *row)
{
    reader->at.line = row->line;
    return &reader->at;
}

/* The cells with " | " between, to be shown in a reject. Caller frees. */
static char *text_of(const TableRow *row)
{
    return g_strjoinv(" | ", row->cells);
}

static gboolean is_blank(const TableRow *row)
{
    for (guint i = 0; i < row->count; i++)
        if (*row->cells[i])
            return FALSE;
    return TRUE;
}

/* Whether all that ROW has is one text in Chinese that begins in its first cell, alone or in cells
 * that span: the heading of a part of the list. What has a number in it is rather a row that lacks
 * the rest, and so is a title alone. */
static gboolean is_heading(const TableReader *reader, const TableRow *row)
{
    const char *only = row->cells[0];
    guint same = 1;
    for (guint i = 1; i < row->count; i++) {
        if (*row->cells[i] && strcmp(row->cells[i], only) != 0)
            return FALSE;
        same += *row->cells[i] != '\0';
    }
    g_autoptr(Number) number = number_first(only, -1);
    return han_is_in(only) && !number && (same > 1 || !table_is_title_column(reader->columns[0]));
}

/* Whether a cell of ROW in a column that is not known, or in one of numbers, is or holds a number. */
static gboolean has_number_elsewhere(const TableReader *reader, const TableRow *row)
{
    for (guint i = 0; i < row->count; i++) {
        const Column *column = i < reader->n_columns ? reader->columns[i] : NULL;
        if ((!column || column->content == CONTENT_NUMBER) && number_is_certain(row->cells[i], -1))
            return TRUE;
    }
    return FALSE;
}

static gboolean is_date(const char *text)
{
    g_autofree char *date = date_read(text);
    return date != NULL;
}

/* What speaks against OBJECT, of ROW, being a document, or NULL. Static. */
static const char *fault_of(const TableReader *reader, const TableRow *row, const json_t *object)
{
    const char *id = json_string_value(json_object_get(object, "id"));
    const char *title = json_string_value(table_title_in(object));
    if (!id && table_has_column(reader, CONTENT_NUMBER))
        return _("the column of numbers holds none, or several");
    if ((!id || record_is_provisional(id)) && has_number_elsewhere(reader, row))
        return _("a number stands in a column whose name is not known");
    if (!id)
        return _("the row has no number");
    if (!title && !json_object_get(object, "scope_zh") && !json_object_get(object, "scope_en"))
        return _("the row has no title");
    if (title && (number_is_certain(title, -1) || value_find(FIELD_STATUS, title) || is_date(title)))
        return _("where the title should be stands a number, a date or a status");
    g_auto(Titles) titles = {0};
    if (title && titles_read(title, &titles) == TITLES_MIXED)
        return _("the title is in two languages, and where one ends cannot be told");
    if (title && g_strcmp0(id, reader->last_id) == 0 && g_strcmp0(title, reader->last_title) != 0)
        return _("the row before has the same number and another title");
    return NULL;
}

static gboolean send_reject(TableReader *reader, const TableRow *row, const char *reason)
{
    g_autofree char *text = text_of(row);
    return reject_send_at(reader->sink, place(reader, row), text, strlen(text), "%s", reason);
}

/* Hands over the record that OBJECT is. */
static gboolean send_json(TableReader *reader, const TableRow *row, const json_t *object)
{
    g_autofree char *text = text_of(row);
    char *json = json_dumps(object, JSON_COMPACT);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    Record *record = record_from_json(json, strlen(json), problems, &error);
    gboolean taken = FALSE;
    gboolean more = record ? row_send(record, problems, place(reader, row), text, strlen(text), reader->sink, &taken)
                           : send_reject(reader, row, error->message);
    reader->share->understood += taken;
    free(json);
    return more;
}

static gboolean send_object(TableReader *reader, const TableRow *row, const json_t *object)
{
    const char *fault = fault_of(reader, row, object);
    return fault ? send_reject(reader, row, fault) : send_json(reader, row, object);
}

/* A row of a canonical table is a record, as a line of JSON Lines is one. */
static gboolean take_canonical(TableReader *reader, const TableRow *row)
{
    g_autoptr(GError) error = NULL;
    json_auto_t *object = canonical_object((const char *const *)row->cells, row->count, &error);
    return object ? send_json(reader, row, object) : send_reject(reader, row, error->message);
}

/* The cell of ROW in the column of CONTENT, or -1. */
static int cell_of(const TableReader *reader, const TableRow *row, Content content)
{
    for (guint i = 0; i < MIN(reader->n_columns, row->count); i++)
        if (reader->columns[i] && reader->columns[i]->content == content)
            return (int)i;
    return -1;
}

/* The cell of ROW with a title: in whichever language, else the first that is told with one; or -1. */
static int title_cell(const TableReader *reader, const TableRow *row)
{
    int title = cell_of(reader, row, CONTENT_TITLE);
    for (guint i = 0; i < MIN(reader->n_columns, row->count) && (title < 0 || !*row->cells[title]); i++)
        if (table_is_title_column(reader->columns[i]) && *row->cells[i])
            title = (int)i;
    return title;
}

static gboolean count_number(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)number, (void)start, (void)end;
    return ++*(guint *)data < 2;
}

static gboolean send_text(TableReader *reader, const TableRow *row)
{
    int number = cell_of(reader, row, CONTENT_NUMBER), title = title_cell(reader, row);
    guint cited = 0;
    if (reader->cites && number >= 0)
        number_find(row->cells[number], strlen(row->cells[number]), count_number, &cited);
    if (cited > 1) /* and the title is that of one of them, or of something else */
        number = title = -1;
    else if (number < 0 || !*row->cells[number]) /* it has none yet */
        number = cell_of(reader, row, CONTENT_PLAN);
    ReaderText text = {*place(reader, row), (const char *const *)row->cells, row->count, number, title, FALSE};
    reader->share->all++;
    reader->share->understood++;
    return reader->sink->text(&text, reader->sink->data);
}

static gboolean take_row(TableReader *reader, const TableRow *row)
{
    if (reader->sink->text && !reader->canonical && !table_is_of_head(reader, row))
        return send_text(reader, row);
    reader->share->all++;
    if (reader->canonical) {
        reader->share->rows++;
        return take_canonical(reader, row);
    }
    if (table_is_of_head(reader, row) || is_heading(reader, row)) {
        reader->share->understood++;
        if (table_row_is_head(row) && !(reader->head && g_strv_equal((const char *const *)reader->head,
                                                           (const char *const *)row->cells)))
            table_set_head(reader, row, NULL); /* another table follows */
        return TRUE;
    }
    if (reader->foreign) {
        gboolean told = reader->told_foreign;
        reader->told_foreign = TRUE;
        reader->share->understood++;
        return told || send_reject(reader, row, _(TABLE_FOREIGN));
    }
    reader->share->rows++;
    json_t *object = table_object(reader, row);
    gboolean more = send_object(reader, row, object);
    g_free(reader->last_id);
    g_free(reader->last_title);
    reader->last_id = g_strdup(json_string_value(json_object_get(object, "id")));
    reader->last_title = g_strdup(json_string_value(table_title_in(object)));
    json_decref(object);
    return more;
}

/* Takes the rows that wait, from FROM on. */
static gboolean take_waiting(TableReader *reader, guint from)
{
    gboolean more = TRUE;
    for (guint i = from; i < reader->waiting->len && more; i++)
        more = take_row(reader, reader->waiting->pdata[i]);
    g_ptr_array_set_size(reader->waiting, 0);
    return more;
}

/* What stands before the head at HEAD is a heading, but for what has a number of its own. */
static gboolean skip_before(TableReader *reader, guint head)
{
    gboolean more = TRUE;
    for (guint i = 0; i < head && more; i++) {
        const TableRow *row = reader->waiting->pdata[i];
        if (reader->sink->text) {
            more = send_text(reader, row);
            continue;
        }
        gboolean numbered = has_number_elsewhere(reader, row);
        g_autofree char *text = text_of(row);
        reader->share->all++;
        reader->share->understood += !numbered;
        more = !numbered || reject_send_at(reader->sink, place(reader, row), text, strlen(text),
                                        "the row stands before the names of the columns");
    }
    return more;
}

static gboolean is_head(const TableReader *reader, const TableRow *row)
{
    return table_row_is_head(row) || (reader->sink->text && table_cites((const char *const *)row->cells, row->count));
}

/* Finds the head among the rows that wait. What stands before it is a heading. */
static gboolean find_head(TableReader *reader)
{
    GPtrArray *rows = reader->waiting;
    for (guint i = 0; i < rows->len; i++) {
        if (!is_head(reader, rows->pdata[i]))
            continue;
        const TableRow *below = i + 1 < rows->len ? rows->pdata[i + 1] : NULL;
        if (below && !table_head_goes_on(rows->pdata[i], below))
            below = NULL;
        guint read = i + 1 + (below != NULL);
        if (!skip_before(reader, i))
            return FALSE;
        table_set_head(reader, rows->pdata[i], below);
        reader->share->all += read - i;
        reader->share->understood += read - i;
        return take_waiting(reader, read);
    }
    table_guess_columns(reader);
    if (reader->has_head || reader->sink->text) {
        reader->has_head = TRUE;
        return take_waiting(reader, 0);
    }
    reader->gave_up = TRUE;
    reader->share->all++; /* however long: beside a list there may be a sheet of notes */
    const TableRow *first = rows->len ? rows->pdata[0] : NULL;
    g_autofree char *text = first ? text_of(first) : NULL;
    g_ptr_array_set_size(rows, text ? 1 : 0);
    return !text || reject_send_at(reader->sink, place(reader, first), text, strlen(text), TABLE_NO_HEAD);
}

gboolean table_reader_row(TableReader *reader, unsigned line, const char *const *cells, guint count)
{
    count = MIN(count, TABLE_MAX_COLUMNS);
    TableRow *row = g_new0(TableRow, 1);
    row->line = line;
    row->count = count;
    row->cells = g_new0(char *, count + 1);
    for (guint i = 0; i < count; i++)
        row->cells[i] = g_strstrip(g_strdup(cells[i] ? cells[i] : ""));
    gboolean more = TRUE;
    if (is_blank(row)) {
        free_row(row);
        return TRUE;
    }
    if (reader->has_head) {
        more = take_row(reader, row);
        free_row(row);
    } else if (reader->gave_up) {
        free_row(row);
    } else {
        g_ptr_array_add(reader->waiting, row);
        /* the row after a head may belong to it */
        if (reader->waiting->len >= TABLE_HEAD_ROWS ||
            (reader->waiting->len > 1 && is_head(reader, reader->waiting->pdata[reader->waiting->len - 2])))
            more = find_head(reader);
    }
    return more;
}

gboolean table_reader_end(TableReader *reader)
{
    return reader->has_head || reader->gave_up || reader->waiting->len == 0 || find_head(reader);
}
