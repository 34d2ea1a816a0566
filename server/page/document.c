/* A document: first what is in force, then what it is, where it comes from and what it has to do with others. */
#include <string.h>

#include "server/page/document.h"

static const char *title_of(const json_t *record)
{
    const char *zh = page_text(record, "title_zh");
    return zh ? zh : page_text(record, "title_en");
}

/* ---- What is in force ---- */

/* BETWEEN stands between two of them. */
static void put_documents(Page *page, Word word, const json_t *documents, const char *between)
{
    Html *html = &page->html;
    if (json_array_size(documents) == 0)
        return;
    html_open(html, "p");
    html_put(html, page_word(page, word), "span.label");
    html_text(html, " ");
    for (gsize i = 0; i < json_array_size(documents); i++) {
        const json_t *one = json_array_get(documents, i);
        const char *id = json_is_string(one) ? json_string_value(one) : page_text(one, "id");
        html_text(html, i ? between : "");
        page_document_link(page, id, page_text(one, "title"));
        if (page_text(one, "effective")) {
            html_open(html, "span.day");
            page_say(page, W_IN_EFFECT_FROM, page_text(one, "effective"));
            html_close(html);
        }
    }
    html_close(html);
}

/* The document ID, of which ONE (or NULL) says more: what is to be used instead, before all else. */
static void put_instead(Page *page, Word word, const char *id, const json_t *one)
{
    Html *html = &page->html;
    const char *effective = page_text(one, "effective");
    html_open(html, "p.instead");
    html_put(html, page_word(page, word), "span.label");
    html_text(html, " ");
    page_document_link(page, id, page_text(one, "title"));
    if (effective) {
        html_open(html, "span.day");
        page_say(page, W_IN_EFFECT_FROM, effective);
        html_close(html);
    }
    html_close(html);
}

static void put_in_force(Page *page, const Document *document)
{
    const char *id = page_text(document->show, "in_force");
    const json_t *by = json_object_get(document->show, "replaced_by"), *until = json_object_get(document->show, "until_then");
    const json_t *last = json_array_get(by, json_array_size(by) - 1);
    if (id)
        put_instead(page, W_IN_FORCE_TODAY, id, g_strcmp0(page_text(last, "id"), id) == 0 ? last : NULL);
    if (until)
        put_instead(page, W_UNTIL_THEN, page_text(until, "id"), until);
}

static void put_life(Page *page, const Document *document)
{
    Html *html = &page->html;
    const char *verdict = page_text(document->show, "verdict");
    const char *stage = page_text(document->record, "stage");
    gboolean valid = json_is_true(json_object_get(document->show, "valid"));
    if (!verdict)
        return;
    gboolean is_draft = g_str_equal(verdict, "draft"), comes = is_draft || g_str_equal(verdict, "not-yet");
    html_open(html, valid ? "div.life.valid" : comes ? "div.life.comes" : "div.life");
    if (!valid)
        put_in_force(page, document);
    html_open(html, "p.verdict");
    page_verdict(page, verdict);
    const char *effective = page_text(document->record, "effective"), *withdrawn = page_text(document->record, "withdrawn");
    html_text(html, " ");
    if (is_draft && stage)
        html_foreign(html, stage);
    else if (withdrawn)
        page_say(page, W_WITHDRAWN_ON, withdrawn);
    else if (effective)
        page_say(page, W_IN_EFFECT_FROM, effective);
    html_close(html);
    const json_t *by = json_object_get(document->show, "replaced_by");
    if (valid || json_array_size(by) > 1 || !page_text(document->show, "in_force"))
        put_documents(page, W_REPLACED_BY, by, " → ");
    put_documents(page, W_BEING_REVISED, json_object_get(document->show, "revised_by"), page->english ? ", " : "、");
    if (json_is_true(json_object_get(document->show, "inferred")))
        html_put(html, page_word(page, W_INFERRED), "p.inferred");
    html_close(html);
}

/* ---- What it is ---- */

static void put_titles(Page *page, const Document *document)
{
    Html *html = &page->html;
    const char *zh = page_text(document->record, "title_zh"), *en = page_text(document->record, "title_en");
    const char *kind = page_text(document->record, "kind"), *title = zh ? zh : en;
    gboolean is_long = title && g_utf8_strlen(title, -1) > 120;
    if (kind)
        html_put(html, value_name("kind", kind, page->english), "p.kind");
    html_open(html, is_long ? "h1.long" : "h1");
    html_put(html, document->id, "bdi.number");
    if (title) {
        html_text(html, " ");
        html_put(html, title, "bdi.title", "lang", zh ? "zh-CN" : "en");
    }
    html_close(html);
    if (zh && en)
        html_put(html, en, "p.second", "lang", "en", "dir", "auto");
}

static void put_scope(Page *page, const Document *document)
{
    static const char *const members[][2] = {{"scope_zh", "zh-CN"}, {"scope_en", "en"}};
    Html *html = &page->html;
    guint depth = html->depth;
    for (guint i = 0; i < G_N_ELEMENTS(members); i++) {
        const char *text = page_text(document->record, members[i][0]);
        if (!text)
            continue;
        if (html->depth == depth) {
            html_open(html, "section.scope");
            html_put(html, page_word(page, W_SCOPE), "h2");
        }
        html_put(html, text, "p", "lang", members[i][1], "dir", "auto");
    }
    html_close_to(html, depth);
}

/* A value of the details; FILTER: the name of what it filters by, or NULL; NAME: what people call it, or NULL. */
static void put_value(Page *page, const char *value, const char *filter, const char *name)
{
    Html *html = &page->html;
    html_open(html, "dd");
    if (filter) {
        g_autoptr(GString) address = page_address(page, "/");
        address_add(address, filter, value);
        html_open(html, "a", "href", address->str);
    }
    html_foreign(html, value);
    if (filter)
        html_close(html);
    if (name) {
        html_text(html, " ");
        html_put(html, name, "span.note");
    }
    html_close(html);
}

static const struct {
    const char *member;
    Word word;
    gboolean is_filter;
} details[] = {
    {"published", W_PUBLISHED, FALSE}, {"effective", W_EFFECTIVE, FALSE}, {"withdrawn", W_WITHDRAWN, FALSE},
    {"stage", W_STAGE, FALSE},         {"plan", W_PLAN, FALSE},           {"committee", W_COMMITTEE, TRUE},
    {"ics", W_ICS, TRUE},              {"ccs", W_CCS, TRUE},
};

static void put_details(Page *page, const Document *document)
{
    Html *html = &page->html;
    const char *url = page_text(document->record, "url");
    html_open(html, "section.details");
    html_put(html, page_word(page, W_DETAILS), "h2");
    html_open(html, "dl");
    for (guint i = 0; i < G_N_ELEMENTS(details); i++) {
        const json_t *value = json_object_get(document->record, details[i].member);
        const char *filter = details[i].is_filter ? details[i].member : NULL;
        if (!json_is_string(value) && json_array_size(value) == 0)
            continue;
        html_open(html, "div");
        html_put(html, page_word(page, details[i].word), "dt");
        if (json_is_string(value))
            put_value(page, json_string_value(value), filter,
                      details[i].word == W_COMMITTEE ? page_text(document->show, "committee_name") : NULL);
        for (gsize k = 0; k < json_array_size(value); k++)
            put_value(page, json_string_value(json_array_get(value, k)), filter, NULL);
        html_close(html);
    }
    html_close(html);
    if (url && (g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://")))
        html_put(html, page_word(page, W_ORIGINAL_PAGE), "a.out", "href", url, "rel", "noreferrer");
    html_close(html);
}

/* ---- Its past ---- */

/* More editions are lines, not cards. */
enum { CARDS = 4 };

static void put_editions(Page *page, const Document *document)
{
    Html *html = &page->html;
    const json_t *editions = json_object_get(document->show, "editions");
    if (json_array_size(editions) < 2)
        return;
    html_open(html, "section.editions");
    html_put(html, page_word(page, W_EDITIONS), "h2");
    html_open(html, json_array_size(editions) > CARDS ? "ol.lines" : "ol.cards");
    for (gsize i = 0; i < json_array_size(editions); i++) {
        const json_t *one = json_array_get(editions, i);
        gboolean itself = json_is_true(json_object_get(one, "itself"));
        const char *published = page_text(one, "published");
        html_open(html, itself ? "li.itself" : "li", "aria-current", itself ? "true" : NULL);
        page_document_link(page, page_text(one, "id"), page_text(one, "title"));
        html_text(html, " ");
        page_badge(page, page_text(one, "status"));
        if (published)
            html_put(html, published, "span.day");
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

static void put_timeline(Page *page, const Document *document)
{
    Html *html = &page->html;
    const json_t *steps = json_object_get(document->show, "timeline");
    if (json_array_size(steps) == 0)
        return;
    html_open(html, "section.timeline");
    html_put(html, page_word(page, W_TIMELINE), "h2");
    html_open(html, "ol");
    for (gsize i = 0; i < json_array_size(steps); i++) {
        const json_t *step = json_array_get(steps, i), *places = json_object_get(step, "places");
        const char *date = page_text(step, "date"), *event = page_text(step, "event"), *until = page_text(step, "until");
        const char *text = page_text(step, "text"), *heading = page_text(step, "heading");
        html_open(html, "li");
        if (date)
            html_put(html, date, "time", "datetime", date);
        html_open(html, "div");
        if (event)
            html_put(html, value_name("event", event, page->english), "strong", "dir", "auto");
        if (until) {
            html_text(html, " ");
            page_say(page, W_UNTIL, until);
        }
        if (text)
            html_put(html, text, "p", "dir", "auto");
        if (heading)
            html_put(html, heading, "p.place", "dir", "auto");
        for (gsize k = 0; k < json_array_size(places); k++)
            html_put(html, json_string_value(json_array_get(places, k)), "p.place", "dir", "auto");
        html_close(html);
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

/* ---- The page ---- */

static void put_document(Page *page, const Document *document)
{
    Html *html = &page->html;
    const char *title = title_of(document->record);
    g_autofree char *whole = g_strdup_printf("%s%s%s", document->id, title ? " " : "", title ? title : "");
    page_begin(page, whole, "document", NULL);
    html_open(html, "article.document");
    html_open(html, "header");
    put_titles(page, document);
    put_life(page, document);
    html_close(html);
    html_open(html, "div.body");
    put_scope(page, document);
    put_editions(page, document);
    put_timeline(page, document);
    page_document_relations(page, document);
    html_close(html);
    html_open(html, "div.side");
    put_details(page, document);
    page_document_citations(page, document);
    page_document_sources(page, document);
    html_close(html);
    page_end(page);
}

/* What else the page of DOCUMENT says. */
static void ask_more(const Page *page, Document *document)
{
    Problem minor = {0};
    document->related = page_ask(page, api_related, document->id, &minor, "count", "8");
    problem_clear(&minor);
    document->impact = page_ask(page, api_impact, document->id, &minor, "on", request_value(page->request, "on"));
    problem_clear(&minor);
}

void page_handle_document(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    Page page = page_for(request, response, worker);
    Document document = {.show = page_ask(&page, api_document, NULL, &problem, "on", request_value(request, "on"))};
    document.record = json_object_get(document.show, "record");
    document.id = page_text(document.record, "id");
    if (!document.id) {
        page_problem(&page, &problem);
    } else if (!api_redirect(request, response, worker, "/documents/", document.id, "")) {
        ask_more(&page, &document);
        put_document(&page, &document);
    }
    json_decref(document.show);
    json_decref(document.related);
    json_decref(document.impact);
}
