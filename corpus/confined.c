#include "corpus/confined.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "corpus/frame.h"
#include "corpus/read/program.h"
#include "corpus/table/column.h"
#include "messages/messages.h"

typedef struct {
    FrameReader reader;
    const ReaderSink *sink;
    ReaderShare *share;
} Hearing;

static gboolean hear(const guint8 *bytes, gsize len, gpointer data, GError **error)
{
    Hearing *hearing = data;
    g_byte_array_append(hearing->reader.bytes, bytes, (guint)len);
    return frame_take(&hearing->reader, hearing->sink, hearing->share, error) && !hearing->reader.ended;
}

static void set_ended(const char *file, int status, GError **error)
{
    gboolean slow = WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    g_autofree char *failed = g_strdup_printf(_("reading it failed: it is damaged, or takes over %zu MiB of memory; give it in pieces"),
                                              CONFINED_MEMORY_MOST >> 20);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", file, slow ? _("reading it took too long") : failed);
}

gboolean confined_read(const char *file, Stream *stream, ConfinedKind kind, const MemberSink *members, const ReaderSink *sink,
                       ReaderShare *share, GError **error)
{
    g_autoptr(Stream) owned = stream;
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree char *path = program_find("biaosou-read", "BIAOSOU_READ");
    g_autoptr(GError) inner = NULL;
    Hearing hearing = {{.bytes = bytes, .members = members}, sink, share};
    Program program;
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_ptr_array_add(argv, path);
    g_ptr_array_add(argv, (char *)(sink->text ? "text" : "records"));
    g_ptr_array_add(argv, (char *)(members ? "archive" : kind == CONFINED_PAGES ? "pages" : "file"));
    g_ptr_array_add(argv, (char *)language_name(language_now()));
    g_ptr_array_add(argv, (char *)file);
    for (char *const *name = column_added_names(); *name; name++)
        g_ptr_array_add(argv, *name);
    g_ptr_array_add(argv, NULL);
    if (!program_start(&program, (char *const *)argv->pdata)) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, _("%s: %s, which reads it, cannot be run: %s"), file, path,
                    g_strerror(errno));
        return FALSE;
    }
    gboolean ok = program_talk(&program, owned, hear, &hearing, &inner) && hearing.reader.ended;
    int status = program_end(&program, inner != NULL);
    if (inner)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (!ok)
        set_ended(file, status, error);
    return ok;
}
