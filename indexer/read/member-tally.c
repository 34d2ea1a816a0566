#include "indexer/read/member-tally.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/files/file-writer.h"

static gint compare(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    return strcmp(a, b);
}

void member_tally_add(MemberTally **tally, const char *name, guint64 records)
{
    guint64 before = 0;
    if (!*tally)
        *tally = g_tree_new_full(compare, NULL, g_free, NULL);
    member_tally_find(*tally, name, &before);
    g_tree_insert(*tally, g_strdup(name), GSIZE_TO_POINTER(before + records));
}

gboolean member_tally_find(MemberTally *tally, const char *name, guint64 *records)
{
    gpointer value = NULL;
    gboolean known = tally && g_tree_lookup_extended(tally, name, NULL, &value);
    *records = GPOINTER_TO_SIZE(value);
    return known;
}

json_t *member_tally_to_json(MemberTally *tally)
{
    json_t *object = tally ? json_object() : NULL;
    for (GTreeNode *node = tally ? g_tree_node_first(tally) : NULL; node;
         node = g_tree_node_next(node))
        json_object_set_new(object, g_tree_node_key(node),
                            json_integer((json_int_t)GPOINTER_TO_SIZE(g_tree_node_value(node))));
    return object;
}

MemberTally *member_tally_of_json(json_t *object)
{
    MemberTally *tally = NULL;
    const char *name;
    json_t *records;
    json_object_foreach(object, name, records)
        member_tally_add(&tally, name, (guint64)MAX(json_integer_value(records), 0));
    return tally;
}

gboolean member_tally_save(MemberTally *tally, const char *file, GError **error)
{
    json_t *object = member_tally_to_json(tally);
    char *text = object ? json_dumps(object, JSON_COMPACT) : NULL;
    gboolean ok = !text || file_replace(file, text, strlen(text), error);
    free(text);
    json_decref(object);
    return ok;
}

MemberTally *member_tally_load(const char *file)
{
    json_t *object = json_load_file(file, 0, NULL);
    MemberTally *tally = member_tally_of_json(object);
    json_decref(object);
    return tally;
}
