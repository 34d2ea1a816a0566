/* Normalized text as a row of symbols: a CJK character is one, letters of another
 * script or digits side by side are one;
 * punctuation breaks the row. What ranking compares, character by character. */
#ifndef TOKENIZER_SYMBOL_H
#define TOKENIZER_SYMBOL_H

#include <glib.h>

#include "tokenizer/char-class.h"

typedef enum {
    SYMBOL_END,
    SYMBOL_CJK,
    SYMBOL_WORD,  /* its bytes are [from, *at) */
    SYMBOL_SPACE, /* between words: no break */
    SYMBOL_BREAK,
} SymbolKind;

/* A character of two bytes or four, and of what is damaged: U+FFFD, which breaks a row. */
static inline guint32 symbol_rare_character(const guint8 *p, guint32 left, guint32 *size)
{
    *size = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (*size == 2 && left >= 2)
        return (guint32)(p[0] & 31) << 6 | (p[1] & 63);
    guint32 c = 0xfffd;
    if (*size == 4 && left >= 4)
        c = (guint32)(p[0] & 7) << 18 | (guint32)(p[1] & 63) << 12 | (guint32)(p[2] & 63) << 6 |
            (p[3] & 63);
    *size = MIN(*size, left);
    return c > 0x10ffff ? 0xfffd : c;
}

/* The character at AT, which is before LEN and is moved behind it. TEXT is well-formed, if it is not
 * of a damaged file. */
static inline guint32 symbol_character(const char *text, guint32 len, guint32 *at)
{
    const guint8 *p = (const guint8 *)text + *at;
    guint32 size;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if ((p[0] & 0xf0) == 0xe0 && len - *at >= 3) {
        *at += 3;
        return (guint32)(p[0] & 15) << 12 | (guint32)(p[1] & 63) << 6 | (p[2] & 63);
    }
    guint32 c = symbol_rare_character(p, len - *at, &size);
    *at += size;
    return c;
}

/* Whether the letters or the number (DIGITS) before AT go on there. */
static inline gboolean symbol_goes_on(const char *text, guint32 len, guint32 at, gboolean digits)
{
    guint32 next = at;
    guint8 c = (guint8)text[at];
    if (c < 0x80 && digits)
        return g_ascii_isdigit(c) || (c == '.' && g_ascii_isdigit(text[at - 1]) && at + 1 < len &&
                                      g_ascii_isdigit(text[at + 1]));
    if (c < 0x80)
        return g_ascii_isalpha(c);
    return char_class(symbol_character(text, len, &next)) == (digits ? CHAR_DIGIT : CHAR_LETTER);
}

/* The end of a name of letters [from, at) and the digits after them, glued: SM2, CO2, A4. Else AT. */
static inline guint32 symbol_name_end(const char *text, guint32 len, guint32 from, guint32 at)
{
    guint32 digits = 0;
    for (guint32 i = from; i < at; i++)
        if (!g_ascii_isalpha(text[i]))
            return at;
    while (at + digits < len && g_ascii_isdigit(text[at + digits]))
        digits++;
    gboolean is_name = at - from == 1 ? digits <= 3 : at - from <= 3 && digits == 1;
    return is_name ? at + digits : at;
}

/* Nearly all Chinese characters, told without a look at their class. */
static inline gboolean symbol_is_han(guint32 c)
{
    return c >= 0x4e00 && c < 0x9fff;
}

/* The symbol at *AT of LEN bytes of TEXT; *AT is moved behind it, *CODE is its first character.
 * Words are cut into letters and numbers, so that 35kV and 35 kV compare as equal; a short name keeps
 * its digit, which says little alone. Pure. */
static inline SymbolKind symbol_next(const char *text, guint32 len, guint32 *at, guint32 *code)
{
    if (*at >= len)
        return SYMBOL_END;
    guint32 from = *at, c = *code = symbol_character(text, len, at);
    if (symbol_is_han(c))
        return SYMBOL_CJK;
    CharClass class = char_class(c);
    if (char_is_cjk(class))
        return SYMBOL_CJK;
    if (char_is_alnum(class)) {
        while (*at < len && symbol_goes_on(text, len, *at, class == CHAR_DIGIT)) {
            guint32 skipped = *at;
            symbol_character(text, len, &skipped);
            *at = skipped;
        }
        if (class == CHAR_LETTER)
            *at = symbol_name_end(text, len, from, *at);
        return SYMBOL_WORD;
    }
    return class == CHAR_SPACE ? SYMBOL_SPACE : SYMBOL_BREAK;
}

#endif
