/* Filters: those in use as chips, and the values that there are with their counts. What is counted and how classes are parts of
 * each other is in the API's answer. */
#include <string.h>

#include "server/page/page.h"

/* So many values are shown before "more", with their parts; and so many at all, so that a page stays small: who filters by a value
 * sees its parts, and how many values there are besides is told. */
enum { SHOWN = 6, MOST = 48 };

/* Classes are shown so many levels deep: records say how deep committees go, and pages have room for few (HTML_DEEP). */
enum { LEVELS = 6 };

/* In the order of the page. */
static const struct {
    const char *name;
    Word word;
} facets[] = {
    {"status", W_STATUS}, {"kind", W_KIND}, {"year", W_YEAR}, {"committee", W_COMMITTEE}, {"ics", W_ICS}, {"ccs", W_CCS},
    {"stage", W_STAGE},
};

static Word word_of(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(facets); i++)
        if (g_str_equal(facets[i].name, name))
            return facets[i].word;
    return W_FILTERS;
}

static gboolean is_chosen(const Page *page, const char *name, const char *value)
{
    const char *chosen;
    for (guint i = 0; (chosen = request_value_at(page->request, name, i)); i++)
        if (g_str_equal(chosen, value))
            return TRUE;
    return FALSE;
}

/* A span of years as people write it. Caller frees. */
static char *shown_as(const Page *page, const char *name, const char *value)
{
    const char *dots = g_str_equal(name, "year") ? strstr(value, "..") : NULL;
    if (!dots)
        return g_strdup(value_name(name, value, page->english));
    return g_strdup_printf("%.*s–%s", (int)(dots - value), value, dots + 2);
}

static void put_chip(Page *page, const char *name, const char *value)
{
    Html *html = &page->html;
    g_autofree char *address = page_toggle(page, name, value);
    g_autofree char *shown = shown_as(page, name, value);
    g_autofree char *text = g_strdup_printf("%s: %s", page_word(page, word_of(name)), shown);
    g_autofree char *label = page_fill(page, W_REMOVE, text);
    html_open(html, "li");
    html_open(html, "a.chip", "href", address, "aria-label", label, "data-live", "");
    html_foreign(html, text);
    html_put(html, " ✕", "span", "aria-hidden", "true");
    html_close(html);
    page_hidden(page, "search", name, value);
    html_close(html);
}

/* The address of this search without any filter. */
static char *without_filters(const Page *page)
{
    GString *address = page_address(page, "/");
    address_add(address, "q", request_value(page->request, "q"));
    address_add(address, "sort", request_value(page->request, "sort"));
    return g_string_free(address, FALSE);
}

void page_chips(Page *page)
{
    Html *html = &page->html;
    guint depth = html->depth, count = 0;
    for (guint i = 0; i < G_N_ELEMENTS(facets); i++) {
        const char *value;
        for (guint k = 0; (value = request_value_at(page->request, facets[i].name, k)); k++) {
            if (*value == '\0')
                continue;
            if (count++ == 0)
                html_open(html, "ul.chips", "aria-label", page_word(page, W_CHIPS));
            put_chip(page, facets[i].name, value);
        }
    }
    if (count > 1) {
        g_autofree char *address = without_filters(page);
        html_open(html, "li");
        html_put(html, page_word(page, W_CLEAR), "a.clear", "href", address, "data-live", "");
        html_close(html);
    }
    html_close_to(html, depth);
    page_hidden(page, "search", "sort", request_value(page->request, "sort"));
}

/* Whether VALUE of NAME or a part of it is chosen. */
static gboolean has_chosen(const Page *page, const char *name, const json_t *value)
{
    const json_t *parts = json_object_get(value, "parts");
    if (is_chosen(page, name, page_text(value, "value")))
        return TRUE;
    for (gsize i = 0; i < json_array_size(parts); i++)
        if (has_chosen(page, name, json_array_get(parts, i)))
            return TRUE;
    return FALSE;
}

static void put_values(Page *page, const char *name, const json_t *values, guint level);

static void put_value(Page *page, const char *name, const json_t *object, guint level, gboolean with_parts)
{
    Html *html = &page->html;
    const char *value = page_text(object, "value"), *label = page_text(object, "label");
    g_autofree char *known = shown_as(page, name, value), *address = page_toggle(page, name, value);
    g_autofree char *count = message_number(page_count(object, "count"));
    gboolean chosen = is_chosen(page, name, value), is_named = !g_str_equal(known, value) || !label;
    gboolean is_code = !is_named && !g_str_equal(name, "kind");
    html_open(html, "li");
    html_open(html, chosen ? "a.value.on" : "a.value", "href", address, "rel", "nofollow", "data-live", "", "aria-current",
              chosen ? "true" : NULL);
    html_open(html, "span");
    html_foreign(html, is_named ? known : is_code ? value : label);
    if (is_code) {
        html_text(html, " ");
        html_put(html, label, "bdi.label");
    }
    html_close(html);
    html_text(html, " ");
    html_put(html, count, "span.count");
    html_close(html);
    gboolean open = has_chosen(page, name, object);
    if (page_has(object, "parts") && level + 1 < LEVELS && (with_parts || open)) {
        html_open(html, "details.parts", "open", open ? "" : NULL);
        html_open(html, "summary");
        g_autofree char *of = g_strdup_printf("%s: %s", page_word(page, W_PARTS_OF), known);
        html_put(html, of, "span.unseen");
        html_close(html);
        put_values(page, name, json_object_get(object, "parts"), level + 1);
        html_close(html);
    }
    html_close(html);
}

static void put_values(Page *page, const char *name, const json_t *values, guint level)
{
    Html *html = &page->html;
    guint depth = html->depth;
    gsize count = json_array_size(values);
    g_autofree char *rest = message_number(count - MIN(count, MOST));
    html_open(html, "ul");
    for (gsize i = 0; i < MIN(count, MOST); i++) {
        if (i == SHOWN && count > SHOWN + 1) {
            html_close(html);
            html_open(html, "details.more");
            html_put(html, page_word(page, W_MORE), "summary");
            html_open(html, "ul");
        }
        put_value(page, name, json_array_get(values, i), level, i < SHOWN);
    }
    if (count > MOST) {
        html_open(html, "li.rest");
        page_say(page, W_REST, rest);
        html_close(html);
    }
    html_close_to(html, depth);
}

/* A span of years, without JavaScript. */
static void put_span(Page *page)
{
    Html *html = &page->html;
    g_autofree char *action = g_strconcat(page->worker->service->base_path, "/", NULL);
    html_open(html, "form.span", "action", action);
    for (guint i = 0; i < page->request->form->parameters->len; i++) {
        const Parameter *parameter = page->request->form->parameters->pdata[i];
        if (!g_str_equal(parameter->name, "year") && !g_str_equal(parameter->name, "offset") &&
            !g_str_equal(parameter->name, "fragment") && !parameter->file)
            page_hidden(page, NULL, parameter->name, parameter->value);
    }
    static const struct {
        const char *name;
        Word word;
    } ends[] = {{"from", W_FROM_YEAR}, {"to", W_TO_YEAR}};
    for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
        if (i)
            html_put(html, "–", "span", "aria-hidden", "true");
        html_open(html, "input", "name", ends[i].name, "inputmode", "numeric", "pattern", "[0-9]{4}", "maxlength", "4", "size",
                  "4", "aria-label", page_word(page, ends[i].word));
    }
    html_put(html, page_word(page, W_APPLY), "button", "type", "submit");
    html_close(html);
}

static void put_facet(Page *page, guint i, const json_t *answer)
{
    Html *html = &page->html;
    const char *name = facets[i].name;
    const json_t *flat = json_object_get(json_object_get(answer, "facets"), name);
    const json_t *tree = json_object_get(json_object_get(answer, "classes"), name);
    if (json_array_size(flat) == 0)
        return;
    html_open(html, "section.facet");
    html_put(html, page_word(page, facets[i].word), "h3");
    if (g_str_equal(name, "year")) {
        page_histogram(page, flat);
        put_span(page);
    }
    put_values(page, name, tree ? tree : flat, 0);
    html_close(html);
}

static gboolean has_values(const json_t *answer)
{
    for (guint i = 0; i < G_N_ELEMENTS(facets); i++)
        if (page_has(json_object_get(answer, "facets"), facets[i].name))
            return TRUE;
    return FALSE;
}

void page_facets(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    guint depth = html->depth;
    if (!has_values(answer))
        return;
    html_open(html, "aside.filters", "aria-label", page_word(page, W_FILTERS));
    html_open(html, "details.fold");
    html_open(html, "summary");
    html_put(html, page_word(page, W_FILTERS), "h2");
    html_close(html);
    for (guint i = 0; i < G_N_ELEMENTS(facets); i++)
        put_facet(page, i, answer);
    html_close_to(html, depth);
}
