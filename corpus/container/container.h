/* Files that hold tables: each reader hands their rows to a TableReader. As bulletin_read(): STREAM
 * is taken over, SHARE filled, FALSE with a READER_ERROR. And files that hold text and tables, which become a
 * Document: the caller frees it; NULL with a READER_ERROR. What knows a format tells it by the LEN bytes HEAD with which
 * a file begins, some by whether it is NAMED so (.csv). */
#ifndef CORPUS_CONTAINER_CONTAINER_H
#define CORPUS_CONTAINER_CONTAINER_H

#include "corpus/read/member.h"
#include "corpus/read/sink.h"
#include "corpus/read/stream.h"
#include "corpus/text/document.h"

/* Text with cells between separators (RFC 4180): a comma, tab, semicolon or |, in UTF-8, GB18030 or
 * UTF-16. Memory does not grow with the file but for UTF-16, of which at most 64 MiB are read. */
gboolean delimited_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                        GError **error);

/* It has a table's head (table_is_head()) in its first lines, and rows after it with as many cells; or, NAMED so, some
 * separator. */
gboolean delimited_knows(const char *head, size_t len, gboolean named);

/* An office document, at most 256 MiB, which are held. A workbook (XLSX), all of its sheets, merged cells, dates,
 * gives records; of several sheets the name is told with each record and reject. A text (DOCX) and pages (OFD) become
 * *DOCUMENT, the caller's to free; else that is NULL. A ZIP archive that is none gives the files in it to MEMBERS, sorted by
 * name, but for those that folder_skips() and links; NULL: it is an error. */
gboolean office_read(const char *file, Stream *stream, const MemberSink *members, const ReaderSink *sink,
                     ReaderShare *share, Document **document, GError **error);

/* What a file is that begins with LEN bytes HEAD: "PNG", "JPEG", "TIFF", static; NULL: none of these. */
const char *picture_name(const char *head, size_t len);

/* It is a ZIP archive. */
gboolean office_knows(const char *head, size_t len, gboolean named);

/* A page of the web (HTML), whatever its encoding, at most 64 MiB of it: its tables and lists, without which it is an error;
 * WHOLE: all of its text. */
Document *html_read(const char *file, Stream *stream, gboolean whole, GError **error);
gboolean html_knows(const char *head, size_t len, gboolean named);

/* The same of Markdown: named so, or with a table. */
Document *markdown_read(const char *file, Stream *stream, gboolean whole, GError **error);
gboolean markdown_knows(const char *head, size_t len, gboolean named);

/* JSON with arrays of objects, records or a portal's rows, at most 256 MiB of it: all that name standards. The line of a
 * source is its place in the array, from 1; of several arrays the path is told as a sheet. */
gboolean json_rows_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share, GError **error);
gboolean json_rows_know(const char *head, size_t len, gboolean named);

#endif
