/* Text → normalized text with a map back to the original bytes. */
#ifndef TOKENIZER_NORMALIZER_H
#define TOKENIZER_NORMALIZER_H

#include <glib.h>
#include <unicode/utypes.h>

/* A normalized text: NFKC_Casefold (but № and ½ stay), variants of dashes, dots, quotes and CJK
 * radicals folded, traditional characters simplified, 々 replaced by what it repeats, accents of
 * Latin and Greek letters dropped, Greek and Cyrillic letters that look like Latin ones replaced in
 * Latin words, white space collapsed to one space and dropped at the ends
 * and beside Han, kana and Hangul, malformed UTF-8 replaced by U+FFFD.
 *
 * The text is held twice: in UTF-16 (`units`), as ICU wants it, and in UTF-8 (`utf8`), as terms
 * are. Arrays by unit have n_units + 1 elements. An empty Normalized is all zero; reuse one for
 * many texts, then clear it. */
typedef struct {
    UChar *units;
    guint8 *classes; /* CharClass by unit */
    guint32 *utf8_at; /* where the unit's character begins in `utf8`; the last: utf8_len */
    guint32 *source_start; /* bytes [source_start[i], source_end[i]) of the source made unit i */
    guint32 *source_end;
    char *utf8; /* NUL-terminated */
    guint32 n_units;
    guint32 utf8_len;
    guint32 n_invalid; /* malformed sequences that were replaced */
    guint32 room;      /* units allocated */
    guint32 utf8_room; /* bytes allocated */
    gboolean look_alikes; /* has Greek or Cyrillic letters */
} Normalized;

/* Texts longer than this are cut there (at a character): offsets are 32 bit, and one
 * character may become 18. */
#define NORMALIZER_MAX_BYTES (64u << 20)

/* Normalizes LEN bytes of TEXT (-1: NUL-terminated) into OUT, whose arrays are reused. Never fails;
 * pure but for OUT, hence thread-safe. */
void normalize(Normalized *out, const char *text, gssize len);

void normalized_clear(Normalized *normalized);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Normalized, normalized_clear)

/* The normalized form alone, for short texts. Caller frees. */
char *normalize_string(const char *text, gssize len);

/* Whether two adjacent characters of a normalized text stand in one word that is no CJK run, and in
 * the same part of it, letters or digits (35kV has two): a phrase must not begin or end between
 * them. POS is a byte offset in UTF8, 0 to LEN. */
gboolean normalized_inside_word(const char *utf8, gsize len, gsize pos);

#endif
