/* 查重: what there is already of what is proposed, side by side. */
#include "server/page/page.h"

static const struct {
    const char *verdict;
    Word word;
    const char *class;
} verdicts[] = {
    {"same", W_DUP_SAME, "p.verdict-large.bad"},
    {"close", W_DUP_CLOSE, "p.verdict-large.past"},
    {"partly", W_DUP_PARTLY, "p.verdict-large.soon"},
    {"none", W_DUP_NONE, "p.verdict-large.good"},
};

static guint find_verdict(const json_t *answer)
{
    const char *verdict = page_text(answer, "verdict");
    guint i = 0;
    while (i + 1 < G_N_ELEMENTS(verdicts) && g_strcmp0(verdicts[i].verdict, verdict) != 0)
        i++;
    return i;
}

static void put_form(Page *page)
{
    Html *html = &page->html;
    page_tool_form(page, "/duplicates");
    page_field(page, "text", "title", W_DUP_TITLE, WORDS, request_value(page->request, "title"));
    page_field(page, "textarea", "scope", W_DUP_SCOPE, WORDS, request_value(page->request, "scope"));
    html_open(html, "div.buttons");
    html_put(html, page_word(page, W_DUP_RUN), "button.main", "type", "submit");
    html_close(html);
    html_close(html);
}

/* Per cent of a share from 0 to 1. Caller frees. */
static char *per_cent(const json_t *object, const char *name)
{
    return g_strdup_printf("%d", (int)(100 * json_number_value(json_object_get(object, name)) + .5));
}

static void put_side(Page *page, Word who, const char *text)
{
    Html *html = &page->html;
    html_open(html, "div");
    html_put(html, page_word(page, who), "p.who");
    html_put(html, text, "p", "dir", "auto");
    html_close(html);
}

static void put_candidate(Page *page, const json_t *one)
{
    Html *html = &page->html;
    const json_t *passages = json_object_get(one, "passages");
    g_autofree char *share = per_cent(one, "likeness");
    g_autofree char *scope = per_cent(one, "overlap"), *title = per_cent(one, "title_overlap");
    g_autofree char *label = page_fill(page, W_SIMILAR_SHARE, share);
    html_open(html, "li.candidate");
    html_open(html, "h3");
    page_document_link(page, page_text(one, "id"), page_text(one, "title"));
    html_close(html);
    page_badge(page, page_text(one, "status"));
    if (json_is_true(json_object_get(one, "same_title"))) {
        html_text(html, " ");
        html_put(html, page_word(page, W_DUP_SAME_TITLE), "span.badge.bad");
    }
    html_open(html, "p.share");
    html_put(html, "", "meter", "min", "0", "max", "100", "value", share, "aria-label", label);
    html_open(html, "span");
    html_format(html, "%s%s", label, page->english ? ": " : "：");
    page_say(page, W_DUP_OVERLAP, scope, title);
    html_close(html);
    html_close(html);
    for (gsize i = 0; i < json_array_size(passages); i++) {
        const json_t *passage = json_array_get(passages, i);
        html_open(html, "div.pair");
        put_side(page, W_DUP_PROPOSED, page_text(passage, "proposed"));
        put_side(page, W_DUP_THERE, page_text(passage, "there"));
        html_close(html);
    }
    html_close(html);
}

static void put_report(Page *page, const json_t *answer)
{
    Html *html = &page->html;
    const json_t *similar = json_object_get(answer, "similar"), *new = json_object_get(answer, "new");
    guint verdict = find_verdict(answer);
    page_report_begin(page, W_DUP_RESULT);
    html_open(html, verdicts[verdict].class);
    html_text(html, page_word(page, verdicts[verdict].word));
    html_close(html);
    html_open(html, "ol");
    for (gsize i = 0; i < json_array_size(similar); i++)
        put_candidate(page, json_array_get(similar, i));
    html_close(html);
    if (json_array_size(new)) {
        html_put(html, page_word(page, W_DUP_NEW), "h3");
        html_open(html, "ul.documents");
        for (gsize i = 0; i < json_array_size(new); i++)
            html_put(html, json_string_value(json_array_get(new, i)), "li", "dir", "auto");
        html_close(html);
    }
    html_close(html);
}

static void put_page(Page *page, const json_t *answer)
{
    page_tool_begin(page, W_DUPLICATES_LONG, W_DUPLICATES_ABOUT, "duplicates",
                    answer ? page_word(page, verdicts[find_verdict(answer)].word) : NULL);
    put_form(page);
    html_close(&page->html);
    if (answer)
        put_report(page, answer);
    else
        page_report_none(page);
    page_end(page);
}

void page_handle_duplicates(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    put_page(&page, NULL);
}

void page_handle_compared(const Request *request, Response *response, Worker *worker)
{
    Page page = page_for(request, response, worker);
    Problem problem = {0};
    page_give(&page, api_json(api_duplicates, request, worker, &problem), &problem, put_page);
}
