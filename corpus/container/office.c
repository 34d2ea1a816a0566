#include "corpus/container/office.h"

#include <string.h>

#include "corpus/container/container.h"

/* An archive is held whole. */
#define MOST_ARCHIVE ((gsize)256 << 20)

gboolean office_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    return len >= 4 && memcmp(head, "PK\003\004", 4) == 0;
}

static gboolean read_kind(const OfficeArchive *archive, const ReaderSink *sink, ReaderShare *share,
                          Document **document, GError **error)
{
    if (zip_name_locate(archive->zip, "xl/workbook.xml", 0) >= 0) {
        share->format = "XLSX";
        return xlsx_read(archive, sink, share, error);
    }
    if (zip_name_locate(archive->zip, "word/document.xml", 0) >= 0) {
        share->format = "DOCX";
        *document = docx_read(archive, error);
        return *document != NULL;
    }
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                "%s: a ZIP archive that is neither a workbook (XLSX) nor a text (DOCX); save it as one of these, or "
                "give the files in it",
                archive->file);
    return FALSE;
}

gboolean office_read(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                     Document **document, GError **error)
{
    *document = NULL;
    g_autoptr(GByteArray) bytes = stream_read_whole(stream, MOST_ARCHIVE, "an office document", "", error);
    if (!bytes)
        return FALSE;
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(bytes->data, bytes->len, 0, &why);
    OfficeArchive archive = {file, source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL};
    gboolean ok = FALSE;
    if (archive.zip) {
        ok = read_kind(&archive, sink, share, document, error);
        zip_discard(archive.zip);
    } else {
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED, "%s: a damaged ZIP archive (%s)", file,
                    zip_error_strerror(&why));
        if (source)
            zip_source_free(source);
    }
    zip_error_fini(&why);
    return ok;
}
