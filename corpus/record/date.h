/* ISO 8601 calendar dates, partial ones allowed: 2024, 2024-02, 2024-02-04. */
#ifndef CORPUS_RECORD_DATE_H
#define CORPUS_RECORD_DATE_H

#include <glib.h>

/* Whether TEXT (LEN bytes) is a possible date in exactly one of the three forms, year 1000–9999. */
gboolean date_is_valid(const char *text, size_t len);

/* What people and portals write for a date as one of the three forms: 2024/2/3, 2024.02.03, 20240203,
 * 2024年2月3日, 2024-02, 2024年, 3 February 2024, Feb. 3, 2024, full-width digits, the name of the date
 * before it (实施日期：), a time of day after it (2024-02-03T00:00:00+08:00).
 * The day is the one that is written, but midnight of Beijing as portals there give it (16:00 UTC of the
 * day before) is that day. "" where it stands for no date (0000-00-00, 9999-12-31); NULL if it is no
 * date, or could be two (03/04/2024). Caller frees. */
char *date_read(const char *text);

/* The day in Beijing of an instant as a number: milliseconds since 1970, or seconds (ten digits); eight
 * digits are 20240203, four a year. As date_read() else. Caller frees. */
char *date_read_number(gint64 number);

/* A date as the number yyyymmdd, absent parts 0, so that numbers compare as dates do; 0 for NULL
 * or what is no date. */
guint32 date_key(const char *text);

/* The date that KEY, a date_key(), is: 2024, 2024-02 or 2024-02-04; NULL of 0. Caller frees. */
char *date_of_key(guint32 key);

/* The last day that the date_key() KEY may mean: 20240299 of 2024-02; 0 of 0. Today as such a key, by
 * the local clock. */
guint32 date_last(guint32 key);
guint32 date_today(void);

/* YEAR, YEAR-MONTH or YEAR-MONTH-DAY (0: absent) as text, or NULL if there is no such date.
 * Caller frees. */
char *date_format(int year, int month, int day);

/* The full date that lies DAYS after DATE (a full date), or NULL. Caller frees. */
char *date_add_days(const char *date, int days);

#endif
