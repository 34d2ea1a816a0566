/* 查新: whether what a list or a file cites is valid. */
#include <string.h>

#include "server/page/page.h"

static const char *const downloads[][2] = {{"xlsx", "XLSX"}, {"csv", "CSV"}, {"html", "HTML"}};

static void put_form(Page *page)
{
    Html *html = &page->html;
    page_tool_form(page, "/check");
    page_field(page, "textarea", "text", W_CHECK_LIST, W_CHECK_HINT, request_value(page->request, "text"));
    html_open(html, "div.field.drop");
    html_open(html, "label", "for", "file");
    html_text(html, page_word(page, W_CHECK_FILE));
    html_put(html, page_word(page, W_CHECK_FILES), "span.hint");
    html_close(html);
    html_open(html, "input", "id", "file", "name", "file", "type", "file");
    html_close(html);
    page_field(page, "date", "on", W_CHECK_DAY, WORDS, request_value(page->request, "on"));
    html_open(html, "div.buttons");
    html_put(html, page_word(page, W_CHECK_RUN), "button.main", "type", "submit");
    html_put(html, page_word(page, W_CHECK_DOWNLOAD), "span.note");
    for (guint i = 0; i < G_N_ELEMENTS(downloads); i++) {
        g_autoptr(GString) address = page_address(page, "/check");
        address_add(address, "format", downloads[i][0]);
        html_put(html, downloads[i][1], "button", "type", "submit", "formaction", address->str);
    }
    html_close(html);
    html_close(html);
}

static void put_documents(Page *page, const json_t *documents)
{
    for (gsize i = 0; i < json_array_size(documents); i++) {
        const json_t *one = json_array_get(documents, i);
        if (i)
            html_text(&page->html, " → ");
        page_document_link(page, page_text(one, "id"), page_text(one, "title"));
    }
}

static void put_remark(Page *page, Word word, const json_t *ids)
{
    Html *html = &page->html;
    if (json_array_size(ids) == 0)
        return;
    html_open(html, "div");
    html_format(html, "%s ", page_word(page, word));
    for (gsize i = 0; i < json_array_size(ids); i++) {
        const json_t *one = json_array_get(ids, i);
        html_text(html, i == 0 ? "" : page->english ? ", " : "、");
        page_document_link(page, json_is_string(one) ? json_string_value(one) : page_text(one, "id"), NULL);
    }
    html_close(html);
}

static void put_remarks(Page *page, const json_t *row)
{
    Html *html = &page->html;
    const char *title_of = page_text(row, "title_of"), *own = page_text(json_object_get(row, "found"), "title");
    if (own && g_str_equal(page_text(row, "verdict"), "other-title")) {
        html_open(html, "div");
        page_say(page, W_ITS_OWN_TITLE, own);
        html_close(html);
    }
    put_remark(page, W_AMENDED_BY, json_object_get(row, "amended_by"));
    put_remark(page, W_BEING_REVISED, json_object_get(row, "revised_by"));
    put_remark(page, W_NEAR_NUMBERS, json_object_get(row, "near"));
    if (title_of) {
        html_open(html, "div");
        page_say(page, W_TITLE_IS_OF, title_of);
        html_close(html);
    }
    if (json_is_true(json_object_get(row, "inferred")))
        html_put(html, page_word(page, W_INFERRED), "div");
}

static void put_places(Page *page, const json_t *row)
{
    const json_t *places = json_object_get(row, "places");
    for (gsize i = 0; i < json_array_size(places); i++) {
        html_text(&page->html, i ? ", " : "");
        html_foreign(&page->html, json_string_value(json_array_get(places, i)));
    }
}

static void put_row(Page *page, const json_t *row)
{
    Html *html = &page->html;
    const json_t *found = json_object_get(row, "found"), *replaced = json_object_get(row, "replaced_by");
    const char *title = page_text(row, "title_cited"), *of_found = page_text(row, "verdict_of_found");
    html_open(html, "tr");
    html_open(html, "th", "scope", "row");
    if (json_is_object(found))
        page_document_link(page, page_text(found, "id"), NULL);
    else
        html_put(html, page_text(row, "cited"), "bdi.number");
    title = title ? title : page_text(found, "title");
    if (title) {
        html_text(html, " ");
        html_put(html, title, "bdi.title");
    }
    html_close(html);
    html_open(html, "td");
    page_verdict(page, page_text(row, "verdict"));
    if (of_found && !g_str_equal(of_found, "in-force") && !g_str_equal(of_found, page_text(row, "verdict"))) {
        html_text(html, " ");
        page_verdict(page, of_found);
    }
    html_close(html);
    html_open(html, "td");
    put_documents(page, replaced);
    html_close(html);
    html_open(html, "td");
    put_remarks(page, row);
    html_close(html);
    html_open(html, "td.place");
    put_places(page, row);
    html_close(html);
    html_close(html);
}

/* How many of each verdict. */
static void put_tally(Page *page, json_t *verdicts)
{
    Html *html = &page->html;
    const char *verdict;
    json_t *count;
    html_open(html, "p.tally");
    json_object_foreach (verdicts, verdict, count) {
        html_open(html, "span");
        page_verdict(page, verdict);
        html_format(html, " %" JSON_INTEGER_FORMAT, json_integer_value(count));
        html_close(html);
        html_text(html, " ");
    }
    html_close(html);
}

static void put_table(Page *page, const json_t *rows)
{
    static const Word heads[] = {W_CITED, W_VERDICT, W_NOW, W_REMARKS, W_PLACES};
    Html *html = &page->html;
    html_open(html, "div.scroll", "tabindex", "0", "role", "group", "aria-labelledby", "report-title");
    html_open(html, "table");
    html_open(html, "thead");
    html_open(html, "tr");
    for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
        html_put(html, page_word(page, heads[i]), "th", "scope", "col");
    html_close(html);
    html_close(html);
    html_open(html, "tbody");
    for (gsize i = 0; i < json_array_size(rows); i++)
        put_row(page, json_array_get(rows, i));
    html_close(html);
    html_close(html);
    html_close(html);
}

/* "截至 2026-11-27，共 4 条，其中 3 条需要处理". Caller frees. */
static char *summary(const Page *page, const json_t *report)
{
    g_autofree char *count = message_number(json_array_size(json_object_get(report, "rows")));
    g_autofree char *invalid = message_number(page_count(report, "invalid"));
    if (!page_has(report, "rows"))
        return g_strdup(page_word(page, W_CHECK_NONE));
    return page_fill(page, W_CHECK_SUMMARY, page_text(report, "on"), count, invalid);
}

static void put_report(Page *page, const json_t *report, const char *said)
{
    Html *html = &page->html;
    page_report_begin(page, W_CHECK_RESULT);
    html_put(html, said, "p");
    if (page_has(report, "rows")) {
        put_tally(page, json_object_get(report, "verdicts"));
        put_table(page, json_object_get(report, "rows"));
    }
    html_close(html);
}

static void put_page(Page *page, const json_t *report)
{
    g_autofree char *said = report ? summary(page, report) : NULL;
    page_tool_begin(page, W_CHECK_LONG, W_CHECK_ABOUT, "check", said);
    put_form(page);
    html_close(&page->html);
    if (report)
        put_report(page, report, said);
    else
        page_report_none(page);
    page_end(page);
}

void page_handle_check(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    put_page(&page, NULL);
}

/* A day that is not told is none. */
static void drop_empty_day(const Request *request)
{
    for (guint i = 0; i < request->form->parameters->len; i++) {
        const Parameter *parameter = request->form->parameters->pdata[i];
        if (g_str_equal(parameter->name, "on") && *parameter->value == '\0' && !parameter->file) {
            g_ptr_array_remove_index(request->form->parameters, i);
            return;
        }
    }
}

void page_handle_checked(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    Problem problem = {0};
    drop_empty_day(request);
    if (request_value(request, "format")) {
        api_handle_check(request, response, worker);
        return;
    }
    page_give(&page, api_json(api_check, request, worker, &problem), &problem, put_page);
}
