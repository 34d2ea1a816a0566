#include "indexer/read/generation.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/index.h"
#include "indexer/read/remote.h"
#include "messages/messages.h"

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

char *generation_report_file(const char *dir, guint32 generation)
{
    g_autofree char *folder = generation_report_folder(dir, generation);
    return g_build_filename(folder, REPORT_REJECTS, NULL);
}

char *generation_work_folder(const char *dir, guint32 generation)
{
    return g_strdup_printf("%s/work-" NUMBER, dir, generation);
}

/* What CURRENT holds for the number in the first LEN bytes of DIGITS. */
static char *current_text(gsize len, const char *digits)
{
    return g_strdup_printf("%.*s %08x\n", (int)len, digits,
                           (guint)crc32_z(0, (const guint8 *)digits, len));
}

gboolean generation_current(const char *dir, guint32 *generation, GError **error)
{
    g_autofree char *file = g_build_filename(dir, "CURRENT", NULL);
    gsize len = 0;
    g_autofree char *text = NULL;
    g_autoptr(GError) inner = NULL;
    if (remote_is_address(dir)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, _("%s: servers have this index: its generations are where it was exported"),
                    dir);
        return FALSE;
    }
    if (!g_file_get_contents(file, &text, &len, &inner)) {
        if (g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT))
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                        _("%s: no index there"), dir);
        else
            g_set_error_literal(error, INDEX_ERROR, INDEX_ERROR_DAMAGED, inner->message);
        return FALSE;
    }
    guint64 number = 0;
    gboolean cut = strlen(text) != len; /* a NUL in it */
    char *digits = text, *sum = strchr(text, ' ');
    g_autofree char *wanted = sum ? current_text((gsize)(sum - text), text) : NULL;
    if (sum)
        *sum = '\0';
    else
        g_strchomp(digits);
    /* One without a checksum is of an earlier format: its manifest will say so. */
    if (cut ||
        (sum && strcmp(sum + 1, wanted + (sum + 1 - text)) != 0) ||
        !g_ascii_string_to_unsigned(digits, 10, 1, G_MAXUINT32, &number, NULL)) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_DAMAGED,
                    _("%s is damaged"),
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

/* Calls TAKE for the number and the suffix of each entry of the generations' folder. */
static void each_generation(const char *dir,
                            void (*take)(guint32 number, const char *suffix, gpointer data),
                            gpointer data)
{
    g_autofree char *folder = g_build_filename(dir, "generations", NULL);
    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    for (const char *name; entries && (name = g_dir_read_name(entries));) {
        char *end;
        guint64 number = g_ascii_strtoull(name, &end, 10);
        if (end != name && number && number <= G_MAXUINT32)
            take((guint32)number, end, data);
    }
}

static void take_manifest(guint32 number, const char *suffix, gpointer data)
{
    if (strcmp(suffix, ".json") == 0)
        g_array_append_val((GArray *)data, number);
}

static void take_newest(guint32 number, const char *suffix, gpointer data)
{
    guint32 *newest = data;
    (void)suffix;
    *newest = MAX(*newest, number);
}

guint32 generation_newest(const char *dir)
{
    guint32 newest = 0;
    each_generation(dir, take_newest, &newest);
    return newest;
}

GArray *generation_list(const char *dir)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint32));
    each_generation(dir, take_manifest, numbers);
    g_array_sort(numbers, compare_numbers);
    return numbers;
}

/* Whether LIST is ENTRY's: as many, ascending, each a document of the shard. */
static gboolean is_dead_list(const GArray *list, const ManifestShard *entry)
{
    guint32 before = 0;
    for (guint i = 0; i < list->len; i++) {
        guint32 local = g_array_index(list, guint32, i);
        if (local <= before || local > entry->documents)
            return FALSE;
        before = local;
    }
    return list->len == entry->dead;
}

GArray *generation_load_dead(const char *dir, guint32 generation, const ManifestShard *entry,
                             GError **error)
{
    g_autofree char *file = generation_dead_file(dir, generation, entry->uuid);
    g_autoptr(GArray) dead = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autofree char *bytes = NULL;
    gsize len = 0;
    g_autoptr(GError) inner = NULL;
    gboolean read = g_file_get_contents(file, &bytes, &len, &inner) &&
                    (guint32)crc32_z(0, (const guint8 *)bytes, len) == entry->dead_crc;
    if (read)
        g_array_append_vals(dead, bytes, (guint)(len / sizeof(guint32)));
    if (read && len % sizeof(guint32) == 0 && is_dead_list(dead, entry))
        return g_steal_pointer(&dead);
    gboolean gone = inner && g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_set_error(error, INDEX_ERROR, gone ? INDEX_ERROR_GONE : INDEX_ERROR_DAMAGED,
                _("%s is %s"), file,
                gone ? _("missing") : _("damaged"));
    return NULL;
}

gboolean generation_save_dead(const char *dir, guint32 generation, ManifestShard *entry,
                              const GArray *dead, GError **error)
{
    g_autofree char *folder = dead_folder(dir, generation);
    g_autofree char *file = generation_dead_file(dir, generation, entry->uuid);
    entry->dead_crc =
        (guint32)crc32_z(0, (const guint8 *)dead->data, dead->len * sizeof(guint32));
    g_mkdir_with_parents(folder, 0777);
    return file_replace(file, dead->data, dead->len * sizeof(guint32), error);
}

gboolean generation_save_list(const char *dir, Manifest *manifest, const char *name,
                              const char *text, gsize len, GError **error)
{
    g_autofree char *folder = g_build_filename(dir, "lists", NULL);
    g_autofree char *sha256 =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, len);
    g_autofree char *file = generation_list_file(dir, sha256);
    g_autofree char *stored = NULL;
    gsize stored_len = 0;
    g_mkdir_with_parents(folder, 0777);
    manifest_set_list(manifest, name, sha256, (guint32)crc32_z(0, (const guint8 *)text, len));
    gboolean there = g_file_get_contents(file, &stored, &stored_len, NULL) && stored_len == len &&
                     memcmp(stored, text, len) == 0;
    return there || file_replace(file, text, len, error);
}

char *generation_load_list(const char *dir, const ManifestList *list, gsize *len, GError **error)
{
    g_autofree char *file = generation_list_file(dir, list->sha256);
    g_autofree char *text = NULL;
    g_autoptr(GError) inner = NULL;
    if (g_file_get_contents(file, &text, len, &inner) &&
        (guint32)crc32_z(0, (const guint8 *)text, *len) == list->crc)
        return g_steal_pointer(&text);
    gboolean gone = inner && g_error_matches(inner, G_FILE_ERROR, G_FILE_ERROR_NOENT);
    g_set_error(error, INDEX_ERROR, gone ? INDEX_ERROR_GONE : INDEX_ERROR_DAMAGED,
                _("%s is %s"), file,
                gone ? _("missing") : _("damaged"));
    return NULL;
}

gboolean generation_switch(const char *dir, guint32 generation, GError **error)
{
    g_autofree char *file = g_build_filename(dir, "CURRENT", NULL);
    g_autofree char *digits = g_strdup_printf(NUMBER, generation);
    g_autofree char *text = current_text(strlen(digits), digits);
    if (!file_put(file, text, strlen(text), error))
        return FALSE;
    if (file_sync(dir, NULL))
        return TRUE;
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE,
                _("%s: cannot be synced; generation %u is in use, but may not outlive a power cut"),
                dir, generation);
    return FALSE;
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

typedef struct {
    GHashTable *generations, *shards, *lists, *reports; /* names */
} Kept;

static void keep_generation(const Kept *kept, const Manifest *manifest, guint32 number)
{
    g_hash_table_add(kept->generations, g_strdup_printf(NUMBER ".json", number));
    g_hash_table_add(kept->generations, g_strdup_printf(NUMBER ".dead", number));
    g_hash_table_add(kept->reports, g_strdup_printf(NUMBER, number));
    for (guint s = 0; s < manifest->shards->len; s++)
        g_hash_table_add(kept->shards,
                         g_strdup(((ManifestShard *)manifest->shards->pdata[s])->uuid));
    for (guint l = 0; l < manifest->lists->len; l++)
        g_hash_table_add(kept->lists,
                         g_strdup(((ManifestList *)manifest->lists->pdata[l])->sha256));
}

/* Leaves a mark that NUMBER was a generation's, before its manifest goes. */
static void mark_gone(const Kept *kept, const char *dir, guint32 number)
{
    g_autofree char *mark = g_strdup_printf("%s/generations/" NUMBER ".gone", dir, number);
    if (file_replace(mark, "", 0, NULL))
        g_hash_table_add(kept->generations, g_path_get_basename(mark));
    else
        g_hash_table_add(kept->generations, g_strdup_printf(NUMBER ".json", number));
}

static void keep_mark(guint32 number, const char *suffix, gpointer data)
{
    const Kept *kept = data;
    if (strcmp(suffix, ".gone") == 0)
        g_hash_table_add(kept->generations, g_strdup_printf(NUMBER ".gone", number));
}

/* The day, in local time, on which MANIFEST was made, as a number that grows with time; 0 unknown. */
static gint64 day_of(const Manifest *manifest)
{
    g_autoptr(GTimeZone) local = g_time_zone_new_local();
    g_autoptr(GDateTime) made = g_date_time_new_from_iso8601(manifest->created, local);
    g_autoptr(GDateTime) here = made ? g_date_time_to_local(made) : NULL;
    return here ? g_date_time_get_year(here) * 1000 + g_date_time_get_day_of_year(here) : 0;
}

/* From the current generation back: which are kept. FALSE if one is damaged, so that what it names is
 * not known. */
static gboolean find_kept(const Kept *kept, const char *dir, const Manifest *manifest,
                          guint32 current)
{
    g_autoptr(GArray) numbers = generation_list(dir);
    gint64 day = day_of(manifest);
    guint days = 0;
    gboolean whole = TRUE;
    gboolean is_next = TRUE; /* the one just before the current */
    keep_generation(kept, manifest, current);
    for (guint i = numbers->len; i-- > 0;) {
        guint32 number = g_array_index(numbers, guint32, i);
        if (number > current) /* rolled back, or never committed */
            mark_gone(kept, dir, number);
        if (number >= current)
            continue;
        g_autoptr(GError) error = NULL;
        g_autoptr(Manifest) before = generation_load(dir, number, &error);
        whole = whole && !g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED);
        if (!before)
            continue;
        gboolean other_day = day_of(before) != day && days < manifest->keep;
        if (is_next || other_day)
            keep_generation(kept, before, number);
        if (other_day) {
            day = day_of(before);
            days++;
        }
        is_next = FALSE;
    }
    if (generation_newest(dir) > current)
        each_generation(dir, keep_mark, (gpointer)kept);
    return whole;
}

void generation_clean(const char *dir, gboolean committed)
{
    guint32 current;
    clean_work(dir);
    g_autoptr(Manifest) manifest =
        generation_current(dir, &current, NULL) ? generation_load(dir, current, NULL) : NULL;
    if (!manifest)
        return; /* damaged: nothing is removed that might mend it */
    g_autoptr(GHashTable) generations = name_set(), shards = name_set();
    g_autoptr(GHashTable) lists = name_set(), reports = name_set();
    g_hash_table_add(reports, g_strdup(REPORT_UNCOMMITTED));
    if (!find_kept(&(Kept){generations, shards, lists, reports}, dir, manifest, current) &&
        !committed)
        return;
    clean_folder(dir, "generations", generations);
    clean_folder(dir, "shards", shards);
    clean_folder(dir, "lists", lists);
    clean_folder(dir, "reports", reports);
}
