/* Private to the bulletin reader: which month a bulletin is about. */
#ifndef CORPUS_BULLETIN_MONTH_H
#define CORPUS_BULLETIN_MONTH_H

#include <glib.h>

/* The year and month that the bulletin of LINES (TextLine *) is about; NAME is that of its file, TABLES
 * its Table *. In this order: the month that captions of tables or the masthead tell (2024年2月, 2024年
 * 第1期（1月）), that of the file's name, that of most of the news' own dates, the number of the issue, the
 * day of publication. An issue's number is a month only where the day of publication is in that month
 * or the next, or not told; else it is not known, and *MONTH 0. Both are 0 where nothing tells them. */
void bulletin_find_month(const GPtrArray *lines, const GPtrArray *tables, const char *name, int *year,
                         int *month);

#endif
