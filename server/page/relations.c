/* What a document has to do with others. */
#include "server/page/document.h"

static void put_relation(Page *page, const json_t *one)
{
    Html *html = &page->html;
    const char *degree = page_text(one, "degree"), *status = page_text(one, "status");
    html_open(html, "li");
    page_document_link(page, page_text(one, "id"), page_text(one, "title"));
    if (degree) {
        html_text(html, " ");
        html_put(html, degree, "span.degree");
    }
    html_text(html, " ");
    page_badge(page, status);
    html_close(html);
}

/* RELATIONS with those of a type side by side, in the order in which the types come first. Caller frees. */
static json_t *by_type(const json_t *relations)
{
    json_t *out = json_array(), *types = json_object(); /* which keeps the order of its members */
    const char *type;
    json_t *list;
    for (gsize i = 0; i < json_array_size(relations); i++) {
        json_t *one = json_array_get(relations, i);
        if (!json_object_get(types, page_text(one, "type")))
            json_object_set_new(types, page_text(one, "type"), json_array());
        json_array_append(json_object_get(types, page_text(one, "type")), one);
    }
    json_object_foreach (types, type, list)
        json_array_extend(out, list);
    json_decref(types);
    return out;
}

static void put_relations(Page *page, const Document *document)
{
    Html *html = &page->html;
    json_t *related = by_type(json_object_get(document->related, "relations"));
    const char *last = NULL;
    guint depth;
    if (json_array_size(related) == 0) {
        json_decref(related);
        return;
    }
    html_open(html, "section.relations");
    html_put(html, page_word(page, W_RELATIONS), "h2");
    if (json_array_size(related) > 1)
        page_graph(page, document->id, related);
    depth = html->depth;
    for (gsize i = 0; i < json_array_size(related); i++) {
        const json_t *one = json_array_get(related, i);
        const char *type = page_text(one, "type");
        if (!last || !g_str_equal(last, type)) {
            html_close_to(html, depth);
            html_put(html, value_name("relation", type, page->english), "h3");
            html_open(html, "ul.documents");
        }
        put_relation(page, one);
        last = type;
    }
    html_close_to(html, depth);
    html_close(html);
    json_decref(related);
}

/* Whether ID is among the editions, which are shown already. */
static gboolean is_edition(const Document *document, const char *id)
{
    const json_t *editions = json_object_get(document->show, "editions");
    for (gsize i = 0; i < json_array_size(editions); i++)
        if (g_strcmp0(page_text(json_array_get(editions, i), "id"), id) == 0)
            return TRUE;
    return FALSE;
}

/* Those of DOCUMENTS that are no editions. */
static void put_list(Page *page, Word word, const Document *document, const json_t *documents)
{
    Html *html = &page->html;
    guint depth = html->depth;
    for (gsize i = 0; i < json_array_size(documents); i++) {
        const json_t *one = json_array_get(documents, i);
        if (is_edition(document, page_text(one, "id")))
            continue;
        if (html->depth == depth) {
            html_open(html, "section");
            html_put(html, page_word(page, word), "h2");
            html_open(html, "ul.documents");
        }
        put_relation(page, one);
    }
    html_close_to(html, depth);
}

static void put_impact(Page *page, const Document *document)
{
    Html *html = &page->html;
    const json_t *by = json_object_get(document->impact, "cited_by");
    if (json_array_size(by) == 0)
        return;
    g_autofree char *all = message_number(json_array_size(by)), *stale = message_number(page_count(document->impact, "revise"));
    html_open(html, "section.impact");
    html_put(html, page_word(page, W_CITED_BY), "h2");
    html_open(html, "p.note");
    page_say(page, W_CITED_BY_NOTE, all, stale);
    html_close(html);
    html_open(html, "ul.documents");
    for (gsize i = 0; i < json_array_size(by); i++) {
        const json_t *one = json_array_get(by, i);
        html_open(html, "li");
        page_document_link(page, page_text(one, "id"), page_text(one, "title"));
        html_text(html, " ");
        html_open(html, "span.degree");
        page_say(page, W_CITES_IT, page_text(one, "cites"));
        html_close(html);
        if (json_is_true(json_object_get(one, "revise"))) {
            html_text(html, " ");
            html_put(html, page_word(page, W_TO_BE_REVISED), "span.badge.bad");
        }
        html_close(html);
    }
    html_close(html);
    html_close(html);
}

/* Per cent; what is less alike is of no use here. */
enum { LEAST_LIKENESS = 20 };

static void put_similar(Page *page, const Document *document)
{
    Html *html = &page->html;
    const json_t *similar = json_object_get(document->related, "similar");
    guint depth = html->depth;
    for (gsize i = 0; i < json_array_size(similar); i++) {
        const json_t *one = json_array_get(similar, i);
        int likeness = (int)(100 * json_number_value(json_object_get(one, "likeness")) + .5);
        g_autofree char *share = g_strdup_printf("%d", likeness);
        if (likeness < LEAST_LIKENESS)
            break; /* the most alike come first */
        if (html->depth == depth) {
            html_open(html, "section.similar");
            html_put(html, page_word(page, W_SIMILAR), "h2");
            html_open(html, "ul.documents");
        }
        html_open(html, "li");
        page_document_link(page, page_text(one, "id"), page_text(one, "title"));
        html_text(html, " ");
        html_open(html, "span.degree");
        page_say(page, W_SIMILAR_SHARE, share);
        html_close(html);
        html_text(html, " ");
        page_badge(page, page_text(one, "status"));
        html_close(html);
    }
    html_close_to(html, depth);
}

void page_document_relations(Page *page, const Document *document)
{
    put_relations(page, document);
    put_impact(page, document);
    put_list(page, W_PARTS, document, json_object_get(document->show, "parts"));
    put_list(page, W_OTHERS, document, json_object_get(document->show, "others"));
    put_similar(page, document);
}
