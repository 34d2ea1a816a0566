/* What the files of the plan share. */
#ifndef SEARCH_PLAN_PRIVATE_H
#define SEARCH_PLAN_PRIVATE_H

#include "search/plan/plan.h"

typedef struct {
    Searcher *searcher;
    Query *query;
    const GArray *expansions; /* Expansion */
    guint32 kinds;            /* bit set of those that count */
} Plan;

/* The selection of a node. CONTEXT is a selection that the answer will be ANDed with, or NULL: what
 * has to be verified is verified only there. NULL without an error: the node asks for nothing.
 * PREFIX: the last word may go on. */
Selection *plan_text(Plan *plan, const QueryNode *node, Selection *context, GError **error);
Selection *plan_phrase(Plan *plan, const QueryNode *node, gboolean prefix, Selection *context,
                       GError **error);
/* The pieces of NODE's text with at most SLACK between them. */
Selection *plan_near(Plan *plan, const QueryNode *node, guint slack, Selection *context,
                     GError **error);
Selection *plan_prefix(Plan *plan, const QueryNode *node, Selection *context, GError **error);

/* plan_facet() of a field whose values have names: kind, status, stage, committee. */
Selection *plan_value(Searcher *searcher, FieldId field, const char *value, Query *query,
                      GError **error);

/* Whether NODE is a text of nothing but words that need not be held. */
gboolean plan_is_empty_text(Plan *plan, const QueryNode *node);

#endif
