/* What matters to people who look for standards. */
#include "search/rank/features.h"

#include <string.h>

#include "search/words/phrase.h"
#include "tokenizer/char-class.h"

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

/* How far the text from place FROM on is the query, whatever breaks are in them; 0 if it is not. */
static guint query_ends(const RankDocument *document, guint from, guint end)
{
    const RankQuery *query = document->query;
    const gint16 *row = document->text->row;
    for (guint at = 0; at < query->n_row; at++) {
        if (query->row[at] == ROW_BREAK)
            continue;
        while (from < end && row_breaks(row[from]))
            from++;
        if (from == end || row[from] != query->row[at])
            return 0;
        from++;
    }
    return from;
}

/* Whether the query's first symbol, or a break, is at FROM: nearly nowhere. */
static gboolean may_begin(const RankDocument *document, guint from)
{
    gint16 symbol = document->text->row[from];
    return row_breaks(symbol) || symbol == 0;
}

/* A title that ends with fewer characters of the query does not say the same. */
#define LEAST_AT_END 4

static gboolean is_chinese(const RankQuery *query)
{
    const GArray *symbols = query->terms->symbols->symbols;
    for (guint i = 0; i < symbols->len; i++)
        if (g_array_index(symbols, QuerySymbol, i).code)
            return !g_array_index(symbols, QuerySymbol, i).stem;
    return FALSE;
}

/* Whether the last N characters of a Chinese title are one of several things that it names: 安全、有效性
 * 和网络安全. */
static gboolean is_joined(const FieldText *title, guint n)
{
    static const char *const joins[] = {"和", "与", "及", "或", "的"};
    const char *at = title->utf8 + title->len;
    while (at > title->utf8 && n > 0) {
        at = g_utf8_prev_char(at);
        n -= char_is_cjk(char_class(g_utf8_get_char(at)));
    }
    for (guint i = 0; i < G_N_ELEMENTS(joins); i++) {
        gsize len = strlen(joins[i]);
        if ((gsize)(at - title->utf8) >= len && memcmp(at - len, joins[i], len) == 0)
            return TRUE;
    }
    return FALSE;
}

static double title_equal(const RankDocument *document, const RankTitle *title)
{
    const gint16 *row = document->text->row;
    gboolean chinese = is_chinese(document->query);
    guint end = title->to;
    while (end > title->from && row[end - 1] == ROW_BREAK)
        end--;
    if (query_ends(document, title->from, end) == end)
        return 1;
    for (guint from = title->from; from < end; from++) {
        if (!may_begin(document, from))
            continue;
        gboolean begins = from == title->from || row[from - 1] == ROW_BREAK;
        gboolean at_end = chinese && end - from >= LEAST_AT_END;
        guint to = begins || at_end ? query_ends(document, from, end) : 0;
        if ((to == end && at_end &&
             !is_joined(&document->view.texts[title->field_text], end - from)) ||
            (to && begins && (to == end || row[to] == ROW_BREAK)))
            return 0.6;
    }
    return 0;
}

/* The titles of standards have elements, from the general to the special: between punctuation, but
 * in Chinese between spaces, which normalized text has not, so that only the last one is known. */
double feature_title_equal(const RankDocument *document)
{
    double best = 0;
    for (guint t = 0; t < document->text->n_titles; t++)
        best = MAX(best, title_equal(document, &document->text->titles[t]));
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

/* So much less it counts where a whole title was typed. As it was typed, not as the document says it: the
 * translation of two words may be as long as a title. */
#define LESS_OF_LONG 0.73

double feature_in_force(const RankDocument *document)
{
    static const double by_status[] = {1, 0.8, 0.5, 0};
    return by_status[document->status] * (1 - LESS_OF_LONG * document->asked->symbols->longness);
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
