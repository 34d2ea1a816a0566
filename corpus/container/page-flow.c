/* Columns of prose: which lines of a page are read one after the other.
 *
 * A page is cut as by Nagy and Seth (Hierarchical Representation of Optically Scanned Documents, 1984): where a gutter runs
 * through lines that stand below each other, what is left of it is read before what is right of it, and each again so. What
 * has a gutter too is a table without lines or a form: there the lines of one side begin beside those of the other, and those
 * of prose are full. */
#include <math.h>

#include "corpus/container/page-sides.h"

/* Of the size of letters. A gutter is at least so wide; more room below a line ends it. */
#define GUTTER 0.5f
#define END_ROOM 3.5f
/* Lines that are nearer are looked at as one: those of columns need not be level. */
#define BAND 0.8f
/* The lines of a column begin at its edge or, first ones of paragraphs, two letters behind it; both but for so much. */
#define EDGE 0.3f
#define INDENT 2
enum { MOST_DEPTH = 4, MOST_LINES = 2000 };

/* Lines that are level, or nearly so. */
typedef struct {
    guint first, end;
    float y;
    GArray *spans; /* PageSpan: what of the width they take, and tables beside them */
} Band;

/* A part of a page. */
typedef struct {
    GPtrArray *lines; /* PageLine */
    GArray *bands;
    const GPtrArray *tables;
    float size; /* of letters, in the median of its lines */
    guint depth;
    float right; /* where its column ends; 0: it is the page */
} Region;

/* Bands of a region, through which a gutter runs. */
typedef struct {
    guint first, end;
    PageSpan gutter;
} Run;

void page_block_free(gpointer data)
{
    PageBlock *block = data;
    if (block->line)
        page_line_free(block->line);
    g_free(block);
}

static const Band *band_at(const Region *region, guint i)
{
    return &g_array_index(region->bands, Band, i);
}

static void clear_band(gpointer data)
{
    g_array_unref(((Band *)data)->spans);
}

static gint by_value(gconstpointer first, gconstpointer second)
{
    float a = *(const float *)first, b = *(const float *)second;
    return a < b ? -1 : a > b;
}

static float median_size(const GPtrArray *lines)
{
    g_autoptr(GArray) sizes = g_array_new(FALSE, FALSE, sizeof(float));
    for (guint i = 0; i < lines->len; i++) {
        float size = page_line_size(page_line_at(lines, i));
        g_array_append_val(sizes, size);
    }
    g_array_sort(sizes, by_value);
    return sizes->len ? g_array_index(sizes, float, sizes->len / 2) : 1;
}

static float table_top(const PageTable *table)
{
    return g_array_index(table->ys, float, 0);
}

static void find_bands(Region *region)
{
    for (guint i = 0; i < region->lines->len; i++) {
        const PageLine *line = page_line_at(region->lines, i);
        Band *last = region->bands->len ? &g_array_index(region->bands, Band, region->bands->len - 1) : NULL;
        if (!last || line->y - last->y > BAND * region->size) {
            Band band = {i, i, line->y, g_array_new(FALSE, FALSE, sizeof(PageSpan))};
            g_array_append_val(region->bands, band);
            last = &g_array_index(region->bands, Band, region->bands->len - 1);
        }
        last->end = i + 1;
        page_cover_line(last->spans, line, 0);
    }
    for (guint i = 0; i < region->bands->len; i++)
        for (guint t = 0; t < region->tables->len; t++) {
            const Band *band = band_at(region, i);
            const PageTable *table = region->tables->pdata[t];
            if (band->y >= table_top(table) && band->y < g_array_index(table->ys, float, table->ys->len - 1))
                page_cover(band->spans, g_array_index(table->xs, float, 0), g_array_index(table->xs, float, table->xs->len - 1), 0);
        }
}

/* Runs */

static gboolean is_beside(const PageTable *table, const PageSpan *gutter)
{
    return g_array_index(table->xs, float, table->xs->len - 1) <= gutter->to || g_array_index(table->xs, float, 0) >= gutter->from;
}

/* Whether a table is between the bands at Y1 and Y2; *CROSSES: it is over GUTTER. */
static gboolean has_table(const Region *region, float y1, float y2, const PageSpan *gutter, gboolean *crosses)
{
    gboolean any = FALSE;
    *crosses = FALSE;
    for (guint t = 0; t < region->tables->len; t++) {
        const PageTable *table = region->tables->pdata[t];
        gboolean between = table_top(table) < y2 && g_array_index(table->ys, float, table->ys->len - 1) > y1;
        any = any || between;
        *crosses = *crosses || (between && !is_beside(table, gutter));
    }
    return any;
}

/* The widest part of GUTTER that is free in BAND. */
static PageSpan free_part(const Band *band, const PageSpan *gutter)
{
    PageSpan widest = {0, 0};
    for (guint i = 0; i <= band->spans->len; i++) {
        float from = i ? page_span_at(band->spans, i - 1)->to : -G_MAXFLOAT,
              to = i < band->spans->len ? page_span_at(band->spans, i)->from : G_MAXFLOAT;
        PageSpan part = {MAX(from, gutter->from), MIN(to, gutter->to)};
        if (part.to - part.from > widest.to - widest.from)
            widest = part;
    }
    return widest;
}

/* Whether the gutter of RUN goes on through the band AT, from the one at Y. */
static gboolean goes_through(const Region *region, Run *run, guint at, float y)
{
    const Band *band = band_at(region, at);
    gboolean crosses, between = has_table(region, MIN(y, band->y), MAX(y, band->y), &run->gutter, &crosses);
    const PageSpan part = free_part(band, &run->gutter);
    if (crosses || (!between && fabsf(band->y - y) > END_ROOM * region->size) || part.to - part.from < GUTTER * region->size)
        return FALSE;
    run->gutter = part;
    return TRUE;
}

/* Adds to GUTTERS (PageSpan) those in the band AT; and the one between it and the next one, where only one of them is left of it:
 * lines of columns need not be level. */
static void find_gutters(const Region *region, guint at, GArray *gutters)
{
    const GArray *spans = band_at(region, at)->spans, *next = at + 1 < region->bands->len ? band_at(region, at + 1)->spans : NULL;
    for (guint i = 0; i + 1 < spans->len; i++) {
        const PageSpan gutter = {page_span_at(spans, i)->to, page_span_at(spans, i + 1)->from};
        g_array_append_val(gutters, gutter);
    }
    if (!next || !next->len || !spans->len)
        return;
    const gboolean first = page_span_at(spans, 0)->from < page_span_at(next, 0)->from;
    const GArray *left = first ? spans : next, *right = first ? next : spans;
    const PageSpan gutter = {page_span_at(left, left->len - 1)->to, page_span_at(right, 0)->from};
    if (gutter.from < gutter.to)
        g_array_append_val(gutters, gutter);
}

/* The longest run from the band FIRST on, of all gutters that begin there. */
static Run longest_run(const Region *region, guint first)
{
    Run longest = {first, first, {0, 0}};
    g_autoptr(GArray) gutters = g_array_new(FALSE, FALSE, sizeof(PageSpan));
    find_gutters(region, first, gutters);
    for (guint i = 0; i < gutters->len; i++) {
        Run run = {first, first + 1, *page_span_at(gutters, i)};
        if (run.gutter.to - run.gutter.from < GUTTER * region->size)
            continue;
        while (run.end < region->bands->len && goes_through(region, &run, run.end, band_at(region, run.end - 1)->y))
            run.end++;
        if (run.end > longest.end)
            longest = run;
    }
    return longest;
}

/* RUN with what is above it from the band LEAST on, and stands where its right column, which begins at LEFT, does. */
static void extend_up(const Region *region, Run *run, guint least, float left)
{
    while (run->first > least) {
        const float behind = page_span_at(band_at(region, run->first - 1)->spans, 0)->from - left;
        const float size = page_line_size(page_line_at(region->lines, band_at(region, run->first - 1)->first));
        if (MIN(fabsf(behind), fabsf(behind - INDENT * size)) > EDGE * size ||
            !goes_through(region, run, run->first - 1, band_at(region, run->first)->y))
            return;
        run->first--;
    }
}

/* Whether the text of the band AT left of GUTTER fills its column, which ends at RIGHT. */
static gboolean is_full_left(const Region *region, guint at, const PageSpan *gutter, float right)
{
    const GArray *spans = band_at(region, at)->spans;
    float to = 0;
    for (guint i = 0; i < spans->len && page_span_at(spans, i)->to <= gutter->from; i++)
        to = page_span_at(spans, i)->to;
    return to + PAGE_CHINESE_ROOM * region->size > right;
}

/* Short lines on the left between RUN and text that is as wide as the page, such as a heading, are none of its left column. */
static void leave_tail(const Region *region, Run *run)
{
    guint tail = run->end;
    float right = 0;
    gboolean crosses;
    if (run->end == region->bands->len || band_at(region, run->end)->y - band_at(region, run->end - 1)->y > END_ROOM * region->size ||
        has_table(region, band_at(region, run->end - 1)->y, band_at(region, run->end)->y, &run->gutter, &crosses))
        return;
    for (guint i = run->first; i < run->end; i++) {
        const GArray *spans = band_at(region, i)->spans;
        tail = page_span_at(spans, spans->len - 1)->to > run->gutter.from ? i + 1 : tail;
        for (guint k = 0; k < spans->len && page_span_at(spans, k)->to <= run->gutter.from; k++)
            right = MAX(right, page_span_at(spans, k)->to);
    }
    while (run->end > tail && !is_full_left(region, run->end - 2, &run->gutter, right))
        run->end--;
}

static gboolean is_right(const PageChar *c, const PageSpan *gutter)
{
    return (c->x1 + c->x2) / 2 > (gutter->from + gutter->to) / 2;
}

/* The characters of RUN on one side of its gutter. Caller unrefs. */
static GArray *side_chars(const Region *region, const Run *run, gboolean right)
{
    GArray *chars = g_array_new(FALSE, FALSE, sizeof(PageChar));
    for (guint i = band_at(region, run->first)->first; i < band_at(region, run->end - 1)->end; i++) {
        const PageLine *line = page_line_at(region->lines, i);
        for (guint k = 0; k < line->chars->len; k++)
            if (is_right(&g_array_index(line->chars, PageChar, k), &run->gutter) == right)
                g_array_append_val(chars, g_array_index(line->chars, PageChar, k));
    }
    return chars;
}

/* Order */

static void add_block(GPtrArray *blocks, PageLine *line, float right, const PageTable *table)
{
    PageBlock *block = g_new0(PageBlock, 1);
    *block = (PageBlock){line, right, table};
    g_ptr_array_add(blocks, block);
}

/* Adds the tables of REGION from *T on that begin above Y. */
static void add_tables(const Region *region, guint *t, float y, GPtrArray *blocks)
{
    for (; *t < region->tables->len && table_top(region->tables->pdata[*t]) < y; ++*t)
        add_block(blocks, NULL, 0, region->tables->pdata[*t]);
}

static void add_lines(const Region *region, const Band *band, guint *t, GPtrArray *blocks)
{
    for (guint i = band->first; i < band->end; i++) {
        PageLine *line = region->lines->pdata[i];
        add_tables(region, t, line->y, blocks);
        add_block(blocks, page_line_copy(line), region->right, NULL);
    }
}

/* The tables of REGION from *T on that begin above Y and are on one side of GUTTER. Caller unrefs. */
static GPtrArray *side_tables(const Region *region, guint t, float y, const PageSpan *gutter, gboolean right)
{
    GPtrArray *tables = g_ptr_array_new();
    for (; t < region->tables->len && table_top(region->tables->pdata[t]) < y; t++) {
        PageTable *table = region->tables->pdata[t];
        if ((g_array_index(table->xs, float, 0) >= gutter->from) == right)
            g_ptr_array_add(tables, table);
    }
    return tables;
}

static void add_region(const GArray *chars, const GPtrArray *tables, float right, guint depth, GPtrArray *blocks);

/* Adds the columns of RUN, which end at LEFT and RIGHT. */
static void add_columns(const Region *region, const Run *run, float left, float right, guint *t, GPtrArray *blocks)
{
    const float y = band_at(region, run->end - 1)->y;
    g_autoptr(GArray) left_chars = side_chars(region, run, FALSE), right_chars = side_chars(region, run, TRUE);
    g_autoptr(GPtrArray) left_tables = side_tables(region, *t, y, &run->gutter, FALSE),
                         right_tables = side_tables(region, *t, y, &run->gutter, TRUE);
    add_region(left_chars, left_tables, left, region->depth + 1, blocks);
    add_region(right_chars, right_tables, right, region->depth + 1, blocks);
    *t += left_tables->len + right_tables->len;
}

/* Adds what stands from the band *NEXT to the end of the columns that begin with the band AT, and moves *NEXT there. FALSE: there
 * begin none. */
static gboolean take_columns(const Region *region, guint at, guint *next, guint *t, GPtrArray *blocks)
{
    Run run = longest_run(region, at);
    if (run.end == run.first)
        return FALSE;
    leave_tail(region, &run);
    g_autoptr(GArray) left_chars = side_chars(region, &run, FALSE), right_chars = side_chars(region, &run, TRUE);
    PageSide left = page_side_new(left_chars, region->size), right = page_side_new(right_chars, region->size);
    const gboolean columns = page_sides_are_columns(&left, &right, region->size);
    if (columns) {
        extend_up(region, &run, *next, right.left);
        for (; *next < run.first; ++*next)
            add_lines(region, band_at(region, *next), t, blocks);
        add_columns(region, &run, left.right, right.right, t, blocks);
        *next = run.end;
    }
    page_side_clear(&left);
    page_side_clear(&right);
    return columns;
}

static void add_region(const GArray *chars, const GPtrArray *tables, float right, guint depth, GPtrArray *blocks)
{
    g_autoptr(GPtrArray) lines = page_lines(chars);
    g_autoptr(GArray) bands = g_array_new(FALSE, FALSE, sizeof(Band));
    g_array_set_clear_func(bands, clear_band);
    Region region = {lines, bands, tables, median_size(lines), depth, right};
    const gboolean looked_at = depth < MOST_DEPTH && lines->len <= MOST_LINES;
    guint t = 0, next = 0;
    find_bands(&region);
    for (guint i = 0; looked_at && i < bands->len;)
        i = take_columns(&region, i, &next, &t, blocks) ? next : i + 1;
    for (; next < bands->len; next++)
        add_lines(&region, band_at(&region, next), &t, blocks);
    add_tables(&region, &t, G_MAXFLOAT, blocks);
}

GPtrArray *page_flow(const GArray *chars, const GPtrArray *tables)
{
    GPtrArray *blocks = g_ptr_array_new_with_free_func(page_block_free);
    add_region(chars, tables, 0, 0, blocks);
    return blocks;
}
