/* A facet's values as parts of their classes. */
#include "corpus/record/value.h"
#include "search/answer/answer.h"

/* A value that is a class too is there once. */
static void add_nodes(GArray *tree, GHashTable *places, FieldId field, const GArray *counts)
{
    for (guint i = 0; i < counts->len; i++) {
        const FacetCount *count = &g_array_index(counts, FacetCount, i);
        if (g_hash_table_contains(places, count->value))
            continue;
        FacetNode node = {field, count->value, count->count, 0, 0, 0};
        g_hash_table_insert(places, count->value, GUINT_TO_POINTER(tree->len));
        g_array_append_val(tree, node);
    }
}

static guint place_of_parent(GHashTable *places, const FacetNode *node)
{
    g_autofree char *parent = value_parent(node->field, node->value);
    return parent ? GPOINTER_TO_UINT(g_hash_table_lookup(places, parent)) : 0;
}

static gint by_count(gconstpointer first, gconstpointer second)
{
    const FacetNode *a = first, *b = second;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return g_strcmp0(a->value, b->value);
}

/* Parts come after their class, and the most frequent first. */
static void set_depths(GArray *tree, guint at, guint depth)
{
    for (guint part = g_array_index(tree, FacetNode, at).first; part; part = g_array_index(tree, FacetNode, part).next) {
        g_array_index(tree, FacetNode, part).depth = depth;
        set_depths(tree, part, depth + 1);
    }
}

GArray *facet_tree(const Facet *facet)
{
    GArray *tree = g_array_new(FALSE, FALSE, sizeof(FacetNode));
    g_autoptr(GHashTable) places = g_hash_table_new(g_str_hash, g_str_equal);
    FacetNode root = {.field = facet->field, .count = G_MAXUINT};
    g_array_append_val(tree, root);
    add_nodes(tree, places, facet->field, facet->classes);
    add_nodes(tree, places, facet->field, facet->counts);
    g_array_sort(tree, by_count);
    for (guint i = 1; i < tree->len; i++)
        g_hash_table_insert(places, (gpointer)g_array_index(tree, FacetNode, i).value, GUINT_TO_POINTER(i));
    for (guint i = tree->len; i-- > 1;) {
        FacetNode *node = &g_array_index(tree, FacetNode, i);
        FacetNode *parent = &g_array_index(tree, FacetNode, place_of_parent(places, node));
        node->next = parent->first;
        parent->first = i;
    }
    set_depths(tree, 0, 0);
    return tree;
}
