#include "indexer/read/suggest-key.h"

#include <string.h>

#include "tokenizer/char-class.h"

PinyinSyllable *suggest_readings(const char *text, gsize len, guint *n)
{
    glong count = 0;
    g_autofree gunichar *characters = g_utf8_to_ucs4_fast(text, (glong)len, &count);
    PinyinSyllable *syllables = g_new(PinyinSyllable, count + 1);
    *n = (guint)count;
    pinyin_read(characters, *n, syllables);
    return syllables;
}

/* Words of a title: a space stands between two that are not CJK. */
static void spell_title(GString *out, const char *text, const char *end)
{
    gboolean word = FALSE, apart = FALSE; /* the last character is of one; something was between */
    for (const char *next; text < end; text = next) {
        CharClass class = char_class(g_utf8_get_char(text));
        next = g_utf8_next_char(text);
        if (!char_is_cjk(class) && !char_is_alnum(class)) {
            apart = TRUE;
            continue;
        }
        if (apart && word && char_is_alnum(class))
            g_string_append_c(out, ' ');
        g_string_append_len(out, text, next - text);
        word = char_is_alnum(class);
        apart = FALSE;
    }
}

static void spell_sound(GString *out, const char *text, const char *end,
                        const PinyinSyllable *syllables, gboolean initials)
{
    for (const char *next; text < end; text = next, syllables++) {
        CharClass class = char_class(g_utf8_get_char(text));
        next = g_utf8_next_char(text);
        const char *letters = pinyin_letters(*syllables);
        if (*letters)
            g_string_append_len(out, letters, initials ? 1 : (gssize)strlen(letters));
        else if (char_is_cjk(class) || char_is_alnum(class))
            g_string_append_len(out, text, next - text);
    }
}

/* A mark between digits is a dash: 900:1977 is not what begins with 9001. */
static void spell_compact(GString *out, const char *text, const char *end)
{
    for (const char *begin = text; text < end; text++) {
        if (g_ascii_isalnum(*text) || (guint8)*text >= 0x80)
            g_string_append_c(out, g_ascii_tolower(*text));
        else if (text > begin && text + 1 < end && g_ascii_isdigit(text[-1]) &&
                 g_ascii_isdigit(text[1]) && strchr("-.:", *text))
            g_string_append_c(out, '-');
    }
}

void suggest_spell(GString *out, SuggestSpace space, const char *text, gsize len,
                   const PinyinSyllable *syllables)
{
    switch (space) {
    case SUGGEST_TITLE:
        spell_title(out, text, text + len);
        break;
    case SUGGEST_SOUND:
    case SUGGEST_INITIALS:
        spell_sound(out, text, text + len, syllables, space == SUGGEST_INITIALS);
        break;
    case SUGGEST_NUMBER:
    case SUGGEST_COMMITTEE:
        spell_compact(out, text, text + len);
        break;
    }
}

void suggest_key(SuggestKey *key, SuggestSpace space, const char *spelt, gsize len)
{
    gsize most = SUGGEST_KEY_MAX - 1;
    memset(key, 0, sizeof *key);
    key->bytes[0] = (guint8)space;
    memcpy(key->bytes + 1, spelt, MIN(len, most));
}

gsize suggest_key_length(const SuggestKey *key)
{
    const guint8 *end = memchr(key->bytes, 0, SUGGEST_KEY_MAX);
    return end ? (gsize)(end - key->bytes) : SUGGEST_KEY_MAX;
}

/* Where the first word of ID begins that begins with a digit; NULL: none. */
static const char *find_digits(const char *id, const char *end)
{
    for (const char *at = id; at < end; at++)
        if (g_ascii_isdigit(*at) && at > id && at[-1] == ' ')
            return at;
    return NULL;
}

gboolean suggest_number_way(GString *out, const char *id, gsize len, guint way)
{
    const char *end = id + len, *digits = find_digits(id, end);
    g_string_truncate(out, 0);
    if (way == 0) {
        spell_compact(out, id, end);
        return TRUE;
    }
    if (!digits)
        return FALSE;
    if (way > 1) {
        const char *slash = memchr(id, '/', (gsize)(digits - id));
        const char *blank = memchr(id, ' ', (gsize)(digits - id));
        if (!slash || !blank || slash > blank)
            return FALSE;
        if (way == 2)
            spell_compact(out, id, slash);
        else
            spell_compact(out, slash, blank);
        if (out->len < 2)
            return FALSE;
    }
    spell_compact(out, digits, end);
    return TRUE;
}
