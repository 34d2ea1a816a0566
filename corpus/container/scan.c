/* A picture → characters and ruling lines of a page. */
#include "corpus/container/scan.h"

#include <math.h>
#include <string.h>

#include "corpus/read/sink.h"
#include "messages/messages.h"

/* Of the readings of a line: wider margins are read badly. */
static const ScanSize sizes[SCAN_READINGS] = {{44, 6}, {36, 6}, {40, 8}, {48, 6}, {36, 4}};

/* Of the height of a line. A gap of ink that is wider between Chinese letters is a space, also a
 * less wide one that tesseract takes for one, and so of Latin ones. Ink that is wider and of which
 * nothing was read is a letter that is not told. */
#define SPACE 0.5f
#define SPACE_TOLD 0.3f
#define SPACE_LATIN 0.18f
#define UNREAD 1.0f
/* A page has no more lines of text: it is a drawing. */
#define MOST_LINES 2000u
/* Of pictures of lines that are held at once, a byte each. */
#define MOST_DOTS ((gsize)16 << 20)

/* Per cent of letters that are told: of pages that lie on their sides or heads less are. Then so many lines are tried in the other
 * directions. */
#define SURE_UPRIGHT 60
#define TRIED_LINES 8u

#define POINTS (72.0f / SCAN_DPI)

/* A line, and perhaps the short rest of it, while it is read: places are pixels of CUT, its
 * picture. */
typedef struct {
    ScanLine line, rest;
    gboolean has_rest;
    PIX *cut;
    guint8 *ink; /* for each column whether it is dark somewhere */
    GArray *readings[SCAN_READINGS], *agreed;
} Reading;

static void free_reading(gpointer data)
{
    Reading *reading = data;
    for (guint i = 0; i < SCAN_READINGS; i++)
        if (reading->readings[i])
            g_array_unref(reading->readings[i]);
    if (reading->agreed)
        g_array_unref(reading->agreed);
    pixDestroy(&reading->cut);
    g_free(reading->ink);
    g_free(reading);
}

static int height_of(const Reading *read)
{
    return pixGetHeight(read->cut);
}

/* The columns of CUT that have ink. Caller frees. */
static guint8 *ink_of(PIX *cut)
{
    int width = pixGetWidth(cut), height = pixGetHeight(cut);
    PIX *dark = scan_dark(cut);
    guint8 *ink = g_malloc0((gsize)width + 1);
    for (int y = 0; dark && y < height; y++) {
        l_uint32 *words = pixGetData(dark) + (gsize)y * (gsize)pixGetWpl(dark);
        for (int x = 0; x < width; x++)
            ink[x] |= (guint8)GET_DATA_BIT(words, x);
    }
    pixDestroy(&dark);
    return ink;
}

/* Caller frees with free_reading(). */
static Reading *new_reading(PIX *picture, const ScanLine *line, const ScanLine *rest)
{
    Reading *read = g_new0(Reading, 1);
    read->line = *line;
    read->has_rest = rest != NULL;
    if (rest)
        read->rest = *rest;
    read->cut = scan_cut(picture, line, rest);
    read->ink = ink_of(read->cut);
    return read;
}

/* The widest run without ink in FROM to TO. */
static int widest_gap(const Reading *read, int from, int to)
{
    int widest = 0, run = 0;
    for (int x = MAX(from, 0); x < MIN(to, pixGetWidth(read->cut)); x++) {
        run = read->ink[x] ? 0 : run + 1;
        widest = MAX(widest, run);
    }
    return widest;
}

/* Whether a space stands between A and B: tesseract tells it between Latin words, and between
 * Chinese ones, whose marks have room in themselves, the gap does. */
static gboolean is_space(const Reading *read, const ScanChar *a, const ScanChar *b)
{
    int gap = widest_gap(read, (int)((a->x1 + a->x2) / 2), (int)((b->x1 + b->x2) / 2));
    if (a->c < 0x80 && b->c < 0x80)
        return b->begins && !strchr(",;:.)", (int)b->c) && a->c != '(' &&
               (float)gap > (float)height_of(read) * SPACE_LATIN;
    return g_unichar_isalpha(a->c) && g_unichar_isalpha(b->c) && a->c >= 0x80 && b->c >= 0x80 &&
           (float)gap > (float)height_of(read) * (b->begins ? SPACE_TOLD : SPACE);
}

/* Marks beside Chinese are Chinese ones: tesseract gives either. */
static void widen_marks(GArray *chars)
{
    static const char narrow[] = ",;:()!?", *const wide = "，；：（）！？";
    for (guint i = 0; i < chars->len; i++) {
        ScanChar *c = &g_array_index(chars, ScanChar, i);
        const char *mark = c->c && c->c < 0x80 ? strchr(narrow, (int)c->c) : NULL;
        gboolean after = i > 0 && (c - 1)->c >= 0x2e80,
                 before = i + 1 < chars->len && (c + 1)->c >= 0x2e80;
        if (mark && (after || before))
            c->c = g_utf8_get_char(g_utf8_offset_to_pointer(wide, mark - narrow));
    }
}

/* Adds CHARS from FROM to TO to PAGE, side by side: what tesseract says of their places is not
 * exact, and LINE has them all. */
static void put_line(const ScanLine *line, const GArray *chars, guint from, guint to, Page *page)
{
    float width = (float)(line->x2 - line->x1) / (float)MAX(to - from, 1);
    for (guint i = from; i < to; i++) {
        const ScanChar *c = &g_array_index(chars, ScanChar, i);
        float x1 = (float)line->x1 + (float)(i - from) * width;
        const PageChar put = {c->c,
                              x1 * POINTS,
                              (float)line->y1 * POINTS,
                              (x1 + width) * POINTS,
                              (float)line->y2 * POINTS,
                              MAX(c->sure, 1)};
        g_array_append_val(page->chars, put);
    }
}

static GArray *with_spaces(const Reading *read)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(ScanChar));
    for (guint i = 0; i < read->agreed->len; i++) {
        const ScanChar *c = &g_array_index(read->agreed, ScanChar, i);
        if (i > 0 && is_space(read, c - 1, c))
            g_array_append_val(all, ((ScanChar){' ', c->x1, c->x1, c->sure, FALSE}));
        g_array_append_val(all, *c);
    }
    return all;
}

/* Adds what is not told where ink is wide of which nothing was read. */
static void mark_unread(const Reading *read)
{
    GArray *chars = read->agreed;
    float read_to = 0;
    for (guint i = 0; i <= chars->len; i++) {
        const ScanChar *c = i < chars->len ? &g_array_index(chars, ScanChar, i) : NULL;
        float from = c ? c->x1 : (float)pixGetWidth(read->cut);
        int dark = 0;
        for (int x = (int)read_to; x < (int)from; x++)
            dark += read->ink[x];
        if ((float)dark > (float)height_of(read) * UNREAD) {
            const ScanChar unread = {SCAN_UNTOLD, read_to, from, 1, FALSE};
            g_array_insert_val(chars, i, unread);
            i++;
        }
        read_to = c ? MAX(read_to, g_array_index(chars, ScanChar, i).x2) : read_to;
    }
}

static gboolean is_of_number(gunichar c)
{
    return c == SCAN_UNTOLD || (c < 0x80 && (g_ascii_isalnum((char)c) || strchr("/.-:", (int)c))) ||
           (c >= 0x2010 && c <= 0x2015);
}

/* A word of digits and letters of which some are not told is none: what is left of it might be
 * another number. */
static void blot_numbers(GArray *chars)
{
    for (guint i = 0, end; i < chars->len; i = end + 1) {
        gboolean untold = FALSE;
        for (end = i; end < chars->len && is_of_number(g_array_index(chars, ScanChar, end).c);
             end++)
            untold = untold || g_array_index(chars, ScanChar, end).c == SCAN_UNTOLD;
        for (guint k = i; untold && k < end; k++)
            g_array_index(chars, ScanChar, k).c = SCAN_UNTOLD;
    }
}

/* Adds what was READ to PAGE. */
static void add_line(const Reading *read, Page *page)
{
    float scale = (float)sizes[0].height / (float)height_of(read),
          width = (float)pixGetWidth(read->cut);
    for (guint i = 0; i < read->agreed->len; i++) {
        ScanChar *c = &g_array_index(read->agreed, ScanChar, i);
        c->x1 = CLAMP((c->x1 - (float)sizes[0].margin) / scale, 0, width);
        c->x2 = CLAMP((c->x2 - (float)sizes[0].margin) / scale, c->x1, width);
    }
    mark_unread(read);
    widen_marks(read->agreed);
    g_autoptr(GArray) all = with_spaces(read);
    blot_numbers(all);
    guint end = 0;
    float of_line = (float)(read->line.x2 - read->line.x1);
    while (end < all->len &&
           (!read->has_rest ||
            (g_array_index(all, ScanChar, end).x1 + g_array_index(all, ScanChar, end).x2) / 2 <
                of_line))
        end++;
    put_line(&read->line, all, 0, end, page);
    if (read->has_rest)
        put_line(&read->rest, all, end, all->len, page);
}

static void destroy(gpointer data)
{
    PIX *picture = data;
    pixDestroy(&picture);
}

/* Whether it was not read yet, or some of it is not told, or English beside no number: that may be
 * Chinese. */
static gboolean is_doubtful(const Reading *read)
{
    gboolean english = FALSE, chinese = FALSE, digits = FALSE;
    for (guint i = 0; read->agreed && i < read->agreed->len; i++) {
        gunichar c = g_array_index(read->agreed, ScanChar, i).c;
        if (c == SCAN_UNTOLD)
            return TRUE;
        english = english || (c < 0x80 && g_unichar_isalpha(c));
        digits = digits || g_unichar_isdigit(c);
        chinese = chinese || (c >= 0x2e80 && g_unichar_isalpha(c));
    }
    return !read->agreed || (english && (chinese || !digits));
}

/* Reads LINES (Reading) in the sizes FROM to TO, of which CUTS are the pictures. FALSE with an
 * error. */
static gboolean read_cuts(const GPtrArray *lines, const GPtrArray *cuts, guint from, guint to,
                          const ScanReader *reader, GError **error)
{
    g_autoptr(GByteArray) tiff = scan_tiff(cuts);
    g_autoptr(GByteArray) hocr = reader->read(tiff, from > 0, reader->data, error);
    if (!hocr)
        return FALSE;
    g_autoptr(GPtrArray) said = scan_hocr(hocr, cuts->len);
    for (guint i = 0; i < lines->len; i++) {
        Reading *read = lines->pdata[i];
        for (guint turn = from; turn < to; turn++)
            read->readings[turn] = g_array_ref(said->pdata[i * (to - from) + turn - from]);
        if (read->agreed)
            g_array_unref(read->agreed);
        read->agreed = scan_agree(read->readings, to);
    }
    return TRUE;
}

/* Reads the doubtful ones of LINES (Reading) in the sizes FROM to TO, some at a time. FALSE with an
 * error. */
static gboolean read_again(const GPtrArray *lines, guint from, guint to, const ScanReader *reader,
                           GError **error)
{
    gboolean ok = TRUE;
    for (guint i = 0; i < lines->len && ok;) {
        g_autoptr(GPtrArray) cuts = g_ptr_array_new_with_free_func(destroy),
                             some = g_ptr_array_new();
        gsize dots = 0;
        for (; i < lines->len && dots < MOST_DOTS; i++) {
            Reading *read = lines->pdata[i];
            if (!is_doubtful(read))
                continue;
            g_ptr_array_add(some, read);
            for (guint turn = from; turn < to; turn++) {
                PIX *cut = scan_resize(read->cut, &sizes[turn]);
                g_ptr_array_add(cuts, cut);
                dots += (gsize)pixGetWidth(cut) * (gsize)pixGetHeight(cut);
            }
        }
        ok = !some->len || read_cuts(some, cuts, from, to, reader, error);
    }
    return ok;
}

/* A picture while it is read, turned by so many quarters clockwise, and what is found in it. */
typedef struct {
    PIX *picture;
    Page page;
    GPtrArray *lines; /* Reading */
} Sheet;

static void sheet_clear(Sheet *sheet)
{
    pixDestroy(&sheet->picture);
    page_clear(&sheet->page);
    g_ptr_array_unref(sheet->lines);
}

/* Finds the lines of PICTURE turned. FALSE with an error; SHEET is to be cleared in any case. */
static gboolean find_lines(PIX *picture, int quarters, Sheet *sheet, GError **error)
{
    sheet->picture = quarters ? pixRotateOrth(picture, quarters) : pixCopy(NULL, picture);
    sheet->lines = g_ptr_array_new_with_free_func(free_reading);
    page_init(&sheet->page);
    PIX *dark = scan_dark(sheet->picture);
    scan_take_edges(dark, sheet->picture, &sheet->page);
    g_autoptr(GArray) lines = scan_find_lines(dark, &sheet->page);
    pixDestroy(&dark);
    if (lines->len > MOST_LINES) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s", _("of more lines of text than a page has"));
        return FALSE;
    }
    for (guint i = 0; i < lines->len; i++) {
        const ScanLine *line = &g_array_index(lines, ScanLine, i),
                       *rest = i + 1 < lines->len && line[1].is_rest ? line + 1 : NULL;
        g_ptr_array_add(sheet->lines, new_reading(sheet->picture, line, rest));
        i += rest != NULL;
    }
    return TRUE;
}

/* What of LINES is told by all readings, in per cent of their letters. */
static float share_told(const GPtrArray *lines)
{
    guint told = 0, all = 0;
    for (guint i = 0; i < lines->len; i++) {
        const Reading *read = lines->pdata[i];
        for (guint k = 0; read->agreed && k < read->agreed->len; k++) {
            told += g_array_index(read->agreed, ScanChar, k).c != SCAN_UNTOLD;
            all++;
        }
    }
    return all > 0 ? (float)told / (float)all * 100 : 0;
}

static gint by_width(gconstpointer a, gconstpointer b)
{
    const Reading *x = *(Reading *const *)a, *y = *(Reading *const *)b;
    return pixGetWidth(y->cut) - pixGetWidth(x->cut);
}

/* The same of the widest LINES, which are read for it; -1 with an error. */
static float try_lines(const GPtrArray *lines, const ScanReader *reader, GError **error)
{
    g_autoptr(GPtrArray) some = g_ptr_array_new();
    for (guint i = 0; i < lines->len; i++)
        g_ptr_array_add(some, lines->pdata[i]);
    g_ptr_array_sort(some, by_width);
    g_ptr_array_set_size(some, (gint)MIN(some->len, TRIED_LINES));
    return read_again(some, 0, SCAN_READINGS_LEAST, reader, error) ? share_told(some) : -1;
}

/* How PICTURE lies, in quarters clockwise that bring it upright: as it is, unless some of it is read far better turned. -1 with an
 * error. */
static int find_upright(PIX *picture, const ScanReader *reader, GError **error)
{
    float best = SURE_UPRIGHT;
    int upright = 0;
    for (int quarters = 1; quarters < 4; quarters++) {
        Sheet turned = {0};
        float told = find_lines(picture, quarters, &turned, NULL) ? try_lines(turned.lines, reader, error) : 0;
        sheet_clear(&turned);
        if (told < 0)
            return -1;
        upright = told > best ? quarters : upright;
        best = MAX(told, best);
    }
    return upright;
}

/* Reads SHEET, of PICTURE; where that lies on its side or its head, SHEET is made again. FALSE with an error. */
static gboolean read_sheet(PIX *picture, Sheet *sheet, const ScanReader *reader, GError **error)
{
    if (!find_lines(picture, 0, sheet, error) || !read_again(sheet->lines, 0, SCAN_READINGS_LEAST, reader, error))
        return FALSE;
    int quarters = sheet->lines->len && share_told(sheet->lines) < SURE_UPRIGHT ? find_upright(picture, reader, error) : 0;
    if (quarters > 0) {
        sheet_clear(sheet);
        *sheet = (Sheet){0};
        if (!find_lines(picture, quarters, sheet, error) || !read_again(sheet->lines, 0, SCAN_READINGS_LEAST, reader, error))
            return FALSE;
    }
    return quarters >= 0 && read_again(sheet->lines, SCAN_READINGS_LEAST, SCAN_READINGS, reader, error);
}

gboolean scan_read(PIX *picture, const ScanReader *reader, Page *page, GError **error)
{
    Sheet sheet = {0};
    picture = scan_straighten(picture);
    gboolean ok = read_sheet(picture, &sheet, reader, error);
    for (guint i = 0; ok && i < sheet.lines->len; i++)
        add_line(sheet.lines->pdata[i], page);
    if (ok && sheet.page.edges->len)
        g_array_append_vals(page->edges, sheet.page.edges->data, sheet.page.edges->len);
    sheet_clear(&sheet);
    pixDestroy(&picture);
    return ok;
}

static gboolean has_ink(PIX *picture)
{
    PIX *dark = scan_dark(picture);
    l_int32 empty = 1;
    if (dark)
        pixZero(dark, &empty);
    pixDestroy(&dark);
    return !empty;
}

void scan_read_page(PIX *picture, unsigned number, const ScanReader *reader, Page *page,
                    Document *document)
{
    g_autoptr(GError) problem = NULL;
    if (!picture) {
        document_leave_page(document, number,
                            _("larger than are read; save it in fewer dots to an inch"));
        return;
    }
    if (number > SCAN_PAGES_MOST) {
        g_autofree char *why = g_strdup_printf(_("behind page %d, up to which they are read; give it in pieces"), SCAN_PAGES_MOST);
        if (has_ink(picture))
            document_leave_page(document, number, why);
        pixDestroy(&picture);
        return;
    }
    if (scan_read(picture, reader, page, &problem))
        return;
    document_leave_page(document, number, problem->message);
    g_array_set_size(page->edges, 0); /* of tables whose cells are not read */
}
