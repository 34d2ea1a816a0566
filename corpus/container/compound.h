/* Compound files ([MS-CFB], OLE2): what Office and its like wrote before 2007, and what they lock a
 * document in since. A file with storages, as folders, and streams, as files, of which only those
 * of the root are looked at here. */
#ifndef CORPUS_CONTAINER_COMPOUND_H
#define CORPUS_CONTAINER_COMPOUND_H

#include <glib.h>

/* Whether a file that begins with LEN bytes HEAD is one. */
gboolean compound_knows(const void *head, gsize len);

typedef struct Compound Compound;

/* Opens the LEN bytes at BYTES, which must outlive it. NULL if they are damaged. */
Compound *compound_open(const guint8 *bytes, gsize len);
void compound_free(Compound *compound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compound, compound_free)

/* Whether the root has a stream or a storage NAME (ASCII). */
gboolean compound_has(const Compound *compound, const char *name);

/* The first bytes of the root's stream NAME, at most MOST of them, less where it is cut; *WHOLE:
 * how many it says to have. Caller unrefs; of length 0 if there is none. */
GByteArray *compound_read(const Compound *compound, const char *name, gsize most, gsize *whole);

#endif
