/* What searching needs of a snapshot, made once and shared by threads: lists as queries want them, the live
 * documents. Immutable, reference-counted. */
#ifndef SEARCH_MATCH_SEARCH_SNAPSHOT_H
#define SEARCH_MATCH_SEARCH_SNAPSHOT_H

#include "indexer/read/snapshot.h"
#include "search/match/docset.h"
#include "search/words/expand.h"
#include "search/words/stop-words.h"

typedef struct {
    int references;
    Snapshot *snapshot;
    StopWords *stop_words;
    Expander *expander;
    DocSet *live; /* all documents that are not dead */
    SnapshotMeans means;
} SearchSnapshot;

/* Takes a reference of SNAPSHOT. */
SearchSnapshot *search_snapshot_new(Snapshot *snapshot);

/* Opens the current generation of the index in folder DIR. Errors as of snapshot_open(). */
SearchSnapshot *search_snapshot_open(const char *dir, GError **error);

/* Thread-safe. */
SearchSnapshot *search_snapshot_ref(SearchSnapshot *shared);
void search_snapshot_unref(SearchSnapshot *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SearchSnapshot, search_snapshot_unref)

#endif
