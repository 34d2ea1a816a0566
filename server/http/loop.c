#include "server/http/loop.h"

#include <errno.h>
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

/* Milliseconds until the daemon wants to run, at most MOST. */
static int until(const Loop *loop, int most)
{
    MHD_UNSIGNED_LONG_LONG wait;
    gboolean sooner = MHD_get_timeout(loop->daemon, &wait) == MHD_YES && wait < (MHD_UNSIGNED_LONG_LONG)most;
    return sooner ? (int)wait : most;
}

/* Has libmicrohttpd take what was given, which closes what it cannot. */
static void take_arrivals(Loop *loop)
{
    pthread_mutex_lock(&loop->lock);
    g_autoptr(GArray) arrivals = loop->arrivals;
    loop->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    pthread_mutex_unlock(&loop->lock);
    for (guint i = 0; i < arrivals->len; i++) {
        const Arrival *arrival = &g_array_index(arrivals, Arrival, i);
        loop->is_open = FALSE;
        MHD_add_connection(loop->daemon, arrival->fd, &arrival->address.any, arrival->len);
        if (!loop->is_open)
            connection_gone(loop, &arrival->address.any);
    }
}

/* Once every TICK. FALSE: the loop is at its end. */
static gboolean tick(Loop *loop)
{
    if (g_atomic_int_get(&loop->worker.service->stopping) && !loop->give_up)
        loop->give_up = g_get_monotonic_time() + GRACE;
    connection_sweep(loop, loop->give_up != 0);
    index_readers_renew(loop->worker.readers);
    return !loop->give_up || (loop->clients.length > 0 && g_get_monotonic_time() < loop->give_up);
}

static gpointer run(gpointer data)
{
    Loop *loop = data;
    struct pollfd polls[] = {{loop->wake, POLLIN, 0},
                             {MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd, POLLIN, 0}};
    gint64 next = 0;
    for (;;) {
        int wait = until(loop, (int)(TICK / 1000) / (loop->give_up ? 50 : 1));
        int ready = poll(polls, G_N_ELEMENTS(polls), wait);
        gboolean is_late = g_get_monotonic_time() >= next, is_woken = polls[0].revents != 0;
        eventfd_t value;
        if (is_woken && eventfd_read(loop->wake, &value) != 0 && errno != EAGAIN)
            break;
        if (is_woken)
            take_arrivals(loop);
        if (wait == 0 || ready <= 0 || is_woken || polls[1].revents)
            MHD_run(loop->daemon);
        if (loop->lines->len)
            access_log_write(loop->worker.service->log, loop->lines);
        if ((is_late || loop->give_up || g_atomic_int_get(&loop->worker.service->stopping)) && !tick(loop))
            break;
        if (is_late)
            next = g_get_monotonic_time() + TICK;
    }
    access_log_write(loop->worker.service->log, loop->lines);
    return NULL;
}

void loop_free(Loop *loop)
{
    if (loop->daemon)
        MHD_stop_daemon(loop->daemon);
    g_array_unref(loop->arrivals);
    pthread_mutex_destroy(&loop->lock);
    index_readers_free(loop->worker.readers);
    kept_free(loop->worker.kept);
    g_string_free(loop->lines, TRUE);
    close(loop->wake);
    g_free(loop);
}

Loop *loop_start(Service *service, Addresses *addresses, SlowPool *slow, GError **error)
{
    Loop *loop = g_new0(Loop, 1);
    loop->worker = (Worker){service, index_readers_new(service->indexes),
                            kept_new(service->limits.keep / service->threads), 0, 0};
    loop->addresses = addresses;
    loop->slow = slow;
    pthread_mutex_init(&loop->lock, NULL);
    loop->arrivals = g_array_new(FALSE, FALSE, sizeof(Arrival));
    loop->lines = g_string_new(NULL);
    loop->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    g_queue_init(&loop->clients);
    if (!(loop->daemon = connection_daemon(loop))) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("libmicrohttpd cannot be started: %s"), g_strerror(errno));
        loop_free(loop);
        return NULL;
    }
    loop->thread = g_thread_new("serve", run, loop);
    return loop;
}

void loop_give(Loop *loop, const Arrival *arrival)
{
    g_atomic_int_inc(&loop->count);
    pthread_mutex_lock(&loop->lock);
    g_array_append_val(loop->arrivals, *arrival);
    pthread_mutex_unlock(&loop->lock);
    loop_wake(loop);
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
