#include "indexer/read/diff.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/read/generation.h"
#include "indexer/read/verify.h"

static gint compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* VALUE as text in which nothing depends on order; PROVENANCE, a member of objects in it, is left
 * out. */
static char *unordered(json_t *value, const char *provenance)
{
    json_t *element;
    size_t i;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    json_array_foreach(value, i, element)
    {
        json_object_del(element, provenance); /* of no object: nothing */
        char *text = json_dumps(element, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        g_ptr_array_add(texts, g_strdup(text));
        free(text);
    }
    g_ptr_array_sort(texts, compare_texts);
    for (guint k = texts->len; k-- > 1;)
        if (strcmp(texts->pdata[k], texts->pdata[k - 1]) == 0)
            g_ptr_array_remove_index(texts, k);
    g_ptr_array_add(texts, NULL);
    return g_strjoinv("\n", (char **)texts->pdata);
}

/* What RECORD says, without where it was read and in which order: to be compared. */
static char *statement(const Record *record)
{
    json_t *root = record_to_json(record), *value;
    const char *name;
    void *next;
    json_object_del(root, fields[FIELD_SOURCES].name);
    json_object_del(root, fields[FIELD_CONFLICTS].name);
    json_object_foreach_safe(root, next, name, value)
    {
        if (!json_is_array(value))
            continue;
        g_autofree char *text = unordered(value, "source");
        json_object_set_new(root, name, json_string(text));
    }
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    char *owned = g_strdup(text);
    free(text);
    json_decref(root);
    return owned;
}

typedef struct {
    const Index *from, *to; /* FROM NULL: nothing */
    DiffFound found;
    gpointer data;
} Diff;

static gboolean compare_documents(const Diff *diff, const LiveDocument *old,
                                  const LiveDocument *new, GError **error)
{
    g_autoptr(Record) before = old ? index_record(diff->from, old->docid, error) : NULL;
    g_autoptr(Record) after = new ? index_record(diff->to, new->docid, error) : NULL;
    if ((old && !before) || (new && !after))
        return FALSE;
    if (before && after) {
        g_autofree char *x = statement(before), *y = statement(after);
        if (strcmp(x, y) == 0)
            return TRUE;
    }
    diff->found(!old ? DIFF_NEW : new ? DIFF_CHANGED : DIFF_GONE, old ? old->id : new->id,
                after ? after : before, diff->data);
    return TRUE;
}

gboolean index_diff(const Index *from, const Index *to, DiffFound found, gpointer data,
                    GError **error)
{
    const Diff diff = {from, to, found, data};
    g_autoptr(GArray) old = from ? verify_live_documents(from, error)
                                 : g_array_new(FALSE, FALSE, sizeof(LiveDocument));
    g_autoptr(GArray) new = old ? verify_live_documents(to, error) : NULL;
    if (!new)
        return FALSE;
    for (guint i = 0, k = 0; i < old->len || k < new->len;) {
        const LiveDocument *a = i < old->len ? &g_array_index(old, LiveDocument, i) : NULL;
        const LiveDocument *b = k < new->len ? &g_array_index(new, LiveDocument, k) : NULL;
        int order = !a ? 1 : !b ? -1 : strcmp(a->id, b->id);
        if (!compare_documents(&diff, order <= 0 ? a : NULL, order >= 0 ? b : NULL, error))
            return FALSE;
        i += order <= 0;
        k += order >= 0;
    }
    return TRUE;
}

/* Whether a build found nothing to do since GENERATION was made. */
static gboolean is_unchanged_since(const char *dir, guint32 generation)
{
    g_autofree char *folder = generation_report_folder(dir, generation);
    g_autofree char *mark = g_build_filename(folder, REPORT_UNCHANGED, NULL);
    return g_file_test(mark, G_FILE_TEST_EXISTS);
}

guint32 index_diff_before(const char *dir, guint32 to)
{
    guint32 before = 0;
    g_autoptr(GArray) generations = generation_list(dir);
    for (guint i = 0; i < generations->len; i++)
        if (g_array_index(generations, guint32, i) < to)
            before = g_array_index(generations, guint32, i);
    return before;
}

gboolean index_diff_generations(const char *dir, guint32 *from, guint32 *to, GError **error)
{
    guint32 current;
    if (!generation_current(dir, &current, error))
        return FALSE;
    if (!*to)
        *to = current;
    if (!*from)
        *from = is_unchanged_since(dir, *to) ? *to : index_diff_before(dir, *to);
    return TRUE;
}
