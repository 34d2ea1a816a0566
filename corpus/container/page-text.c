/* Characters of a line or a cell → text: which spaces between them were typed. */
#include <math.h>
#include <string.h>

#include "corpus/container/page.h"

/* A gap of so many widths of a character is one between columns. */
#define WIDE_GAP 1.8f
/* A space of less than so many widths of a letter was not typed. */
#define THIN_SPACE 0.45f
/* Of the size of letters: a gap between Latin ones that is wider is a space, one between Chinese
 * ones that is no wider than the least of its line was stretched. Of fewer gaps it cannot be told.
 */
#define LOST_SPACE 0.15f
#define STRETCHED 0.15f
enum { LEAST_GAPS = 3 };

/* Whether the space I of ROW is what a typesetter puts between Chinese and Latin, narrower than any
 * that was typed. */
static gboolean is_thin_space(const PageLine *row, guint i)
{
    if (i == 0 || i + 1 >= row->chars->len)
        return FALSE;
    const PageChar *c = &g_array_index(row->chars, PageChar, i), *before = c - 1, *after = c + 1;
    const PageChar *latin = before->c < 0x80 ? before : after,
                   *other = latin == before ? after : before;
    return c->c == ' ' && latin->c < 0x80 && g_ascii_isalnum((char)latin->c) &&
           text_is_cjk(other->c) && after->x1 - before->x2 < THIN_SPACE * (latin->x2 - latin->x1);
}

/* The Chinese letter after the one at I of ROW, perhaps behind a space; NULL: there is none. */
static const PageChar *next_chinese(const PageLine *row, guint i)
{
    const PageChar *c = &g_array_index(row->chars, PageChar, i);
    guint next = i + 1;
    if (next < row->chars->len && c[1].c == ' ')
        next++;
    const PageChar *other =
        next < row->chars->len ? &g_array_index(row->chars, PageChar, next) : NULL;
    return other && text_is_cjk(c->c) && text_is_cjk(other->c) ? other : NULL;
}

/* The least gap between Chinese letters of ROW, to which a line that is justified is stretched; 0:
 * there are too few. */
static float least_gap(const PageLine *row)
{
    guint n = 0;
    float least = G_MAXFLOAT;
    for (guint i = 0; i < row->chars->len; i++) {
        const PageChar *other = next_chinese(row, i);
        if (!other)
            continue;
        least = MIN(least, other->x1 - g_array_index(row->chars, PageChar, i).x2);
        n++;
    }
    return n >= LEAST_GAPS ? MAX(least, 0) : 0;
}

/* Whether the space I of ROW is only what its letters are STRETCHED apart. */
static gboolean is_stretched(const PageLine *row, guint i, float stretched)
{
    const PageChar *c = &g_array_index(row->chars, PageChar, i),
                   *other = i > 0 ? next_chinese(row, i - 1) : NULL;
    return c->c == ' ' && stretched > 0 && other && other - c == 1 &&
           other->x1 - c[-1].x2 < stretched + STRETCHED * (other->x2 - other->x1);
}

/* Whether BEFORE and C are Latin letters that stand as far apart as words do: a reader that gives
 * text in its own order leaves out spaces. */
static gboolean is_lost_space(const PageChar *before, const PageChar *c, float size)
{
    return before->c < 0x80 && c->c < 0x80 && before->c != ' ' && before->c != '(' &&
           (g_ascii_isalnum((char)c->c) || c->c == '-') && c->x1 - before->x2 > LOST_SPACE * size;
}

void page_append_line(GString *text, const PageLine *row)
{
    const PageChar *before = NULL;
    const float size = page_line_size(row), stretched = least_gap(row);
    for (guint i = 0; i < row->chars->len; i++) {
        const PageChar *c = &g_array_index(row->chars, PageChar, i);
        float gap = before ? c->x1 - before->x2 : 0, width = MIN(c->x2 - c->x1, row->height);
        if (before && c->c == before->c && fabsf(c->x1 - before->x1) < width / 4)
            continue; /* printed twice to look bold */
        if (is_thin_space(row, i) || is_stretched(row, i, stretched))
            continue;
        if (gap > WIDE_GAP * MAX(width, 4))
            g_string_append(text, "  ");
        else if (before && is_lost_space(before, c, size))
            g_string_append_c(text, ' ');
        g_string_append_unichar(text, c->c);
        before = c;
    }
}

/* What ROW takes, but for a mark at its end, which may hang over the edge of its column. */
static float width_of(const PageLine *row)
{
    guint first = 0, last = row->chars->len;
    while (first < last && g_array_index(row->chars, PageChar, first).c == ' ')
        first++;
    while (last > first && (g_array_index(row->chars, PageChar, last - 1).c == ' ' ||
                            g_unichar_ispunct(g_array_index(row->chars, PageChar, last - 1).c)))
        last--;
    return last > first ? g_array_index(row->chars, PageChar, last - 1).x2 -
                              g_array_index(row->chars, PageChar, first).x1
                        : 0;
}

float page_widest_line(const GArray *chars)
{
    g_autoptr(GPtrArray) rows = page_lines(chars);
    float widest = 0;
    for (guint i = 0; i < rows->len; i++)
        widest = MAX(widest, width_of(rows->pdata[i]));
    return widest;
}

static gboolean is_letter(const PageChar *c)
{
    return text_is_cjk(c->c) && !g_unichar_ispunct(c->c);
}

/* Whether ROW had room for the first letter of NEXT in WIDEST: lines of Chinese break anywhere, so
 * that a space was there, but where a mark draws the letter before it along. */
static gboolean had_room(const PageLine *row, const PageLine *next, float widest)
{
    guint end = row->chars->len, at = 0;
    while (end > 0 && g_array_index(row->chars, PageChar, end - 1).c == ' ')
        end--;
    while (at < next->chars->len && g_array_index(next->chars, PageChar, at).c == ' ')
        at++;
    if (end == 0 || at + 1 >= next->chars->len)
        return FALSE;
    const PageChar *last = &g_array_index(row->chars, PageChar, end - 1),
                   *first = &g_array_index(next->chars, PageChar, at);
    if (!is_letter(last) || !is_letter(first) || g_unichar_ispunct(first[1].c))
        return FALSE;
    return width_of(row) + (first->x2 - first->x1) < widest;
}

char *page_cell_text(const GArray *chars, float widest)
{
    g_autoptr(GPtrArray) rows = page_lines(chars);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rows->len; i++) {
        if (text->len) {
            while (text->len && text->str[text->len - 1] == ' ')
                g_string_truncate(text, text->len - 1);
            g_string_append(text, widest > 0 && had_room(rows->pdata[i - 1], rows->pdata[i], widest)
                                      ? " \n"
                                      : "\n");
        }
        page_append_line(text, rows->pdata[i]);
    }
    return g_string_free(text, FALSE);
}

char *page_chars_text(const GArray *chars)
{
    return page_cell_text(chars, 0);
}
