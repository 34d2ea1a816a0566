/* How news are written. */
#ifndef SEARCH_NEWS_REPORT_H
#define SEARCH_NEWS_REPORT_H

#include "search/news/news.h"
#include "search/output/output.h"

/* Whether there is a format called NAME: "text", "md", "html", "json". */
gboolean news_has_format(const char *name);

/* Appends NEWS to OUT in the format called NAME, one of these. */
void news_write(const News *news, const char *name, const ReportOptions *options, GString *out);

#endif
