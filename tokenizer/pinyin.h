/* How Chinese is read: pinyin without tones, of characters as they are read in their words. */
#ifndef TOKENIZER_PINYIN_H
#define TOKENIZER_PINYIN_H

#include <glib.h>

/* A syllable's number; 0: none. */
typedef guint16 PinyinSyllable;

/* No syllable has more letters (zhuang). */
#define PINYIN_MAX_LETTERS 6u

/* Fills SYLLABLES with the reading of each of N simplified characters of TEXT, 0 for what has none:
 * 行 is hang in 银行, xing in 进行. Words are told from the left, the longest first. Pure. */
void pinyin_read(const gunichar *text, guint n, PinyinSyllable *syllables);

/* The letters of a syllable, ü written v; "" for none. Static. */
const char *pinyin_letters(PinyinSyllable syllable);

#endif
