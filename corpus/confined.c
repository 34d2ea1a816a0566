#include "corpus/confined.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/frame.h"
#include "corpus/read/program.h"
#include "corpus/table/column.h"

/* Bytes on their way to the program. */
typedef struct {
    Stream *stream;
    guint8 block[1 << 16];
    gsize len, given;
} Feed;

/* Gives what can be given now. FALSE with an error if the stream fails. */
static gboolean feed(Program *program, Feed *from, GError **error)
{
    if (from->given == from->len) {
        gssize got = stream_read(from->stream, from->block, sizeof from->block, error);
        from->len = got > 0 ? (gsize)got : 0;
        from->given = 0;
        if (got <= 0) {
            program_shut_input(program);
            return got == 0;
        }
    }
    ssize_t n = send(program->to, from->block + from->given, from->len - from->given, MSG_NOSIGNAL | MSG_DONTWAIT);
    from->given += n > 0 ? (gsize)n : 0;
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        program_shut_input(program); /* it has read enough, or ended */
    return TRUE;
}

/* Reads what the program says now; FALSE once it says no more. */
static gboolean hear(const Program *program, FrameReader *reader)
{
    guint8 block[1 << 16];
    ssize_t n = read(program->from, block, sizeof block);
    if (n > 0)
        g_byte_array_append(reader->bytes, block, (guint)n);
    return n > 0 || (n < 0 && errno == EINTR);
}

/* Gives the program all that STREAM has and takes what it answers, until it has said all. FALSE with an error, or,
 * where the answer is no answer, without. */
static gboolean talk(Program *program, Stream *stream, FrameReader *reader, const ReaderSink *sink, ReaderShare *share,
                     GError **error)
{
    g_autofree Feed *from = g_new0(Feed, 1);
    from->stream = stream;
    for (gboolean open = TRUE; open && !reader->ended;) {
        struct pollfd wanted[] = {{program->from, POLLIN, 0}, {program->to, POLLOUT, 0}};
        if (poll(wanted, program->to >= 0 ? 2 : 1, -1) < 0)
            continue; /* EINTR */
        if (program->to >= 0 && wanted[1].revents && !feed(program, from, error))
            return FALSE;
        if (wanted[0].revents)
            open = hear(program, reader);
        if (!frame_take(reader, sink, share, error))
            return FALSE;
    }
    return reader->ended;
}

static void set_ended(const char *file, int status, GError **error)
{
    gboolean slow = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", file,
                slow ? "reading it took too long" : "reading it failed: it is damaged, or takes too much memory");
}

gboolean confined_read(const char *file, Stream *stream, const MemberSink *members, const ReaderSink *sink,
                       ReaderShare *share, GError **error)
{
    g_autoptr(Stream) owned = stream;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree char *path = program_find("biaosou-read", "BIAOSOU_READ");
    g_autoptr(GError) inner = NULL;
    FrameReader reader = {.bytes = bytes, .members = members};
    Program program;
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, path);
    g_ptr_array_add(argv, (char *)(sink->text ? "text" : "records"));
    g_ptr_array_add(argv, (char *)(members ? "archive" : "file"));
    g_ptr_array_add(argv, (char *)file);
    for (char *const *name = column_added_names(); *name; name++)
        g_ptr_array_add(argv, *name);
    g_ptr_array_add(argv, NULL);
    if (!program_start(&program, (char *const *)argv->pdata)) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, "%s: %s, which reads it, cannot be run: %s", file, path,
                    g_strerror(errno));
        return FALSE;
    }
    gboolean ok = talk(&program, owned, &reader, sink, share, &inner);
    int status = program_end(&program, inner != NULL);
    if (inner)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (!ok)
        set_ended(file, status, error);
    return ok;
}
