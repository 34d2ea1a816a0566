#include "server/http/slow.h"

#include <pthread.h>

struct SlowPool {
    Service *service;
    GPtrArray *threads;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t moved;
    GQueue jobs;          /* Job */
    guint idle;           /* threads that wait for one */
    gboolean is_over;
};

typedef struct {
    const Route *route;
    const Request *request;
    Response *response;
    void (*done)(gpointer data);
    gpointer data;
} Job;

/* Waits for the next one. NULL: there will be none. */
static Job *take(SlowPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->idle++;
    while (pool->jobs.length == 0 && !pool->is_over)
        pthread_cond_wait(&pool->moved, &pool->lock);
    pool->idle--;
    Job *job = g_queue_pop_head(&pool->jobs);
    pthread_mutex_unlock(&pool->lock);
    return job;
}

static gpointer run(gpointer data)
{
    SlowPool *pool = data;
    Worker worker = {pool->service, index_readers_new(pool->service->indexes), NULL, 0, 0};
    Job *job;
    while ((job = take(pool))) {
        service_run(&worker, job->route, job->request, job->response);
        job->done(job->data);
        g_free(job);
    }
    index_readers_free(worker.readers);
    return NULL;
}

SlowPool *slow_pool_new(Service *service)
{
    SlowPool *pool = g_new0(SlowPool, 1);
    pool->service = service;
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->moved, NULL);
    pool->threads = g_ptr_array_new();
    for (guint i = 0; i < service->slow_threads; i++)
        g_ptr_array_add(pool->threads, g_thread_new("slow", run, pool));
    return pool;
}

void slow_pool_free(SlowPool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->is_over = TRUE;
    pthread_cond_broadcast(&pool->moved);
    pthread_mutex_unlock(&pool->lock);
    for (guint i = 0; i < pool->threads->len; i++)
        g_thread_join(pool->threads->pdata[i]);
    g_ptr_array_unref(pool->threads);
    pthread_cond_destroy(&pool->moved);
    pthread_mutex_destroy(&pool->lock);
    g_free(pool);
}

gboolean slow_pool_run(SlowPool *pool, const Route *route, const Request *request, Response *response,
                       void (*done)(gpointer data), gpointer data)
{
    pthread_mutex_lock(&pool->lock);
    gboolean may_wait = (route->flags & ROUTE_SLOW) != 0;
    gboolean has_room = pool->jobs.length < (may_wait ? pool->service->limits.slow : pool->idle);
    if (has_room) {
        Job *job = g_new(Job, 1);
        *job = (Job){route, request, response, done, data};
        g_queue_push_tail(&pool->jobs, job);
        pthread_cond_signal(&pool->moved);
    }
    pthread_mutex_unlock(&pool->lock);
    return has_room;
}
