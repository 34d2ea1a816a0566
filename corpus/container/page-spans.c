/* Tables without lines: what of a page's width text takes. */
#include "corpus/container/page-lineless.h"

/* Of its width: what follows a letter in one cell is nearer. */
#define GOES_ON 0.04f

float page_line_size(const PageLine *line)
{
    float size = 0;
    for (guint i = 0; i < line->chars->len; i++) {
        const PageChar *c = &g_array_index(line->chars, PageChar, i);
        size = c->c == ' ' ? size : MAX(size, MIN(c->x2 - c->x1, c->y2 - c->y1));
    }
    return MAX(size, 1);
}

void page_cover(GArray *spans, float from, float to, float touch)
{
    guint at = 0, last;
    while (at < spans->len && page_span_at(spans, at)->to + touch < from)
        at++;
    PageSpan added = {from, to};
    for (last = at; last < spans->len && page_span_at(spans, last)->from <= added.to + touch;
         last++) {
        added.from = MIN(added.from, page_span_at(spans, last)->from);
        added.to = MAX(added.to, page_span_at(spans, last)->to);
    }
    if (last > at)
        g_array_remove_range(spans, at, last - at);
    g_array_insert_val(spans, at, added);
}

/* Where the ink of the letter I of LINE ends. A mark that ends a line has none in its right half,
 * with which it may hang over the edge of its column. */
static float ink_end(const PageLine *line, guint i)
{
    const PageChar *c = &g_array_index(line->chars, PageChar, i);
    guint next = i + 1;
    while (next < line->chars->len && g_array_index(line->chars, PageChar, next).c == ' ')
        next++;
    gboolean goes_on = next < line->chars->len && g_array_index(line->chars, PageChar, next).x1 <=
                                                      c->x2 + GOES_ON * (c->x2 - c->x1);
    gboolean mark = c->c == 0x3001 || c->c == 0x3002 || c->c == 0xff0c || c->c == 0xff1a ||
                    c->c == 0xff1b || c->c == 0x300b || c->c == 0xff09; /* 、。，：；》） */
    return mark && !goes_on ? (c->x1 + c->x2) / 2 : c->x2;
}

void page_cover_line(GArray *spans, const PageLine *line, float touch)
{
    for (guint i = 0; i < line->chars->len; i++) {
        const PageChar *c = &g_array_index(line->chars, PageChar, i);
        if (c->c != ' ')
            page_cover(spans, c->x1, ink_end(line, i), touch);
    }
}

guint page_count_pieces(const PageLine *line, float wide)
{
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    page_cover_line(pieces, line, wide * page_line_size(line));
    return pieces->len;
}
