/* A selection → a query of libxapian's, for the servers of an export. */
#include <string.h>

#include "search/match/selection-tree.h"

static XcQuery *combine(const Selection *node, XcQueryOp op, guint32 parameter, GError **error)
{
    guint n = node->children->len;
    g_autofree XcQuery **parts = g_new0(XcQuery *, n);
    gboolean ok = TRUE;
    for (guint i = 0; i < n && ok; i++)
        ok = (parts[i] = selection_query(node->children->pdata[i], error)) != NULL;
    XcQuery *made = ok ? xc_query_combine(op, parts, n, parameter, error) : NULL;
    for (guint i = 0; i < n; i++)
        xc_query_unref(parts[i]);
    return made;
}

static XcQuery *query_of_dates(const Selection *node, XcSlot slot, GError **error)
{
    char lower[16], upper[16];
    g_snprintf(lower, sizeof lower, "%08u", node->from);
    g_snprintf(upper, sizeof upper, "%08u", node->to);
    return xc_query_value_range(slot, xc_bytes(lower), xc_bytes(upper), error);
}

static XcQuery *query_of_character(gunichar c, GError **error)
{
    char term[8] = TERM_CHARACTER;
    return xc_query_term(xc_bytes_n(term, 1 + (gsize)g_unichar_to_utf8(c, term + 1)), 1, error);
}

XcQuery *selection_query(const Selection *selection, GError **error)
{
    if (!selection)
        return xc_query_match_all(error);
    switch (selection->type) {
    case NODE_NONE:
        return xc_query_match_nothing(error);
    case NODE_ALL:
        return xc_query_match_all(error);
    case NODE_TERM:
        return xc_query_term(xc_bytes_n(selection->term, selection->len), 1, error);
    case NODE_CHARACTER:
        return query_of_character(selection->character, error);
    case NODE_PREFIX:
        return xc_query_wildcard(xc_bytes_n(selection->term, selection->len), SELECTION_MAX_TERMS, XC_WILDCARD_FIRST, XC_QUERY_OR,
                                 error);
    case NODE_DATES:
        return query_of_dates(selection, date_slot(selection->field), error);
    case NODE_VALUES:
        return query_of_dates(selection, selection->slot, error);
    case NODE_VERIFIED:
        return selection_query(selection->set->meaning, error);
    case NODE_ADJACENT:
        return combine(selection, XC_QUERY_PHRASE, selection->children->len, error);
    case NODE_AND:
        return combine(selection, XC_QUERY_AND, 0, error);
    case NODE_OR:
        return combine(selection, XC_QUERY_OR, 0, error);
    case NODE_WITHOUT:
        return combine(selection, XC_QUERY_AND_NOT, 0, error);
    }
    return xc_query_match_nothing(error);
}
