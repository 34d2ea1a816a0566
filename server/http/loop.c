#include "server/http/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <microhttpd.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/http/connection.h"
#include "messages/messages.h"

/* Between two looks at connections that keep us waiting. */
#define TICK (G_USEC_PER_SEC / 2)
/* Once told to stop: for what is under way. */
#define GRACE (10 * G_USEC_PER_SEC)

static int descriptor(struct MHD_Daemon *daemon)
{
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_EPOLL_FD);
    return info->epoll_fd;
}

/* Milliseconds until a daemon wants to run, at most MOST. */
static int until(const Loop *loop, int most)
{
    for (guint i = 0; i < loop->daemons->len; i++) {
        MHD_UNSIGNED_LONG_LONG wait;
        if (MHD_get_timeout(loop->daemons->pdata[i], &wait) == MHD_YES && wait < (MHD_UNSIGNED_LONG_LONG)most)
            most = (int)wait;
    }
    return most;
}

/* No more connections are taken, and those on which nothing is under way end. */
static void begin_stop(Loop *loop)
{
    loop->give_up = g_get_monotonic_time() + GRACE;
    for (guint i = 0; i < loop->daemons->len; i++) {
        MHD_socket socket = MHD_quiesce_daemon(loop->daemons->pdata[i]);
        if (socket != MHD_INVALID_SOCKET)
            close(socket);
    }
}

static void run_daemons(Loop *loop, const struct pollfd *polls, gboolean all)
{
    for (guint i = 0; i < loop->daemons->len; i++)
        if (all || polls[i + 1].revents)
            MHD_run(loop->daemons->pdata[i]);
}

/* Once every TICK. FALSE: the loop is at its end. */
static gboolean tick(Loop *loop)
{
    if (g_atomic_int_get(&loop->worker.service->stopping) && !loop->give_up)
        begin_stop(loop);
    connection_sweep(loop, loop->give_up != 0);
    index_readers_renew(loop->worker.readers);
    return !loop->give_up || (loop->clients.length > 0 && g_get_monotonic_time() < loop->give_up);
}

static gpointer run(gpointer data)
{
    Loop *loop = data;
    guint count = loop->daemons->len + 1;
    g_autofree struct pollfd *polls = g_new0(struct pollfd, count);
    gint64 next = 0;
    polls[0] = (struct pollfd){loop->wake, POLLIN, 0};
    for (guint i = 1; i < count; i++)
        polls[i] = (struct pollfd){descriptor(loop->daemons->pdata[i - 1]), POLLIN, 0};
    for (;;) {
        int wait = until(loop, (int)(TICK / 1000) / (loop->give_up ? 50 : 1));
        int ready = poll(polls, count, wait);
        gboolean is_late = g_get_monotonic_time() >= next, is_woken = polls[0].revents != 0;
        eventfd_t value;
        if (is_woken && eventfd_read(loop->wake, &value) != 0 && errno != EAGAIN)
            break;
        run_daemons(loop, polls, wait == 0 || ready <= 0 || is_woken);
        if (loop->lines->len)
            access_log_write(loop->worker.service->log, loop->lines);
        if ((is_late || is_woken || loop->give_up) && !tick(loop))
            break;
        if (is_late)
            next = g_get_monotonic_time() + TICK;
    }
    access_log_write(loop->worker.service->log, loop->lines);
    return NULL;
}

static gboolean add_daemons(Loop *loop, const GArray *sockets, guint count, GError **error)
{
    for (guint i = 0; i < sockets->len; i++) {
        int own = fcntl(g_array_index(sockets, int, i), F_DUPFD_CLOEXEC, 3);
        struct MHD_Daemon *daemon = own < 0 ? NULL : connection_daemon(loop, own, count);
        if (!daemon) {
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("libmicrohttpd cannot be started: %s"), g_strerror(errno));
            return FALSE;
        }
        g_ptr_array_add(loop->daemons, daemon);
    }
    return TRUE;
}

void loop_free(Loop *loop)
{
    for (guint i = 0; i < loop->daemons->len; i++)
        MHD_stop_daemon(loop->daemons->pdata[i]);
    g_ptr_array_unref(loop->daemons);
    index_readers_free(loop->worker.readers);
    kept_free(loop->worker.kept);
    g_string_free(loop->lines, TRUE);
    close(loop->wake);
    g_free(loop);
}

Loop *loop_start(Service *service, Addresses *addresses, SlowPool *slow, const GArray *sockets, guint count, GError **error)
{
    Loop *loop = g_new0(Loop, 1);
    loop->worker = (Worker){service, index_readers_new(service->indexes),
                            kept_new(service->limits.keep / service->threads), service->limits.query_ms, 0};
    loop->addresses = addresses;
    loop->slow = slow;
    loop->daemons = g_ptr_array_new();
    loop->lines = g_string_new(NULL);
    loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_queue_init(&loop->clients);
    if (!add_daemons(loop, sockets, count, error)) {
        loop_free(loop);
        return NULL;
    }
    loop->thread = g_thread_new("serve", run, loop);
    return loop;
}

void loop_wake(Loop *loop)
{
    eventfd_write(loop->wake, 1);
}

static gboolean has_waiting(const Loop *loop)
{
    for (const GList *at = loop->clients.head; at; at = at->next)
        if (((const Client *)at->data)->is_waiting)
            return TRUE;
    return FALSE;
}

gboolean loop_join(Loop *loop)
{
    g_thread_join(loop->thread);
    return !has_waiting(loop); /* what a slow thread has cannot be taken from it */
}
