/* Greek and Cyrillic letters that stand in Latin words because they look the same. */
#ifndef TOKENIZER_LOOK_ALIKE_H
#define TOKENIZER_LOOK_ALIKE_H

#include "tokenizer/normalizer.h"

/* Whether C may be such a letter: a quick test, before casefolding or after. */
static inline gboolean look_alike_possible(UChar32 c)
{
    return c >= 0x370 && c < 0x530;
}

/* Replaces them in the units of N, which is TEXT's, in words that have Latin letters besides and are
 * otherwise Latin: АBC with a Cyrillic А. What the letter looked like before casefolding counts.
 * Words wholly Greek or Cyrillic stay, and so does what looks like no Latin letter (μm, kΩ). */
void look_alike_fold(Normalized *n, const char *text);

#endif
