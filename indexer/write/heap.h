/* A heap of pointers, the least of which is first: of runs that are merged (Knuth, TAOCP 5.2.3). */
#ifndef INDEXER_WRITE_HEAP_H
#define INDEXER_WRITE_HEAP_H

#include <glib.h>

/* Whether A comes before B; DATA is the caller's. */
typedef gboolean (*HeapBefore)(gconstpointer a, gconstpointer b, gconstpointer data);

/* Puts item AT of the N of ITEMS, below which all are in order, in its place. */
void heap_sift_down(gpointer *items, gsize n, gsize at, HeapBefore before, gconstpointer data);

/* Makes a heap of the N ITEMS. */
void heap_make(gpointer *items, gsize n, HeapBefore before, gconstpointer data);

#endif
