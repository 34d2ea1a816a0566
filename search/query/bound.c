/* What of a very long query counts, so that its time is bounded. */
#include <string.h>

#include "search/query/query.h"

/* Phrases and beginnings of words are verified one by one. */
#define MOST_VERIFIED 64u

/* A page of text. */
#define MOST_BYTES 8192u

typedef struct {
    gsize bytes;    /* of texts, phrases and prefixes so far */
    guint verified; /* phrases and prefixes so far */
    gboolean cut;
} Bound;

static gboolean is_verified(const QueryNode *node)
{
    return node->type == QUERY_PHRASE || node->type == QUERY_PREFIX;
}

/* Cuts the text of NODE at a character's end so that all fit; FALSE if nothing of it is left. */
static gboolean fits(Bound *bound, QueryNode *node)
{
    if (node->type > QUERY_PREFIX)
        return TRUE;
    if (is_verified(node) && ++bound->verified > MOST_VERIFIED) {
        bound->cut = TRUE;
        return FALSE;
    }
    gsize len = strlen(node->text), left = MOST_BYTES - bound->bytes;
    if (len > left) {
        bound->cut = TRUE;
        const char *end = g_utf8_find_prev_char(node->text, node->text + left + 1);
        len = end ? (gsize)(end - node->text) : 0;
        node->text[len] = '\0';
    }
    bound->bytes += len;
    return len > 0;
}

static char *node_name(const QueryNode *node)
{
    Query one = {.root = (QueryNode *)node};
    return query_to_string(&one);
}

static void bound_node(Bound *bound, QueryNode *node);

/* Of children that are the same one is left, but of words, which stand in their order; those that do not fit go, but for one. */
static void bound_children(Bound *bound, QueryNode *node)
{
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GPtrArray) kept =
        g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
    for (guint i = 0; i < node->children->len; i++) {
        QueryNode *child = node->children->pdata[i];
        gboolean again = child->type != QUERY_TEXT && !g_hash_table_add(known, node_name(child));
        if (again || (!fits(bound, child) && (kept->len > 0 || i + 1 < node->children->len))) {
            query_node_free(child);
            continue;
        }
        bound_node(bound, child);
        g_ptr_array_add(kept, child);
    }
    g_ptr_array_set_free_func(node->children, NULL);
    g_ptr_array_unref(node->children);
    node->children = g_steal_pointer(&kept);
}

static void bound_node(Bound *bound, QueryNode *node)
{
    if (node->children)
        bound_children(bound, node);
}

void query_bound(Query *query)
{
    Bound bound = {0};
    if (!query->root || strlen(query->text) < 64)
        return;
    if (!query->root->children)
        fits(&bound, query->root);
    bound_node(&bound, query->root);
    if (bound.cut)
        query_note(query,
                   "the query is too long: its first %u bytes of words and %u phrases count",
                   MOST_BYTES, MOST_VERIFIED);
}
