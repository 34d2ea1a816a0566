/* What matters to people who look for standards. */
#include "search/features.h"

#include <string.h>

#include "search/phrase.h"

/* Beside other words a number is one of the things looked for, not the only one. */
double feature_number(const RankDocument *document)
{
    static const double by_level[] = {1, 0.6, 0.3};
    double share = document->query->terms->numbers_only ? 1 : 0.1;
    return document->number < 0 ? 0 : by_level[document->number] * share;
}

double feature_edition(const RankDocument *document)
{
    return document->edition;
}

/* How many symbols of ROW before place N, read backwards without breaks, are those of the query. */
static guint same_end(const RankQuery *query, const gint16 *row, guint n, guint *asked)
{
    guint at = n, same = 0;
    gboolean differs = FALSE;
    *asked = 0;
    for (guint i = query->n_row; i-- > 0;) {
        if (query->row[i] == ROW_BREAK)
            continue;
        ++*asked;
        while (at > 0 && row[at - 1] == ROW_BREAK)
            at--;
        differs |= at == 0 || row[at - 1] != query->row[i];
        if (!differs)
            same++, at--;
    }
    return same;
}

double feature_title_equal(const RankDocument *document)
{
    const RankText *text = document->text;
    double best = 0;
    for (guint t = 0; t < text->n_titles; t++) {
        const RankTitle *title = &text->titles[t];
        const gint16 *row = text->row + title->from;
        guint symbols = 0, asked;
        guint same = same_end(document->query, row, title->to - title->from, &asked);
        for (guint i = title->from; i < title->to; i++)
            symbols += text->row[i] != ROW_BREAK;
        if (same == asked && asked > 0)
            best = MAX(best, symbols == asked ? 1 : 0.6);
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

/* An amendment or corrigendum often has the title of what it amends, and comes after it. */
double feature_supplement(const RankDocument *document)
{
    const char *id = document->view.id, *end = id + document->view.id_len;
    for (const char *slash = id; (slash = memchr(slash, '/', (gsize)(end - slash))); slash++)
        if (slash > id && g_ascii_isdigit(slash[-1]))
            return 1;
    return 0;
}
