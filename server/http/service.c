#include "server/http/service.h"

#include <string.h>

#include "messages/messages.h"

/* Milliseconds that the request still has, at least 1: 0 would be no limit. */
static guint time_left(const Worker *worker)
{
    gint64 left = (worker->until - g_get_monotonic_time()) / 1000;
    return (guint)CLAMP(left, 1, (gint64)worker->limit);
}

const IndexReader *worker_reader(Worker *worker, const Request *request, Problem *problem)
{
    biaosou_status status;
    const char *name = request_value(request, "index");
    const IndexReader *reader = index_reader(worker->readers, name, &status);
    if (!reader && status == BIAOSOU_OK)
        problem_set(problem, 404, "no-index", "there is no index '%.100s'", name);
    else if (!reader)
        problem_of_library(problem, status);
    else
        biaosou_searcher_limit(reader->searcher, time_left(worker));
    return reader;
}

static gboolean method_fits(const Route *route, const char *method)
{
    return g_str_equal(route->method, method) || (g_str_equal(method, "HEAD") && g_str_equal(route->method, "GET"));
}

/* FALSE with PROBLEM if the tail is not what can be read. */
static gboolean read_tail(Request *request, const char *tail, gsize len, Problem *problem)
{
    const char *fault;
    request->tail = tail ? form_decode(tail, len, FALSE, &fault) : NULL;
    return request->tail || !tail || problem_set(problem, 400, "request", "the address has %s", _(fault));
}

static const Route *find_route(const Service *service, Request *request, Problem *problem, GString *allowed)
{
    const char *tail;
    gsize len;
    for (const Route *const *table = service->tables; *table; table++)
        for (const Route *route = *table; route->path; route++) {
            if (!route_matches(route->path, request->path, &tail, &len))
                continue;
            if (method_fits(route, request->method))
                return read_tail(request, tail, len, problem) ? route : NULL;
            g_string_append_printf(allowed, "%s%s", allowed->len ? ", " : "",
                                   g_str_equal(route->method, "GET") ? "GET, HEAD" : route->method);
        }
    if (allowed->len)
        problem_set(problem, 405, "method", "%.20s is not allowed here: %s", request->method, allowed->str);
    else
        problem_set(problem, 404, "not-found", "there is nothing at %.200s", request->path);
    return NULL;
}

static gboolean is_known(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (g_str_equal(*names, name))
            return TRUE;
    return g_str_equal(name, "index") || g_str_equal(name, "lang");
}

/* A name that is misspelt is told, not passed over: what was asked for would be another thing. */
static gboolean check_parameters(const Route *route, const Request *request, Problem *problem)
{
    for (guint i = 0; route->parameters && i < request->form->parameters->len; i++) {
        const Parameter *parameter = request->form->parameters->pdata[i];
        if (is_known(route->parameters, parameter->name))
            continue;
        g_autofree char *own = g_strjoinv(", ", (char **)route->parameters);
        g_autofree char *names = g_strconcat(own, *own ? ", " : "", "index, lang", NULL);
        return problem_of(problem, parameter->name, "there is no such parameter; these are: %s", names);
    }
    return TRUE;
}

/* What the answer to REQUEST depends on, which is the same for the same: who is to be given again what was kept gets by it. */
static char *make_etag(const IndexReader *reader, const Request *request)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
    static const char *const headers[] = {"Accept", "Host", "X-Forwarded-Host", "X-Forwarded-Proto"};
    g_autofree char *what = g_strdup_printf("%s %s %u %u %d %s", biaosou_version(), reader->name, reader->generation,
                                            reader->day, request_english(request), request->target);
    g_checksum_update(sum, (const guchar *)what, -1);
    for (guint i = 0; i < G_N_ELEMENTS(headers); i++) {
        const char *value = request_header(request, headers[i]);
        g_checksum_update(sum, (const guchar *)"\n", 1);
        g_checksum_update(sum, (const guchar *)(value ? value : ""), -1);
    }
    return g_strdup_printf("W/\"%u-%.20s\"", reader->generation, g_checksum_get_string(sum));
}

/* Whether what the client has is what it would get. */
static gboolean is_unchanged(const Request *request, const char *etag)
{
    const char *known = request_header(request, "If-None-Match");
    return known && (strstr(known, etag + 2) || g_str_equal(known, "*"));
}

/* Of a route with ROUTE_CACHED. TRUE: the answer is known, or the client has it. */
static gboolean answer_known(Worker *worker, const Request *request, Response *response, Problem *problem)
{
    const IndexReader *reader = worker_reader(worker, request, problem);
    if (!reader)
        return FALSE;
    response->cache = CACHE_ASK;
    response->etag = make_etag(reader, request);
    if (!is_unchanged(request, response->etag))
        return worker->kept && kept_find(worker->kept, response);
    response->status = 304;
    response->type = NULL;
    return TRUE;
}

static gboolean is_preflight(const Service *service, const Request *request)
{
    return service->cors && g_str_equal(request->method, "OPTIONS") && request_header(request, "Origin");
}

static void answer_preflight(Response *response)
{
    response->status = 204;
    response->type = NULL;
    response->is_cross = TRUE;
    response_header(response, "Access-Control-Allow-Methods", "GET, HEAD, POST");
    response_header(response, "Access-Control-Allow-Headers", "Content-Type");
    response_header(response, "Access-Control-Max-Age", "86400");
}

/* What all answers of ROUTE (NULL: none was found) have. */
static void finish(Worker *worker, const Route *route, const Request *request, Response *response)
{
    const Service *service = worker->service;
    if (response->status >= 400 && service->show_problem)
        service->show_problem(request, response, worker);
    if (response->is_cut || response->status >= 400 || (response->status >= 300 && response->status != 304)) {
        response->cache = CACHE_NOT;
        g_clear_pointer(&response->etag, g_free);
    }
    response->is_cross = route && route->flags & ROUTE_CROSS;
    if (response->is_cut)
        metrics_count(service->metrics, METRIC_CUT_OFF, 1);
}

/* What goes wrong is told in the language of who asked; and all that is looked up has LIMIT milliseconds together. */
static void begin_request(Worker *worker, const Request *request, guint limit)
{
    worker->limit = limit;
    worker->until = g_get_monotonic_time() + (gint64)limit * 1000;
    request_set_language(request);
}

const Route *service_begin(Worker *worker, Request *request, Response *response, const char **name)
{
    Problem problem = {0};
    g_autoptr(GString) allowed = g_string_new(NULL);
    *name = "other";
    begin_request(worker, request, worker->service->limits.query_ms);
    if (is_preflight(worker->service, request)) {
        answer_preflight(response);
        return NULL;
    }
    const Route *route = find_route(worker->service, request, &problem, allowed);
    *name = route ? route->name : *name;
    gboolean known = route && request_read_body(request, &problem) && check_parameters(route, request, &problem) &&
                     route->flags & ROUTE_CACHED && answer_known(worker, request, response, &problem);
    if (!known && !problem.status)
        return route;
    if (problem.status)
        response_problem(response, &problem);
    if (allowed->len && response->status == 405)
        response_header(response, "Allow", allowed->str);
    finish(worker, route, request, response);
    return NULL;
}

void service_run(Worker *worker, const Route *route, const Request *request, Response *response)
{
    const Limits *limits = &worker->service->limits;
    begin_request(worker, request, route->flags & ROUTE_SLOW ? limits->slow_ms : limits->query_ms);
    route->handler(request, response, worker);
    finish(worker, route, request, response);
}

gboolean service_try(Worker *worker, const Route *route, const Request *request, Response *response)
{
    const Limits *limits = &worker->service->limits;
    Response tried;
    response_init(&tried);
    tried.cache = response->cache;
    tried.etag = g_strdup(response->etag);
    begin_request(worker, request, MIN(limits->turn_ms, limits->query_ms));
    route->handler(request, &tried, worker);
    if (tried.is_cut && limits->turn_ms < limits->query_ms) {
        response_clear(&tried);
        return FALSE;
    }
    response_clear(response);
    *response = tried;
    finish(worker, route, request, response);
    return TRUE;
}
