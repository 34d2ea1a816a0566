/* How news are written. */
#ifndef SEARCH_NEWS_REPORT_H
#define SEARCH_NEWS_REPORT_H

#include "search/news/news.h"
#include "search/output/output.h"

typedef void (*NewsFormat)(const News *news, const ReportOptions *options, GString *out);

/* The format called NAME ("text", "md", "html", "json"), or NULL. Each appends to OUT. */
NewsFormat news_format(const char *name);

#endif
