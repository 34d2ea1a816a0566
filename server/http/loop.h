/* A thread that serves connections: a daemon of libmicrohttpd for each socket, which it polls itself. */
#ifndef SERVER_HTTP_LOOP_H
#define SERVER_HTTP_LOOP_H

#include "server/http/addresses.h"
#include "server/http/service.h"
#include "server/http/slow.h"

struct MHD_Daemon;

typedef struct {
    Worker worker;
    Addresses *addresses;
    SlowPool *slow;
    GThread *thread;
    GPtrArray *daemons; /* MHD_Daemon */
    GQueue clients;     /* Client, of connection.h; the thread's own */
    GString *lines;     /* of the log, to be written */
    int wake;           /* an eventfd */
    gint64 give_up;     /* monotonic µs: when stopping ends, whatever is under way; 0: it has not begun */
} Loop;

/* Starts a thread on SOCKETS (descriptors that stay the caller's), which have COUNT of all connections. NULL with an error. */
Loop *loop_start(Service *service, Addresses *addresses, SlowPool *slow, const GArray *sockets, guint count, GError **error);

/* Has the loop look at `stopping` of the service. From any thread. */
void loop_wake(Loop *loop);

/* Waits until it has ended, nothing being under way any more, or for too long. FALSE if a slow thread has
 * something still. */
gboolean loop_join(Loop *loop);

/* Once it has ended, and the slow threads, which wake it. */
void loop_free(Loop *loop);

#endif
