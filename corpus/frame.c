#include "corpus/frame.h"

#include <string.h>

/* A record or a reject is far smaller. */
#define MOST_FRAME ((guint32)256 << 20)

enum { RECORD = 'r', REJECT = 'j', END = 'e', HEAD_SIZE = 1 + sizeof(guint32) };

static gboolean put(FILE *out, char kind, const GByteArray *bytes)
{
    const guint32 len = bytes->len;
    return fputc(kind, out) != EOF && fwrite(&len, sizeof len, 1, out) == 1 &&
           fwrite(bytes->data, 1, len, out) == len;
}

static gboolean put_record(Record *owned, gpointer out)
{
    g_autoptr(Record) record = owned;
    g_autoptr(GByteArray) packed = g_byte_array_new();
    record_pack(record, packed);
    return put(out, RECORD, packed);
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

static gboolean put_reject(const Reject *reject, gpointer out)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    add(bytes, &reject->at.page, sizeof reject->at.page);
    add(bytes, &reject->at.line, sizeof reject->at.line);
    add_string(bytes, reject->at.file);
    add_string(bytes, reject->at.sheet);
    add_string(bytes, reject->reason);
    add_string(bytes, reject->text);
    return put(out, REJECT, bytes);
}

const ReaderSink frame_sink = {put_record, put_reject, NULL};

gboolean frame_put_end(FILE *out, const ReaderShare *share, const GError *error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    const gint32 code = error ? error->code : -1;
    add(bytes, &code, sizeof code);
    add(bytes, &share->understood, sizeof share->understood);
    add(bytes, &share->all, sizeof share->all);
    add(bytes, &share->tables, sizeof share->tables);
    add(bytes, &share->rows, sizeof share->rows);
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

static gboolean take_reject(Rest *rest, const ReaderSink *sink)
{
    Reject reject = {0};
    take_value(rest, &reject.at.page, sizeof reject.at.page);
    take_value(rest, &reject.at.line, sizeof reject.at.line);
    reject.at.file = (char *)take_string(rest);
    const char *sheet = take_string(rest);
    reject.at.sheet = *sheet ? (char *)sheet : NULL;
    reject.reason = take_string(rest);
    reject.text = take_string(rest);
    return !rest->wrong && (!sink->reject || sink->reject(&reject, sink->data));
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
                                     : kind == END && take_end(&rest, share, error);
    reader->ended = kind == END && !rest.wrong;
    if (!more && !rest.wrong && (kind == RECORD || kind == REJECT))
        g_set_error_literal(error, READER_ERROR, READER_ERROR_STOPPED, "stopped");
    return more && !rest.wrong;
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
