#include "search/check/title-words.h"

#include <libstemmer.h>
#include <string.h>
#include <unicode/utf16.h>

#include "tokenizer/char-class.h"

#define UNREAD 0xfffd

const TitleWord *title_word(const TitleWords *words, guint i)
{
    return &g_array_index(words->words, TitleWord, i);
}

gboolean title_word_ends(const TitleWords *words, guint i)
{
    return i + 1 >= words->words->len || title_word(words, i + 1)->begins;
}

gboolean title_word_is_little(const TitleWord *word)
{
    static const char *const little[] = {"的",  "第", "之", "和",  "与",  "及",  "以",   "其", "暨", "a",  "an", "and",
                                         "the", "of", "for", "to",  "in",  "on",   "by", "at", "de", "des", "du",
                                         "la",  "le", "les", "et",  "pour", "with", "s",  NULL};
    return word->kind != TITLE_NUMBER && g_strv_contains(little, word->text);
}

/* The value of a numeral of Chinese characters (十二), 0: none. */
static guint value_of_han(const char *text)
{
    static const char digits[] = "一二三四五六七八九";
    guint value = 0, digit = 0;
    for (; *text; text = g_utf8_next_char(text)) {
        g_autofree char *one = g_strndup(text, (gsize)(g_utf8_next_char(text) - text));
        const char *at = strstr(digits, one);
        if (at)
            digit = (guint)(at - digits) / 3 + 1;
        else if (strcmp(one, "十") == 0)
            value = MAX(digit, 1) * 10, digit = 0;
        else
            return 0;
    }
    return value + digit;
}

/* Roman numerals of two letters and more; one may be any word. */
static guint value_of_roman(const char *text)
{
    static const char *const numerals[] = {"ii", "iii", "iv", NULL, "vi", "vii", "viii", "ix", NULL, "xi", "xii"};
    for (guint i = 0; i < G_N_ELEMENTS(numerals); i++)
        if (g_strcmp0(numerals[i], text) == 0)
            return i + 2;
    return 0;
}

static void add(TitleWords *words, TitleWordKind kind, const char *text, const char *stem, gboolean begins)
{
    TitleWord word = {kind, g_string_chunk_insert(words->texts, text), NULL, begins};
    word.stem = stem ? g_string_chunk_insert(words->texts, stem) : word.text;
    g_array_append_val(words->words, word);
}

static void add_number(TitleWords *words, guint value, gboolean begins)
{
    g_autofree char *digits = g_strdup_printf("%u", value);
    add(words, TITLE_NUMBER, digits, NULL, begins);
}

static void add_letters(TitleWords *words, Searcher *searcher, const char *text, gboolean begins)
{
    guint roman = value_of_roman(text);
    if (roman) {
        add_number(words, roman, begins);
        return;
    }
    const sb_symbol *stem = sb_stemmer_stem(searcher->stemmer, (const sb_symbol *)text, (int)strlen(text));
    add(words, TITLE_WORD, text, (const char *)stem, begins);
}

/* The kind of what begins at a unit of CLASS, FALSE if it is no word. */
static gboolean kind_of(CharClass class, UChar32 c, TitleWordKind *kind)
{
    *kind = class == CHAR_LETTER ? TITLE_WORD : class == CHAR_DIGIT ? TITLE_NUMBER : TITLE_CHARACTER;
    return char_is_cjk(class) || char_is_alnum(class) || c == UNREAD;
}

/* Where the word that begins at unit AT ends: a character is one, letters and digits go on. */
static guint32 end_of(const Normalized *text, guint32 at, TitleWordKind kind)
{
    UChar32 c;
    guint32 first = at;
    U16_NEXT(text->units, at, text->n_units, c);
    while (kind != TITLE_CHARACTER && at < text->n_units && text->classes[at] == text->classes[first])
        U16_NEXT(text->units, at, text->n_units, c);
    return at;
}

/* The numeral after 第 that begins at unit AT: its end, and *VALUE; AT if none does. */
static guint32 ordinal_end(const Normalized *text, guint32 at, guint *value)
{
    guint32 end = at;
    *value = 0;
    for (guint32 next = at; next < text->n_units && next < at + 3; next++) {
        g_autofree char *numeral = g_strndup(text->utf8 + text->utf8_at[at], text->utf8_at[next + 1] - text->utf8_at[at]);
        guint told = text->classes[next] == CHAR_HAN ? value_of_han(numeral) : 0;
        if (!told)
            break;
        *value = told;
        end = next + 1;
    }
    return end;
}

static guint32 add_next(TitleWords *words, Searcher *searcher, const Normalized *text, guint32 at, TitleWordKind kind, gboolean begins)
{
    guint value, n = words->words->len;
    guint32 end = n && strcmp(title_word(words, n - 1)->text, "第") == 0 ? ordinal_end(text, at, &value) : at;
    if (end > at) {
        add_number(words, value, begins);
        return end;
    }
    end = end_of(text, at, kind);
    g_autofree char *word = g_strndup(text->utf8 + text->utf8_at[at], text->utf8_at[end] - text->utf8_at[at]);
    if (kind == TITLE_WORD)
        add_letters(words, searcher, word, begins);
    else
        add(words, kind, kind == TITLE_NUMBER && strspn(word, "0") < strlen(word) ? word + strspn(word, "0") : word, NULL, begins);
    words->han = words->han || text->classes[at] == CHAR_HAN;
    words->kana = words->kana || text->classes[at] == CHAR_KANA || text->classes[at] == CHAR_HANGUL;
    return end;
}

/* Whether an element begins at unit AT, before which the last word ended at END: behind a mark that stands in no word (non-metallic),
 * or beside Chinese behind a space. */
static gboolean begins_element(const Normalized *text, guint32 end, guint32 at)
{
    gboolean space = FALSE, mark = FALSE;
    for (guint32 i = end; i < at; i++) {
        space = space || text->classes[i] == CHAR_SPACE;
        mark = mark || text->classes[i] != CHAR_SPACE;
    }
    return end == 0 || (mark && (space || at - end > 1 || !char_is_alnum(text->classes[end - 1]) || !char_is_alnum(text->classes[at]))) ||
           (at == end && text->source_start[at] > text->source_end[end - 1]); /* a space that was dropped */
}

void title_words_init(TitleWords *words, Searcher *searcher, const char *title)
{
    g_auto(Normalized) text = {0};
    guint32 end = 0; /* of the last word */
    *words = (TitleWords){g_array_new(FALSE, FALSE, sizeof(TitleWord)), g_string_chunk_new(512), FALSE, FALSE};
    normalize(&text, title, -1);
    for (guint32 at = 0; at < text.n_units && words->words->len < TITLE_WORDS_MAX;) {
        TitleWordKind kind;
        UChar32 c;
        guint32 next = at;
        U16_NEXT(text.units, next, text.n_units, c);
        if (kind_of(text.classes[at], c, &kind))
            end = next = add_next(words, searcher, &text, at, kind, begins_element(&text, end, at));
        at = next;
    }
}

void title_words_clear(TitleWords *words)
{
    g_array_unref(words->words);
    g_string_chunk_free(words->texts);
}
