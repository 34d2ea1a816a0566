/* Dates as bulletins write them: 2024 年 2 月 4 日, 2月4日, 2024-02-04, 2024.2.4; periods: 60 天, 两个月,
 * 截止 5 月 6 日. */
#ifndef CORPUS_TEXT_DATE_FINDER_H
#define CORPUS_TEXT_DATE_FINDER_H

#include <glib.h>

typedef struct {
    char *date;        /* ISO 8601; NULL: only the end of a period is told (截止3月5日, 3月5日前) */
    char *until;       /* end of the period that begins at date, or NULL */
    size_t start, end; /* bytes of the text */
} DateSpan;

typedef struct DateFinder DateFinder;

/* For a bulletin about YEAR and MONTH (0: unknown): dates without a year are of that year, or of the
 * one before where the month says so (December in a bulletin about January), or of the one after
 * (January in a bulletin about December; ends of periods more than six months back). Where the year
 * is unknown they have that of the date before them in the text, or are left out. */
DateFinder *date_finder_new(int year, int month);
void date_finder_free(DateFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DateFinder, date_finder_free)

/* All dates and periods of TEXT in order: GArray of DateSpan, which it owns. A period in days, weeks
 * or months (征求意见期限为 60 天, 为期两个月) ends the date before it. */
GArray *date_finder_find(const DateFinder *finder, const char *text);

/* TEXT as a whole is one date: it as ISO 8601, else NULL. Caller frees. */
char *date_finder_whole(const DateFinder *finder, const char *text);

/* Whether TEXT has a date that is left out because nothing tells its year. */
gboolean date_finder_lacks_year(const DateFinder *finder, const char *text);

/* The first year and month (2024 年 2 月, 2024-02; no issue's number) that TEXT tells. */
gboolean date_find_month(const char *text, int *year, int *month);

#endif
