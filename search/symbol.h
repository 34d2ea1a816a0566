/* Normalized text as a row of symbols: a CJK character is one, a word of another script is one;
 * punctuation breaks the row. What ranking compares, character by character. */
#ifndef SEARCH_SYMBOL_H
#define SEARCH_SYMBOL_H

#include <glib.h>

#include "tokenizer/char-class.h"

typedef enum {
    SYMBOL_END,
    SYMBOL_CJK,
    SYMBOL_WORD,  /* its bytes are [from, *at) */
    SYMBOL_SPACE, /* between words: no break */
    SYMBOL_BREAK,
} SymbolKind;

/* The character at AT, before LEN, which is moved behind it. TEXT is well-formed; of a damaged file's it
 * is U+FFFD, a break. */
static inline guint32 symbol_character(const char *text, guint32 len, guint32 *at)
{
    const guint8 *p = (const guint8 *)text + *at;
    guint32 size = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4, c = 0xfffd;
    if (size > len - *at) {
        *at = len;
        return c;
    }
    *at += size;
    switch (size) {
    case 1:
        return p[0];
    case 2:
        return (guint32)(p[0] & 31) << 6 | (p[1] & 63);
    case 3:
        return (guint32)(p[0] & 15) << 12 | (guint32)(p[1] & 63) << 6 | (p[2] & 63);
    default:
        c = (guint32)(p[0] & 7) << 18 | (guint32)(p[1] & 63) << 12 | (guint32)(p[2] & 63) << 6 |
            (p[3] & 63);
        return c > 0x10ffff ? 0xfffd : c;
    }
}

static inline gboolean symbol_goes_on(const char *text, guint32 len, guint32 at)
{
    guint32 next = at;
    guint8 c = (guint8)text[at];
    if (c < 0x80)
        return g_ascii_isalnum(c) || (c == '.' && at > 0 && g_ascii_isdigit(text[at - 1]) &&
                                      at + 1 < len && g_ascii_isdigit(text[at + 1]));
    return char_is_alnum(char_class(symbol_character(text, len, &next)));
}

/* The symbol at *AT of LEN bytes of TEXT; *AT is moved behind it, *CODE is its first character.
 * Words are cut as the tokenizer does. Pure. */
static inline SymbolKind symbol_next(const char *text, guint32 len, guint32 *at, guint32 *code)
{
    if (*at >= len)
        return SYMBOL_END;
    guint32 c = *code = symbol_character(text, len, at);
    if (c >= 0x4e00 && c < 0x9fff)
        return SYMBOL_CJK;
    CharClass class = char_class(c);
    if (char_is_cjk(class))
        return SYMBOL_CJK;
    if (char_is_alnum(class)) {
        while (*at < len && symbol_goes_on(text, len, *at)) {
            guint32 skipped = *at;
            symbol_character(text, len, &skipped);
            *at = skipped;
        }
        return SYMBOL_WORD;
    }
    return class == CHAR_SPACE ? SYMBOL_SPACE : SYMBOL_BREAK;
}

#endif
