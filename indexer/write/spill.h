/* Spilled records: sorted runs on disk, and their merge. An external sort (Knuth, TAOCP 5.4) by id,
 * then by command order, in bounded memory. */
#ifndef INDEXER_WRITE_SPILL_H
#define INDEXER_WRITE_SPILL_H

#include "corpus/record/record.h"
#include "indexer/files/stop.h"

/* Where a record stands in the input: its file on the command line and its place there. */
typedef struct {
    guint32 file, place;
} SpillOrder;

/* Collects records in memory, then writes them sorted. */
typedef struct SpillRun SpillRun;
SpillRun *spill_run_new(void);
void spill_run_free(SpillRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpillRun, spill_run_free)
void spill_run_add(SpillRun *run, const Record *record, SpillOrder order);
gsize spill_run_bytes(const SpillRun *run);
guint spill_run_records(const SpillRun *run);
/* Writes the run to FILE and empties it. */
gboolean spill_run_write(SpillRun *run, const char *file, GError **error);

/* Several runs as one sequence, ordered by number_sort_key() of the id, then id, then order: the order of a
 * shard's documents, by which searching sorts. */
typedef struct SpillMerge SpillMerge;
/* FILES: char *. STOP is borrowed; once it is set, spill_merge_next() fails. */
SpillMerge *spill_merge_new(GPtrArray *files, const Stop *stop, GError **error);
void spill_merge_free(SpillMerge *merge);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SpillMerge, spill_merge_free)

typedef struct {
    const char *id; /* NUL-terminated */
    const guint8 *packed;
    gsize len;
    SpillOrder order;
} SpillItem;

/* The next record, borrowed until the next call; FALSE at the end or with an error. */
gboolean spill_merge_next(SpillMerge *merge, SpillItem *item, GError **error);

#endif
