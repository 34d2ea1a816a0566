/* Documents by year, as bars that are filters. What it shows the list of decades below it says too, so the bars are no stops of
 * the keyboard. */
#include <stdlib.h>

#include "server/page/page.h"

/* Years that are drawn at most, the last ones; and the drawing's measures, in its own units. */
enum { YEARS = 60, WIDTH = 240, HEIGHT = 64, FOOT = 14 };

static void put_number(Html *html, const char *name, guint tenths)
{
    g_string_append_printf(html->out, " %s=\"%u.%u\"", name, tenths / 10, tenths % 10);
}

static void put_rect(Html *html, const char *class, guint x, guint y, guint width, guint height)
{
    g_string_append_printf(html->out, "<rect class=\"%s\"", class);
    put_number(html, "x", x);
    put_number(html, "y", y);
    put_number(html, "width", width);
    put_number(html, "height", height);
    g_string_append(html->out, "/>");
}

static void put_bar(Page *page, int year, guint x, guint width, guint64 count, guint64 most)
{
    Html *html = &page->html;
    g_autofree char *text = g_strdup_printf("%d", year), *number = message_number(count);
    g_autofree char *address = page_toggle(page, "year", text), *label = page_fill(page, W_YEARS_LABEL, text, number);
    const char *chosen;
    gboolean on = FALSE;
    for (guint i = 0; !on && (chosen = request_value_at(page->request, "year", i)); i++)
        on = g_str_equal(chosen, text);
    guint tall = 10 * (HEIGHT - FOOT - 2), height = count ? MAX(15, (guint)(count * tall / most)) : 0;
    html_open(html, on ? "a.on" : "a.bar", "href", address, "tabindex", "-1", "aria-label", label, "rel", "nofollow",
              "data-live", "");
    html_put(html, label, "title");
    put_rect(html, "area", x, 0, width, 10 * (HEIGHT - FOOT));
    put_rect(html, "count", x + width / 10, 10 * (HEIGHT - FOOT) - height, width - width / 5, height);
    html_close(html);
}

static void put_year(Html *html, int year, guint x, const char *anchor)
{
    g_string_append_printf(html->out, "<text x=\"%u\" y=\"%d\" text-anchor=\"%s\">%d</text>", x, HEIGHT - 2, anchor, year);
}

void page_histogram(Page *page, const json_t *years)
{
    Html *html = &page->html;
    int first = G_MAXINT, last = 0;
    guint64 most = 1, counts[YEARS] = {0};
    for (gsize i = 0; i < json_array_size(years); i++)
        last = MAX(last, atoi(page_text(json_array_get(years, i), "value")));
    for (gsize i = 0; i < json_array_size(years); i++) {
        int year = atoi(page_text(json_array_get(years, i), "value"));
        guint64 count = page_count(json_array_get(years, i), "count");
        if (year <= last - YEARS || year <= 0)
            continue;
        first = MIN(first, year);
        counts[last - year] = count;
        most = MAX(most, count);
    }
    if (first >= last)
        return;
    guint n = (guint)(last - first + 1), width = 10 * WIDTH / n;
    html_open(html, "svg.years", "viewBox", "0 0 240 64", "role", "group", "aria-label", page_word(page, W_YEAR));
    for (int year = first; year <= last; year++)
        put_bar(page, year, (guint)(year - first) * width, width, counts[last - year], most);
    put_year(html, first, 0, "start");
    put_year(html, last, n * width / 10, "end");
    html_close(html);
}
