/* Tables without lines: whether what stands in their columns are cells. */
#include "corpus/container/page-lineless.h"

/* Of the size of a letter: what has a wider gap in it is two cells. */
#define TWO_CELLS 2.0f
/* Points: what begins in one column is at one place. */
#define ALIGNED 1.5f

GArray *page_cell_chars(const PageLine *line, const GArray *columns, guint c)
{
    GArray *chars = g_array_new(FALSE, FALSE, sizeof(PageChar));
    for (guint i = 0; i < line->chars->len; i++) {
        const PageChar *letter = &g_array_index(line->chars, PageChar, i);
        float middle = (letter->x1 + letter->x2) / 2;
        if (letter->c != ' ' && middle >= page_span_at(columns, c)->from &&
            middle <= page_span_at(columns, c)->to)
            g_array_append_val(chars, *letter);
    }
    return chars;
}

gboolean page_are_cells(const PageBody *body)
{
    for (guint i = body->first; i < body->end; i++)
        for (guint c = 0; c < body->columns->len && !page_is_heading(body, i); c++) {
            g_autoptr(GArray) chars =
                page_cell_chars(page_line_at(body->lines, i), body->columns, c);
            guint dots = 0;
            for (guint k = 0; k < chars->len; k++) {
                const PageChar *letter = &g_array_index(chars, PageChar, k);
                dots = letter->c == '.' || letter->c == 0x2026 || letter->c == 0xb7 ? dots + 1 : 0;
                if (dots > 3 ||
                    (k > 0 && letter->x1 - (letter - 1)->x2 >
                                  TWO_CELLS * page_line_size(page_line_at(body->lines, i))))
                    return FALSE;
            }
        }
    return TRUE;
}

/* What LINE takes in column C. FALSE: nothing. */
static gboolean cell_span(const PageBody *body, guint line, guint c, PageSpan *span)
{
    g_autoptr(GArray) chars = page_cell_chars(page_line_at(body->lines, line), body->columns, c);
    if (!chars->len || page_is_heading(body, line))
        return FALSE;
    *span = (PageSpan){g_array_index(chars, PageChar, 0).x1,
                       g_array_index(chars, PageChar, chars->len - 1).x2};
    return TRUE;
}

static gint by_from(gconstpointer first, gconstpointer second)
{
    float a = ((const PageSpan *)first)->from, b = ((const PageSpan *)second)->from;
    return a < b ? -1 : a > b;
}

/* Whether the lines of column C begin where most of them do, or behind that, or are centred: one
 * that begins before it has a piece of the column before. */
static gboolean is_aligned(const PageBody *body, guint c)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    guint most = 0, begin = 0;
    PageSpan span;
    gboolean centred = TRUE;
    for (guint i = body->first; i < body->end; i++)
        if (cell_span(body, i, c, &span))
            g_array_append_val(spans, span);
    g_array_sort(spans, by_from);
    for (guint i = 0, from = 0; i < spans->len; i++) {
        while (page_span_at(spans, i)->from - page_span_at(spans, from)->from > ALIGNED)
            from++;
        if (i + 1 - from > most) {
            most = i + 1 - from;
            begin = from;
        }
        const PageSpan *a = page_span_at(spans, 0), *b = page_span_at(spans, i);
        centred = centred && ABS(a->from + a->to - b->from - b->to) < 4 * ALIGNED;
    }
    return begin == 0 || centred || most * 5 < spans->len * 3;
}

gboolean page_are_aligned(const PageBody *body)
{
    for (guint c = 0; c < body->columns->len; c++)
        if (!is_aligned(body, c))
            return FALSE;
    return TRUE;
}
