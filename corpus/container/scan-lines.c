/* Dark pixels → ruling lines; what is left → lines of text. */
#include <math.h>
#include <stdlib.h>

#include "corpus/container/scan.h"

/* Pixels of SCAN_DPI. A ruling line is a run of LONG, no thicker than THICK; a table is at least so
 * wide and high, and a line across as long as it is wide is one without a table. Lines meet that
 * are so NEAR. What is smaller than a SPECK is none. */
#define THICK 14
#define NEAR 5
#define TABLE_WIDTH 450
#define TABLE_HEIGHT 40
#define SPECK 4
/* Heights of letters that are looked for. */
#define LOW 14
#define HIGH 160

/* Around letters, what is not quite dark. */
#define HALO 3
/* A line of less letters is short. */
#define SHORT 5

#define POINTS (72.0 / SCAN_DPI)

static const char across[] = "d1.3 + c5.1 + o80.1", down[] = "d3.1 + c1.5 + o1.60";

/* Whether the box meets a line of the other direction, one of OTHERS: strokes of letters side by
 * side are runs too. */
static gboolean meets(PIX *others, int x, int y, int w, int h)
{
    BOX *box = boxCreate(MAX(x - NEAR, 0), MAX(y - NEAR, 0), w + 2 * NEAR, h + 2 * NEAR);
    int count = 0;
    pixCountPixelsInRect(others, box, &count, NULL);
    boxDestroy(&box);
    return count > 0;
}

/* Which components of RUNS are part of a table of TABLES, become edges of PAGE, or are lines by
 * themselves, and are drawn into MASK. OTHERS are those of the other direction. */
static void take_runs(PIX *runs, gboolean vertical, BOXA *tables, PIX *others, PIX *mask,
                      Page *page)
{
    PIXA *parts = NULL;
    BOXA *boxes = pixConnComp(runs, &parts, 8);
    for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
        int x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if ((vertical ? w : h) > THICK)
            continue;
        gboolean of_table = FALSE;
        for (int t = 0; t < boxaGetCount(tables) && !of_table; t++) {
            int tx, ty, tw, th;
            boxaGetBoxGeometry(tables, t, &tx, &ty, &tw, &th);
            of_table =
                x + w > tx && x < tx + tw && y + h > ty && y < ty + th && meets(others, x, y, w, h);
        }
        if (of_table && vertical)
            page_add_line(page, (x + w / 2.0) * POINTS, y * POINTS, (x + w / 2.0) * POINTS,
                          (y + h) * POINTS);
        else if (of_table)
            page_add_line(page, x * POINTS, (y + h / 2.0) * POINTS, (x + w) * POINTS,
                          (y + h / 2.0) * POINTS);
        if (of_table || (!vertical && w >= TABLE_WIDTH)) {
            PIX *part = pixaGetPix(parts, i, L_CLONE);
            pixRasterop(mask, x, y, w, h, PIX_SRC | PIX_DST, part, 0, 0);
            pixDestroy(&part);
        }
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
}

/* What of ROWS and COLUMNS meets and is as large as a table. Caller destroys. */
static BOXA *find_tables(PIX *rows, PIX *columns)
{
    PIX *both = pixOr(NULL, rows, columns), *grown = pixDilateBrick(NULL, both, 9, 9);
    BOXA *all = pixConnCompBB(grown, 8);
    BOXA *tables =
        boxaSelectBySize(all, TABLE_WIDTH, TABLE_HEIGHT, L_SELECT_IF_BOTH, L_SELECT_IF_GTE, NULL);
    pixDestroy(&both);
    pixDestroy(&grown);
    boxaDestroy(&all);
    return tables;
}

void scan_take_edges(PIX *dark, PIX *picture, Page *page)
{
    PIX *rows = pixMorphSequence(dark, across, 0), *columns = pixMorphSequence(dark, down, 0);
    PIX *mask = pixCreateTemplate(dark);
    BOXA *tables = find_tables(rows, columns);
    take_runs(rows, FALSE, tables, columns, mask, page);
    take_runs(columns, TRUE, tables, rows, mask, page);
    PIX *wide = pixDilateBrick(NULL, mask, 3, 3);
    pixSubtract(dark, dark, wide);
    pixSetMasked(picture, wide, 255);
    pixDestroy(&wide);
    pixDestroy(&rows);
    pixDestroy(&columns);
    pixDestroy(&mask);
    boxaDestroy(&tables);
}

/* Lines of text */

typedef struct {
    PIX *dark;
    int height; /* of most letters */
    GArray *lines;
} Cutting;

typedef struct {
    int from, to;
} Band;

/* How many dark pixels the box has in each of its rows, or columns. Caller frees. */
static int *count_dark(const Cutting *cutting, const ScanLine *box, gboolean by_column)
{
    int *counts = g_new0(int, by_column ? box->x2 - box->x1 + 1 : box->y2 - box->y1 + 1);
    for (int y = box->y1; y < box->y2; y++) {
        l_uint32 *words = pixGetData(cutting->dark) + (gsize)y * (gsize)pixGetWpl(cutting->dark);
        for (int x = box->x1; x < box->x2; x++)
            if (GET_DATA_BIT(words, x))
                counts[by_column ? x - box->x1 : y - box->y1]++;
    }
    return counts;
}

/* The runs of COUNTS that are over LEAST and no nearer than GAP. Caller unrefs. */
static GArray *bands_of(const int *counts, int n, int least, int gap)
{
    GArray *bands = g_array_new(FALSE, FALSE, sizeof(Band));
    for (int i = 0; i < n; i++) {
        Band *last = bands->len ? &g_array_index(bands, Band, bands->len - 1) : NULL;
        if (counts[i] <= least)
            continue;
        if (last && i - last->to < gap)
            last->to = i + 1;
        else
            g_array_append_val(bands, ((Band){i, i + 1}));
    }
    return bands;
}

/* Bands that are one line's: parts of letters above each other. */
static void join_bands(GArray *bands, int height)
{
    guint kept = 0;
    for (guint i = 0; i < bands->len; i++) {
        Band band = g_array_index(bands, Band, i),
             *last = kept ? &g_array_index(bands, Band, kept - 1) : NULL;
        if (last && band.to - last->from <= height * 13 / 10 && band.from - last->to <= height / 2)
            last->to = band.to;
        else
            g_array_index(bands, Band, kept++) = band;
    }
    g_array_set_size(bands, kept);
}

/* The rows of BOX; where they are as high as two, those that almost nothing joins are cut. Caller
 * unrefs. */
static GArray *cut_rows(const Cutting *cutting, const ScanLine *box)
{
    g_autofree int *counts = count_dark(cutting, box, FALSE);
    GArray *bands = bands_of(counts, box->y2 - box->y1, 0, 1),
           *cut = g_array_new(FALSE, FALSE, sizeof(Band));
    for (guint i = 0; i < bands->len; i++) {
        const Band *band = &g_array_index(bands, Band, i);
        int most = 0, height = band->to - band->from;
        for (int k = band->from; k < band->to; k++)
            most = MAX(most, counts[k]);
        g_autoptr(GArray) parts = bands_of(counts + band->from, height,
                                           height > cutting->height * 17 / 10 ? most / 25 : 0, 1);
        for (guint k = 0; k < parts->len; k++) {
            const Band *part = &g_array_index(parts, Band, k);
            g_array_append_val(cut, ((Band){band->from + part->from, band->from + part->to}));
        }
    }
    g_array_unref(bands);
    join_bands(cut, cutting->height);
    return cut;
}

static void cut_box(Cutting *cutting, const ScanLine *box, int depth);

/* The line or lines of a row of a box. */
static void cut_row(Cutting *cutting, const ScanLine *row, int depth)
{
    int height = row->y2 - row->y1;
    g_autofree int *counts = count_dark(cutting, row, TRUE);
    g_autoptr(GArray) pieces = bands_of(counts, row->x2 - row->x1, 0, cutting->height * 3 / 2);
    for (guint i = 0; i < pieces->len; i++) {
        const Band *piece = &g_array_index(pieces, Band, i);
        const ScanLine line = {row->x1 + piece->from, row->y1, row->x1 + piece->to, row->y2, FALSE};
        if (pieces->len > 1 && height > cutting->height * 14 / 10 && depth > 0)
            cut_box(cutting, &line, depth - 1);
        else if (height >= cutting->height / 4 && height <= cutting->height * 4)
            g_array_append_val(cutting->lines, line);
    }
}

/* Whether LINE goes on BEFORE, the line above it, and is short. */
static gboolean is_rest(const Cutting *cutting, const ScanLine *before, const ScanLine *line)
{
    int height = cutting->height;
    return line->x2 - line->x1 < SHORT * height && before->x2 - before->x1 >= 2 * height &&
           !before->is_rest && abs(line->x1 - before->x1) < 3 * height &&
           line->y1 - before->y2 < height * 3 / 2 &&
           MAX(line->y2 - line->y1, before->y2 - before->y1) < height * 3 / 2;
}

/* Adds the lines of text in BOX. */
static void cut_box(Cutting *cutting, const ScanLine *box, int depth)
{
    g_autoptr(GArray) rows = cut_rows(cutting, box);
    guint alone = 0; /* how many rows are a line each, so far */
    for (guint i = 0; i < rows->len; i++) {
        const Band *band = &g_array_index(rows, Band, i);
        guint before = cutting->lines->len;
        cut_row(cutting,
                &(ScanLine){box->x1, box->y1 + band->from, box->x2, box->y1 + band->to, FALSE},
                depth);
        alone = cutting->lines->len == before + 1 ? alone + 1 : 0;
        ScanLine *last = alone > 1 ? &g_array_index(cutting->lines, ScanLine, before) : NULL;
        if (last)
            last->is_rest = is_rest(cutting, last - 1, last);
    }
}

/* The height of most letters of DARK, by the lines that they make where they are near. */
static int letter_height(PIX *dark)
{
    PIX *near = pixMorphSequence(dark, "c15.1 + c1.5", 0);
    BOXA *boxes = pixConnCompBB(near, 8);
    guint64 widths[HIGH + 1] = {0}, all = 0, sum = 0;
    for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
        int w, h;
        boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
        if (h >= LOW && h <= HIGH) {
            widths[h] += (guint64)w;
            all += (guint64)w;
        }
    }
    int height = LOW;
    while (height < HIGH && (sum += widths[height]) * 2 < all)
        height++;
    pixDestroy(&near);
    boxaDestroy(&boxes);
    return all ? height : 0;
}

static int pixel(float points)
{
    return (int)lrintf((float)(points / POINTS));
}

/* The box of the merged cell AT of TABLE. */
static ScanLine cell_box(const PageTable *table, guint at)
{
    guint columns = page_table_columns(table), n = columns * page_table_rows(table), last = at;
    for (guint i = at; i < n; i++)
        if (table->cell[i] == at)
            last = i;
    return (ScanLine){pixel(g_array_index(table->xs, float, at % columns)),
                      pixel(g_array_index(table->ys, float, at / columns)),
                      pixel(g_array_index(table->xs, float, last % columns + 1)),
                      pixel(g_array_index(table->ys, float, last / columns + 1)), FALSE};
}

static ScanLine clip(ScanLine box, PIX *dark)
{
    int width = pixGetWidth(dark), height = pixGetHeight(dark);
    return (ScanLine){CLAMP(box.x1, 0, width), CLAMP(box.y1, 0, height), CLAMP(box.x2, 0, width),
                      CLAMP(box.y2, 0, height), box.is_rest};
}

/* Adds the lines of TABLE's cells, and takes its letters out of DARK. */
static void cut_table(Cutting *cutting, const PageTable *table)
{
    guint columns = page_table_columns(table), rows = page_table_rows(table);
    for (guint i = 0; i < columns * rows; i++) {
        if (table->cell[i] != i)
            continue;
        const ScanLine box = clip(cell_box(table, i), cutting->dark);
        if (box.x2 > box.x1 && box.y2 > box.y1)
            cut_box(cutting, &box, 2);
    }
    const ScanLine all = clip((ScanLine){pixel(g_array_index(table->xs, float, 0)),
                                         pixel(g_array_index(table->ys, float, 0)),
                                         pixel(g_array_index(table->xs, float, columns)),
                                         pixel(g_array_index(table->ys, float, rows)), FALSE},
                              cutting->dark);
    pixRasterop(cutting->dark, all.x1, all.y1, all.x2 - all.x1, all.y2 - all.y1, PIX_CLR, NULL, 0,
                0);
}

GArray *scan_find_lines(PIX *dark, Page *page)
{
    PIX *letters =
        pixSelectBySize(dark, SPECK, SPECK, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, NULL);
    Cutting cutting = {letters, letter_height(letters),
                       g_array_new(FALSE, FALSE, sizeof(ScanLine))};
    if (cutting.height) {
        g_autoptr(GPtrArray) tables = page_tables(page);
        for (guint i = 0; i < tables->len; i++)
            cut_table(&cutting, tables->pdata[i]);
        cut_box(&cutting, &(ScanLine){0, 0, pixGetWidth(letters), pixGetHeight(letters), FALSE}, 4);
        for (guint i = 0; i < cutting.lines->len; i++) {
            ScanLine *line = &g_array_index(cutting.lines, ScanLine, i);
            const ScanLine wide = {line->x1 - HALO, line->y1 - HALO, line->x2 + HALO,
                                   line->y2 + HALO, line->is_rest};
            *line = clip(wide, dark);
        }
    }
    pixDestroy(&letters);
    return cutting.lines;
}
