/* A report as one HTML page, without anything from elsewhere: for a browser, a printer, or a word processor. */
#include "corpus/record/date.h"
#include "search/check/private.h"

static const char *const style =
    "body{font-family:\"Noto Serif CJK SC\",\"Source Han Serif SC\",SimSun,serif;margin:2em;color:#222}"
    "table{border-collapse:collapse;width:100%}caption{text-align:left;padding-bottom:.5em}"
    "th,td{border:1px solid #999;padding:.3em .5em;vertical-align:top;text-align:left}th{background:#d9e2f3}"
    ".good{background:#e2efda}.bad{background:#fce4d6}.doubtful{background:#fff2cc}"
    "@media print{body{margin:0;font-size:9pt}thead{display:table-header-group}tr{page-break-inside:avoid}}";

static const char *const classes[GRADES] = {[GRADE_GOOD] = "good", [GRADE_DOUBTFUL] = "doubtful", [GRADE_BAD] = "bad"};

static void put_head(const Report *report, Language language, GString *out)
{
    g_autofree char *day = date_of_key(report->day);
    const char *title = language == LANGUAGE_EN ? "Validity of standards" : "标准有效性查新报告";
    g_string_append_printf(out,
                           "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<title>%s</title>\n<style>%s</style>\n</head>\n<body>\n<h1>%s</h1>\n<table>\n<caption>%s %s: %u (",
                           language == LANGUAGE_EN ? "en" : "zh-CN", title, style, title,
                           language == LANGUAGE_EN ? "On" : "截至", day, report->rows->len);
    report_append_counts(report, language, out);
    g_string_append(out, ")</caption>\n<thead><tr>");
    for (guint c = 0; c < REPORT_COLUMNS; c++)
        g_string_append_printf(out, "<th scope=\"col\">%s</th>", report_column_name((ReportColumn)c, language));
    g_string_append(out, "</tr></thead>\n<tbody>\n");
}

gboolean report_html(const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    (void)error;
    put_head(report, options->language, out);
    for (guint r = 0; r < report->rows->len; r++) {
        const ReportRow *row = report->rows->pdata[r];
        g_string_append(out, "<tr>");
        for (guint c = 0; c < REPORT_COLUMNS; c++) {
            g_autofree char *cell = report_cell(report, r, (ReportColumn)c, options->language);
            if (c == COLUMN_VERDICT)
                g_string_append_printf(out, "<td class=\"%s\">", classes[verdict_names[row->checked->verdict].grade]);
            else
                g_string_append(out, "<td>");
            output_html(out, cell);
            g_string_append(out, "</td>");
        }
        g_string_append(out, "</tr>\n");
    }
    g_string_append(out, "</tbody>\n</table>\n</body>\n</html>\n");
    return TRUE;
}
