/* The lock of an index: one writer at a time. Readers take none. */
#ifndef INDEXER_FILES_LOCK_H
#define INDEXER_FILES_LOCK_H

#include "indexer/files/stop.h"

/* Takes the lock of the index folder DIR, which is made if need be. If another process has it:
 * waits if WAIT, else fails with INDEX_ERROR_LOCKED and that process's number. Returns a descriptor
 * for index_unlock(), -1 on failure; INDEX_ERROR_STOPPED while it waits. Worker processes share the lock until they end, so it is free
 * only when nothing writes any more. */
int index_lock(const char *dir, gboolean wait, const Stop *stop, GError **error);
void index_unlock(int lock); /* -1 is ignored */

#endif
