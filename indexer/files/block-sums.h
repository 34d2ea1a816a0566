/* Checksums of a shard's files, block by block, so that whoever reads a part of a file can see
 * whether it is as it was written without reading the rest.
 *
 *   shards/<uuid>/sums   for each of the other files, in the order of shard_files: a u32 for each
 *                        block; the manifest has the checksum of this file
 */
#ifndef INDEXER_FILES_BLOCK_SUMS_H
#define INDEXER_FILES_BLOCK_SUMS_H

#include "indexer/files/shard-files.h"
#include "indexer/files/stop.h"

/* libxapian reads its file in such blocks. */
#define SUM_BLOCK 8192u

/* The checksum of LEN bytes. Whatever changes within eight bytes of a block changes its state for
 * certain, anything else but for one case in four thousand million. About 15 GB/s. */
guint32 block_sum(const guint8 *bytes, gsize len);

/* The sums of one file, and which of its blocks were found right already (a byte each; threads may
 * set them at the same time). */
typedef struct {
    const guint32 *sums;
    guint8 *seen;
    guint64 n, bytes; /* blocks; of the file */
} FileSums;

/* Whether block NUMBER, whose bytes are at AT, is as it was written. */
gboolean file_sums_match(FileSums *sums, guint64 number, const guint8 *at);

/* How many of BLOCK's bytes are in the file. */
gsize file_sums_length(const FileSums *sums, guint64 number);

typedef struct BlockSums BlockSums;

/* Writes the sums of the shard in FOLDER. INDEX_ERROR_WRITE, _STOPPED. */
gboolean block_sums_write(const char *folder, const Stop *stop, GError **error);

/* Reads those of a shard whose files have BYTES (SHARD_FILES numbers) and whose file of sums has the
 * checksum CRC. INDEX_ERROR_GONE, _DAMAGED. */
BlockSums *block_sums_load(const char *folder, const guint64 *bytes, guint32 crc, GError **error);
void block_sums_free(BlockSums *sums);

/* Those of shard_files[FILE]; NULL SUMS: NULL. Borrowed. */
FileSums *block_sums_of(BlockSums *sums, int file);

#endif
