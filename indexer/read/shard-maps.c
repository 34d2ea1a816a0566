#include "indexer/read/shard-maps.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

static gboolean open_terms(ShardMaps *maps, GError **error)
{
    maps->terms_fd = g_open(maps->terms, O_RDONLY | O_CLOEXEC, 0);
    if (maps->terms_fd < 0)
        g_set_error(error, INDEX_ERROR, errno == ENOENT ? INDEX_ERROR_GONE : INDEX_ERROR_DAMAGED,
                    _("%s is damaged (%s)"), maps->terms, g_strerror(errno));
    return maps->terms_fd >= 0;
}

ShardMaps *shard_maps_open(const char *path, const ManifestShard *entry, GError **error)
{
    g_autofree char *postings = g_build_filename(path, SHARD_POSTINGS, NULL);
    g_autofree char *text = g_build_filename(path, SHARD_TEXT, NULL);
    g_autofree char *records = g_build_filename(path, SHARD_RECORDS, NULL);
    g_autofree char *suggest = g_build_filename(path, SHARD_SUGGEST, NULL);
    g_autoptr(ShardMaps) maps = g_new0(ShardMaps, 1);
    maps->references = 1;
    maps->terms_fd = -1;
    g_mutex_init(&maps->opening);
    maps->path = g_strdup(path);
    maps->terms = g_build_filename(path, SHARD_TERMS, NULL);
    maps->sums = block_sums_load(path, entry->bytes, entry->crc[SHARD_FILES - 1], error);
    if (!maps->sums || !open_terms(maps, error))
        return NULL;
    maps->postings = posting_map_open(postings, block_sums_of(maps->sums, 1), error);
    maps->text = maps->postings ? text_map_open(text, block_sums_of(maps->sums, 2), error) : NULL;
    maps->records = maps->text ? record_map_open(records, block_sums_of(maps->sums, 3), error) : NULL;
    maps->suggest = maps->records ? suggest_map_open(suggest, block_sums_of(maps->sums, 4), entry->documents, error)
                                  : NULL;
    return maps->suggest ? g_steal_pointer(&maps) : NULL;
}

ShardMaps *shard_maps_ref(ShardMaps *maps)
{
    g_atomic_int_inc(&maps->references);
    return maps;
}

void shard_maps_unref(ShardMaps *maps)
{
    if (!maps || !g_atomic_int_dec_and_test(&maps->references))
        return;
    posting_map_close(maps->postings);
    text_map_close(maps->text);
    record_map_close(maps->records);
    suggest_map_close(maps->suggest);
    block_sums_free(maps->sums);
    if (maps->terms_fd >= 0)
        close(maps->terms_fd);
    g_mutex_clear(&maps->opening);
    g_free(maps->terms);
    g_free(maps->path);
    g_free(maps);
}

gboolean shard_maps_check(const ShardMaps *maps, GError **error)
{
    const MappedFile *files[] = {posting_map_file(maps->postings), text_map_file(maps->text),
                                 record_map_file(maps->records), suggest_map_file(maps->suggest)};
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (__atomic_load_n(&files[i]->hurt, __ATOMIC_RELAXED))
            return mapped_file_damaged(files[i], error);
    return TRUE;
}
