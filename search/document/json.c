/* A document for programs. */
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "search/check/life.h"
#include "search/check/told.h"
#include "search/document/private.h"

static json_t *others_to_json(const Whole *whole)
{
    json_t *array = json_array();
    for (guint i = 0; i < whole->others->len; i++) {
        const Record *record = whole->others->pdata[i];
        json_t *object = json_object();
        output_set(object, "id", record_text(record, FIELD_ID));
        output_set(object, "status", life_status(record, whole->day, whole->searcher->today));
        output_set(object, "published", record_text(record, FIELD_PUBLISHED));
        output_set(object, "title", record_title(record));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *related_to_json(const Whole *whole)
{
    json_t *array = json_array();
    for (guint i = 0; i < whole->related->len; i++) {
        const Related *one = &g_array_index(whole->related, Related, i);
        json_t *object = json_object();
        output_set(object, "type", one->type->inverse);
        output_set(object, "id", record_text(one->record, FIELD_ID));
        output_set(object, "title", record_title(one->record));
        json_object_set_new(object, "dated", json_boolean(one->dated));
        output_set(object, "degree", one->degree);
        output_set(object, "status", life_status(one->record, whole->day, whole->searcher->today));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *history_to_json(const Whole *whole)
{
    json_t *array = json_array();
    for (guint i = 0; i < whole->history->len; i++) {
        const HistoryStep *step = whole->history->pdata[i];
        json_t *object = step->record
                             ? told_document(step->record, whole->day, whole->searcher->today)
                             : json_object();
        if (step->record)
            output_set(object, "withdrawn", record_text(step->record, FIELD_WITHDRAWN));
        else
            output_set(object, "id", step->id);
        json_object_set_new(object, "itself", json_boolean(step->itself));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *step_to_json(const TimelineStep *step)
{
    json_t *object = json_object();
    output_set(object, "date", step->date);
    output_set(object, "until", step->until);
    output_set(object, "event", step->event);
    output_set(object, "text", step->text);
    json_object_set_new(object, "places", output_strings(step->places));
    output_set(object, "heading", step->heading);
    return object;
}

static json_t *timeline_to_json(const GArray *timeline)
{
    json_t *array = json_array();
    for (guint i = 0; i < timeline->len; i++)
        json_array_append_new(array, step_to_json(&g_array_index(timeline, TimelineStep, i)));
    return array;
}

static void add_verdict(json_t *answer, const Whole *whole)
{
    const Checked *checked = whole->checked;
    const VerdictName *verdict = &verdict_names[checked->verdict];
    guint32 today = whole->searcher->today;
    g_autofree char *day = date_of_key(whole->day);
    if (!told_applies(whole->record))
        return;
    output_set(answer, "on", day);
    output_set(answer, "verdict", verdict->name);
    json_object_set_new(answer, "valid", json_boolean(verdict->valid));
    json_object_set_new(answer, "inferred", json_boolean(checked->inferred));
    output_set(answer, "in_force",
               told_in_force(checked) ? record_text(told_in_force(checked), FIELD_ID) : NULL);
    json_object_set_new(answer, "replaced_by",
                        told_documents(checked->chain.successors, whole->day, today));
    json_object_set_new(answer, "revised_by", output_strings(checked->chain.revisions));
    if (checked->until)
        json_object_set_new(answer, "until_then", told_document(checked->until, whole->day, today));
}

/* The record as it is stored; where its status is another today, that beside it, and what its committee is called. */
static void add_record(json_t *answer, const Record *record, guint32 today, Language language)
{
    const char *committee = record_text(record, FIELD_COMMITTEE), *status = record_status_on(record, today);
    json_object_set_new(answer, "record", record_to_json(record));
    if (status != record_text(record, FIELD_STATUS))
        json_object_set_new(answer, "status_today", json_string(status));
    output_set(answer, "committee_name", committee ? value_label_in(FIELD_COMMITTEE, committee, language) : NULL);
}

gboolean document_json(const Whole *whole, const DocumentOptions *options, GString *out,
                       GError **error)
{
    json_auto_t *answer = json_object();
    (void)error;
    add_record(answer, whole->record, whole->searcher->today, options->language);
    add_verdict(answer, whole);
    json_object_set_new(answer, "editions", history_to_json(whole));
    json_object_set_new(answer, "timeline", timeline_to_json(whole->timeline));
    json_object_set_new(answer, "parts",
                        told_documents(whole->parts, whole->day, whole->searcher->today));
    json_object_set_new(answer, "related", related_to_json(whole));
    json_object_set_new(answer, "others", others_to_json(whole));
    if (whole->found->changed)
        output_set(answer, "changed", whole->found->changed->in[options->language]);
    output_json(out, answer);
    return TRUE;
}
