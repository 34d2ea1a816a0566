/* Characters that are written for one another by mistake. */
#ifndef TOKENIZER_ALIKE_H
#define TOKENIZER_ALIKE_H

#include <glib.h>

/* No character has more. */
#define ALIKE_MAX 160

/* The characters in common use (those of GB/T 2312) that are typed or read for the simplified
 * CHARACTER: of its sound, in pinyin without tones, z, c, s as zh, ch, sh and -n as -ng, as an input
 * method offers them; and of its look. Fills ALIKE, of ALIKE_MAX, without CHARACTER itself; returns
 * how many. Pure. */
guint alike_find(gunichar character, gunichar *alike);

#endif
