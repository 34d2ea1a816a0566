/* What all pages have: the head, the search's form, the way to the other pages, the foot; and small pieces. */
#include <stdlib.h>
#include <string.h>

#include "server/page/page.h"

typedef struct {
    const char *path, *view;
    Word word;
} Section;

static const Section sections[] = {
    {"/check", "check", W_CHECK}, {"/duplicates", "duplicates", W_DUPLICATES}, {"/news", "news", W_NEWS}};

static GString *asset(const Page *page, const char *name)
{
    GString *address = g_string_new(page->worker->service->base_path);
    statics_address(page->worker->service->statics, name, address);
    return address;
}

static void put_head(Page *page, const char *title)
{
    Html *html = &page->html;
    g_autoptr(GString) css = asset(page, "page.css"), js = asset(page, "page.js"), icon = asset(page, "icon.svg");
    g_autofree char *whole = title ? g_strdup_printf("%s - %s", title, page_word(page, W_SITE))
                                   : g_strdup_printf("%s - %s", page_word(page, W_SITE), page_word(page, W_TAGLINE));
    g_autofree char *search = g_strconcat(page->worker->service->base_path, "/opensearch.xml", NULL);
    html_raw_markup_of_the_program(html, "<!doctype html>\n");
    html_open(html, "html", "lang", page->english ? "en" : "zh-CN", "data-base", page->worker->service->base_path);
    html_open(html, "head");
    html_open(html, "meta", "charset", "utf-8");
    html_put(html, whole, "title");
    html_open(html, "meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html_open(html, "meta", "name", "color-scheme", "content", "light dark");
    html_open(html, "link", "rel", "stylesheet", "href", css->str);
    html_open(html, "link", "rel", "icon", "href", icon->str, "type", "image/svg+xml");
    html_open(html, "link", "rel", "search", "href", search, "type", "application/opensearchdescription+xml", "title",
              page_word(page, W_SITE));
    html_put(html, "", "script", "type", "module", "src", js->str);
    html_close(html);
}

/* What statuses are called, {stored: shown} as JSON, for suggestions. Caller frees. */
static char *status_names(const Page *page)
{
    static const char *const statuses[] = {"现行", "即将实施", "被代替", "废止"};
    json_t *names = json_object();
    for (guint i = 0; i < G_N_ELEMENTS(statuses); i++)
        json_object_set_new(names, statuses[i], json_string(value_name("status", statuses[i], page->english)));
    char *text = json_dumps(names, JSON_COMPACT);
    json_decref(names);
    return text;
}

static void put_form(Page *page)
{
    Html *html = &page->html;
    char *statuses = status_names(page);
    g_autofree char *action = g_strconcat(page->worker->service->base_path, "/", NULL);
    const char *query = page->request->form ? request_value(page->request, "q") : NULL;
    html_open(html, "form.search", "id", "search", "role", "search", "action", action, "data-statuses", statuses);
    free(statuses);
    html_put(html, page_word(page, W_SEARCH_LABEL), "label.unseen", "for", "q");
    html_open(html, "input", "id", "q", "name", "q", "type", "search", "value", query ? query : "", "placeholder",
              page_word(page, W_PLACEHOLDER), "autocomplete", "off", "autocapitalize", "off", "spellcheck", "false",
              "enterkeyhint", "search", "maxlength", "1000");
    page_hidden(page, NULL, "index", page->request->form ? request_value(page->request, "index") : NULL);
    page_hidden(page, NULL, "lang", page->request->form ? request_value(page->request, "lang") : NULL);
    html_put(html, page_word(page, W_SEARCH), "button", "type", "submit");
    html_close(html);
}

static void put_navigation(Page *page, const char *view)
{
    Html *html = &page->html;
    html_open(html, "nav", "aria-label", page_word(page, W_NAVIGATION));
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
        g_autoptr(GString) address = page_address(page, sections[i].path);
        html_put(html, page_word(page, sections[i].word), "a", "href", address->str, "aria-current",
                 g_str_equal(view, sections[i].view) ? "page" : NULL);
    }
    html_close(html);
}

/* This page in the other language; of what was sent, the empty form; where no page is, the first one. The path is what a client
 * sent, undecoded: with // before it, or with /\, which browsers read as //, a link would lead to another host. */
static void put_switch(Page *page)
{
    g_autoptr(GString) address = g_string_new(page->worker->service->base_path);
    const char *path = page->request->path;
    gboolean is_page = !page->nowhere && path && g_str_is_ascii(path);
    g_string_append_c(address, '/');
    if (is_page)
        g_string_append(address, path + strspn(path, "/\\"));
    gboolean get = is_page && !g_str_equal(page->request->method, "POST");
    for (guint i = 0; get && page->request->form && i < page->request->form->parameters->len; i++) {
        const Parameter *parameter = page->request->form->parameters->pdata[i];
        if (!parameter->file && !g_str_equal(parameter->name, "lang") && !g_str_equal(parameter->name, "fragment"))
            address_add(address, parameter->name, parameter->value);
    }
    address_add(address, "lang", page->english ? "zh" : "en");
    html_put(&page->html, page_word(page, W_OTHER_LANGUAGE), "a.language", "href", address->str, "hreflang",
             page->english ? "zh-CN" : "en", "lang", page->english ? "zh-CN" : "en", "rel", "nofollow");
}

static void put_top(Page *page, const char *view)
{
    Html *html = &page->html;
    g_autoptr(GString) home = page_address(page, "/");
    html_open(html, "body");
    html_put(html, page_word(page, W_SKIP), "a.skip", "href", "#main");
    html_open(html, "header.top");
    html_open(html, "a.mark", "href", home->str);
    html_put(html, "标搜", "span", "lang", "zh-CN");
    if (page->english)
        html_put(html, page_word(page, W_SITE), "span.unseen");
    html_close(html);
    put_form(page);
    put_navigation(page, view);
    put_switch(page);
    html_close(html);
    html_put(html, "", "p.unseen", "id", "said", "role", "status");
}

/* So that the language stays when links are without it. */
static void remember_language(const Page *page)
{
    const char *chosen = page->request->form ? request_value(page->request, "lang") : NULL;
    const char *base = page->worker->service->base_path;
    if (!chosen)
        return;
    g_autofree char *cookie = g_strdup_printf("lang=%s; Path=%s/; Max-Age=31536000; SameSite=Lax; HttpOnly",
                                              page->english ? "en" : "zh", base);
    response_header(page->response, "Set-Cookie", cookie);
}

void page_begin(Page *page, const char *title, const char *view, const char *said)
{
    page->response->type = TYPE_HTML;
    remember_language(page);
    if (!page->fragment) {
        put_head(page, title);
        put_top(page, view);
    }
    g_autofree char *whole = g_strdup_printf("%s%s%s", title ? title : "", title ? " - " : "", page_word(page, W_SITE));
    html_open(&page->html, "main", "id", "main", "tabindex", "-1", "data-view", view, "data-title", whole, "data-said", said);
}

static void put_foot(Page *page)
{
    Html *html = &page->html;
    Problem problem = {0};
    const IndexReader *reader = page->request->form ? worker_reader(page->worker, page->request, &problem) : NULL;
    Indexes *indexes = page->worker->service->indexes;
    html_open(html, "footer.foot");
    for (guint i = 0; reader && i < indexes_count(indexes); i++) {
        if (!g_str_equal(indexes_name(indexes, i), reader->name))
            continue;
        g_autofree char *generation = g_strdup_printf("%u", reader->generation);
        g_autofree char *documents = message_number(indexes_state(indexes, i).documents);
        html_open(html, "p");
        page_say(page, W_FOOTER, generation, documents);
        html_close(html);
    }
    problem_clear(&problem);
    g_autofree char *api = g_strconcat(page->worker->service->base_path, "/api/v1/openapi.json", NULL);
    html_open(html, "p");
    html_put(html, page_word(page, W_API), "a", "href", api);
    html_close(html);
    html_close(html);
}

void page_end(Page *page)
{
    html_close_to(&page->html, page->fragment ? 0 : 2);
    put_foot(page);
    html_close_to(&page->html, 0);
    g_string_append_c(page->html.out, '\n');
}

/* ---- Pieces ---- */

/* What is said of a document's life, by its sign and class, so that no one needs to see colours. */
static const struct {
    const char *value, *sign, *class;
} signs[] = {
    {"现行", "●", "span.badge.good"},          {"即将实施", "◐", "span.badge.soon"},
    {"被代替", "○", "span.badge.past"},        {"废止", "✕", "span.badge.bad"},
    {"in-force", "●", "span.badge.good"},      {"to-be-replaced", "◐", "span.badge.soon"},
    {"not-yet", "◐", "span.badge.soon"},       {"replaced", "○", "span.badge.past"},
    {"withdrawn", "✕", "span.badge.bad"},      {"draft", "◌", "span.badge.doubt"},
    {"other-year", "✕", "span.badge.bad"},     {"other-number", "✕", "span.badge.bad"},
    {"other-title", "≠", "span.badge.bad"},    {"no-status", "?", "span.badge.doubt"},
    {"not-found", "?", "span.badge.doubt"},
};

static void put_badge(Page *page, const char *value, const char *name)
{
    Html *html = &page->html;
    guint i = 0;
    while (i < G_N_ELEMENTS(signs) && !g_str_equal(signs[i].value, value))
        i++;
    gboolean known = i < G_N_ELEMENTS(signs);
    html_open(html, known ? signs[i].class : "span.badge.doubt");
    html_put(html, known ? signs[i].sign : "◌", "span", "aria-hidden", "true");
    html_text(html, " ");
    html_foreign(html, name);
    html_close(html);
}

void page_badge(Page *page, const char *status)
{
    if (status)
        put_badge(page, status, value_name("status", status, page->english));
}

void page_verdict(Page *page, const char *verdict)
{
    if (verdict)
        put_badge(page, verdict, value_name("verdict", verdict, page->english));
}

void page_document_link(Page *page, const char *id, const char *title)
{
    Html *html = &page->html;
    g_autofree char *address = page_document_address(page, id);
    html_open(html, "a", "href", address);
    html_put(html, id, "bdi.number");
    if (title) {
        html_text(html, " ");
        html_put(html, title, "bdi.title");
    }
    html_close(html);
}

void page_hidden(Page *page, const char *form, const char *name, const char *value)
{
    if (value && *value)
        html_open(&page->html, "input", "type", "hidden", "form", form, "name", name, "value", value);
}
