/* Compact: one shard of all, without what is dead. */
#include "indexer/write/change-private.h"

static gboolean is_compact(const Manifest *manifest)
{
    for (guint i = 0; i < manifest->shards->len; i++)
        if (((ManifestShard *)manifest->shards->pdata[i])->dead)
            return FALSE;
    return manifest->shards->len <= 1;
}

static gboolean compact(Change *change, GError **error)
{
    g_autoptr(Index) base = index_open(change->options->dir, error);
    if (!base)
        return FALSE;
    if (is_compact(index_manifest(base)) && !change->options->force)
        return change_nothing(change);
    g_autoptr(Manifest) manifest = change_manifest(change, "compact");
    g_autoptr(Spilled) spilled = spilled_new();
    guint64 needed = 0;
    for (guint i = 0; i < manifest->shards->len; i++)
        for (int f = 0; f < SHARD_FILES; f++)
            needed += 5 * ((ManifestShard *)manifest->shards->pdata[i])->bytes[f];
    if (!change_check_space(change, needed, error))
        return FALSE;
    g_ptr_array_set_size(manifest->shards, 0);
    manifest->documents = 0;
    progress_step(change->progress, CHANGE_READING, index_doccount(base));
    return input_spill_index(base, NULL, change->work, change->pool, change->progress, spilled,
                             error) &&
           change_index_spilled(change, spilled, manifest, NULL, G_MAXUINT32, NULL, error) &&
           change_commit(change, manifest, error);
}

gboolean change_compact(const ChangeOptions *options, ChangeResult *result, GError **error)
{
    Change change;
    gboolean ok = change_begin(&change, options, result, FALSE, error) && compact(&change, error);
    change_end(&change);
    return ok;
}
