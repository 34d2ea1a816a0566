/* Writing shards: small ones from records, then one joined from many. */
#ifndef INDEXER_WRITE_SHARD_WRITER_H
#define INDEXER_WRITE_SHARD_WRITER_H

#include "corpus/record/record.h"
#include "tokenizer/tokenizer.h"

typedef struct ShardWriter ShardWriter;

/* Begins a shard in the new folder PATH. It is not synced: a part, to be joined. TOKENIZER is
 * borrowed. Errors: INDEX_ERROR_WRITE, XC_ERROR. */
ShardWriter *shard_writer_new(const char *path, Tokenizer *tokenizer, GError **error);

/* Adds a record, which must have an id; PACKED are its packed bytes, stored as they are. */
gboolean shard_writer_add(ShardWriter *writer, const Record *record, const guint8 *packed,
                          gsize len, GError **error);

gboolean shard_writer_finish(ShardWriter *writer, GError **error);
void shard_writer_free(ShardWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShardWriter, shard_writer_free)

/* Joins N shards, in this order, into the new folder OUTPUT, in steps that may run in different
 * processes: the postings, what is suggested, the texts, the records. Documents keep their order. SYNCED: on return all is on
 * the disk. */
gboolean shard_join_terms(const char *const *parts, gsize n, const char *output, gboolean synced,
                          GError **error);
gboolean shard_join_suggest(const char *const *parts, gsize n, const char *output, gboolean synced,
                            GError **error);
gboolean shard_join_text(const char *const *parts, gsize n, const char *output, gboolean synced,
                         GError **error);
gboolean shard_join_records(const char *const *parts, gsize n, const char *output, gboolean synced,
                            GError **error);

#endif
