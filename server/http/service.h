/* What all threads of the server share, and what each has of its own. */
#ifndef SERVER_HTTP_SERVICE_H
#define SERVER_HTTP_SERVICE_H

#include "server/http/kept.h"
#include "server/http/log.h"
#include "server/http/metrics.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/http/route.h"
#include "server/http/statics.h"
#include "server/index/indexes.h"

/* All that a client could have too much of; the command has an option for each. */
typedef struct {
    guint connections; /* in all */
    guint per_address; /* of one address; of a local socket they are not counted */
    guint head;        /* bytes of a request's line and headers */
    guint query;       /* bytes of a query */
    guint body;        /* bytes of a body */
    guint count;       /* hits of a page */
    guint offset;      /* hits before it */
    guint query_ms;    /* milliseconds of a query */
    guint turn_ms;     /* of these so many in the thread of its connection, and the others wait; then in a thread apart */
    guint slow_ms;     /* of what threads apart do: checks, news */
    guint wait;        /* seconds for a request, and for a client to take an answer */
    guint slow;        /* requests that wait for a thread of those that may take long */
    guint keep;        /* bytes of answers that are kept, to give them again */
} Limits;

#define LIMITS_INIT {4096, 512, 16 << 10, 4096, 16 << 20, 1000, 10000, 2000, 25, 30000, 30, 64, 16 << 20}

/* Borrowed by all that serves. */
typedef struct {
    Limits limits;
    const char *base_path;    /* "" or "/standards": what the address of a page begins with */
    const char *cors;         /* an origin that may read answers of the API, "*"; or NULL */
    guint threads, slow_threads;
    const Route *const *tables; /* of routes, each ended by one without a path; NULL-terminated */
    Indexes *indexes;
    Statics *statics;
    Metrics *metrics;
    AccessLog *log;
    void (*show_problem)(const Request *request, Response *response, Worker *worker); /* makes a page of a problem; or NULL */
    gsize held;               /* atomic: bytes of bodies that are here, of all connections */
    gint stopping;            /* atomic: no connection is kept after its answer */
    gint64 began;             /* monotonic µs */
} Service;

/* What a thread has. A handler is run by one, and may use it until it returns. */
struct Worker {
    Service *service;
    IndexReaders *readers;
    Kept *kept;  /* answers; NULL: none are */
    guint limit;  /* milliseconds of the present request */
    gint64 until; /* monotonic µs: when these of the present one are over */
};

/* The reader of the index that REQUEST names ("index"; without it the default one). NULL with PROBLEM. Borrowed until the next
 * call. */
const IndexReader *worker_reader(Worker *worker, const Request *request, Problem *problem);

/* Answering has two steps, so that what may take long can be taken by another thread between them. REQUEST is whole, with its
 * body. The first finds the route, and answers what is wrong or known already: then it returns NULL, and else what the second
 * is to run. *NAME is that of the route, for what is counted. */
const Route *service_begin(Worker *worker, Request *request, Response *response, const char **name);
void service_run(Worker *worker, const Route *route, const Request *request, Response *response);

/* The second step for no longer than a turn. FALSE: it takes longer, and RESPONSE is as it was. */
gboolean service_try(Worker *worker, const Route *route, const Request *request, Response *response);

#endif
