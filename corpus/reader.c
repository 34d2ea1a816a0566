/* Which reader a file is for: its content first, its name second. */
#include "corpus/reader.h"

#include <string.h>

#include "corpus/bulletin/bulletin.h"
#include "corpus/container/container.h"
#include "corpus/container/soffice.h"
#include "corpus/confined.h"
#include "corpus/members.h"
#include "corpus/read/foreign.h"
#include "corpus/read/jsonl.h"
#include "corpus/read/reject.h"
#include "corpus/read/untold.h"
#include "corpus/relaton/relaton.h"
#include "messages/messages.h"

/* A row's READ gives records, or its DOCUMENT what holds text and tables: that is read as a bulletin, and so are the
 * lists in it. Neither: what needs the program's help, pages or an archive. */
typedef struct {
    const char *name;
    gboolean (*knows)(const char *head, size_t len, gboolean named); /* NULL: any text */
    const char *const *endings;                                      /* of names; NULL: of any */
    gboolean (*read)(const char *file, Stream *stream, const ReaderSink *sink, ReaderShare *share, GError **error);
    Document *(*document)(const char *file, Stream *stream, gboolean whole, GError **error);
    gboolean confined; /* stands on libraries, or holds the file as a tree: in a process of its own */
    gboolean pages;    /* which may be pictures */
    Stream *(*convert)(const char *file, Stream *stream, const char **format, GError **error); /* to another format first */
} Format;

static gboolean pdf_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    return len >= 5 && memcmp(head, "%PDF-", 5) == 0;
}

static gboolean picture_knows(const char *head, size_t len, gboolean named)
{
    (void)named;
    return picture_name(head, len) != NULL;
}

/* Tells of pages that were not read. FALSE with an error if no more is wanted. */
static gboolean tell_unread(const Document *document, const char *file, const ReaderSink *sink, GError **error)
{
    const Source at = {.file = (char *)file, .page = document->unread_page};
    g_autofree char *count = document->unread_pages > 1
                                 ? g_strdup_printf(_("one of %u pages that are pictures"), document->unread_pages)
                                 : g_strdup(_("a page that is a picture"));
    return !document->unread || reject_send_at(sink, &at, "", 0, "%s, %s", count, document->unread) ||
           reader_stopped(file, error);
}

static gboolean read_document(Document *owned, const char *file, const ReaderSink *sink, ReaderShare *share,
                              GError **error)
{
    g_autoptr(Document) document = owned;
    UntoldSink told;
    untold_sink(&told, sink);
    return document && tell_unread(document, file, sink, error) &&
           bulletin_read_document(file, document, &told.sink, share, error);
}

/* One archive holds a table or a document, or files: these go to MEMBERS. */
static gboolean read_office(const char *file, Stream *stream, const MemberSink *members, const ReaderSink *sink,
                            ReaderShare *share, GError **error)
{
    Document *document = NULL;
    gboolean ok = office_read(file, stream, members, sink, share, &document, error);
    return document ? read_document(document, file, sink, share, error) : ok;
}

#define ENDINGS(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The first that knows a file is its format: what the first bytes tell for certain stands before what a name or the look
 * of lines tells. A text that none knows is the bulletin reader's, which says itself if it finds nothing in it. */
static const Format formats[] = {
    {"PDF", pdf_knows, NULL, NULL, NULL, TRUE, TRUE, NULL},
    {"picture", picture_knows, NULL, NULL, NULL, TRUE, TRUE, NULL},
    {"document of LibreOffice", soffice_knows, NULL, NULL, NULL, FALSE, FALSE, soffice_convert},
    {"office document", office_knows, NULL, NULL, NULL, TRUE, FALSE, NULL},
    {"JSON", json_rows_know, NULL, json_rows_read, NULL, TRUE, FALSE, NULL},
    {"JSON Lines", jsonl_knows, ENDINGS(".jsonl", ".ndjson"), jsonl_read, NULL, FALSE, FALSE, NULL},
    {"Relaton", relaton_yaml_knows, NULL, relaton_yaml_read, NULL, TRUE, FALSE, NULL},
    {"Relaton's XML", relaton_xml_knows, NULL, relaton_xml_read, NULL, TRUE, FALSE, NULL},
    {"HTML", html_knows, NULL, NULL, html_read, TRUE, FALSE, NULL},
    {"Markdown", markdown_knows, ENDINGS(".md", ".markdown"), NULL, markdown_read, TRUE, FALSE, NULL},
    {"delimited text", delimited_knows, ENDINGS(".csv", ".tsv"), delimited_read, NULL, FALSE, FALSE, NULL},
    {"text", NULL, NULL, bulletin_read, NULL, TRUE, FALSE, NULL},
};

/* Whether FILE, compressed or not, has one of ENDINGS. */
static gboolean is_named(const char *file, const char *const *endings)
{
    g_autofree char *name = g_ascii_strdown(file, -1);
    if (g_str_has_suffix(name, ".gz") || g_str_has_suffix(name, ".xz"))
        name[strlen(name) - 3] = '\0';
    for (; endings && *endings; endings++)
        if (g_str_has_suffix(name, *endings))
            return TRUE;
    return FALSE;
}

#define MOST_PAGES ((size_t)256 << 20)

static Document *read_pages(const Format *format, const char *file, Stream *stream, const ReaderHelp *help, GError **error)
{
    ReaderPages read = format->knows == pdf_knows ? help->pdf : help->picture;
    g_autofree char *what = g_strconcat("a ", format->name, NULL);
    g_autoptr(GByteArray) whole = stream_read_whole(stream, MOST_PAGES, what, "", error);
    if (!whole)
        return NULL;
    if (!read) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s, which only biaosou-read reads"), file, what);
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_byte_array_free_to_bytes(g_steal_pointer(&whole));
    Document *document = read(bytes, help->data, error);
    if (document)
        document_finish(document);
    else
        g_prefix_error(error, "%s: ", file);
    return document;
}

static gboolean is_foreign(const char *file, const char *head, size_t len, GError **error)
{
    int code;
    const char *what = foreign_data(head, len, &code);
    if (what)
        g_set_error(error, READER_ERROR, code, _("%s: this is %s"), file, what);
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
    while (format->knows && !format->knows(head, len, is_named(file, format->endings)))
        format++;
    return format;
}

/* The format of what *STREAM has, or of what becomes of it where it is converted first: *WAS is then what it was. NULL
 * with an error. */
static const Format *open_format(const char *file, Stream **stream, const char **was, GError **error)
{
    *was = NULL;
    const Format *format = find_format(file, *stream, error);
    if (!format || !format->convert)
        return format;
    *stream = format->convert(file, g_steal_pointer(stream), was, error);
    format = *stream ? find_format(file, *stream, error) : NULL;
    if (format && format->convert) {
        g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: what was made of it is of the same kind"), file);
        return NULL;
    }
    return format;
}

/* Reads STREAM (taken over), which is of FORMAT (NULL: of none), in this process. */
static gboolean read_as(const Format *format, const char *file, Stream *stream, const ReaderHelp *help,
                        const ReaderSink *sink, ReaderShare *share, GError **error)
{
    if (!format) {
        stream_close(stream);
        return FALSE;
    }
    share->format = format->name;
    if (format->read)
        return format->read(file, stream, sink, share, error);
    if (format->knows == office_knows)
        return read_office(file, stream, help->members, sink, share, error);
    Document *document = format->document ? format->document(file, stream, sink->text != NULL, error)
                                          : read_pages(format, file, stream, help, error);
    GError *inner = NULL;
    gboolean ok = read_document(document, file, sink, share, document ? &inner : error);
    if (inner && format->knows == picture_knows && inner->code == READER_ERROR_FORMAT)
        inner->code = READER_ERROR_FOREIGN; /* of something else, as most pictures are */
    if (inner)
        g_propagate_error(error, inner);
    return ok;
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
    return stream && reader_read_stream(file, g_steal_pointer(&stream), NULL, sink, share, error);
}

gboolean reader_read_stream(const char *file, Stream *stream, ReaderNest *nest, const ReaderSink *sink, ReaderShare *share,
                            GError **error)
{
    static const ReaderHelp none = {0};
    const char *was = NULL;
    *share = (ReaderShare){.unit = ""};
    const Format *format = open_format(file, &stream, &was, error);
    gboolean ok = format && format->pages      ? confined_read(file, stream, CONFINED_PAGES, NULL, sink, share, error)
                  : format && format->confined ? members_read(file, stream, nest, sink, share, error)
                                               : read_as(format, file, stream, &none, sink, share, error);
    share->format = was ? was : share->format;
    return ok;
}

gboolean reader_read_here(const char *file, Stream *stream, const ReaderHelp *help, const ReaderSink *sink,
                          ReaderShare *share, GError **error)
{
    const char *was = NULL;
    *share = (ReaderShare){.unit = ""};
    const Format *format = open_format(file, &stream, &was, error);
    gboolean ok = read_as(format, file, stream, help, sink, share, error);
    share->format = was ? was : share->format;
    return ok;
}
