#include "search/overviews.h"

/* Terms of the index, stemmed: fewer words than feature-overview.c knows, those that are rare. */
static const char *const overviews[] = {
    "vocabulari", "terminolog", "glossari", "nomenclatur", "术语", "词汇", "用语",
};

gboolean overviews_wanted(const QueryTerms *terms)
{
    return terms->words->len > 0 && terms->symbols->longness == 0;
}

GArray *overviews_find(Searcher *searcher, const QueryTerms *terms, XcQuery *within, GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (guint i = 0; i < G_N_ELEMENTS(overviews); i++)
        if (searcher_termfreq(searcher, "", overviews[i]) > 0)
            g_ptr_array_add(words, searcher_term(searcher, "", overviews[i], error));
    guint32 total;
    if (words->len == 0)
        return g_array_new(FALSE, FALSE, sizeof(Candidate));
    g_autoptr(XcQuery) any = searcher_join(XC_QUERY_OR, words, error);
    XcQuery *parts[] = {within, any};
    g_autoptr(XcQuery) both = any ? xc_query_combine(XC_QUERY_FILTER, parts, 2, 0, error) : NULL;
    return both ? candidates_within(searcher, terms, both, OVERVIEWS_MOST, &total, error) : NULL;
}
