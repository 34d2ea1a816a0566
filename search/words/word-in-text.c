/* Whether a text holds a word, where the index's terms do not tell: in one field, in other words. */
#include "config.h"

#include "search/words/words.h"

#include <string.h>

#include "search/words/phrase.h"

/* A word of so many letters may be one. */
#define LONGEST_ACRONYM 5

typedef struct {
    const char *term;
    gboolean plurals; /* with an s it is the same */
    gboolean found;
} Sought;

static void seek_token(const Token *token, gpointer data)
{
    Sought *sought = data;
    gsize len = strlen(sought->term);
    /* The text is normalized: that PCBs is a plural of an acronym cannot be seen. */
    gboolean plural = sought->plurals && token->kind == TOKEN_WORD && token->len == len + 1 &&
                      token->term[len] == 's';
    if ((token->len == len || plural) && memcmp(sought->term, token->term, len) == 0)
        sought->found = TRUE;
}

/* A stem differs from its word at the end only, by no more than its last letter. */
static gboolean stem_in_text(const char *stem, Tokenizer *tokenizer, const char *text, gsize len)
{
    gsize keep = strlen(stem);
    if (keep > 2 && g_ascii_isalpha(stem[keep - 1]))
        keep--;
    for (gssize at = 0; (at = phrase_find_prefix(text, len, stem, keep, (gsize)at)) >= 0; at++) {
        gsize end = (gsize)at + keep;
        while (end < len && normalized_inside_word(text, len, end))
            end++;
        Sought sought = {stem, strlen(stem) <= LONGEST_ACRONYM, FALSE};
        tokenizer_run(tokenizer, text + at, (gssize)end - at, seek_token, &sought);
        if (sought.found)
            return TRUE;
    }
    return FALSE;
}

/* All that it is joined of, which is cheap to see first; then the joined terms. */
static gboolean joined_in_text(const QueryWord *word, Tokenizer *tokenizer, const char *text,
                               gsize len)
{
    for (guint i = 0; i < word->parts->len; i++) {
        const char *part = word->parts->pdata[i];
        gsize keep = MAX(strlen(part), 3) - 1; /* a stem's last letter may be another */
        if (!memmem(text, len, part, MIN(keep, strlen(part))))
            return FALSE;
    }
    for (guint i = 0; i < word->terms->len; i++) {
        Sought sought = {word->terms->pdata[i], FALSE, FALSE};
        tokenizer_run(tokenizer, text, (gssize)len, seek_token, &sought);
        if (!sought.found)
            return FALSE;
    }
    return TRUE;
}

static gsize letters_from(const char *text, gsize len, gsize at)
{
    while (at < len && g_ascii_isalpha(text[at]))
        at++;
    return at;
}

/* Whether the word that begins at FROM of TEXT and the next one, with a hyphen or a space between them,
 * are what the tokenizer joins to STEM. */
static gboolean joins_to_stem(const char *stem, Tokenizer *tokenizer, const char *text, gsize len,
                              gsize from)
{
    gsize to = letters_from(text, len, from), first = to - from;
    if (first >= strlen(stem) || to + 1 >= len || (text[to] != '-' && text[to] != ' ') ||
        text[to + 1] != stem[first] || memcmp(text + from, stem, first) != 0)
        return FALSE;
    Sought sought = {stem, FALSE, FALSE};
    gsize end = letters_from(text, len, to + 1);
    tokenizer_run(tokenizer, text + from, (gssize)(end - from), seek_token, &sought);
    return sought.found;
}

/* Whether TEXT has STEM in two words. They begin as it does: with its two first letters, or with the
 * first one and a hyphen. */
static gboolean stem_in_two(const char *stem, Tokenizer *tokenizer, const char *text, gsize len)
{
    const char begins[2][2] = {{stem[0], stem[1]}, {stem[0], '-'}};
    if (!g_ascii_isalpha(stem[0]) || !memchr(text, stem[0], len)) /* most Chinese texts end here */
        return FALSE;
    for (guint i = 0; i < G_N_ELEMENTS(begins); i++)
        for (const char *at = text; (at = memmem(at, len - (gsize)(at - text), begins[i], 2)); at++)
            if (!normalized_inside_word(text, len, (gsize)(at - text)) &&
                joins_to_stem(stem, tokenizer, text, len, (gsize)(at - text)))
                return TRUE;
    return FALSE;
}

gboolean word_in_text(const QueryWord *word, Tokenizer *tokenizer, const char *text, gsize len)
{
    const char *term = word->terms->pdata[0];
    if (word->kind == WORD_OTHER)
        return stem_in_text(term, tokenizer, text, len) ||
               stem_in_two(term, tokenizer, text, len);
    if (word->kind == WORD_JOINED)
        return joined_in_text(word, tokenizer, text, len);
    if (word->kind == WORD_ORDINAL) {
        Sought sought = {term, FALSE, FALSE};
        if (memmem(text, len, "第", strlen("第")))
            tokenizer_run(tokenizer, text, (gssize)len, seek_token, &sought);
        return sought.found;
    }
    for (guint i = 0; i < word->terms->len; i++) {
        term = word->terms->pdata[i];
        if (!memmem(text, len, term, strlen(term)))
            return FALSE;
    }
    return TRUE;
}

static gboolean word_in_view(const QueryWord *word, guint32 in_fields, Tokenizer *tokenizer,
                             const DocumentView *view)
{
    for (guint32 i = 0; i < view->n_texts; i++) {
        const FieldText *text = &view->texts[i];
        if ((!in_fields || in_fields & 1u << text->field) &&
            word_in_text(word, tokenizer, text->utf8, text->len))
            return TRUE;
    }
    return FALSE;
}

gboolean words_in_view(const GArray *words, guint first, guint n, guint32 in_fields,
                       Tokenizer *tokenizer, const DocumentView *view)
{
    for (guint i = first; i < first + n; i++)
        if (!word_in_view(&g_array_index(words, QueryWord, i), in_fields, tokenizer, view))
            return FALSE;
    return TRUE;
}
