#include "search/rank/overviews.h"

/* Terms of the index, stemmed: fewer words than feature-overview.c knows, those that are rare. */
static const char *const overviews[] = {
    "vocabulari", "terminolog", "glossari", "nomenclatur", "术语", "词汇", "用语",
};

gboolean overviews_wanted(const QueryTerms *terms)
{
    return terms->words->len > 0 && terms->symbols->longness == 0;
}

GArray *overviews_find(Searcher *searcher, const QueryTerms *terms, const DocSet *set,
                       GError **error)
{
    g_autoptr(GPtrArray) words = selection_parts();
    for (guint i = 0; i < G_N_ELEMENTS(overviews); i++)
        g_ptr_array_add(words, selection_term("", overviews[i]));
    g_autoptr(Selection) any = selection_join(SELECTION_OR, words);
    g_autoptr(DocSet) some = selection_find(any, &searcher->space, set, error);
    return some ? candidates_of(searcher, terms, some, OVERVIEWS_MOST, error) : NULL;
}
