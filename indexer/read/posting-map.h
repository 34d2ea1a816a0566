/* postings.map: the postings of a shard's frequent terms again, to be read where they lie: which
 * documents hold a term, and how often. Reading millions of postings through libxapian is what a
 * query of frequent terms would take its time for; a thousand terms have half of all postings.
 *
 * Little-endian, aligned to 8 bytes:
 *   header   magic "BSPOST1\n", u32 documents, u32 terms, u64 where the terms are, u64 where their
 *            names are
 *   for each term and each block of 65,536 documents (docid >> 16) that has some:
 *            the set of documents (see docid-block.h); if that is a bitmap: u16 for each 8 words of
 *            it, how many documents are before these; then u8 for each document in order: how often
 *            it has the term, 255 if it is more, which BM25 hardly tells from it
 *   terms    {u64 where its name begins, u32 the name's length, u32 documents}, by name in byte
 *            order; each followed by its blocks: {u64 where the set is, u32 documents, u32 0}
 *   names    bytes
 */
#ifndef INDEXER_READ_POSTING_MAP_H
#define INDEXER_READ_POSTING_MAP_H

#include "indexer/read/docid-block.h"
#include "xapian-c/xapian-c.h"

typedef struct PostingMap PostingMap;

/* Maps FILE. INDEX_ERROR_GONE, _DAMAGED. */
PostingMap *posting_map_open(const char *file, FileSums *sums, GError **error);
void posting_map_close(PostingMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PostingMap, posting_map_close)

guint32 posting_map_doccount(const PostingMap *map);
/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *posting_map_file(const PostingMap *map);

/* A term's postings; `documents` is 0 for a term that the map does not have. */
typedef struct {
    const PostingMap *map; /* borrowed */
    guint32 documents;
    const guint8 *blocks;
} PostingSet;

/* Words of a bitmap that have one count of what is before them. */
#define POSTING_RANK_WORDS 8

typedef struct {
    DocidBlock docids;
    const guint16 *ranks; /* of a bitmap */
    const guint8 *wdfs;   /* docids.n */
} PostingBlock;

/* The postings of LEN bytes of TERM. Thread-safe, as all reading is. */
PostingSet posting_map_find(const PostingMap *map, const char *term, gsize len);

/* Those in block NUMBER, below docid_blocks(). FALSE with INDEX_ERROR_DAMAGED. */
gboolean posting_set_block(const PostingSet *set, guint32 number, PostingBlock *out,
                           GError **error);

/* Fails with INDEX_ERROR_DAMAGED. Returns FALSE. */
gboolean posting_set_damaged(const PostingSet *set, GError **error);

/* Writes to FILE the frequent terms of DATABASE, which has a single shard. */
gboolean posting_map_write(const char *file, XcDatabase *database, GError **error);

#endif
