/* records.map: the packed records of a shard, in blocks compressed by Zstandard with a dictionary of what many of them say.
 *
 * Little-endian: header (magic "BSRECS2\n", u32 documents, u32 bytes of the dictionary, u64 where the index is); the
 * dictionary; blocks {u32 length, u32 compressed length, bytes}, a block being records {u32 length, bytes} in a row;
 * index: u64 for each document: offset of its block << 12 | number in the block.
 */
#ifndef INDEXER_READ_RECORD_MAP_H
#define INDEXER_READ_RECORD_MAP_H

#include "indexer/files/mapped-file.h"

typedef struct RecordMap RecordMap;

/* Maps FILE. INDEX_ERROR_GONE, _DAMAGED. */
RecordMap *record_map_open(const char *file, FileSums *sums, GError **error);
void record_map_close(RecordMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordMap, record_map_close)

/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *record_map_file(const RecordMap *map);
guint32 record_map_doccount(const RecordMap *map);

/* The block of a map that was read last: a reader's own, where maps are shared between threads. Zeroed to
 * begin with; for one map. */
typedef struct {
    guint64 at; /* 0: none */
    GByteArray *bytes;
    struct ZSTD_DCtx_s *context;
} RecordBlock;
void record_block_clear(RecordBlock *block);

/* The packed record of document LOCAL (from 1), borrowed until the next call with BLOCK. NULL with
 * INDEX_ERROR_DAMAGED. Thread-safe, each thread with a block of its own. */
const guint8 *record_map_get(const RecordMap *map, RecordBlock *block, guint32 local, gsize *len,
                             GError **error);

/* A dictionary for the records of N MAPS, as a sample of them tells; empty where they are too few for one. Caller unrefs; NULL
 * with INDEX_ERROR_DAMAGED. The same for the same records. */
GByteArray *record_map_dictionary(RecordMap *const *maps, gsize n, GError **error);

typedef struct RecordMapWriter RecordMapWriter;
/* With a DICTIONARY, which may be empty; NULL: the file is a part of a build under way, so speed counts and not size. */
RecordMapWriter *record_map_writer_new(const char *file, const GByteArray *dictionary, GError **error);
void record_map_writer_free(RecordMapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RecordMapWriter, record_map_writer_free)
gboolean record_map_writer_add(RecordMapWriter *writer, const guint8 *packed, gsize len,
                               GError **error);
/* Adds all records of MAP. */
gboolean record_map_writer_append(RecordMapWriter *writer, const RecordMap *map, GError **error);
gboolean record_map_writer_finish(RecordMapWriter *writer, GError **error);

#endif
