#include "corpus/table/table-reader.h"

#include <string.h>

#include "corpus/read/reject.h"
#include "corpus/read/row.h"
#include "corpus/record/date.h"
#include "corpus/record/member-text.h"
#include "corpus/record/value.h"
#include "corpus/table/column.h"
#include "number/number.h"

typedef struct {
    unsigned line;
    char **cells; /* NULL-terminated, "" where empty */
    guint count;
} Row;

struct TableReader {
    const char *file;
    const ReaderSink *sink;
    ReaderShare *share;
    GPtrArray *waiting;     /* Row: before there is a head */
    const Column *columns[TABLE_MAX_COLUMNS]; /* NULL: not known */
    char *names[TABLE_MAX_COLUMNS];           /* as the head has them, or NULL */
    char **head;            /* the cells of its first row, NULL-terminated, or NULL */
    char *last_id, *last_title; /* of the row before */
    guint n_columns;
    gboolean has_head, gave_up;
};

static void free_row(gpointer data)
{
    Row *row = data;
    g_strfreev(row->cells);
    g_free(row);
}

TableReader *table_reader_new(const char *file, const ReaderSink *sink, ReaderShare *share)
{
    TableReader *reader = g_new0(TableReader, 1);
    reader->file = file;
    reader->sink = sink;
    reader->share = share;
    reader->waiting = g_ptr_array_new_with_free_func(free_row);
    share->unit = "rows";
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
    return reader->has_head;
}

/* Heads */

static gboolean is_title_column(const Column *column)
{
    return column && (column->content == CONTENT_TITLE ||
                      (column->member && g_str_has_prefix(column->member, "title_")));
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
        signs.title |= is_title_column(column);
    }
    return signs;
}

gboolean table_is_head(const char *const *cells, guint count)
{
    HeadSigns signs = signs_of(cells, count);
    return signs.number && signs.title && (signs.known >= 3 || signs.known == signs.filled);
}

static gboolean is_head(const Row *row)
{
    HeadSigns signs = signs_of((const char *const *)row->cells, row->count);
    return (signs.number || signs.title) && signs.known >= 2 && signs.known * 2 >= signs.filled;
}

/* Whether ROW, after the head row ABOVE, goes on with the head: each cell a name, or what is above it. */
static gboolean goes_on(const Row *above, const Row *row)
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

static void set_head(TableReader *reader, const Row *head, const Row *below)
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
    reader->has_head = TRUE;
}

/* Whether ROW is the first row of a head, or another one of it, again, as on each page: all of its
 * cells are names. */
static gboolean is_of_head(const TableReader *reader, const Row *row)
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

/* Rows */

static const char *cell_of(const Row *row, guint i)
{
    return i < row->count ? row->cells[i] : "";
}

/* The cells with " | " between, to be shown in a reject. Caller frees. */
static char *text_of(const Row *row)
{
    return g_strjoinv(" | ", row->cells);
}

static gboolean is_blank(const Row *row)
{
    for (guint i = 0; i < row->count; i++)
        if (*row->cells[i])
            return FALSE;
    return TRUE;
}


static gboolean is_chinese(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (g_unichar_get_script(g_utf8_get_char(p)) == G_UNICODE_SCRIPT_HAN)
            return TRUE;
    return FALSE;
}

/* Whether all that ROW has is one text in Chinese that begins in its first cell, alone or in cells
 * that span: the heading of a part of the list. What has a number in it is rather a row that lacks
 * the rest, and so is a title alone. */
static gboolean is_heading(const TableReader *reader, const Row *row)
{
    const char *only = row->cells[0];
    guint same = 1;
    for (guint i = 1; i < row->count; i++) {
        if (*row->cells[i] && strcmp(row->cells[i], only) != 0)
            return FALSE;
        same += *row->cells[i] != '\0';
    }
    g_autoptr(Number) number = number_first(only, -1);
    return is_chinese(only) && !number && (same > 1 || !is_title_column(reader->columns[0]));
}

typedef struct {
    GPtrArray *ids;    /* char * */
    size_t start, end; /* of the first, of the last */
} Named;

static gboolean note_number(const Number *number, size_t start, size_t end, gpointer data)
{
    Named *named = data;
    if (named->ids->len == 0)
        named->start = start;
    g_ptr_array_add(named->ids, number_format(number));
    named->end = end;
    return TRUE;
}

static GPtrArray *numbers_in(const char *text)
{
    Named named = {g_ptr_array_new_with_free_func(g_free), 0, 0};
    number_find(text, strlen(text), note_number, &named);
    return named.ids;
}

/* Whether LEN bytes of TEXT are marks alone, and what stands between （ and ）. */
static gboolean is_remark(const char *text, gsize len)
{
    int depth = 0;
    for (const char *p = text; p < text + len; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        depth += c == '(' || c == 0xff08;
        if (depth == 0 && g_unichar_isalnum(c))
            return FALSE;
        depth -= (c == ')' || c == 0xff09) && depth > 0;
    }
    return TRUE;
}

/* The canonical number that TEXT is, of a body or a plan's, also with a remark beside it; NULL if
 * it is none or holds more. Caller frees. */
static char *number_in_cell(const char *text)
{
    g_autoptr(Number) whole = number_parse(text, -1);
    if (whole)
        return whole->prefix || whole->stage || whole->type == NUMBER_PLAN ? number_format(whole) : NULL;
    Named named = {g_ptr_array_new_with_free_func(g_free), 0, 0};
    number_find(text, strlen(text), note_number, &named);
    g_autoptr(GPtrArray) ids = named.ids;
    if (ids->len != 1 || !is_remark(text, named.start) ||
        !is_remark(text + named.end, strlen(text + named.end)))
        return NULL;
    return g_strdup(ids->pdata[0]);
}

/* Sets MEMBER unless OBJECT has it; then VALUE is kept under NAME. */
static void set_member(json_t *object, const char *member, const char *value, const char *name)
{
    json_t *known = json_object_get(object, member);
    if (known && g_strcmp0(json_string_value(known), value) == 0)
        return;
    if (known)
        member = name && !json_object_get(object, name) ? name : NULL;
    if (member)
        json_object_set_new(object, member, json_string(value));
}

static void add_relations(json_t *object, const char *type, const char *degree, const char *text)
{
    g_autoptr(GPtrArray) ids = numbers_in(text);
    json_t *relations = json_object_get(object, "relations");
    if (!relations) {
        relations = json_array();
        json_object_set_new(object, "relations", relations);
    }
    for (guint i = 0; i < ids->len; i++)
        json_array_append_new(relations, json_pack("{s:s, s:s*, s:s}", "type", type, "degree", degree,
                                                   "to", (const char *)ids->pdata[i]));
}

/* Sets the number that CELL is; what it replaces may stand there too. What is no number is kept under NAME. */
static void set_number(json_t *object, const char *cell, const char *name)
{
    const char *replaced = strstr(cell, "代替");
    g_autofree char *own = replaced ? g_strndup(cell, (gsize)(replaced - cell)) : g_strdup(cell);
    g_autofree char *id = number_in_cell(g_strstrip(own));
    if (!id || json_object_get(object, "id")) {
        if (name)
            set_member(object, name, cell, NULL);
        return;
    }
    json_object_set_new(object, "id", json_string(id));
    if (replaced)
        add_relations(object, "replaces", NULL, replaced);
}

/* Without the marks around it. Caller frees. */
static char *title_of(const char *cell)
{
    gsize len = strlen(cell), mark = strlen("《");
    gboolean quoted = g_str_has_prefix(cell, "《") && g_str_has_suffix(cell, "》") &&
                      !strstr(cell + mark, "《");
    return quoted ? g_strndup(cell + mark, len - 2 * mark) : g_strdup(cell);
}

static void set_state(json_t *object, const char *cell, const char *name)
{
    const char *member = value_find(FIELD_STATUS, cell) || record_status_word(cell) ? "status"
                         : value_is_known(FIELD_STAGE, cell)                         ? "stage"
                                                                                     : name;
    set_member(object, member, cell, name);
}

/* The number of an ICS group (NN.NNN) whose zeros a spreadsheet has dropped at its ends has them
 * again: 1.04 is 01.040. Caller frees. */
static char *ics_of(const char *value)
{
    gsize field = strspn(value, "0123456789");
    gsize group = value[field] == '.' ? strspn(value + field + 1, "0123456789") : 0;
    if (field < 1 || field > 2 || group < 1 || group > 3 || value[field + 1 + group])
        return g_strdup(value);
    return g_strdup_printf("%s%.*s.%s%s", field == 1 ? "0" : "", (int)field, value, value + field + 1,
                           &"00"[group - 1]);
}

static void set_list(json_t *object, const char *member, const char *given)
{
    g_autoptr(GRegex) spaced = g_regex_new("(?<![A-Z])([A-Z]) +(?=[0-9])", 0, 0, NULL); /* CCS: L 77 */
    g_autofree char *cell = g_regex_replace(spaced, given, -1, 0, "\\1", 0, NULL);
    g_auto(GStrv) values = g_regex_split_simple("[,;，；、|\\s]+", cell, 0, 0);
    json_t *list = json_array();
    for (char **value = values; *value; value++)
        if (**value) {
            g_autofree char *text = strcmp(member, "ics") == 0 ? ics_of(*value) : g_strdup(*value);
            json_array_append_new(list, json_string(text));
        }
    json_object_set_new(object, member, list);
}

static const char *degree_of(const TableReader *reader, const Row *row, const char *adopted)
{
    static const struct {
        const char *words, *degree;
    } degrees[] = {{"\\bIDT\\b|等同", "IDT"},
                   {"\\bMOD\\b|\\bEQV\\b|修改(?!单)|等效", "MOD"},
                   {"\\bNEQ\\b|非等", "NEQ"}};
    const char *said[2] = {adopted, NULL};
    const char *found = NULL;
    for (guint i = 0; i < reader->n_columns; i++)
        if (reader->columns[i] && reader->columns[i]->content == CONTENT_DEGREE)
            said[1] = cell_of(row, i);
    for (int s = 0; s < 2 && !found; s++) {
        for (gsize i = 0; i < G_N_ELEMENTS(degrees); i++) /* 非等效 is also 等效: the last counts */
            if (said[s] && g_regex_match_simple(degrees[i].words, said[s], G_REGEX_CASELESS, 0))
                found = degrees[i].degree;
    }
    return found;
}

static void set_cell(const TableReader *reader, const Row *row, guint i, json_t *object)
{
    const Column *column = reader->columns[i];
    const char *cell = row->cells[i], *name = reader->names[i];
    if (!column) {
        if (name)
            set_member(object, name, cell, NULL);
        return;
    }
    switch (column->content) {
    case CONTENT_NOTHING:
    case CONTENT_DEGREE:
        break;
    case CONTENT_NUMBER:
        set_number(object, cell, name);
        break;
    case CONTENT_PLAN: {
        g_autofree char *plan = number_in_cell(cell);
        set_member(object, plan ? column->member : name, plan ? plan : cell, name);
        break;
    }
    case CONTENT_MEMBER: {
        g_autofree char *text = title_of(cell);
        set_member(object, column->member, text, name);
        break;
    }
    case CONTENT_TITLE: {
        g_autofree char *title = title_of(cell);
        set_member(object, is_chinese(title) ? "title_zh" : "title_en", title, name);
        break;
    }
    case CONTENT_LIST:
        set_list(object, column->member, cell);
        break;
    case CONTENT_STATE:
        set_state(object, cell, name);
        break;
    case CONTENT_REPLACES:
        add_relations(object, "replaces", NULL, cell);
        break;
    case CONTENT_ADOPTS:
        add_relations(object, "adopts", degree_of(reader, row, cell), cell);
        break;
    case CONTENT_KEPT:
        set_member(object, name, cell, NULL);
        break;
    }
}

static gboolean has_column(const TableReader *reader, Content content)
{
    for (guint i = 0; i < reader->n_columns; i++)
        if (reader->columns[i] && reader->columns[i]->content == content)
            return TRUE;
    return FALSE;
}

static json_t *title_in(const json_t *object)
{
    json_t *title = json_object_get(object, "title_zh");
    return title ? title : json_object_get(object, "title_en");
}

/* A row without a number is its plan's; in a table without numbers it may be known by its title alone. */
static void set_id(const TableReader *reader, json_t *object)
{
    if (json_object_get(object, "id"))
        return;
    json_t *plan = json_object_get(object, "plan");
    json_t *title = has_column(reader, CONTENT_NUMBER) ? NULL : title_in(object);
    if (plan) {
        json_object_set(object, "id", plan);
        json_object_del(object, "plan");
    } else if (title) {
        g_autofree char *id = record_provisional_id(json_string_value(title));
        json_object_set_new(object, "id", json_string(id));
    }
}

static json_t *object_of(const TableReader *reader, const Row *row)
{
    json_t *object = json_object();
    for (guint i = 0; i < MIN(row->count, reader->n_columns); i++)
        if (*row->cells[i] && !record_text_is_placeholder(row->cells[i]))
            set_cell(reader, row, i, object);
    set_id(reader, object);
    return object;
}

/* Whether a cell of ROW in a column that is not known, or in one of numbers, is or holds a number. */
static gboolean has_number_elsewhere(const TableReader *reader, const Row *row)
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
static const char *fault_of(const TableReader *reader, const Row *row, const json_t *object)
{
    const char *id = json_string_value(json_object_get(object, "id"));
    const char *title = json_string_value(title_in(object));
    if (!id && has_column(reader, CONTENT_NUMBER))
        return "the column of numbers holds none, or several";
    if (!id)
        return "the row has no number";
    if (record_is_provisional(id) && has_number_elsewhere(reader, row))
        return "a number stands in a column whose name is not known";
    if (!title && !json_object_get(object, "scope_zh") && !json_object_get(object, "scope_en"))
        return "the row has no title";
    if (title && (number_is_certain(title, -1) || value_find(FIELD_STATUS, title) || is_date(title)))
        return "where the title should be stands a number, a date or a status";
    if (title && g_strcmp0(id, reader->last_id) == 0 && g_strcmp0(title, reader->last_title) != 0)
        return "the row before has the same number and another title";
    return NULL;
}

/* Hands over the record that OBJECT is. */
static gboolean send_object(TableReader *reader, const Row *row, const json_t *object)
{
    g_autofree char *text = text_of(row);
    char *json = json_dumps(object, JSON_COMPACT);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    const char *fault = fault_of(reader, row, object);
    Record *record = fault ? NULL : record_from_json(json, strlen(json), problems, &error);
    gboolean taken = FALSE;
    gboolean more = record ? row_send(record, problems, reader->file, row->line, text, strlen(text),
                                      reader->sink, &taken)
                           : reject_send(reader->sink, reader->file, row->line, text, strlen(text),
                                         "%s", fault ? fault : error->message);
    reader->share->understood += taken;
    free(json);
    return more;
}

static gboolean take_row(TableReader *reader, const Row *row)
{
    reader->share->all++;
    if (is_of_head(reader, row) || is_heading(reader, row)) {
        reader->share->understood++;
        if (is_head(row) && !(reader->head && g_strv_equal((const char *const *)reader->head,
                                                           (const char *const *)row->cells)))
            set_head(reader, row, NULL); /* another table follows */
        return TRUE;
    }
    json_t *object = object_of(reader, row);
    gboolean more = send_object(reader, row, object);
    g_free(reader->last_id);
    g_free(reader->last_title);
    reader->last_id = g_strdup(json_string_value(json_object_get(object, "id")));
    reader->last_title = g_strdup(json_string_value(title_in(object)));
    json_decref(object);
    return more;
}

/* Tables without a head */

/* The share of the cells of column I in the rows that wait, of those that are not empty, of which
 * HOLDS is true. */
static double share_of(const TableReader *reader, guint i, gboolean (*holds)(const char *cell))
{
    guint filled = 0, held = 0;
    for (guint r = 0; r < reader->waiting->len; r++) {
        const char *cell = cell_of(reader->waiting->pdata[r], i);
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
    return is_chinese(cell) && g_utf8_strlen(cell, -1) >= 5 && !value_find(FIELD_STATUS, cell);
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
        g_hash_table_add(seen, (char *)cell_of(reader->waiting->pdata[r], i));
    return g_hash_table_size(seen) * 5 >= reader->waiting->len * 4;
}

/* Tells the columns by what they hold: numbers of standards in one, titles in one after it. Several
 * of either are not to be told apart. */
static void guess_columns(TableReader *reader)
{
    guint width = 0;
    for (guint r = 0; r < reader->waiting->len; r++)
        width = MAX(width, ((Row *)reader->waiting->pdata[r])->count);
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
    reader->has_head = TRUE;
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
        const Row *row = reader->waiting->pdata[i];
        gboolean numbered = has_number_elsewhere(reader, row);
        g_autofree char *text = text_of(row);
        reader->share->all++;
        reader->share->understood += !numbered;
        more = !numbered || reject_send(reader->sink, reader->file, row->line, text, strlen(text),
                                        "the row stands before the names of the columns");
    }
    return more;
}

/* Finds the head among the rows that wait. What stands before it is a heading. */
static gboolean find_head(TableReader *reader)
{
    GPtrArray *rows = reader->waiting;
    for (guint i = 0; i < rows->len; i++) {
        if (!is_head(rows->pdata[i]))
            continue;
        const Row *below = i + 1 < rows->len ? rows->pdata[i + 1] : NULL;
        if (below && !goes_on(rows->pdata[i], below))
            below = NULL;
        guint read = i + 1 + (below != NULL);
        if (!skip_before(reader, i))
            return FALSE;
        set_head(reader, rows->pdata[i], below);
        reader->share->all += read - i;
        reader->share->understood += read - i;
        return take_waiting(reader, read);
    }
    guess_columns(reader);
    if (reader->has_head)
        return take_waiting(reader, 0);
    reader->gave_up = TRUE;
    reader->share->all++; /* however long: beside a list there may be a sheet of notes */
    const Row *first = rows->len ? rows->pdata[0] : NULL;
    g_autofree char *text = first ? text_of(first) : NULL;
    g_ptr_array_set_size(rows, text ? 1 : 0);
    return !text || reject_send(reader->sink, reader->file, first->line, text, strlen(text), TABLE_NO_HEAD);
}

gboolean table_reader_row(TableReader *reader, unsigned line, const char *const *cells, guint count)
{
    count = MIN(count, TABLE_MAX_COLUMNS);
    Row *row = g_new0(Row, 1);
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
            (reader->waiting->len > 1 && is_head(reader->waiting->pdata[reader->waiting->len - 2])))
            more = find_head(reader);
    }
    return more;
}

gboolean table_reader_end(TableReader *reader)
{
    return reader->has_head || reader->gave_up || reader->waiting->len == 0 || find_head(reader);
}
