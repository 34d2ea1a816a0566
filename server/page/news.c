/* 新动态: what is open for comment and until when, what happened, what comes into force, what has stalled. */
#include <string.h>

#include "server/page/page.h"

static const struct {
    const char *name;
    Word word;
} sections[] = {
    {"open", W_NEWS_OPEN},       {"happened", W_NEWS_HAPPENED}, {"coming", W_NEWS_COMING}, {"stalled", W_NEWS_STALLED},
    {"added", W_NEWS_ADDED},     {"changed", W_NEWS_CHANGED},   {"gone", W_NEWS_GONE},
};

static void put_form(Page *page)
{
    Html *html = &page->html;
    g_autofree char *action = g_strconcat(page->worker->service->base_path, "/news", NULL);
    html_open(html, "form.only", "action", action);
    page_hidden(page, NULL, "index", request_value(page->request, "index"));
    page_hidden(page, NULL, "lang", request_value(page->request, "lang"));
    html_open(html, "div.fields");
    html_open(html, "div.field");
    html_put(html, page_word(page, W_NEWS_QUERY), "label", "for", "only");
    const char *query = request_value(page->request, "q"), *since = request_value(page->request, "since");
    html_open(html, "input", "id", "only", "name", "q", "type", "text", "value", query ? query : "", "autocomplete", "off");
    html_close(html);
    html_open(html, "div.field.short");
    html_put(html, page_word(page, W_NEWS_SINCE), "label", "for", "since");
    gboolean is_day = since && strlen(since) == strlen("2024-02-04");
    html_open(html, "input", "id", "since", "name", "since", "type", "date", "value", is_day ? since : "");
    html_close(html);
    html_put(html, page_word(page, W_NEWS_SHOW), "button.main", "type", "submit");
    html_close(html);
    html_close(html);
}

/* OPEN: what counts is until when. */
static void put_when(Page *page, const json_t *item, gboolean open)
{
    Html *html = &page->html;
    const char *date = page_text(item, "date"), *until = page_text(item, "until");
    html_open(html, "p.when");
    if (until && (open || !date))
        page_say(page, W_UNTIL, until);
    else if (date)
        html_put(html, date, "time", "datetime", date);
    html_close(html);
}

static void put_item(Page *page, const json_t *item, gboolean open)
{
    Html *html = &page->html;
    const char *event = page_text(item, "event"), *members = page_text(item, "members"), *source = page_text(item, "source");
    html_open(html, "li.item");
    put_when(page, item, open);
    html_open(html, "div");
    html_open(html, "p");
    const char *english = page->english ? page_text(item, "title_en") : NULL;
    page_document_link(page, page_text(item, "id"), english ? english : page_text(item, "title"));
    if (event) {
        html_text(html, " ");
        html_put(html, value_name("event", event, page->english), "bdi.badge.doubt");
    }
    html_close(html);
    if (members)
        html_put(html, members, "p.place", "dir", "auto");
    if (source)
        html_put(html, source, "p.place", "dir", "auto");
    html_close(html);
    html_close(html);
}

static void put_section(Page *page, guint i, const json_t *section)
{
    Html *html = &page->html;
    const json_t *items = json_object_get(section, "items");
    guint64 total = page_count(section, "total"), shown = json_array_size(items);
    g_autofree char *count = message_number(total), *more = message_number(total - MIN(total, shown));
    html_open(html, "section");
    html_open(html, "h2");
    html_text(html, page_word(page, sections[i].word));
    html_text(html, " ");
    html_put(html, count, "span.count");
    html_close(html);
    if (total == 0)
        html_put(html, page_word(page, W_NEWS_NONE), "p.note");
    html_open(html, "ul");
    for (gsize k = 0; k < shown; k++)
        put_item(page, json_array_get(items, k), g_str_equal(sections[i].name, "open"));
    html_close(html);
    if (total > shown) {
        html_open(html, "p.note");
        page_say(page, W_NEWS_MORE, more);
        html_close(html);
    }
    html_close(html);
}

static void put_news(Page *page, const json_t *news)
{
    Html *html = &page->html;
    g_autofree char *period = page_fill(page, W_NEWS_PERIOD, page_text(news, "since"), page_text(news, "on"));
    g_autoptr(GString) feed = g_string_new(page->worker->service->base_path);
    g_string_append(feed, "/feed.atom");
    address_add(feed, "index", request_value(page->request, "index"));
    address_add(feed, "q", request_value(page->request, "q"));
    page_tool_begin(page, W_NEWS, W_NEWS_ABOUT, "news", period);
    put_form(page);
    html_close(html);
    html_open(html, "div.news");
    html_open(html, "p.note");
    html_text(html, period);
    html_text(html, " · ");
    html_put(html, page_word(page, W_FEED), "a", "href", feed->str, "type", "application/atom+xml");
    html_close(html);
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        const json_t *section = json_object_get(news, sections[i].name);
        if (section)
            put_section(page, i, section);
    }
    html_close(html);
    page_end(page);
}

void page_handle_news(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    Problem problem = {0};
    const char *since = request_value(request, "since"), *query = request_value(request, "q");
    json_t *news = page_ask(&page, api_news, NULL, &problem, "q", query && *query ? query : NULL, "since",
                            since && *since ? since : NULL, "count", "60");
    page_give(&page, news, &problem, put_news);
}
