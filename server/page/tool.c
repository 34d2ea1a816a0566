/* What pages with a form of their own share: its frame, its fields, and a problem with what was sent, told beside the form. */
#include "server/page/page.h"

void page_tool_begin(Page *page, Word title, Word about, const char *view, const char *said)
{
    Html *html = &page->html;
    page_begin(page, page_word(page, title), view, said);
    html_open(html, "div.tool");
    html_put(html, page_word(page, title), "h1");
    html_put(html, page_word(page, about), "p.about");
}

void page_tool_form(Page *page, const char *path)
{
    g_autoptr(GString) action = page_address(page, path);
    html_open(&page->html, "form", "method", "post", "action", action->str, "enctype", "multipart/form-data",
              "data-report", "");
}

void page_field(Page *page, const char *element, const char *name, Word label, Word hint, const char *value)
{
    Html *html = &page->html;
    gboolean is_area = g_str_equal(element, "textarea");
    html_open(html, "div.field");
    html_open(html, "label", "for", name);
    html_text(html, page_word(page, label));
    if (hint != WORDS)
        html_put(html, page_word(page, hint), "span.hint");
    html_close(html);
    html_open(html, is_area ? "textarea" : "input", "id", name, "name", name, "type", is_area ? NULL : element, "dir", "auto",
              "value", is_area ? NULL : value ? value : "", "autocomplete", "off");
    if (is_area) {
        html_text(html, "\n"); /* the first one is not part of it */
        html_text(html, value ? value : "");
        html_close(html);
    }
    html_close(html);
}

void page_report_begin(Page *page, Word title)
{
    html_open(&page->html, "section.report", "id", "report", "aria-labelledby", "report-title");
    html_put(&page->html, page_word(page, title), "h2", "id", "report-title");
}

void page_report_none(Page *page)
{
    html_put(&page->html, "", "div", "id", "report");
}
