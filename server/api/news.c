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
    guint shift = 0;
    g_autofree char *query = NULL;
    if (!api_read_query(request, worker, &query, &shift, problem))
        return FALSE;
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
    format_answer(formats, news_as, request, response, worker);
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

/* The sections of news that a feed has, each with the code that stands for it in ids, which no language changes. */
static const struct {
    const char *name, *zh, *en;
} sections[] = {{"happened", "", ""}, {"added", "新收录", "new"}, {"changed", "有变化", "changed"}};

/* What the entries of a feed have in common. */
typedef struct {
    const char *site, *index; /* the index that the request names; or NULL */
    const char *on;
    json_int_t generation;    /* since which items were added and changed; 0: none is named */
    const char *made;         /* when the one that they are in was made; "": it is not known */
    gboolean english;
} Feed;

/* The same item has the same id every day and in every language: by its date, or by the generation that it is compared with. */
static void append_id(GString *out, const Feed *feed, const json_t *item, guint section)
{
    const char *event = member(item, "event"), *date = member(item, "date");
    g_string_append(out, "<id>urn:biaosou:");
    form_encode(out, member(item, "id"), TRUE);
    if (date || feed->generation == 0) {
        g_string_append_printf(out, ":%s:", date ? date : feed->on);
        form_encode(out, event ? event : "", FALSE);
    } else {
        g_string_append_printf(out, ":generation-%" JSON_INTEGER_FORMAT ":%s", feed->generation, sections[section].name);
    }
    g_string_append(out, "</id>\n");
}

static void append_entry(GString *out, const Feed *feed, const json_t *item, guint section)
{
    const char *id = member(item, "id"), *english = feed->english ? member(item, "title_en") : NULL, *event = member(item, "event");
    const char *title = english ? english : member(item, "title");
    const char *date = member(item, "date"), *usual = feed->english ? sections[section].en : sections[section].zh;
    g_autofree char *head = g_strdup_printf("%s %s", id, title ? title : "");
    g_autoptr(GString) link = g_string_new(feed->site);
    api_address(link, "/documents/", id, "");
    if (feed->index)
        form_encode(g_string_append(link, "?index="), feed->index, FALSE);
    g_string_append(out, "<entry>\n");
    append_element(out, "title", head);
    append_id(out, feed, item, section);
    if (date || feed->generation == 0 || !*feed->made)
        append_time(out, "updated", date ? date : feed->on);
    else
        append_element(out, "updated", feed->made);
    g_string_append(out, "<link href=\"");
    append_text(out, link->str);
    g_string_append(out, "\"/>\n");
    append_element(out, "summary", event ? event : usual);
    g_string_append(out, "</entry>\n");
}

static void append_feed(GString *out, const Feed *feed, const Request *request, const json_t *news)
{
    const char *query = request_value(request, "q");
    g_autofree char *title = g_strdup_printf("%s%s%s", feed->english ? "Standards" : "标准", query ? ": " : "", query ? query : "");
    g_string_append(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    append_element(out, "title", title);
    g_string_append_printf(out, "<id>%s", feed->site);
    append_text(out, request->target);
    g_string_append_printf(out, "</id>\n<link rel=\"self\" href=\"%s", feed->site);
    append_text(out, request->target);
    g_string_append(out, "\"/>\n<author><name>biaosou</name></author>\n");
    append_time(out, "updated", feed->on);
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        const json_t *items = json_object_get(json_object_get(news, sections[i].name), "items");
        for (gsize k = 0; k < json_array_size(items); k++)
            append_entry(out, feed, json_array_get(items, k), i);
    }
    g_string_append(out, "</feed>\n");
}

void api_handle_feed(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    json_t *news = api_json(api_news, request, worker, &problem);
    g_autofree char *site = api_site(request, worker);
    const IndexReader *reader = news ? worker_reader(worker, request, &problem) : NULL;
    if (reader) {
        const json_t *generations = json_object_get(news, "generations");
        const Feed feed = {.site = site, .index = request_value(request, "index"), .on = member(news, "on"), .made = reader->created,
                     .generation = json_integer_value(json_array_get(generations, 0)), .english = request_english(request)};
        response->type = "application/atom+xml; charset=utf-8";
        append_feed(response->body, &feed, request, news);
    } else {
        response_problem(response, &problem);
    }
    json_decref(news);
}
