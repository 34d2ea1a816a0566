#include "corpus/frame.h"
#include "messages/messages.h"

#include <string.h>

/* A record or a reject is far smaller. */
#define MOST_FRAME ((guint32)256 << 20)
/* Of a record: what reads it takes many times as much. */
#define MOST_RECORD ((guint32)4 << 20)
/* No row of a table has more. */
#define MOST_CELLS 65536u

enum { RECORD = 'r', REJECT = 'j', TEXT = 'x', TALLY = 't', MEMBER = 'm', END = 'e', HEAD_SIZE = 1 + sizeof(guint32) };

static gboolean put(FILE *out, char kind, const GByteArray *bytes)
{
    const guint32 len = bytes->len;
    return fputc(kind, out) != EOF && fwrite(&len, sizeof len, 1, out) == 1 &&
           fwrite(bytes->data, 1, len, out) == len;
}

static void add(GByteArray *bytes, gconstpointer value, size_t len)
{
    g_byte_array_append(bytes, value, (guint)len);
}

/* A string with its NUL; NULL is "". */
static void add_string(GByteArray *bytes, const char *text)
{
    add(bytes, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_source(GByteArray *bytes, const Source *at)
{
    add(bytes, &at->page, sizeof at->page);
    add(bytes, &at->line, sizeof at->line);
    add_string(bytes, at->file);
    add_string(bytes, at->sheet);
}

static gboolean put_reject(const Reject *reject, gpointer out)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    add_source(bytes, &reject->at);
    add_string(bytes, reject->reason);
    add_string(bytes, reject->text);
    return put(out, REJECT, bytes);
}

static gboolean put_record(Record *owned, gpointer out)
{
    g_autoptr(Record) record = owned;
    g_autoptr(GByteArray) packed = g_byte_array_new();
    record_pack(record, packed);
    if (packed->len <= MOST_RECORD)
        return put(out, RECORD, packed);
    const GPtrArray *sources = record->values[FIELD_SOURCES].list;
    const Source nowhere = {.file = (char *)""};
    const Reject reject = {sources ? *(const Source *)sources->pdata[0] : nowhere, "a record of over 4 MiB; as a line of JSON Lines it may have 12", ""};
    return put_reject(&reject, out);
}

static gboolean put_text(const ReaderText *text, gpointer out)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    add_source(bytes, &text->at);
    add(bytes, &text->number, sizeof text->number);
    add(bytes, &text->title, sizeof text->title);
    add(bytes, &text->goes_on, sizeof text->goes_on);
    add(bytes, &text->count, sizeof text->count);
    for (guint i = 0; i < text->count; i++)
        add_string(bytes, text->cells[i]);
    return put(out, TEXT, bytes);
}

static gboolean put_tally(const char *file, guint64 records, gpointer out)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    add(bytes, &records, sizeof records);
    add_string(bytes, file);
    return put(out, TALLY, bytes);
}

gboolean frame_put_member(MemberEvent event, const void *bytes, size_t len, gpointer out)
{
    g_autoptr(GByteArray) framed = g_byte_array_new();
    const guint8 what = (guint8)event;
    add(framed, &what, sizeof what);
    if (len > 0)
        add(framed, bytes, len);
    return put(out, MEMBER, framed);
}

ReaderSink frame_sink(FILE *out, gboolean text)
{
    return (ReaderSink){put_record, put_reject, out, text ? put_text : NULL, put_tally};
}

gboolean frame_put_end(FILE *out, const ReaderShare *share, const GError *error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const gint32 code = error ? error->code : -1;
    add(bytes, &code, sizeof code);
    add(bytes, &share->understood, sizeof share->understood);
    add(bytes, &share->all, sizeof share->all);
    add(bytes, &share->tables, sizeof share->tables);
    add(bytes, &share->rows, sizeof share->rows);
    add(bytes, &share->left_out, sizeof share->left_out);
    add_string(bytes, share->unit);
    add_string(bytes, share->format);
    add_string(bytes, error ? error->message : NULL);
    return put(out, END, bytes);
}

/* What of a frame has not been taken. */
typedef struct {
    const guint8 *at;
    size_t left;
    gboolean wrong;
} Rest;

static void take_value(Rest *rest, gpointer value, size_t len)
{
    memset(value, 0, len);
    rest->wrong = rest->wrong || rest->left < len;
    if (rest->wrong)
        return;
    memcpy(value, rest->at, len);
    rest->at += len;
    rest->left -= len;
}

static const char *take_string(Rest *rest)
{
    const guint8 *end = rest->wrong ? NULL : memchr(rest->at, '\0', rest->left);
    const char *text = end ? (const char *)rest->at : "";
    rest->wrong = end == NULL;
    if (!end)
        return text;
    rest->left -= (size_t)(end + 1 - rest->at);
    rest->at = end + 1;
    return text;
}

static gboolean take_record(Rest *rest, const ReaderSink *sink)
{
    Record *record = record_unpack(rest->at, rest->left, NULL);
    rest->wrong = record == NULL;
    return record && sink->record(record, sink->data);
}

static Source take_source(Rest *rest)
{
    Source at = {0};
    take_value(rest, &at.page, sizeof at.page);
    take_value(rest, &at.line, sizeof at.line);
    at.file = (char *)take_string(rest);
    const char *sheet = take_string(rest);
    at.sheet = *sheet ? (char *)sheet : NULL;
    return at;
}

/* The cells must be as many as can be in what is left. */
static gboolean take_text(Rest *rest, const ReaderSink *sink)
{
    ReaderText text = {.at = take_source(rest)};
    take_value(rest, &text.number, sizeof text.number);
    take_value(rest, &text.title, sizeof text.title);
    take_value(rest, &text.goes_on, sizeof text.goes_on);
    take_value(rest, &text.count, sizeof text.count);
    rest->wrong = rest->wrong || !sink->text || text.count > MIN(rest->left, MOST_CELLS) || text.number >= (int)text.count ||
                  text.title >= (int)text.count;
    g_autofree const char **cells = rest->wrong ? NULL : g_new0(const char *, text.count + 1);
    for (guint i = 0; cells && i < text.count; i++)
        cells[i] = take_string(rest);
    text.cells = cells;
    return !rest->wrong && sink->text(&text, sink->data);
}

static gboolean take_reject(Rest *rest, const ReaderSink *sink)
{
    Reject reject = {.at = take_source(rest)};
    reject.reason = take_string(rest);
    reject.text = take_string(rest);
    return !rest->wrong && (!sink->reject || sink->reject(&reject, sink->data));
}

static gboolean take_tally(Rest *rest, const ReaderSink *sink)
{
    guint64 records;
    take_value(rest, &records, sizeof records);
    const char *file = take_string(rest);
    return !rest->wrong && (!sink->member || sink->member(file, records, sink->data));
}

static gboolean take_member(Rest *rest, const MemberSink *members)
{
    guint8 event;
    take_value(rest, &event, sizeof event);
    gboolean is_text = event == MEMBER_BEGINS || event == MEMBER_IS_BROKEN;
    rest->wrong = rest->wrong || !members || event > MEMBER_IS_BROKEN ||
                  (is_text && !g_utf8_validate_len((const char *)rest->at, rest->left, NULL));
    return !rest->wrong && members->event((MemberEvent)event, rest->at, rest->left, members->data);
}

static gboolean take_end(Rest *rest, ReaderShare *share, GError **error)
{
    ReaderShare told;
    gint32 code;
    take_value(rest, &code, sizeof code);
    take_value(rest, &told.understood, sizeof told.understood);
    take_value(rest, &told.all, sizeof told.all);
    take_value(rest, &told.tables, sizeof told.tables);
    take_value(rest, &told.rows, sizeof told.rows);
    take_value(rest, &told.left_out, sizeof told.left_out);
    told.unit = g_intern_string(take_string(rest));
    told.format = g_intern_string(take_string(rest));
    const char *message = take_string(rest);
    rest->wrong = rest->wrong || told.understood > told.all;
    if (rest->wrong)
        return FALSE;
    *share = told;
    if (code >= 0)
        g_set_error_literal(error, READER_ERROR, code, message);
    return code < 0;
}

/* Takes one frame; as frame_take(). */
static gboolean take(FrameReader *reader, char kind, Rest rest, const ReaderSink *sink, ReaderShare *share,
                     GError **error)
{
    gboolean more = kind == RECORD   ? take_record(&rest, sink)
                    : kind == REJECT ? take_reject(&rest, sink)
                    : kind == TEXT   ? take_text(&rest, sink)
                    : kind == TALLY  ? take_tally(&rest, sink)
                    : kind == MEMBER ? take_member(&rest, reader->members)
                                     : kind == END && take_end(&rest, share, error);
    reader->ended = kind == END && !rest.wrong;
    if (!more && !rest.wrong && kind && strchr((const char[]){RECORD, REJECT, TEXT, TALLY, MEMBER, '\0'}, kind))
        g_set_error_literal(error, READER_ERROR, READER_ERROR_STOPPED, _("stopped"));
    return more && !rest.wrong;
}

gboolean frame_has_member(const FrameReader *reader)
{
    return reader->bytes->len > 0 && reader->bytes->data[0] == MEMBER;
}

gboolean frame_take(FrameReader *reader, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    const guint8 *bytes = reader->bytes->data;
    guint at = 0;
    guint32 len = 0;
    gboolean ok = TRUE;
    while (ok && !reader->ended && reader->bytes->len - at >= HEAD_SIZE) {
        memcpy(&len, bytes + at + 1, sizeof len);
        if (len > MOST_FRAME || reader->bytes->len - at - HEAD_SIZE < len)
            break;
        ok = take(reader, (char)bytes[at], (Rest){bytes + at + HEAD_SIZE, len, FALSE}, sink, share, error);
        at += HEAD_SIZE + len;
    }
    g_byte_array_remove_range(reader->bytes, 0, at);
    return ok && len <= MOST_FRAME;
}

gboolean frame_take_file(FILE *file, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    FrameReader reader = {.bytes = bytes};
    guint8 block[1 << 16];
    size_t n;
    rewind(file);
    while (!reader.ended && (n = fread(block, 1, sizeof block, file)) > 0) {
        g_byte_array_append(bytes, block, (guint)n);
        if (!frame_take(&reader, sink, share, error))
            return FALSE;
    }
    return reader.ended;
}
