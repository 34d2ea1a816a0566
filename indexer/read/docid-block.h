/* Which of up to 65,536 documents in a row a set holds, as it lies in a mapped file, aligned to 8 bytes and padded to 8: a bitmap
 * in u64 where that would be no longer than a list of u16, else that list by Elias and Fano. Of the lower halves of N sorted
 * docids, all below WORDS * 64, it has the SHIFT last bits one after another, the lowest first, and before them, in u64, a bit
 * for each docid, at its number in the list plus its other bits; SHIFT is as great as WORDS * 64 >> SHIFT >= N allows. (Chambi,
 * Lemire, Kaser and Godin, Better bitmap performance with Roaring bitmaps, 2016; Vigna, Quasi-succinct indices, 2013.)
 *
 * Bitmaps in memory have docid % 64 of word docid / 64 for a document; those of a block begin at
 * its first document.
 */
#ifndef INDEXER_READ_DOCID_BLOCK_H
#define INDEXER_READ_DOCID_BLOCK_H

#include "indexer/files/file-writer.h"
#include "indexer/files/mapped-file.h"

#define DOCID_BLOCK_SHIFT 16
#define DOCID_BLOCK_DOCUMENTS (1u << DOCID_BLOCK_SHIFT)
#define DOCID_BLOCK_WORDS (DOCID_BLOCK_DOCUMENTS / 64)

typedef struct {
    const guint64 *bits; /* or NULL and: */
    const guint64 *high;
    const guint8 *low;
    guint32 shift, high_words;
    guint32 n, words; /* documents held; words of a bitmap of the block */
} DocidBlock;

/* So many documents at most are no bitmap. */
#define DOCID_LIST_MAX (DOCID_BLOCK_WORDS * 4)

/* How many bits of WORD are set. The compiler's own calls a function where it may not use the
 * processor's instruction. (Warren, Hacker's Delight, 5-1.) */
static inline guint32 docid_block_count(guint64 word)
{
    word -= word >> 1 & G_GUINT64_CONSTANT(0x5555555555555555);
    word = (word & G_GUINT64_CONSTANT(0x3333333333333333)) +
           (word >> 2 & G_GUINT64_CONSTANT(0x3333333333333333));
    word = (word + (word >> 4)) & G_GUINT64_CONSTANT(0x0f0f0f0f0f0f0f0f);
    return (guint32)(word * G_GUINT64_CONSTANT(0x0101010101010101) >> 56);
}

/* How many blocks the docids 1 to DOCUMENTS are in. */
static inline guint32 docid_blocks(guint32 documents)
{
    return (documents >> DOCID_BLOCK_SHIFT) + 1;
}

/* The words of a bitmap of the docids up to DOCUMENTS that are in block NUMBER. */
static inline guint32 docid_block_words(guint32 documents, guint32 number)
{
    return MIN(documents / 64 + 1 - number * DOCID_BLOCK_WORDS, DOCID_BLOCK_WORDS);
}

/* Whether N documents of a block of WORDS are written as a bitmap. */
gboolean docid_block_is_bitmap(guint32 n, guint32 words);

/* Bytes that N documents of a block of WORDS take, without padding. */
guint64 docid_block_bytes(guint32 n, guint32 words);

/* Finds the set of N documents AT a place of MAPPED. FALSE with INDEX_ERROR_DAMAGED. */
gboolean docid_block_open(DocidBlock *out, const MappedFile *mapped, guint64 at, guint32 n,
                          guint32 words, GError **error);

/* Clears in BITS the documents that are not in BLOCK; sets those that are. FALSE if a docid lies
 * beyond the block: the file is damaged, and BITS of no use. Thread-safe. */
gboolean docid_block_keep(const DocidBlock *block, guint64 *bits);
gboolean docid_block_add(const DocidBlock *block, guint64 *bits);

/* How far a list was read: up to a word of its first bits, and so many docids. Begins with zeros. */
typedef struct {
    guint32 word, docids;
} DocidPlace;

/* Puts those that are FROM or greater and below TO, which are places in BLOCK, into OUT, which has room for DOCID_LIST_MAX. Returns
 * how many, and in *FIRST how many are before them. Of what is no bitmap; PLACE is where it was read to, if what was read there was
 * below FROM. */
guint32 docid_block_list(const DocidBlock *block, DocidPlace *place, guint32 from, guint32 to, guint32 *first, guint16 *out);

/* Writes the set of N sorted DOCIDS, aligned and padded; *AT is where it begins. */
gboolean docid_block_put(FileWriter *out, const guint16 *docids, guint32 n, guint32 words,
                         guint64 *at, GError **error);

/* Writes zeros up to a multiple of eight bytes. */
gboolean docid_block_pad(FileWriter *out, GError **error);

#endif
