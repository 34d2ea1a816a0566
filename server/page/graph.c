/* The relations of a document as a drawing: itself in the middle, what it says of others at its left, what others say of it at
 * its right. What is in it the list beside it says too. */
#include <string.h>

#include "server/page/page.h"

/* The drawing's measures, in its own units. */
enum { WIDTH = 720, NODE_WIDTH = 190, NODE_HEIGHT = 30, STEP = 42, MOST = 7, LABEL_MOST = 24 };

/* Relations that others have to it. */
static gboolean comes_in(const char *type)
{
    return g_str_has_suffix(type, "-by") || g_str_equal(type, "has-part");
}

/* So much of an id as a node holds. Caller frees. */
static char *short_id(const char *id)
{
    if (g_utf8_strlen(id, -1) <= LABEL_MOST)
        return g_strdup(id);
    g_autofree char *begin = g_utf8_substring(id, 0, LABEL_MOST - 1);
    return g_strconcat(begin, "…", NULL);
}

static void put_node(Page *page, const char *class, const char *id, guint x, guint y)
{
    Html *html = &page->html;
    g_autofree char *text = short_id(id);
    g_string_append_printf(html->out, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"%d\" height=\"%d\" rx=\"6\"/>", class, x, y,
                           NODE_WIDTH, NODE_HEIGHT);
    g_string_append_printf(html->out, "<text x=\"%u\" y=\"%u\" text-anchor=\"middle\">", x + NODE_WIDTH / 2, y + 20);
    html_text(html, text);
    g_string_append(html->out, "</text>");
}

static void put_related(Page *page, const json_t *one, gboolean right, guint place, guint middle)
{
    Html *html = &page->html;
    const char *id = page_text(one, "id"), *type = page_text(one, "type");
    const char *name = value_name("relation", type, page->english);
    guint x = right ? WIDTH - NODE_WIDTH - 1 : 1, y = place * STEP + 1, at = y + NODE_HEIGHT / 2;
    guint from = right ? (WIDTH + NODE_WIDTH) / 2 : (WIDTH - NODE_WIDTH) / 2, to = right ? x : x + NODE_WIDTH;
    guint half = (from + to) / 2;
    g_autofree char *address = page_document_address(page, id);
    g_autofree char *label = g_strdup_printf("%s %s", name, id);
    g_string_append_printf(html->out, "<path d=\"M%u %uC%u %u %u %u %u %u\"/>", from, middle, half, middle, half, at, to, at);
    html_open(html, "a", "href", address, "aria-label", label, "tabindex", "-1");
    put_node(page, "node", id, x, y);
    html_close(html);
    g_string_append_printf(html->out, "<text class=\"edge\" x=\"%u\" y=\"%u\" text-anchor=\"%s\">", right ? to - 6 : to + 6,
                           at - 5, right ? "end" : "start");
    html_text(html, name);
    g_string_append(html->out, "</text>");
}

void page_graph(Page *page, const char *id, const json_t *related)
{
    Html *html = &page->html;
    guint count[2] = {0}, drawn[2] = {0};
    for (gsize i = 0; i < json_array_size(related); i++)
        count[comes_in(page_text(json_array_get(related, i), "type"))]++;
    guint rows = MIN(MAX(count[0], count[1]), MOST), height = rows * STEP, middle = height / 2 - (STEP - NODE_HEIGHT) / 2;
    g_autofree char *box = g_strdup_printf("0 0 %d %u", WIDTH, height - (STEP - NODE_HEIGHT) + 2);
    g_autofree char *number = g_strdup_printf("%u", count[0] + count[1]);
    g_autofree char *label = page_fill(page, W_GRAPH, id, number);
    if (rows == 0)
        return;
    html_open(html, "svg.graph", "viewBox", box, "role", "group", "aria-label", label);
    for (gsize i = 0; i < json_array_size(related); i++) {
        const json_t *one = json_array_get(related, i);
        gboolean right = comes_in(page_text(one, "type"));
        guint first = (rows - MIN(count[right], rows)) / 2;
        if (drawn[right] < MOST)
            put_related(page, one, right, first + drawn[right]++, middle);
    }
    put_node(page, "itself", id, (WIDTH - NODE_WIDTH) / 2, middle > NODE_HEIGHT / 2 ? middle - NODE_HEIGHT / 2 : 1);
    html_close(html);
}
