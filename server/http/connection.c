#include "server/http/connection.h"

#include <microhttpd.h>
#include <string.h>
#include <sys/socket.h>

#include "server/http/send.h"

/* A request and its answer. */
typedef struct {
    Loop *loop;
    Client *client;
    Request request;
    Response response;
    Problem problem;     /* what was wrong before all of it was here */
    const char *name;    /* of the route */
    char *uri, *version, *referrer, *agent;
    enum { ARRIVING, SLOW, ANSWERED } state;
    gboolean is_seen;    /* its headers are here */
    guint status;        /* once answered */
    guint64 bytes;
    gsize held;          /* of `held` of the service */
    gint64 began, micros;
} Exchange;

static Client *client_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static const struct sockaddr *address_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

/* ---- Connections ---- */

void connection_gone(Loop *loop, const struct sockaddr *address)
{
    addresses_leave(loop->addresses, address);
    g_atomic_int_add(&loop->count, -1);
}

static void open_client(Loop *loop, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    Client *client = g_new0(Client, 1);
    client->link.data = client;
    client->fd = info ? info->connect_fd : -1;
    client->address = address_text(address_of(connection));
    client->since = g_get_monotonic_time();
    g_queue_push_tail_link(&loop->clients, &client->link);
    loop->is_open = TRUE;
    metrics_count(loop->worker.service->metrics, METRIC_OPENED, 1);
    *context = client;
}

static void close_client(Loop *loop, struct MHD_Connection *connection, Client *client)
{
    connection_gone(loop, address_of(connection));
    metrics_count(loop->worker.service->metrics, METRIC_CLOSED, 1);
    g_queue_unlink(&loop->clients, &client->link);
    g_free(client->address);
    g_free(client);
}

static void notice_connection(void *data, struct MHD_Connection *connection, void **context,
                              enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        open_client(data, connection, context);
    else if (*context)
        close_client(data, connection, *context);
}

/* libmicrohttpd sees that the other side is gone, and ends it. */
static void end_client(Client *client)
{
    client->is_ended = TRUE;
    shutdown(client->fd, SHUT_RDWR);
}

void connection_sweep(Loop *loop, gboolean idle)
{
    const Service *service = loop->worker.service;
    gint64 before = g_get_monotonic_time() - (gint64)service->limits.wait * G_USEC_PER_SEC;
    for (GList *at = loop->clients.head; at; at = at->next) {
        Client *client = at->data;
        gboolean late = client->since < before && !client->is_waiting;
        if (client->is_ended || !(late || (idle && !client->is_busy)))
            continue;
        if (late)
            metrics_count(service->metrics, METRIC_TIMED_OUT, 1);
        end_client(client);
    }
}

/* ---- Requests ---- */

static void *begin(void *data, const char *uri, struct MHD_Connection *connection)
{
    Loop *loop = data;
    Exchange *exchange = g_new0(Exchange, 1);
    exchange->loop = loop;
    exchange->client = client_of(connection);
    exchange->name = "other";
    exchange->request.connection = connection;
    response_init(&exchange->response);
    if (exchange->client) {
        exchange->client->since = g_get_monotonic_time();
        exchange->client->is_busy = TRUE;
    }
    exchange->uri = g_strdup(uri);
    return exchange;
}

/* Sends what `response` is, whose body may go with it. */
static enum MHD_Result send_answer(Exchange *exchange)
{
    Service *service = exchange->loop->worker.service;
    Request *request = &exchange->request;
    exchange->state = ANSWERED;
    exchange->status = exchange->response.status;
    kept_add(exchange->loop->worker.kept, &exchange->response);
    exchange->micros = exchange->began ? g_get_monotonic_time() - exchange->began : 0;
    exchange->client->since = g_get_monotonic_time();
    exchange->client->is_waiting = FALSE;
    metrics_add(service->metrics, exchange->name, exchange->status, exchange->micros);
    struct MHD_Response *made = send_make(service, request, &exchange->response, &exchange->bytes);
    if (!made)
        return MHD_NO;
    enum MHD_Result queued = MHD_queue_response(request->connection, exchange->status, made);
    MHD_destroy_response(made);
    return queued;
}

static enum MHD_Result send_problem(Exchange *exchange)
{
    request_set_language(&exchange->request); /* others may have been heard since its headers came */
    response_problem(&exchange->response, &exchange->problem);
    return send_answer(exchange);
}

static gboolean is_too_large(const Exchange *exchange, guint64 size)
{
    return size > exchange->loop->worker.service->limits.body;
}

static void set_too_large(Exchange *exchange)
{
    problem_set(&exchange->problem, 413, "too-large", "the body may have %u bytes",
                exchange->loop->worker.service->limits.body);
}

/* The headers are here. A body that is too large need not come. */
static enum MHD_Result take_headers(Exchange *exchange, const char *method, const char *version)
{
    Request *request = &exchange->request;
    const char *length = request_header(request, MHD_HTTP_HEADER_CONTENT_LENGTH);
    exchange->is_seen = TRUE;
    request->method = method;
    request_read_target(request, exchange->uri, exchange->loop->worker.service->base_path, &exchange->problem);
    exchange->version = g_strdup(version);
    exchange->referrer = g_strdup(request_header(request, MHD_HTTP_HEADER_REFERER));
    exchange->agent = g_strdup(request_header(request, MHD_HTTP_HEADER_USER_AGENT));
    if (!length || !is_too_large(exchange, g_ascii_strtoull(length, NULL, 10)))
        return MHD_YES;
    set_too_large(exchange);
    return send_problem(exchange);
}

/* All connections together may have so many bodies of the greatest size here. */
#define MOST_BODIES 16

/* Counts SIZE bytes of a body. FALSE if these would be too many of all. */
static gboolean hold(Exchange *exchange, gsize size)
{
    Service *service = exchange->loop->worker.service;
    if (__atomic_add_fetch(&service->held, size, __ATOMIC_RELAXED) > (gsize)service->limits.body * MOST_BODIES) {
        __atomic_sub_fetch(&service->held, size, __ATOMIC_RELAXED);
        return FALSE;
    }
    exchange->held += size;
    return TRUE;
}

static enum MHD_Result take_body(Exchange *exchange, const char *bytes, size_t *size)
{
    Request *request = &exchange->request;
    request_set_language(request);
    if (!request->body)
        request->body = g_byte_array_new();
    if (is_too_large(exchange, request->body->len + *size))
        set_too_large(exchange);
    else if (!hold(exchange, *size))
        problem_set(&exchange->problem, 503, "busy", "too much is being sent at once");
    else
        g_byte_array_append(request->body, (const guint8 *)bytes, (guint)*size);
    *size = 0;
    return MHD_YES;
}

/* In the slow thread. */
static void slow_done(gpointer data)
{
    Loop *loop = ((Exchange *)data)->loop; /* the exchange is the loop's again once it is resumed */
    MHD_resume_connection(((Exchange *)data)->request.connection);
    loop_wake(loop);
}

static enum MHD_Result answer_apart(Exchange *exchange, const Route *route)
{
    Worker *worker = &exchange->loop->worker;
    exchange->state = SLOW;
    exchange->client->is_waiting = TRUE;
    MHD_suspend_connection(exchange->request.connection);
    if (slow_pool_run(exchange->loop->slow, route, &exchange->request, &exchange->response, slow_done, exchange))
        return MHD_YES;
    if (route->flags & ROUTE_SLOW) {
        metrics_count(worker->service->metrics, METRIC_BUSY, 1);
        problem_set(&exchange->problem, 503, "busy", "too many requests of this kind are waiting");
        exchange->problem.retry = 5;
        response_problem(&exchange->response, &exchange->problem);
    } else {
        service_run(worker, route, &exchange->request, &exchange->response);
    }
    slow_done(exchange);
    return MHD_YES;
}

static enum MHD_Result answer(Exchange *exchange)
{
    Worker *worker = &exchange->loop->worker;
    exchange->began = g_get_monotonic_time();
    if (exchange->problem.status)
        return send_problem(exchange);
    const Route *route = service_begin(worker, &exchange->request, &exchange->response, &exchange->name);
    if (route && route->flags & ROUTE_SLOW)
        return answer_apart(exchange, route);
    if (!route || service_try(worker, route, &exchange->request, &exchange->response))
        return send_answer(exchange);
    metrics_count(worker->service->metrics, METRIC_MOVED, 1);
    return answer_apart(exchange, route);
}

static enum MHD_Result take(void *data, struct MHD_Connection *connection, const char *url, const char *method,
                            const char *version, const char *bytes, size_t *size, void **context)
{
    Exchange *exchange = *context;
    (void)data, (void)connection, (void)url;
    if (!exchange || !exchange->client)
        return MHD_NO;
    if (!exchange->is_seen)
        return take_headers(exchange, method, version);
    if (*size)
        return take_body(exchange, bytes, size);
    return exchange->state == SLOW ? send_answer(exchange) : answer(exchange);
}

static void tell(const Exchange *exchange)
{
    const Service *service = exchange->loop->worker.service;
    const LogEntry entry = {
        .address = exchange->client->address,
        .method = exchange->request.method,
        .target = exchange->request.target,
        .version = exchange->version,
        .route = exchange->name,
        .referrer = exchange->referrer,
        .agent = exchange->agent,
        .status = exchange->status,
        .bytes = exchange->bytes,
        .micros = exchange->micros,
    };
    metrics_count(service->metrics, METRIC_SENT, exchange->bytes);
    access_log_add(service->log, exchange->loop->lines, &entry);
}

static void complete(void *data, struct MHD_Connection *connection, void **context, enum MHD_RequestTerminationCode code)
{
    Exchange *exchange = *context;
    (void)data, (void)connection, (void)code;
    if (!exchange)
        return;
    if (exchange->client && exchange->state == ANSWERED && exchange->is_seen)
        tell(exchange);
    if (exchange->client) {
        exchange->client->since = g_get_monotonic_time();
        exchange->client->is_busy = FALSE;
    }
    __atomic_sub_fetch(&exchange->loop->worker.service->held, exchange->held, __ATOMIC_RELAXED);
    request_clear(&exchange->request);
    response_clear(&exchange->response);
    problem_clear(&exchange->problem);
    g_free(exchange->uri);
    g_free(exchange->version);
    g_free(exchange->referrer);
    g_free(exchange->agent);
    g_free(exchange);
    *context = NULL;
}

/* Paths are decoded by us, where they are read. */
static size_t leave(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data, (void)connection;
    return strlen(text);
}

static void say_nothing(void *data, const char *format, va_list args)
{
    (void)data, (void)format, (void)args;
}

struct MHD_Daemon *connection_daemon(Loop *loop)
{
    const Limits *limits = &loop->worker.service->limits;
    const unsigned flags = MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    return MHD_start_daemon(flags, 0, NULL, NULL, take, loop,
                            MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, /* what clients do wrong is no news */
                            MHD_OPTION_CONNECTION_LIMIT, limits->connections,
                            MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)limits->head + 4096,
                            MHD_OPTION_CONNECTION_TIMEOUT, 0u,
                            MHD_OPTION_NOTIFY_CONNECTION, notice_connection, loop,
                            MHD_OPTION_NOTIFY_COMPLETED, complete, loop,
                            MHD_OPTION_URI_LOG_CALLBACK, begin, loop,
                            MHD_OPTION_UNESCAPE_CALLBACK, leave, loop,
                            MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
                            MHD_OPTION_END);
}
