#include "indexer/write/term-counter.h"

#include <string.h>

typedef struct {
    guint32 hash;
    guint32 offset; /* in the arena */
    guint32 len;
    guint32 wdf;
} Counted;

struct TermCounter {
    guint32 *slots; /* index in `counted` + 1; 0: free */
    guint32 n_slots;
    GArray *counted;
    GByteArray *arena;
    GArray *terms; /* XcTerm, what was last given out */
};

TermCounter *term_counter_new(void)
{
    TermCounter *counter = g_new0(TermCounter, 1);
    counter->n_slots = 1024;
    counter->slots = g_new0(guint32, counter->n_slots);
    counter->counted = g_array_new(FALSE, FALSE, sizeof(Counted));
    counter->arena = g_byte_array_new();
    counter->terms = g_array_new(FALSE, FALSE, sizeof(XcTerm));
    return counter;
}

void term_counter_free(TermCounter *counter)
{
    if (!counter)
        return;
    g_free(counter->slots);
    g_array_unref(counter->counted);
    g_byte_array_unref(counter->arena);
    g_array_unref(counter->terms);
    g_free(counter);
}

void term_counter_clear(TermCounter *counter)
{
    memset(counter->slots, 0, counter->n_slots * sizeof *counter->slots);
    g_array_set_size(counter->counted, 0);
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

static void grow(TermCounter *counter)
{
    counter->n_slots *= 2;
    g_free(counter->slots);
    counter->slots = g_new0(guint32, counter->n_slots);
    for (guint32 i = 0; i < counter->counted->len; i++) {
        guint32 slot = g_array_index(counter->counted, Counted, i).hash & (counter->n_slots - 1);
        while (counter->slots[slot])
            slot = (slot + 1) & (counter->n_slots - 1);
        counter->slots[slot] = i + 1;
    }
}

guint32 term_counter_add(TermCounter *counter, const char *term, gsize len, guint32 wdf)
{
    if (len == 0 || len > XC_TERM_MAX)
        return G_MAXUINT32;
    guint32 hash = hash_term(term, len);
    guint32 slot = hash & (counter->n_slots - 1);
    for (; counter->slots[slot]; slot = (slot + 1) & (counter->n_slots - 1)) {
        Counted *known = &g_array_index(counter->counted, Counted, counter->slots[slot] - 1);
        if (known->hash == hash && known->len == len &&
            memcmp(counter->arena->data + known->offset, term, len) == 0) {
            known->wdf += wdf;
            return counter->slots[slot] - 1;
        }
    }
    Counted added = {hash, counter->arena->len, (guint32)len, wdf};
    g_byte_array_append(counter->arena, (const guint8 *)term, (guint)len);
    g_array_append_val(counter->counted, added);
    counter->slots[slot] = counter->counted->len;
    if (counter->counted->len * 2 > counter->n_slots)
        grow(counter);
    return counter->counted->len - 1;
}

const XcTerm *term_counter_terms(TermCounter *counter, gsize *n)
{
    g_array_set_size(counter->terms, counter->counted->len);
    for (guint i = 0; i < counter->counted->len; i++) {
        const Counted *counted = &g_array_index(counter->counted, Counted, i);
        g_array_index(counter->terms, XcTerm, i) = (XcTerm){
            {(const char *)counter->arena->data + counted->offset, counted->len}, counted->wdf};
    }
    *n = counter->terms->len;
    return (const XcTerm *)(gconstpointer)counter->terms->data;
}
