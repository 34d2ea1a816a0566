/* Hits of a search. */
#include <string.h>

#include "server/page/page.h"

static const json_t *title_at(const json_t *hit, gsize i)
{
    return json_array_get(json_object_get(hit, "titles"), i);
}

static const char *language_of(const char *field)
{
    return field && g_str_has_suffix(field, "_en") ? "en" : field && g_str_has_suffix(field, "_zh") ? "zh-CN" : NULL;
}

static void put_marked(Page *page, const json_t *text, const char *element)
{
    html_open(&page->html, element, "lang", language_of(page_text(text, "field")));
    html_marked(&page->html, page_text(text, "text"), json_object_get(text, "highlights"));
    html_close(&page->html);
}

/* More characters, and a title is cut after some lines by the style. */
enum { LONG_TITLE = 160 };

static void put_head(Page *page, const json_t *hit)
{
    Html *html = &page->html;
    const char *id = page_text(hit, "id"), *status = page_text(hit, "status");
    g_autofree char *address = page_document_address(page, id);
    html_open(html, "h2");
    html_open(html, "a", "href", address);
    html_put(html, id, "bdi.number");
    if (title_at(hit, 0)) {
        html_text(html, " ");
        gboolean is_long = g_utf8_strlen(page_text(title_at(hit, 0), "text"), -1) > LONG_TITLE;
        put_marked(page, title_at(hit, 0), is_long ? "span.title.long" : "span.title");
    }
    html_close(html);
    html_close(html);
    if (status)
        page_badge(page, status);
}

/* A piece of the line below: what it is, unless it tells itself. */
static void put_fact(Page *page, Word word, const char *text)
{
    Html *html = &page->html;
    if (!text)
        return;
    html_open(html, "span.fact");
    if (word != WORDS) {
        html_text(html, page_word(page, word));
        html_text(html, " ");
    }
    html_foreign(html, text);
    html_close(html);
    html_text(html, " ");
}

static void put_facts(Page *page, const json_t *hit)
{
    Html *html = &page->html;
    const char *kind = page_text(hit, "kind"), *recorded = page_text(hit, "status_recorded");
    html_open(html, "p.facts");
    if (kind)
        put_fact(page, WORDS, value_name("kind", kind, page->english));
    put_fact(page, W_STAGE, page_text(hit, "status") ? NULL : page_text(hit, "stage"));
    put_fact(page, W_PUBLISHED, page_text(hit, "published"));
    put_fact(page, WORDS, page_text(hit, "committee"));
    put_fact(page, W_PLAN, page_text(hit, "plan"));
    put_fact(page, W_REPLACES, page_text(hit, "replaces"));
    if (recorded) {
        g_autofree char *text = page_fill(page, W_RECORDED, recorded);
        put_fact(page, WORDS, text);
    }
    html_close(html);
}

/* Why it is here though it does not say all that was asked for. */
static void put_reasons(Page *page, const json_t *hit)
{
    Html *html = &page->html;
    const json_t *approximate = json_object_get(hit, "approximate");
    gboolean relaxed = json_is_true(json_object_get(hit, "relaxed"));
    if (!relaxed && json_array_size(approximate) == 0)
        return;
    html_open(html, "p.reasons");
    html_put(html, "≈ ", "span", "aria-hidden", "true");
    if (json_array_size(approximate)) {
        html_text(html, page_word(page, W_APPROXIMATE));
        html_text(html, page->english ? ": " : "：");
    } else {
        html_text(html, page_word(page, W_IS_RELAXED));
    }
    for (gsize i = 0; i < json_array_size(approximate); i++) {
        html_text(html, i == 0 ? "" : page->english ? ", " : "、");
        html_foreign(html, json_string_value(json_array_get(approximate, i)));
    }
    html_close(html);
}

static void put_hit(Page *page, const json_t *hit)
{
    Html *html = &page->html;
    const json_t *passage = json_object_get(hit, "passage");
    html_open(html, "li.hit");
    put_head(page, hit);
    if (title_at(hit, 1))
        put_marked(page, title_at(hit, 1), "p.second");
    if (passage)
        put_marked(page, passage, "p.passage");
    put_facts(page, hit);
    put_reasons(page, hit);
    html_close(html);
}

void page_hits(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    const json_t *hits = json_object_get(answer, "hits");
    g_autofree char *start = g_strdup_printf("%" G_GUINT64_FORMAT, page_count(answer, "offset") + 1);
    html_open(html, "ol.hits", "start", start);
    for (gsize i = 0; i < json_array_size(hits); i++)
        put_hit(page, json_array_get(hits, i));
    html_close(html);
}
