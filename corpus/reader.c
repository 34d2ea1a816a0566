/* Which reader a file is for: its content first, its name second. */
#include "corpus/reader.h"

#include <string.h>

#include "corpus/bulletin/bulletin.h"
#include "corpus/container/container.h"
#include "corpus/read/foreign.h"
#include "corpus/read/jsonl.h"

typedef struct {
    const char *name;
    gboolean (*knows)(const char *file, const char *head, size_t len);
    gboolean (*read)(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share,
                     GError **error);
    Document *(*document)(const char *file, Stream *stream, GError **error); /* where `read` is NULL */
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

static gboolean is_paged(const char *file, const char *head, size_t len)
{
    (void)file;
    return pages_know(head, len);
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
    {"PDF", is_paged, NULL, pages_read},
    {"office document", is_office, read_office, NULL},
    {"JSON", is_json_rows, json_rows_read, NULL},
    {"JSON Lines", is_jsonl, jsonl_read, NULL},
    {"HTML", is_html, NULL, html_read},
    {"Markdown", is_markdown, NULL, markdown_read},
    {"delimited text", is_delimited, delimited_read, NULL},
    {"bulletin", is_text, bulletin_read, NULL},
};

static gboolean read_format(const Format *format, const char *file, Stream *stream, const ReaderSink *sink,
                            ReaderShare *share, GError **error)
{
    return format->read ? format->read(file, stream, sink, share, error)
                        : read_document(format->document(file, stream, error), file, sink, share, error);
}

static gboolean is_foreign(const char *file, const char *head, size_t len, GError **error)
{
    const char *what = foreign_data(head, len);
    if (what)
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: this is %s", file, what);
    return what != NULL;
}

gboolean reader_is_jsonl(const char *file, Stream *stream)
{
    size_t len;
    const char *head = stream_peek(stream, &len);
    for (size_t i = 0; !is_foreign(file, head, len, NULL) && i < G_N_ELEMENTS(formats); i++)
        if (formats[i].knows(file, head, len))
            return formats[i].read == jsonl_read;
    return FALSE;
}

gboolean reader_read(const char *file, const ReaderSink *sink, GError **error)
{
    ReaderShare share;
    return reader_read_share(file, sink, &share, error);
}

gboolean reader_read_share(const char *file, const ReaderSink *sink, ReaderShare *share,
                           GError **error)
{
    *share = (ReaderShare){0, 0, ""};
    g_autoptr(Stream) stream = stream_open(file, error);
    if (!stream)
        return FALSE;
    size_t len;
    const char *head = stream_peek(stream, &len);
    if (is_foreign(file, head, len, error))
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
        if (formats[i].knows(file, head, len))
            return read_format(&formats[i], file, g_steal_pointer(&stream), sink, share, error);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT,
                "%s: neither JSON Lines nor a bulletin's text", file);
    return FALSE;
}
