/* What happens on one connection: requests come in pieces, are answered here or by a slow thread, and are told to the log. */
#ifndef SERVER_HTTP_CONNECTION_H
#define SERVER_HTTP_CONNECTION_H

#include "server/http/loop.h"

/* A connection. */
typedef struct {
    GList link; /* in `clients` of the loop */
    int fd;
    char *address;
    gint64 since;       /* monotonic µs: the client has kept us waiting from then on */
    gboolean is_busy;   /* a request is under way */
    gboolean is_waiting; /* for a slow thread, which is not the client's fault */
    gboolean is_ended;
} Client;

/* A daemon that serves LOOP, and is given its connections. NULL: it failed. */
struct MHD_Daemon *connection_daemon(Loop *loop);

/* A connection of ADDRESS that was given to LOOP is no more. */
void connection_gone(Loop *loop, const struct sockaddr *address);

/* Ends connections on which a client has kept us waiting for too long; with IDLE also those on which nothing is under way. */
void connection_sweep(Loop *loop, gboolean idle);

#endif
