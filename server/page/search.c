/* The search: the start page, and what was found. */
#include <stdlib.h>
#include <string.h>

#include "server/page/page.h"

#define COUNT 20
#define FACETS "status,kind,year,committee,ics,ccs,stage"

/* ---- The start ---- */

static const struct {
    const char *path;
    Word word, about;
} doors[] = {
    {"/check", W_CHECK_LONG, W_CHECK_ABOUT},
    {"/duplicates", W_DUPLICATES_LONG, W_DUPLICATES_ABOUT},
    {"/news", W_NEWS, W_NEWS_ABOUT},
};

static const char *const examples[] = {"22239", "数据安全", "yunjisuan", "ISO 9001", "信息安全 kind:gb year:2020.."};

static void put_start(Page *page)
{
    Html *html = &page->html;
    page_begin(page, NULL, "start", NULL);
    html_put(html, page_word(page, W_TAGLINE), "h1.tagline");
    html_open(html, "p.examples");
    html_text(html, page_word(page, W_TRY));
    for (guint i = 0; i < G_N_ELEMENTS(examples); i++) {
        g_autofree char *address = page_search_address(page, examples[i]);
        html_text(html, " ");
        html_open(html, "a", "href", address, "data-live", "");
        html_foreign(html, examples[i]);
        html_close(html);
    }
    html_close(html);
    html_open(html, "ul.doors");
    for (guint i = 0; i < G_N_ELEMENTS(doors); i++) {
        g_autoptr(GString) address = page_address(page, doors[i].path);
        html_open(html, "li");
        html_open(html, "a", "href", address->str);
        html_put(html, page_word(page, doors[i].word), "strong");
        html_put(html, page_word(page, doors[i].about), "span");
        html_close(html);
        html_close(html);
    }
    html_close(html);
    page_end(page);
}

/* ---- How the query was read ---- */

static void put_query_link(Page *page, const char *query)
{
    g_autofree char *address = page_with(page, "q", query);
    html_open(&page->html, "a", "href", address, "data-live", "");
    html_foreign(&page->html, query);
    html_close(&page->html);
}

static void put_list_end(Page *page, gsize i, gsize n)
{
    html_text(&page->html, i + 1 == n ? "" : page->english ? ", " : "、");
}

static void put_nearest(Page *page, const json_t *nearest)
{
    Html *html = &page->html;
    const char *colon = page->english ? ": " : "：";
    for (gsize i = 0; i < json_array_size(nearest); i++) {
        const json_t *one = json_array_get(nearest, i), *ids = json_object_get(one, "ids");
        if (json_array_size(ids) == 0)
            continue;
        html_open(html, "p.nearest");
        page_say(page, W_NEAREST, page_text(one, "number"));
        html_text(html, colon);
        for (gsize k = 0; k < json_array_size(ids); k++) {
            page_document_link(page, json_string_value(json_array_get(ids, k)), NULL);
            put_list_end(page, k, json_array_size(ids));
        }
        html_close(html);
    }
}

static void put_meant(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    const json_t *meant = json_object_get(answer, "did_you_mean");
    const char *read_as = page_text(answer, "read_as");
    if (read_as) {
        html_open(html, "p.read", "dir", "auto");
        page_say(page, W_READ_AS, read_as);
        html_close(html);
    }
    if (json_array_size(meant) == 0)
        return;
    html_open(html, "p.meant");
    html_text(html, page_word(page, W_DID_YOU_MEAN));
    html_text(html, page->english ? ": " : "：");
    for (gsize i = 0; i < json_array_size(meant); i++) {
        put_query_link(page, json_string_value(json_array_get(meant, i)));
        put_list_end(page, i, json_array_size(meant));
    }
    html_close(html);
}

static void put_notes(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    const json_t *notes = json_object_get(answer, "notes");
    put_meant(page, answer);
    put_nearest(page, json_object_get(answer, "nearest"));
    if (json_array_size(notes) == 0)
        return;
    html_open(html, "details.notes");
    html_put(html, page_word(page, W_NOTES), "summary");
    html_open(html, "ul");
    for (gsize i = 0; i < json_array_size(notes); i++)
        html_put(html, json_string_value(json_array_get(notes, i)), "li", "lang", "en", "dir", "auto");
    html_close(html);
    html_close(html);
}

/* Where nothing was found: what goes on with what was typed. */
static void put_suggested(Page *page)
{
    Html *html = &page->html;
    Problem problem = {0};
    json_t *answer = page_ask(page, api_suggest, NULL, &problem, "q", request_value(page->request, "q"), "count", "6");
    const json_t *suggestions = json_object_get(answer, "suggestions");
    html_open(html, "div.help");
    html_put(html, page_word(page, W_NOTHING_HELP), "p");
    if (json_array_size(suggestions)) {
        html_put(html, page_word(page, W_SUGGESTED), "h2");
        html_open(html, "ul");
        for (gsize i = 0; i < json_array_size(suggestions); i++) {
            const json_t *one = json_array_get(suggestions, i);
            const char *id = page_text(one, "id"), *title = page_text(one, "title");
            html_open(html, "li");
            if (id)
                page_document_link(page, id, title ? title : page_text(one, "text"));
            else
                put_query_link(page, page_text(one, "text"));
            html_close(html);
        }
        html_close(html);
    }
    html_close(html);
    json_decref(answer);
    problem_clear(&problem);
}

/* ---- Above and below the hits ---- */

/* "找到 93 件". Caller frees. */
static char *tell_total(Page *page, const json_t *answer)
{
    guint64 total = page_count(answer, "total"), relaxed = page_count(answer, "relaxed");
    g_autofree char *all = message_number(total), *part = message_number(relaxed);
    if (total == 1)
        return g_strdup(page_word(page, W_TOTAL_ONE));
    if (total)
        return page_fill(page, W_TOTAL, all);
    return relaxed ? page_fill(page, W_RELAXED, part) : g_strdup(page_word(page, W_NOTHING));
}

static const struct {
    const char *sort; /* NULL: by relevance */
    Word word;
} orders[] = {{NULL, W_SORT_RELEVANCE}, {"published", W_SORT_PUBLISHED}, {"number", W_SORT_NUMBER}};

static void put_orders(Page *page)
{
    Html *html = &page->html;
    const char *now = request_value(page->request, "sort");
    html_open(html, "nav.orders", "aria-label", page_word(page, W_SORT));
    for (guint i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autofree char *address = page_with(page, "sort", orders[i].sort);
        html_put(html, page_word(page, orders[i].word), "a", "href", address, "data-live", "", "aria-current",
                 g_strcmp0(now, orders[i].sort) == 0 ? "true" : NULL);
    }
    html_close(html);
}

/* This search's address below the site's ROOT, as it was asked for. */
static GString *same_search(const Page *page, const char *root)
{
    g_autofree char *address = page_with(page, "offset", NULL);
    const char *query = strchr(address, '?');
    GString *out = g_string_new(page->worker->service->base_path);
    g_string_append(out, root);
    g_string_append(out, query ? query : "");
    return out;
}

static void put_exports(Page *page, guint64 hits)
{
    Html *html = &page->html;
    static const char *const formats[][2] = {{"xlsx", "XLSX"}, {"csv", "CSV"}, {"bibtex", "BibTeX"}, {"ris", "RIS"}};
    g_autofree char *count = g_strdup_printf("%u", (guint)MIN(hits, page->worker->service->limits.count));
    html_open(html, "p.exports");
    html_text(html, page_word(page, W_EXPORT));
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autoptr(GString) address = same_search(page, "/api/v1/search");
        address_add(address, "count", count);
        address_add(address, "format", formats[i][0]);
        html_text(html, " ");
        html_put(html, formats[i][1], "a", "href", address->str, "download", "", "rel", "nofollow");
    }
    html_close(html);
}

static void put_page_link(Page *page, Word word, guint offset, const char *rel)
{
    g_autofree char *number = g_strdup_printf("%u", offset), *first = page_with(page, "offset", NULL);
    g_autoptr(GString) address = g_string_new(first);
    address_add(address, "offset", offset ? number : NULL);
    html_put(&page->html, page_word(page, word), "a.turn", "href", address->str, "rel", rel, "data-live", "");
}

static void put_pages(Page *page, guint64 offset, guint64 shown, guint64 all)
{
    Html *html = &page->html;
    guint64 most = page->worker->service->limits.offset, next = offset + COUNT;
    g_autofree char *from = message_number(offset + 1), *to = message_number(offset + shown), *total = message_number(all);
    if (shown == 0 || (offset == 0 && all <= COUNT))
        return;
    html_open(html, "nav.pages", "aria-label", page_word(page, W_PAGES));
    if (offset)
        put_page_link(page, W_PREVIOUS, (guint)(offset > COUNT ? offset - COUNT : 0), "prev");
    html_open(html, "span");
    page_say(page, W_PAGE_OF, from, to, total);
    html_close(html);
    if (next < all && next <= most)
        put_page_link(page, W_NEXT, (guint)next, "next");
    html_close(html);
    if (next < all && next > most) {
        g_autofree char *limit = message_number(next);
        html_open(html, "p.limit");
        page_say(page, W_FROM_END, limit);
        html_close(html);
    }
}

/* ---- What was found ---- */

static void put_found(Page *page, const json_t *answer, guint64 shown)
{
    Html *html = &page->html;
    guint64 total = page_count(answer, "total"), relaxed = page_count(answer, "relaxed");
    html_open(html, "section.found", "aria-label", page_word(page, W_RESULTS));
    put_notes(page, answer);
    if (shown == 0)
        put_suggested(page);
    if (total && relaxed) {
        g_autofree char *others = message_number(relaxed);
        html_open(html, "p.beside");
        page_say(page, W_RELAXED_BESIDE, others);
        html_close(html);
    }
    page_hits(page, answer);
    put_pages(page, page_count(answer, "offset"), shown, total + relaxed);
    if (shown)
        put_exports(page, total > 0 ? total : relaxed);
    html_close(html);
}

static void put_results(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    guint64 shown = json_array_size(json_object_get(answer, "hits"));
    g_autofree char *total = tell_total(page, answer);
    const char *query = request_value(page->request, "q");
    page_begin(page, query && *query ? query : page_word(page, W_RESULTS), "results", total);
    html_open(html, "div.bar");
    html_open(html, "h1");
    html_put(html, page_word(page, W_RESULTS), "span.unseen");
    html_text(html, " ");
    html_text(html, total);
    html_close(html);
    put_orders(page);
    html_close(html);
    page_chips(page);
    html_open(html, "div.columns");
    page_facets(page, answer);
    put_found(page, answer, shown);
    html_close(html);
    page_end(page);
}

/* What the page asks of the API: the request's own parameters, and all facets. */
static Form *asked_of(const Page *page)
{
    Form *form = form_new();
    for (guint i = 0; i < page->request->form->parameters->len; i++) {
        const Parameter *parameter = page->request->form->parameters->pdata[i];
        const char *name = parameter->name;
        if (!parameter->file && !g_str_equal(name, "fragment") && !g_str_equal(name, "index") && !g_str_equal(name, "lang"))
            page_form_add(form, name, parameter->value);
    }
    page_form_add(form, "facets", FACETS);
    page_form_add(form, "count", G_STRINGIFY(COUNT));
    return form;
}

/* Years from a form of its own: sent to the address that has them as a filter. Whether there were some. */
static gboolean send_to_years(Page *page)
{
    const char *from = request_value(page->request, "from"), *to = request_value(page->request, "to");
    if (!from && !to)
        return FALSE;
    g_autofree char *years = g_strdup_printf("%s..%s", from ? from : "", to ? to : "");
    gboolean given = (from && *from) || (to && *to);
    g_autofree char *address = page_with(page, "year", !given ? NULL : g_strcmp0(from, to) == 0 ? from : years);
    response_redirect(page->response, 303, address);
    return TRUE;
}

static gboolean is_asked(const Request *request)
{
    const char *value = request_value(request, "q");
    for (const char *const *name = api_filters; !(value && *value) && *name; name++)
        value = request_value(request, *name);
    return value && *value;
}

void page_handle_search(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    Problem problem = {0};
    if (send_to_years(&page))
        return;
    if (!is_asked(request)) {
        put_start(&page);
        return;
    }
    page_give(&page, page_ask_form(&page, api_search, NULL, &problem, asked_of(&page)), &problem, put_results);
}
