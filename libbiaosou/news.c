#include "libbiaosou/private.h"

#include "search/answer/answer.h"
#include "search/news/report.h"

struct biaosou_news {
    News *news;
};

/* The days and the numbers of OPTIONS. */
static biaosou_status read_options(const Searcher *searcher, const biaosou_news_options *given, NewsOptions *options)
{
    options->stalled = given->stalled;
    options->most = given->most;
    biaosou_status status = library_since(given->since, &options->since);
    return status == BIAOSOU_OK ? library_day(searcher, given->on, &options->on) : status;
}

/* The documents that OPTIONS asks about; NULL without an error: all. */
static DocSet *find_within(Searcher *searcher, const biaosou_news_options *given, biaosou_status *status)
{
    GError *error = NULL;
    Query *query = given->query ? library_read_query(given->query, FALSE, status) : NULL;
    DocSet *within = query ? answer_documents(searcher, query, &error) : NULL;
    if (error)
        *status = library_fail(error);
    return within;
}

biaosou_status biaosou_news_find(biaosou_searcher *searcher, const biaosou_news_options *given, biaosou_news **news)
{
    static const biaosou_news_options usual = BIAOSOU_NEWS_OPTIONS_INIT;
    Searcher *own = searcher->searcher;
    NewsOptions options = {0};
    GError *error = NULL;
    *news = NULL;
    given = given ? given : &usual;
    biaosou_status status = read_options(own, given, &options);
    searcher_begin(own);
    g_autoptr(DocSet) within = status == BIAOSOU_OK ? find_within(own, given, &status) : NULL;
    if (status != BIAOSOU_OK)
        return status;
    g_autoptr(Index) before = NULL;
    if ((status = library_generation(own, given->generation, &before)) != BIAOSOU_OK)
        return status;
    options.before = before;
    News *found = news_find(own, within, &options, &error);
    if (!found)
        return library_fail(error);
    *news = g_new(biaosou_news, 1);
    (*news)->news = found;
    return BIAOSOU_OK;
}

void biaosou_news_free(biaosou_news *news)
{
    if (!news)
        return;
    news_free(news->news);
    g_free(news);
}

unsigned biaosou_news_count(const biaosou_news *news)
{
    return news_count(news->news);
}

int biaosou_news_format(const char *name)
{
    return news_has_format(name);
}

biaosou_status biaosou_news_write(const biaosou_news *news, const char *name, const biaosou_report_options *options,
                                  biaosou_write write, void *data)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const ReportOptions how = library_report_options(options);
    if (!news_has_format(name))
        return library_fail_with(BIAOSOU_USAGE, "unknown format '%s'", name);
    news_write(news->news, name, &how, out);
    return write(out->str, out->len, data) == 0 ? BIAOSOU_OK : library_fail_with(BIAOSOU_STOPPED, "stopped");
}
