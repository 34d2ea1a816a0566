/* The postings of one term in one shard: which documents hold it, and how often. */
#ifndef SEARCH_MATCH_POSTINGS_H
#define SEARCH_MATCH_POSTINGS_H

#include "indexer/read/shard.h"

/* Documents are weighed so many at a time: what is summed for them stays in the processor's cache.
 * A window begins at a multiple of that. */
#define POSTINGS_WINDOW 8192u
#define POSTINGS_WINDOW_WORDS (POSTINGS_WINDOW / 64)

/* A document of a window, by its place there, and how often it has the term. */
typedef struct {
    guint16 place, wdf;
} Posting;

/* Adds to BITS, WORDS long for the whole shard, the documents that hold the term. */
gboolean postings_add(const PostingSet *postings, guint64 *bits, guint32 words, GError **error);

/* Clears in BITS those that do not. */
gboolean postings_keep(const PostingSet *postings, guint64 *bits, guint32 words, GError **error);

/* The postings of a set, window after window. Begins as zeros but for the set. */
typedef struct {
    PostingSet set;
    guint32 number; /* of the open block, from 1; 0: none */
    PostingBlock block;
    DocidPlace place; /* in its list */
    guint32 passed;   /* of a few: so many are before the window */
} PostingReader;

/* Puts the postings of the window that begins at document START, which comes after those read before, into OUT, which has room for
 * POSTINGS_WINDOW. Only documents whose bit is in HELD (POSTINGS_WINDOW_WORDS of it) if that is given. Returns how many; check
 * *ERROR, which must be NULL before. */
guint32 postings_window(PostingReader *reader, guint32 start, const guint64 *held, Posting *out, GError **error);

#endif
