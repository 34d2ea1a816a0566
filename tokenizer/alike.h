/* Characters that are written for one another by mistake. */
#ifndef TOKENIZER_ALIKE_H
#define TOKENIZER_ALIKE_H

#include <glib.h>

/* No character has more. */
#define ALIKE_MAX 320

/* The characters in common use (those of GB/T 2312) that are typed or read for the simplified
 * CHARACTER: first those of its look, and of its sound, in pinyin without tones, z, c, s as zh, ch,
 * sh and -en, -in as -eng, -ing, as an input method offers them, *CLOSE of both together; then
 * those of sounds that many speakers mix up with it: -an and -ang, n and l, f and h, r and l. Fills
 * ALIKE, of ALIKE_MAX, without CHARACTER itself; returns how many. Pure. */
guint alike_find(gunichar character, gunichar *alike, guint *close);

#endif
