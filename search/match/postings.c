#include "search/match/postings.h"

G_STATIC_ASSERT(DOCID_BLOCK_DOCUMENTS % POSTINGS_WINDOW == 0);
G_STATIC_ASSERT(POSTINGS_WINDOW_WORDS % POSTING_RANK_WORDS == 0);

/* Of few documents. */
static gboolean add_few(const PostingSet *postings, guint64 *bits, guint32 words, GError **error)
{
    for (guint32 i = 0; i < postings->documents; i++) {
        guint32 docid = posting_set_docid(postings, i);
        if (docid / 64 >= words) /* a damaged file may say anything */
            return posting_set_damaged(postings, error);
        bits[docid / 64] |= G_GUINT64_CONSTANT(1) << docid % 64;
    }
    return TRUE;
}

gboolean postings_add(const PostingSet *postings, guint64 *bits, guint32 words, GError **error)
{
    if (!postings->n_blocks)
        return add_few(postings, bits, words, error);
    for (guint32 at = 0, b = 0; at < words; at += DOCID_BLOCK_WORDS, b++) {
        PostingBlock block;
        if (!posting_set_block(postings, b, &block, error))
            return FALSE;
        if (!docid_block_add(&block.docids, bits + at))
            return posting_set_damaged(postings, error);
    }
    return TRUE;
}

static gboolean keep_few(const PostingSet *postings, guint64 *bits, guint32 words, GError **error)
{
    guint32 word = 0; /* before it all is done */
    guint64 kept = 0;
    for (guint32 i = 0; i < postings->documents; i++) {
        guint32 docid = posting_set_docid(postings, i), own = docid / 64;
        if (own >= words || own < word)
            return posting_set_damaged(postings, error);
        for (; word < own; kept = 0)
            bits[word++] = kept;
        kept |= bits[own] & G_GUINT64_CONSTANT(1) << docid % 64;
    }
    for (; word < words; kept = 0)
        bits[word++] = kept;
    return TRUE;
}

gboolean postings_keep(const PostingSet *postings, guint64 *bits, guint32 words, GError **error)
{
    if (!postings->n_blocks)
        return keep_few(postings, bits, words, error);
    for (guint32 at = 0, b = 0; at < words; at += DOCID_BLOCK_WORDS, b++) {
        PostingBlock block;
        if (!posting_set_block(postings, b, &block, error))
            return FALSE;
        if (!docid_block_keep(&block.docids, bits + at))
            return posting_set_damaged(postings, error);
    }
    return TRUE;
}

static guint32 put(Posting *out, guint32 n, guint32 place, guint32 wdf)
{
    out[n].place = (guint16)place;
    out[n].wdf = (guint16)MIN(wdf, G_MAXUINT16);
    return n + 1;
}

/* Those of a word of a bitmap, whose first document is number RANK of its block, and at PLACE of the window if the bit for it is
 * the lowest. */
static guint32 put_word(const PostingBlock *block, guint64 bits, guint32 rank, guint32 place, Posting *out, guint32 n)
{
    for (; bits; bits &= bits - 1)
        n = put(out, n, place + (guint32)__builtin_ctzll(bits), posting_block_wdf(block, rank++));
    return n;
}

/* Only those ASKED for. */
static guint32 put_some(const PostingBlock *block, guint64 bits, guint64 asked, guint32 rank, guint32 place, Posting *out,
                        guint32 n)
{
    for (; asked; asked &= asked - 1) {
        guint64 before = (asked & -asked) - 1;
        n = put(out, n, place + (guint32)__builtin_ctzll(asked),
                posting_block_wdf(block, rank + docid_block_count(bits & before)));
    }
    return n;
}

/* Of a bitmap; WORD is the window's first word in the block. */
static guint32 window_of_bitmap(const PostingBlock *block, guint32 word, const guint64 *held,
                                Posting *out)
{
    guint32 n = 0, end = MIN(word + POSTINGS_WINDOW_WORDS, block->docids.words);
    for (guint32 first = word; first < end; first += POSTING_RANK_WORDS) {
        guint32 rank = block->ranks[first / POSTING_RANK_WORDS];
        guint32 last = MIN(first + POSTING_RANK_WORDS, end);
        while (held && last > first && !held[last - 1 - word])
            last--; /* nothing from there on is asked for before the next count */
        for (guint32 w = first; w < last; w++) {
            guint64 bits = block->docids.bits[w], asked = held ? bits & held[w - word] : bits;
            guint32 place = (w - word) * 64, documents = docid_block_count(bits);
            if (rank + documents > block->docids.n)
                return n; /* the file is damaged */
            n = asked == bits ? put_word(block, bits, rank, place, out, n) : put_some(block, bits, asked, rank, place, out, n);
            rank += documents;
        }
    }
    return n;
}

static guint32 window_of_list(PostingReader *reader, guint32 word, const guint64 *held, Posting *out)
{
    guint16 docids[DOCID_LIST_MAX];
    guint32 n = 0, from = word * 64, first;
    guint32 listed =
        docid_block_list(&reader->block.docids, &reader->place, from, from + POSTINGS_WINDOW, &first, docids);
    for (guint32 i = 0; i < listed; i++) {
        guint32 place = docids[i] - from;
        if (!held || held[place / 64] >> place % 64 & 1)
            n = put(out, n, place, posting_block_wdf(&reader->block, first + i));
    }
    return n;
}

static guint32 window_of_few(PostingReader *reader, guint32 start, const guint64 *held, Posting *out)
{
    guint32 n = 0, i = reader->passed;
    for (; i < reader->set.documents && n < POSTINGS_WINDOW; i++) {
        guint32 docid = posting_set_docid(&reader->set, i), place = docid - start; /* of one before it great */
        if (docid >= start + POSTINGS_WINDOW)
            break;
        if (place < POSTINGS_WINDOW && (!held || held[place / 64] >> place % 64 & 1))
            n = put(out, n, place, posting_set_wdf(&reader->set, i));
    }
    reader->passed = i;
    return n;
}

/* Opens the block that document START is in. */
static gboolean open_block(PostingReader *reader, guint32 start, GError **error)
{
    guint32 number = start >> DOCID_BLOCK_SHIFT;
    if (reader->number == number + 1)
        return TRUE;
    if (!posting_set_block(&reader->set, number, &reader->block, error))
        return FALSE;
    reader->number = number + 1;
    reader->place = (DocidPlace){0, 0};
    return TRUE;
}

guint32 postings_window(PostingReader *reader, guint32 start, const guint64 *held, Posting *out, GError **error)
{
    if (!reader->set.n_blocks)
        return window_of_few(reader, start, held, out);
    if (!open_block(reader, start, error))
        return 0;
    guint32 word = start / 64 % DOCID_BLOCK_WORDS;
    return reader->block.docids.bits ? window_of_bitmap(&reader->block, word, held, out)
                                     : window_of_list(reader, word, held, out);
}
