/* The table of sounds that make-pinyin-table makes at build time. */
#ifndef TOKENIZER_SOUND_TABLE_H
#define TOKENIZER_SOUND_TABLE_H

#include <glib.h>

/* Characters in groups of one sound, between zeros. */
extern const guint16 sound_characters[];
extern const guint n_sound_characters;

#endif
