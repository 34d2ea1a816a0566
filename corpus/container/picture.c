#include "corpus/container/picture.h"

#include <math.h>

#include "corpus/container/container.h"
#include "corpus/container/scan.h"
#include "messages/messages.h"

/* Dots to an inch that a picture of a page may tell; else it is taken for an A4 page, whose sides
 * are so many inches. */
#define DPI_LEAST 70
#define DPI_MOST 1300
#define A4_SHORT 8.27
#define A4_LONG 11.69

static gboolean is_tiff(int format)
{
    return format >= IFF_TIFF && format <= IFF_TIFF_ZIP;
}

/* The size of picture I of BYTES, whose *FORMAT is told once the first is. FALSE: there is none, or
 * it is damaged. */
static gboolean read_size(GBytes *bytes, int i, int *format, int *width, int *height)
{
    gsize len;
    const guint8 *data = g_bytes_get_data(bytes, &len);
    if (i == 0)
        return pixReadHeaderMem(data, len, format, width, height, NULL, NULL, NULL) == 0;
    return is_tiff(*format) &&
           readHeaderMemTiff(data, len, i, width, height, NULL, NULL, NULL, NULL, NULL) == 0;
}

/* PICTURE (taken over) in grey, of SCAN_DPI. Caller destroys; NULL: it is too large then. */
static PIX *to_grey(PIX *picture)
{
    PIX *grey = pixConvertTo8(picture, FALSE), *scaled = NULL;
    int width = pixGetWidth(picture), height = pixGetHeight(picture), dpi = pixGetXRes(picture);
    gboolean one_bit = pixGetDepth(picture) == 1;
    pixDestroy(&picture);
    if (dpi < DPI_LEAST || dpi > DPI_MOST)
        dpi = (int)MAX(MIN(width, height) / A4_SHORT, MAX(width, height) / A4_LONG);
    float scale = (float)SCAN_DPI / (float)MAX(dpi, 1);
    if ((guint64)((double)width * scale * height * scale) > SCAN_PIXELS_MOST)
        scale = 0;
    if (scale > 0 && grey)
        scaled = fabsf(scale - 1) < 0.01f ? pixClone(grey)
                 : scale < 1 || one_bit   ? pixScale(grey, scale, scale)
                                          : pixScaleGrayLI(grey, scale, scale);
    pixDestroy(&grey);
    return scaled;
}

/* Picture I of BYTES, of WIDTH and HEIGHT. *LARGE: it is too large. Caller destroys; NULL: it is
 * that, or damaged. */
static PIX *read_picture(GBytes *bytes, int format, int i, int width, int height, gboolean *large)
{
    gsize len;
    const guint8 *data = g_bytes_get_data(bytes, &len);
    *large = width > 0 && height > 0 && (guint64)width * (guint64)height > SCAN_PIXELS_MOST;
    if (*large || width <= 0 || height <= 0)
        return NULL;
    PIX *picture = is_tiff(format) ? pixReadMemTiff(data, len, i) : pixReadMem(data, len);
    PIX *grey = picture ? to_grey(picture) : NULL;
    *large = picture && !grey;
    return grey;
}

Document *picture_read(GBytes *bytes, gpointer reader, GError **error)
{
    g_autoptr(Document) document = document_new();
    g_autoptr(PageOpen) open = page_open_new();
    int format = IFF_UNKNOWN, width = 0, height = 0, i = 0;
    setMsgSeverity(L_SEVERITY_NONE);
    for (; i <= SCAN_PAGES_MOST && read_size(bytes, i, &format, &width, &height); i++) {
        gboolean large;
        PIX *picture = read_picture(bytes, format, i, width, height, &large);
        if (!picture && !large) {
            i = 0;
            break;
        }
        Page page;
        page_init(&page);
        scan_read_page(picture, (unsigned)i + 1, reader, &page, document);
        page_read(&page, (unsigned)i + 1, open, document);
        page_clear(&page);
    }
    if (i > 0 && document->lines->len > 0)
        return g_steal_pointer(&document);
    gsize len;
    const char *head = g_bytes_get_data(bytes, &len);
    g_set_error(error, READER_ERROR, READER_ERROR_FOREIGN, _("this is a picture (%s), %s"),
                picture_name(head, len),
                i == 0             ? _("which is damaged")
                : document->unread ? document->unread
                                   : _("in which nothing is read"));
    return NULL;
}
