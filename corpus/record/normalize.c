/* What follows from the rest of a record: canonical ids, kind, status; and its age and title key.
 */
#include "corpus/record/record.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/member-text.h"
#include "corpus/record/value.h"
#include "number/number.h"

/* Stage codes that tell the status, besides the words of value.h. A deleted project (x.98) is as dead
 * as a withdrawn standard; stages before publication tell none, nor does 发布, which says nothing
 * about being in force yet. */
static const struct {
    const char *code, *status;
} stage_statuses[] = {
    {"60.60", STATUS_IN_FORCE},  {"90.20", STATUS_IN_FORCE},  {"90.60", STATUS_IN_FORCE},
    {"90.92", STATUS_IN_FORCE},  {"90.93", STATUS_IN_FORCE},  {"90.99", STATUS_IN_FORCE},
    {"95.20", STATUS_IN_FORCE},  {"95.60", STATUS_IN_FORCE},  {"95.92", STATUS_IN_FORCE},
    {"95.99", STATUS_WITHDRAWN}, {"10.98", STATUS_WITHDRAWN}, {"20.98", STATUS_WITHDRAWN},
    {"30.98", STATUS_WITHDRAWN}, {"40.98", STATUS_WITHDRAWN}, {"50.98", STATUS_WITHDRAWN},
};

const char *record_status_word(const char *text)
{
    const ValueName *row = text ? value_find(FIELD_STATUS, text) : NULL;
    if (row)
        return row->value;
    for (size_t i = 0; text && i < G_N_ELEMENTS(stage_statuses); i++)
        if (strcmp(text, stage_statuses[i].code) == 0)
            return stage_statuses[i].status;
    return NULL;
}

const char *record_status_on(const Record *record, guint32 today)
{
    const char *status = record_text(record, FIELD_STATUS);
    guint32 last = record_effective_last(record);
    return last && last <= today ? STATUS_IN_FORCE : status;
}

guint32 record_effective_last(const Record *record)
{
    if (g_strcmp0(record_text(record, FIELD_STATUS), STATUS_SOON) != 0)
        return 0;
    guint32 date = date_key(record_text(record, FIELD_EFFECTIVE));
    return date_last(date);
}

/* Cleans *TEXT; what only says that there is nothing is absent. */
static void clean(char **text, TextShape shape)
{
    record_text_clean(text, shape);
    if (*text && record_text_is_placeholder(*text))
        g_clear_pointer(text, g_free);
}

static void clean_progress(GPtrArray *list)
{
    for (guint i = 0; list && i < list->len; i++) {
        Progress *progress = list->pdata[i];
        clean(&progress->event, TEXT_LINE);
        clean(&progress->text, TEXT_PARAGRAPHS);
        clean(&progress->source, TEXT_LINE);
        clean(&progress->section, TEXT_LINE);
        clean(&progress->heading, TEXT_LINE);
    }
}

/* Cleans the strings of LIST and removes those of which nothing is left; FALSE if that is all. */
static gboolean clean_strings(GPtrArray *list)
{
    for (guint i = list->len; i-- > 0;) {
        clean((char **)&list->pdata[i], TEXT_LINE);
        if (!list->pdata[i])
            g_ptr_array_remove_index(list, i);
    }
    return list->len > 0;
}

static gboolean clean_languages(GPtrArray *list, TextShape shape)
{
    for (guint i = list->len; i-- > 0;) {
        LangText *text = list->pdata[i];
        clean(&text->text, shape);
        if (!text->text)
            g_ptr_array_remove_index(list, i);
    }
    return list->len > 0;
}

/* Relations of which the end is not told are none. */
static gboolean clean_relations(GPtrArray *list)
{
    for (guint i = list->len; i-- > 0;) {
        Relation *relation = list->pdata[i];
        clean(&relation->to, TEXT_LINE);
        if (!relation->to)
            g_ptr_array_remove_index(list, i);
    }
    return list->len > 0;
}

static void clean_texts(Record *record)
{
    for (int i = 0; i < FIELD_COUNT; i++) {
        FieldValue *value = &record->values[i];
        TextShape shape = i == FIELD_SCOPE_ZH || i == FIELD_SCOPE_EN || i == FIELD_SCOPE_OTHER
                              ? TEXT_PARAGRAPHS
                              : TEXT_LINE;
        gboolean kept = TRUE;
        if (fields[i].type == FIELD_TYPE_STRING && i == FIELD_ID)
            record_text_clean(&value->text, shape);
        else if (fields[i].type == FIELD_TYPE_STRING)
            clean(&value->text, shape);
        else if (fields[i].type == FIELD_TYPE_LANG_TEXTS && value->list)
            kept = clean_languages(value->list, shape);
        else if (fields[i].type == FIELD_TYPE_STRINGS && value->list)
            kept = clean_strings(value->list);
        else if (fields[i].type == FIELD_TYPE_RELATIONS && value->list)
            kept = clean_relations(value->list);
        if (!kept)
            g_clear_pointer(&value->list, g_ptr_array_unref);
    }
    clean_progress(record->values[FIELD_PROGRESS].list);
}

static void replace(char **text, char *with)
{
    if (with && *with) {
        g_free(*text);
        *text = with;
    } else {
        g_free(with);
    }
}

/* Whether KIND is one of those that a number tells: then the number knows better (catalogues file
 * ISO/IEC 27001 under iso). */
static gboolean kind_is_told_by_numbers(const char *kind)
{
    static const char *const told[] = {"gb",         "plan", "industry", "local",   "group", "iso",
                                       "enterprise", "iec",  "itu",      "iso-iec", "jis",   NULL};
    return g_strv_contains(told, kind);
}

/* 国标 is gb; what the table does not know stays as it is. */
static void name_kind(Record *record)
{
    const char *given = record_text(record, FIELD_KIND);
    const ValueName *row = given ? value_find(FIELD_KIND, given) : NULL;
    if (!row || strcmp(row->value, given) == 0 || strcmp(row->value, VALUE_INTERNATIONAL) == 0)
        return;
    gboolean part = g_str_has_prefix(row->value, "gb");
    record_set_text(record, FIELD_KIND, part ? "gb" : row->value, -1);
}

/* IEC's own lists say TC 61, and a national record TC260: the body is that of the kind. */
static void name_committee(Record *record)
{
    static const char *const body_of_kind[][2] = {
        {"iec", "IEC"}, {"iso", "ISO"}, {"gb", "SAC"}, {"plan", "SAC"}};
    const char *given = record_text(record, FIELD_COMMITTEE);
    const char *kind = record_text(record, FIELD_KIND);
    if (!given || !kind || g_ascii_strncasecmp(given, "TC", 2) != 0)
        return;
    g_autofree char *number = value_committee_number(given);
    for (guint i = 0; number && i < G_N_ELEMENTS(body_of_kind); i++)
        if (strcmp(kind, body_of_kind[i][0]) == 0) {
            g_autofree char *whole = g_strconcat(body_of_kind[i][1], "/", number, NULL);
            record_set_text(record, FIELD_COMMITTEE, whole, -1);
        }
}

typedef struct {
    Record *record;
    const char *id, *text; /* canonical, and as it was written */
    guint n;
} Joint;

/* How the second of two numbers is adopted: a national standard bears both only where it is
 * identical, unless the text says otherwise. */
static const char *degree_in(const char *text)
{
    static const char *const degrees[] = {"MOD", "NEQ", "EQV", "IDT"};
    g_autofree char *upper = g_ascii_strup(text, -1);
    for (size_t i = 0; i < G_N_ELEMENTS(degrees); i++)
        if (strstr(upper, degrees[i]))
            return degrees[i];
    return "IDT";
}

static gboolean adopt_second(const Number *number, size_t start, size_t end, gpointer data)
{
    Joint *joint = data;
    g_autofree char *id = number_format(number);
    (void)start, (void)end;
    if (joint->n++ == 0)
        return strcmp(id, joint->id) == 0;
    if (number->year_mark == ':')
        record_add_relation(joint->record, "adopts", degree_in(joint->text), id);
    return FALSE;
}

/* Of GB/T 22080-2016/ISO/IEC 27001:2013 the second number is what the first adopts. */
static void follow_adopted(Record *record, const char *text)
{
    Joint joint = {record, record_text(record, FIELD_ID), text, 0};
    if (strlen(text) > strlen(joint.id) + 5)
        number_find(text, strlen(text), adopt_second, &joint);
}

static void follow_number(Record *record)
{
    FieldValue *values = record->values;
    g_autoptr(Number) number =
        values[FIELD_ID].text ? number_parse(values[FIELD_ID].text, -1) : NULL;
    if (number) {
        const char *kind = number_kind(number);
        const char *given = values[FIELD_KIND].text;
        g_autofree char *text = g_steal_pointer(&values[FIELD_ID].text);
        values[FIELD_ID].text = number_format(number);
        follow_adopted(record, text);
        if (kind && (!given || kind_is_told_by_numbers(given)))
            record_set_text(record, FIELD_KIND, kind, -1);
        if (number->type == NUMBER_PLAN && !values[FIELD_PLAN].text)
            record_set_text(record, FIELD_PLAN, values[FIELD_ID].text, -1);
    } else if (values[FIELD_ID].text) {
        replace(&values[FIELD_ID].text, number_notice(values[FIELD_ID].text));
    }
    if (values[FIELD_PLAN].text)
        replace(&values[FIELD_PLAN].text, number_canonical_id(values[FIELD_PLAN].text));
    GPtrArray *relations = values[FIELD_RELATIONS].list;
    for (guint i = 0; relations && i < relations->len; i++) {
        Relation *relation = relations->pdata[i];
        replace(&relation->to, number_canonical_id(relation->to));
    }
}

static void follow_stage(Record *record)
{
    const char *given = record_text(record, FIELD_STATUS);
    const char *status =
        given ? record_status_word(given) : record_status_word(record_text(record, FIELD_STAGE));
    if (status && status != given)
        record_set_text(record, FIELD_STATUS, status, -1);
}

void record_normalize(Record *record)
{
    clean_texts(record);
    name_kind(record);
    follow_number(record);
    name_committee(record);
    follow_stage(record);
    if (!record_text(record, FIELD_KIND) && record_text(record, FIELD_ID) &&
        record_is_provisional(record_text(record, FIELD_ID)))
        record_set_text(record, FIELD_KIND, "plan", -1);
}

/* A year and month (and day) in a file name: 2024-02, 2024_02_05, 202402, 2024年2月. */
static guint32 date_in_name(const char *file)
{
    static const char *pattern =
        "(?<![0-9])(20[0-9]{2}|19[0-9]{2})"
        "(?:[-_.]?(0[1-9]|1[0-2])(?:[-_.]?(0[1-9]|[12][0-9]|3[01]))?(?![0-9])"
        "|\\s*年\\s*(1[0-2]|0?[1-9])\\s*月)";
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    g_autofree char *base = g_path_get_basename(file);
    g_autofree char *name = g_utf8_make_valid(base, -1);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, name, 0, &match))
        return 0;
    g_autofree char *year = g_match_info_fetch(match, 1);
    g_autofree char *month = g_match_info_fetch(match, 2);
    g_autofree char *day = g_match_info_fetch(match, 3);
    g_autofree char *month_zh = g_match_info_fetch(match, 4);
    g_autofree char *date = date_format(atoi(year),
                                        atoi(month && *month ? month
                                             : month_zh      ? month_zh
                                                             : "0"),
                                        day ? atoi(day) : 0);
    return date_key(date);
}

guint32 record_date(const Record *record)
{
    guint32 latest = 0;
    const GPtrArray *progress = record->values[FIELD_PROGRESS].list;
    for (guint i = 0; progress && i < progress->len; i++)
        latest = MAX(latest, date_key(((Progress *)progress->pdata[i])->date));
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    for (guint i = 0; !latest && sources && i < sources->len; i++)
        latest = MAX(latest, date_in_name(((Source *)sources->pdata[i])->file));
    return latest;
}

#define PROVISIONAL_START "draft 《"
#define PROVISIONAL_END "》"

char *record_provisional_id(const char *title)
{
    return g_strconcat(PROVISIONAL_START, title, PROVISIONAL_END, NULL);
}

gboolean record_is_provisional(const char *id)
{
    return g_str_has_prefix(id, PROVISIONAL_START) && g_str_has_suffix(id, PROVISIONAL_END);
}

char *record_title_key_of(const char *title)
{
    g_autofree char *compatible = g_utf8_normalize(title, -1, G_NORMALIZE_ALL_COMPOSE);
    if (!compatible)
        return NULL;
    g_autofree char *folded = g_utf8_casefold(compatible, -1);
    GString *key = g_string_sized_new(strlen(folded));
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isalnum(c))
            g_string_append_unichar(key, c);
    }
    if (key->len)
        return g_string_free(key, FALSE);
    g_string_free(key, TRUE);
    return NULL;
}

char *record_title_key(const Record *record)
{
    const char *title = record_text(record, FIELD_TITLE_ZH);
    if (!title)
        title = record_text(record, FIELD_TITLE_EN);
    return title ? record_title_key_of(title) : NULL;
}
