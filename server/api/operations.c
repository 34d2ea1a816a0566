/* What operators and their programs ask: whether it lives, whether it is ready, how it fares; and files of the program. */
#include <string.h>

#include "server/api/api.h"

void api_handle_live(const Request *request, Response *response, Worker *worker)
{
    (void)request, (void)worker;
    response->type = TYPE_TEXT;
    g_string_append(response->body, "ok\n");
}

/* Ready is who can answer of each index. */
void api_handle_ready(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    biaosou_status status;
    (void)request;
    response->type = TYPE_TEXT;
    for (guint i = 0; i < indexes_count(worker->service->indexes); i++)
        if (!index_reader(worker->readers, indexes_name(worker->service->indexes, i), &status))
            problem_of_library(&problem, status);
    if (g_atomic_int_get(&worker->service->stopping))
        problem_set(&problem, 503, "busy", "the server is about to end");
    if (problem.status)
        response_problem(response, &problem);
    else
        g_string_append(response->body, "ok\n");
}

void api_handle_metrics(const Request *request, Response *response, Worker *worker)
{
    (void)request;
    response->type = "text/plain; version=0.0.4; charset=utf-8";
    metrics_write(worker->service->metrics, worker->service->indexes, response->body);
}

static void respond_file(Response *response, const Static *file)
{
    response->type = file->type;
    response->plain = file->plain;
    response->gzip = file->gzip;
    response->brotli = file->brotli;
}

/* Robots ask at this address, which is that of no version of the file: it is not kept for ever. */
void api_handle_robots(const Request *request, Response *response, Worker *worker)
{
    (void)request;
    respond_file(response, statics_find(worker->service->statics, "robots.txt"));
}

/* HASH/NAME. That of another hash was another file. */
void api_handle_static(const Request *request, Response *response, Worker *worker)
{
    Problem problem = {0};
    const Statics *statics = worker->service->statics;
    gsize len = strlen(statics->hash);
    const Static *file = strncmp(request->tail, statics->hash, len) == 0 && request->tail[len] == '/'
                             ? statics_find(statics, request->tail + len + 1)
                             : NULL;
    if (!file) {
        problem_set(&problem, 404, "not-found", "there is no file %.200s", request->tail);
        response_problem(response, &problem);
        return;
    }
    respond_file(response, file);
    response->cache = CACHE_FOREVER;
}
