/* Edges → tables. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/page.h"

/* Points. Lines are as thick as that at most; ends that are nearer meet; nearer lines are one. */
#define THICK 3.5f
#define NEAR 3.0f
#define SNAP 2.0f
/* A table has at most so many places; a page of more lines is a drawing. */
#define MOST_PLACES 200000u
#define MOST_EDGES 20000u

void page_add_line(Page *page, double x1, double y1, double x2, double y2)
{
    PageEdge edge = {.vertical = fabs(x1 - x2) < fabs(y1 - y2)};
    double off = edge.vertical ? fabs(x1 - x2) : fabs(y1 - y2);
    edge.at = (float)(edge.vertical ? (x1 + x2) / 2 : (y1 + y2) / 2);
    edge.from = (float)(edge.vertical ? MIN(y1, y2) : MIN(x1, x2));
    edge.to = (float)(edge.vertical ? MAX(y1, y2) : MAX(x1, x2));
    if (off <= 1 && edge.to > edge.from && page->edges->len < MOST_EDGES)
        g_array_append_val(page->edges, edge);
}

void page_add_rectangle(Page *page, double x1, double y1, double x2, double y2, gboolean filled)
{
    double width = fabs(x2 - x1), height = fabs(y2 - y1);
    if (filled && width <= THICK && height > width)
        page_add_line(page, (x1 + x2) / 2, y1, (x1 + x2) / 2, y2);
    else if (filled && height <= THICK)
        page_add_line(page, x1, (y1 + y2) / 2, x2, (y1 + y2) / 2);
    if (filled)
        return;
    page_add_line(page, x1, y1, x2, y1);
    page_add_line(page, x1, y2, x2, y2);
    page_add_line(page, x1, y1, x1, y2);
    page_add_line(page, x2, y1, x2, y2);
}

static gint by_direction(gconstpointer first, gconstpointer second)
{
    const PageEdge *a = first, *b = second;
    if (a->vertical != b->vertical)
        return a->vertical - b->vertical;
    return a->at < b->at ? -1 : a->at > b->at;
}

static gint by_place(gconstpointer first, gconstpointer second)
{
    const PageEdge *a = first, *b = second;
    if (a->vertical != b->vertical)
        return a->vertical - b->vertical;
    if (a->at < b->at || a->at > b->at)
        return a->at < b->at ? -1 : 1;
    return a->from < b->from ? -1 : a->from > b->from;
}

/* Edges that are nearly on one line are on their mean. */
static void snap(GArray *edges)
{
    g_array_sort(edges, by_direction);
    for (guint i = 0, end; i < edges->len; i = end) {
        double sum = 0;
        for (end = i; end < edges->len; end++) {
            const PageEdge *edge = &g_array_index(edges, PageEdge, end);
            const PageEdge *before = &g_array_index(edges, PageEdge, end > i ? end - 1 : i);
            if (edge->vertical != before->vertical || edge->at - before->at > SNAP)
                break;
            sum += edge->at;
        }
        for (guint k = i; k < end; k++)
            g_array_index(edges, PageEdge, k).at = (float)(sum / (end - i));
    }
}

/* Edges on one line that touch are one. */
static GArray *join(GArray *edges)
{
    GArray *joined = g_array_new(FALSE, FALSE, sizeof(PageEdge));
    g_array_sort(edges, by_place);
    for (guint i = 0; i < edges->len; i++) {
        PageEdge edge = g_array_index(edges, PageEdge, i);
        PageEdge *last = joined->len ? &g_array_index(joined, PageEdge, joined->len - 1) : NULL;
        if (last && last->vertical == edge.vertical && fabsf(last->at - edge.at) < 0.01f &&
            edge.from <= last->to + NEAR)
            last->to = MAX(last->to, edge.to);
        else
            g_array_append_val(joined, edge);
    }
    return joined;
}

static gboolean meet(const PageEdge *a, const PageEdge *b)
{
    return a->vertical != b->vertical && a->at >= b->from - NEAR && a->at <= b->to + NEAR &&
           b->at >= a->from - NEAR && b->at <= a->to + NEAR;
}

static guint root_of(guint *parents, guint i)
{
    while (parents[i] != i)
        i = parents[i] = parents[parents[i]];
    return i;
}

static void add_place(GArray *places, float at)
{
    g_array_append_val(places, at);
}

static gint by_value(gconstpointer first, gconstpointer second)
{
    float a = *(const float *)first, b = *(const float *)second;
    return a < b ? -1 : a > b;
}

/* Sorts PLACES; those that are near are one. */
static void settle(GArray *places)
{
    guint kept = 0;
    g_array_sort(places, by_value);
    for (guint i = 0; i < places->len; i++) {
        float at = g_array_index(places, float, i);
        if (kept == 0 || at - g_array_index(places, float, kept - 1) > NEAR)
            g_array_index(places, float, kept++) = at;
    }
    g_array_set_size(places, kept);
}

void page_table_free(gpointer data)
{
    PageTable *table = data;
    g_array_unref(table->xs);
    g_array_unref(table->ys);
    g_free(table->cell);
    g_free(table);
}

guint page_table_columns(const PageTable *table)
{
    return table->xs->len - 1;
}

guint page_table_rows(const PageTable *table)
{
    return table->ys->len - 1;
}

/* Whether an edge of EDGES (those of the table) runs at AT past the middle of FROM and TO. */
static gboolean divided(const GArray *edges, gboolean vertical, float at, float from, float to)
{
    float middle = (from + to) / 2;
    for (guint i = 0; i < edges->len; i++) {
        const PageEdge *edge = &g_array_index(edges, PageEdge, i);
        if (edge->vertical == vertical && fabsf(edge->at - at) <= NEAR && edge->from <= middle &&
            edge->to >= middle)
            return TRUE;
    }
    return FALSE;
}

/* Places beside each other that nothing divides are one cell. */
static void merge_cells(PageTable *table, const GArray *edges)
{
    guint columns = page_table_columns(table), rows = page_table_rows(table);
    const float *xs = (const float *)(const void *)table->xs->data, *ys = (const float *)(const void *)table->ys->data;
    table->cell = g_new(guint, columns * rows);
    for (guint i = 0; i < columns * rows; i++)
        table->cell[i] = i;
    for (guint r = 0; r < rows; r++)
        for (guint c = 0; c < columns; c++) {
            guint here = root_of(table->cell, r * columns + c);
            if (c + 1 < columns && !divided(edges, TRUE, xs[c + 1], ys[r], ys[r + 1]))
                table->cell[root_of(table->cell, r * columns + c + 1)] = here;
            if (r + 1 < rows && !divided(edges, FALSE, ys[r + 1], xs[c], xs[c + 1])) {
                guint below = root_of(table->cell, (r + 1) * columns + c);
                table->cell[MAX(here, below)] = MIN(here, below);
            }
        }
    for (guint i = 0; i < columns * rows; i++)
        table->cell[i] = root_of(table->cell, i);
}

/* The table that EDGES, which meet, make, or NULL: with less than two columns or rows they are a frame or rules.
 * Where lines reach beyond those that they cross, they end in the open: a page cut the row, or the sides
 * are not drawn. */
static PageTable *make_table(const GArray *edges)
{
    PageTable *table = g_new0(PageTable, 1);
    table->xs = g_array_new(FALSE, FALSE, sizeof(float));
    table->ys = g_array_new(FALSE, FALSE, sizeof(float));
    for (guint i = 0; i < edges->len; i++) {
        const PageEdge *edge = &g_array_index(edges, PageEdge, i);
        add_place(edge->vertical ? table->xs : table->ys, edge->at);
        add_place(edge->vertical ? table->ys : table->xs, edge->from);
        add_place(edge->vertical ? table->ys : table->xs, edge->to);
    }
    settle(table->xs);
    settle(table->ys);
    gboolean is_table = table->xs->len > 2 && table->ys->len > 1 && table->xs->len <= GRID_MAX_COLUMNS &&
                        (guint64)table->xs->len * table->ys->len <= MOST_PLACES;
    if (is_table) {
        merge_cells(table, edges);
        return table;
    }
    page_table_free(table);
    return NULL;
}

static gint by_top(gconstpointer first, gconstpointer second)
{
    const PageTable *a = *(PageTable *const *)first, *b = *(PageTable *const *)second;
    float x = g_array_index(a->ys, float, 0), y = g_array_index(b->ys, float, 0);
    return x < y ? -1 : x > y;
}

GArray *page_edges(const Page *page)
{
    snap(page->edges);
    return join(page->edges);
}

void page_tables_sort(GPtrArray *tables)
{
    g_ptr_array_sort(tables, by_top);
}

GPtrArray *page_tables(const Page *page)
{
    GPtrArray *tables = g_ptr_array_new_with_free_func(page_table_free);
    g_autoptr(GArray) edges = page_edges(page);
    g_autofree guint *parents = g_new(guint, edges->len + 1);
    for (guint i = 0; i < edges->len; i++)
        parents[i] = i;
    for (guint i = 0; i < edges->len; i++) /* the ones across stand first */
        for (guint k = i + 1; k < edges->len; k++)
            if (meet(&g_array_index(edges, PageEdge, i), &g_array_index(edges, PageEdge, k)))
                parents[root_of(parents, k)] = root_of(parents, i);
    for (guint i = 0; i < edges->len; i++) {
        if (root_of(parents, i) != i)
            continue;
        g_autoptr(GArray) own = g_array_new(FALSE, FALSE, sizeof(PageEdge));
        for (guint k = 0; k < edges->len; k++)
            if (root_of(parents, k) == i)
                g_array_append_val(own, g_array_index(edges, PageEdge, k));
        PageTable *table = make_table(own);
        if (table)
            g_ptr_array_add(tables, table);
    }
    page_tables_sort(tables);
    return tables;
}
