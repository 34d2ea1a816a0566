#define _GNU_SOURCE /* accept4() */
#include "server/http/acceptor.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

/* Milliseconds until the sockets are looked at again where no more can be taken: there are as many connections as may be, or as
 * the system has room for. Who comes then waits in the queues of the sockets. */
enum { WHEN_FULL = 10 };

struct Acceptor {
    const Service *service;
    Addresses *addresses;
    const GArray *sockets;   /* int */
    const GPtrArray *loops;  /* Loop */
    int stop;                /* an eventfd */
    GThread *thread;
};

/* The loop with the fewest connections; *ALL: how many there are of all loops. */
static Loop *least_busy(const Acceptor *acceptor, guint *all)
{
    Loop *least = NULL;
    guint fewest = G_MAXUINT;
    *all = 0;
    for (guint i = 0; i < acceptor->loops->len; i++) {
        guint count = (guint)g_atomic_int_get(&((Loop *)acceptor->loops->pdata[i])->count);
        *all += count;
        if (count >= fewest)
            continue;
        fewest = count;
        least = acceptor->loops->pdata[i];
    }
    return least;
}

/* Takes those that wait at SOCKET. FALSE: no more can be taken now. */
static gboolean take_all(Acceptor *acceptor, int socket)
{
    for (;;) {
        guint all;
        Loop *loop = least_busy(acceptor, &all);
        if (all >= acceptor->service->limits.connections)
            return FALSE;
        Arrival arrival = {.len = sizeof arrival.address};
        arrival.fd = accept4(socket, &arrival.address.any, &arrival.len, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (arrival.fd < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (arrival.fd < 0) /* there is none, or what is wrong is so for as long as there is no room */
            return errno == EAGAIN;
        if (addresses_take(acceptor->addresses, &arrival.address.any)) {
            loop_give(loop, &arrival);
            continue;
        }
        metrics_count(acceptor->service->metrics, METRIC_REFUSED, 1);
        close(arrival.fd);
    }
}

static gpointer run(gpointer data)
{
    Acceptor *acceptor = data;
    guint count = acceptor->sockets->len;
    g_autofree struct pollfd *polls = g_new0(struct pollfd, count + 1);
    gboolean full = FALSE;
    polls[0] = (struct pollfd){acceptor->stop, POLLIN, 0};
    for (guint i = 0; i < count; i++)
        polls[i + 1] = (struct pollfd){g_array_index(acceptor->sockets, int, i), POLLIN, 0};
    for (;;) {
        int ready = poll(polls, full ? 1 : count + 1, full ? WHEN_FULL : -1);
        if (ready > 0 && polls[0].revents)
            return NULL;
        gboolean was_full = full;
        full = FALSE;
        for (guint i = 0; i < count; i++)
            if (was_full || polls[i + 1].revents)
                full = !take_all(acceptor, polls[i + 1].fd) || full;
    }
}

Acceptor *acceptor_start(const Service *service, Addresses *addresses, const GArray *sockets, const GPtrArray *loops)
{
    Acceptor *acceptor = g_new0(Acceptor, 1);
    *acceptor = (Acceptor){service, addresses, sockets, loops, eventfd(0, EFD_CLOEXEC), NULL};
    acceptor->thread = g_thread_new("accept", run, acceptor);
    return acceptor;
}

void acceptor_stop(Acceptor *acceptor)
{
    if (!acceptor)
        return;
    eventfd_write(acceptor->stop, 1);
    g_thread_join(acceptor->thread);
    close(acceptor->stop);
    g_free(acceptor);
}
