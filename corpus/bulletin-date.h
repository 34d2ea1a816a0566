/* Dates as bulletins write them: 2024 年 2 月 4 日, 2月4日, 2024-02-04, 2024.2.4, 60 天. */
#ifndef CORPUS_BULLETIN_DATE_H
#define CORPUS_BULLETIN_DATE_H

#include <glib.h>

typedef struct {
    char *date;        /* ISO 8601, or NULL */
    char *until;       /* end of the period that begins at date, or NULL */
    size_t start, end; /* bytes of the text */
} DateSpan;

typedef struct DateFinder DateFinder;

/* For a bulletin of YEAR and MONTH (0: unknown): dates without a year are of that year, or of the
 * one before where the month says so (December in a bulletin of January). */
DateFinder *date_finder_new(int year, int month);
void date_finder_free(DateFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DateFinder, date_finder_free)

/* All dates and periods of TEXT in order: GArray of DateSpan, which it owns. A period in days or
 * months (征求意见期限为 60 天) ends the date before it. */
GArray *date_finder_find(const DateFinder *finder, const char *text);

/* TEXT as a whole is one date: it as ISO 8601, else NULL. Caller frees. */
char *date_finder_whole(const DateFinder *finder, const char *text);

/* The first year and month (2024 年 2 月, 2024-02, 2024年第2期) that TEXT tells. */
gboolean date_find_month(const char *text, int *year, int *month);

#endif
