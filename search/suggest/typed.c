/* What was typed → the ways to look for it. */
#include <string.h>

#include "search/suggest/private.h"
#include "unicode/han.h"

typedef struct {
    gboolean han, letters, digits, others;
} Contents;

static Contents contents_of(const char *text)
{
    Contents contents = {0};
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (char_is_han(c))
            contents.han = TRUE;
        else if (g_ascii_isalpha((char)c) && c < 0x80)
            contents.letters = TRUE;
        else if (c < 0x80 && g_ascii_isdigit((char)c))
            contents.digits = TRUE;
        else if (c >= 0x80 && g_unichar_isalnum(c))
            contents.others = TRUE;
    }
    return contents;
}

Word *word_new(const char *text)
{
    Word *word = g_new0(Word, 1);
    GString *spelt = g_string_new(NULL);
    suggest_spell(spelt, SUGGEST_TITLE, text, strlen(text), NULL);
    word->text = g_string_free(spelt, FALSE);
    Contents contents = contents_of(word->text);
    if (contents.letters && !contents.han && !contents.others)
        word->letters = g_strdup(word->text);
    return word;
}

void word_free(Word *word)
{
    g_free(word->text);
    g_free(word->letters);
    g_free(word);
}

/* Whether letters or digits are before AT in TEXT: no word begins there. */
static gboolean is_in_word(const char *text, const char *at)
{
    return at > text && g_ascii_isalnum(at[-1]) && g_ascii_isalnum(*at);
}

static gboolean holds_text(const char *word, const char *title, gsize len)
{
    gsize own = strlen(word);
    for (const char *at = title; at + own <= title + len; at++) {
        at = g_strstr_len(at, title + len - at, word);
        if (!at)
            return FALSE;
        if (!is_in_word(title, at))
            return TRUE;
    }
    return FALSE;
}

/* Whether the pinyin of TITLE, or its initials, go on with LETTERS from some character on. */
static gboolean holds_sound(const char *letters, const char *title, gsize len)
{
    guint n;
    gsize own = strlen(letters), most = LETTER_BYTES * own + BEYOND_BYTES;
    g_autofree PinyinSyllable *syllables = suggest_readings(title, len, &n);
    g_autoptr(GString) spelt = g_string_new(NULL);
    const char *at = title;
    for (guint i = 0; i < n; i++, at = g_utf8_next_char(at)) {
        if (*pinyin_letters(syllables[i]) != *letters)
            continue;
        gsize rest = MIN((gsize)(title + len - at), most);
        while (at + rest < title + len && ((guint8)at[rest] & 0xc0) == 0x80)
            rest++;
        for (SuggestSpace space = SUGGEST_SOUND; space <= SUGGEST_INITIALS; space++) {
            g_string_truncate(spelt, 0);
            suggest_spell(spelt, space, at, rest, syllables + i);
            if (spelt->len >= own && memcmp(spelt->str, letters, own) == 0)
                return TRUE;
        }
    }
    return FALSE;
}

gboolean word_is_in(const Word *word, const char *title, gsize len)
{
    return !*word->text || holds_text(word->text, title, len) ||
           (word->letters && holds_sound(word->letters, title, len));
}

static void add_way(Typed *typed, SuggestSpace space, const char *text,
                    const PinyinSyllable *syllables, gboolean near)
{
    GString *spelt = g_string_new(NULL);
    suggest_spell(spelt, space, text, strlen(text), syllables);
    gsize len = spelt->len;
    Way way = {space, g_string_free(spelt, FALSE), len, near, typed->held};
    if (len == 0)
        g_free(way.spelt);
    else
        g_array_append_val(typed->ways, way);
}

/* Chinese that was typed among letters is held as it is, too. */
static void hold_runs(Typed *typed, const char *text)
{
    while (*text) {
        const char *end = text;
        while (*end && char_is_han(g_utf8_get_char(end)))
            end = g_utf8_next_char(end);
        g_autofree char *run = g_strndup(text, (gsize)(end - text));
        if (end > text)
            g_ptr_array_add(typed->held, word_new(run));
        text = *end ? g_utf8_next_char(end) : end;
    }
}

static void clear_way(gpointer way)
{
    g_free(((Way *)way)->spelt);
}

static Typed *new_typed(GPtrArray *held)
{
    Typed *typed = g_new0(Typed, 1);
    typed->ways = g_array_new(FALSE, FALSE, sizeof(Way));
    g_array_set_clear_func(typed->ways, clear_way);
    typed->held = held ? held : g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
    return typed;
}

void typed_free(Typed *typed)
{
    if (!typed)
        return;
    g_array_unref(typed->ways);
    g_ptr_array_unref(typed->held);
    g_free(typed);
}

Typed *typed_new(const char *text, GPtrArray *held)
{
    Typed *typed = new_typed(held);
    Contents contents = contents_of(text);
    guint n;
    g_autofree PinyinSyllable *syllables = suggest_readings(text, strlen(text), &n);
    add_way(typed, SUGGEST_TITLE, text, NULL, FALSE);
    if (contents.letters && !contents.others) {
        if (contents.han)
            hold_runs(typed, text);
        add_way(typed, SUGGEST_SOUND, text, syllables, FALSE);
        add_way(typed, SUGGEST_INITIALS, text, syllables, FALSE);
    }
    if ((contents.digits || contents.letters) && !contents.han)
        add_way(typed, SUGGEST_NUMBER, text, NULL, FALSE);
    add_way(typed, SUGGEST_COMMITTEE, text, NULL, FALSE);
    return typed;
}

/* Shorter words are near to anything. */
#define NEAR_LETTERS 4

Typed *typed_new_near(const char *text)
{
    Typed *typed = new_typed(NULL);
    Contents contents = contents_of(text);
    guint n;
    g_autofree PinyinSyllable *syllables = suggest_readings(text, strlen(text), &n);
    if (contents.digits) /* another number is another document */
        return typed;
    if (contents.han && n > 1) /* another character of that sound */
        add_way(typed, SUGGEST_SOUND, text, syllables, FALSE);
    if (n >= NEAR_LETTERS || (contents.han && n > 2))
        add_way(typed, SUGGEST_TITLE, text, NULL, TRUE);
    if (contents.letters && n >= NEAR_LETTERS)
        add_way(typed, SUGGEST_SOUND, text, syllables, TRUE);
    return typed;
}
