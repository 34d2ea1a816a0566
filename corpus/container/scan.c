/* A picture → characters and ruling lines of a page. */
#include "corpus/container/scan.h"

#include <math.h>
#include <string.h>

#include "corpus/text/text.h"

/* Of the readings of a line. */
static const ScanSize sizes[SCAN_READINGS] = {{36, 12}, {44, 10}, {40, 16}};

/* Of the height of a line. A gap of ink that is wider between Chinese letters is a space; between Latin ones it is
 * at least so wide. Ink that is wider and of which nothing was read is a letter that is not told. */
#define SPACE 0.34f
#define SPACE_LATIN 0.18f
#define UNREAD 0.55f
/* A page has no more lines of text: it is a drawing. */
#define MOST_LINES 2000u

#define POINTS (72.0f / SCAN_DPI)

typedef struct {
    const ScanLine *line;
    guint8 *ink; /* for each column of pixels whether it is dark, where the line is */
} Output;

static int height_of(const Output *out)
{
    return out->line->y2 - out->line->y1;
}

/* The widest run without ink in FROM to TO, of the line's columns. */
static int widest_gap(const Output *out, int from, int to)
{
    int widest = 0, run = 0;
    for (int x = MAX(from, out->line->x1); x < MIN(to, out->line->x2); x++) {
        run = out->ink[x - out->line->x1] ? 0 : run + 1;
        widest = MAX(widest, run);
    }
    return widest;
}

/* Whether a space stands between A and B: tesseract tells it between Latin words, and between Chinese ones, whose marks have
 * room in themselves, the gap does. */
static gboolean is_space(const Output *out, const ScanChar *a, const ScanChar *b)
{
    int gap = widest_gap(out, (int)((a->x1 + a->x2) / 2), (int)((b->x1 + b->x2) / 2));
    if (a->c < 0x80 && b->c < 0x80)
        return b->begins && !strchr(",;:.)", (int)b->c) && a->c != '(' && (float)gap > (float)height_of(out) * SPACE_LATIN;
    return g_unichar_isalpha(a->c) && g_unichar_isalpha(b->c) && a->c >= 0x80 && b->c >= 0x80 &&
           (float)gap > (float)height_of(out) * SPACE;
}

/* Marks beside Chinese are Chinese ones: tesseract gives either. */
static void widen_marks(GArray *chars)
{
    static const char narrow[] = ",;:()!?", *const wide = "，；：（）！？";
    for (guint i = 0; i < chars->len; i++) {
        ScanChar *c = &g_array_index(chars, ScanChar, i);
        const char *mark = c->c && c->c < 0x80 ? strchr(narrow, (int)c->c) : NULL;
        gboolean after = i > 0 && (c - 1)->c >= 0x2e80, before = i + 1 < chars->len && (c + 1)->c >= 0x2e80;
        if (mark && (after || before))
            c->c = g_utf8_get_char(g_utf8_offset_to_pointer(wide, mark - narrow));
    }
}

/* Adds CHARS to PAGE, side by side: what tesseract says of their places is not exact, and LINE has them all. */
static void put_line(const Output *out, const GArray *chars, Page *page)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(ScanChar));
    for (guint i = 0; i < chars->len; i++) {
        const ScanChar *c = &g_array_index(chars, ScanChar, i);
        if (i > 0 && is_space(out, c - 1, c))
            g_array_append_val(all, ((ScanChar){' ', 0, 0, c->sure, FALSE}));
        g_array_append_val(all, *c);
    }
    float width = (float)(out->line->x2 - out->line->x1) / (float)MAX(all->len, 1);
    for (guint i = 0; i < all->len; i++) {
        const ScanChar *c = &g_array_index(all, ScanChar, i);
        float x1 = (float)out->line->x1 + (float)i * width;
        const PageChar put = {c->c, x1 * POINTS, (float)out->line->y1 * POINTS, (x1 + width) * POINTS,
                              (float)out->line->y2 * POINTS, MAX(c->sure, 1)};
        g_array_append_val(page->chars, put);
    }
}

/* The columns of LINE that have ink. Caller frees. */
static guint8 *ink_of(PIX *dark, const ScanLine *line)
{
    guint8 *ink = g_malloc0((gsize)(line->x2 - line->x1) + 1);
    for (int y = line->y1; y < line->y2; y++) {
        l_uint32 *words = pixGetData(dark) + (gsize)y * (gsize)pixGetWpl(dark);
        for (int x = line->x1; x < line->x2; x++)
            ink[x - line->x1] |= (guint8)GET_DATA_BIT(words, x);
    }
    return ink;
}

/* Adds what is not told where ink is wide of which nothing was read. */
static void mark_unread(const Output *out, GArray *chars)
{
    float read_to = (float)out->line->x1;
    for (guint i = 0; i <= chars->len; i++) {
        const ScanChar *c = i < chars->len ? &g_array_index(chars, ScanChar, i) : NULL;
        float from = c ? c->x1 : (float)out->line->x2;
        int dark = 0;
        for (int x = (int)read_to; x < (int)from && x < out->line->x2; x++)
            dark += out->ink[x - out->line->x1];
        if ((float)dark > (float)height_of(out) * UNREAD) {
            const ScanChar unread = {SCAN_UNTOLD, read_to, from, 1, FALSE};
            g_array_insert_val(chars, i, unread);
            i++;
        }
        read_to = c ? MAX(read_to, g_array_index(chars, ScanChar, i).x2) : read_to;
    }
}

/* Adds what was read of LINE, the READINGS, the first of which was SCALED. */
static void add_line(PIX *dark, const ScanLine *line, GArray *const *readings, double scaled, Page *page)
{
    g_autoptr(GArray) chars = scan_agree(readings);
    g_autofree guint8 *ink = ink_of(dark, line);
    const Output out = {line, ink};
    for (guint i = 0; i < chars->len; i++) {
        ScanChar *c = &g_array_index(chars, ScanChar, i);
        c->x1 = (float)line->x1 + (c->x1 - (float)sizes[0].margin) / (float)scaled;
        c->x2 = (float)line->x1 + (c->x2 - (float)sizes[0].margin) / (float)scaled;
        c->x1 = CLAMP(c->x1, (float)line->x1, (float)line->x2);
        c->x2 = CLAMP(c->x2, c->x1, (float)line->x2);
    }
    mark_unread(&out, chars);
    widen_marks(chars);
    put_line(&out, chars, page);
}

static void destroy(gpointer data)
{
    PIX *picture = data;
    pixDestroy(&picture);
}

/* Reads LINES of PICTURE. FALSE with an error. */
static gboolean read_lines(PIX *picture, PIX *dark, const GArray *lines, const ScanReader *reader, Page *page, GError **error)
{
    g_autoptr(GPtrArray) cuts = g_ptr_array_new_with_free_func(destroy);
    g_autofree double *scales = g_new0(double, lines->len + 1);
    for (guint turn = SCAN_READINGS; turn-- > 0;) /* the scales that stay are those of the first */
        for (guint i = 0; i < lines->len; i++) {
            PIX *cut = scan_cut(picture, &g_array_index(lines, ScanLine, i), &sizes[turn], &scales[i]);
            g_ptr_array_add(cuts, cut ? cut : pixCreate(1, 1, 8));
        }
    g_autoptr(GByteArray) tiff = scan_tiff(cuts);
    g_autoptr(GByteArray) hocr = reader->read(tiff, reader->data, error);
    if (!hocr)
        return FALSE;
    g_autoptr(GPtrArray) read = scan_hocr(hocr, cuts->len);
    for (guint i = 0; i < lines->len; i++) {
        GArray *readings[SCAN_READINGS];
        for (guint turn = 0; turn < SCAN_READINGS; turn++)
            readings[turn] = read->pdata[(SCAN_READINGS - 1 - turn) * lines->len + i];
        add_line(dark, &g_array_index(lines, ScanLine, i), readings, scales[i], page);
    }
    return TRUE;
}

gboolean scan_read(PIX *picture, const ScanReader *reader, Page *page, GError **error)
{
    picture = scan_straighten(picture);
    PIX *dark = scan_dark(picture);
    scan_take_edges(dark, picture, page);
    g_autoptr(GArray) lines = scan_find_lines(dark, page);
    gboolean ok = lines->len == 0 || lines->len > MOST_LINES || read_lines(picture, dark, lines, reader, page, error);
    pixDestroy(&picture);
    pixDestroy(&dark);
    return ok;
}

void scan_read_page(PIX *picture, unsigned number, const ScanReader *reader, Page *page, Document *document)
{
    g_autoptr(GError) problem = NULL;
    if (!picture) {
        document_leave_page(document, number, "larger than are read; save it in fewer dots to an inch");
        return;
    }
    if (number > SCAN_PAGES_MOST) {
        pixDestroy(&picture);
        document_leave_page(document, number, "behind page " G_STRINGIFY(SCAN_PAGES_MOST) ", up to which they are read; give the file in pieces");
        return;
    }
    if (!scan_read(picture, reader, page, &problem))
        document_leave_page(document, number, problem->message);
}
