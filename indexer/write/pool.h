/* Worker processes: each task runs in a process of its own, forked from this one, so it has the
 * caller's memory as it was at that moment and nothing of it needs to be sent. A crash in one is
 * an error here and harms nothing else. If this process dies, its workers are killed.
 *
 * The calling process must have no threads. */
#ifndef INDEXER_WRITE_POOL_H
#define INDEXER_WRITE_POOL_H

#include "indexer/files/stop.h"

#define POOL_NUMBERS 9

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

/* A pool of JOBS workers at a time (at least 1). STOP is borrowed and may be NULL. */
Pool *pool_new(guint jobs, const Stop *stop);
/* Kills what still runs. */
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

/* Starts TASK(DATA), waiting first until a worker is free. DONE (may be NULL) gets DATA too. FALSE
 * with the error of a task that has failed (its message says what), of fork, or INDEX_ERROR_STOPPED
 * once the stop token is set; the pool can then only be freed. Only the pool's own processes are
 * waited for, and no signal's handling is changed. */
gboolean pool_run(Pool *pool, PoolTask task, gpointer data, PoolDone done, GError **error);

/* Waits until no more than LEFT workers run. Fails as pool_run(). */
gboolean pool_wait(Pool *pool, guint left, GError **error);

/* Whether the pool's token asks to stop; see stop_asked(). */
gboolean pool_stopped(const Pool *pool, GError **error);
const Stop *pool_stop(const Pool *pool);

#endif
