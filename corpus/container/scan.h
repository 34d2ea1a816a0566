/* Pages that are pictures: ruling lines are found in the picture, the text of each cell, and what
 * stands beside tables, is cut into lines, and these are read by tesseract several times, each time
 * in another size: a character on which they do not agree is not told (SCAN_UNTOLD), so that what
 * has it is no number and no title. The lines and the characters become a Page, as those of a PDF
 * do. */
#ifndef CORPUS_CONTAINER_SCAN_H
#define CORPUS_CONTAINER_SCAN_H

#include <leptonica/allheaders.h>

#include "corpus/container/page.h"

#define SCAN_UNTOLD ((gunichar)0xfffd)
/* Dots to an inch of a picture that is read. */
#define SCAN_DPI 300
/* Pixels of a picture that is held. */
#define SCAN_PIXELS_MOST ((guint64)40 << 20)
/* Pictures are read up to this page of a file. */
#define SCAN_PAGES_MOST 100

/* What reads PICTURES, a TIFF whose pages are a line of text each, Chinese and English or CHINESE
 * alone, as hOCR: the caller unrefs. NULL with a READER_ERROR. */
typedef struct {
    GByteArray *(*read)(const GByteArray *pictures, gboolean chinese, gpointer data,
                        GError **error);
    gpointer data;
} ScanReader;

/* Adds the characters and ruling lines of PICTURE (8 bits of grey, of SCAN_DPI, taken over) to
 * PAGE. FALSE with an error of READER; what has no ink has nothing to read. */
gboolean scan_read(PIX *picture, const ScanReader *reader, Page *page, GError **error);

/* PICTURE as scan_read() takes it, NULL if it is too large, is page NUMBER, from 1: where it cannot
 * be read, DOCUMENT notes it. */
void scan_read_page(PIX *picture, unsigned number, const ScanReader *reader, Page *page,
                    Document *document);

/* The steps of it. */

/* PICTURE (taken over) upright, its background white. Caller destroys. */
PIX *scan_straighten(PIX *picture);

/* Its dark pixels: 1 bit. Caller destroys. */
PIX *scan_dark(PIX *picture);

/* Adds the ruling lines among DARK to PAGE, and takes them out of DARK and PICTURE. */
void scan_take_edges(PIX *dark, PIX *picture, Page *page);

/* A line of text, in pixels; Y1 and Y2 are those of its row. */
typedef struct {
    int x1, y1, x2, y2;
    gboolean
        is_rest; /* a short one that goes on the line before it: by itself it would be read badly */
} ScanLine;

/* The lines of text of DARK, of which PAGE has the ruling lines. Caller unrefs. */
GArray *scan_find_lines(PIX *dark, Page *page);

/* LINE of PICTURE, and behind it REST, or NULL: 8 bits of grey, caller destroys. */
PIX *scan_cut(PIX *picture, const ScanLine *line, const ScanLine *rest);

/* CUT, HEIGHT pixels high, with a white MARGIN. Caller destroys. */
typedef struct {
    int height, margin;
} ScanSize;
PIX *scan_resize(PIX *cut, const ScanSize *size);

/* A TIFF of PICTURES (PIX of 8 bits), a page each. Caller unrefs. */
GByteArray *scan_tiff(const GPtrArray *pictures);

/* A character that was read, in pixels of the picture of its line; SURE in per cent. */
typedef struct {
    gunichar c;
    float x1, x2, sure;
    gboolean begins; /* a word, to tesseract */
} ScanChar;

/* The characters of each of COUNT pages in HOCR: GArray of ScanChar. Caller unrefs. */
GPtrArray *scan_hocr(const GByteArray *hocr, guint count);

/* Each line is read so many times, those on which these do not agree some times more, as Chinese.
 */
enum { SCAN_READINGS_LEAST = 3, SCAN_READINGS = 5 };

/* What COUNT READINGS of a line (each GArray of ScanChar) agree on, with SCAN_UNTOLD where they do
 * not; places are those of the first. Caller unrefs. */
GArray *scan_agree(GArray *const *readings, guint count);

#endif
