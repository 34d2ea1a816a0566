/* Which reader a file is for: its content first, its name second. */
#include "corpus/reader.h"

#include <string.h>

#include "corpus/bulletin/bulletin.h"
#include "corpus/confined.h"
#include "corpus/container/container.h"
#include "corpus/read/foreign.h"
#include "corpus/read/jsonl.h"

typedef struct {
    const char *name;
    gboolean (*knows)(const char *file, const char *head, size_t len);
    gboolean (*read)(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                     GError **error);
    Document *(*document)(const char *file, Stream *stream, GError **error); /* where `read` is NULL */
    gboolean confined; /* stands on libraries, or holds the file as a tree: in a process of its own */
} Format;

static gboolean has_suffix(const char *file, const char *suffix)
{
    g_autofree char *name = g_ascii_strdown(file, -1);
    size_t len = strlen(name);
    if (g_str_has_suffix(name, ".gz") || g_str_has_suffix(name, ".xz"))
        name[len - 3] = '\0';
    return g_str_has_suffix(name, suffix);
}

static const char *skip_space(const char *head, size_t *len)
{
    if (*len >= 3 && memcmp(head, "\xef\xbb\xbf", 3) == 0) {
        head += 3;
        *len -= 3;
    }
    while (*len && g_ascii_isspace(*head)) {
        head++;
        (*len)--;
    }
    return head;
}

static gboolean is_jsonl(const char *file, const char *head, size_t len)
{
    head = skip_space(head, &len);
    return (len && *head == '{') || has_suffix(file, ".jsonl") || has_suffix(file, ".ndjson");
}

static gboolean is_json_rows(const char *file, const char *head, size_t len)
{
    (void)file;
    return json_rows_know(head, len);
}

static gboolean is_pdf(const char *file, const char *head, size_t len)
{
    (void)file;
    return len >= 5 && memcmp(head, "%PDF-", 5) == 0;
}

static gboolean is_html(const char *file, const char *head, size_t len)
{
    (void)file;
    return html_knows(head, len);
}

static gboolean is_markdown(const char *file, const char *head, size_t len)
{
    return markdown_knows(head, len, has_suffix(file, ".md") || has_suffix(file, ".markdown"));
}

/* What has pages, paragraphs and tables is read as a bulletin; so are the lists in it. */
static gboolean read_document(Document *owned, const char *file, const ReaderSink *sink, ReaderShare *share,
                              GError **error)
{
    g_autoptr(Document) document = owned;
    return document && bulletin_read_document(file, document, sink, share, error);
}

static gboolean is_office(const char *file, const char *head, size_t len)
{
    (void)file;
    return office_knows(head, len);
}

static gboolean read_office(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                            GError **error)
{
    Document *document = NULL;
    gboolean ok = office_read(file, stream, sink, share, &document, error);
    return document ? read_document(document, file, sink, share, error) : ok;
}

static gboolean is_delimited(const char *file, const char *head, size_t len)
{
    return delimited_knows(head, len, has_suffix(file, ".csv") || has_suffix(file, ".tsv"));
}

/* Any other text: the bulletin reader says itself if it finds nothing in it. */
static gboolean is_text(const char *file, const char *head, size_t len)
{
    (void)file;
    (void)head;
    (void)len;
    return TRUE;
}

static const Format formats[] = {
    {"PDF", is_pdf, NULL, NULL, TRUE},
    {"office document", is_office, read_office, NULL, TRUE},
    {"JSON", is_json_rows, json_rows_read, NULL, TRUE},
    {"JSON Lines", is_jsonl, jsonl_read, NULL, FALSE},
    {"HTML", is_html, NULL, html_read, TRUE},
    {"Markdown", is_markdown, NULL, markdown_read, FALSE},
    {"delimited text", is_delimited, delimited_read, NULL, FALSE},
    {"text", is_text, bulletin_read, NULL, FALSE},
};

#define MOST_PDF ((size_t)256 << 20)

static Document *read_pdf(const char *file, Stream *stream, ReaderPdf pdf, GError **error)
{
    g_autoptr(GByteArray) whole = stream_read_whole(stream, MOST_PDF, "a PDF", "", error);
    if (!whole)
        return NULL;
    if (!pdf) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: a PDF, which only biaosou-read reads", file);
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&whole));
    Document *document = pdf(bytes, error);
    if (document)
        document_finish(document);
    else
        g_prefix_error(error, "%s: ", file);
    return document;
}

static gboolean is_foreign(const char *file, const char *head, size_t len, GError **error)
{
    const char *what = foreign_data(head, len);
    if (what)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: this is %s", file, what);
    return what != NULL;
}

/* The format of what STREAM has. NULL with an error if it is none that is read. */
static const Format *find_format(const char *file, Stream *stream, GError **error)
{
    size_t len;
    const char *head = stream_peek(stream, &len);
    const Format *format = formats;
    if (is_foreign(file, head, len, error))
        return NULL;
    while (!format->knows(file, head, len)) /* the last one knows all */
        format++;
    return format;
}

/* Reads STREAM (taken over), which is of FORMAT (NULL: of none), in this process. */
static gboolean read_as(const Format *format, const char *file, Stream *stream, ReaderPdf pdf, const ReaderSink *sink,
                        ReaderShare *share, GError **error)
{
    if (!format) {
        stream_close(stream);
        return FALSE;
    }
    share->format = format->name;
    if (format->read)
        return format->read(file, stream, sink, share, error);
    Document *document = format->document ? format->document(file, stream, error) : read_pdf(file, stream, pdf, error);
    return read_document(document, file, sink, share, error);
}

gboolean reader_is_jsonl(const char *file, Stream *stream)
{
    const Format *format = find_format(file, stream, NULL);
    return format && format->read == jsonl_read;
}

gboolean reader_read(const char *file, const ReaderSink *sink, GError **error)
{
    ReaderShare share;
    return reader_read_share(file, sink, &share, error);
}

gboolean reader_read_share(const char *file, const ReaderSink *sink, ReaderShare *share,
                           GError **error)
{
    *share = (ReaderShare){.unit = ""};
    g_autoptr(Stream) stream = stream_open(file, error);
    const Format *format = stream ? find_format(file, stream, error) : NULL;
    if (format && format->confined)
        return confined_read(file, g_steal_pointer(&stream), sink, share, error);
    return read_as(format, file, g_steal_pointer(&stream), NULL, sink, share, error);
}

gboolean reader_read_here(const char *file, Stream *stream, ReaderPdf pdf, const ReaderSink *sink, ReaderShare *share,
                          GError **error)
{
    *share = (ReaderShare){.unit = ""};
    return read_as(find_format(file, stream, error), file, stream, pdf, sink, share, error);
}
