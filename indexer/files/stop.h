/* A token by which a change is asked to stop: set by a signal handler or another thread, looked at
 * by all that runs long. */
#ifndef INDEXER_FILES_STOP_H
#define INDEXER_FILES_STOP_H

#include <glib.h>
#include <signal.h>

typedef struct {
    volatile sig_atomic_t signal; /* 0: go on; else why: a signal's number, or STOP_ASKED */
} Stop;

/* Somebody asked, by no signal. */
#define STOP_ASKED (-1)

/* How long a wait may last before the token is looked at again. */
#define STOP_INTERVAL_MS 100

/* Whether STOP (NULL: never) asks to stop; then with INDEX_ERROR_STOPPED. Thread-safe. */
gboolean stop_asked(const Stop *stop, GError **error);

/* Waits until FD can be read, or fails with INDEX_ERROR_STOPPED or _INPUT. */
gboolean stop_wait_readable(const Stop *stop, int fd, const char *name, GError **error);

#endif
