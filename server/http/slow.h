/* Threads for what may take long, so that what does not need not wait. */
#ifndef SERVER_HTTP_SLOW_H
#define SERVER_HTTP_SLOW_H

#include "server/http/service.h"

typedef struct SlowPool SlowPool;

SlowPool *slow_pool_new(Service *service);

/* Waits for what is under way. */
void slow_pool_free(SlowPool *pool);

/* Has one of the threads run ROUTE, and call DONE afterwards. FALSE: too much is waiting, or if the route is not one with
 * ROUTE_SLOW, which waits for no other, no thread is free. */
gboolean slow_pool_run(SlowPool *pool, const Route *route, const Request *request, Response *response,
                       void (*done)(gpointer data), gpointer data);

#endif
