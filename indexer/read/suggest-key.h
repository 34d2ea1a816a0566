/* The keys by which suggestions are found: what a person may begin to type for a text.
 *
 * A key is a byte that says what it is a key of, then the beginning of the text as it is compared,
 * padded with zeros; bytes are in the order of the keys. The same functions make those of an index
 * and of what is typed.
 */
#ifndef INDEXER_READ_SUGGEST_KEY_H
#define INDEXER_READ_SUGGEST_KEY_H

#include <glib.h>

#include "tokenizer/pinyin.h"

typedef enum {
    SUGGEST_TITLE = 1, /* words, a space between those that are not Chinese, without punctuation */
    SUGGEST_SOUND,     /* the pinyin of Chinese characters, and letters and digits as they are */
    SUGGEST_INITIALS,  /* the first letter of each character's pinyin, and as above */
    SUGGEST_NUMBER, /* the letters and digits of a number, and a dash for a mark between digits */
    SUGGEST_COMMITTEE, /* those, and the characters, of a committee's number or name */
} SuggestSpace;

#define SUGGEST_KEY_MAX 40u

typedef struct {
    guint8 bytes[SUGGEST_KEY_MAX];
} SuggestKey;

/* What of TEXT (LEN bytes) is compared where nothing is cut, appended to OUT. TEXT is normalized
 * for a title, and any spelling for a number or a committee; in SUGGEST_SOUND and SUGGEST_INITIALS
 * it is read as SYLLABLES (of each character) say. */
void suggest_spell(GString *out, SuggestSpace space, const char *text, gsize len,
                   const PinyinSyllable *syllables);

/* The key of what suggest_spell() gave. */
void suggest_key(SuggestKey *key, SuggestSpace space, const char *spelt, gsize len);

/* Bytes of KEY before the zeros. */
gsize suggest_key_length(const SuggestKey *key);

/* The readings of the characters of TEXT (LEN bytes, normalized); *N receives how many. Caller
 * frees. */
PinyinSyllable *suggest_readings(const char *text, gsize len, guint *n);

/* A number is asked for whole, by its digits, or by one of the bodies in its prefix and its digits:
 * iso 27001 of ISO/IEC 27001. Puts the way WAY (from 0) of ID into OUT; FALSE if ID has none such.
 */
#define SUGGEST_NUMBER_WAYS 4u
gboolean suggest_number_way(GString *out, const char *id, gsize len, guint way);

#endif
