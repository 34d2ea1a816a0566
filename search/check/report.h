/* A report on all that files cite: one row for each document as it is cited, with where it stands. */
#ifndef SEARCH_CHECK_REPORT_H
#define SEARCH_CHECK_REPORT_H

#include "search/check/check.h"
#include "search/output/output.h"

/* So many places of a row are kept. */
#define REPORT_PLACES 20

typedef struct {
    char *cited;       /* as it was written first */
    Number *number;
    char *title;       /* that stands with it, or NULL */
    GPtrArray *places; /* char *: at most REPORT_PLACES */
    guint n_places;    /* of all */
    Checked *checked;  /* once report_check() has been called */
} ReportRow;

typedef struct {
    Searcher *searcher;
    guint32 day;     /* yyyymmdd */
    GPtrArray *rows; /* ReportRow, as they were cited first */
    GHashTable *by_number;
    guint checked;   /* rows */
} Report;

/* A report as of DAY. SEARCHER must outlive it. Caller frees. */
Report *report_new(Searcher *searcher, guint32 day);
void report_free(Report *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Report, report_free)

/* Adds the citation of NUMBER, written as CITED at PLACE (all for people), with TITLE (or NULL). What is cited again, with
 * the same title or without one, is one row. */
void report_add(Report *report, const char *place, const char *cited, const Number *number, const char *title);

/* Checks what has not been checked. FALSE with an error of the index. */
gboolean report_check(Report *report, GError **error);

/* How many rows are not valid (VerdictName). */
guint report_invalid(const Report *report);

/* Writes the report, checked, to OUT, which takes any bytes. FALSE with an error. */
typedef gboolean (*ReportFormat)(const Report *report, const ReportOptions *options, GString *out, GError **error);

/* The format called NAME ("text", "csv", "xlsx", "html", "json"), or NULL. */
ReportFormat report_format(const char *name);

#endif
