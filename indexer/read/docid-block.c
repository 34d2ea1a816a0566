#include "indexer/read/docid-block.h"

#include <string.h>

gboolean docid_block_is_bitmap(guint32 n, guint32 words)
{
    return (guint64)n * sizeof(guint16) >= (guint64)words * sizeof(guint64);
}

/* The last bits of a docid that a list of N has apart. */
static guint32 shift_of(guint32 n, guint32 words)
{
    guint32 shift = 0;
    while (n && words * 64 >> (shift + 1) >= n)
        shift++;
    return shift;
}

static guint32 high_words(guint32 n, guint32 words, guint32 shift)
{
    return (n + (words * 64 >> shift) + 63) / 64;
}

static guint64 low_bytes(guint32 n, guint32 shift)
{
    return ((guint64)n * shift + 7) / 8;
}

guint64 docid_block_bytes(guint32 n, guint32 words)
{
    guint32 shift = shift_of(n, words);
    if (n == 0 || docid_block_is_bitmap(n, words))
        return n ? words * sizeof(guint64) : 0;
    return high_words(n, words, shift) * sizeof(guint64) + low_bytes(n, shift);
}

/* The last bits are read by four bytes, the last of them from beyond the list: there is always something after it. */
#define BEYOND 3

gboolean docid_block_open(DocidBlock *out, const MappedFile *mapped, guint64 at, guint32 n,
                          guint32 words, GError **error)
{
    if (n > words * 64 || at % 8 || !mapped_file_holds(mapped, at, docid_block_bytes(n, words)))
        return mapped_file_damaged(mapped, error);
    gconstpointer bytes = mapped->bytes + at;
    *out = (DocidBlock){.n = n, .words = words};
    if (n == 0)
        return TRUE;
    if (docid_block_is_bitmap(n, words)) {
        out->bits = bytes;
        return TRUE;
    }
    if (!mapped_file_spans(mapped, at, docid_block_bytes(n, words) + BEYOND))
        return mapped_file_damaged(mapped, error);
    out->shift = shift_of(n, words);
    out->high_words = high_words(n, words, out->shift);
    out->high = bytes;
    out->low = (const guint8 *)(out->high + out->high_words);
    return TRUE;
}

/* The docid I of a list, whose bit is BIT of the first bits. */
static inline guint32 docid_of(const guint8 *low, guint32 shift, guint32 bit, guint32 i)
{
    guint32 bits, at = i * shift;
    memcpy(&bits, low + at / 8, sizeof bits);
    return (bit - i) << shift | (bits >> at % 8 & ((1u << shift) - 1));
}

/* Moves PLACE past words whose docids are surely less than FROM. */
static void pass_over(const DocidBlock *block, DocidPlace *place, guint32 from)
{
    guint32 least = from >> block->shift;
    for (; place->word < block->high_words; place->word++) {
        guint32 more = docid_block_count(block->high[place->word]);
        if ((place->word + 1) * 64 - (place->docids + more) >= least)
            break;
        place->docids += more;
    }
}

guint32 docid_block_list(const DocidBlock *block, DocidPlace *place, guint32 from, guint32 to, guint32 *first, guint16 *out)
{
    DocidBlock set = *block;
    guint32 n = 0;
    pass_over(block, place, from);
    guint32 i = *first = place->docids;
    for (guint32 word = place->word; word < set.high_words; word++) {
        *place = (DocidPlace){word, i};
        for (guint64 rest = set.high[word]; rest && i < set.n; rest &= rest - 1, i++) {
            guint32 docid = docid_of(set.low, set.shift, word * 64 + (guint32)__builtin_ctzll(rest), i);
            if (docid >= to)
                return n;
            if (docid >= from)
                out[n++] = (guint16)docid;
            else
                *first = i + 1;
        }
    }
    return n;
}

/* Sets in BITS the docids of what is no bitmap. */
static gboolean set_bits(const DocidBlock *block, guint64 *bits)
{
    DocidBlock set = *block;
    guint32 i = 0;
    for (guint32 word = 0; word < set.high_words; word++)
        for (guint64 rest = set.high[word]; rest && i < set.n; rest &= rest - 1, i++) {
            guint32 docid = docid_of(set.low, set.shift, word * 64 + (guint32)__builtin_ctzll(rest), i);
            if (docid / 64 >= set.words)
                return FALSE;
            bits[docid / 64] |= G_GUINT64_CONSTANT(1) << docid % 64;
        }
    return i == set.n;
}

/* Whether DOCID is in the list. PLACE is as for docid_block_list(). */
static gboolean has_docid(const DocidBlock *block, DocidPlace *place, guint32 docid)
{
    pass_over(block, place, docid);
    guint32 i = place->docids, high = docid >> block->shift;
    for (guint32 word = place->word; word < block->high_words; word++)
        for (guint64 rest = block->high[word]; rest && i < block->n; rest &= rest - 1, i++) {
            guint32 bit = word * 64 + (guint32)__builtin_ctzll(rest);
            guint32 own = bit - i < high ? 0 : docid_of(block->low, block->shift, bit, i);
            if (bit - i >= high && own >= docid)
                return own == docid;
        }
    return FALSE;
}

/* A list is looked into where so many times fewer words of BITS have any: that is quicker than to read it all. */
#define FEW 40

static gboolean has_few_words(const DocidBlock *block, const guint64 *bits)
{
    guint32 words = 0;
    for (guint32 i = 0; i < block->words; i++)
        words += bits[i] != 0;
    return words < block->n / FEW;
}

static void keep_in_list(const DocidBlock *block, guint64 *bits)
{
    DocidPlace place = {0, 0};
    for (guint32 word = 0; word < block->words; word++)
        for (guint64 rest = bits[word]; rest; rest &= rest - 1)
            if (!has_docid(block, &place, word * 64 + (guint32)__builtin_ctzll(rest)))
                bits[word] &= ~(rest & -rest);
}

gboolean docid_block_keep(const DocidBlock *block, guint64 *bits)
{
    guint64 own[DOCID_BLOCK_WORDS];
    if (!block->bits && has_few_words(block, bits)) {
        keep_in_list(block, bits);
        return TRUE;
    }
    const guint64 *kept = block->bits;
    if (!kept) {
        memset(own, 0, block->words * sizeof *own);
        if (!set_bits(block, own))
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
        return set_bits(block, bits);
    for (guint32 i = 0; i < block->words; i++)
        bits[i] |= block->bits[i];
    return TRUE;
}

gboolean docid_block_pad(FileWriter *out, GError **error)
{
    static const guint8 padding[8];
    return file_writer_put(out, padding, (8 - out->at % 8) % 8, error);
}

static gboolean put_list(FileWriter *out, const guint16 *docids, guint32 n, guint32 words, GError **error)
{
    guint64 high[2 * DOCID_LIST_MAX / 64 + DOCID_LIST_MAX / 64 + 1] = {0};
    guint8 low[DOCID_LIST_MAX * sizeof *docids + sizeof(guint32)] = {0};
    guint32 shift = shift_of(n, words);
    for (guint32 i = 0; i < n; i++) {
        guint32 bit = (docids[i] >> shift) + i, at = i * shift, bits;
        high[bit / 64] |= G_GUINT64_CONSTANT(1) << bit % 64;
        memcpy(&bits, low + at / 8, sizeof bits);
        bits |= (docids[i] & ((1u << shift) - 1)) << at % 8;
        memcpy(low + at / 8, &bits, sizeof bits);
    }
    return file_writer_put(out, high, high_words(n, words, shift) * sizeof *high, error) &&
           file_writer_put(out, low, low_bytes(n, shift), error) && docid_block_pad(out, error);
}

gboolean docid_block_put(FileWriter *out, const guint16 *docids, guint32 n, guint32 words,
                         guint64 *at, GError **error)
{
    if (!docid_block_pad(out, error))
        return FALSE;
    *at = out->at;
    if (n == 0)
        return TRUE;
    if (!docid_block_is_bitmap(n, words))
        return put_list(out, docids, n, words, error);
    guint64 bits[DOCID_BLOCK_WORDS] = {0};
    for (guint32 i = 0; i < n; i++)
        bits[docids[i] / 64u] |= G_GUINT64_CONSTANT(1) << docids[i] % 64u;
    return file_writer_put(out, bits, words * sizeof *bits, error);
}
