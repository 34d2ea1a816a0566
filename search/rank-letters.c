#include "search/rank-letters.h"

#include <string.h>

#include "search/symbol.h"

#define MAX_PAIRS 500

/* The pair of letters that ends at the next letter from *AT on, 0 at the end. *BEFORE is the letter
 * before it, 0 at the begin. */
static guint32 next_pair(const char *text, guint32 len, guint32 *at, guint32 *before)
{
    while (*at < len) {
        guint32 letter = symbol_character(text, at), first = *before;
        CharClass class = char_class(letter);
        if (!char_is_cjk(class) && !char_is_alnum(class))
            continue;
        *before = letter;
        if (first)
            return (first << 16 ^ first >> 16) ^ letter;
    }
    return 0;
}

/* Where PAIR is or would be. A quarter of the places stays empty at least. */
static guint place(const RankLetters *letters, guint32 pair)
{
    guint at = pair * 2654435761u >> 16 & letters->mask;
    while (letters->pairs[at] != 0 && letters->pairs[at] != pair)
        at = (at + 1) & letters->mask;
    return at;
}

RankLetters *rank_letters_new(const char *text)
{
    RankLetters *letters = g_new0(RankLetters, 1);
    guint32 len = (guint32)strlen(text), at = 0, before = 0;
    guint size = 16;
    while (size < MIN(len, MAX_PAIRS) * 4 / 3 + 1)
        size *= 2;
    letters->mask = size - 1;
    letters->pairs = g_new0(guint32, size);
    letters->counts = g_new0(guint16, size);
    letters->left = g_new0(guint16, size);
    letters->met_in = g_new0(guint32, size);
    for (guint32 pair; letters->n < MAX_PAIRS && (pair = next_pair(text, len, &at, &before));) {
        guint found = place(letters, pair);
        letters->pairs[found] = pair;
        letters->counts[found]++;
        letters->n++;
    }
    return letters;
}

void rank_letters_free(RankLetters *letters)
{
    if (!letters)
        return;
    g_free(letters->pairs);
    g_free(letters->counts);
    g_free(letters->left);
    g_free(letters->met_in);
    g_free(letters);
}

guint rank_letters_compare(RankLetters *letters, const char *text, guint32 len)
{
    guint32 at = 0, before = 0;
    guint shared = 0;
    letters->comparison++;
    letters->n_compared = 0;
    for (guint32 pair; letters->n_compared < MAX_PAIRS &&
                       (pair = next_pair(text, len, &at, &before));) {
        guint found = place(letters, pair);
        letters->n_compared++;
        if (letters->met_in[found] != letters->comparison) {
            letters->met_in[found] = letters->comparison;
            letters->left[found] = letters->counts[found];
        }
        if (letters->left[found] > 0) {
            letters->left[found]--;
            shared++;
        }
    }
    return shared;
}
