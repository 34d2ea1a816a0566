/* Pages whose text runs down, up or backwards: wide tables are printed so on upright paper. */
#include <math.h>

#include "corpus/container/page.h"

/* Of the size of a letter: the next one of its line is no farther along, and no farther beside it. */
#define NEXT_MOST 1.7f
#define NEXT_LEAST 0.2f
#define BESIDE 0.3f

/* The direction, in quarters clockwise, in which the line of A goes on to B; -1: it does not. */
static int direction(const PageChar *a, const PageChar *b)
{
    const float x = (b->x1 + b->x2 - a->x1 - a->x2) / 2, y = (b->y1 + b->y2 - a->y1 - a->y2) / 2;
    const float size = MAX(a->x2 - a->x1, a->y2 - a->y1), along = MAX(fabsf(x), fabsf(y));
    if (a->c == ' ' || b->c == ' ' || along > NEXT_MOST * size || along < NEXT_LEAST * size ||
        MIN(fabsf(x), fabsf(y)) > BESIDE * size)
        return -1;
    return fabsf(x) > fabsf(y) ? (x > 0 ? 0 : 2) : y > 0 ? 1 : 3;
}

/* The direction of most letters of PAGE. */
static int main_direction(const Page *page)
{
    guint votes[4] = {0}, all = 0;
    for (guint i = 1; i < page->chars->len; i++) {
        int d = direction(&g_array_index(page->chars, PageChar, i - 1), &g_array_index(page->chars, PageChar, i));
        if (d >= 0) {
            votes[d]++;
            all++;
        }
    }
    for (int d = 1; d < 4; d++)
        if (votes[d] * 2 > all)
            return d;
    return 0;
}

/* The place X, Y after so many TURNS by a quarter, counterclockwise. */
static void turn_place(int turns, float *x, float *y)
{
    for (; turns > 0; turns--) {
        float was = *x;
        *x = *y;
        *y = -was;
    }
}

static void turn_char(int turns, PageChar *c)
{
    float x1 = c->x1, y1 = c->y1, x2 = c->x2, y2 = c->y2;
    turn_place(turns, &x1, &y1);
    turn_place(turns, &x2, &y2);
    c->x1 = MIN(x1, x2);
    c->x2 = MAX(x1, x2);
    c->y1 = MIN(y1, y2);
    c->y2 = MAX(y1, y2);
}

static void turn_edge(int turns, PageEdge *edge)
{
    float x1 = edge->vertical ? edge->at : edge->from, y1 = edge->vertical ? edge->from : edge->at;
    float x2 = edge->vertical ? edge->at : edge->to, y2 = edge->vertical ? edge->to : edge->at;
    turn_place(turns, &x1, &y1);
    turn_place(turns, &x2, &y2);
    edge->vertical = edge->vertical != (turns % 2 == 1);
    edge->at = edge->vertical ? x1 : y1;
    edge->from = edge->vertical ? MIN(y1, y2) : MIN(x1, x2);
    edge->to = edge->vertical ? MAX(y1, y2) : MAX(x1, x2);
}

int page_turn(Page *page)
{
    int turns = main_direction(page);
    for (guint i = 0; turns && i < page->chars->len; i++)
        turn_char(turns, &g_array_index(page->chars, PageChar, i));
    for (guint i = 0; turns && i < page->edges->len; i++)
        turn_edge(turns, &g_array_index(page->edges, PageEdge, i));
    return turns;
}

/* Whether the letter I of CHARS, which are of a turned page, is in a line of the direction UPRIGHT. */
static gboolean is_unturned(const GArray *chars, guint i, int upright)
{
    const PageChar *c = &g_array_index(chars, PageChar, i);
    return (i > 0 && direction(c - 1, c) == upright) || (i + 1 < chars->len && direction(c, c + 1) == upright);
}

GArray *page_take_unturned(int turns, GArray *chars)
{
    const int upright = (4 - turns) % 4;
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(PageChar));
    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(PageChar));
    for (guint i = 0; i < chars->len; i++)
        g_array_append_val(turns && is_unturned(chars, i, upright) ? taken : kept, g_array_index(chars, PageChar, i));
    for (guint i = 0; i < taken->len; i++)
        turn_char(upright, &g_array_index(taken, PageChar, i));
    g_array_set_size(chars, 0);
    if (kept->len)
        g_array_append_vals(chars, kept->data, kept->len);
    return taken;
}
