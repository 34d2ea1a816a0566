/* Rows of tables into records. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "corpus/table/table-reader.h"
#include "corpus/text/document.h"
#include "corpus/text/steps.h"
#include "corpus/text/titles.h"
#include "number/number.h"
#include "unicode/han.h"
#include "unicode/width.h"

enum { MIN_SENTENCE_WIDTH = 24, FEW_CELLS = 4 };

GPtrArray *rows_read(const GPtrArray *lines, const Table *table, const DateFinder *dates)
{
    if (table->shape == SHAPE_GRID)
        return g_ptr_array_ref(table->rows);
    if (table->shape == SHAPE_LAYOUT)
        return layout_read(lines, table);
    GPtrArray *rows = rows_find(lines, table);
    for (guint i = 0; i < rows->len; i++)
        cells_read(lines, table, dates, rows->pdata[i]);
    return rows;
}

/* What a column's cell becomes in a record. */
typedef void (*SetCell)(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column);

static void set_titles(Record *record, const Titles *titles)
{
    g_autofree char *zh = titles->zh ? text_finish_title(titles->zh) : NULL;
    g_autofree char *en = titles->en ? text_finish_title(titles->en) : NULL;
    if (zh)
        record_set_text(record, FIELD_TITLE_ZH, zh, -1);
    if (en)
        record_set_text(record, FIELD_TITLE_EN, en, -1);
    if (titles->fr)
        record_add_lang_text(record, FIELD_TITLE_OTHER, "fr", titles->fr);
}

static void set_title(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)bulletin;
    g_auto(Titles) titles = {0};
    if (titles_read(cell, &titles) == TITLES_TWO) {
        set_titles(record, &titles);
        return;
    }
    g_autofree char *title = text_finish_title(cell);
    gboolean latin = TRUE;
    for (const char *p = title; *p; p = g_utf8_next_char(p))
        latin = latin && !text_is_cjk(g_utf8_get_char(p));
    FieldId field = column->type == COLUMN_TITLE_EN || (column->type == COLUMN_TITLE && latin)
                        ? FIELD_TITLE_EN
                        : FIELD_TITLE_ZH;
    record_set_text(record, field, title, -1);
}

static void set_scope(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)bulletin;
    (void)column;
    text_finish_prose(cell);
    gboolean han = FALSE;
    for (const char *p = cell; *p; p = g_utf8_next_char(p))
        han = han || char_is_han(g_utf8_get_char(p));
    record_set_text(record, han ? FIELD_SCOPE_ZH : FIELD_SCOPE_EN, cell, -1);
}

typedef struct {
    Record *record;
    char *source;
} Told;

static void add_step(const Progress *found, gpointer data)
{
    const Told *told = data;
    Progress step = *found;
    step.source = told->source;
    record_add_progress(told->record, &step);
}

static void set_progress(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)column;
    text_finish_prose(cell);
    const Told told = {record, bulletin->name};
    steps_find(cell, bulletin->dates, bulletin->date, NULL, add_step, (gpointer)&told);
    const char *stage = words_stage_told(cell);
    if (stage && !record_text(record, FIELD_STAGE))
        record_set_text(record, FIELD_STAGE, stage, -1);
}

static void set_text(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)bulletin;
    text_finish_prose(cell);
    record_set_text(record, column->type == COLUMN_STAGE    ? FIELD_STAGE
                            : column->type == COLUMN_STATUS ? FIELD_STATUS
                                                            : FIELD_COMMITTEE,
                    cell, -1);
}

static void set_relation(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)bulletin;
    g_auto(GStrv) ids = numbers_whole(cell);
    gboolean adopts = column->type == COLUMN_ADOPTS;
    const char *degree = !adopts                                                    ? NULL
                         : strstr(cell, "IDT") || strstr(cell, "等同采用")          ? "IDT"
                         : strstr(cell, "MOD") || strstr(cell, "修改采用")          ? "MOD"
                         : strstr(cell, "NEQ") || strstr(cell, "非等效采用")        ? "NEQ"
                                                                                    : NULL;
    for (char **id = ids; id && *id; id++)
        record_add_relation(record, adopts ? "adopts" : "replaces", degree, *id);
}

/* A date that is none is left out (cell_fault() has seen that it is one cell). */
static void set_date(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    g_autofree char *date = date_finder_whole(bulletin->dates, cell);
    FieldId field = column->type == COLUMN_PUBLISHED ? FIELD_PUBLISHED : FIELD_EFFECTIVE;
    if (date)
        record_set_text(record, field, date, -1);
}

/* Cells that the record has no field for are kept under the header's word. */
static void set_extra(Bulletin *bulletin, Record *record, char *cell, const HeaderWord *column)
{
    (void)bulletin;
    text_finish_prose(cell);
    if (!record->extra)
        record->extra = json_object();
    json_object_set_new(record->extra, column->word, json_string(cell));
}

static const SetCell set_cell[] = {
    [COLUMN_TITLE] = set_title,        [COLUMN_TITLE_EN] = set_title,
    [COLUMN_TITLE_ZH] = set_title,     [COLUMN_SCOPE] = set_scope,
    [COLUMN_PROGRESS] = set_progress,  [COLUMN_STAGE] = set_text,
    [COLUMN_STATUS] = set_text,        [COLUMN_COMMITTEE] = set_text,
    [COLUMN_REPLACES] = set_relation,  [COLUMN_ADOPTS] = set_relation,
    [COLUMN_PUBLISHED] = set_date,     [COLUMN_EFFECTIVE] = set_date,
    [COLUMN_DATE] = set_extra,         [COLUMN_ORGANIZATION] = set_extra,
    [COLUMN_MAKING] = set_extra,       [COLUMN_NATURE] = set_extra,
    [COLUMN_PERIOD] = set_extra,       [COLUMN_NOTE] = set_extra,
    [COLUMN_PLAN] = NULL,              [COLUMN_NUMBER] = NULL,
    [COLUMN_SEQUENCE] = NULL,
};

static const char *cell_of(const Table *table, const Row *row, ColumnType type)
{
    for (int c = 0; c < table->header.count; c++)
        if (table->header.columns[c]->type == type && row->cells[c] &&
            !words_is_nothing(row->cells[c]))
            return row->cells[c];
    return NULL;
}

/* GB/T 451022024, 45101.22024: the flattener took the hyphen at a line's end for a word's. */
static gboolean has_lost_hyphen(const char *cell)
{
    size_t len = strlen(cell), digits = 0;
    while (digits < len && g_ascii_isdigit(cell[len - digits - 1]))
        digits++;
    gboolean part = digits < len && cell[len - digits - 1] == '.';
    return digits >= (part ? 5 : 7) && (strncmp(cell + len - 4, "20", 2) == 0 ||
                                        strncmp(cell + len - 4, "19", 2) == 0);
}

/* The id that CELL holds, or NULL. */
static char *number_of(const char *cell)
{
    if (cell && has_lost_hyphen(cell))
        return NULL;
    g_autoptr(Number) number = cell ? number_parse(cell, -1) : NULL;
    if (number && (number->prefix || number->type == NUMBER_PLAN))
        return number_format(number);
    g_auto(GStrv) ids = cell ? numbers_whole(cell) : NULL;
    return ids ? g_strdup(ids[0]) : NULL;
}

/* Sets id and plan from the number columns, else from the title. FALSE with WHY if the row has
 * neither. */
static gboolean set_id(Record *record, const Table *table, const Row *row, char **why)
{
    const char *plan_cell = cell_of(table, row, COLUMN_PLAN);
    const char *number_cell = cell_of(table, row, COLUMN_NUMBER);
    g_autofree char *plan = number_of(plan_cell);
    g_autofree char *number = number_of(number_cell);
    const char *title = record_text(record, FIELD_TITLE_ZH);
    title = title ? title : record_text(record, FIELD_TITLE_EN);
    if ((plan_cell && !plan) || (number_cell && !number)) {
        *why = g_strdup_printf("\"%s\" is no number of a plan or standard",
                               plan_cell && !plan ? plan_cell : number_cell);
        return FALSE;
    }
    if (!plan && !number && !title) {
        *why = g_strdup("the row has neither a number nor a title");
        return FALSE;
    }
    g_autofree char *provisional = plan || number ? NULL : record_provisional_id(title);
    record_set_text(record, FIELD_ID, number ? number : plan ? plan : provisional, -1);
    record_set_text(record, FIELD_PLAN, plan, -1);
    return TRUE;
}

#define WHAT_TO_DO "give the PDF itself, take pdftotext -raw of it, or write each cell on lines of its own"

/* Fills RECORD. FALSE with WHY if the row is none. */
static gboolean fill_record(Bulletin *bulletin, const Table *table, const Row *row, Record *record,
                            char **why)
{
    for (int c = 0; c < table->header.count; c++) {
        const HeaderWord *column = table->header.columns[c];
        char *cell = row->cells[c];
        if (!cell || words_is_nothing(cell))
            continue;
        const char *fault = cell_fault(column->type, cell, bulletin->dates);
        if (fault) {
            *why = g_strdup_printf("%s \"%s\" %s%s", column->word, cell, fault,
                                   table->shape == SHAPE_GRID ? "" : "; " WHAT_TO_DO);
            return FALSE;
        }
        if (set_cell[column->type])
            set_cell[column->type](bulletin, record, cell, column);
    }
    if (!set_id(record, table, row, why))
        return FALSE;
    if (!record_text(record, FIELD_TITLE_ZH) && !record_text(record, FIELD_TITLE_EN) &&
        !record_text(record, FIELD_SCOPE_ZH) && !record_text(record, FIELD_SCOPE_EN)) {
        *why = g_strdup("it has neither a title nor a scope");
        return FALSE;
    }
    return TRUE;
}

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
        gboolean title = cell_of(table, row, COLUMN_TITLE) || cell_of(table, row, COLUMN_TITLE_ZH) ||
                         cell_of(table, row, COLUMN_TITLE_EN);
        gboolean number = cell_of(table, row, COLUMN_PLAN) || cell_of(table, row, COLUMN_NUMBER);
        if (!title || (!number && !is_draft_without_number(table, row, COLUMN_NUMBER)))
            row->doubt = title ? "it has no number, and its title no 《》" : "it has no title";
    }
}

/* In a text without columns an empty cell leaves no trace: what the other rows have, this one has
 * in another cell, rather. */
static void doubt_rows_that_lack(const Table *table, const GPtrArray *rows)
{
    if (table->shape == SHAPE_GRID) {
        doubt_nameless_rows(table, rows);
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
                row->doubt = "it lacks a cell that the head of the table names";
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
            row->doubt = "where it or the row beside it begins and ends cannot be told";
    }
}

/* NEXT is the row after ROW, or NULL: where one between them was not found, its text is ROW's. */
static void read_row(Bulletin *bulletin, const Table *table, Row *row, const Row *next)
{
    gboolean told = table->shape == SHAPE_GRID;
    g_autofree char *why = row->doubt ? g_strconcat(row->doubt, told ? "" : "; " WHAT_TO_DO, NULL) : NULL;
    Record *record = record_new();
    gboolean filled = !why && fill_record(bulletin, table, row, record, &why);
    if (filled && next && row->sequence && next->sequence > row->sequence + 1)
        why = g_strdup_printf("row %d was not found after it and may be in its cells",
                              row->sequence + 1);
    if (why) {
        bulletin_reject(bulletin, row->first, row->end, "row %d of the table: %s", row->sequence,
                        why);
        record_free(record);
        return;
    }
    const Source at = bulletin_place(bulletin, row->first);
    record_add_source(record, &at);
    g_hash_table_insert(bulletin->captioned, bulletin_add(bulletin, record), (gpointer)table);
}

/* Rejects what stands before the first row, and says which numbers of the sequence are missing. */
static void report_gaps(Bulletin *bulletin, const Table *table, const GPtrArray *rows)
{
    guint first = rows->len ? ((Row *)rows->pdata[0])->first : table->end;
    guint start = table->body;
    while (start < first && table->skip[start])
        start++;
    if (start < first)
        bulletin_reject(bulletin, start, first,
                        rows->len ? "text before the table's first row"
                                  : "no row of the table could be told from its text");
    int previous = 0;
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = rows->pdata[i];
        if (row->sequence == previous + 2)
            bulletin_miss(bulletin, row->first,
                          "row %d of the table was not found before this one", previous + 1);
        else if (row->sequence > previous + 2)
            bulletin_miss(bulletin, row->first,
                          "rows %d to %d of the table were not found before this one",
                          previous + 1, row->sequence - 1);
        previous = row->sequence ? row->sequence : previous + 1;
    }
}

/* Lists */

typedef struct {
    Bulletin *bulletin;
    guint first; /* line of the table, of which its rows count from 1 */
} List;

static gboolean keep_record(Record *record, gpointer data)
{
    const List *list = data;
    Source *source = ((GPtrArray *)record->values[FIELD_SOURCES].list)->pdata[0];
    const Source at = bulletin_place(list->bulletin, list->first + source->line - 1);
    source->page = at.page;
    source->line = at.line;
    bulletin_add(list->bulletin, record);
    return TRUE;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    const List *list = data;
    guint line = list->first + reject->at.line - 1;
    bulletin_reject(list->bulletin, line, line + 1, "%s", reject->reason);
    return !list->bulletin->stopped;
}

/* Reads a table that is a list by the names of its columns. */
static void read_list(Bulletin *bulletin, const Table *table)
{
    List list = {bulletin, table->header_line};
    const ReaderSink sink = {keep_record, keep_reject, &list};
    ReaderShare share = {.unit = ""};
    const Source at = {.file = (char *)bulletin->file};
    g_autoptr(TableReader) reader = table_reader_new(&at, &sink, &share);
    gboolean titles[GRID_MAX_COLUMNS];
    for (guint c = 0; c < table->grid->columns; c++)
        titles[c] = table_is_title(((char **)table->grid->rows->pdata[0])[c]);
    for (guint r = 0; r < table->grid->rows->len; r++) {
        g_auto(GStrv) cells = grid_row(table->grid, r, titles);
        table_reader_row(reader, r + 1, (const char *const *)cells, table->grid->columns);
    }
    table_reader_end(reader);
    bulletin->n_rows += (guint)share.rows;
}

/* Whether a cell of TABLE holds a number of a standard or plan, or a title. */
static gboolean names_document(const Bulletin *bulletin, const Table *table)
{
    for (guint i = table->header_line; i < table->end; i++) {
        const char *text = ((TextLine *)bulletin->lines->pdata[i])->text;
        if (strstr(text, "《") || bulletin_names_number(text))
            return TRUE;
    }
    return FALSE;
}

void bulletin_read_tables(Bulletin *bulletin)
{
    for (guint i = 0; i < bulletin->tables->len; i++) {
        const Table *table = bulletin->tables->pdata[i];
        if (table->unreadable && table->shape == SHAPE_GRID && !names_document(bulletin, table)) {
            for (guint line = table->header_line; line < table->end; line++)
                bulletin->rejected[line] = TRUE; /* of something else: whom to call, what to fill in */
            continue;
        }
        if (table->unreadable) {
            bulletin_reject(bulletin, table->header_line, table->end,
                            "the head of this table could not be told, nor its columns; write its "
                            "cells one after another in a line");
            continue;
        }
        if (table->list) {
            read_list(bulletin, table);
            continue;
        }
        g_autoptr(GPtrArray) rows = rows_read(bulletin->lines, table, bulletin->dates);
        bulletin->n_rows += rows->len;
        report_gaps(bulletin, table, rows);
        doubt_rows_that_lack(table, rows);
        if (table->shape == SHAPE_LAYOUT)
            doubt_neighbours(bulletin, table, rows);
        for (guint k = 0; k < rows->len; k++)
            read_row(bulletin, table, rows->pdata[k],
                     k + 1 < rows->len ? rows->pdata[k + 1] : NULL);
    }
}

static void read_caption(Bulletin *bulletin, Record *record, const Table *table)
{
    const char *published = record_text(record, FIELD_PUBLISHED);
    const char *event = table->caption ? words_event(table->caption) : NULL;
    if (!event && published)
        event = "发布";
    if (!event || record->values[FIELD_PROGRESS].list)
        return;
    gboolean is_publication = strcmp(event, "发布") == 0;
    Progress progress = {.date = is_publication && published ? (char *)published : bulletin->date,
                         .event = (char *)event,
                         .text = table->caption,
                         .source = bulletin->name};
    record_add_progress(record, &progress);
}

void bulletin_read_captions(Bulletin *bulletin)
{
    for (guint i = 0; i < bulletin->records->len; i++) {
        Record *record = bulletin->records->pdata[i];
        const Table *table = g_hash_table_lookup(bulletin->captioned, record);
        if (table)
            read_caption(bulletin, record, table);
    }
}
