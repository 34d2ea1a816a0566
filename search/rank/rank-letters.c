#include "search/rank/rank-letters.h"

#include <string.h>

#include "tokenizer/symbol.h"

#define MAX_PAIRS 500

static gboolean is_letter(guint32 c)
{
    if (symbol_is_han(c))
        return TRUE;
    if (c < 0x80)
        return g_ascii_isalnum((char)c);
    CharClass class = char_class(c);
    return char_is_cjk(class) || char_is_alnum(class);
}

/* The pair of letters that ends at the next letter from *AT on, 0 at the end. *BEFORE is the letter
 * before it, 0 at the begin. */
static guint32 next_pair(const char *text, guint32 len, guint32 *at, guint32 *before)
{
    while (*at < len) {
        guint32 letter = symbol_character(text, len, at), first = *before;
        if (!is_letter(letter))
            continue;
        *before = letter;
        if (first)
            return (first << 16 ^ first >> 16) ^ letter;
    }
    return 0;
}

/* Where the pair is or would be. A quarter of the places stays empty at least. */
static LetterPair *place(const RankLetters *letters, guint32 pair)
{
    guint at = pair * 2654435761u >> 16 & letters->mask;
    while (letters->pairs[at].letters != 0 && letters->pairs[at].letters != pair)
        at = (at + 1) & letters->mask;
    return &letters->pairs[at];
}

RankLetters *rank_letters_new(const char *text)
{
    RankLetters *letters = g_new0(RankLetters, 1);
    guint32 len = (guint32)strlen(text), at = 0, before = 0;
    guint size = 16;
    while (size < MIN(len, MAX_PAIRS) * 4 / 3 + 1)
        size *= 2;
    letters->mask = size - 1;
    letters->pairs = g_new0(LetterPair, size);
    for (guint32 pair; letters->n < MAX_PAIRS && (pair = next_pair(text, len, &at, &before));) {
        LetterPair *found = place(letters, pair);
        found->letters = pair;
        letters->low_bits |= G_GUINT64_CONSTANT(1) << pair % 64;
        found->count++;
        letters->n++;
    }
    return letters;
}

void rank_letters_free(RankLetters *letters)
{
    if (!letters)
        return;
    g_free(letters->pairs);
    g_free(letters);
}

double rank_letters_alike(RankLetters *letters, const char *text, guint32 len)
{
    guint32 at = 0, before = 0;
    guint n = 0, shared = 0;
    if (len < letters->n / 3)
        return 0;
    letters->comparison++;
    for (guint32 pair; n <= letters->n * 3 && (pair = next_pair(text, len, &at, &before)); n++) {
        if (!(letters->low_bits >> pair % 64 & 1))
            continue;
        LetterPair *found = place(letters, pair);
        if (found->met_in != letters->comparison) {
            found->met_in = letters->comparison;
            found->left = found->count;
        }
        if (found->left > 0) {
            found->left--;
            shared++;
        }
    }
    return shared * 4 >= n + letters->n && n > 0 ? 2.0 * shared / (n + letters->n) : 0;
}
