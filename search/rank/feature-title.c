/* How near the whole query is to a whole title. */
#include "search/rank/features.h"

/* The query as it is, or with other words for its own that the document holds. */
static double alike_in_other_words(const RankDocument *document, const FieldText *title)
{
    const RankQuery *query = document->query;
    double best = rank_letters_alike(query->letters, title->utf8, title->len);
    for (guint i = 0; i < query->in_other_words->len; i++)
        if (document->expansions & 1u << i)
            best = MAX(best, rank_letters_alike(query->in_other_words->pdata[i], title->utf8,
                                                title->len));
    return best;
}

/* To the eighth power: half a title tells nothing, and of two that are nearly the query one letter
 * decides. */
double feature_title_near(const RankDocument *document)
{
    const RankText *text = document->text;
    double best = 0;
    for (guint t = 0; t < text->n_titles; t++) {
        const FieldText *title = &document->view.texts[text->titles[t].field_text];
        best = MAX(best, alike_in_other_words(document, title));
    }
    best *= best;
    best *= best;
    return best * best;
}
