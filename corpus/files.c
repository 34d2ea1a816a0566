#include "corpus/files.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/frame.h"
#include "corpus/read/budget.h"
#include "corpus/reader.h"
#include "messages/messages.h"

/* A file that is being read ahead: by the process PID into OUT; PID 0: not yet. */
typedef struct {
    const char *file;
    pid_t pid;
    FILE *out;
} Job;

static void read_into(const char *file, FILE *out, gboolean text)
{
    g_autoptr(GError) error = NULL;
    const ReaderSink sink = frame_sink(out, text);
    ReaderShare share;
    reader_read_share(file, &sink, &share, &error);
    _exit(frame_put_end(out, &share, error) && fflush(out) == 0 ? 0 : 1);
}

/* Starts JOB; where that is not possible it stays not begun, and is read when its turn comes. */
static void start(Job *job, gboolean text)
{
    job->out = tmpfile();
    job->pid = job->out ? fork() : -1;
    if (job->pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        read_into(job->file, job->out, text);
    }
    if (job->pid < 0) {
        if (job->out)
            fclose(job->out);
        job->out = NULL;
        job->pid = 0;
    }
}

static gboolean finish(Job *job, const ReaderSink *sink, ReaderShare *share, GError **error)
{
    int status;
    if (job->pid == 0)
        return reader_read_share(job->file, sink, share, error);
    while (waitpid(job->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    g_autoptr(GError) inner = NULL;
    gboolean ok = frame_take_file(job->out, sink, share, &inner);
    if (inner)
        g_propagate_error(error, g_steal_pointer(&inner));
    else if (!ok)
        g_set_error(error, READER_ERROR, READER_ERROR_IO,
                    _("%s: reading it failed: its reader ended, or the temporary folder is full"), job->file);
    fclose(job->out);
    return ok;
}

static void give_up(Job *job)
{
    if (job->pid == 0)
        return;
    kill(job->pid, SIGKILL);
    while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    fclose(job->out);
}

void files_read(char *const *files, guint jobs, const ReaderSink *sink,
                gboolean (*ended)(const char *file, const ReaderShare *share, const GError *error, gpointer data))
{
    guint n = g_strv_length((char **)files), started = 0, at = 0;
    g_autofree Job *all = g_new0(Job, n);
    gboolean more = TRUE;
    budget_open(); /* which all share that are forked */
    for (; at < n && more; at++) {
        for (; jobs > 1 && n > 1 && started < MIN(n, at + jobs); started++) {
            all[started].file = files[started];
            if (strcmp(files[started], "-") != 0)
                start(&all[started], sink->text != NULL);
        }
        all[at].file = files[at];
        g_autoptr(GError) error = NULL;
        ReaderShare share = {.unit = ""};
        finish(&all[at], sink, &share, &error);
        more = ended(files[at], &share, error, sink->data);
    }
    for (; at < started; at++)
        give_up(&all[at]);
}
