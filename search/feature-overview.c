/* Who asks for a subject in a word or two is best begun with the standard that says what it is, its
 * vocabulary, concepts, overview, or whose title says nothing else, as Risk management: Guidelines.
 * Others say the word more often. */
#include "search/features.h"

#include <string.h>

#include "search/symbol.h"

/* What such standards are called, normalized: those that say what a thing is, and of any kind. */
static const char *const overviews[] = {
    "vocabulary", "terminology", "terms",      "definitions", "glossary",     "nomenclature",
    "concepts",   "overview",    "foundation", "foundations", "fundamentals", "术语",
    "词汇",       "用语",        "定义",       "概念",        "概述",
};
static const char *const kinds[] = {
    "guidelines", "guidance", "guide", "requirements", "principles", "specification", "指南",
    "要求",       "规范",     "通则",  "总则",         "导则",       "准则",          "原则",
};

/* What a title tells that is the query and a kind, beside the query and an overview: 1. */
#define KIND_ALONE 0.9

/* Words that say nothing beside these. */
static const char *const small_words[] = {
    "and",   "of", "for", "the", "in", "on", "used", "part", "general",
    "basic", "第", "部",  "分",  "和", "与", "及",   "的",
};

static gboolean begins(const char *at, gsize len, const char *word, gsize *word_len)
{
    *word_len = strlen(word);
    return *word_len <= len && memcmp(at, word, *word_len) == 0;
}

/* How many of LEN bytes at AT, which begin a symbol of WORD_LEN bytes, are one of WORDS: a word of
 * another script only as a whole, Chinese ones however long. */
static gsize is_one_of(const char *const *words, guint n, const char *at, gsize len,
                       gsize symbol_len)
{
    for (guint i = 0; i < n; i++) {
        gsize word_len;
        if (words[i][0] == at[0] && begins(at, len, words[i], &word_len) &&
            ((guint8)at[0] >= 0x80 || word_len == symbol_len))
            return word_len;
    }
    return 0;
}

/* What a title's symbols are. */
typedef struct {
    guint overview; /* 1 if it begins or ends with such a word: elsewhere it is what it is about */
    guint kind, other; /* other: neither these nor the query's */
} TitleWords;

/* Counts the symbol of SYMBOL_LEN bytes at WORD, which is not the query's; returns how long the word is
 * that begins there, or 0. */
static gsize count_word(const char *word, gsize len, gsize symbol_len, TitleWords *words)
{
    gsize known = is_one_of(overviews, G_N_ELEMENTS(overviews), word, len, symbol_len);
    if (known > 0) {
        words->overview = 1;
        return known;
    }
    known = is_one_of(kinds, G_N_ELEMENTS(kinds), word, len, symbol_len);
    words->kind += known > 0;
    if (known == 0)
        known = is_one_of(small_words, G_N_ELEMENTS(small_words), word, len, symbol_len);
    if (known > 0 || g_ascii_isdigit(*word))
        return known;
    words->other++;
    words->overview = 0;
    return 0;
}

/* With so many other words for one of the query's, a title is of something else. */
#define MOST_OTHERS 3

/* FALSE if the title is of something else. */
static gboolean count_words(const RankDocument *document, const RankTitle *title, TitleWords *words)
{
    const FieldText *text = &document->view.texts[title->field_text];
    guint row = title->from;
    guint32 at = 0, from = 0, code = 0, known_to = 0;
    gboolean begins = FALSE;
    for (SymbolKind kind; (kind = symbol_next(text->utf8, text->len, &at, &code)) != SYMBOL_END;
         from = at) {
        if (kind == SYMBOL_BREAK || kind == SYMBOL_SPACE)
            continue;
        while (row < title->to && document->text->row[row] == ROW_BREAK)
            row++;
        gint16 symbol = row < title->to ? document->text->row[row++] : ROW_OTHER;
        if (symbol >= 0)
            words->overview = 0;
        else if (from >= known_to)
            known_to = from + (guint32)count_word(text->utf8 + from, text->len - from, at - from,
                                                  words);
        begins |= from == 0 && words->overview;
        if (words->other > MOST_OTHERS * document->query->n_symbols)
            return FALSE;
    }
    words->overview |= begins;
    return TRUE;
}

/* Whether the title has all symbols of the query. */
static gboolean has_query(const RankDocument *document, const RankTitle *title)
{
    guint *seen = document->text->window, n = 0;
    memset(seen, 0, document->query->n_symbols * sizeof *seen);
    for (guint i = title->from; i < title->to; i++) {
        gint16 symbol = document->text->row[i];
        n += symbol >= 0 && seen[symbol]++ == 0;
    }
    return n > 0 && n == document->query->n_symbols;
}

double feature_overview(const RankDocument *document)
{
    double best = 0, n_symbols = document->query->n_symbols;
    for (guint t = 0; document->query->longness < 1 && t < document->text->n_titles; t++) {
        const RankTitle *title = &document->text->titles[t];
        TitleWords words = {0};
        if (!has_query(document, title) || !count_words(document, title, &words))
            continue;
        double share = n_symbols / (n_symbols + words.other);
        if (words.overview)
            best = MAX(best, share * share);
        else if (words.kind > 0 && words.other == 0)
            best = MAX(best, KIND_ALONE);
    }
    return best;
}
