#include "indexer/generation.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/file-writer.h"
#include "indexer/index.h"

#define NUMBER "%06u"

char *generation_manifest_file(const char *dir, guint32 generation)
{
    return g_strdup_printf("%s/generations/" NUMBER ".json", dir, generation);
}

static char *dead_folder(const char *dir, guint32 generation)
{
    return g_strdup_printf("%s/generations/" NUMBER ".dead", dir, generation);
}

char *generation_dead_file(const char *dir, guint32 generation, const char *uuid)
{
    g_autofree char *folder = dead_folder(dir, generation);
    return g_build_filename(folder, uuid, NULL);
}

char *generation_shard_folder(const char *dir, const char *uuid)
{
    return g_build_filename(dir, "shards", uuid, NULL);
}

char *generation_list_file(const char *dir, const char *sha256)
{
    return g_build_filename(dir, "lists", sha256, NULL);
}

char *generation_report_folder(const char *dir, guint32 generation)
{
    return g_strdup_printf("%s/reports/" NUMBER, dir, generation);
}

char *generation_work_folder(const char *dir, guint32 generation)
{
    return g_strdup_printf("%s/work-" NUMBER, dir, generation);
}

gboolean generation_current(const char *dir, guint32 *generation, GError **error)
{
    g_autofree char *file = g_build_filename(dir, "CURRENT", NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) inner = NULL;
    if (!g_file_get_contents(file, &text, NULL, &inner)) {
        if (g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                        "%s: no index there; make one with `biaosou index build -d %s FILE...`",
                        dir, dir);
        else
            g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, inner->message);
        return FALSE;
    }
    guint64 number;
    if (!g_ascii_string_to_unsigned(g_strchomp(text), 10, 1, G_MAXUINT32, &number, NULL)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    "%s is damaged; go back with `biaosou index rollback` or build the index again",
                    file);
        return FALSE;
    }
    *generation = (guint32)number;
    return TRUE;
}

Manifest *generation_load(const char *dir, guint32 generation, GError **error)
{
    g_autofree char *file = generation_manifest_file(dir, generation);
    g_autofree char *text = NULL;
    gsize len;
    g_autoptr(GError) inner = NULL;
    if (g_file_get_contents(file, &text, &len, &inner))
        return manifest_parse(file, text, len, error);
    g_set_error_literal(error, INDEX_ERROR,
                        g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                            ? INDEX_ERROR_GONE
                            : INDEX_ERROR_DAMAGED,
                        inner->message);
    return NULL;
}

static gint compare_numbers(gconstpointer a, gconstpointer b)
{
    guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
    return (x > y) - (x < y);
}

GArray *generation_list(const char *dir)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autofree char *folder = g_build_filename(dir, "generations", NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        char *end;
        guint64 number = g_ascii_strtoull(name, &end, 10);
        if (end != name && strcmp(end, ".json") == 0 && number <= G_MAXUINT32) {
            guint32 n = (guint32)number;
            g_array_append_val(numbers, n);
        }
    }
    g_array_sort(numbers, compare_numbers);
    return numbers;
}

GArray *generation_load_dead(const char *dir, guint32 generation, const char *uuid, GError **error)
{
    g_autofree char *file = generation_dead_file(dir, generation, uuid);
    g_autofree char *bytes = NULL;
    gsize len = 0;
    g_autoptr(GError) inner = NULL;
    if (!g_file_get_contents(file, &bytes, &len, &inner) || len % sizeof(guint32)) {
        gboolean gone = inner && g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT);
        g_set_error(error, INDEX_ERROR, gone ? INDEX_ERROR_GONE : INDEX_ERROR_DAMAGED,
                    "%s is %s; go back with `biaosou index rollback` or build the index again",
                    file, gone ? "missing" : "damaged");
        return NULL;
    }
    GArray *dead = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_array_append_vals(dead, bytes, (guint)(len / sizeof(guint32)));
    return dead;
}

gboolean generation_save_dead(const char *dir, guint32 generation, const char *uuid,
                              const GArray *dead, GError **error)
{
    g_autofree char *folder = dead_folder(dir, generation);
    g_autofree char *file = generation_dead_file(dir, generation, uuid);
    g_mkdir_with_parents(folder, 0777);
    return file_replace(file, dead->data, dead->len * sizeof(guint32), error);
}

gboolean generation_save_list(const char *dir, const char *text, gsize len, char **sha256,
                              GError **error)
{
    g_autofree char *folder = g_build_filename(dir, "lists", NULL);
    *sha256 = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, len);
    g_autofree char *file = generation_list_file(dir, *sha256);
    g_mkdir_with_parents(folder, 0777);
    return g_file_test(file, G_FILE_TEST_EXISTS) || file_replace(file, text, len, error);
}

gboolean generation_switch(const char *dir, guint32 generation, GError **error)
{
    g_autofree char *file = g_build_filename(dir, "CURRENT", NULL);
    g_autofree char *text = g_strdup_printf(NUMBER "\n", generation);
    return file_replace(file, text, strlen(text), error);
}

gboolean generation_commit(const char *dir, const Manifest *manifest, GError **error)
{
    g_autofree char *folder = g_build_filename(dir, "generations", NULL);
    g_autofree char *file = generation_manifest_file(dir, manifest->generation);
    g_autofree char *json = manifest_to_json(manifest);
    g_mkdir_with_parents(folder, 0777);
    return file_replace(file, json, strlen(json), error) && file_sync(dir, error) &&
           generation_switch(dir, manifest->generation, error);
}

/* Removes the entries of DIR/FOLDER whose names are not in KEEP. */
static void clean_folder(const char *dir, const char *folder, GHashTable *keep)
{
    g_autofree char *path = g_build_filename(dir, folder, NULL);
    g_autoptr(GDir) entries = g_dir_open(path, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        if (!g_hash_table_contains(keep, name))
            file_remove_tree(file);
    }
}

static void clean_work(const char *dir)
{
    g_autoptr(GDir) entries = g_dir_open(dir, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        g_autofree char *file = g_build_filename(dir, name, NULL);
        if (g_str_has_prefix(name, "work-") || g_str_has_suffix(name, ".new"))
            file_remove_tree(file);
    }
}

static GHashTable *name_set(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void generation_clean(const char *dir)
{
    guint32 current;
    if (!generation_current(dir, &current, NULL))
        return clean_work(dir);
    g_autoptr(GHashTable) generations = name_set(), shards = name_set();
    g_autoptr(GHashTable) lists = name_set(), reports = name_set();
    g_autoptr(GArray) numbers = generation_list(dir);
    guint older = 0;
    for (guint i = numbers->len; i-- > 0;) {
        guint32 number = g_array_index(numbers, guint32, i);
        /* One newer than the current was rolled back, or never committed. */
        if (number > current || (number < current && ++older >= GENERATIONS_KEPT))
            continue;
        g_autoptr(Manifest) manifest = generation_load(dir, number, NULL);
        if (!manifest && number == current)
            return; /* damaged: nothing is removed that might mend it */
        g_hash_table_add(generations, g_strdup_printf(NUMBER ".json", number));
        g_hash_table_add(generations, g_strdup_printf(NUMBER ".dead", number));
        g_hash_table_add(reports, g_strdup_printf(NUMBER, number));
        for (guint s = 0; manifest && s < manifest->shards->len; s++)
            g_hash_table_add(shards,
                             g_strdup(((ManifestShard *)manifest->shards->pdata[s])->uuid));
        for (guint l = 0; manifest && l < manifest->lists->len; l++)
            g_hash_table_add(lists, g_strdup(((ManifestList *)manifest->lists->pdata[l])->sha256));
    }
    clean_work(dir);
    clean_folder(dir, "generations", generations);
    clean_folder(dir, "shards", shards);
    clean_folder(dir, "lists", lists);
    clean_folder(dir, "reports", reports);
}
