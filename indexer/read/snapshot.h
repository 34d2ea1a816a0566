/* A generation as it was when it was opened: the maps of its shards, its dead documents, its lists.
 * Immutable, reference-counted, shared by threads; each of them reads it through an Index of its own. What
 * a writer does meanwhile changes nothing of it. */
#ifndef INDEXER_READ_SNAPSHOT_H
#define INDEXER_READ_SNAPSHOT_H

#include "indexer/read/shard-maps.h"
#include "tokenizer/lexicon.h"

typedef struct Snapshot Snapshot;

/* Opens a generation of the index in folder DIR. INDEX_ERROR_GONE if it is not kept any more, _DAMAGED,
 * _FORMAT, _MISSING. */
Snapshot *snapshot_open_generation(const char *dir, guint32 generation, GError **error);

/* Opens the current one, also of an export that servers have (remote_is_address(); it has no shards): INDEX_ERROR_REMOTE; one that a writer removes at that moment is not the current one any more, and
 * the next is opened. */
Snapshot *snapshot_open(const char *dir, GError **error);

/* Thread-safe. */
Snapshot *snapshot_ref(Snapshot *snapshot);
void snapshot_unref(Snapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Snapshot, snapshot_unref)

/* Whether it is still the generation that `CURRENT` names: a look at one small file. FALSE also where
 * that cannot be read. Of an export: whether no newer one is served whole. Thread-safe. */
gboolean snapshot_is_current(const Snapshot *snapshot);

/* A thread's connections to the servers of an export, which the caller frees with remote_free(); NULL, without an error, if it is
 * a folder's. Thread-safe. */
struct Remote;
struct Remote *snapshot_connect(Snapshot *snapshot, GError **error);

/* All that follows is borrowed and thread-safe. */
const char *snapshot_dir(const Snapshot *snapshot); /* of an export: the addresses */
const Manifest *snapshot_manifest(const Snapshot *snapshot);
guint32 snapshot_shard_count(const Snapshot *snapshot);
ShardMaps *snapshot_shard(const Snapshot *snapshot, guint32 number); /* from 0 */

/* The dead documents of a shard, sorted (guint32), or NULL. */
const GArray *snapshot_dead(const Snapshot *snapshot, guint32 number);

/* The text of a list that the generation carries (LEXICON_TERMS, LEXICON_SYNONYMS …), or NULL. */
const char *snapshot_list(const Snapshot *snapshot, const char *name, gsize *len);

/* The means over all documents, dead ones included, each at least 1. */
typedef struct {
    double symbols;     /* of a document's texts (tokenizer/symbol.h) */
    double occurrences; /* of terms in a document */
} SnapshotMeans;
SnapshotMeans snapshot_means(const Snapshot *snapshot);

/* The words that it was made with. */
Lexicon *snapshot_lexicon(const Snapshot *snapshot);

/* A word of warning, which building the index again mends (another ICU version, say), or NULL. */
const char *snapshot_warning(const Snapshot *snapshot);

#endif
