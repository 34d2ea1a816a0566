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

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerDocument, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PopplerPage, g_object_unref)

/* The drawing of a page is held whole. */
#define MOST_DRAWING ((size_t)64 << 20)
#define MOST_PAGES 5000

static void read_chars(PopplerPage *from, Page *page)
{
    g_autofree char *text = poppler_page_get_text(from);
    PopplerRectangle *boxes = NULL;
    guint n = 0, i = 0;
    if (!text || !poppler_page_get_text_layout(from, &boxes, &n))
        return;
    for (const char *p = text; *p && i < n; p = g_utf8_next_char(p), i++) {
        PageChar c = {g_utf8_get_char(p), (float)boxes[i].x1, (float)boxes[i].y1, (float)boxes[i].x2,
                      (float)boxes[i].y2};
        if (c.c != '\n' && c.c != '\f')
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

typedef struct {
    double a, b, c, d, e, f;
} Matrix;

static void transform(const Matrix *m, double *x, double *y)
{
    double u = m->a * *x + m->c * *y + m->e, v = m->b * *x + m->d * *y + m->f;
    *x = u;
    *y = v;
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

enum { MOST_POINTS = 64 };

/* A subpath of straight lines. */
typedef struct {
    double x[MOST_POINTS], y[MOST_POINTS];
    guint n;
    gboolean curved;
} Subpath;

static gboolean is_rectangle(const Subpath *sub)
{
    guint n = sub->n;
    if (n == 5 && fabs(sub->x[0] - sub->x[4]) < 0.1 && fabs(sub->y[0] - sub->y[4]) < 0.1)
        n = 4;
    if (n != 4)
        return FALSE;
    for (guint i = 0; i < 4; i++) {
        guint next = (i + 1) % 4;
        if (fabs(sub->x[i] - sub->x[next]) > 0.5 && fabs(sub->y[i] - sub->y[next]) > 0.5)
            return FALSE;
    }
    return TRUE;
}

static void end_subpath(Page *page, const Subpath *sub, gboolean filled, gboolean stroked)
{
    if (sub->curved || sub->n < 2)
        return;
    if (is_rectangle(sub)) {
        page_add_rectangle(page, sub->x[0], sub->y[0], sub->x[2], sub->y[2], !stroked);
        return;
    }
    for (guint i = 0; stroked && i + 1 < sub->n; i++)
        page_add_line(page, sub->x[i], sub->y[i], sub->x[i + 1], sub->y[i + 1]);
    if (filled && sub->n == 2)
        page_add_line(page, sub->x[0], sub->y[0], sub->x[1], sub->y[1]);
}

/* Reads path data as cairo writes it: M, L, H, V, C and Z with absolute places. */
static void read_path(Page *page, const char *data, const Matrix *matrix, gboolean filled, gboolean stroked)
{
    Subpath sub = {.n = 0};
    double first_x = 0, first_y = 0;
    for (const char *p = data; *p;) {
        double x, y;
        char command = *p;
        p++;
        if (command == 'Z' && sub.n && sub.n < MOST_POINTS) {
            sub.x[sub.n] = first_x;
            sub.y[sub.n++] = first_y;
        }
        sub.curved = sub.curved || command == 'C';
        if (command == 'M' || command == 'Z') {
            if (command == 'Z' || sub.n > 1)
                end_subpath(page, &sub, filled, stroked);
            sub = (Subpath){.n = 0};
        }
        if ((command != 'M' && command != 'L') || !next_number(&p, &x) || !next_number(&p, &y))
            continue;
        transform(matrix, &x, &y);
        if (command == 'M') {
            first_x = x;
            first_y = y;
        }
        sub.curved = sub.curved || sub.n == MOST_POINTS;
        if (sub.n < MOST_POINTS) {
            sub.x[sub.n] = x;
            sub.y[sub.n++] = y;
        }
    }
    end_subpath(page, &sub, filled, stroked);
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
    Matrix m = {1, 0, 0, 1, 0, 0};
    const char *p = moved ? strchr(moved, '(') : NULL;
    if (p) {
        p++;
        double *values[] = {&m.a, &m.b, &m.c, &m.d, &m.e, &m.f};
        for (guint i = 0; i < G_N_ELEMENTS(values); i++)
            next_number(&p, values[i]);
    }
    const char *fill = style && g_str_has_prefix(style, "fill:") ? style : style ? strstr(style, ";fill:") : NULL;
    if (data && style)
        read_path(page, data, &m, fill && !strstr(fill, "fill:none"), style_has(style, "stroke:"));
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

static void read_page(PopplerDocument *pdf, int number, Document *document, guint *letters)
{
    g_autoptr(PopplerPage) from = poppler_document_get_page(pdf, number);
    Page page;
    if (!from)
        return;
    page_init(&page);
    read_chars(from, &page);
    *letters += page.chars->len;
    g_autoptr(GByteArray) svg = draw(from);
    read_edges(svg, &page);
    page_read(&page, (unsigned)number + 1, document);
    page_clear(&page);
}

static PopplerDocument *open_pdf(GBytes *bytes, GError **error)
{
    g_autoptr(GError) inner = NULL;
    PopplerDocument *pdf = poppler_document_new_from_bytes(bytes, NULL, &inner);
    if (!pdf && g_error_matches(inner, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "a PDF that is locked by a password; save it without");
    else if (!pdf)
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED, "a damaged PDF (%s)", inner->message);
    return pdf;
}

Document *pdf_read(GBytes *bytes, GError **error)
{
    g_autoptr(PopplerDocument) pdf = open_pdf(bytes, error);
    g_autoptr(Document) document = document_new();
    guint letters = 0;
    if (!pdf)
        return NULL;
    int pages = poppler_document_get_n_pages(pdf);
    if (pages > MOST_PAGES) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "a PDF of %d pages, more than %d", pages, MOST_PAGES);
        return NULL;
    }
    for (int i = 0; i < pages; i++)
        read_page(pdf, i, document, &letters);
    if (letters > 0)
        return g_steal_pointer(&document);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                "a PDF without text, as scans are; add its text first (ocrmypdf -l chi_sim+eng)");
    return NULL;
}
