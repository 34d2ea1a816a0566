#include "search/plan/private.h"

#include <string.h>

static Selection *plan_node(Plan *plan, const QueryNode *node, Selection *context, GError **error);

/* What is excluded is so only as it was written. */
static Selection *plan_excluded(const Plan *plan, const QueryNode *node, Selection *context,
                                GError **error)
{
    Plan literal = *plan;
    literal.kinds &= ~EXPANSIONS_APART;
    return plan_node(&literal, node, context, error);
}

/* Whether NODE has to be verified, wholly or in part. */
static gboolean needs_text(const QueryNode *node)
{
    if (node->type == QUERY_PHRASE)
        return TRUE;
    if (node->type == QUERY_TEXT)
        return node->fields != 0;
    if (node->type == QUERY_PREFIX)
        return (node->fields & ~(1u << FIELD_ID)) != 0;
    for (guint i = 0; node->children && i < node->children->len; i++)
        if (needs_text(node->children->pdata[i]))
            return TRUE;
    return FALSE;
}

/* The words of the number NODE side by side or, where no document has them so, anywhere. */
static Selection *plan_number_words(Plan *plan, const QueryNode *node, Selection *context,
                                    GError **error)
{
    g_autoptr(Selection) near = plan_near(plan, node, 0, context, error);
    g_autoptr(DocSet) found = near ? searcher_find(plan->searcher, near, error) : NULL;
    if (!found)
        return NULL;
    return docset_is_empty(found) ? plan_text(plan, node, context, error)
                                  : g_steal_pointer(&near);
}

/* The documents of that number, those that name it and, where it is words too, those that hold
 * these. */
static Selection *plan_any_number(Plan *plan, const QueryNode *node, Selection *context,
                                  GError **error)
{
    if (node->fields)
        return plan_number(plan->searcher, node->number, TERM_NUMBER);
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *inner = NULL;
    Selection *words = query_node_is_words(node) ? plan_number_words(plan, node, context, &inner)
                                                 : NULL;
    if (words)
        g_ptr_array_add(parts, words);
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, TERM_NUMBER));
    g_ptr_array_add(parts, plan_number(plan->searcher, node->number, ""));
    if (inner)
        g_propagate_error(error, inner);
    return inner ? NULL : selection_join(SELECTION_OR, parts);
}

/* The parts of an AND while they are planned. */
typedef struct {
    GPtrArray *wanted, *excluded; /* Selection */
    Selection *narrow;            /* the context and all that is wanted so far */
    gboolean keep_empty;          /* empty words count: there are no others */
} Conjunction;

/* Plans one child; what it asks for narrows what is verified after it. */
static gboolean plan_child(Plan *plan, const QueryNode *child, Conjunction *all, GError **error)
{
    GError *inner = NULL;
    gboolean exclude = child->type == QUERY_NOT;
    Selection *part = exclude ? plan_excluded(plan, child->children->pdata[0], all->narrow, &inner)
                              : plan_node(plan, child, all->narrow, &inner);
    if (part && !exclude) {
        Selection *wider = all->narrow;
        all->narrow = selection_both(part, wider);
        selection_unref(wider);
    }
    if (part)
        g_ptr_array_add(exclude ? all->excluded : all->wanted, part);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* First what terms tell, then, within that, what has to be verified; exclusions last. */
static gboolean plan_children(Plan *plan, const QueryNode *node, Conjunction *all, GError **error)
{
    for (int pass = 0; pass < 4; pass++)
        for (guint i = 0; i < node->children->len; i++) {
            const QueryNode *child = node->children->pdata[i];
            int place = (needs_text(child) ? 1 : 0) + (child->type == QUERY_NOT ? 2 : 0);
            if (place != pass || (!all->keep_empty && plan_is_empty_text(plan, child)))
                continue;
            if (!plan_child(plan, child, all, error))
                return FALSE;
        }
    return TRUE;
}

/* SELECTION (taken over) without those EXCLUDED. */
static Selection *without(Selection *selection, GPtrArray *excluded)
{
    g_autoptr(Selection) own = selection;
    g_autoptr(Selection) none = excluded->len > 0 ? selection_join(SELECTION_OR, excluded) : NULL;
    return selection_without(own, none);
}

static Selection *plan_and(Plan *plan, const QueryNode *node, Selection *context,
                           gboolean keep_empty, GError **error)
{
    g_autoptr(GPtrArray) wanted = selection_parts(), excluded = selection_parts();
    Conjunction all = {.wanted = wanted,
                       .excluded = excluded,
                       .narrow = context ? selection_ref(context) : NULL,
                       .keep_empty = keep_empty};
    Selection *query = NULL;
    gboolean ok = plan_children(plan, node, &all, error);
    gboolean nothing = all.wanted->len == 0 && all.excluded->len == 0;
    if (ok && all.wanted->len > 0)
        query = without(selection_join(SELECTION_AND, all.wanted), all.excluded);
    else if (ok && !nothing)
        query = without(selection_all(), all.excluded);
    selection_unref(all.narrow);
    if (ok && nothing && !keep_empty)
        return plan_and(plan, node, context, TRUE, error);
    return query;
}

static Selection *plan_or(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *inner = NULL;
    for (guint i = 0; i < node->children->len && !inner; i++) {
        Selection *part = plan_node(plan, node->children->pdata[i], context, &inner);
        if (part)
            g_ptr_array_add(parts, part);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner || parts->len == 0 ? NULL : selection_join(SELECTION_OR, parts);
}

static Selection *plan_not(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    g_autoptr(GPtrArray) excluded = selection_parts();
    Selection *part = plan_excluded(plan, node->children->pdata[0], context, error);
    if (!part)
        return NULL;
    g_ptr_array_add(excluded, part);
    return without(selection_all(), excluded);
}

static Selection *plan_node(Plan *plan, const QueryNode *node, Selection *context, GError **error)
{
    switch (node->type) {
    case QUERY_TEXT:
        return plan_text(plan, node, context, error);
    case QUERY_PHRASE:
        return plan_phrase(plan, node, FALSE, context, error);
    case QUERY_PREFIX:
        return plan_prefix(plan, node, context, error);
    case QUERY_NUMBER:
        return plan_any_number(plan, node, context, error);
    case QUERY_FACET:
        return plan_facet(plan->searcher, (FieldId)__builtin_ctz(node->fields), node->text,
                          plan->query, error);
    case QUERY_DATE:
        return plan_dates((FieldId)__builtin_ctz(node->fields), node->from, node->to);
    case QUERY_AND:
        return plan_and(plan, node, context, FALSE, error);
    case QUERY_OR:
        return plan_or(plan, node, context, error);
    case QUERY_NOT:
        return plan_not(plan, node, context, error);
    }
    return NULL;
}

/* Whether NODE says which documents, not what they are about. */
static gboolean is_filter(const QueryNode *node)
{
    if (node->type == QUERY_FACET || node->type == QUERY_DATE || node->type == QUERY_NOT)
        return TRUE;
    if (node->type != QUERY_AND && node->type != QUERY_OR)
        return node->fields != 0;
    for (guint i = 0; i < node->children->len; i++)
        if (!is_filter(node->children->pdata[i]))
            return FALSE;
    return TRUE;
}

/* Adds the filters of NODE, which are NODE's own, to FILTERS. */
static void find_filters(QueryNode *node, GPtrArray *filters)
{
    if (is_filter(node))
        g_ptr_array_add(filters, node);
    else if (node->type == QUERY_AND)
        for (guint i = 0; i < node->children->len; i++)
            find_filters(node->children->pdata[i], filters);
}

Selection *plan_filter(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                       GError **error)
{
    Plan plan = {searcher, query, expansions, kinds};
    g_autoptr(GPtrArray) filters = g_ptr_array_new();
    if (query->root)
        find_filters(query->root, filters);
    QueryNode all = {.type = QUERY_AND, .children = filters};
    return filters->len > 0 ? plan_node(&plan, &all, NULL, error) : NULL;
}

/* After more words a number without a year is rather part of a title: … based on ISO/IEC 27002. */
#define MOST_BEFORE_NUMBER 36 /* bytes: twelve Chinese characters */

/* The documents of the numbers that NODE names, be it in a citation whose title is not quite the
 * document's: PARTS receives their selections. FALSE if NODE says anything but numbers, words and
 * filters, or names none. */
static gboolean find_named(Plan *plan, const QueryNode *node, GPtrArray *parts)
{
    gsize before = 0;
    for (guint i = 0; i < node->children->len; i++) {
        const QueryNode *child = node->children->pdata[i];
        gboolean number = child->type == QUERY_NUMBER && child->fields == 0;
        gboolean filter = is_filter(child);
        if (!filter && child->type == QUERY_TEXT)
            before += strlen(child->text);
        if (filter || child->type == QUERY_TEXT)
            continue;
        if (!number)
            return FALSE;
        if (query_number_is_sure(child->number) &&
            (child->number->year_term || before <= MOST_BEFORE_NUMBER))
            g_ptr_array_add(parts, plan_number(plan->searcher, child->number, TERM_NUMBER));
    }
    return parts->len > 0;
}

/* PLANNED (taken over), the result set of an AND, and the documents that it names by number and
 * that pass its filters. */
static Selection *with_named(Plan *plan, Selection *planned, GError **error)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    g_autoptr(Selection) named = NULL, filter = NULL;
    GError *inner = NULL;
    if (find_named(plan, plan->query->root, parts))
        named = selection_join(SELECTION_OR, parts);
    if (named)
        filter = plan_filter(plan->searcher, plan->query, plan->expansions, plan->kinds, &inner);
    if (inner)
        g_propagate_error(error, inner);
    if (!named || inner)
        return planned;
    g_ptr_array_add(parts, planned);
    g_ptr_array_add(parts, selection_both(named, filter));
    return selection_join(SELECTION_OR, parts);
}

Selection *plan_query(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                      GError **error)
{
    Plan plan = {searcher, query, expansions, kinds};
    GError *inner = NULL;
    Selection *planned = query->root ? plan_node(&plan, query->root, NULL, &inner) : NULL;
    if (planned && !inner && query->root->type == QUERY_AND)
        planned = with_named(&plan, planned, &inner);
    if (inner) {
        selection_unref(planned);
        g_propagate_error(error, inner);
        return NULL;
    }
    return planned ? planned : selection_none();
}
