#include "corpus/read/folder.h"

#include <glib/gstdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "messages/messages.h"

/* A walk: what is no link first, then what links lead to and has not been found. So each folder is
 * walked once, under its own name if it has one there. */
typedef struct {
    char *root;       /* without links */
    GHashTable *seen; /* "DEVICE:INODE" of files and folders */
    GPtrArray *links; /* paths that are to be followed */
    FolderFound found;
    gpointer data;
} Walk;

gboolean folder_skips(const char *name)
{
    static const char *const names[] = {"Thumbs.db", "ehthumbs.db",  "desktop.ini",
                                        "__MACOSX",  "$RECYCLE.BIN", "System Volume Information",
                                        "lost+found"};
    if (name[0] == '.' || g_str_has_prefix(name, "~$") || g_str_has_prefix(name, "~WRL") ||
        g_str_has_suffix(name, "~"))
        return TRUE;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_ascii_strcasecmp(name, names[i]) == 0)
            return TRUE;
    return FALSE;
}

static gint compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *key_of(const GStatBuf *status)
{
    return g_strdup_printf("%ju:%ju", (uintmax_t)status->st_dev, (uintmax_t)status->st_ino);
}

/* Whether what PATH leads to lies outside of what is walked. */
static gboolean leads_out(const Walk *walk, const char *path)
{
    char *target = realpath(path, NULL);
    gsize len = strlen(walk->root);
    gboolean inside =
        !target || strcmp(walk->root, "/") == 0 ||
        (strncmp(target, walk->root, len) == 0 && (target[len] == '/' || !target[len]));
    free(target);
    return !inside;
}

static gboolean walk_folder(const Walk *walk, const char *path);

/* What is at PATH, where STATUS is (NULL: it is not known). */
static gboolean walk_entry(const Walk *walk, const char *path, const GStatBuf *status)
{
    gboolean is_folder = status && S_ISDIR(status->st_mode);
    char *key = status ? key_of(status) : NULL;
    gboolean again = key && !g_hash_table_add(walk->seen, key);
    if (is_folder)
        return again || walk_folder(walk, path);
    gboolean other = status && !S_ISREG(status->st_mode);
    return walk->found(path,
                       other ? _("it is no file; a pipe is read only if it is named itself") : NULL,
                       FALSE, walk->data);
}

/* What is at PATH; if it is a link it waits. */
static gboolean walk_or_wait(const Walk *walk, const char *path)
{
    GStatBuf status;
    gboolean known = g_lstat(path, &status) == 0;
    if (!known || !S_ISLNK(status.st_mode))
        return walk_entry(walk, path, known ? &status : NULL);
    g_ptr_array_add(walk->links, g_strdup(path));
    return TRUE;
}

static gboolean walk_folder(const Walk *walk, const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (!dir)
        return walk->found(path, NULL, FALSE, walk->data); /* why is told when it is read */
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; (name = g_dir_read_name(dir));)
        if (!folder_skips(name))
            g_ptr_array_add(names, g_build_filename(path, name, NULL));
    g_clear_pointer(&dir, g_dir_close); /* however deep, one is open */
    g_ptr_array_sort(names, compare_names);
    gboolean more = TRUE;
    for (guint i = 0; i < names->len && more; i++)
        more = walk_or_wait(walk, names->pdata[i]);
    return more;
}

static gboolean follow(const Walk *walk, const char *path)
{
    GStatBuf status;
    gboolean known = g_stat(path, &status) == 0;
    if (leads_out(walk, path))
        return walk->found(path, NULL, TRUE, walk->data);
    g_autofree char *key = known ? key_of(&status) : NULL;
    return (key && g_hash_table_contains(walk->seen, key)) ||
           walk_entry(walk, path, known ? &status : NULL);
}

gboolean folder_walk(const char *path, FolderFound found, gpointer data)
{
    if (strcmp(path, "-") == 0)
        return found(path, NULL, FALSE, data);
    GStatBuf status;
    char *root = realpath(path, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func(g_free);
    const Walk walk = {root ? root : (char *)path, seen, links, found, data};
    gboolean more = walk_entry(&walk, path, g_stat(path, &status) == 0 ? &status : NULL);
    for (guint i = 0; i < links->len && more; i++) /* following one may add others */
        more = follow(&walk, links->pdata[i]);
    free(root);
    return more;
}
