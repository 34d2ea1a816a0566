#include "corpus/container/office.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "corpus/container/container.h"
#include "messages/messages.h"

/* An archive that is in no file is held whole. */
#define MOST_ARCHIVE ((gsize)256 << 20)

gboolean office_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    return len >= 4 && (memcmp(head, "PK\003\004", 4) == 0 || memcmp(head, "PK\005\006", 4) == 0);
}

/* The archive as it lies in the file of STREAM, whose SIZE is told; NULL: it is in none, or too large. */
static zip_source_t *source_of_file(const Stream *stream, guint64 *size)
{
    struct stat what;
    int fd = stream_reopen(stream);
    gboolean known = fd >= 0 && fstat(fd, &what) == 0 && (guint64)what.st_size <= MOST_ARCHIVE;
    FILE *file = known ? fdopen(fd, "rb") : NULL;
    zip_source_t *source = file ? zip_source_filep_create(file, 0, -1, NULL) : NULL;
    if (file && !source)
        fclose(file);
    else if (!file && fd >= 0)
        close(fd);
    *size = source ? (guint64)what.st_size : 0;
    return source;
}

/* Documents and programs that are ZIP archives, by a file that each has. */
static const struct {
    const char *part;
    int code;
    const char *what;
} others[] = {
    {"[Content_Types].xml", READER_ERROR_FORMAT, N_("an office document that is neither a workbook (XLSX) nor a text (DOCX); "
                                                 "save it as one of these")},
    {"mimetype", READER_ERROR_FORMAT, N_("an OpenDocument file or an EPUB; save it as XLSX or DOCX")},
    {"META-INF/MANIFEST.MF", READER_ERROR_FOREIGN, N_("a program of Java")},
};

static gboolean is_other(const OfficeArchive *archive, GError **error)
{
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
        if (zip_name_locate(archive->zip, others[i].part, 0) >= 0) {
            g_set_error(error, READER_ERROR, others[i].code, _("%s: this is %s"), archive->file, _(others[i].what));
            return TRUE;
        }
    return FALSE;
}

static gboolean read_kind(const OfficeArchive *archive, guint64 bytes, const MemberSink *members, const ReaderSink *sink,
                          ReaderShare *share, Document **document, GError **error)
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
    if (zip_name_locate(archive->zip, "OFD.xml", 0) >= 0) {
        share->format = "OFD";
        *document = ofd_read(archive, error);
        return *document != NULL;
    }
    if (is_other(archive, error))
        return FALSE;
    share->format = "ZIP";
    if (members)
        return archive_read(archive, bytes, members, error);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                _("%s: an archive in an archive in an archive; unpack it and give the files in it"), archive->file);
    return FALSE;
}

gboolean office_read(const char *file, Stream *stream, const MemberSink *members, const ReaderSink *sink,
                     ReaderShare *share, Document **document, GError **error)
{
    guint64 size;
    *document = NULL;
    zip_source_t *source = source_of_file(stream, &size);
    g_autoptr(GByteArray) bytes = source ? NULL
                                         : stream_read_whole(g_steal_pointer(&stream), MOST_ARCHIVE, _("an office document or archive"),
                                                             _("; unpack an archive and give the folder"), error);
    g_autoptr(Stream) owned = stream;
    (void)owned; /* read from until the end */
    if (!source && !bytes)
        return FALSE;
    zip_error_t why;
    zip_error_init(&why);
    source = source ? source : zip_source_buffer_create(bytes->data, bytes->len, 0, &why);
    OfficeArchive archive = {file, source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL};
    gboolean ok = FALSE;
    if (archive.zip) {
        ok = read_kind(&archive, bytes ? bytes->len : size, members, sink, share, document, error);
        zip_discard(archive.zip);
    } else {
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED, _("%s: a damaged ZIP archive (%s)"), file,
                    zip_error_strerror(&why));
        if (source)
            zip_source_free(source);
    }
    zip_error_fini(&why);
    return ok;
}
