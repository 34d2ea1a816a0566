/* postings.map: the postings of a shard's terms, to be read where they lie: which documents hold a term, and how often. The
 * names of terms are in terms.glass too, which has a posting of each: the only one of a term that is not here. Reading and making
 * millions of postings through libxapian is what searching and building would take their time for.
 *
 * Little-endian, aligned to 8 bytes:
 *   header   magic "BSPOST4\n", u32 documents, u32 terms, u64 where the terms are, u64 where their
 *            names are
 *   for each term, where that is shorter:
 *     u32 for each document: its docid, in order; u8 for each: how often it has the term, at most POSTING_MAX_WDF
 *   for each other one:
 *     for each block of 65,536 documents (docid >> 16) that has some: the set of documents (see docid-block.h); if
 *            that is a bitmap: u16 for each 8 words of it, how many documents are before these; u16 for each document
 *            that has the term 15 times or more often, its number in the set; then for each document in order, four
 *            bits, the lower ones first: how often it has the term, or 15; then u8 for each that has 15 there: how
 *            often, at most POSTING_MAX_WDF
 *     its blocks: {u64 where the set is, u16 number of the block, u16 documents less 1, u32 of them with 15}, in order
 *   terms    {u64 where among the names its own begins, u64 where its blocks or docids are, u32 the name's length, u32 documents, u32 blocks
 *            or 0, u32 0}, by name in byte order
 *   names    bytes
 */
#ifndef INDEXER_READ_POSTING_MAP_H
#define INDEXER_READ_POSTING_MAP_H

#include "indexer/read/docid-block.h"

typedef struct PostingMap PostingMap;

/* Maps FILE. INDEX_ERROR_GONE, _DAMAGED. */
PostingMap *posting_map_open(const char *file, FileSums *sums, GError **error);
void posting_map_close(PostingMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PostingMap, posting_map_close)

guint32 posting_map_doccount(const PostingMap *map);
/* The file, to be asked whether what was read of it was found damaged; borrowed. */
const MappedFile *posting_map_file(const PostingMap *map);

/* How often a document has a term is counted so far: BM25 hardly tells more from it. */
#define POSTING_MAX_WDF 255u

/* A term's postings; `documents` is 0 for a term that the map does not have. */
typedef struct {
    const PostingMap *map; /* borrowed */
    guint32 documents;
    guint32 n_blocks;      /* 0: of few documents */
    guint64 blocks;        /* where they are in the file */
    const guint32 *docids; /* of few; NULL: of one, which is */
    const guint8 *wdfs;
    guint32 docid;
    guint8 wdf;
} PostingSet;

/* The posting I of a set without blocks, below its `documents`. Of a damaged file it may be any. */
static inline guint32 posting_set_docid(const PostingSet *set, guint32 i)
{
    return set->docids ? set->docids[i] : set->docid;
}

static inline guint8 posting_set_wdf(const PostingSet *set, guint32 i)
{
    return set->docids ? set->wdfs[i] : set->wdf;
}

/* Words of a bitmap that have one count of what is before them. */
#define POSTING_RANK_WORDS 8

typedef struct {
    DocidBlock docids;
    const guint16 *ranks; /* of a bitmap */
    const guint8 *wdfs;   /* four bits each */
    const guint16 *often; /* those that have it POSTING_OFTEN times or more */
    const guint8 *often_wdfs;
    guint32 n_often;
} PostingBlock;

#define POSTING_OFTEN 15u

/* Of a document that has the term POSTING_OFTEN times or more: the one NUMBER of its block. 0 where the file is damaged. */
guint32 posting_block_often(const PostingBlock *block, guint32 number);

/* How often the document NUMBER of BLOCK, which is below its documents, has the term. */
static inline guint32 posting_block_wdf(const PostingBlock *block, guint32 number)
{
    guint32 wdf = block->wdfs[number / 2] >> number % 2 * 4 & 15;
    return wdf < POSTING_OFTEN ? wdf : posting_block_often(block, number);
}

/* The postings of LEN bytes of TERM; what is damaged is as if it were not there, and noted in the file. Thread-safe, as all
 * reading is. */
PostingSet posting_map_find(const PostingMap *map, const char *term, gsize len);

/* Those in block NUMBER, below docid_blocks(), of a set with blocks. FALSE with INDEX_ERROR_DAMAGED. */
gboolean posting_set_block(const PostingSet *set, guint32 number, PostingBlock *out,
                           GError **error);

/* Calls TAKE with each document, in order, and how often it has the term, until it returns FALSE. */
typedef gboolean (*PostingFunc)(guint32 docid, guint32 wdf, gpointer data);
gboolean posting_set_each(const PostingSet *set, PostingFunc take, gpointer data, GError **error);

/* Fails with INDEX_ERROR_DAMAGED. Returns FALSE. */
gboolean posting_set_damaged(const PostingSet *set, GError **error);

/* Writes the map of a shard of DOCUMENTS to FILE: its terms one by one, by name in byte order, each with its N postings,
 * sorted. */
typedef struct PostingMapWriter PostingMapWriter;
PostingMapWriter *posting_map_writer_new(const char *file, guint32 documents, GError **error);
gboolean posting_map_writer_add(PostingMapWriter *writer, const char *name, gsize len, const guint32 *docids,
                                const guint8 *wdfs, guint32 n, GError **error);
gboolean posting_map_writer_finish(PostingMapWriter *writer, GError **error);
void posting_map_writer_free(PostingMapWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PostingMapWriter, posting_map_writer_free)

#endif
