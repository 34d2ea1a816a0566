/* Other words for the query's. */
#include "search/features.h"

#include <string.h>

/* Each stretch of the query counts once, by its length and how well the kind of words stands for
 * it. What a misspelt word may mean is counted as that word everywhere else. */
double feature_expansion(const RankDocument *document)
{
    const GArray *all = document->asked->expansions;
    gsize asked = strlen(document->asked->text);
    double sum = 0;
    for (guint i = 0; i < all->len; i++) {
        const Expansion *expansion = &g_array_index(all, Expansion, i);
        if (document->expansions & 1u << i && expansion->kind != EXPANSION_SPELLING &&
            !expansions_overlap(all, document->expansions, i, expansion))
            sum += (double)strlen(expansion->of) * expansion_kinds[expansion->kind].weight;
    }
    return asked ? MIN(sum / (double)asked, 1) : 0;
}

double feature_approximate(const RankDocument *document)
{
    return document->is_result && document->number < 0 &&
           expansions_needed(document->asked->expansions, document->expansions,
                             document->query->searcher->tokenizer, &document->view,
                             document->asked->query->root);
}
