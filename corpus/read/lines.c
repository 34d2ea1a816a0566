/* A growing window over a stream, cut at line feeds. */
#include "corpus/read/lines.h"

#include <string.h>

enum { WINDOW = 256 * 1024, KEPT_OF_TOO_LONG = 4096 };

struct LineReader {
    Stream *stream;
    char *buffer;
    size_t size, start, end; /* [start, end) is read and not delivered */
    unsigned number;
    gboolean ended;
};

LineReader *line_reader_new(Stream *stream)
{
    LineReader *reader = g_new0(LineReader, 1);
    reader->stream = stream;
    reader->size = WINDOW;
    reader->buffer = g_malloc(reader->size);
    return reader;
}

LineReader *line_reader_open(const char *file, GError **error)
{
    Stream *stream = stream_open(file, error);
    return stream ? line_reader_new(stream) : NULL;
}

void line_reader_close(LineReader *reader)
{
    if (!reader)
        return;
    stream_close(reader->stream);
    g_free(reader->buffer);
    g_free(reader);
}

/* Reads more behind what is held, making room for it. FALSE with an error. */
static gboolean fill(LineReader *r, GError **error)
{
    if (r->start > 0) {
        memmove(r->buffer, r->buffer + r->start, r->end - r->start);
        r->end -= r->start;
        r->start = 0;
    }
    if (r->end == r->size) {
        r->size *= 2;
        r->buffer = g_realloc(r->buffer, r->size);
    }
    gssize got = stream_read(r->stream, r->buffer + r->end, r->size - r->end, error);
    if (got < 0)
        return FALSE;
    r->end += (size_t)got;
    r->ended = got == 0;
    return TRUE;
}

/* Drops the rest of a line that is too long, keeping its beginning at the buffer's start. */
static gboolean skip_rest(LineReader *r, Line *line, GError **error)
{
    memmove(r->buffer, r->buffer + r->start, KEPT_OF_TOO_LONG);
    *line = (Line){r->buffer, KEPT_OF_TOO_LONG, ++r->number, TRUE};
    for (;;) {
        char *chunk = r->buffer + KEPT_OF_TOO_LONG;
        gssize got = stream_read(r->stream, chunk, r->size - KEPT_OF_TOO_LONG, error);
        if (got < 0)
            return FALSE;
        char *newline = got ? memchr(chunk, '\n', (size_t)got) : NULL;
        r->ended = got == 0;
        r->end = KEPT_OF_TOO_LONG + (size_t)got;
        r->start = newline ? (size_t)(newline + 1 - r->buffer) : r->end;
        if (newline || got == 0)
            return TRUE;
    }
}

static void deliver(LineReader *r, size_t len, gboolean newline, Line *line)
{
    gboolean too_long = len > LINE_MAX_BYTES;
    *line = (Line){r->buffer + r->start, too_long ? KEPT_OF_TOO_LONG : len, ++r->number, too_long};
    r->start += len + (newline ? 1 : 0);
    if (line->len && line->text[line->len - 1] == '\r')
        line->len--;
    if (r->number == 1 && line->len >= 3 && memcmp(line->text, "\xef\xbb\xbf", 3) == 0) {
        line->text += 3;
        line->len -= 3;
    }
}

gboolean line_reader_next(LineReader *r, Line *line, GError **error)
{
    size_t searched = 0;
    for (;;) {
        size_t held = r->end - r->start;
        char *newline = memchr(r->buffer + r->start + searched, '\n', held - searched);
        if (newline) {
            deliver(r, (size_t)(newline - r->buffer) - r->start, TRUE, line);
            return TRUE;
        }
        if (r->ended) {
            if (held)
                deliver(r, held, FALSE, line);
            return held > 0;
        }
        if (held > LINE_MAX_BYTES)
            return skip_rest(r, line, error);
        searched = held;
        if (!fill(r, error))
            return FALSE;
    }
}
