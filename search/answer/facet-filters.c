/* The facets of a search: what a facet's own field is filtered by does not count for it, so that it says what else there is. */
#include "search/answer/private.h"
#include "search/plan/plan.h"

/* Whether NODE only says which values or dates FIELD has. */
static gboolean filters_by(const QueryNode *node, FieldId field)
{
    if (node->type == QUERY_FACET || node->type == QUERY_DATE)
        return node->fields == 1u << field;
    if (node->type != QUERY_OR)
        return FALSE;
    for (guint i = 0; i < node->children->len; i++)
        if (!filters_by(node->children->pdata[i], field))
            return FALSE;
    return TRUE;
}

/* What of the query is left without such filters: children of its root, borrowed. NULL if it has none. Caller unrefs. */
static GPtrArray *without_filters(const QueryNode *root, FieldId field)
{
    g_autoptr(GPtrArray) left = g_ptr_array_new();
    gboolean found = FALSE;
    if (!root || (root->type != QUERY_AND && !filters_by(root, field)))
        return NULL;
    for (guint i = 0; root->type == QUERY_AND && i < root->children->len; i++) {
        QueryNode *child = root->children->pdata[i];
        if (filters_by(child, field))
            found = TRUE;
        else
            g_ptr_array_add(left, child);
    }
    return found || root->type != QUERY_AND ? g_steal_pointer(&left) : NULL;
}

/* The documents of the query of which LEFT is left: all of them if nothing is. Caller frees; NULL with an error. */
static DocSet *find_left(const Search *search, GPtrArray *left, GError **error)
{
    QueryNode all = {.type = QUERY_AND, .children = left};
    Query query = *search->query;
    if (left->len == 0)
        return search_find_set(search, NULL, error);
    query.root = left->len == 1 ? left->pdata[0] : &all;
    Selection *plan = plan_query(search->searcher, &query, search->result->terms->expansions, search->kinds, error);
    DocSet *set = plan ? search_find_set(search, plan, error) : NULL;
    selection_unref(plan);
    return set;
}

static gint by_field(gconstpointer a, gconstpointer b)
{
    return (gint)((const Facet *)a)->field - (gint)((const Facet *)b)->field;
}

gboolean search_count_facets(Search *search, GError **error)
{
    GArray *facets = search->result->facets = facets_new();
    guint32 wanted = search->options->facets, freed = 0;
    for (FieldId field = 0; field < FIELD_COUNT; field++) {
        g_autoptr(GPtrArray) left = wanted & 1u << field ? without_filters(search->query->root, field) : NULL;
        g_autoptr(DocSet) set = left ? find_left(search, left, error) : NULL;
        if (left && (!set || !facets_add(facets, search->searcher, set, 1u << field, TRUE, error)))
            return FALSE;
        freed |= left ? 1u << field : 0;
    }
    if (wanted & ~freed && !facets_add(facets, search->searcher, search->set, wanted & ~freed, FALSE, error))
        return FALSE;
    g_array_sort(facets, by_field);
    return TRUE;
}
