#include <string.h>

#include "search/searcher.h"

/* The documents of a shard, as a bitmap of its ids. */
typedef struct {
    char *uuid;
    guint64 *bits;
    gsize words, count;
} ShardBits;

static void clear_bits(gpointer data)
{
    ShardBits *shard = data;
    g_free(shard->uuid);
    g_free(shard->bits);
}

static void free_shards(void *data)
{
    g_array_unref(data);
}

static bool look_up(void *data, const char *uuid, const uint64_t **bits, size_t *words,
                    size_t *count, GError **error)
{
    const GArray *shards = data;
    (void)error;
    for (guint i = 0; i < shards->len; i++) {
        const ShardBits *shard = &g_array_index(shards, ShardBits, i);
        if (strcmp(shard->uuid, uuid) == 0) {
            *bits = shard->bits;
            *words = shard->words;
            *count = shard->count;
        }
    }
    return true;
}

/* All documents of SHARD. */
static ShardBits all_documents(const Shard *shard, const char *uuid)
{
    guint32 documents = shard_doccount(shard);
    ShardBits all = {.uuid = g_strdup(uuid), .words = documents / 64 + 1};
    all.bits = g_new(guint64, all.words);
    memset(all.bits, 0xff, all.words * sizeof *all.bits);
    all.bits[0] &= ~G_GUINT64_CONSTANT(1); /* ids begin at 1 */
    all.bits[all.words - 1] &= G_MAXUINT64 >> (63 - documents % 64);
    return all;
}

XcQuery *searcher_character_query(Searcher *searcher, gunichar c, GError **error)
{
    g_autoptr(GArray) shards = g_array_new(FALSE, FALSE, sizeof(ShardBits));
    gsize found = 0;
    g_array_set_clear_func(shards, clear_bits);
    for (guint32 s = 0; s < searcher->n_shards; s++) {
        const Shard *shard = index_shard(searcher->index, s);
        ShardBits all = all_documents(shard, searcher->uuids[s]);
        g_array_append_val(shards, all);
        ShardBits *kept = &g_array_index(shards, ShardBits, s);
        if (!shard_keep_character(shard, c, kept->bits, error))
            return NULL;
        for (gsize i = 0; i < kept->words; i++)
            kept->count += (gsize)__builtin_popcountll(kept->bits[i]);
        found += kept->count;
    }
    if (found == 0)
        return xc_query_match_nothing(error);
    g_autoptr(XcPostingSource) source =
        xc_posting_source_new_bitmap(look_up, g_array_ref(shards), free_shards, error);
    return source ? xc_query_posting_source(source, error) : NULL;
}
