/* What the sources of the reader of workbooks share. */
#ifndef CORPUS_CONTAINER_XLSX_PRIVATE_H
#define CORPUS_CONTAINER_XLSX_PRIVATE_H

#include <libxml/xmlreader.h>
#include <zip.h>

#include "corpus/read/sink.h"

typedef struct {
    char *name, *id; /* id: of its relationship */
} XlsxSheet;

typedef struct {
    const char *file;
    zip_t *zip;
    GPtrArray *strings; /* char * */
    GArray *dates;      /* gboolean by style: whether its numbers are dates */
    GPtrArray *sheets;  /* XlsxSheet */
    GHashTable *parts;  /* relationship → path of a part */
    gboolean from_1904;
} XlsxBook;

/* Of FILE, which is borrowed: empty, until its archive is set and xlsx_book_read() fills it. Clearing closes
 * the archive. */
void xlsx_book_init(XlsxBook *book, const char *file);
gboolean xlsx_book_read(XlsxBook *book, GError **error);
void xlsx_book_clear(XlsxBook *book);

#define MOST_PART ((guint64)1 << 30) /* bytes of XML */

typedef struct {
    zip_file_t *entry;
    guint64 left;
    xmlTextReader *xml;
    const char *file, *path;
} XlsxPart;

/* Opens the part at PATH. FALSE without an error if there is no such part. PART must not move while
 * it is open, and be ended by xlsx_part_done() in any case. */
gboolean xlsx_part_open(XlsxPart *part, const XlsxBook *book, const char *path, GError **error);

/* Closes PART, and hands on INNER (taken over), what went wrong with it. Whether nothing did. */
gboolean xlsx_part_done(XlsxPart *part, GError *inner, GError **error);

/* The next node; FALSE at the end, or with an error. */
gboolean xlsx_part_next(XlsxPart *part, GError **error);

/* Whether the node begins or ends an element with the local name NAME. */
gboolean xlsx_begins(const XlsxPart *part, const char *name);
gboolean xlsx_ends(const XlsxPart *part, const char *name);

/* Its attribute by its local name: the text, NULL if it has none, to be freed; or the number, or 0. */
char *xlsx_attribute(const XlsxPart *part, const char *name);
int xlsx_number(const XlsxPart *part, const char *name);

/* Appends what the node is of text. */
void xlsx_add_text(const XlsxPart *part, GString *text);

/* The text up to the end of the element NAME that has begun: of its runs, without how they are read
 * (rPh). FALSE with an error. */
gboolean xlsx_read_runs(XlsxPart *part, const char *name, GString *text, GError **error);

#endif
