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

/* The character at AT, which is moved behind it. TEXT is well-formed. */
static inline guint32 symbol_character(const char *text, guint32 *at)
{
    const guint8 *p = (const guint8 *)text + *at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] >= 0xe0 && p[0] < 0xf0) {
        *at += 3;
        return (guint32)(p[0] & 15) << 12 | (guint32)(p[1] & 63) << 6 | (p[2] & 63);
    }
    if (p[0] < 0xe0) {
        *at += 2;
        return (guint32)(p[0] & 31) << 6 | (p[1] & 63);
    }
    *at += 4;
    return (guint32)(p[0] & 7) << 18 | (guint32)(p[1] & 63) << 12 | (guint32)(p[2] & 63) << 6 |
           (p[3] & 63);
}

static inline gboolean symbol_goes_on(const char *text, guint32 len, guint32 at)
{
    guint32 next = at;
    guint8 c = (guint8)text[at];
    if (c < 0x80)
        return g_ascii_isalnum(c) || (c == '.' && at > 0 && g_ascii_isdigit(text[at - 1]) &&
                                      at + 1 < len && g_ascii_isdigit(text[at + 1]));
    return char_is_alnum(char_class(symbol_character(text, &next)));
}

/* The symbol at *AT of LEN bytes of TEXT; *AT is moved behind it, *CODE is its first character.
 * Words are cut as the tokenizer does. Pure. */
static inline SymbolKind symbol_next(const char *text, guint32 len, guint32 *at, guint32 *code)
{
    if (*at >= len)
        return SYMBOL_END;
    guint32 c = *code = symbol_character(text, at);
    if (c >= 0x4e00 && c < 0x9fff)
        return SYMBOL_CJK;
    CharClass class = char_class(c);
    if (char_is_cjk(class))
        return SYMBOL_CJK;
    if (char_is_alnum(class)) {
        while (*at < len && symbol_goes_on(text, len, *at)) {
            guint32 skipped = *at;
            symbol_character(text, &skipped);
            *at = skipped;
        }
        return SYMBOL_WORD;
    }
    return class == CHAR_SPACE ? SYMBOL_SPACE : SYMBOL_BREAK;
}

#endif
