/* Steps of a document's life, told twice and joined; and the number that a draft gets, joined to it. */
#include "corpus/bulletin/step.h"

#include <stdlib.h>
#include <string.h>

/* Steps */

static gboolean is_news_step(const Progress *step)
{
    return step->section || step->heading;
}

/* Whether A and B, of one event, can be the same: one date is the other or lacks its day. */
static gboolean same_date(const char *a, const char *b)
{
    return !a || !b || g_str_has_prefix(a, b) || g_str_has_prefix(b, a);
}

/* The step of RECORD, told by a table of this bulletin, that NEWS tells again. */
static Progress *find_told(const Record *record, const Progress *news)
{
    const GPtrArray *list = record->values[FIELD_PROGRESS].list;
    for (guint i = 0; news->event && list && i < list->len; i++) {
        Progress *step = list->pdata[i];
        gboolean same_end = !step->until || !news->until || strcmp(step->until, news->until) == 0 ||
                            (step->date && strlen(step->date) == 10 &&
                             g_strcmp0(step->date, news->date) == 0);
        if (!is_news_step(step) && g_strcmp0(step->event, news->event) == 0 && same_end &&
            same_date(step->date, news->date))
            return step;
    }
    return NULL;
}

static void set(char **text, const char *with)
{
    if (with && with != *text) {
        g_free(*text);
        *text = g_strdup(with);
    }
}

/* The fuller of each detail; the words of both. */
static void merge_step(Progress *step, const Progress *news)
{
    if (news->date && (!step->date || strlen(news->date) > strlen(step->date)))
        set(&step->date, news->date);
    if (!step->until)
        set(&step->until, news->until);
    if (!step->text || strstr(news->text, step->text)) {
        set(&step->text, news->text);
    } else if (!strstr(step->text, news->text)) {
        char *both = g_strconcat(step->text, news->text, NULL);
        g_free(step->text);
        step->text = both;
    }
    set(&step->section, news->section);
    set(&step->heading, news->heading);
}

static gboolean has_step(const Record *record, const Progress *step)
{
    const GPtrArray *list = record->values[FIELD_PROGRESS].list;
    for (guint i = 0; list && i < list->len; i++) {
        const Progress *other = list->pdata[i];
        if (g_strcmp0(other->event, step->event) == 0 && g_strcmp0(other->date, step->date) == 0 &&
            strstr(other->text, step->text))
            return TRUE;
    }
    return FALSE;
}

void step_add(Record *record, const Progress *step)
{
    Progress *told = find_told(record, step);
    if (told)
        merge_step(told, step);
    else if (!has_step(record, step))
        record_add_progress(record, step);
}

/* Names */

gboolean step_can_become(const char *old, const Number *named)
{
    g_autoptr(Number) number = number_parse(old, -1);
    if (record_is_provisional(old) || !number)
        return TRUE;
    if (named->type == NUMBER_PLAN)
        return FALSE;
    return number->type == NUMBER_PLAN ||
           (g_strcmp0(number->base, named->base) == 0 && g_strcmp0(number->part, named->part) == 0 &&
            (number->stage || number->year <= 0 || number->year == named->year));
}

/* Merges OTHER into RECORD, which stays: it stands first and is known by its title. */
static void absorb(Bulletin *bulletin, Record *record, Record *other)
{
    GHashTableIter iter;
    gpointer key, value;
    record_merge(record, other);
    g_clear_pointer(&record->dated, g_free);
    g_hash_table_remove(bulletin->captioned, other);
    g_hash_table_iter_init(&iter, bulletin->by_title);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (value == other)
            g_hash_table_iter_replace(&iter, record);
    g_ptr_array_remove(bulletin->records, other);
}

Record *step_rename(Bulletin *bulletin, Record *record, const char *named)
{
    g_autoptr(Number) number = number_parse(named, -1);
    g_autofree char *old = g_strdup(record_text(record, FIELD_ID));
    Record *other = g_hash_table_lookup(bulletin->by_id, named);
    if (!number || other == record || !step_can_become(old, number))
        return other ? other : record;
    g_autoptr(Number) before = number_parse(old, -1);
    if (before && before->type == NUMBER_PLAN) {
        if (!record_text(record, FIELD_PLAN))
            record_set_text(record, FIELD_PLAN, old, -1);
    } else if (before && strcmp(old, named) != 0) {
        record->extra = record->extra ? record->extra : json_object();
        json_object_set_new(record->extra, "former", json_string(old));
    }
    record_set_text(record, FIELD_ID, named, -1);
    g_hash_table_remove(bulletin->by_id, old);
    if (!other) {
        g_hash_table_insert(bulletin->by_id, g_strdup(named), record);
        return record;
    }
    absorb(bulletin, record, other);
    record_set_text(record, FIELD_ID, named, -1);
    g_hash_table_replace(bulletin->by_id, g_strdup(named), record);
    return record;
}

gboolean step_same_edition(const Bulletin *bulletin, const char *old, const Number *number)
{
    g_autoptr(Number) plan = number_parse(old, -1);
    if (!number || number->type == NUMBER_PLAN || number->year <= 0)
        return TRUE;
    if (plan && plan->type == NUMBER_PLAN)
        return number->year >= atoi(plan->base) / 10000;
    return bulletin->year && number->year >= bulletin->year - 1;
}
