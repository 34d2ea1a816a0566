#include "search/check/report.h"

#include <string.h>

#include "corpus/record/record.h"
#include "search/check/private.h"

static const struct {
    const char *name;
    ReportFormat format;
} formats[] = {
    {"text", report_text}, {"csv", report_csv}, {"xlsx", report_xlsx}, {"html", report_html}, {"json", report_json},
};

ReportFormat report_format(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return formats[i].format;
    return NULL;
}

static void free_row(gpointer data)
{
    ReportRow *row = data;
    g_free(row->cited);
    number_free(row->number);
    g_free(row->title);
    g_ptr_array_unref(row->places);
    checked_free(row->checked);
    g_free(row);
}

Report *report_new(Searcher *searcher, guint32 day)
{
    Report *report = g_new0(Report, 1);
    report->searcher = searcher;
    report->day = day;
    report->rows = g_ptr_array_new_with_free_func(free_row);
    report->by_number = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    return report;
}

void report_free(Report *report)
{
    if (!report)
        return;
    g_ptr_array_unref(report->rows);
    g_hash_table_unref(report->by_number);
    g_free(report);
}

static gboolean same_title(const char *a, const char *b)
{
    g_autofree char *first = record_title_key_of(a), *second = record_title_key_of(b);
    return g_strcmp0(first, second) == 0;
}

/* The row, among those of one number, that TITLE (or NULL) belongs to, or NULL. */
static ReportRow *find_row(const GPtrArray *rows, const char *title)
{
    for (guint i = 0; i < rows->len; i++) {
        ReportRow *row = rows->pdata[i];
        if (!title || !row->title || same_title(row->title, title))
            return row;
    }
    return NULL;
}

static ReportRow *add_row(Report *report, GPtrArray *rows, const Number *number, const char *cited)
{
    ReportRow *row = g_new0(ReportRow, 1);
    row->cited = g_strdup(cited);
    row->number = number_copy(number);
    row->places = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(report->rows, row);
    g_ptr_array_add(rows, row);
    return row;
}

void report_add(Report *report, const char *place, const char *cited, const Number *number, const char *title)
{
    g_autofree char *canonical = number_format(number);
    GPtrArray *rows = g_hash_table_lookup(report->by_number, canonical);
    if (!rows) {
        rows = g_ptr_array_new();
        g_hash_table_insert(report->by_number, g_strdup(canonical), rows);
    }
    ReportRow *row = find_row(rows, title);
    if (!row)
        row = add_row(report, rows, number, cited);
    if (title && !row->title)
        row->title = g_strdup(title);
    if (row->places->len < REPORT_PLACES)
        g_ptr_array_add(row->places, g_strdup(place));
    row->n_places++;
}

gboolean report_check(Report *report, GError **error)
{
    for (; report->checked < report->rows->len; report->checked++) {
        ReportRow *row = report->rows->pdata[report->checked];
        row->checked = check_citation(report->searcher, row->number, row->title, report->day, error);
        if (!row->checked)
            return FALSE;
    }
    return TRUE;
}

guint report_invalid(const Report *report)
{
    guint counts[VERDICTS], invalid = 0;
    report_count(report, counts);
    for (guint v = 0; v < VERDICTS; v++)
        invalid += verdict_names[v].valid ? 0 : counts[v];
    return invalid;
}

void report_count(const Report *report, guint counts[VERDICTS])
{
    memset(counts, 0, VERDICTS * sizeof *counts);
    for (guint i = 0; i < report->checked; i++)
        counts[((ReportRow *)report->rows->pdata[i])->checked->verdict]++;
}
