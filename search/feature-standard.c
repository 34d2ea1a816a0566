/* What matters to people who look for standards. */
#include "search/features.h"

#include <string.h>

#include "search/phrase.h"

double feature_number(const RankDocument *document)
{
    static const double by_level[] = {1, 0.6, 0.3};
    return document->number < 0 ? 0 : by_level[document->number];
}

double feature_edition(const RankDocument *document)
{
    return document->edition;
}

double feature_title_equal(const RankDocument *document)
{
    const char *whole = document->query->terms->text;
    gsize len = strlen(whole);
    double best = 0;
    for (guint32 i = 0; len > 0 && i < document->view.n_texts; i++) {
        const FieldText *text = &document->view.texts[i];
        if (!rank_is_title(text->field) || text->len < len)
            continue;
        gsize from = text->len - len;
        if (phrase_find(text->utf8, text->len, whole, len, from) == (gssize)from)
            best = MAX(best, from == 0 ? 1 : 0.6);
    }
    return best;
}

double feature_phrases(const RankDocument *document)
{
    const GPtrArray *phrases = document->query->terms->phrases;
    guint best = 0;
    for (guint32 i = 0; phrases->len && i < document->view.n_texts; i++) {
        const FieldText *text = &document->view.texts[i];
        guint n = 0;
        for (guint p = 0; rank_is_title(text->field) && p < phrases->len; p++)
            n += phrase_find(text->utf8, text->len, phrases->pdata[p],
                             strlen(phrases->pdata[p]), 0) >= 0;
        best = MAX(best, n);
    }
    return phrases->len ? (double)best / phrases->len : 0;
}

double feature_in_force(const RankDocument *document)
{
    static const double by_status[] = {1, 0.8, 0.5, 0};
    return by_status[document->status];
}
