/* Two records of one id become one, by the rules of record_merge(). */
#include "corpus/record/record.h"

#include <string.h>

#include "corpus/record/conflicts.h"
#include "corpus/record/date.h"

static void set_dates(guint32 *dated, const Record *record)
{
    guint32 date = record_date(record);
    for (int i = 0; i < FIELD_COUNT; i++)
        dated[i] = record->dated          ? record->dated[i]
                   : record->values[i].text ? date /* text and list share their place */
                                            : 0;
}

/* Whether A says the same date as B and more: 2024-02-04 and 2024-02. */
static gboolean is_more_precise(const char *a, const char *b)
{
    return strlen(a) > strlen(b) && g_str_has_prefix(a, b);
}

/* A later value of a STRING or DATE field replaces the earlier. */
static void merge_text(Record *into, const Record *from, FieldId field, guint32 *dated,
                       guint32 from_date)
{
    const char *old = record_text(into, field), *new = record_text(from, field);
    if (!new)
        return;
    gboolean take = !old || from_date >= dated[field];
    if (old && fields[field].type == FIELD_TYPE_DATE)
        take = is_more_precise(new, old) || (take && !is_more_precise(old, new));
    if (take)
        record_set_text(into, field, new, -1);
    dated[field] = MAX(dated[field], from_date);
}

static LangText *find_language(const GPtrArray *list, const char *lang)
{
    for (guint i = 0; list && i < list->len; i++)
        if (strcmp(((LangText *)list->pdata[i])->lang, lang) == 0)
            return list->pdata[i];
    return NULL;
}

static void merge_languages(Record *into, const Record *from, FieldId field, gboolean newer)
{
    const GPtrArray *list = from->values[field].list;
    for (guint i = 0; i < list->len; i++) {
        const LangText *text = list->pdata[i];
        LangText *old = find_language(into->values[field].list, text->lang);
        if (!old) {
            record_add_lang_text(into, field, text->lang, text->text);
        } else if (newer && old != text) {
            g_free(old->text);
            old->text = g_strdup(text->text);
        }
    }
}

static void replace_strings(Record *into, const Record *from, FieldId field)
{
    g_clear_pointer(&into->values[field].list, g_ptr_array_unref);
    const GPtrArray *list = from->values[field].list;
    for (guint i = 0; i < list->len; i++)
        record_add_string(into, field, list->pdata[i]);
}

static gboolean same_progress(gconstpointer a, gconstpointer b)
{
    const Progress *x = a, *y = b;
    return g_strcmp0(x->date, y->date) == 0 && g_strcmp0(x->until, y->until) == 0 &&
           g_strcmp0(x->event, y->event) == 0 && g_strcmp0(x->text, y->text) == 0 &&
           g_strcmp0(x->source, y->source) == 0 && g_strcmp0(x->section, y->section) == 0 &&
           g_strcmp0(x->heading, y->heading) == 0;
}

static gboolean same_relation(gconstpointer a, gconstpointer b)
{
    const Relation *x = a, *y = b;
    return strcmp(x->type, y->type) == 0 && strcmp(x->to, y->to) == 0 &&
           g_strcmp0(x->degree, y->degree) == 0;
}

static gboolean same_source(gconstpointer a, gconstpointer b)
{
    const Source *x = a, *y = b;
    return x->line == y->line && x->page == y->page && strcmp(x->file, y->file) == 0 &&
           g_strcmp0(x->sheet, y->sheet) == 0;
}

static gboolean has(const GPtrArray *list, gconstpointer element, GEqualFunc same)
{
    return list && g_ptr_array_find_with_equal_func((GPtrArray *)list, element, same, NULL);
}

static gint by_date(gconstpointer a, gconstpointer b)
{
    const Progress *x = *(Progress *const *)a, *y = *(Progress *const *)b;
    return g_strcmp0(x->date, y->date);
}

/* Steps told again */

/* Whether the sources that X names are none of Y's. */
static gboolean other_sources(const char *x, const char *y)
{
    if (!x || !y)
        return TRUE;
    g_auto(GStrv) first = g_strsplit(x, PROGRESS_JOINT, -1), second = g_strsplit(y, PROGRESS_JOINT, -1);
    for (char **source = first; *source; source++)
        if (g_strv_contains((const char *const *)second, *source))
            return FALSE;
    return TRUE;
}

/* Whether X and Y are of one month at least, and one is the other or lacks its day. */
static gboolean same_date(const char *x, const char *y)
{
    return x && y && strlen(x) >= strlen("2024-02") && strlen(y) >= strlen("2024-02") &&
           (g_str_has_prefix(x, y) || g_str_has_prefix(y, x));
}

/* Whether X and Y, without a day of their own, say the same in the same words: what one month's report
 * tells the next one repeats. Some steps are made again and again. */
static gboolean same_words(const Progress *x, const Progress *y)
{
    static const char *const recurring[] = {"复审", "投票", "延期", "宣贯", NULL};
    return x->text && g_strcmp0(x->text, y->text) == 0 && x->date && y->date &&
           strlen(x->date) == strlen("2024-02") && strlen(y->date) == strlen("2024-02") &&
           !g_strv_contains(recurring, x->event);
}

/* Whether two sources tell the same step. */
static gboolean is_told_again(gconstpointer a, gconstpointer b)
{
    const Progress *x = a, *y = b;
    if (!x->event || g_strcmp0(x->event, y->event) != 0 ||
        (x->until && y->until && strcmp(x->until, y->until) != 0))
        return FALSE;
    return other_sources(x->source, y->source) && (same_date(x->date, y->date) || same_words(x, y));
}

static void set(char **text, const char *with)
{
    if (with && with != *text) {
        g_free(*text);
        *text = g_strdup(with);
    }
}

/* Appends ADDED to *TEXT, after JOINT, unless one holds the other: the longer stays then. */
static void join(char **text, const char *joint, const char *added)
{
    if (!*text || (added && strstr(added, *text))) {
        set(text, added);
    } else if (added && !strstr(*text, added)) {
        char *both = g_strconcat(*text, joint, added, NULL);
        g_free(*text);
        *text = both;
    }
}

/* What STEP and AGAIN tell of one step becomes STEP: its day where one has it, else the first month; the
 * words and sources of both. */
static void join_step(Progress *step, const Progress *again)
{
    gboolean fuller = strlen(again->date) > strlen(step->date);
    if (same_date(step->date, again->date) ? fuller : strcmp(again->date, step->date) < 0)
        set(&step->date, again->date);
    if (!step->until)
        set(&step->until, again->until);
    if (!step->section)
        set(&step->section, again->section);
    if (!step->heading)
        set(&step->heading, again->heading);
    gboolean latin = step->text && *step->text && g_ascii_isprint(step->text[strlen(step->text) - 1]);
    join(&step->text, latin ? " " : "", again->text);
    join(&step->source, PROGRESS_JOINT, again->source);
}

/* Sorted by date, undated first, else as they came (GLib's sort is stable). */
static void accumulate_progress(Record *into, const GPtrArray *list)
{
    guint at = 0;
    for (guint i = 0; i < list->len; i++) {
        GPtrArray *steps = into->values[FIELD_PROGRESS].list;
        if (has(steps, list->pdata[i], same_progress))
            continue;
        if (steps && g_ptr_array_find_with_equal_func(steps, list->pdata[i], is_told_again, &at))
            join_step(steps->pdata[at], list->pdata[i]);
        else
            record_add_progress(into, list->pdata[i]);
    }
    g_ptr_array_sort(into->values[FIELD_PROGRESS].list, by_date);
}

static void accumulate_relations(Record *into, const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++) {
        const Relation *relation = list->pdata[i];
        if (!has(into->values[FIELD_RELATIONS].list, relation, same_relation))
            record_add_relation(into, relation->type, relation->degree, relation->to);
    }
}

static void accumulate_sources(Record *into, const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++) {
        const Source *source = list->pdata[i];
        if (!has(into->values[FIELD_SOURCES].list, source, same_source))
            record_add_source(into, source);
    }
}

static void merge_list(Record *into, const Record *from, FieldId field, guint32 *dated,
                       guint32 from_date)
{
    const GPtrArray *list = from->values[field].list;
    gboolean newer = from_date >= dated[field];
    if (!list)
        return;
    switch (fields[field].type) {
    case FIELD_TYPE_PROGRESS:
        accumulate_progress(into, list);
        break;
    case FIELD_TYPE_RELATIONS:
        accumulate_relations(into, list);
        break;
    case FIELD_TYPE_SOURCES:
        accumulate_sources(into, list);
        break;
    case FIELD_TYPE_LANG_TEXTS:
        merge_languages(into, from, field, newer);
        break;
    case FIELD_TYPE_CONFLICTS: /* conflicts_note() */
        break;
    default:
        if (newer || !into->values[field].list)
            replace_strings(into, from, field);
    }
    dated[field] = MAX(dated[field], from_date);
}

/* How new RECORD is as a whole: a step that was told again has its first date. */
static guint32 newest(const Record *record)
{
    guint32 date = record_date(record);
    return record->dated ? MAX(date, record->dated[FIELD_PROGRESS]) : date;
}

/* Members of extra are as old as the record as a whole: the newer record's win. */
static void merge_extra(Record *into, const Record *from, gboolean newer)
{
    if (!from->extra)
        return;
    if (!into->extra)
        into->extra = json_deep_copy(from->extra);
    else if (newer)
        json_object_update(into->extra, from->extra);
    else
        json_object_update_missing(into->extra, from->extra);
}

/* The place of TEXT among the stages of a national standard (GB/T 16733), -1 if it is none. */
static int stage_place(const char *text)
{
    static const char *const stages[] = {"预研", "立项", "起草", "征求意见", "审查", "报批", "批准", "发布"};
    for (int i = 0; text && i < (int)G_N_ELEMENTS(stages); i++)
        if (strcmp(text, stages[i]) == 0)
            return i;
    return -1;
}

/* A step that is later than what tells the stage, and goes on from it, tells it better. */
static void follow_step(Record *record, guint32 *dated, const char *event, guint32 date)
{
    int place = stage_place(record_text(record, FIELD_STAGE));
    if (place < 0 || stage_place(event) <= place || date <= date_last(dated[FIELD_STAGE]))
        return;
    record_set_text(record, FIELD_STAGE, event, -1);
    dated[FIELD_STAGE] = date;
}

static gboolean is_standard(const Record *record)
{
    const char *id = record_text(record, FIELD_ID);
    return id && !record_is_provisional(id) && g_strcmp0(record_text(record, FIELD_PLAN), id) != 0;
}

/* A draft whose comments were asked for and that was then published, as a step of it or its own date says, has
 * the stage 发布. What begins anew (立项 of a revision) is no stage of the standard that is there. */
static void follow_steps(Record *record, guint32 *dated)
{
    const GPtrArray *steps = record->values[FIELD_PROGRESS].list;
    for (guint i = 0; steps && i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        follow_step(record, dated, step->event, date_key(step->date));
    }
    if (is_standard(record))
        follow_step(record, dated, "发布", date_key(record_text(record, FIELD_PUBLISHED)));
}

static gboolean is_text(int field)
{
    return fields[field].type == FIELD_TYPE_STRING || fields[field].type == FIELD_TYPE_DATE;
}

static void merge(Record *into, const Record *from, gboolean undated_wins)
{
    guint32 *dated = g_new(guint32, FIELD_COUNT);
    guint32 from_dated[FIELD_COUNT], from_date = newest(from);
    set_dates(dated, into);
    set_dates(from_dated, from);
    for (int i = 0; undated_wins && i < FIELD_COUNT; i++)
        if (!from_dated[i])
            from_dated[i] = dated[i];
    conflicts_note(into, from, dated, from_dated);
    merge_extra(into, from, from_date >= newest(into) || (undated_wins && !from_date));
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (is_text(i))
            merge_text(into, from, (FieldId)i, dated, from_dated[i]);
        else
            merge_list(into, from, (FieldId)i, dated, from_dated[i]);
    }
    follow_steps(into, dated);
    g_free(into->dated);
    into->dated = dated;
}

void record_merge(Record *into, const Record *from)
{
    merge(into, from, FALSE);
}

void record_update(Record *into, const Record *from)
{
    merge(into, from, TRUE);
}
