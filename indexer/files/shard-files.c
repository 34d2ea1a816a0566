#include "indexer/files/shard-files.h"

#include <glib.h>

const char *const shard_files[] = {SHARD_TERMS, SHARD_POSTINGS, SHARD_TEXT, SHARD_RECORDS,
                                   SHARD_SUGGEST, SHARD_SUMS};
G_STATIC_ASSERT(G_N_ELEMENTS(shard_files) == SHARD_FILES);
