#include "indexer/read/snapshot.h"

#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/read/generation.h"
#include "indexer/read/remote.h"
#include "messages/messages.h"
#include "tokenizer/tokenizer.h"

/* How often an open that lost a race with a writer is tried again. */
#define MAX_TRIES 20

typedef struct {
    ShardMaps *maps;
    GArray *dead; /* guint32, sorted; NULL: none */
} SnapshotShard;

typedef struct {
    char *text;
    gsize len;
} LoadedList;

struct Snapshot {
    int references;
    char *dir;
    Manifest *manifest;
    GArray *shards;    /* SnapshotShard, as the manifest has them */
    GHashTable *lists; /* name → LoadedList * */
    Lexicon *lexicon;
    SnapshotMeans means;
    char *warning;
    RemoteCluster *cluster; /* of an export; NULL: of a folder */
    Remote *spare;          /* the connections that it was opened with, for who asks first */
};

static void clear_shard(gpointer data)
{
    SnapshotShard *shard = data;
    shard_maps_unref(shard->maps);
    if (shard->dead)
        g_array_unref(shard->dead);
}

static void free_list(gpointer data)
{
    LoadedList *list = data;
    g_free(list->text);
    g_free(list);
}

Snapshot *snapshot_ref(Snapshot *snapshot)
{
    g_atomic_int_inc(&snapshot->references);
    return snapshot;
}

void snapshot_unref(Snapshot *snapshot)
{
    if (!snapshot || !g_atomic_int_dec_and_test(&snapshot->references))
        return;
    g_array_unref(snapshot->shards);
    manifest_free(snapshot->manifest);
    g_hash_table_unref(snapshot->lists);
    lexicon_unref(snapshot->lexicon);
    remote_free(snapshot->spare);
    remote_cluster_unref(snapshot->cluster);
    g_free(snapshot->warning);
    g_free(snapshot->dir);
    g_free(snapshot);
}

/* A cut file would be found only when what is missing is read. */
static gboolean check_sizes(const char *path, const ManifestShard *entry, GError **error)
{
    for (int i = 0; i < SHARD_FILES; i++) {
        g_autofree char *file = g_build_filename(path, shard_files[i], NULL);
        GStatBuf status;
        if (g_stat(file, &status) == 0 && (guint64)status.st_size != entry->bytes[i]) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        _("%s is damaged (%llu bytes instead of %llu)"), file,
                        (unsigned long long)status.st_size, (unsigned long long)entry->bytes[i]);
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean open_shards(Snapshot *snapshot, GError **error)
{
    for (guint i = 0; i < snapshot->manifest->shards->len; i++) {
        ManifestShard *entry = snapshot->manifest->shards->pdata[i];
        g_autofree char *path = generation_shard_folder(snapshot->dir, entry->uuid);
        if (!check_sizes(path, entry, error))
            return FALSE;
        SnapshotShard opened = {.maps = shard_maps_open(path, entry, error)};
        g_array_append_val(snapshot->shards, opened);
        SnapshotShard *kept = &g_array_index(snapshot->shards, SnapshotShard, i);
        if (!kept->maps)
            return FALSE;
        if (text_map_doccount(kept->maps->text) != entry->documents) {
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                        _("%s is damaged (%u documents instead of %u)"), path,
                        text_map_doccount(kept->maps->text), entry->documents);
            return FALSE;
        }
        if (!entry->dead)
            continue;
        kept->dead = generation_load_dead(snapshot->dir, snapshot->manifest->generation, entry, error);
        if (!kept->dead)
            return FALSE;
    }
    return TRUE;
}

static gboolean load_lists(Snapshot *snapshot, GError **error)
{
    for (guint i = 0; i < snapshot->manifest->lists->len; i++) {
        const ManifestList *entry = snapshot->manifest->lists->pdata[i];
        LoadedList *list = g_new0(LoadedList, 1);
        g_hash_table_insert(snapshot->lists, g_strdup(entry->name), list);
        list->text = generation_load_list(snapshot->dir, entry, &list->len, error);
        if (!list->text)
            return FALSE;
    }
    return TRUE;
}

/* The mean, at least 1, of what COUNT says of all documents of a map. */
static double mean(const Snapshot *snapshot, guint64 (*count)(const TextMap *map))
{
    guint64 sum = 0, documents = 0;
    for (guint32 i = 0; i < snapshot_shard_count(snapshot); i++) {
        const TextMap *map = snapshot_shard(snapshot, i)->text;
        sum += count(map);
        documents += text_map_doccount(map);
    }
    return documents ? MAX((double)sum / (double)documents, 1) : 1;
}

static void load_lexicon(Snapshot *snapshot)
{
    gsize len = 0;
    const char *words = snapshot_list(snapshot, LEXICON_TERMS, &len);
    snapshot->lexicon = lexicon_new(words ? words : "", len, NULL, NULL);
    if (strcmp(snapshot->manifest->icu, tokenizer_icu_version()) != 0)
        snapshot->warning = g_strdup_printf(
            _("the index was cut into words by ICU %s, this is ICU %s: some words may be missed"),
            snapshot->manifest->icu, tokenizer_icu_version());
}

static Snapshot *snapshot_new(const char *dir)
{
    Snapshot *snapshot = g_new0(Snapshot, 1);
    snapshot->references = 1;
    snapshot->dir = g_strdup(dir);
    snapshot->shards = g_array_new(FALSE, FALSE, sizeof(SnapshotShard));
    g_array_set_clear_func(snapshot->shards, clear_shard);
    snapshot->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
    return snapshot;
}

Snapshot *snapshot_open_generation(const char *dir, guint32 generation, GError **error)
{
    g_autoptr(Snapshot) snapshot = snapshot_new(dir);
    snapshot->manifest = generation_load(dir, generation, error);
    if (!snapshot->manifest || !open_shards(snapshot, error) || !load_lists(snapshot, error))
        return NULL;
    load_lexicon(snapshot);
    snapshot->means = (SnapshotMeans){mean(snapshot, text_map_symbols), mean(snapshot, text_map_occurrences)};
    return g_steal_pointer(&snapshot);
}

static Manifest *manifest_of(const ExportInfo *info)
{
    Manifest *manifest = manifest_new();
    manifest->generation = info->generation;
    manifest->created = g_strdup(info->created);
    manifest->command = g_strdup("export");
    manifest->icu = g_strdup(info->icu);
    manifest->documents = info->documents;
    return manifest;
}

static gboolean fetch_lists(Snapshot *snapshot, char *const *names, GError **error)
{
    for (; *names; names++) {
        LoadedList *list = g_new0(LoadedList, 1);
        g_hash_table_insert(snapshot->lists, g_strdup(*names), list);
        list->text = remote_list(snapshot->spare, *names, &list->len, error);
        if (!list->text)
            return FALSE;
    }
    return TRUE;
}

/* An export that servers have: it has no shards. */
static Snapshot *snapshot_open_remote(const char *address, GError **error)
{
    g_autoptr(Snapshot) snapshot = snapshot_new(address);
    snapshot->manifest = manifest_new();
    snapshot->cluster = remote_cluster_open(address, error);
    snapshot->spare = snapshot->cluster ? remote_new(snapshot->cluster, error) : NULL;
    if (!snapshot->spare)
        return NULL;
    const ExportInfo *info = remote_cluster_info(snapshot->cluster);
    manifest_free(snapshot->manifest);
    snapshot->manifest = manifest_of(info);
    if (!fetch_lists(snapshot, info->lists, error))
        return NULL;
    snapshot->means = info->means;
    load_lexicon(snapshot);
    return g_steal_pointer(&snapshot);
}

Snapshot *snapshot_open(const char *dir, GError **error)
{
    guint32 before = 0;
    if (remote_is_address(dir))
        return snapshot_open_remote(dir, error);
    for (int tries = 1;; tries++) {
        guint32 generation = 0;
        GError *inner = NULL;
        Snapshot *snapshot = generation_current(dir, &generation, &inner)
                                 ? snapshot_open_generation(dir, generation, &inner)
                                 : NULL;
        if (snapshot)
            return snapshot;
        /* Files that are gone are a writer's doing if there is a newer generation by now; on the
         * first failure there is none to compare with, so look again. */
        gboolean gone = g_error_matches(inner, INDEX_ERROR, INDEX_ERROR_GONE);
        if (gone && tries < MAX_TRIES && generation != before) {
            before = generation;
            g_clear_error(&inner);
            continue;
        }
        if (gone) {
            inner->code = INDEX_ERROR_DAMAGED;
            g_autofree char *message = g_steal_pointer(&inner->message);
            inner->message = g_strdup_printf(_("the index is damaged: %s"), message);
        }
        g_propagate_error(error, inner);
        return NULL;
    }
}

Remote *snapshot_connect(Snapshot *snapshot, GError **error)
{
    Remote *spare = g_atomic_pointer_get(&snapshot->spare);
    if (spare && g_atomic_pointer_compare_and_exchange(&snapshot->spare, spare, NULL))
        return spare;
    return snapshot->cluster ? remote_new(snapshot->cluster, error) : NULL;
}

gboolean snapshot_is_current(const Snapshot *snapshot)
{
    guint32 generation = 0;
    if (snapshot->cluster)
        return remote_cluster_is_current(snapshot->cluster);
    return generation_current(snapshot->dir, &generation, NULL) &&
           generation == snapshot->manifest->generation;
}

const char *snapshot_dir(const Snapshot *snapshot)
{
    return snapshot->dir;
}

const Manifest *snapshot_manifest(const Snapshot *snapshot)
{
    return snapshot->manifest;
}

guint32 snapshot_shard_count(const Snapshot *snapshot)
{
    return snapshot->shards->len;
}

ShardMaps *snapshot_shard(const Snapshot *snapshot, guint32 number)
{
    return g_array_index(snapshot->shards, SnapshotShard, number).maps;
}

const GArray *snapshot_dead(const Snapshot *snapshot, guint32 number)
{
    return g_array_index(snapshot->shards, SnapshotShard, number).dead;
}

const char *snapshot_list(const Snapshot *snapshot, const char *name, gsize *len)
{
    const LoadedList *list = g_hash_table_lookup(snapshot->lists, name);
    *len = list ? list->len : 0;
    return list ? list->text : NULL;
}

SnapshotMeans snapshot_means(const Snapshot *snapshot)
{
    return snapshot->means;
}

Lexicon *snapshot_lexicon(const Snapshot *snapshot)
{
    return snapshot->lexicon;
}

const char *snapshot_warning(const Snapshot *snapshot)
{
    return snapshot->warning;
}
