/* Decompression by magic bytes; zlib and liblzma behind one read function. */
#include "corpus/read/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <lzma.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "corpus/read/sink.h"
#include "messages/messages.h"

enum { INPUT_SIZE = 256 * 1024 };
#define XZ_MEMORY_LIMIT (G_GUINT64_CONSTANT(512) << 20) /* xz -9e needs 65 MiB */

typedef enum { PLAIN, GZIP, XZ } Format;

struct Stream {
    char *file;
    int fd;
    Format format;
    gboolean file_ended; /* read() returned 0 */
    gboolean ended;      /* nothing more will come: the end, or an error */
    gboolean from_start; /* of a file whose first byte is the first of these */
    gboolean between;    /* at the end of a gzip member */
    guint8 *input;       /* INPUT_SIZE bytes, [next, next + left) not used yet */
    GByteArray *whole;   /* what `input` is of, where it is no file's */
    size_t next, left;
    z_stream gzip;
    lzma_stream xz;
    char *peeked;
    size_t peeked_len, peeked_used;
    GError *failure; /* met while peeking */
    gboolean (*stopped)(gconstpointer data);
    gconstpointer stop_data;
};

/* What the streams of a thread begin with: who reads for a client opens many, deep inside. */
static _Thread_local struct {
    gboolean (*stopped)(gconstpointer data);
    gconstpointer data;
} usual;

void stream_set_thread_stop(gboolean (*stopped)(gconstpointer data), gconstpointer data)
{
    usual.stopped = stopped;
    usual.data = data;
}

static Stream *stream_new(const char *name, int fd)
{
    Stream *s = g_new0(Stream, 1);
    s->file = g_strdup(name);
    s->fd = fd;
    s->xz = (lzma_stream)LZMA_STREAM_INIT;
    s->stopped = usual.stopped;
    s->stop_data = usual.data;
    return s;
}

gboolean stream_is_stopped(const Stream *s, GError **error)
{
    if (!s->stopped || !s->stopped(s->stop_data))
        return FALSE;
    g_set_error(error, READER_ERROR, READER_ERROR_STOPPED, _("%s: stopped"), s->file);
    return TRUE;
}

static gboolean refill(Stream *s, GError **error)
{
    if (s->left > 0 || s->file_ended)
        return TRUE;
    if (stream_is_stopped(s, error))
        return FALSE;
    ssize_t got;
    do
        got = read(s->fd, s->input, INPUT_SIZE);
    while (got < 0 && errno == EINTR);
    if (got < 0) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, _("%s: cannot read: %s"), s->file,
                    g_strerror(errno));
        return FALSE;
    }
    s->next = 0;
    s->left = (size_t)got;
    s->file_ended = got == 0;
    return TRUE;
}

static gssize damaged(Stream *s, const char *what, GError **error)
{
    g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED,
                _("%s: the %s data %s; what came before it was read"), s->file,
                s->format == XZ ? ".xz" : ".gz", what);
    return -1;
}

static gssize read_plain(Stream *s, void *buffer, size_t size, GError **error)
{
    if (!refill(s, error))
        return -1;
    size_t count = MIN(size, s->left);
    memcpy(buffer, s->input + s->next, count);
    s->next += count;
    s->left -= count;
    return (gssize)count;
}

/* One step of inflate; FALSE at the end of the file between members, or with an error. */
static gssize read_gzip(Stream *s, void *buffer, size_t size, GError **error)
{
    s->gzip.next_out = buffer;
    s->gzip.avail_out = (uInt)size;
    while (s->gzip.avail_out == size) {
        if (!refill(s, error))
            return -1;
        if (s->left == 0)
            return s->between ? 0 : damaged(s, _("ends too early"), error);
        if (s->between) {
            if (s->input[s->next] == 0) { /* padding, as gzip allows it */
                s->next++;
                s->left--;
                continue;
            }
            inflateReset(&s->gzip);
            s->between = FALSE;
        }
        s->gzip.next_in = s->input + s->next;
        s->gzip.avail_in = (uInt)s->left;
        int result = inflate(&s->gzip, Z_NO_FLUSH);
        s->next += s->left - s->gzip.avail_in;
        s->left = s->gzip.avail_in;
        if (result == Z_STREAM_END)
            s->between = TRUE;
        else if (result != Z_OK && result != Z_BUF_ERROR && s->gzip.avail_out == size)
            return damaged(s, _("is damaged"), error);
    }
    return (gssize)(size - s->gzip.avail_out);
}

static gssize read_xz(Stream *s, void *buffer, size_t size, GError **error)
{
    s->xz.next_out = buffer;
    s->xz.avail_out = size;
    while (s->xz.avail_out == size) {
        if (!refill(s, error))
            return -1;
        s->xz.next_in = s->input + s->next;
        s->xz.avail_in = s->left;
        lzma_ret result = lzma_code(&s->xz, s->file_ended ? LZMA_FINISH : LZMA_RUN);
        s->next += s->left - s->xz.avail_in;
        s->left = s->xz.avail_in;
        if (s->xz.avail_out < size)
            break;
        if (result == LZMA_STREAM_END)
            return 0;
        if (result == LZMA_MEMLIMIT_ERROR)
            return damaged(s, _("needs more than 512 MiB to decompress"), error);
        if (result == LZMA_BUF_ERROR)
            return damaged(s, _("ends too early"), error);
        if (result != LZMA_OK)
            return damaged(s, _("is damaged"), error);
    }
    return (gssize)(size - s->xz.avail_out);
}

static gssize read_format(Stream *s, void *buffer, size_t size, GError **error)
{
    size = MIN(size, 1u << 30);
    if (s->ended || size == 0)
        return 0;
    if (stream_is_stopped(s, error))
        return -1;
    gssize got = s->format == GZIP ? read_gzip(s, buffer, size, error)
                 : s->format == XZ ? read_xz(s, buffer, size, error)
                                   : read_plain(s, buffer, size, error);
    s->ended = got <= 0;
    return got;
}

static gboolean start(Stream *s, GError **error)
{
    static const guint8 gzip_magic[] = {0x1f, 0x8b}, xz_magic[] = {0xfd, '7', 'z', 'X', 'Z', 0};
    if (!refill(s, error))
        return FALSE;
    const guint8 *bytes = s->input;
    gboolean ok = TRUE;
    if (s->left >= 2 && memcmp(bytes, gzip_magic, sizeof gzip_magic) == 0) {
        s->format = GZIP;
        ok = inflateInit2(&s->gzip, 15 + 16) == Z_OK;
    } else if (s->left >= 6 && memcmp(bytes, xz_magic, sizeof xz_magic) == 0) {
        s->format = XZ;
        ok = lzma_stream_decoder(&s->xz, XZ_MEMORY_LIMIT, LZMA_CONCATENATED) == LZMA_OK;
    }
    if (!ok)
        g_set_error(error, READER_ERROR, READER_ERROR_COMPRESSED,
                    _("%s: cannot start decompressing: out of memory?"), s->file);
    return ok;
}

Stream *stream_open(const char *file, GError **error)
{
    gboolean is_stdin = strcmp(file, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, _("%s: cannot open: %s"), file,
                    g_strerror(errno));
        return NULL;
    }
    return stream_of(fd, file, error);
}

Stream *stream_of(int fd, const char *name, GError **error)
{
    Stream *s = stream_new(name, fd);
    s->input = g_malloc(INPUT_SIZE);
    s->from_start = lseek(fd, 0, SEEK_CUR) == 0;
    if (start(s, error))
        return s;
    stream_close(s);
    return NULL;
}

Stream *stream_of_bytes(GByteArray *bytes, const char *name)
{
    Stream *s = stream_new(name, -1);
    s->whole = bytes;
    s->input = bytes->data;
    s->left = bytes->len;
    s->file_ended = TRUE;
    return s;
}

void stream_close(Stream *s)
{
    if (!s)
        return;
    if (s->format == GZIP)
        inflateEnd(&s->gzip);
    lzma_end(&s->xz);
    if (s->fd > STDIN_FILENO)
        close(s->fd);
    g_clear_error(&s->failure);
    g_free(s->peeked);
    if (s->whole)
        g_byte_array_unref(s->whole);
    else
        g_free(s->input);
    g_free(s->file);
    g_free(s);
}

int stream_reopen(const Stream *s)
{
    char path[64];
    struct stat what;
    if (!s->from_start || s->format != PLAIN || fstat(s->fd, &what) != 0 || !S_ISREG(what.st_mode))
        return -1;
    snprintf(path, sizeof path, "/proc/self/fd/%d", s->fd);
    return open(path, O_RDONLY | O_CLOEXEC);
}

const char *stream_peek(Stream *s, size_t *len)
{
    gssize got = 1;
    if (!s->peeked)
        s->peeked = g_malloc(STREAM_PEEK);
    while (s->peeked_len < STREAM_PEEK && got > 0 && !s->failure) {
        got = read_format(s, s->peeked + s->peeked_len, STREAM_PEEK - s->peeked_len, &s->failure);
        s->peeked_len += got > 0 ? (size_t)got : 0;
    }
    *len = s->peeked_len;
    return s->peeked;
}

gssize stream_read(Stream *s, void *buffer, size_t size, GError **error)
{
    if (s->peeked_used < s->peeked_len) {
        size_t count = MIN(size, s->peeked_len - s->peeked_used);
        memcpy(buffer, s->peeked + s->peeked_used, count);
        s->peeked_used += count;
        return (gssize)count;
    }
    if (s->failure) {
        g_propagate_error(error, g_steal_pointer(&s->failure));
        return -1;
    }
    return read_format(s, buffer, size, error);
}

gboolean stream_read_all(Stream *s, GByteArray *out, size_t most, GError **error)
{
    guint8 chunk[65536];
    gssize got = 1;
    while (out->len <= most && (got = stream_read(s, chunk, sizeof chunk, error)) > 0)
        g_byte_array_append(out, chunk, (guint)got);
    return got >= 0;
}

GByteArray *stream_read_whole(Stream *stream, size_t most, const char *what, const char *hint, GError **error)
{
    g_autoptr(Stream) owned = stream;
    g_autoptr(GByteArray) all = g_byte_array_new();
    if (!stream_read_all(owned, all, most, error))
        return NULL;
    if (all->len <= most)
        return g_steal_pointer(&all);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, _("%s: %s of over %zu MiB%s"), owned->file, what, most >> 20,
                hint);
    return NULL;
}
