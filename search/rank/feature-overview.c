/* Who asks for a subject in a word or two is best begun with the standard that says what it is, its
 * vocabulary, concepts, overview, or whose title says nothing else, as Risk management: Guidelines.
 * Others say the word more often. */
#include "search/rank/features.h"

#include <string.h>

#include "tokenizer/symbol.h"

/* What words beside the query's make a title: what such standards are called, what standards of any
 * kind are, and what says nothing beside these. */
typedef enum { OVERVIEW, KIND, SMALL, OTHER } Role;

/* Normalized; by the first character, which tells most symbols apart. */
static const struct {
    guint32 first;
    Role role;
    const char *word;
} known_words[] = {
    {'v', OVERVIEW, "vocabulary"},
    {'t', OVERVIEW, "terminology"},
    {'t', OVERVIEW, "terms"},
    {'d', OVERVIEW, "definitions"},
    {'g', OVERVIEW, "glossary"},
    {'n', OVERVIEW, "nomenclature"},
    {'c', OVERVIEW, "concepts"},
    {'o', OVERVIEW, "overview"},
    {'f', OVERVIEW, "foundation"},
    {'f', OVERVIEW, "foundations"},
    {'f', OVERVIEW, "fundamentals"},
    {U'术', OVERVIEW, "术语"},
    {U'词', OVERVIEW, "词汇"},
    {U'用', OVERVIEW, "用语"},
    {U'定', OVERVIEW, "定义"},
    {U'概', OVERVIEW, "概念"},
    {U'概', OVERVIEW, "概述"},
    {'g', KIND, "guidelines"},
    {'g', KIND, "guidance"},
    {'g', KIND, "guide"},
    {'r', KIND, "requirements"},
    {'p', KIND, "principles"},
    {'s', KIND, "specification"},
    {U'指', KIND, "指南"},
    {U'要', KIND, "要求"},
    {U'规', KIND, "规范"},
    {U'通', KIND, "通则"},
    {U'总', KIND, "总则"},
    {U'导', KIND, "导则"},
    {U'准', KIND, "准则"},
    {U'原', KIND, "原则"},
    {'a', SMALL, "and"},
    {'o', SMALL, "of"},
    {'f', SMALL, "for"},
    {'t', SMALL, "the"},
    {'i', SMALL, "in"},
    {'o', SMALL, "on"},
    {'u', SMALL, "used"},
    {'p', SMALL, "part"},
    {'g', SMALL, "general"},
    {'b', SMALL, "basic"},
    {U'第', SMALL, "第"},
    {U'部', SMALL, "部"},
    {U'分', SMALL, "分"},
    {U'和', SMALL, "和"},
    {U'与', SMALL, "与"},
    {U'及', SMALL, "及"},
    {U'的', SMALL, "的"},
};

/* What a title tells that is the query and a kind, beside the query and an overview: 1. */
#define KIND_ALONE 0.9

/* Bit n: a known word begins with a character that is n mod 64. */
static guint64 known_low_bits(void)
{
    guint64 bits = 0;
    for (guint i = 0; i < G_N_ELEMENTS(known_words); i++)
        bits |= G_GUINT64_CONSTANT(1) << known_words[i].first % 64;
    return bits;
}

/* The role of the word that begins at AT, of LEN bytes, with the symbol of SYMBOL_LEN bytes and
 * first character CODE; *WORD_LEN is its length. A word of another script counts only as a whole,
 * Chinese ones however long. */
static Role role_of(guint32 code, const char *at, gsize len, gsize symbol_len, gsize *word_len)
{
    for (guint i = 0; i < G_N_ELEMENTS(known_words); i++) {
        if (known_words[i].first != code)
            continue;
        *word_len = strlen(known_words[i].word);
        if (*word_len <= len && memcmp(at, known_words[i].word, *word_len) == 0 &&
            (code >= 0x80 || *word_len == symbol_len))
            return known_words[i].role;
    }
    *word_len = 0;
    return OTHER;
}

/* What a title's symbols are. */
typedef struct {
    guint overview; /* 1 if it begins or ends with such a word: elsewhere it is what it is about */
    guint kind, other; /* other: neither these nor the query's */
    guint64 known_bits; /* known_low_bits() */
} TitleWords;

/* Counts the symbol of SYMBOL_LEN bytes at WORD, which begins with CODE and is not the query's;
 * returns how long the word is that begins there, or 0. */
static gsize count_word(guint32 code, const char *word, gsize len, gsize symbol_len,
                        TitleWords *words)
{
    gsize word_len = 0;
    gboolean may_be_known = words->known_bits >> code % 64 & 1;
    Role role = may_be_known ? role_of(code, word, len, symbol_len, &word_len) : OTHER;
    if (role == OVERVIEW)
        words->overview = 1;
    words->kind += role == KIND;
    if (role == OTHER && !g_ascii_isdigit(*word)) {
        words->other++;
        words->overview = 0;
    }
    return word_len;
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
        while (row < title->to && row_breaks(document->text->row[row]))
            row++;
        gint16 symbol = row < title->to ? document->text->row[row++] : ROW_OTHER;
        if (symbol >= 0)
            words->overview = 0;
        else if (from >= known_to)
            known_to = from + (guint32)count_word(code, text->utf8 + from, text->len - from,
                                                  at - from, words);
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
    if (title->n_places < document->query->n_symbols)
        return FALSE;
    memset(seen, 0, document->query->n_symbols * sizeof *seen);
    for (guint i = 0; i < title->n_places; i++)
        n += seen[document->text->places[title->first_place + i].symbol]++ == 0;
    return n > 0 && n == document->query->n_symbols;
}

double feature_overview(const RankDocument *document)
{
    double best = 0, n_symbols = document->query->n_symbols;
    for (guint t = 0; document->query->longness < 1 && t < document->text->n_titles; t++) {
        const RankTitle *title = &document->text->titles[t];
        TitleWords words = {.known_bits = known_low_bits()};
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
