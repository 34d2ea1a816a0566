#include "server/http/slow.h"

struct SlowPool {
    Service *service;
    GAsyncQueue *jobs; /* Job; one without a route ends a thread */
    GPtrArray *threads;
    gint waiting;      /* atomic */
};

typedef struct {
    const Route *route;
    const Request *request;
    Response *response;
    void (*done)(gpointer data);
    gpointer data;
} Job;

static gpointer run(gpointer data)
{
    SlowPool *pool = data;
    Worker worker = {pool->service, index_readers_new(pool->service->indexes), NULL, pool->service->limits.slow_ms};
    for (;;) {
        g_autofree Job *job = g_async_queue_pop(pool->jobs);
        if (!job->route)
            break;
        service_run(&worker, job->route, job->request, job->response);
        g_atomic_int_add(&pool->waiting, -1);
        job->done(job->data);
    }
    index_readers_free(worker.readers);
    return NULL;
}

SlowPool *slow_pool_new(Service *service)
{
    SlowPool *pool = g_new0(SlowPool, 1);
    pool->service = service;
    pool->jobs = g_async_queue_new_full(g_free);
    pool->threads = g_ptr_array_new();
    for (guint i = 0; i < service->slow_threads; i++)
        g_ptr_array_add(pool->threads, g_thread_new("slow", run, pool));
    return pool;
}

void slow_pool_free(SlowPool *pool)
{
    if (!pool)
        return;
    for (guint i = 0; i < pool->threads->len; i++)
        g_async_queue_push(pool->jobs, g_new0(Job, 1));
    for (guint i = 0; i < pool->threads->len; i++)
        g_thread_join(pool->threads->pdata[i]);
    g_async_queue_unref(pool->jobs);
    g_ptr_array_unref(pool->threads);
    g_free(pool);
}

gboolean slow_pool_run(SlowPool *pool, const Route *route, const Request *request, Response *response,
                       void (*done)(gpointer data), gpointer data)
{
    if (g_atomic_int_add(&pool->waiting, 1) >= (gint)pool->service->limits.slow) {
        g_atomic_int_add(&pool->waiting, -1);
        return FALSE;
    }
    Job *job = g_new(Job, 1);
    *job = (Job){route, request, response, done, data};
    g_async_queue_push(pool->jobs, job);
    return TRUE;
}
