/* Private to the readers of office documents (ECMA-376, Office Open XML): a ZIP archive of parts, which are XML and
 * are read as streams. */
#ifndef CORPUS_CONTAINER_OFFICE_H
#define CORPUS_CONTAINER_OFFICE_H

#include <libxml/xmlreader.h>
#include <zip.h>

#include "corpus/read/member.h"
#include "corpus/read/sink.h"
#include "corpus/text/document.h"

typedef struct {
    const char *file; /* borrowed */
    zip_t *zip;
} OfficeArchive;

#define MOST_PART ((guint64)1 << 30) /* bytes of XML */

typedef struct {
    zip_file_t *entry;
    guint64 left;
    xmlTextReader *xml;
    const char *file, *path;
} OfficePart;

/* The path in the archive of what TARGET names in the part FROM ("": as from the root). The caller frees. */
char *office_part_path(const char *from, const char *target);

/* Opens the part at PATH. FALSE without an error if there is no such part. PART must not move while
 * it is open, and be ended by office_part_done() in any case. */
gboolean office_part_open(OfficePart *part, const OfficeArchive *archive, const char *path, GError **error);

/* Closes PART, and hands on INNER (taken over), what went wrong with it. Whether nothing did. */
gboolean office_part_done(OfficePart *part, GError *inner, GError **error);

/* The next node; FALSE at the end, or with an error. */
gboolean office_part_next(OfficePart *part, GError **error);

/* Whether the node begins or ends an element with the local name NAME. */
gboolean office_begins(const OfficePart *part, const char *name);
gboolean office_ends(const OfficePart *part, const char *name);

/* Its attribute by its local name: the text, NULL if it has none, to be freed; or the number, or 0. */
char *office_attribute(const OfficePart *part, const char *name);
int office_number(const OfficePart *part, const char *name);

/* Appends what the node is of text. */
void office_add_text(const OfficePart *part, GString *text);

/* The text in the element that has begun, up to its end. FALSE with an error. */
gboolean office_read_text(OfficePart *part, GString *text, GError **error);

/* The text up to the end of the element NAME that has begun: of its runs, without how they are read
 * (rPh). FALSE with an error. */
gboolean office_read_runs(OfficePart *part, const char *name, GString *text, GError **error);

/* The kinds that are read. A workbook gives its records; a text and pages their Document, NULL with an error. */
gboolean xlsx_read(const OfficeArchive *archive, const ReaderSink *sink, ReaderShare *share, GError **error);
Document *docx_read(const OfficeArchive *archive, GError **error);
Document *ofd_read(const OfficeArchive *archive, GError **error);

/* Any other archive, of BYTES: the files in it. */
gboolean archive_read(const OfficeArchive *archive, guint64 bytes, const MemberSink *members, GError **error);

#endif
