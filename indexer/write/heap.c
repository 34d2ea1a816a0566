#include "indexer/write/heap.h"

void heap_sift_down(gpointer *items, gsize n, gsize at, HeapBefore before, gconstpointer data)
{
    for (gsize child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && before(items[child + 1], items[child], data))
            child++;
        if (!before(items[child], items[at], data))
            return;
        gpointer item = items[at];
        items[at] = items[child];
        items[child] = item;
    }
}

void heap_make(gpointer *items, gsize n, HeapBefore before, gconstpointer data)
{
    for (gsize i = n / 2; i-- > 0;)
        heap_sift_down(items, n, i, before, data);
}
