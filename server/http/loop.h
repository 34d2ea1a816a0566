/* A thread that serves the connections it is given: a daemon of libmicrohttpd, which it polls itself. */
#ifndef SERVER_HTTP_LOOP_H
#define SERVER_HTTP_LOOP_H

#include "server/http/addresses.h"
#include "server/http/service.h"
#include "server/http/slow.h"

#include <pthread.h>
#include <sys/socket.h>

struct MHD_Daemon;

/* A connection as it was accepted. */
typedef struct {
    int fd;
    socklen_t len; /* of the address of who is at its other end */
    union {
        struct sockaddr any;
        struct sockaddr_storage room;
    } address;
} Arrival;

typedef struct {
    Worker worker;
    Addresses *addresses;
    SlowPool *slow;
    GThread *thread;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* of what follows */
    GArray *arrivals;     /* Arrival: given, not yet taken */
    gint count;         /* atomic: connections that were given to it and have not ended */
    gboolean is_open;   /* the arrival that is being taken became a connection */
    GQueue clients;     /* Client, of connection.h; the thread's own */
    GString *lines;     /* of the log, to be written */
    int wake;           /* an eventfd */
    gint64 give_up;     /* monotonic µs: when stopping ends, whatever is under way; 0: it has not begun */
} Loop;

/* Starts a thread. NULL with an error. */
Loop *loop_start(Service *service, Addresses *addresses, SlowPool *slow, GError **error);

/* Gives it ARRIVAL, which ADDRESSES counts. From any thread. */
void loop_give(Loop *loop, const Arrival *arrival);

/* Has the loop look at `stopping` of the service. From any thread. */
void loop_wake(Loop *loop);

/* Waits until it has ended, nothing being under way any more, or for too long. FALSE if a slow thread has
 * something still. */
gboolean loop_join(Loop *loop);

/* Once it has ended, and the slow threads, which wake it. */
void loop_free(Loop *loop);

#endif
