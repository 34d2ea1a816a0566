#include "corpus/members.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "corpus/confined.h"
#include "corpus/frame.h"
#include "corpus/read/reject.h"
#include "corpus/reader.h"
#include "messages/messages.h"

/* An archive in an archive is read; what is an archive in that is not. */
#define MOST_DEPTH 2u
/* What comes out of an archive and those in it takes so many bytes of the temporary folder, one
 * file after another. */
#define MOST_BYTES ((guint64)16 << 30)
#define NO_ROOM N_("it cannot be kept in the temporary folder; is that full?")

typedef struct {
    const char *archive;
    ReaderNest *nest; /* of the files in it */
    const ReaderSink *sink;
    ReaderShare *share; /* of all that is in it */
    guint64 read, failed;
    guint64 records; /* of the current one */
    char *name;      /* of the current one, ARCHIVE/NAME */
    FILE *bytes;     /* what came of it, or NULL */
    gboolean lost;   /* it cannot be kept */
    GError *failure; /* of the archive */
} Members;

static void end_member(Members *members)
{
    if (members->bytes)
        fclose(members->bytes);
    members->bytes = NULL;
    members->lost = FALSE;
    g_clear_pointer(&members->name, g_free);
}

/* Counts FILES and BYTES that come out. FALSE if they are too many. */
static gboolean count(Members *members, guint files, size_t bytes)
{
    members->nest->files += files;
    members->nest->bytes += bytes;
    gboolean ok = members->nest->files <= MOST_MEMBERS && members->nest->bytes <= MOST_BYTES;
    if (!ok && !members->failure)
        g_set_error(&members->failure, READER_ERROR, READER_ERROR_FORMAT,
                    _("%s: over %u files or %u GiB come out of it; unpack it and give the folder"),
                    members->archive, MOST_MEMBERS, (guint)(MOST_BYTES >> 30));
    return ok;
}

static gboolean begin_member(Members *members, const char *name, size_t len)
{
    end_member(members);
    if (!count(members, 1, 0))
        return FALSE;
    g_autofree char *text = g_strndup(name, len);
    members->name = g_strdup_printf("%s/%s", members->archive, text);
    return TRUE;
}

static gboolean tell_member(const char *name, guint64 records, gpointer data)
{
    const ReaderSink *sink = ((Members *)data)->sink;
    return !sink->member || sink->member(name, records, sink->data);
}

static gboolean reject_member(Members *members, const char *why)
{
    const Source at = {.file = members->name};
    members->failed++;
    members->share->all++; /* not all is understood, whatever its size */
    return reject_send_at(members->sink, &at, "", 0, "%s", why) &&
           tell_member(members->name, 0, members);
}

static gboolean keep_bytes(Members *members, const void *bytes, size_t len)
{
    if (!count(members, 0, len))
        return FALSE;
    if (!members->bytes && !members->lost)
        members->bytes = tmpfile();
    members->lost = !members->bytes || fwrite(bytes, 1, len, members->bytes) != len;
    if (members->lost && members->bytes)
        fclose(g_steal_pointer(&members->bytes));
    return TRUE;
}

static gboolean pass_record(Record *record, gpointer data)
{
    Members *members = data;
    members->records++;
    return members->sink->record(record, members->sink->data);
}

static gboolean drop_record(Record *record, gpointer data)
{
    (void)data;
    record_free(record);
    return TRUE;
}

static gboolean pass_text(const ReaderText *text, gpointer data)
{
    Members *members = data;
    members->records++;
    return members->sink->text(text, members->sink->data);
}

static gboolean drop_text(const ReaderText *text, gpointer data)
{
    (void)text;
    (void)data;
    return TRUE;
}

static gboolean pass_reject(const Reject *reject, gpointer data)
{
    const ReaderSink *sink = ((Members *)data)->sink;
    return !sink->reject || sink->reject(reject, sink->data);
}

/* Adds what of a member of SIZE bytes was understood. */
static void add_share(Members *members, const ReaderShare *share, guint64 size)
{
    ReaderShare *all = members->share;
    double part = share->all ? (double)share->understood / (double)share->all : 1;
    all->all += size;
    all->understood += MIN(size, (guint64)(part * (double)size));
    all->tables += share->tables;
    all->rows += share->rows;
    all->left_out += share->left_out;
}

/* Reads the current member, which FD (taken over) has, into OUT, as frames. */
static gboolean read_into(Members *members, int fd, FILE *out, ReaderShare *share, GError **error)
{
    const ReaderSink sink = frame_sink(out, members->sink->text != NULL);
    g_autoptr(Stream) stream = stream_of(fd, members->name, error);
    return stream && reader_read_stream(members->name, g_steal_pointer(&stream), members->nest,
                                        &sink, share, error);
}

/* Tells what has become of the current member, which was read into OUT with PROBLEM (NULL: none).
 * FALSE if no more is wanted. */
static gboolean deliver(Members *members, FILE *out, const ReaderShare *share,
                        const GError *problem, guint64 size)
{
    const ReaderSink whole = {pass_record, pass_reject, members, members->sink->text ? pass_text : NULL, tell_member},
                     rejects = {drop_record, pass_reject, members, drop_text, NULL};
    gboolean archive = g_strcmp0(share->format, "ZIP") == 0; /* whose files have been told */
    ReaderShare told = {.unit = ""};
    g_autoptr(GError) stopped = NULL;
    if (problem && problem->code == READER_ERROR_FOREIGN) {
        members->share->left_out++;
        return TRUE;
    }
    gboolean full = problem && problem->code == READER_ERROR_STOPPED; /* nothing but OUT stops it */
    if (full || !frame_put_end(out, share, NULL) || fflush(out) != 0)
        return reject_member(members, _(NO_ROOM));
    members->records = 0;
    frame_take_file(out, problem ? &rejects : &whole, &told, &stopped);
    add_share(members, problem ? &(ReaderShare){.all = 1} : share, size);
    if (stopped)
        return FALSE;
    members->read += !problem;
    if (!problem)
        return archive || !members->records ||
               tell_member(members->name, members->records, members);
    const char *why = problem->message;
    if (g_str_has_prefix(why, members->name) && g_str_has_prefix(why + strlen(members->name), ": "))
        why += strlen(members->name) + 2;
    return reject_member(members, why);
}

static gboolean read_member(Members *members)
{
    keep_bytes(members, "", 0); /* it may be empty */
    FILE *out = members->bytes ? tmpfile() : NULL;
    int fd = out && fflush(members->bytes) == 0 ? dup(fileno(members->bytes)) : -1;
    off_t size = fd >= 0 ? lseek(fd, 0, SEEK_END) : -1;
    g_autoptr(GError) problem = NULL;
    ReaderShare share = {.unit = ""};
    gboolean more;
    if (size >= 0 && lseek(fd, 0, SEEK_SET) == 0) {
        read_into(members, fd, out, &share, &problem);
        more = deliver(members, out, &share, problem, (guint64)size);
    } else {
        more = reject_member(members, _(NO_ROOM));
        if (fd >= 0)
            close(fd);
    }
    if (out)
        fclose(out);
    end_member(members);
    return more;
}

static gboolean take_event(MemberEvent event, const void *bytes, size_t len, gpointer data)
{
    Members *members = data;
    if (event == MEMBER_BEGINS)
        return begin_member(members, bytes, len);
    if (!members->name)
        return FALSE; /* none has begun */
    if (event == MEMBER_GOES_ON)
        return keep_bytes(members, bytes, len);
    if (event == MEMBER_IS_WHOLE)
        return read_member(members);
    g_autofree char *why = g_strndup(bytes, len);
    gboolean more = reject_member(members, why);
    end_member(members);
    return more;
}

/* Sets the error of an archive, FILE, of which nothing was read; MEMBERS: what came of it. FALSE.
 */
static gboolean set_nothing(const char *file, const Members *members, GError **error)
{
    gboolean foreign = members->share->left_out > 0 && members->failed == 0;
    g_set_error(error, READER_ERROR, foreign ? READER_ERROR_FOREIGN : READER_ERROR_FORMAT, "%s: %s",
                file,
                foreign               ? _("this is an archive of files that no reader is for")
                : members->failed > 0 ? _("nothing in the archive can be read")
                                      : _("the archive holds no files"));
    return FALSE;
}

gboolean members_read(const char *file, Stream *stream, ReaderNest *nest, const ReaderSink *sink,
                      ReaderShare *share, GError **error)
{
    ReaderNest outermost = {0, 0, 0};
    ReaderShare own = {.unit = ""}, all = {.unit = "bytes", .format = "ZIP"};
    Members members = {
        .archive = file, .nest = nest ? nest : &outermost, .sink = sink, .share = &all};
    const MemberSink sought = {take_event, &members};
    g_autoptr(GError) inner = NULL;
    guint depth = members.nest->depth++;
    gboolean ok =
        confined_read(file, stream, CONFINED_FILE, depth < MOST_DEPTH ? &sought : NULL, sink, &own, &inner);
    members.nest->depth--;
    end_member(&members);
    *share = members.read + members.failed + all.left_out > 0 ? all : own;
    if (members.failure)
        g_propagate_error(error, members.failure);
    else if (inner)
        g_propagate_error(error, g_steal_pointer(&inner));
    return ok && (g_strcmp0(own.format, "ZIP") != 0 || members.read > 0 ||
                  set_nothing(file, &members, error));
}
