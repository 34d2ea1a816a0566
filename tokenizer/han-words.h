/* The words of runs of Chinese characters, as ICU's break iterator cuts them by its dictionary, found several times as fast: it is
 * the same dictionary, read where ICU has it, but what begins with a character is found in one step instead of by a search among
 * ten thousand. What is not plainly Chinese (kana, hangul, rare characters, marks beside) is left to the break iterator. */
#ifndef TOKENIZER_HAN_WORDS_H
#define TOKENIZER_HAN_WORDS_H

#include <glib.h>
#include <unicode/utypes.h>

/* One thread's. */
typedef struct HanWords HanWords;

/* NULL where ICU's dictionary is in another format than is known here. */
HanWords *han_words_new(void);
void han_words_free(HanWords *words);

/* Whether the words of units [FROM, TO) of TEXT, which has N, can be found: a run of Chinese characters with no letter beside it that
 * the break iterator would take with them. */
gboolean han_words_fit(const UChar *text, guint32 n, guint32 from, guint32 to);

/* Cuts RUN of N units, which fit. For each unit: the length of the word that begins there, 0 if none does. Borrowed until the
 * next call. */
const guint32 *han_words_cut(HanWords *words, const UChar *run, guint32 n);

#endif
