/* Private to soffice.c: which files LibreOffice is to read, told by what they hold and not by their
 * names. */
#ifndef CORPUS_CONTAINER_SOFFICE_KIND_H
#define CORPUS_CONTAINER_SOFFICE_KIND_H

#include <glib.h>

/* What is to be made of a file, and Debian's package of what makes it. */
typedef struct {
    const char *suffix, *name, *package;
} SofficeWanted;

typedef enum { SOFFICE_COMPOUND, SOFFICE_ARCHIVE, SOFFICE_XML, SOFFICE_TEXT } SofficeContainer;

typedef struct {
    SofficeContainer container;
    const char *mark; /* what in the container tells it */
    const char *name;
    const char *format;          /* its short name */
    const char *suffix;          /* of its files */
    const SofficeWanted *wanted; /* NULL: it is not read; what to do: */
    const char *advice;
} SofficeKind;

/* The kind of BYTES, of FILE, which LibreOffice is to read. NULL with a READER_ERROR: it is
 * another, and what to do, or it is cut or damaged in a way of which LibreOffice may say nothing.
 */
const SofficeKind *soffice_kind(const char *file, const GByteArray *bytes, GError **error);

/* Whether BYTES, of KIND, are encrypted; a password may still be known to everybody. */
gboolean soffice_is_locked(const SofficeKind *kind, const GByteArray *bytes);

#endif
