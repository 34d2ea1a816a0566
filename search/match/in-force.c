/* What has come into force since it was recorded as 即将实施. */
#include "search/match/searcher.h"

#include <stdlib.h>
#include <string.h>

Selection *selection_came_into_force(Searcher *searcher, GError **error)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    g_autoptr(XcTermIterator) it =
        index_terms(searcher->index, TERM_EFFECTIVE, strlen(TERM_EFFECTIVE), error);
    GError *inner = NULL;
    while (it && xc_term_iterator_valid(it)) {
        XcBytes term = xc_term_iterator_term(it);
        g_autofree char *text = g_strndup(term.data, term.len);
        if (strtoul(text + strlen(TERM_EFFECTIVE), NULL, 10) > searcher->today)
            break;
        g_ptr_array_add(parts, selection_term("", text));
        if (!xc_term_iterator_next(it, &inner))
            break;
    }
    if (inner)
        g_propagate_error(error, inner);
    return it && !inner ? selection_join(SELECTION_OR, parts) : NULL;
}

const DocSet *searcher_came_into_force(Searcher *searcher, GError **error)
{
    if (!searcher->came) {
        g_autoptr(Selection) selection = selection_came_into_force(searcher, error);
        searcher->came = selection ? searcher_find(searcher, selection, error) : NULL;
    }
    return searcher->came;
}
