#include "tokenizer/acronym.h"

/* Longer words in capitals are words that are stressed: REQUIREMENTS. */
#define LONGEST_ACRONYM 7

/* So many words in capitals and no other: a title in capitals. */
#define WORDS_THAT_SHOUT 3

typedef enum { LETTER_NONE, LETTER_SMALL, LETTER_CAPITAL } Letter;

/* The Latin letter at *AT, ASCII or full-width; *AT is moved behind the character. */
static Letter next_letter(const guint8 *text, gsize len, gsize *at)
{
    guint32 c = text[*at];
    gsize size = 1;
    if (c == 0xef && len - *at >= 3 && (text[*at + 1] == 0xbc || text[*at + 1] == 0xbd)) {
        guint32 wide = (guint32)(text[*at + 1] & 63) << 6 | (text[*at + 2] & 63);
        c = wide - 0xf00 + 0x20; /* U+FF00 is the space's */
        size = 3;
    }
    *at += size;
    if (c >= 'a' && c <= 'z')
        return LETTER_SMALL;
    return c >= 'A' && c <= 'Z' ? LETTER_CAPITAL : LETTER_NONE;
}

/* No small letter anywhere, and a long word or several in capitals. */
static Shouting shouting(const guint8 *text, gsize len)
{
    guint words = 0, letters = 0, longest = 0;
    for (gsize at = 0; at < len;) {
        Letter letter = next_letter(text, len, &at);
        if (letter == LETTER_SMALL)
            return NOT_SHOUTING;
        letters = letter == LETTER_CAPITAL ? letters + 1 : 0;
        words += letters == 2;
        longest = MAX(longest, letters);
    }
    return words >= WORDS_THAT_SHOUT || longest > LONGEST_ACRONYM ? SHOUTING : NOT_SHOUTING;
}

WordForm acronym_form(const char *text, gsize len, gsize start, gsize end, Shouting *shouts)
{
    const guint8 *bytes = (const guint8 *)text;
    guint letters = 0, capitals = 0, inner = 0;
    Letter last = LETTER_NONE;
    for (gsize at = start; at < end; letters++) {
        last = next_letter(bytes, len, &at);
        capitals += last == LETTER_CAPITAL;
        inner += last == LETTER_CAPITAL && letters > 0;
    }
    if (inner == 0 || (capitals == letters && letters > LONGEST_ACRONYM))
        return WORD_FORM_PLAIN;
    if (capitals + 1 == letters && last == LETTER_SMALL)
        return text[end - 1] == 's' || (guint8)text[end - 1] == 0x93 /* ｓ */ ? WORD_FORM_ACRONYMS
                                                                             : WORD_FORM_ACRONYM;
    if (*shouts == SHOUTING_UNKNOWN && capitals == letters)
        *shouts = shouting(bytes, len);
    return *shouts == SHOUTING && capitals == letters ? WORD_FORM_PLAIN : WORD_FORM_ACRONYM;
}
