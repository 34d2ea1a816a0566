/* PDF, by poppler: characters with their boxes from its text layout, ruling lines from what it draws, which
 * cairo's SVG surface gives as paths. */
#include <cairo-svg.h>
#include <libxml/xmlreader.h>
#include <math.h>
#include <poppler.h>
#include <stdlib.h>
#include <string.h>

#include "corpus/container/page.h"
#include "corpus/container/pdf.h"
#include "corpus/container/scan.h"
#include "messages/messages.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

/* Of a page that is only looked at. */
#define LOOK_DPI 36
/* The drawing of a page is held whole. */
#define MOST_DRAWING ((size_t)64 << 20)

/* Of text that is turned poppler gives spaces the box of their word, from its end to its beginning. Such a one is put between
 * BEFORE and AFTER, if these are near each other; FALSE: it is none. */
static gboolean place_space(PageChar *space, const PopplerRectangle *before, const PopplerRectangle *after)
{
    const double width = before->x2 - before->x1, height = before->y2 - before->y1;
    const double x = (after->x1 + after->x2 - before->x1 - before->x2) / 4, y = (after->y1 + after->y2 - before->y1 - before->y2) / 4;
    *space = (PageChar){' ', (float)(before->x1 + x), (float)(before->y1 + y), (float)(before->x2 + x), (float)(before->y2 + y), 0};
    return MAX(fabs(x), fabs(y)) <= MAX(width, height);
}

static void read_chars(PopplerPage *from, Page *page)
{
    g_autofree char *text = poppler_page_get_text(from);
    PopplerRectangle *boxes = NULL;
    guint n = 0, i = 0;
    if (!text || !poppler_page_get_text_layout(from, &boxes, &n))
        return;
    for (const char *p = text; *p && i < n; p = g_utf8_next_char(p), i++) {
        PageChar c = {g_utf8_get_char(p), (float)boxes[i].x1, (float)boxes[i].y1, (float)boxes[i].x2,
                      (float)boxes[i].y2, 0};
        gboolean turned = c.c == ' ' && (c.x1 > c.x2 || c.y1 > c.y2);
        if (c.c != '\n' && c.c != '\f' && (!turned || (i > 0 && i + 1 < n && place_space(&c, &boxes[i - 1], &boxes[i + 1]))))
            g_array_append_val(page->chars, c);
    }
    g_free(boxes);
}

static cairo_status_t keep_drawing(void *closure, const unsigned char *data, unsigned int len)
{
    GByteArray *svg = closure;
    if (svg->len + (size_t)len > MOST_DRAWING)
        return CAIRO_STATUS_NO_MEMORY;
    g_byte_array_append(svg, data, len);
    return CAIRO_STATUS_SUCCESS;
}

/* What FROM draws as SVG. Caller unrefs. */
static GByteArray *draw(PopplerPage *from)
{
    GByteArray *svg = g_byte_array_new();
    double width, height;
    poppler_page_get_size(from, &width, &height);
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(keep_drawing, svg, width, height);
    cairo_t *cairo = cairo_create(surface);
    poppler_page_render_for_printing(from, cairo);
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
    return svg;
}

/* The next number of a path's data at *P; FALSE at its end. */
static gboolean next_number(const char **p, double *value)
{
    *p += strspn(*p, " ,\n");
    char *end;
    *value = g_ascii_strtod(*p, &end);
    gboolean found = end != *p;
    *p = end;
    return found;
}

/* Reads path data as cairo writes it: M, L, H, V, C and Z with absolute places. */
static void read_path(PagePath *path, const char *data, const PageMatrix *matrix)
{
    for (const char *p = data; *p;) {
        double x, y;
        char command = *p;
        p++;
        if (command == 'Z')
            page_path_close(path);
        else if (command == 'C')
            page_path_curve(path);
        if ((command != 'M' && command != 'L') || !next_number(&p, &x) || !next_number(&p, &y))
            continue;
        page_matrix_apply(matrix, &x, &y);
        if (command == 'M')
            page_path_move(path, x, y);
        else
            page_path_line(path, x, y);
    }
    page_path_end(path);
}

static gboolean style_has(const char *style, const char *name)
{
    const char *at = strstr(style, name);
    return at && !g_str_has_prefix(at + strlen(name), "none");
}

static void read_element(xmlTextReaderPtr xml, Page *page)
{
    g_autofree char *style = (char *)xmlTextReaderGetAttribute(xml, BAD_CAST "style");
    g_autofree char *data = (char *)xmlTextReaderGetAttribute(xml, BAD_CAST "d");
    g_autofree char *moved = (char *)xmlTextReaderGetAttribute(xml, BAD_CAST "transform");
    PageMatrix m = {1, 0, 0, 1, 0, 0};
    const char *p = moved ? strchr(moved, '(') : NULL;
    if (p) {
        p++;
        double *values[] = {&m.a, &m.b, &m.c, &m.d, &m.e, &m.f};
        for (guint i = 0; i < G_N_ELEMENTS(values); i++)
            next_number(&p, values[i]);
    }
    const char *fill = style && g_str_has_prefix(style, "fill:") ? style : style ? strstr(style, ";fill:") : NULL;
    if (!data || !style)
        return;
    PagePath path = {.page = page, .filled = fill && !strstr(fill, "fill:none"), .stroked = style_has(style, "stroke:")};
    read_path(&path, data, &m);
}

/* The paths that are drawn: not those of letters and masks, which are definitions. */
static void read_edges(const GByteArray *svg, Page *page)
{
    xmlTextReaderPtr xml = xmlReaderForMemory((const char *)svg->data, (int)svg->len, NULL, "UTF-8",
                                              XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
                                                  XML_PARSE_NOWARNING);
    int more = xml ? xmlTextReaderRead(xml) : 0;
    while (more == 1) {
        const char *name = (const char *)xmlTextReaderConstLocalName(xml);
        gboolean begins = xmlTextReaderNodeType(xml) == XML_READER_TYPE_ELEMENT;
        if (begins && strcmp(name, "defs") == 0) {
            more = xmlTextReaderNext(xml);
            continue;
        }
        if (begins && strcmp(name, "path") == 0)
            read_element(xml, page);
        more = xmlTextReaderRead(xml);
    }
    if (xml)
        xmlFreeTextReader(xml);
}

/* FROM as it looks, of DPI dots to an inch, 8 bits of grey. Caller destroys; NULL: it is too large. */
static PIX *paint(PopplerPage *from, double dpi)
{
    const double scale = dpi / 72.0;
    double width, height;
    poppler_page_get_size(from, &width, &height);
    width *= scale;
    height *= scale;
    if (!(width >= 1 && height >= 1 && width * height <= (double)SCAN_PIXELS_MOST))
        return NULL;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);
    poppler_page_render(from, cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(surface);
    PIX *picture = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS ? pixCreate((int)width, (int)height, 8) : NULL;
    for (int y = 0; picture && y < (int)height; y++) {
        const guint8 *row = cairo_image_surface_get_data(surface) + (gsize)y * (gsize)cairo_image_surface_get_stride(surface);
        l_uint32 *words = pixGetData(picture) + (gsize)y * (gsize)pixGetWpl(picture);
        for (int x = 0; x < (int)width; x++) {
            guint32 dot;
            memcpy(&dot, row + 4 * (gsize)x, sizeof dot);
            SET_DATA_BYTE(words, x, (l_uint8)((77 * (dot >> 16 & 255) + 151 * (dot >> 8 & 255) + 28 * (dot & 255)) >> 8));
        }
    }
    cairo_surface_destroy(surface);
    return picture;
}

static void read_page(PopplerDocument *pdf, int number, const ScanReader *reader, PageOpen *open, Document *document, guint *letters)
{
    g_autoptr(PopplerPage) from = poppler_document_get_page(pdf, number);
    Page page;
    if (!from)
        return;
    page_init(&page);
    read_chars(from, &page);
    if (page.chars->len) {
        g_autoptr(GByteArray) svg = draw(from);
        read_edges(svg, &page);
    } else {
        scan_read_page(paint(from, number < SCAN_PAGES_MOST ? SCAN_DPI : LOOK_DPI), (unsigned)number + 1, reader, &page, document);
    }
    *letters += page.chars->len;
    page_read(&page, (unsigned)number + 1, open, document);
    page_clear(&page);
}

static PopplerDocument *open_pdf(GBytes *bytes, GError **error)
{
    g_autoptr(GError) inner = NULL;
    PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &inner);
    if (!pdf && g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("a PDF that is locked by a password; save it without"));
    else if (!pdf)
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED, _("a damaged PDF (%s)"), inner->message);
    return pdf;
}

Document *pdf_read(GBytes *bytes, gpointer reader, GError **error)
{
    g_autoptr(PopplerDocument) pdf = open_pdf(bytes, error);
    g_autoptr(Document) document = document_new();
    g_autoptr(PageOpen) open = page_open_new();
    guint letters = 0;
    if (!pdf)
        return NULL;
    int pages = poppler_document_get_n_pages(pdf);
    if (pages > PAGES_MOST) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("a PDF of %d pages, more than %d"), pages, PAGES_MOST);
        return NULL;
    }
    for (int i = 0; i < pages; i++)
        read_page(pdf, i, reader, open, document, &letters);
    if (letters > 0)
        return g_steal_pointer(&document);
    if (document->unread)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                    _("a PDF without text, as scans are, %s; or add its text first (ocrmypdf -l chi_sim+eng)"), document->unread);
    else
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("a PDF without text, as scans are, in which nothing is read"));
    return NULL;
}
