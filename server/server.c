#include "server/server.h"

#include <errno.h>
#include <gio/gio.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

#include "server/api/api.h"
#include "server/http/acceptor.h"
#include "server/http/listen.h"
#include "server/http/loop.h"
#include "server/page/page.h"

/* Between two looks for a newer generation, in milliseconds. */
enum { WATCH = 1000 };

struct Server {
    Service service;
    ServerOptions options;
    const Route *tables[3];
    GArray *sockets; /* int */
    GPtrArray *names; /* of these */
    GPtrArray *made;  /* of them those that are not someone else's */
    GPtrArray *loops; /* Loop */
    int stop;         /* an eventfd */
};

Server *server_new(const ServerOptions *options, GError **error)
{
    AccessLog *log = NULL;
    if (options->log_file && options->log_format != LOG_NONE &&
        !(log = access_log_open(options->log_file, options->log_format, error)))
        return NULL;
    Server *server = g_new0(Server, 1);
    server->options = *options;
    server->tables[0] = api_routes;
    server->tables[1] = page_routes;
    guint cores = g_get_num_processors();
    server->service = (Service){
        .limits = options->limits,
        .base_path = options->base_path,
        .cors = options->cors,
        .threads = options->threads ? options->threads : cores,
        .slow_threads = MAX(2, cores / 2),
        .tables = server->tables,
        .indexes = indexes_new(),
        .statics = statics_new(),
        .metrics = metrics_new(),
        .log = log,
        .show_problem = page_show_problem,
        .began = g_get_monotonic_time(),
    };
    server->sockets = g_array_new(FALSE, FALSE, sizeof(int));
    server->names = g_ptr_array_new_with_free_func(g_free);
    server->made = g_ptr_array_new();
    server->loops = g_ptr_array_new();
    server->stop = eventfd(0, EFD_CLOEXEC);
    return server;
}

void server_free(Server *server)
{
    if (!server)
        return;
    for (guint i = 0; i < server->sockets->len; i++)
        close(g_array_index(server->sockets, int, i));
    g_array_unref(server->sockets);
    for (guint i = 0; i < server->made->len; i++)
        listen_remove(server->made->pdata[i]);
    g_ptr_array_unref(server->made);
    g_ptr_array_unref(server->names);
    g_ptr_array_unref(server->loops);
    close(server->stop);
    indexes_free(server->service.indexes);
    statics_free(server->service.statics);
    metrics_free(server->service.metrics);
    access_log_close(server->service.log);
    g_free(server);
}

gboolean server_index_name(const char *name)
{
    return *name && strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") == strlen(name);
}

biaosou_status server_add_index(Server *server, const char *name, const char *dir)
{
    return indexes_add(server->service.indexes, name, dir);
}

gboolean server_listen(Server *server, const char *where, GError **error)
{
    char *name;
    int fd = listen_at(where, &name, error);
    if (fd < 0)
        return FALSE;
    g_array_append_val(server->sockets, fd);
    g_ptr_array_add(server->names, name);
    g_ptr_array_add(server->made, name);
    return TRUE;
}

gboolean server_inherit(Server *server, guint *count, GError **error)
{
    guint before = server->sockets->len;
    gboolean ok = listen_inherited(server->sockets, server->names, error);
    *count = server->sockets->len - before;
    return ok;
}

/* A descriptor for each connection, if the system lets us. */
static void raise_limit(void)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static void tell_failed(const char *name, const char *message, gpointer data)
{
    const Server *server = data;
    g_autofree char *text = g_strdup_printf("the newer generation of index %s cannot be used, the one before goes on: %s", name,
                                            message);
    if (server->options.warn)
        server->options.warn(text);
}

/* Until it is to stop. */
static void watch(Server *server)
{
    struct pollfd stop = {server->stop, POLLIN, 0};
    for (;;) {
        int ready = poll(&stop, 1, WATCH);
        if (ready > 0)
            return;
        indexes_watch(server->service.indexes, tell_failed, server);
    }
}

static gboolean start(Server *server, Addresses *addresses, SlowPool *slow, GError **error)
{
    Service *service = &server->service;
    for (guint i = 0; i < service->threads; i++) {
        Loop *loop = loop_start(service, addresses, slow, error);
        if (!loop)
            return FALSE;
        g_ptr_array_add(server->loops, loop);
    }
    return TRUE;
}

/* FALSE if a slow thread has something still. */
static gboolean end(Server *server)
{
    gboolean all = TRUE;
    g_atomic_int_set(&server->service.stopping, 1);
    for (guint i = 0; i < server->sockets->len; i++) /* what waits in their queues is for others who listen there */
        close(g_array_index(server->sockets, int, i));
    g_array_set_size(server->sockets, 0);
    for (guint i = 0; i < server->loops->len; i++)
        loop_wake(server->loops->pdata[i]);
    for (guint i = 0; i < server->loops->len; i++)
        all = loop_join(server->loops->pdata[i]) && all;
    return all;
}

gboolean server_run(Server *server, void (*ready)(const char *address), GError **error)
{
    raise_limit();
    Addresses *addresses = addresses_new(server->options.limits.per_address);
    SlowPool *slow = slow_pool_new(&server->service);
    gboolean ok = start(server, addresses, slow, error);
    if (ok) {
        Acceptor *acceptor = acceptor_start(&server->service, addresses, server->sockets, server->loops);
        for (guint i = 0; i < server->names->len; i++)
            ready(server->names->pdata[i]);
        listen_notify("READY=1");
        watch(server);
        listen_notify("STOPPING=1");
        acceptor_stop(acceptor);
    }
    if (!end(server))
        return FALSE; /* what a slow thread has still is its own: the process is about to end */
    slow_pool_free(slow);
    for (guint i = 0; i < server->loops->len; i++)
        loop_free(server->loops->pdata[i]);
    g_ptr_array_set_size(server->loops, 0);
    addresses_free(addresses);
    return ok;
}

void server_stop(Server *server)
{
    eventfd_write(server->stop, 1);
}
