/* What is one thing though it is written glued, with a hyphen or with a space: 35kV, 35-kV, 35 kV.
 *
 * A word of a script with spaces is taken apart where letters and digits meet; its atoms are letters
 * or a number. Two atoms side by side are one by what they are, never by how they are written, so
 * that every spelling is found by every other: a number and its unit, a letter and a short number, a
 * short name and a digit, what begins with "non" and the like and its word. */
#ifndef TOKENIZER_COMPOUND_H
#define TOKENIZER_COMPOUND_H

#include "tokenizer/normalizer.h"

/* A word of more atoms is no name but a code (a hash, a serial number), and left whole. */
#define COMPOUND_MAX_ATOMS 6

/* The end of the word that begins at unit FROM: letters, digits, and points between digits. */
guint32 compound_word_end(const Normalized *n, guint32 from);

/* The end of the atom that begins at unit FROM, which is a letter or a digit. */
guint32 compound_atom_end(const Normalized *n, guint32 from);

/* The end of the sign that begins at unit FROM: °c is one. */
guint32 compound_sign_end(const Normalized *n, guint32 from);

typedef enum {
    COMPOUND_NONE,
    COMPOUND_MAYBE, /* some write it as one: wi-fi, life-cycle */
    COMPOUND_ONE,
} Compound;

/* Whether the atom of units [from, to) is one with what follows it, an atom or a sign: units
 * [*next, *next_to). A number before a range's last one has its unit too: 35 of 35~110 kV. */
Compound compound_next(const Normalized *n, guint32 from, guint32 to, guint32 *next,
                       guint32 *next_to);

/* Whether the last word of FIRST is one with the first of SECOND, if a space is between them: not
 * normalized. */
gboolean compound_join(const char *first, const char *second);

/* Whether normalized TEXT is a unit of measurement that is written behind numbers. */
gboolean compound_is_unit(const char *text, gsize len);

#endif
