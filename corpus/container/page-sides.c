/* The two sides of a gutter: columns of prose are full of text, rows of a table without lines begin beside each other. */
#include "corpus/container/page-sides.h"

#include <math.h>

/* Of the size of letters: what begins no farther below the other begins beside it. */
#define BESIDE 0.5f
/* Of Chinese and of other prose, how wide a column is at least. */
#define NARROW 8
#define NARROW_LATIN 16
/* For a word that is not Chinese there must be so much more; and the next line is no farther below. */
#define LATIN_ROOM 0.6f
#define NEXT_LINE 2.5f
/* Between rows there is so many times as much room as in them. */
#define ROW_ROOM 1.1f
enum { LEAST_FULL = 2, LEAST_ROWS = 3 };

static PageSpan line_span(const PageLine *line)
{
    g_autoptr(GArray) spans = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    page_cover_line(spans, line, 0);
    return spans->len ? (PageSpan){page_span_at(spans, 0)->from, page_span_at(spans, spans->len - 1)->to} : (PageSpan){0, 0};
}

/* The width that the end of a line lacks if LINE begins the next: that of its first letter, or word. */
static float room_wanted(const PageLine *line, float size)
{
    guint i = 0, first;
    while (i < line->chars->len && g_array_index(line->chars, PageChar, i).c == ' ')
        i++;
    for (first = i; i < line->chars->len; i++) {
        gunichar c = g_array_index(line->chars, PageChar, i).c;
        if (c == ' ' || text_is_cjk(c))
            break;
    }
    if (i == first)
        return PAGE_CHINESE_ROOM * size;
    return g_array_index(line->chars, PageChar, i - 1).x2 - g_array_index(line->chars, PageChar, first).x1 + LATIN_ROOM * size;
}

static void count_letters(PageSide *side, const PageLine *line)
{
    for (guint k = 0; k < line->chars->len; k++) {
        gunichar c = g_array_index(line->chars, PageChar, k).c;
        side->n_letters += c != ' ';
        side->n_chinese += text_is_cjk(c);
    }
}

PageSide page_side_new(const GArray *chars, float size)
{
    PageSide side = {.lines = page_lines(chars), .left = G_MAXFLOAT};
    side.full = g_new0(gboolean, side.lines->len + 1);
    for (guint i = 0; i < side.lines->len; i++) {
        const PageSpan span = line_span(page_line_at(side.lines, i));
        side.left = MIN(side.left, span.from);
        side.right = MAX(side.right, span.to);
        count_letters(&side, page_line_at(side.lines, i));
    }
    for (guint i = 0; i + 1 < side.lines->len; i++) {
        const PageLine *line = page_line_at(side.lines, i), *next = page_line_at(side.lines, i + 1);
        side.full[i] = next->y - line->y < NEXT_LINE * size && line_span(line).to + room_wanted(next, size) > side.right;
        side.n_full += side.full[i];
    }
    return side;
}

void page_side_clear(PageSide *side)
{
    g_ptr_array_unref(side->lines);
    g_free(side->full);
}

static gboolean is_wide(const PageSide *side, float size)
{
    return side->lines->len == 0 || side->right - side->left >= (side->n_chinese * 4 > side->n_letters ? NARROW : NARROW_LATIN) * size;
}

static gboolean is_prose(const PageSide *side, float size)
{
    return side->n_full >= LEAST_FULL && side->n_full * 3 >= side->lines->len && is_wide(side, size);
}

/* Whether line I begins a paragraph, or is one. */
static gboolean begins(const PageSide *side, guint i)
{
    return i < side->lines->len && (i == 0 || !side->full[i - 1]);
}

/* Whether a paragraph of SIDE begins at Y. */
static gboolean begins_at(const PageSide *side, float y, float size)
{
    for (guint i = 0; i < side->lines->len; i++)
        if (begins(side, i) && fabsf(page_line_at(side->lines, i)->y - y) <= BESIDE * size)
            return TRUE;
    return FALSE;
}

/* How many paragraphs SIDE has, if all begin beside one of OTHER, as cells of a row do; else 0. */
static guint count_cells(const PageSide *side, const PageSide *other, float size)
{
    guint n = 0;
    for (guint i = 0; i < side->lines->len; i++) {
        if (begins(side, i) && !begins_at(other, page_line_at(side->lines, i)->y, size))
            return 0;
        n += begins(side, i);
    }
    return n;
}

/* How far line I of SIDE is below the nearest line of either side above it. */
static float room_above(const PageSide *side, guint i, const PageSide *other, float size)
{
    const float y = page_line_at(side->lines, i)->y;
    float above = i > 0 ? page_line_at(side->lines, i - 1)->y : -G_MAXFLOAT;
    for (guint k = 0; k < other->lines->len; k++)
        if (page_line_at(other->lines, k)->y < y - BESIDE * size)
            above = MAX(above, page_line_at(other->lines, k)->y);
    return y - above;
}

/* Whether there is more room above each paragraph of SIDE than between its lines, as above rows. */
static gboolean are_apart(const PageSide *side, const PageSide *other, float size)
{
    float within = 0, between = G_MAXFLOAT;
    for (guint i = 1; i < side->lines->len; i++)
        if (begins(side, i))
            between = MIN(between, room_above(side, i, other, size));
        else
            within = MAX(within, page_line_at(side->lines, i)->y - page_line_at(side->lines, i - 1)->y);
    return between > ROW_ROOM * within;
}

/* Of two that are full of text the paragraphs may begin beside each other by chance; the first words of rows stand on the left. */
gboolean page_sides_are_columns(const PageSide *left, const PageSide *right, float size)
{
    const gboolean left_prose = is_prose(left, size), right_prose = is_prose(right, size);
    const guint left_cells = count_cells(left, right, size), right_cells = count_cells(right, left, size);
    if ((!left_prose && !right_prose) || !is_wide(left, size) || !is_wide(right, size))
        return FALSE;
    if (left_prose && right_prose)
        return left_cells != right_cells || left_cells < LEAST_ROWS || !are_apart(left, right, size);
    return left_prose ? right_cells < 2 || !are_apart(left, right, size) : left_cells == 0;
}
