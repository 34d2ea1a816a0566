/* A report as JSON. */
#include "corpus/record/date.h"
#include "search/check/private.h"
#include "search/check/told.h"
#include "search/output/output.h"

static json_t *row_to_json(const Report *report, const ReportRow *row)
{
    const Checked *checked = row->checked;
    guint32 today = report->searcher->today;
    g_autofree char *number = number_format(row->number);
    json_t *object = json_object();
    output_set(object, "cited", row->cited);
    output_set(object, "number", number);
    output_set(object, "title_cited", row->title);
    output_set(object, "verdict", verdict_names[checked->verdict].name);
    json_object_set_new(object, "valid", json_boolean(verdict_names[checked->verdict].valid));
    json_object_set_new(object, "found", checked->found ? told_document(checked->found, report->day, today) : json_null());
    if (checked->found)
        output_set(object, "verdict_of_found", verdict_names[checked->of_found].name);
    json_object_set_new(object, "replaced_by", told_documents(checked->chain.successors, report->day, today));
    json_object_set_new(object, "amended_by", told_documents(checked->amendments, report->day, today));
    json_object_set_new(object, "revised_by", output_strings(checked->chain.revisions));
    json_object_set_new(object, "near", output_strings(checked->near));
    json_object_set_new(object, "inferred", json_boolean(checked->inferred));
    output_set(object, "title_of", checked->title_of);
    json_object_set_new(object, "places", output_strings(row->places));
    json_object_set_new(object, "times", json_integer(row->n_places));
    return object;
}

gboolean report_json(const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    guint counts[VERDICTS];
    g_autofree char *day = date_of_key(report->day);
    json_auto_t *root = json_object();
    json_t *rows = json_array();
    (void)options;
    (void)error;
    report_count(report, counts);
    for (guint i = 0; i < report->rows->len; i++)
        json_array_append_new(rows, row_to_json(report, report->rows->pdata[i]));
    output_set(root, "on", day);
    json_object_set_new(root, "invalid", json_integer(report_invalid(report)));
    json_object_set_new(root, "verdicts", told_counts(counts));
    json_object_set_new(root, "rows", rows);
    output_json(out, root);
    return TRUE;
}
