#include "search/match/docset.h"

#include <string.h>

#include "search/match/remote.h"

/* Words of 64 bits for a shard's documents, whose docids begin at 1. */
static guint32 words_of(guint32 documents)
{
    return documents / 64 + 1;
}

void docspace_init(DocSpace *space, Index *index)
{
    *space = (DocSpace){.index = index_remote(index) ? index : NULL,
                        .database = index_database(index),
                        .n_shards = index_shard_count(index)};
    space->shards = g_new0(DocSpaceShard, space->n_shards + 1);
    for (guint32 s = 0; s < space->n_shards; s++) {
        DocSpaceShard *shard = &space->shards[s];
        shard->shard = index_shard(index, s);
        shard->number = s;
        shard->first = space->n_words;
        shard->documents = shard_doccount(shard->shard);
        shard->words = words_of(shard->documents);
        space->n_words += shard->words;
    }
}

void docspace_clear(DocSpace *space)
{
    g_clear_pointer(&space->shards, g_free);
}

static DocSet *new_set(gsize n_words)
{
    DocSet *set = g_malloc0(sizeof *set + n_words * sizeof *set->bits);
    set->n_words = n_words;
    return set;
}

DocSet *docset_new(const DocSpace *space)
{
    DocSet *set = new_set(space->n_words);
    set->index = space->index;
    set->meaning = space->index ? selection_none() : NULL;
    return set;
}

DocSet *docset_new_remote(Index *index)
{
    DocSet *set = new_set(0);
    set->index = index;
    return set;
}

/* SET means MEANING, which it takes over, from now on. */
static void change_meaning(DocSet *set, Selection *meaning)
{
    selection_unref(set->meaning);
    set->meaning = meaning;
}

static void clear_bit(guint64 *bits, guint32 docid)
{
    bits[docid / 64] &= ~(G_GUINT64_CONSTANT(1) << docid % 64);
}

DocSet *docset_new_live(const Snapshot *snapshot)
{
    gsize n_words = 0;
    for (guint32 s = 0; s < snapshot_shard_count(snapshot); s++)
        n_words += words_of(text_map_doccount(snapshot_shard(snapshot, s)->text));
    DocSet *set = new_set(n_words);
    guint64 *bits = set->bits;
    for (guint32 s = 0; s < snapshot_shard_count(snapshot); s++) {
        guint32 documents = text_map_doccount(snapshot_shard(snapshot, s)->text);
        guint32 words = words_of(documents);
        const GArray *dead = snapshot_dead(snapshot, s);
        memset(bits, 0xff, words * sizeof *bits);
        bits[words - 1] &= G_MAXUINT64 >> (63 - documents % 64);
        clear_bit(bits, 0); /* docids begin at 1 */
        for (guint i = 0; dead && i < dead->len; i++)
            if (g_array_index(dead, guint32, i) <= documents)
                clear_bit(bits, g_array_index(dead, guint32, i));
        bits += words;
    }
    return set;
}

DocSet *docset_copy(const DocSet *set)
{
    DocSet *copy = g_memdup2(set, sizeof *set + set->n_words * sizeof *set->bits);
    if (copy->meaning)
        selection_ref(copy->meaning);
    return copy;
}

void docset_free(DocSet *set)
{
    if (set && set->meaning)
        selection_unref(set->meaning);
    g_free(set);
}

void docset_add(DocSet *set, const DocSet *other)
{
    if (set->index)
        change_meaning(set, remote_either(set->meaning, other->meaning));
    for (gsize i = 0; i < set->n_words; i++)
        set->bits[i] |= other->bits[i];
}

guint32 docset_count_bits(const guint64 *bits, gsize words)
{
    guint32 n = 0;
    for (gsize i = 0; i < words; i++)
        n += docid_block_count(bits[i]);
    return n;
}

guint32 docset_count(const DocSet *set)
{
    if (set->index)
        return remote_count_set(set, NULL);
    return docset_count_bits(set->bits, set->n_words);
}

gboolean docset_no_bits(const guint64 *bits, gsize words)
{
    for (gsize i = 0; i < words; i++)
        if (bits[i])
            return FALSE;
    return TRUE;
}

gboolean docset_is_empty(const DocSet *set)
{
    if (set->index) {
        g_autoptr(GArray) first = remote_set_docids(set, 1);
        return first->len == 0;
    }
    return docset_no_bits(set->bits, set->n_words);
}

guint32 docset_count_both(const DocSet *a, const DocSet *b)
{
    guint32 count = 0;
    if (a->index)
        return remote_count_set(a, b);
    for (gsize word = 0; word < a->n_words; word++)
        count += docid_block_count(a->bits[word] & b->bits[word]);
    return count;
}

GArray *docset_keep(const DocSet *set, const DocSpace *space, const GArray *docids)
{
    if (set->index)
        return remote_keep_docids(set, docids);
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    for (guint i = 0; i < docids->len; i++)
        if (docset_has_docid(set, space, g_array_index(docids, XcDocid, i)))
            g_array_append_val(kept, g_array_index(docids, XcDocid, i));
    return kept;
}

gboolean docset_has_docid(const DocSet *set, const DocSpace *space, XcDocid docid)
{
    if (set->index)
        return remote_has_docid(set, docid);
    size_t shard = 0;
    XcDocid local = 0;
    return xc_database_locate(space->database, docid, &shard, &local) &&
           local <= space->shards[shard].documents &&
           set->bits[space->shards[shard].first + local / 64] >> local % 64 & 1;
}

void docset_remove(DocSet *set, const DocSet *other)
{
    if (set->index)
        change_meaning(set, remote_without(set->meaning, other->meaning));
    for (gsize word = 0; word < set->n_words; word++)
        set->bits[word] &= ~other->bits[word];
}

void docset_add_docid(DocSet *set, const DocSpace *space, XcDocid docid)
{
    size_t shard = 0;
    XcDocid local = 0;
    if (set->index)
        change_meaning(set, remote_with_docid(set, docid));
    if (xc_database_locate(space->database, docid, &shard, &local) &&
        local <= space->shards[shard].documents)
        set->bits[space->shards[shard].first + local / 64] |= (guint64)1 << local % 64;
}

/* The first of WORDS words of BITS, from FROM on, that has a bit set, or WORDS: several are looked at as one, since sets of a
 * few documents are nearly all zeros. */
static guint32 next_word(const guint64 *bits, guint32 from, guint32 words)
{
    while (words - from >= 8 && !(bits[from] | bits[from + 1] | bits[from + 2] | bits[from + 3] | bits[from + 4] |
                                  bits[from + 5] | bits[from + 6] | bits[from + 7]))
        from += 8;
    while (from < words && !bits[from])
        from++;
    return from;
}

GArray *docset_docids(const DocSet *set, const DocSpace *space, guint32 max)
{
    if (set->index)
        return remote_set_docids(set, max);
    GArray *docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
    for (guint32 s = 0; s < space->n_shards; s++) {
        const DocSpaceShard *shard = &space->shards[s];
        const guint64 *bits = set->bits + shard->first;
        for (guint32 word = next_word(bits, 0, shard->words); word < shard->words;
             word = next_word(bits, word + 1, shard->words))
            for (guint64 rest = bits[word]; rest; rest &= rest - 1) {
                XcDocid local = word * 64 + (guint32)__builtin_ctzll(rest);
                XcDocid docid = xc_database_docid(space->database, s, local);
                if (docids->len == max)
                    return docids;
                g_array_append_val(docids, docid);
            }
    }
    return docids;
}
