#include "indexer/write/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/read/budget.h"
#include "indexer/read/index.h"
#include "messages/messages.h"

#define MESSAGE_BYTES 2048

/* What a worker leaves in memory that it shares with the caller. */
typedef struct {
    PoolResult result;
    int code;
    char message[MESSAGE_BYTES];
} Report;

typedef struct {
    pid_t pid; /* 0: free */
    int alive; /* a pipe whose other end only the worker has: it can be read once the worker ends */
    gpointer data;
    PoolDone done;
    Report *report;
} Worker;

struct Pool {
    guint jobs, running;
    const Stop *stop;
    Worker *workers;
    Report *reports;
};

gboolean pool_stopped(const Pool *pool, GError **error)
{
    return stop_asked(pool->stop, error);
}

const Stop *pool_stop(const Pool *pool)
{
    return pool->stop;
}

Pool *pool_new(guint jobs, const Stop *stop)
{
    Pool *pool = g_new0(Pool, 1);
    budget_open(); /* which its workers share */
    pool->jobs = MAX(1u, jobs);
    pool->stop = stop;
    pool->workers = g_new0(Worker, pool->jobs);
    pool->reports = mmap(NULL, pool->jobs * sizeof(Report), PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pool->reports == MAP_FAILED)
        g_error("no memory for %u workers", pool->jobs);
    for (guint i = 0; i < pool->jobs; i++)
        pool->workers[i].report = &pool->reports[i];
    return pool;
}

/* The status of a worker that has ended or was killed; it is none any more. */
static int reap(Worker *worker)
{
    int status = 0;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    close(worker->alive);
    worker->pid = 0;
    return status;
}

void pool_free(Pool *pool)
{
    if (!pool)
        return;
    for (guint i = 0; i < pool->jobs; i++)
        if (pool->workers[i].pid)
            kill(pool->workers[i].pid, SIGKILL);
    for (guint i = 0; i < pool->jobs; i++) {
        Worker *worker = &pool->workers[i];
        if (!worker->pid)
            continue;
        reap(worker);
        if (worker->done)
            worker->done(worker->data, NULL);
    }
    munmap(pool->reports, pool->jobs * sizeof(Report));
    g_free(pool->workers);
    g_free(pool);
}

static Worker *free_worker(Pool *pool)
{
    for (guint i = 0; i < pool->jobs; i++)
        if (!pool->workers[i].pid)
            return &pool->workers[i];
    return NULL;
}

static gboolean finish(Pool *pool, Worker *worker, GError **error)
{
    const Report *report = worker->report;
    int status = reap(worker);
    pool->running--;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        if (worker->done)
            worker->done(worker->data, &report->result);
        return TRUE;
    }
    if (worker->done)
        worker->done(worker->data, NULL);
    if (WIFEXITED(status) && report->message[0])
        g_set_error_literal(error, INDEX_ERROR, report->code, report->message);
    else if (WIFSIGNALED(status))
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("a worker was ended by signal %d (%s)"),
                    WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("a worker ended with status %d"),
                    WEXITSTATUS(status));
    return FALSE;
}

/* A worker that has ended, or NULL if none has for a while. */
static Worker *wait_for_worker(Pool *pool)
{
    g_autofree struct pollfd *ends = g_new0(struct pollfd, pool->jobs);
    for (guint i = 0; i < pool->jobs; i++) {
        ends[i].fd = pool->workers[i].pid ? pool->workers[i].alive : -1;
        ends[i].events = POLLIN;
    }
    if (poll(ends, pool->jobs, STOP_INTERVAL_MS) <= 0)
        return NULL;
    for (guint i = 0; i < pool->jobs; i++)
        if (ends[i].revents)
            return &pool->workers[i];
    return NULL;
}

gboolean pool_wait(Pool *pool, guint left, GError **error)
{
    while (pool->running > left) {
        if (pool_stopped(pool, error))
            return FALSE;
        Worker *worker = wait_for_worker(pool);
        if (worker && !finish(pool, worker, error))
            return FALSE;
    }
    return TRUE;
}

static void G_GNUC_NORETURN work(PoolTask task, gpointer data, Report *report, pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) /* it died before the line above */
        _exit(1);
    /* A terminal's Ctrl-C reaches all; the caller decides and kills. */
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    g_autoptr(GError) error = NULL;
    if (task(data, &report->result, &error))
        _exit(0);
    report->code = error && error->domain == INDEX_ERROR ? error->code : INDEX_ERROR_WRITE;
    g_strlcpy(report->message, error ? error->message : _("a worker failed and does not say why"),
              MESSAGE_BYTES);
    _exit(1);
}

/* A task that cannot be started is done too. Returns FALSE. */
static gboolean give_back(PoolDone done, gpointer data)
{
    if (done)
        done(data, NULL);
    return FALSE;
}

gboolean pool_run(Pool *pool, PoolTask task, gpointer data, PoolDone done, GError **error)
{
    int ends[2];
    if (!pool_wait(pool, pool->jobs - 1, error) || pool_stopped(pool, error))
        return give_back(done, data);
    Worker *worker = free_worker(pool);
    memset(worker->report, 0, sizeof *worker->report);
    gboolean piped = g_unix_open_pipe(ends, FD_CLOEXEC, NULL);
    pid_t parent = getpid(), pid = piped ? fork() : -1;
    if (pid == 0)
        work(task, data, worker->report, parent);
    int code = errno;
    if (piped)
        close(ends[1]);
    if (pid < 0) {
        if (piped)
            close(ends[0]);
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("a worker cannot be started: %s"),
                    g_strerror(code));
        return give_back(done, data);
    }
    *worker = (Worker){pid, ends[0], data, done, worker->report};
    pool->running++;
    return TRUE;
}
