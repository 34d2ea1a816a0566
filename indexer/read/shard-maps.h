/* The mapped files of a shard: immutable, shared by all threads that read it. */
#ifndef INDEXER_READ_SHARD_MAPS_H
#define INDEXER_READ_SHARD_MAPS_H

#include "indexer/read/manifest.h"
#include "indexer/read/posting-map.h"
#include "indexer/read/record-map.h"
#include "indexer/read/suggest-map.h"
#include "indexer/read/text-map.h"

typedef struct {
    char *path;  /* the shard's folder */
    char *terms; /* libxapian's file */
    int terms_fd; /* of it: each reader has a duplicate */
    GMutex opening; /* under it libxapian moves the offset that the duplicates have in common */
    BlockSums *sums;
    PostingMap *postings;
    TextMap *text;
    RecordMap *records;
    SuggestMap *suggest;
    int references;
} ShardMaps;

/* Maps, and opens, those of the shard in folder PATH that ENTRY tells of. INDEX_ERROR_GONE, _DAMAGED. */
ShardMaps *shard_maps_open(const char *path, const ManifestShard *entry, GError **error);

/* Thread-safe. */
ShardMaps *shard_maps_ref(ShardMaps *maps);
void shard_maps_unref(ShardMaps *maps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShardMaps, shard_maps_unref)

/* Whether all that was read of them so far was whole; else INDEX_ERROR_DAMAGED. */
gboolean shard_maps_check(const ShardMaps *maps, GError **error);

#endif
