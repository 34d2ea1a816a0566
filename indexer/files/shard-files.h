/* The files of a shard, within its folder. */
#ifndef INDEXER_FILES_SHARD_FILES_H
#define INDEXER_FILES_SHARD_FILES_H

#define SHARD_TERMS "terms.glass"
#define SHARD_POSTINGS "postings.map"
#define SHARD_TEXT "text.map"
#define SHARD_RECORDS "records.map"
#define SHARD_SUGGEST "suggest.map"
#define SHARD_SUMS "sums" /* of the blocks of the others: block-sums.h */

#define SHARD_FILES 6
extern const char *const shard_files[]; /* SHARD_FILES of them; the sums come last */

#endif
