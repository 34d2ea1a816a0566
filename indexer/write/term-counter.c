#include "indexer/write/term-counter.h"

#include <string.h>

/* In the arena, where many terms are no longer in the processor's caches: all of one lies together. Then its name, padded to 4. */
typedef struct {
    guint32 place, wdf, len;
} Counted;

typedef struct {
    guint32 hash;
    guint32 at; /* of a Counted in the arena, in units of 4 bytes, and 1; 0: free */
} Slot;

struct TermCounter {
    Slot *slots;
    guint32 n_slots, n_terms;
    GByteArray *arena;
    GArray *terms;  /* XcTerm, what was last given out */
    GArray *hashes; /* guint32: of the terms that are being added */
};

TermCounter *term_counter_new(void)
{
    TermCounter *counter = g_new0(TermCounter, 1);
    counter->n_slots = 1024;
    counter->slots = g_new0(Slot, counter->n_slots);
    counter->arena = g_byte_array_new();
    counter->terms = g_array_new(FALSE, FALSE, sizeof(XcTerm));
    counter->hashes = g_array_new(FALSE, FALSE, sizeof(guint32));
    return counter;
}

void term_counter_free(TermCounter *counter)
{
    if (!counter)
        return;
    g_free(counter->slots);
    g_byte_array_unref(counter->arena);
    g_array_unref(counter->terms);
    g_array_unref(counter->hashes);
    g_free(counter);
}

void term_counter_clear(TermCounter *counter)
{
    memset(counter->slots, 0, counter->n_slots * sizeof *counter->slots);
    counter->n_terms = 0;
    g_byte_array_set_size(counter->arena, 0);
}

static guint32 hash_term(const char *term, gsize len)
{
    guint64 hash = 0x9e3779b97f4a7c15u ^ len;
    for (; len >= 8; term += 8, len -= 8) {
        guint64 word;
        memcpy(&word, term, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    guint64 tail = 0;
    memcpy(&tail, term, len);
    hash = (hash ^ tail) * 0xff51afd7ed558ccdu;
    return (guint32)(hash ^ hash >> 32);
}

static Counted *counted_at(const TermCounter *counter, guint32 at)
{
    return (Counted *)(gpointer)(counter->arena->data + (gsize)(at - 1) * 4);
}

static void grow(TermCounter *counter)
{
    guint32 n_old = counter->n_slots;
    g_autofree Slot *old = counter->slots;
    counter->n_slots *= 2;
    counter->slots = g_new0(Slot, counter->n_slots);
    for (guint32 i = 0; i < n_old; i++) {
        if (!old[i].at)
            continue;
        guint32 slot = old[i].hash & (counter->n_slots - 1);
        while (counter->slots[slot].at)
            slot = (slot + 1) & (counter->n_slots - 1);
        counter->slots[slot] = old[i];
    }
}

/* Puts a new term into the arena. */
static guint32 append(TermCounter *counter, const char *term, gsize len, guint32 wdf)
{
    Counted added = {counter->n_terms++, wdf, (guint32)len};
    guint32 at = counter->arena->len / 4 + 1;
    g_byte_array_append(counter->arena, (const guint8 *)&added, sizeof added);
    g_byte_array_append(counter->arena, (const guint8 *)term, (guint)len);
    g_byte_array_set_size(counter->arena, (counter->arena->len + 3) & ~3u);
    return at;
}

static guint32 add_hashed(TermCounter *counter, guint32 hash, const char *term, gsize len, guint32 wdf)
{
    guint32 slot = hash & (counter->n_slots - 1);
    for (; counter->slots[slot].at; slot = (slot + 1) & (counter->n_slots - 1)) {
        if (counter->slots[slot].hash != hash)
            continue;
        Counted *known = counted_at(counter, counter->slots[slot].at);
        if (known->len == len && memcmp(known + 1, term, len) == 0) {
            known->wdf += wdf;
            return known->place;
        }
    }
    counter->slots[slot] = (Slot){hash, append(counter, term, len, wdf)};
    if (counter->n_terms * 2 > counter->n_slots)
        grow(counter);
    return counter->n_terms - 1;
}

guint32 term_counter_add(TermCounter *counter, const char *term, gsize len, guint32 wdf)
{
    if (len == 0 || len > XC_TERM_MAX)
        return G_MAXUINT32;
    return add_hashed(counter, hash_term(term, len), term, len, wdf);
}

/* Has what is asked for of the slots, and then of the terms, on its way before it is looked at. */
static void fetch(const TermCounter *counter, const guint32 *hashes, gsize n)
{
    for (gsize i = 0; i < n; i++)
        __builtin_prefetch(&counter->slots[hashes[i] & (counter->n_slots - 1)]);
    for (gsize i = 0; i < n; i++) {
        guint32 at = counter->slots[hashes[i] & (counter->n_slots - 1)].at;
        if (at)
            __builtin_prefetch(counted_at(counter, at));
    }
}

void term_counter_count(TermCounter *counter, const XcTerm *terms, gsize n, guint32 *places)
{
    g_array_set_size(counter->hashes, (guint)n);
    guint32 *hashes = (guint32 *)(gpointer)counter->hashes->data;
    for (gsize i = 0; i < n; i++)
        hashes[i] = hash_term(terms[i].term.data, terms[i].term.len);
    fetch(counter, hashes, n);
    for (gsize i = 0; i < n; i++)
        places[i] = add_hashed(counter, hashes[i], terms[i].term.data, terms[i].term.len, 1);
}

const XcTerm *term_counter_terms(TermCounter *counter, gsize *n)
{
    g_array_set_size(counter->terms, counter->n_terms);
    guint32 at = 1;
    for (guint i = 0; i < counter->n_terms; i++) {
        const Counted *counted = counted_at(counter, at);
        g_array_index(counter->terms, XcTerm, i) = (XcTerm){{(const char *)(counted + 1), counted->len}, counted->wdf};
        at += (guint32)(sizeof *counted + counted->len + 3) / 4;
    }
    *n = counter->terms->len;
    return (const XcTerm *)(gconstpointer)counter->terms->data;
}
