#include "server/page/page.h"

#include <stdarg.h>
#include <string.h>

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define FILTERS "q", "kind", "status", "stage", "committee", "ics", "ccs", "year"

/* "fragment": only <main>. */
const Route page_routes[] = {
    {"GET", "/", page_handle_search, "page", ROUTE_CACHED,
     NAMES(FILTERS, "from", "to", "sort", "offset", "fragment")},
    {"GET", "/documents/{}", page_handle_document, "page-document", ROUTE_CACHED, NAMES("on", "fragment")},
    {"GET", "/check", page_handle_check, "page-check", ROUTE_CACHED, NAMES("fragment")},
    {"POST", "/check", page_handle_checked, "page-check", ROUTE_SLOW, NAMES("text", "file", "on", "format", "fragment")},
    {"GET", "/duplicates", page_handle_duplicates, "page-duplicates", ROUTE_CACHED, NAMES("fragment")},
    {"POST", "/duplicates", page_handle_compared, "page-duplicates", ROUTE_SLOW, NAMES("title", "scope", "fragment")},
    {"GET", "/news", page_handle_news, "page-news", ROUTE_CACHED | ROUTE_SLOW, NAMES("q", "since", "fragment")},
    {0},
};

Page page_for(const Request *request, Response *response, Worker *worker)
{
    Page page = {.request = request, .response = response, .worker = worker};
    page.html.out = response->body;
    page.english = request_english(request);
    page.fragment = request->form && request_value(request, "fragment") != NULL;
    return page;
}

/* ---- Words ---- */

const char *page_word(const Page *page, Word word)
{
    return word_in(word, page->english);
}

static char *fill(const char *text, va_list values)
{
    GString *out = g_string_new(NULL);
    const char *place;
    while ((place = strstr(text, "%s"))) {
        const char *value = va_arg(values, const char *);
        g_string_append_len(out, text, place - text);
        g_string_append(out, value ? value : "");
        text = place + 2;
        if (!value)
            break;
    }
    g_string_append(out, text);
    return g_string_free(out, FALSE);
}

char *page_fill_list(const Page *page, Word word, ...)
{
    va_list values;
    va_start(values, word);
    char *text = fill(page_word(page, word), values);
    va_end(values);
    return text;
}

void page_say_list(Page *page, Word word, ...)
{
    va_list values;
    va_start(values, word);
    g_autofree char *text = fill(page_word(page, word), values);
    va_end(values);
    html_text(&page->html, text);
}

/* ---- Addresses ---- */

/* What of a request goes on in every link. */
static const char *const kept[] = {"index", "lang", NULL};

static void add_kept(const Page *page, GString *address)
{
    for (const char *const *name = kept; page->request->form && *name; name++)
        address_add(address, *name, request_value(page->request, *name));
}

GString *page_address(const Page *page, const char *path)
{
    GString *address = g_string_new(page->worker->service->base_path);
    g_string_append(address, path);
    add_kept(page, address);
    return address;
}

char *page_document_address(const Page *page, const char *id)
{
    GString *address = g_string_new(page->worker->service->base_path);
    api_address(address, "/documents/", id, "");
    add_kept(page, address);
    return g_string_free(address, FALSE);
}

char *page_search_address(const Page *page, const char *query)
{
    GString *address = page_address(page, "/");
    address_add(address, "q", query);
    return g_string_free(address, FALSE);
}

/* Names of a search's own parameters, but for its offset. */
static gboolean is_of_search(const char *name)
{
    return g_str_equal(name, "q") || g_str_equal(name, "sort") || g_strv_contains(api_filters, name);
}

/* The address of this search without parameters named DROPPED of value VALUE (NULL: of any); *FOUND: there were some. */
static GString *search_without(const Page *page, const char *dropped, const char *value, gboolean *found)
{
    GString *address = page_address(page, "/");
    *found = FALSE;
    for (guint i = 0; i < page->request->form->parameters->len; i++) {
        const Parameter *parameter = page->request->form->parameters->pdata[i];
        if (!is_of_search(parameter->name) || parameter->file || *parameter->value == '\0')
            continue;
        if (g_str_equal(parameter->name, dropped) && (!value || g_str_equal(parameter->value, value)))
            *found = TRUE;
        else
            address_add(address, parameter->name, parameter->value);
    }
    return address;
}

char *page_toggle(const Page *page, const char *name, const char *value)
{
    gboolean found;
    GString *address = search_without(page, name, value, &found);
    if (!found)
        address_add(address, name, value);
    return g_string_free(address, FALSE);
}

char *page_with(const Page *page, const char *name, const char *value)
{
    gboolean found;
    GString *address = search_without(page, name, NULL, &found);
    address_add(address, name, value);
    return g_string_free(address, FALSE);
}

/* ---- Answers ---- */

void page_form_add(Form *form, const char *name, const char *value)
{
    if (value)
        form_add(form, g_strdup(name), g_strdup(value));
}

/* Where a query of a page was cut off, the page is not what it would be, even if it can be without. */
static void note_cut(const Page *page, const Problem *problem)
{
    if (problem->status && g_str_equal(problem->name, "cut-off"))
        page->response->is_cut = TRUE;
}

json_t *page_ask_form(const Page *page, ApiAnswer *answer, const char *tail, Problem *problem, Form *form)
{
    Request asked = *page->request;
    for (const char *const *name = kept; *name; name++)
        page_form_add(form, *name, request_value(page->request, *name));
    page_form_add(form, "lang", page->english ? "en" : "zh");
    asked.form = form;
    asked.tail = (char *)(tail ? tail : asked.tail);
    json_t *value = api_json(answer, &asked, page->worker, problem);
    problem->parameter = NULL; /* of FORM */
    note_cut(page, problem);
    form_free(form);
    return value;
}

json_t *page_ask_list(const Page *page, ApiAnswer *answer, const char *tail, Problem *problem, ...)
{
    Form *form = form_new();
    va_list pairs;
    const char *name;
    va_start(pairs, problem);
    while ((name = va_arg(pairs, const char *)))
        page_form_add(form, name, va_arg(pairs, const char *));
    va_end(pairs);
    return page_ask_form(page, answer, tail, problem, form);
}

char *page_citation(const Page *page, const char *id, const char *style)
{
    Request asked = *page->request;
    Problem problem = {0};
    GString *text = g_string_new(NULL);
    asked.form = form_new();
    asked.tail = (char *)id;
    page_form_add(asked.form, "style", style);
    page_form_add(asked.form, "index", request_value(page->request, "index"));
    gboolean cited = api_citation(&asked, page->worker, text, &problem);
    note_cut(page, &problem);
    problem_clear(&problem);
    form_free(asked.form);
    return g_string_free(text, !cited);
}

const char *page_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

guint64 page_count(const json_t *object, const char *name)
{
    return (guint64)json_integer_value(json_object_get(object, name));
}

gboolean page_has(const json_t *object, const char *name)
{
    return json_array_size(json_object_get(object, name)) > 0;
}

void page_give(Page *page, json_t *answer, Problem *problem, void (*put)(Page *page, const json_t *answer))
{
    if (answer)
        put(page, answer);
    else
        page_problem(page, problem);
    json_decref(answer);
}

void page_problem(Page *page, Problem *problem)
{
    response_problem(page->response, problem);
}
