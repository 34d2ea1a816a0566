/* Other words for the query's. */
#include "search/features.h"

#include <string.h>

#include "search/phrase.h"

static gboolean holds(const DocumentView *view, const char *words)
{
    for (guint32 i = 0; i < view->n_texts; i++)
        if (phrase_find(view->texts[i].utf8, view->texts[i].len, words, strlen(words), 0) >= 0)
            return TRUE;
    return FALSE;
}

guint32 expansions_held(const DocumentView *view, const GArray *expansions)
{
    guint32 held = 0;
    for (guint i = 0; i < expansions->len; i++) {
        const Expansion *expansion = &g_array_index(expansions, Expansion, i);
        if (holds(view, expansion->text) && !holds(view, expansion->of))
            held |= 1u << i;
    }
    return held;
}

/* Each stretch of the query counts once, by its length; a translation less than a synonym. What a
 * misspelt word may mean is counted as that word everywhere else. */
double feature_expansion(const RankDocument *document)
{
    const GArray *expansions = document->query->terms->expansions;
    gsize asked = strlen(document->query->terms->text);
    static const double by_kind[] = {1, 0.7, 0};
    const char *last = "";
    double sum = 0;
    for (guint i = 0; i < expansions->len; i++) {
        const Expansion *expansion = &g_array_index(expansions, Expansion, i);
        if (!(document->expansions & 1u << i) || strcmp(expansion->of, last) == 0)
            continue;
        last = expansion->of;
        sum += (double)strlen(last) * by_kind[expansion->kind];
    }
    return asked ? MIN(sum / (double)asked, 1) : 0;
}
