/* Other words for the query's. */
#include "search/rank/features.h"

#include <string.h>

/* Each stretch of the query counts once, by its length and how well the kind of words stands for
 * it. What a misspelt word may mean, a word in Britain's or America's spelling, and two words written in one, are counted
 * as what was asked for everywhere else. */
double feature_expansion(const RankDocument *document)
{
    const GArray *all = document->asked->expansions;
    gsize asked = strlen(document->asked->text);
    double sum = 0;
    for (guint i = 0; i < all->len; i++) {
        const Expansion *expansion = &g_array_index(all, Expansion, i);
        gboolean same =
            expansion->kind == EXPANSION_SPELLING || expansion->kind == EXPANSION_JOINED ||
            (expansion->kind == EXPANSION_REGIONAL && g_ascii_isalpha(*expansion->of));
        if (document->expansions & 1u << i && !same &&
            !expansions_overlap(all, document->expansions, i, expansion))
            sum += (double)strlen(expansion->of) * expansion_kinds[expansion->kind].weight;
    }
    return asked ? MIN(sum / (double)asked, 1) : 0;
}

/* Translations and abbreviations in another script that the document holds, without those of words
 * that it says in another way of their own language. */
static guint32 foreign_held(const RankDocument *document)
{
    const guint32 kinds = EXPANSIONS_TRANSLATED | 1u << EXPANSION_ABBREVIATION;
    const GArray *all = document->asked->expansions;
    guint32 foreign = 0, own = document->expansions;
    for (guint i = 0; i < all->len; i++)
        if (kinds & 1u << g_array_index(all, Expansion, i).kind)
            own &= ~(1u << i);
    for (guint i = 0; i < all->len; i++)
        if (document->expansions & ~own & 1u << i &&
            !expansions_overlap(all, own, all->len, &g_array_index(all, Expansion, i)))
            foreign |= 1u << i;
    return foreign;
}

static gboolean needs(const RankDocument *document, guint32 held)
{
    return expansions_needed(document->asked->expansions, held,
                             document->query->searcher->tokenizer, &document->view,
                             document->asked->query->root);
}

double feature_foreign_han(const RankDocument *document)
{
    return document->foreign_han && document->number < 0;
}

/* What an acronym is short for is what was asked, but the acronym itself says it as it was. */
#define IN_FULL 0.04

double feature_approximate(const RankDocument *document)
{
    const guint32 full = expansions_of(document->asked->expansions, 1u << EXPANSION_FULL);
    if (!document->is_result || document->number >= 0)
        return 0;
    if (!needs(document, document->expansions))
        return document->expansions & full ? IN_FULL : 0;
    return needs(document, foreign_held(document)) ? 1.5 : 1;
}
