/* Worker processes: each task runs in a process of its own, forked from this one, so it has the
 * caller's memory as it was at that moment and nothing of it needs to be sent. A crash in one is
 * an error here and harms nothing else. If this process dies, its workers are killed.
 *
 * The calling process must have no threads. */
#ifndef INDEXER_POOL_H
#define INDEXER_POOL_H

#include <glib.h>

#define POOL_NUMBERS 6

/* What a task gives back: a few numbers of its choice. */
typedef struct {
    guint64 numbers[POOL_NUMBERS];
} PoolResult;

/* Runs in the worker. FALSE with an error fails the pool. */
typedef gboolean (*PoolTask)(gpointer data, PoolResult *result, GError **error);
/* Runs in the caller once for each task, in the order in which they end; it may free DATA. RESULT is
 * NULL if the task failed, was killed with the pool, or was never started. */
typedef void (*PoolDone)(gpointer data, const PoolResult *result);

typedef struct Pool Pool;

/* A pool of JOBS workers at a time (at least 1). */
Pool *pool_new(guint jobs);
/* Kills what still runs. */
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

/* Starts TASK(DATA), waiting first until a worker is free. DONE (may be NULL) gets DATA too. FALSE
 * with the error of a task that has failed (its message says what), of fork, or
 * INDEX_ERROR_STOPPED after pool_catch_signals() and a signal; the pool can then only be freed. */
gboolean pool_run(Pool *pool, PoolTask task, gpointer data, PoolDone done, GError **error);

/* Waits until no more than LEFT workers run. Fails as pool_run(). */
gboolean pool_wait(Pool *pool, guint left, GError **error);

/* From now on SIGINT, SIGTERM and SIGHUP only make pools fail with INDEX_ERROR_STOPPED, and
 * pool_stopped() true, so that the caller cleans up. */
void pool_catch_signals(void);
gboolean pool_stopped(GError **error);

#endif
