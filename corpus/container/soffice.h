/* Files of other office programs (XLS, DOC, RTF, ODF): LibreOffice, where it is installed, makes
 * XLSX or DOCX of them, which are read. It is run by a program of ours, biaosou-soffice
 * (soffice-program.c). */
#ifndef CORPUS_CONTAINER_SOFFICE_H
#define CORPUS_CONTAINER_SOFFICE_H

#include "corpus/read/stream.h"

/* Whether a file that begins with LEN bytes HEAD is one of these, or of others that their programs
 * write (a presentation, one that a password locks), which soffice_convert() names. */
gboolean soffice_knows(const char *head, size_t len, gboolean named);

/* What STREAM (taken over), of FILE and at most 256 MiB, holds as XLSX or DOCX. Caller closes; NULL
 * with a READER_ERROR if it is none that can be read, or LibreOffice is not installed, and what to
 * do. *FORMAT: what it is ("XLS"); static. */
Stream *soffice_convert(const char *file, Stream *stream, const char **format, GError **error);

/* How biaosou-soffice ends; it is given the bytes, their suffix ("xls"), that of what is wanted
 * ("xlsx"), and how many seconds it may take. */
typedef enum {
    SOFFICE_MADE,    /* it answered with what is wanted */
    SOFFICE_FAILED,  /* it answered with the reason */
    SOFFICE_MISSING, /* no LibreOffice */
    SOFFICE_NOTHING, /* LibreOffice made nothing of it */
    SOFFICE_SLOW,    /* LibreOffice did not end in time */
    SOFFICE_STOPPED, /* by a signal */
} SofficeEnd;
#define SOFFICE_MOST ((size_t)256 << 20) /* bytes of a file that is given, or that is made */

#endif
