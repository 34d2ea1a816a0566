/* The cells of a row into a record. */
#include <string.h>

#include "corpus/bulletin/private.h"
#include "corpus/text/steps.h"
#include "corpus/text/titles.h"
#include "messages/messages.h"
#include "number/number.h"
#include "unicode/han.h"

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

const char *row_cell(const Table *table, const Row *row, ColumnType type)
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
    const char *plan_cell = row_cell(table, row, COLUMN_PLAN);
    const char *number_cell = row_cell(table, row, COLUMN_NUMBER);
    g_autofree char *plan = number_of(plan_cell);
    g_autofree char *number = number_of(number_cell);
    const char *title = record_text(record, FIELD_TITLE_ZH);
    title = title ? title : record_text(record, FIELD_TITLE_EN);
    if ((plan_cell && !plan) || (number_cell && !number)) {
        *why = g_strdup_printf(_("\"%s\" is no number of a plan or standard"),
                               plan_cell && !plan ? plan_cell : number_cell);
        return FALSE;
    }
    if (!plan && !number && !title) {
        *why = g_strdup(_("the row has neither a number nor a title"));
        return FALSE;
    }
    g_autofree char *provisional = plan || number ? NULL : record_provisional_id(title);
    record_set_text(record, FIELD_ID, number ? number : plan ? plan : provisional, -1);
    record_set_text(record, FIELD_PLAN, plan, -1);
    return TRUE;
}

gboolean row_fill(Bulletin *bulletin, const Table *table, const Row *row, Record *record, char **why)
{
    for (int c = 0; c < table->header.count; c++) {
        const HeaderWord *column = table->header.columns[c];
        char *cell = row->cells[c];
        if (!cell || words_is_nothing(cell))
            continue;
        const char *fault = cell_fault(column->type, cell, bulletin->dates);
        if (fault) {
            *why = g_strdup_printf("%s \"%s\" %s%s", column->word, cell, fault,
                                   table->shape == SHAPE_GRID ? "" : _(TABLE_WHAT_TO_DO));
            return FALSE;
        }
        if (set_cell[column->type])
            set_cell[column->type](bulletin, record, cell, column);
    }
    if (!set_id(record, table, row, why))
        return FALSE;
    if (!record_text(record, FIELD_TITLE_ZH) && !record_text(record, FIELD_TITLE_EN) &&
        !record_text(record, FIELD_SCOPE_ZH) && !record_text(record, FIELD_SCOPE_EN)) {
        *why = g_strdup(_("it has neither a title nor a scope"));
        return FALSE;
    }
    return TRUE;
}
