/* How a document is cited, to be copied; and where what is told of it is from. */
#include "server/page/document.h"

static const struct {
    const char *style, *name;
} styles[] = {
    {"gbt7714", "GB/T 7714-2025"}, {"gbt7714-2015", "GB/T 7714-2015"}, {"bibtex", "BibTeX"},
    {"ris", "RIS"},                {"csl", "CSL-JSON"},
};

void page_document_citations(Page *page, const Document *document)
{
    Html *html = &page->html;
    html_open(html, "section.citations");
    html_put(html, page_word(page, W_CITATION), "h2");
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++) {
        g_autofree char *text = page_citation(page, document->id, styles[i].style);
        if (!text)
            continue;
        html_open(html, "details.citation", "open", i == 0 ? "" : NULL);
        html_put(html, styles[i].name, "summary");
        html_put(html, g_strchomp(text), "pre", "dir", "auto", "tabindex", "0", "aria-label", styles[i].name);
        html_put(html, page_word(page, W_COPY), "button.copy", "type", "button", "hidden", "", "data-done",
                 page_word(page, W_COPIED));
        html_close(html);
    }
    html_close(html);
}

static void put_source(Page *page, const json_t *source)
{
    static const struct {
        const char *member;
        Word word;
    } places[] = {{"page", W_SOURCE_PAGE}, {"line", W_SOURCE_LINE}};
    Html *html = &page->html;
    html_open(html, "li");
    html_foreign(html, page_text(source, "file"));
    if (page_text(source, "sheet")) {
        html_text(html, " ");
        html_foreign(html, page_text(source, "sheet"));
    }
    for (guint i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, page_count(source, places[i].member));
        if (!json_object_get(source, places[i].member))
            continue;
        html_text(html, " ");
        page_say(page, places[i].word, number);
    }
    html_close(html);
}

void page_document_sources(Page *page, const Document *document)
{
    Html *html = &page->html;
    const json_t *sources = json_object_get(document->record, "sources");
    const json_t *conflicts = json_object_get(document->record, "conflicts");
    html_open(html, "section.sources");
    html_put(html, page_word(page, W_SOURCES), "h2");
    html_open(html, "ul");
    for (gsize i = 0; i < json_array_size(sources); i++)
        put_source(page, json_array_get(sources, i));
    html_close(html);
    if (json_array_size(conflicts)) {
        html_put(html, page_word(page, W_CONFLICTS), "h3");
        html_open(html, "ul");
        for (gsize i = 0; i < json_array_size(conflicts); i++) {
            const json_t *one = json_array_get(conflicts, i);
            g_autofree char *text = g_strdup_printf("%s: %s", page_text(one, "member"), page_text(one, "value"));
            html_put(html, text, "li", "dir", "auto");
        }
        html_close(html);
    }
    g_autoptr(GString) json = g_string_new(page->worker->service->base_path);
    api_address(json, "/api/v1/documents/", document->id, "");
    html_put(html, page_word(page, W_AS_JSON), "a", "href", json->str);
    html_close(html);
}
