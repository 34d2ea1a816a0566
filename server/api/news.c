/* /api/v1/news: what is new, open for comment, about to be in force, stalled; and as a feed, what a saved search has new. */
#include <string.h>

#include "server/api/api.h"
#include "server/api/format.h"

enum { MOST_ITEMS = 1000, MOST_MONTHS = 1200 };

static const Format formats[] = {
    {"json", TYPE_JSON, NULL}, {"html", TYPE_HTML, NULL}, {"md", FORMAT_MARKDOWN, NULL}, {"text", TYPE_TEXT, NULL}, {0}};

static gboolean read_options(const Request *request, biaosou_news_options *options, Problem *problem)
{
    options->since = request_value(request, "since");
    options->on = request_value(request, "on");
    return request_number(request, "generation", 1, G_MAXUINT32, &options->generation, problem) &&
           request_number(request, "stalled", 1, MOST_MONTHS, &options->stalled, problem) &&
           request_number(request, "count", 0, MOST_ITEMS, &options->most, problem);
}

static gboolean news_as(const Request *request, Worker *worker, const char *format, GString *out, Problem *problem)
{
    biaosou_news *news = NULL;
    biaosou_news_options options = BIAOSOU_NEWS_OPTIONS_INIT;
    biaosou_report_options how = BIAOSOU_REPORT_OPTIONS_INIT;
    guint shift;
    g_autofree char *query = api_query(request, &shift);
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader || !read_options(request, &options, problem))
        return FALSE;
    how.english = request_english(request);
    options.query = *query ? query : NULL;
    biaosou_status status = biaosou_news_find(reader->searcher, &options, &news);
    if (status == BIAOSOU_OK)
        status = biaosou_news_write(news, format, &how, response_append, out);
    if (status != BIAOSOU_OK)
        problem_of_library(problem, status);
    problem->column -= MIN(shift, problem->column);
    biaosou_news_free(news);
    return status == BIAOSOU_OK;
}

gboolean api_news(const Request *request, Worker *worker, GString *json, Problem *problem)
{
    return news_as(request, worker, "json", json, problem);
}

void api_handle_news(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    const Format *format = format_wanted(formats, request, &problem);
    if (format && news_as(request, worker, format->name, response->body, &problem))
        format_set(format, response);
    else
        response_problem(response, &problem);
}

/* ---- The feed ---- */

/* Appends TEXT as a text of XML; what XML cannot have is left out. */
static void append_text(GString *out, const char *text)
{
    g_autoptr(GString) allowed = g_string_new(NULL);
    for (; text && *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (c >= ' ' && c != 0xfffe && c != 0xffff)
            g_string_append_unichar(allowed, c);
    }
    g_autofree char *escaped = g_markup_escape_text(allowed->str, -1);
    g_string_append(out, escaped);
}

static void append_element(GString *out, const char *name, const char *text)
{
    g_string_append_printf(out, "<%s>", name);
    append_text(out, text);
    g_string_append_printf(out, "</%s>\n", name);
}

/* DATE, which may lack its day or month, as Atom has times. */
static void append_time(GString *out, const char *name, const char *date)
{
    static const char rest[] = "0000-01-01T00:00:00Z";
    gsize len = date ? strlen(date) : 0;
    g_string_append_printf(out, "<%s>%s%s</%s>\n", name, date ? date : "1970", rest + MIN(date ? len : 4, strlen(rest)), name);
}

static const char *member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void append_entry(GString *out, const char *site, const json_t *item, const char *usual, const char *date)
{
    const char *id = member(item, "id"), *title = member(item, "title"), *event = member(item, "event");
    const char *own = member(item, "date");
    g_autofree char *head = g_strdup_printf("%s %s", id, title ? title : "");
    event = event ? event : usual;
    date = own ? own : date;
    g_string_append(out, "<entry>\n");
    append_element(out, "title", head);
    g_string_append(out, "<id>urn:biaosou:");
    form_encode(out, id, TRUE);
    g_string_append_printf(out, ":%s:", date);
    form_encode(out, event, FALSE);
    g_string_append(out, "</id>\n");
    append_time(out, "updated", date);
    g_string_append_printf(out, "<link href=\"%s/documents/", site);
    form_encode(out, id, TRUE);
    g_string_append(out, "\"/>\n");
    append_element(out, "summary", event);
    g_string_append(out, "</entry>\n");
}

static void append_feed(GString *out, const char *site, const Request *request, const json_t *news)
{
    static const struct {
        const char *name, *zh, *en;
    } sections[] = {{"happened", "", ""}, {"added", "新收录", "new"}, {"changed", "有变化", "changed"}};
    gboolean english = request_english(request);
    const char *query = request_value(request, "q"), *on = member(news, "on");
    g_autofree char *title = g_strdup_printf("%s%s%s", english ? "Standards" : "标准", query ? ": " : "", query ? query : "");
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    append_element(out, "title", title);
    g_string_append_printf(out, "<id>%s", site);
    append_text(out, request->target);
    g_string_append_printf(out, "</id>\n<link rel=\"self\" href=\"%s", site);
    append_text(out, request->target);
    g_string_append(out, "\"/>\n<author><name>biaosou</name></author>\n");
    append_time(out, "updated", on);
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        const json_t *items = json_object_get(json_object_get(news, sections[i].name), "items");
        for (gsize k = 0; k < json_array_size(items); k++)
            append_entry(out, site, json_array_get(items, k), english ? sections[i].en : sections[i].zh, on);
    }
    g_string_append(out, "</feed>\n");
}

void api_handle_feed(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    json_t *news = api_json(api_news, request, worker, &problem);
    g_autofree char *site = api_site(request, worker);
    if (news) {
        response->type = "application/atom+xml; charset=utf-8";
        append_feed(response->body, site, request, news);
    } else {
        response_problem(response, &problem);
    }
    json_decref(news);
}
