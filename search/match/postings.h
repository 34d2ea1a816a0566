/* The postings of one term in one shard, from the map of frequent terms or else from libxapian:
 * which documents hold it, and how often. */
#ifndef SEARCH_MATCH_POSTINGS_H
#define SEARCH_MATCH_POSTINGS_H

#include "indexer/read/shard.h"

/* Documents are weighed so many at a time: what is summed for them stays in the processor's cache.
 * A window begins at a multiple of that. */
#define POSTINGS_WINDOW 8192u
#define POSTINGS_WINDOW_WORDS (POSTINGS_WINDOW / 64)

typedef struct {
    PostingSet mapped;           /* if it has documents; else: */
    XcPostingIterator *postings; /* NULL: none */
    guint32 docid;               /* the iterator's; 0: at the end */
    guint32 documents;           /* in the shard */
} Postings;

/* A document of a window, by its place there, and how often it has the term. */
typedef struct {
    guint16 place, wdf;
} Posting;

/* Opens those of LEN bytes of TERM. FALSE with an error; clear it in any case. */
gboolean postings_open(Postings *postings, const Shard *shard, const char *term, gsize len,
                       GError **error);
void postings_clear(Postings *postings);

/* Adds to BITS, WORDS long for the whole shard, the documents that hold the term. Only one of this
 * and the next two may be called, the last one again and again. */
gboolean postings_add(Postings *postings, guint64 *bits, guint32 words, GError **error);

/* Clears in BITS those that do not. */
gboolean postings_keep(Postings *postings, guint64 *bits, guint32 words, GError **error);

/* Puts the postings of the window that begins at document START, later than those before, into OUT,
 * which has room for POSTINGS_WINDOW. Only documents whose bit is in HELD (POSTINGS_WINDOW_WORDS of
 * it) if that is given; MANY says that these are so many that reading all postings in a row costs
 * less than looking each up. How often a document has the term is at most 255, or 65535 from
 * libxapian. Returns how many; check *ERROR, which must be NULL before. */
guint32 postings_window(Postings *postings, guint32 start, const guint64 *held, gboolean many,
                        Posting *out, GError **error);

#endif
