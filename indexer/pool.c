#include "indexer/pool.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/index.h"

#define MESSAGE_BYTES 2048

/* What a worker leaves in memory that it shares with the caller. */
typedef struct {
    PoolResult result;
    int code;
    char message[MESSAGE_BYTES];
} Report;

typedef struct {
    pid_t pid; /* 0: free */
    gpointer data;
    PoolDone done;
    Report *report;
} Worker;

struct Pool {
    guint jobs, running;
    Worker *workers;
    Report *reports;
};

static volatile sig_atomic_t stop_signal;

/* The signals that end a wait. They are blocked but for the wait itself, else one that comes just
 * before it would go unnoticed until a worker ends. */
static const int waking_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGCHLD};

static void note_signal(int number)
{
    stop_signal = number;
}

void pool_catch_signals(void)
{
    struct sigaction action = {.sa_handler = note_signal}; /* no SA_RESTART: waiting ends */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(), as a full disk is */
}

gboolean pool_stopped(GError **error)
{
    if (stop_signal)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_STOPPED,
                    "stopped by signal %d (%s); the index is as it was", (int)stop_signal,
                    strsignal(stop_signal));
    return stop_signal != 0;
}

Pool *pool_new(guint jobs)
{
    Pool *pool = g_new0(Pool, 1);
    pool->jobs = MAX(1u, jobs);
    pool->workers = g_new0(Worker, pool->jobs);
    pool->reports = mmap(NULL, pool->jobs * sizeof(Report), PROT_READ | PROT_WRITE,
                         MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pool->reports == MAP_FAILED)
        g_error("no memory for %u workers", pool->jobs);
    for (guint i = 0; i < pool->jobs; i++)
        pool->workers[i].report = &pool->reports[i];
    return pool;
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
        while (worker->pid && waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        if (worker->pid && worker->done)
            worker->done(worker->data, NULL);
    }
    munmap(pool->reports, pool->jobs * sizeof(Report));
    g_free(pool->workers);
    g_free(pool);
}

static Worker *find_worker(Pool *pool, pid_t pid)
{
    for (guint i = 0; i < pool->jobs; i++)
        if (pool->workers[i].pid == pid)
            return &pool->workers[i];
    return NULL;
}

static gboolean finish(Pool *pool, Worker *worker, int status, GError **error)
{
    const Report *report = worker->report;
    worker->pid = 0;
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
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "a worker was ended by signal %d (%s)",
                    WTERMSIG(status), strsignal(WTERMSIG(status)));
    else
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "a worker ended with status %d",
                    WEXITSTATUS(status));
    return FALSE;
}

static void ignore_child(int number)
{
    (void)number; /* without a handler sigsuspend() would sleep on */
}

/* As waitpid(-1), but returns 0 after a signal to stop. */
static pid_t wait_for_child(int *status)
{
    struct sigaction action = {.sa_handler = ignore_child}, child_before;
    sigset_t waking, before;
    sigemptyset(&waking);
    for (gsize i = 0; i < G_N_ELEMENTS(waking_signals); i++)
        sigaddset(&waking, waking_signals[i]);
    sigprocmask(SIG_BLOCK, &waking, &before);
    sigaction(SIGCHLD, &action, &child_before);
    pid_t pid;
    while ((pid = waitpid(-1, status, WNOHANG)) == 0 && !stop_signal)
        sigsuspend(&before);
    sigaction(SIGCHLD, &child_before, NULL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return pid;
}

gboolean pool_wait(Pool *pool, guint left, GError **error)
{
    while (pool->running > left) {
        int status = 0;
        pid_t pid = wait_for_child(&status);
        Worker *worker = pid > 0 ? find_worker(pool, pid) : NULL;
        if (pool_stopped(error)) {
            if (worker)
                worker->pid = 0;
            return FALSE;
        }
        if (worker && !finish(pool, worker, status, error))
            return FALSE;
        if (pid < 0) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "waiting for workers: %s",
                        g_strerror(errno));
            return FALSE;
        }
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
    g_strlcpy(report->message, error ? error->message : "a worker failed and does not say why",
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
    if (!pool_wait(pool, pool->jobs - 1, error) || pool_stopped(error))
        return give_back(done, data);
    Worker *worker = find_worker(pool, 0);
    memset(worker->report, 0, sizeof *worker->report);
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        work(task, data, worker->report, parent);
    if (pid < 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "a worker cannot be started: %s",
                    g_strerror(errno));
        return give_back(done, data);
    }
    worker->pid = pid;
    worker->data = data;
    worker->done = done;
    pool->running++;
    return TRUE;
}
