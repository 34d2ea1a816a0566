/* The cells of a row → the members of a record. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/member-text.h"
#include "corpus/record/value.h"
#include "corpus/record/date.h"
#include "corpus/table/private.h"
#include "corpus/text/event.h"
#include "corpus/text/steps.h"
#include "corpus/text/text.h"
#include "corpus/text/titles.h"
#include "corpus/text/words.h"
#include "number/number.h"
#include "unicode/han.h"

gboolean table_has_column(const TableReader *reader, Content content)
{
    for (guint i = 0; i < reader->n_columns; i++)
        if (reader->columns[i] && reader->columns[i]->content == content)
            return TRUE;
    return FALSE;
}

json_t *table_title_in(const json_t *object)
{
    json_t *title = json_object_get(object, "title_zh");
    return title ? title : json_object_get(object, "title_en");
}

typedef struct {
    GRegex *spaced_letter; /* CCS: L 77 */
    GRegex *between;       /* the values of a list */
    GRegex *degrees[3];
} Patterns;

/* The degrees of Patterns. 非等效 is also 等效: the last that is found counts. */
static const struct {
    const char *words, *degree;
} degrees[] = {{"\\bIDT\\b|等同", "IDT"},
               {"\\bMOD\\b|\\bEQV\\b|修改(?!单)|等效", "MOD"},
               {"\\bNEQ\\b|非等", "NEQ"}};

/* Compiled once: rows are many. */
static const Patterns *patterns_get(void)
{
    static Patterns patterns;
    static gsize done;
    if (g_once_init_enter(&done)) {
        patterns.spaced_letter = g_regex_new("(?<![A-Z])([A-Z]) +(?=[0-9])", G_REGEX_OPTIMIZE, 0, NULL);
        patterns.between = g_regex_new("[,;，；、|\\s]+", G_REGEX_OPTIMIZE, 0, NULL);
        for (gsize i = 0; i < G_N_ELEMENTS(degrees); i++)
            patterns.degrees[i] =
                g_regex_new(degrees[i].words, G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
        g_once_init_leave(&done, 1);
    }
    return &patterns;
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

/* The numbers in TEXT. Its ids are to be unreffed. */
static Named numbers_in(const char *text)
{
    Named named = {g_ptr_array_new_with_free_func(g_free), 0, 0};
    number_find(text, strlen(text), note_number, &named);
    return named;
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
    const Named named = numbers_in(text);
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
    g_autoptr(GPtrArray) ids = numbers_in(text).ids;
    json_t *relations = json_object_get(object, "relations");
    if (!relations) {
        relations = json_array();
        json_object_set_new(object, "relations", relations);
    }
    for (guint i = 0; i < ids->len; i++)
        json_array_append_new(relations, json_pack("{s:s, s:s*, s:s}", "type", type, "degree", degree,
                                                   "to", (const char *)ids->pdata[i]));
}

/* Whether TEXT may as well be the number of an article: letters and digits in one, without a year (GB-3003). */
static gboolean may_be_article(const char *text)
{
    g_autoptr(Number) number = number_parse(text, -1);
    return number && number->type != NUMBER_PLAN && number->year == NUMBER_NO_YEAR && !strpbrk(text, " /.");
}

/* Sets the number that CELL is; what it replaces may stand there too. What is no number is kept under NAME. */
static void set_number(json_t *object, const char *cell, const char *name)
{
    const char *replaced = strstr(cell, "代替");
    g_autofree char *own = replaced ? g_strndup(cell, (gsize)(replaced - cell)) : g_strdup(cell);
    g_autofree char *id = number_in_cell(g_strstrip(own));
    if (!id || (!column_is_of_standards(name) && may_be_article(own)) || json_object_get(object, "id")) {
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

/* The titles that CELL tells, in whichever languages. */
static void set_titles(json_t *object, const Column *column, const char *cell, const char *name)
{
    g_auto(Titles) titles = {0};
    if (titles_read(cell, &titles) != TITLES_TWO) {
        g_autofree char *title = title_of(cell);
        set_member(object, column->member ? column->member : han_is_in(title) ? "title_zh" : "title_en", title, name);
        return;
    }
    const struct {
        const char *member, *title;
    } told[] = {{"title_zh", titles.zh}, {"title_en", titles.en}, {"title_fr", titles.fr}};
    for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
        g_autofree char *title = told[i].title ? title_of(told[i].title) : NULL;
        if (title)
            set_member(object, told[i].member, title, name);
    }
}

typedef struct {
    json_t *steps;
    const char *source;
} Told;

static void add_step(const Progress *step, gpointer data)
{
    const Told *told = data;
    json_array_append_new(told->steps,
                          json_pack("{s:s*, s:s*, s:s*, s:s, s:s}", "date", step->date, "until", step->until, "event",
                                    step->event, "text", step->text, "source", told->source));
}

/* Sets the steps that CELL tells in words, and the stage that is reached. FALSE if it tells none. Those without a date
 * are of the month that the file's name tells. */
static gboolean set_steps(const TableReader *reader, json_t *object, const char *cell)
{
    g_autofree char *base = g_path_get_basename(reader->at.file), *source = g_utf8_make_valid(base, -1);
    g_autofree char *text = g_strdup(cell);
    int year = 0, month = 0;
    text_finish_prose(text);
    if (!event_read_after(text, 0).event)
        return FALSE;
    date_find_month(source, &year, &month);
    g_autofree char *date = year ? date_format(year, month, 0) : NULL;
    g_autoptr(DateFinder) dates = date_finder_new(year, month);
    Told told = {json_array(), source};
    steps_find(text, dates, date, NULL, add_step, &told);
    json_object_set_new(object, "progress", told.steps);
    const char *stage = words_stage_told(text);
    if (stage && !json_object_get(object, "stage"))
        json_object_set_new(object, "stage", json_string(stage));
    return TRUE;
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
    const Patterns *patterns = patterns_get();
    g_autofree char *cell =
        g_regex_replace(patterns->spaced_letter, given, -1, 0, "\\1", 0, NULL);
    g_auto(GStrv) values = g_regex_split(patterns->between, cell, 0);
    json_t *list = json_array();
    for (char **value = values; *value; value++)
        if (**value) {
            g_autofree char *text = strcmp(member, "ics") == 0 ? ics_of(*value) : g_strdup(*value);
            json_array_append_new(list, json_string(text));
        }
    json_object_set_new(object, member, list);
}

static const char *degree_of(const TableReader *reader, const TableRow *row, const char *adopted)
{
    const char *said[2] = {adopted, NULL};
    const char *found = NULL;
    for (guint i = 0; i < reader->n_columns; i++)
        if (reader->columns[i] && reader->columns[i]->content == CONTENT_DEGREE)
            said[1] = table_cell(row, i);
    for (int s = 0; s < 2 && !found; s++) {
        for (gsize i = 0; i < G_N_ELEMENTS(degrees); i++)
            if (said[s] && g_regex_match(patterns_get()->degrees[i], said[s], 0, NULL))
                found = degrees[i].degree;
    }
    return found;
}

static gboolean is_date_member(const char *member)
{
    static const char *const dates[] = {"published", "effective", "withdrawn", NULL};
    return g_strv_contains(dates, member);
}

/* The day that a spreadsheet tells by its number, counted from 1899-12-30, as a cell without a format or text made of one has it: in the
 * years from 1950 to 2099. Caller frees; NULL: CELL is none. */
static char *day_of_serial(const char *cell)
{
    enum { FIRST = 18264, LAST = 73050 };
    GDate day;
    int serial = strlen(cell) == 5 && strspn(cell, "0123456789") == 5 ? atoi(cell) : 0;
    if (serial < FIRST || serial > LAST)
        return NULL;
    g_date_clear(&day, 1);
    g_date_set_dmy(&day, 30, G_DATE_DECEMBER, 1899);
    g_date_add_days(&day, (guint)serial);
    return date_format(g_date_get_year(&day), (int)g_date_get_month(&day), g_date_get_day(&day));
}

static void set_cell(const TableReader *reader, const TableRow *row, guint i, json_t *object)
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
    case CONTENT_MEMBER:
    case CONTENT_TITLE:
        if (table_is_title_column(column)) {
            set_titles(object, column, cell, name);
        } else {
            g_autofree char *day = is_date_member(column->member) ? day_of_serial(cell) : NULL;
            g_autofree char *text = day ? g_steal_pointer(&day) : title_of(cell);
            set_member(object, column->member, text, name);
        }
        break;
    case CONTENT_LIST:
        set_list(object, column->member, cell);
        break;
    case CONTENT_PROGRESS:
        if (strstr(cell, "。") || (!value_find(FIELD_STATUS, cell) && !value_is_known(FIELD_STAGE, cell)))
            if (set_steps(reader, object, cell))
                break;
        set_state(object, cell, name);
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

/* A row without a number is its plan's; in a table of standards without numbers it may be known by its title alone. */
static void set_id(const TableReader *reader, json_t *object)
{
    if (json_object_get(object, "id"))
        return;
    json_t *plan = json_object_get(object, "plan");
    json_t *title = table_has_column(reader, CONTENT_NUMBER) || !reader->of_standards ? NULL : table_title_in(object);
    if (plan) {
        json_object_set(object, "id", plan);
        json_object_del(object, "plan");
    } else if (title) {
        g_autofree char *id = record_provisional_id(json_string_value(title));
        json_object_set_new(object, "id", json_string(id));
    }
}

json_t *table_object(const TableReader *reader, const TableRow *row)
{
    json_t *object = json_object();
    for (guint i = 0; i < MIN(row->count, reader->n_columns); i++)
        if (*row->cells[i] && !record_text_is_placeholder(row->cells[i]))
            set_cell(reader, row, i, object);
    set_id(reader, object);
    return object;
}
