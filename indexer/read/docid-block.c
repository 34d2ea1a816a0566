#include "indexer/read/docid-block.h"

#include <string.h>

gboolean docid_block_is_bitmap(guint32 n, guint32 words)
{
    return (guint64)n * sizeof(guint16) >= (guint64)words * sizeof(guint64);
}

guint64 docid_block_bytes(guint32 n, guint32 words)
{
    return docid_block_is_bitmap(n, words) ? words * sizeof(guint64) : n * sizeof(guint16);
}

gboolean docid_block_open(DocidBlock *out, const MappedFile *mapped, guint64 at, guint32 n,
                          guint32 words, GError **error)
{
    if (n > words * 64 || at % 8 || !mapped_file_holds(mapped, at, docid_block_bytes(n, words)))
        return mapped_file_damaged(mapped, error);
    gconstpointer bytes = mapped->bytes + at;
    *out = (DocidBlock){.n = n, .words = words};
    if (docid_block_is_bitmap(n, words))
        out->bits = bytes;
    else
        out->docids = bytes;
    return TRUE;
}

/* Sets in BITS, WORDS long, N docids. */
static gboolean set_bits(guint64 *bits, guint32 words, const guint16 *docids, guint32 n)
{
    for (guint32 i = 0; i < n; i++) {
        if (docids[i] / 64u >= words)
            return FALSE;
        bits[docids[i] / 64u] |= G_GUINT64_CONSTANT(1) << docids[i] % 64u;
    }
    return TRUE;
}

gboolean docid_block_keep(const DocidBlock *block, guint64 *bits)
{
    guint64 own[DOCID_BLOCK_WORDS];
    const guint64 *kept = block->bits;
    if (!kept) {
        memset(own, 0, block->words * sizeof *own);
        if (!set_bits(own, block->words, block->docids, block->n))
            return FALSE;
        kept = own;
    }
    for (guint32 i = 0; i < block->words; i++)
        bits[i] &= kept[i];
    return TRUE;
}

gboolean docid_block_add(const DocidBlock *block, guint64 *bits)
{
    if (!block->bits)
        return set_bits(bits, block->words, block->docids, block->n);
    for (guint32 i = 0; i < block->words; i++)
        bits[i] |= block->bits[i];
    return TRUE;
}

gboolean docid_block_pad(FileWriter *out, GError **error)
{
    static const guint8 padding[8];
    return file_writer_put(out, padding, (8 - out->at % 8) % 8, error);
}

gboolean docid_block_put(FileWriter *out, const guint16 *docids, guint32 n, guint32 words,
                         guint64 *at, GError **error)
{
    if (!docid_block_pad(out, error))
        return FALSE;
    *at = out->at;
    if (!docid_block_is_bitmap(n, words))
        return file_writer_put(out, docids, n * sizeof *docids, error) &&
               docid_block_pad(out, error);
    guint64 bits[DOCID_BLOCK_WORDS] = {0};
    set_bits(bits, words, docids, n);
    return file_writer_put(out, bits, words * sizeof *bits, error);
}
