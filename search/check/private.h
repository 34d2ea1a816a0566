/* What the formats of reports share. */
#ifndef SEARCH_CHECK_PRIVATE_H
#define SEARCH_CHECK_PRIVATE_H

#include "search/check/report.h"

/* The columns of a report: their names in both languages, and what a row has there, cleaned; "" for nothing. Caller frees. */
typedef enum {
    COLUMN_PLACE_IN_REPORT,
    COLUMN_CITED,
    COLUMN_CITED_TITLE,
    COLUMN_VERDICT,
    COLUMN_FOUND,
    COLUMN_FOUND_TITLE,
    COLUMN_FOUND_STATUS,
    COLUMN_PUBLISHED_ON,
    COLUMN_EFFECTIVE_ON,
    COLUMN_REPLACED_BY,
    COLUMN_AMENDED_BY,
    COLUMN_ADOPTED,
    COLUMN_REMARK,
    COLUMN_WHERE,
    REPORT_COLUMNS
} ReportColumn;
const char *report_column_name(ReportColumn column, Language language);
char *report_cell(const Report *report, guint row, ReportColumn column, Language language);

/* How many rows have each verdict; and in words: 现行有效 2，已废止 1. */
void report_count(const Report *report, guint counts[VERDICTS]);
void report_append_counts(const Report *report, Language language, GString *out);

gboolean report_text(const Report *report, const ReportOptions *options, GString *out, GError **error);
gboolean report_csv(const Report *report, const ReportOptions *options, GString *out, GError **error);
gboolean report_xlsx(const Report *report, const ReportOptions *options, GString *out, GError **error);
gboolean report_html(const Report *report, const ReportOptions *options, GString *out, GError **error);
gboolean report_json(const Report *report, const ReportOptions *options, GString *out, GError **error);

#endif
