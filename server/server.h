/* The server: an HTTP API and pages over indexes, read-only. It stands on libbiaosou alone and holds no search logic.
 *
 *   index/   the indexes that are served, and what each thread reads them with
 *   http/    sockets, threads, requests, answers, limits, log, metrics; knows routes, and not what they say
 *   api/     /api/v1: a file a route; what each says is a function that pages call too
 *   page/    the pages
 *   assets/  files that browsers get as they are, listed in http/resources.xml
 *
 * To add a route:
 * 1. A handler, void NAME(const Request *, Response *, Worker *), and its row in the table of its room (api/api.c, page/page.c):
 *    method, path ({} is what becomes request->tail), handler, name for metrics, flags, names of its parameters (http/route.h).
 *    With ROUTE_CACHED the ETag, If-None-Match and 304 are done before it is called; with ROUTE_SLOW it runs apart.
 * 2. What was asked: request_value(), request_number(), request_flag(), request_file(), request_english() … (http/request.h).
 * 3. What is answered: response->body, ->type, ->status, response_header(), response_redirect(), response_json(),
 *    response_problem() (http/response.h). HEAD, compression, length and the headers of safety are done after it (http/send.c).
 * 4. The index: worker_reader() has the searcher of the one that is asked for, in its newest generation (http/service.h).
 *    limits are worker->service->limits; addresses begin with worker->service->base_path.
 * 5. What the API says of a request, api_...() in api/api.h: appended as JSON, or api_json() as a json_t *; FALSE with a Problem.
 * 6. A file of assets/ is at statics_address() (http/statics.h): one hash for all, so that they may name each other. */
#ifndef SERVER_SERVER_H
#define SERVER_SERVER_H

#include "server/http/service.h"

typedef struct Server Server;

/* What the operator says. Borrowed until the server is freed. */
typedef struct {
    Limits limits;
    const char *base_path; /* "" or "/standards" */
    const char *cors;      /* an origin, "*", or NULL */
    const char *log_file;  /* NULL: none; "-": standard output */
    LogFormat log_format;
    guint threads;         /* 0: one a core */
    void (*warn)(const char *message); /* called from a thread of the server */
} ServerOptions;

#define SERVER_OPTIONS_INIT {LIMITS_INIT, "", NULL, NULL, LOG_NONE, 0, NULL}

/* NULL with an error: the log cannot be opened. */
Server *server_new(const ServerOptions *options, GError **error);
void server_free(Server *server);

/* Serves the index in folder DIR as NAME, the first one also without a name. Whether NAME may be one: letters, digits, - and _. */
biaosou_status server_add_index(Server *server, const char *name, const char *dir);
gboolean server_index_name(const char *name);

/* Listens at WHERE (listen.h), or at what systemd has handed over: *COUNT such sockets. FALSE with an error. */
gboolean server_listen(Server *server, const char *where, GError **error);
gboolean server_inherit(Server *server, guint *count, GError **error);

/* Serves until server_stop(), calling READY with each address when connections are taken. FALSE with an error; and without one
 * if a thread has something still, so that the process must end at once. */
gboolean server_run(Server *server, void (*ready)(const char *address), GError **error);

/* From any thread or signal handler. */
void server_stop(Server *server);

#endif
