/* A thread that takes connections from the sockets and gives each to the loop that has the fewest: a connection lives as long as
 * its client likes, so that what is dealt out by chance, or to whoever wakes first, leaves loops idle beside busy ones. */
#ifndef SERVER_HTTP_ACCEPTOR_H
#define SERVER_HTTP_ACCEPTOR_H

#include "server/http/loop.h"

typedef struct Acceptor Acceptor;

/* Starts it on SOCKETS (descriptors) for LOOPS, both borrowed until it is stopped. */
Acceptor *acceptor_start(const Service *service, Addresses *addresses, const GArray *sockets, const GPtrArray *loops);

/* Ends and frees it; NULL is nothing. What it has given stays the loops'. */
void acceptor_stop(Acceptor *acceptor);

#endif
