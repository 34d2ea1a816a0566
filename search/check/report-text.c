/* A report for a terminal. */
#include <string.h>

#include "corpus/record/date.h"
#include "search/check/private.h"
#include "search/check/told.h"
#include "search/output/output.h"

typedef struct {
    const Report *report;
    const ReportOptions *options;
    GString *out;
    int indent;
} Writing;

static void put_line(const Writing *writing, const char *mark, const char *text)
{
    if (*text)
        g_string_append_printf(writing->out, "%*s%s%s\n", writing->indent, "", mark, text);
}

static void put_row(const Writing *writing, guint row)
{
    const ReportRow *one = writing->report->rows->pdata[row];
    Language language = writing->options->language;
    g_autofree char *cited = report_cell(writing->report, row, COLUMN_CITED, language);
    g_autofree char *verdict = report_cell(writing->report, row, COLUMN_VERDICT, language);
    g_autofree char *found = report_cell(writing->report, row, COLUMN_FOUND, language);
    g_autofree char *title = report_cell(writing->report, row, COLUMN_FOUND_TITLE, language);
    g_autofree char *replaced = report_cell(writing->report, row, COLUMN_REPLACED_BY, language);
    g_autofree char *amended = report_cell(writing->report, row, COLUMN_AMENDED_BY, language);
    g_autofree char *remark = report_cell(writing->report, row, COLUMN_REMARK, language);
    g_autofree char *where = report_cell(writing->report, row, COLUMN_WHERE, language);
    gboolean colour = writing->options->colour;
    const char *shade = colour ? told_colour(one->checked->verdict) : "";
    g_string_append_printf(writing->out, "%*u  %s%s%s  %s%s%s\n", writing->indent - 2, row + 1,
                           colour ? COLOUR_STRONG : "", cited, colour ? COLOUR_END : "", shade, verdict,
                           colour ? COLOUR_END : "");
    g_autofree char *name = *found && strcmp(found, cited) != 0 ? g_strdup_printf("%s  %s", found, title) : g_strdup(title);
    put_line(writing, "", name);
    if (one->checked->verdict == VERDICT_OTHER_TITLE) {
        g_autofree char *title_cited = report_cell(writing->report, row, COLUMN_CITED_TITLE, language);
        put_line(writing, language == LANGUAGE_EN ? "cited with the title " : "引用名称：", title_cited);
    }
    put_line(writing, language == LANGUAGE_EN ? "replaced by " : "被代替：", replaced);
    put_line(writing, language == LANGUAGE_EN ? "amended by " : "修改单：", amended);
    put_line(writing, "", remark);
    put_line(writing, colour ? COLOUR_DIM : "", where);
    if (colour && *where)
        g_string_insert(writing->out, (gssize)writing->out->len - 1, COLOUR_END);
}

/* How many of each verdict, in a line. */
static void put_sum(const Writing *writing)
{
    gboolean en = writing->options->language == LANGUAGE_EN;
    g_autofree char *day = date_of_key(writing->report->day);
    g_string_append_printf(writing->out, "%s%s%s%u%s", en ? "On " : "截至 ", day, en ? ": " : "，共 ",
                           writing->report->rows->len, en ? " cited" : " 项");
    if (writing->report->rows->len) {
        g_string_append(writing->out, en ? ": " : "：");
        report_append_counts(writing->report, writing->options->language, writing->out);
    }
    g_string_append_c(writing->out, '\n');
}

gboolean report_text(const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    (void)error;
    g_autofree char *last = g_strdup_printf("%u", report->rows->len);
    Writing writing = {report, options, out, (int)strlen(last) + 2};
    for (guint i = 0; i < report->rows->len; i++)
        put_row(&writing, i);
    put_sum(&writing);
    return TRUE;
}
