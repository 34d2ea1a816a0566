#include "corpus/confined.h"

#include <errno.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/container/container.h"
#include "corpus/frame.h"
#include "corpus/read/budget.h"
#include "corpus/read/program.h"
#include "corpus/table/column.h"
#include "messages/messages.h"

/* What a process says that may have to read again is kept until it has ended; but no more than this: then it is given all of
 * the budget, and does not. */
#define KEPT_MOST ((guint)8 << 20)
/* Of a file that is held whole, and what is made of it. */
#define TIMES_HELD 3

/* Parts of the budget that a file is given, one after the other: a page that is painted takes 35 MiB and more, and tesseract
 * 80 beside it. */
static const guint steps[] = {1, 4, BUDGET_PARTS};
enum { STEP_OF_PICTURES = 1, LAST_STEP = G_N_ELEMENTS(steps) - 1 };

/* What a process reads. */
typedef struct {
    const char *file;
    Stream *stream;
    ConfinedKind kind;
    const MemberSink *members;
    const ReaderSink *sink;
    ReaderShare *share;
} Reading;

typedef struct {
    FrameReader reader;
    const Reading *reading;
    const Program *program;
    gboolean keeps; /* what is said, for it may be read again */
    int budget;     /* what it holds, -1: nothing any more */
} Hearing;

static void give_back(Hearing *hearing)
{
    if (hearing->budget >= 0)
        close(hearing->budget);
    hearing->budget = -1;
}

static gboolean take(Hearing *hearing, GError **error)
{
    hearing->keeps = FALSE;
    return frame_take(&hearing->reader, hearing->reading->sink, hearing->reading->share, error) && !hearing->reader.ended;
}

/* From now on the process may hold what it likes, and what it says is handed on. An archive that gives its files holds little;
 * they are read meanwhile, and counted themselves. */
static gboolean let_go(Hearing *hearing, GError **error)
{
    give_back(hearing);
    if (!frame_has_member(&hearing->reader))
        hearing->budget = budget_take(BUDGET_PARTS, hearing->reading->stream, error);
    kill(hearing->program->pid, SIGUSR1);
    return (frame_has_member(&hearing->reader) || hearing->budget >= 0) && take(hearing, error);
}

static gboolean hear(const guint8 *bytes, gsize len, gpointer data, GError **error)
{
    Hearing *hearing = data;
    g_byte_array_append(hearing->reader.bytes, bytes, (guint)len);
    if (!hearing->keeps)
        return take(hearing, error);
    return (hearing->reader.bytes->len <= KEPT_MOST && !frame_has_member(&hearing->reader)) || let_go(hearing, error);
}

static gboolean is_slow(int status)
{
    return WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
}

static void set_ended(const char *file, int status, GError **error)
{
    g_autofree char *failed = g_strdup_printf(_("reading it failed: it is damaged, or takes over %zu MiB of memory; give it in pieces"),
                                              CONFINED_MEMORY_MOST >> 20);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", file, is_slow(status) ? _("reading it took too long") : failed);
}

/* Caller unrefs. */
static GPtrArray *make_arguments(const Reading *reading, const char *path, guint parts)
{
    GPtrArray *argv = g_ptr_array_new_with_free_func(g_free);
    const char *first[] = {path, reading->sink->text ? "text" : "records",
                           reading->members                   ? "archive"
                           : reading->kind == CONFINED_PAGES ? "pages"
                                                              : "file"};
    for (guint i = 0; i < G_N_ELEMENTS(first); i++)
        g_ptr_array_add(argv, g_strdup(first[i]));
    g_ptr_array_add(argv, g_strdup_printf("%zu", parts * BUDGET_PART >> 20));
    g_ptr_array_add(argv, g_strdup(language_name(language_now())));
    g_ptr_array_add(argv, g_strdup(reading->file));
    for (char *const *name = column_added_names(); *name; name++)
        g_ptr_array_add(argv, g_strdup(*name));
    g_ptr_array_add(argv, NULL);
    return argv;
}

/* Gives the process what is read, and hears it. *AGAIN: it had too little memory, and nothing was handed on. */
static gboolean talk(const Reading *reading, Program *program, Hearing *hearing, gboolean *again, GError **error)
{
    g_autoptr(GError) inner = NULL;
    program_talk(program, reading->stream, hear, hearing, &inner);
    int status = program_end(program, inner != NULL);
    give_back(hearing);
    *again = hearing->keeps && !inner && WIFEXITED(status) && WEXITSTATUS(status) == CONFINED_FILLED;
    if (hearing->keeps && !inner && !*again)
        take(hearing, &inner);
    const gboolean ok = hearing->reader.ended && !inner;
    if (inner)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (!ok && !*again)
        set_ended(reading->file, status, error);
    return ok;
}

/* Reads INPUT, or, -1, what the stream gives, with PARTS of the budget; AGAIN as above. */
static gboolean read_with(const Reading *reading, guint parts, int input, gboolean *again, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    g_autofree char *path = program_find("biaosou-read", "BIAOSOU_READ");
    g_autoptr(GPtrArray) argv = make_arguments(reading, path, parts);
    Program program;
    Hearing hearing = {{.bytes = bytes, .members = reading->members}, reading, &program, parts < BUDGET_PARTS,
                       budget_take(parts, reading->stream, error)};
    *again = FALSE;
    if (hearing.budget < 0)
        return FALSE;
    if (program_start(&program, (char *const *)argv->pdata, input))
        return talk(reading, &program, &hearing, again, error);
    g_set_error(error, READER_ERROR, READER_ERROR_IO, _("%s: %s, which reads it, cannot be run: %s"), reading->file, path,
                g_strerror(errno));
    give_back(&hearing);
    return FALSE;
}

/* Which of the steps INPUT is read with first. */
static guint first_step(const Reading *reading, int input)
{
    struct stat what;
    size_t len;
    const char *head = stream_peek(reading->stream, &len);
    guint step = picture_name(head, len) ? STEP_OF_PICTURES : 0;
    if (input < 0 || fstat(input, &what) != 0)
        return LAST_STEP;
    gsize held = office_knows(head, len, FALSE) ? 0 : TIMES_HELD * (gsize)what.st_size;
    while (step < LAST_STEP && held > steps[step] * BUDGET_PART)
        step++;
    return step;
}

gboolean confined_read(const char *file, Stream *stream, ConfinedKind kind, const MemberSink *members, const ReaderSink *sink,
                       ReaderShare *share, GError **error)
{
    g_autoptr(Stream) owned = stream;
    const Reading reading = {file, owned, kind, members, sink, share};
    int input = stream_reopen(owned);
    gboolean ok = FALSE, again = TRUE;
    for (guint step = first_step(&reading, input); again; step++) {
        ok = read_with(&reading, steps[step], input, &again, error);
        if (again)
            lseek(input, 0, SEEK_SET);
    }
    if (input >= 0)
        close(input);
    return ok;
}
