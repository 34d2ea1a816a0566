/* A problem as a page: what the API says of it, with a way on. */
#include <string.h>

#include "server/page/page.h"

/* The query with the place where it cannot be read. */
static void put_place(Page *page, guint column)
{
    Html *html = &page->html;
    const char *query = request_value(page->request, "q");
    if (!query || column == 0 || column > (guint)g_utf8_strlen(query, -1))
        return;
    const char *at = g_utf8_offset_to_pointer(query, column - 1), *after = g_utf8_next_char(at);
    html_open(html, "p.query");
    html_escape(html->out, query, (gsize)(at - query));
    html_open(html, "mark");
    html_escape(html->out, at, (gsize)(after - at));
    html_close(html);
    html_text(html, after);
    html_close(html);
}

static void put_problem(Page *page, const json_t *problem)
{
    Html *html = &page->html;
    const char *title = page_text(problem, "title"), *detail = page_text(problem, "detail");
    guint column = (guint)page_count(problem, "column");
    page->nowhere = g_strcmp0(page_text(problem, "type"), "urn:biaosou:problem:not-found") == 0;
    page_begin(page, title, "problem", title);
    html_open(html, "section.problem");
    html_put(html, title, "h1");
    put_place(page, column);
    if (detail)
        html_put(html, detail, "p.detail", "lang", g_str_is_ascii(detail) ? "en" : "zh-CN"); /* not all is said in both */
    html_open(html, "p.ways");
    if (page->request->tail && g_str_has_prefix(page->request->path, "/documents/")) {
        g_autofree char *search = page_search_address(page, page->request->tail);
        html_open(html, "a", "href", search);
        page_say(page, W_ERROR_SEARCH_FOR, page->request->tail);
        html_close(html);
    } else {
        g_autoptr(GString) home = page_address(page, "/");
        html_put(html, page_word(page, W_ERROR_BACK), "a", "href", home->str);
    }
    html_close(html);
    html_close(html);
    page_end(page);
}

void page_show_problem(const Request *request, Response *response, Worker *worker)
{
    if (!response->type || !g_str_equal(response->type, TYPE_PROBLEM) || !request->path || !request->form ||
        g_str_has_prefix(request->path, "/api/") || !request_accepts(request, "Accept", "text/html"))
        return;
    json_error_t error;
    json_t *problem = json_loadb(response->body->str, response->body->len, 0, &error);
    Page page = page_for(request, response, worker);
    g_string_truncate(response->body, 0);
    put_problem(&page, problem);
    json_decref(problem);
}
