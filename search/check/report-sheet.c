/* A report as CSV and as a workbook. */
#include "search/check/private.h"
#include "sheet/sheet.h"

static const SheetLook looks[GRADES] = {[GRADE_GOOD] = SHEET_GOOD, [GRADE_DOUBTFUL] = SHEET_DOUBTFUL, [GRADE_BAD] = SHEET_BAD};

static gboolean put_rows(const Report *report, Language language, Sheet *sheet, GError **error)
{
    const char *names[REPORT_COLUMNS];
    for (guint c = 0; c < REPORT_COLUMNS; c++)
        names[c] = report_column_name((ReportColumn)c, language);
    gboolean ok = sheet_row(sheet, names, REPORT_COLUMNS, SHEET_HEAD, error);
    for (guint r = 0; r < report->rows->len && ok; r++) {
        g_auto(GStrv) cells = g_new0(char *, REPORT_COLUMNS + 1);
        for (guint c = 0; c < REPORT_COLUMNS; c++)
            cells[c] = report_cell(report, r, (ReportColumn)c, language);
        const ReportRow *row = report->rows->pdata[r];
        ok = sheet_row(sheet, (const char *const *)cells, REPORT_COLUMNS, looks[verdict_names[row->checked->verdict].grade],
                       error);
    }
    return ok;
}

static gboolean put(const char *name, const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    Sheet *sheet = sheet_new_in(sheet_format(name), out, options->language == LANGUAGE_EN ? "validity" : "查新", error);
    gboolean ok = sheet && put_rows(report, options->language, sheet, error);
    return sheet && sheet_end(sheet, ok ? error : NULL) && ok;
}

gboolean report_csv(const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    return put("csv", report, options, out, error);
}

gboolean report_xlsx(const Report *report, const ReportOptions *options, GString *out, GError **error)
{
    return put("xlsx", report, options, out, error);
}
