/* Pictures made upright and clean, and cut. */
#include <math.h>

#include "corpus/container/scan.h"

/* Degrees: less is not worth turning it, more is not found. */
#define SKEW_LEAST 0.05f
#define SKEW_MOST 5.0f
#define SKEW_SURE 2.5f
/* Of grey: paper is so bright that the part PAPER_RANK of the page is darker; if less than WHITE it
 * is made so, by tiles of so many pixels, of which enough must be over BLACK; what is darker than
 * DARK is ink. */
#define PAPER_RANK 0.5f
#define WHITE 245
#define TILE 20
#define TILE_DOTS 100
#define BLACK 100
#define DARK 170

/* Between letters, as a part of their height. */
#define LETTER_GAP 8

#define DEGREE (3.14159265f / 180)

PIX *scan_dark(PIX *picture)
{
    return pixThresholdToBinary(picture, DARK);
}

PIX *scan_straighten(PIX *picture)
{
    float paper = 255;
    PIX *clean =
        pixGetRankValueMasked(picture, NULL, 0, 0, 4, PAPER_RANK, &paper, NULL) == 0 &&
                paper < WHITE
            ? pixBackgroundNorm(picture, NULL, NULL, TILE, TILE, BLACK, TILE_DOTS, 255, 2, 2)
            : NULL;
    if (clean) {
        pixDestroy(&picture);
        picture = clean;
    }
    PIX *dark = scan_dark(picture);
    float angle = 0, sure = 0;
    if (dark && pixFindSkew(dark, &angle, &sure) == 0 && sure >= SKEW_SURE &&
        fabsf(angle) >= SKEW_LEAST && fabsf(angle) <= SKEW_MOST) {
        PIX *turned = pixRotateAMGray(picture, angle * DEGREE, 255);
        if (turned) {
            pixDestroy(&picture);
            picture = turned;
        }
    }
    pixDestroy(&dark);
    return picture;
}

/* Draws LINE of PICTURE into CUT, in the middle of its height. */
static void draw(PIX *cut, int x, PIX *picture, const ScanLine *line)
{
    int width = line->x2 - line->x1, height = line->y2 - line->y1;
    pixRasterop(cut, x, (pixGetHeight(cut) - height) / 2, width, height, PIX_SRC, picture, line->x1,
                line->y1);
}

PIX *scan_cut(PIX *picture, const ScanLine *line, const ScanLine *rest)
{
    int width = line->x2 - line->x1, height = line->y2 - line->y1,
        rest_width = rest ? rest->x2 - rest->x1 : 0, gap = rest ? height / LETTER_GAP : 0;
    PIX *cut =
        pixCreate(width + gap + rest_width, rest ? MAX(height, rest->y2 - rest->y1) : height, 8);
    pixSetAll(cut);
    draw(cut, 0, picture, line);
    if (rest)
        draw(cut, width + gap, picture, rest);
    return cut;
}

PIX *scan_resize(PIX *cut, const ScanSize *size)
{
    float scale = (float)size->height / (float)pixGetHeight(cut);
    PIX *scaled =
        scale < 1 ? pixScaleAreaMap(cut, scale, scale) : pixScaleGrayLI(cut, scale, scale);
    PIX *framed = scaled ? pixAddBorderGeneral(scaled, size->margin, size->margin, size->margin,
                                               size->margin, 255)
                         : NULL;
    pixDestroy(&scaled);
    return framed ? framed : pixCreate(1, 1, 8);
}

/* TIFF (revision 6.0): little-endian, a strip a page, bytes of grey as they are. */

typedef struct {
    guint16 tag, type;
    guint32 value;
} Entry;

enum { TYPE_SHORT = 3, TYPE_LONG = 4 };

static void add_number(GByteArray *out, guint32 value, guint bytes)
{
    for (guint i = 0; i < bytes; i++, value >>= 8)
        g_byte_array_append(out, &(guint8){(guint8)value}, 1);
}

/* Writes VALUE over the four bytes AT. */
static void set_number(GByteArray *out, guint at, guint32 value)
{
    for (guint i = 0; i < 4; i++, value >>= 8)
        out->data[at + i] = (guint8)value;
}

static void add_pixels(GByteArray *out, PIX *picture)
{
    guint32 width = (guint32)pixGetWidth(picture), height = (guint32)pixGetHeight(picture);
    guint8 *row = g_malloc(width);
    for (guint32 y = 0; y < height; y++) {
        l_uint32 *words = pixGetData(picture) + (gsize)y * (guint32)pixGetWpl(picture);
        for (guint32 x = 0; x < width; x++)
            row[x] = (guint8)GET_DATA_BYTE(words, x);
        g_byte_array_append(out, row, width);
    }
    g_free(row);
}

GByteArray *scan_tiff(const GPtrArray *pictures)
{
    GByteArray *out = g_byte_array_new();
    g_byte_array_append(out, (const guint8 *)"II\x2a\0", 4);
    guint next = out->len; /* where the place of the next page is told */
    add_number(out, 0, 4);
    for (guint i = 0; i < pictures->len; i++) {
        PIX *picture = pictures->pdata[i];
        guint32 width = (guint32)pixGetWidth(picture), height = (guint32)pixGetHeight(picture),
                strip = out->len;
        const Entry entries[] = {
            {256, TYPE_LONG, width}, {257, TYPE_LONG, height}, {258, TYPE_SHORT, 8},
            {259, TYPE_SHORT, 1},    {262, TYPE_SHORT, 1},     {273, TYPE_LONG, strip},
            {277, TYPE_SHORT, 1},    {278, TYPE_LONG, height}, {279, TYPE_LONG, width * height},
        };
        add_pixels(out, picture);
        if (out->len % 2)
            add_number(out, 0, 1);
        set_number(out, next, out->len);
        add_number(out, G_N_ELEMENTS(entries), 2);
        for (guint k = 0; k < G_N_ELEMENTS(entries); k++) {
            add_number(out, entries[k].tag, 2);
            add_number(out, entries[k].type, 2);
            add_number(out, 1, 4);
            add_number(out, entries[k].value, 4);
        }
        next = out->len;
        add_number(out, 0, 4);
    }
    return out;
}
