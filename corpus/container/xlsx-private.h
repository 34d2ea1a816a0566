/* What the sources of the reader of workbooks share. */
#ifndef CORPUS_CONTAINER_XLSX_PRIVATE_H
#define CORPUS_CONTAINER_XLSX_PRIVATE_H

#include "corpus/container/office.h"

typedef struct {
    char *name, *id; /* id: of its relationship */
} XlsxSheet;

typedef struct {
    const OfficeArchive *archive;
    GPtrArray *strings; /* char * */
    GArray *dates;      /* gboolean by style: whether its numbers are dates */
    GPtrArray *sheets;  /* XlsxSheet */
    GHashTable *parts;  /* relationship → path of a part */
    gboolean from_1904;
    gboolean may_pass; /* some of its formulas may (xlsx-formula.h) */
} XlsxBook;

/* Of ARCHIVE, which is borrowed: empty, until xlsx_book_read() fills it. */
void xlsx_book_init(XlsxBook *book, const OfficeArchive *archive);
gboolean xlsx_book_read(XlsxBook *book, GError **error);
void xlsx_book_clear(XlsxBook *book);

/* Makes of each _xHHHH_ in TEXT the character that it stands for, as strings have those that XML cannot (ECMA-376-1, 22.9.2.19
 * ST_Xstring). A NUL or half a character stays as it is written. */
void xlsx_unescape(GString *text);

#endif
