/* Two records of one id become one, by DESIGN's rules. */
#include "corpus/record/record.h"

#include <string.h>

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
    return x->line == y->line && strcmp(x->file, y->file) == 0;
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

/* Sorted by date, undated first, else as they came (GLib's sort is stable). */
static void accumulate_progress(Record *into, const GPtrArray *list)
{
    for (guint i = 0; i < list->len; i++)
        if (!has(into->values[FIELD_PROGRESS].list, list->pdata[i], same_progress))
            record_add_progress(into, list->pdata[i]);
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
            record_add_source(into, source->file, source->line);
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
    default:
        if (newer || !into->values[field].list)
            replace_strings(into, from, field);
    }
    dated[field] = MAX(dated[field], from_date);
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

static gboolean is_text(int field)
{
    return fields[field].type == FIELD_TYPE_STRING || fields[field].type == FIELD_TYPE_DATE;
}

static void merge(Record *into, const Record *from, gboolean undated_wins)
{
    guint32 *dated = g_new(guint32, FIELD_COUNT);
    guint32 from_dated[FIELD_COUNT], from_date = record_date(from);
    set_dates(dated, into);
    set_dates(from_dated, from);
    for (int i = 0; undated_wins && i < FIELD_COUNT; i++)
        if (!from_dated[i])
            from_dated[i] = dated[i];
    merge_extra(into, from, from_date >= record_date(into) || (undated_wins && !from_date));
    for (int i = 0; i < FIELD_COUNT; i++) {
        if (is_text(i))
            merge_text(into, from, (FieldId)i, dated, from_dated[i]);
        else
            merge_list(into, from, (FieldId)i, dated, from_dated[i]);
    }
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
