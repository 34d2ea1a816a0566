#include "search/match/postings.h"

G_STATIC_ASSERT(DOCID_BLOCK_DOCUMENTS % POSTINGS_WINDOW == 0);
G_STATIC_ASSERT(POSTINGS_WINDOW_WORDS % POSTING_RANK_WORDS == 0);

static void load(Postings *postings)
{
    postings->docid = xc_posting_iterator_valid(postings->postings)
                          ? xc_posting_iterator_docid(postings->postings)
                          : 0;
}

gboolean postings_open(Postings *postings, const Shard *shard, const char *term, gsize len,
                       GError **error)
{
    GError *inner = NULL;
    *postings = (Postings){.mapped = shard_postings(shard, term, len)};
    postings->documents = postings->mapped.documents;
    if (postings->documents)
        return TRUE;
    XcDatabase *database = shard_database(shard);
    postings->documents = xc_database_termfreq(database, xc_bytes_n(term, len), &inner);
    if (postings->documents)
        postings->postings = xc_database_postings(database, xc_bytes_n(term, len), &inner);
    load(postings);
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

void postings_clear(Postings *postings)
{
    g_clear_pointer(&postings->postings, xc_posting_iterator_free);
}

static gboolean add_iterated(Postings *postings, guint64 *bits, guint32 words, GError **error)
{
    GError *inner = NULL;
    for (; postings->docid; load(postings)) {
        if (postings->docid / 64 < words) /* a damaged file may say anything */
            bits[postings->docid / 64] |= G_GUINT64_CONSTANT(1) << postings->docid % 64;
        xc_posting_iterator_next(postings->postings, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

gboolean postings_add(Postings *postings, guint64 *bits, guint32 words, GError **error)
{
    const PostingSet *mapped = &postings->mapped;
    if (!mapped->documents)
        return add_iterated(postings, bits, words, error);
    for (guint32 at = 0, b = 0; at < words; at += DOCID_BLOCK_WORDS, b++) {
        PostingBlock block;
        if (!posting_set_block(mapped, b, &block, error))
            return FALSE;
        if (!docid_block_add(&block.docids, bits + at))
            return posting_set_damaged(mapped, error);
    }
    return TRUE;
}

static void skip_to(Postings *postings, guint32 docid, GError **error)
{
    if (!postings->docid || postings->docid >= docid)
        return;
    xc_posting_iterator_skip_to(postings->postings, docid, error);
    load(postings);
}

/* Looks each document of BITS up. */
static gboolean probe(Postings *postings, guint64 *bits, guint32 words, GError **error)
{
    GError *inner = NULL;
    for (guint32 word = 0; word < words; word++) {
        guint64 kept = 0;
        for (guint64 rest = bits[word]; rest; rest &= rest - 1) {
            guint32 docid = word * 64 + (guint32)__builtin_ctzll(rest);
            skip_to(postings, docid, &inner);
            if (postings->docid == docid)
                kept |= rest & -rest;
        }
        bits[word] = kept;
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Looking up one document takes as long as reading so many postings in a row. */
#define PROBE_COST 6

static gboolean is_worth_reading(const Postings *postings, const guint64 *bits, guint32 words)
{
    guint32 held = 0, most = postings->documents / PROBE_COST;
    for (guint32 word = 0; word < words && held <= most; word++)
        held += docid_block_count(bits[word]);
    return held > most;
}

static gboolean keep_iterated(Postings *postings, guint64 *bits, guint32 words, GError **error)
{
    if (!is_worth_reading(postings, bits, words))
        return probe(postings, bits, words, error);
    g_autofree guint64 *own = g_new0(guint64, words);
    if (!add_iterated(postings, own, words, error))
        return FALSE;
    for (guint32 i = 0; i < words; i++)
        bits[i] &= own[i];
    return TRUE;
}

gboolean postings_keep(Postings *postings, guint64 *bits, guint32 words, GError **error)
{
    const PostingSet *mapped = &postings->mapped;
    if (!mapped->documents)
        return keep_iterated(postings, bits, words, error);
    for (guint32 at = 0, b = 0; at < words; at += DOCID_BLOCK_WORDS, b++) {
        PostingBlock block;
        if (!posting_set_block(mapped, b, &block, error))
            return FALSE;
        if (!docid_block_keep(&block.docids, bits + at))
            return posting_set_damaged(mapped, error);
    }
    return TRUE;
}

static guint32 put(Posting *out, guint32 n, guint32 place, guint32 wdf)
{
    out[n].place = (guint16)place;
    out[n].wdf = (guint16)MIN(wdf, G_MAXUINT16);
    return n + 1;
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
            last--; /* nothing after it is asked for */
        for (guint32 w = first; w < last; w++) {
            guint64 bits = block->docids.bits[w];
            for (guint64 rest = held ? bits & held[w - word] : bits; rest; rest &= rest - 1) {
                guint64 bit = rest & -rest;
                guint32 at = rank + docid_block_count(bits & (bit - 1));
                if (at < block->docids.n)
                    n = put(out, n, (w - word) * 64 + (guint32)__builtin_ctzll(bit), posting_block_wdf(block, at));
            }
            rank += docid_block_count(bits);
        }
    }
    return n;
}

static guint32 window_of_list(const PostingBlock *block, guint32 word, const guint64 *held, Posting *out)
{
    guint16 docids[DOCID_LIST_MAX];
    guint32 n = 0, from = word * 64, first;
    guint32 listed = docid_block_list(&block->docids, from, from + POSTINGS_WINDOW, &first, docids);
    for (guint32 i = 0; i < listed; i++) {
        guint32 place = docids[i] - from;
        if (!held || held[place / 64] >> place % 64 & 1)
            n = put(out, n, place, posting_block_wdf(block, first + i));
    }
    return n;
}

/* Reads all postings of the window. A damaged file may have them again and again. */
static guint32 window_of_iterator(Postings *postings, guint32 start, const guint64 *held,
                                  Posting *out, GError **error)
{
    guint32 n = 0;
    skip_to(postings, start, error);
    while (postings->docid && postings->docid - start < POSTINGS_WINDOW && n < POSTINGS_WINDOW) {
        guint32 place = postings->docid - start;
        if (!held || held[place / 64] >> place % 64 & 1)
            n = put(out, n, place, xc_posting_iterator_wdf(postings->postings, error));
        xc_posting_iterator_next(postings->postings, error);
        load(postings);
    }
    return n;
}

/* Looks each document that is held up. */
static guint32 held_of_iterator(Postings *postings, guint32 start, const guint64 *held,
                                Posting *out, GError **error)
{
    guint32 n = 0;
    for (guint32 word = 0; word < POSTINGS_WINDOW_WORDS && postings->docid; word++)
        for (guint64 rest = held[word]; rest; rest &= rest - 1) {
            guint32 place = word * 64 + (guint32)__builtin_ctzll(rest);
            skip_to(postings, start + place, error);
            if (postings->docid == start + place)
                n = put(out, n, place, xc_posting_iterator_wdf(postings->postings, error));
        }
    return n;
}

guint32 postings_window(Postings *postings, guint32 start, const guint64 *held, gboolean many,
                        Posting *out, GError **error)
{
    PostingBlock block;
    if (!postings->mapped.documents)
        return (held && !many ? held_of_iterator : window_of_iterator)(postings, start, held, out,
                                                                       error);
    if (!posting_set_block(&postings->mapped, start >> DOCID_BLOCK_SHIFT, &block, error))
        return 0;
    guint32 word = start / 64 % DOCID_BLOCK_WORDS;
    return (block.docids.bits ? window_of_bitmap : window_of_list)(&block, word, held, out);
}
