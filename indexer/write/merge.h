/* Merges sorted runs, one file of each part, into one sequence of items. */
#ifndef INDEXER_WRITE_MERGE_H
#define INDEXER_WRITE_MERGE_H

#include <glib.h>

typedef struct {
    GMappedFile *file;
    const guint8 *at, *end; /* AT is at an item */
    guint32 number;         /* of this item, in the run */
    guint32 batch;          /* the part, from 0 */
} MergeRun;

/* To be begun with COMPARE, which orders items, and SIZE, the bytes from one to the next. */
typedef struct {
    int (*compare)(gconstpointer a, gconstpointer b);
    gsize (*size)(gconstpointer item);
    MergeRun *runs;
    gpointer *heap; /* MergeRun *, that of the least item first */
    gsize n, n_heap;
} Merge;

/* Opens the file NAME of each of N folders; close it in any case. */
gboolean merge_open(Merge *merge, const char *const *parts, gsize n, const char *name, GError **error);
void merge_close(Merge *merge);

/* The run at the next item, of equal ones that of the first part; NULL: there is none. */
const MergeRun *merge_peek(const Merge *merge);

/* Goes past that item. */
void merge_step(Merge *merge);

#endif
