/* The tables of readings that make-pinyin-table makes at build time. */
#ifndef TOKENIZER_PINYIN_TABLE_H
#define TOKENIZER_PINYIN_TABLE_H

#include <glib.h>

/* The characters that may have a reading. */
#define PINYIN_FIRST 0x4e00u
#define PINYIN_LAST 0x9fffu
/* Longer words are not in the table. */
#define PINYIN_WORD_MAX 4u

/* By number; 0 is none. */
extern const char *const pinyin_syllables[];
extern const guint n_pinyin_syllables;

/* The usual reading of each character. */
extern const guint16 pinyin_readings[];

/* {length, characters, readings} of words, by their first character, the longest first; where those
 * of each character begin, and where the last ends. */
extern const guint16 pinyin_words[];
extern const guint32 pinyin_words_at[];

#endif
