#include "indexer/write/inverter.h"

#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/posting-map.h"
#include "indexer/write/term-counter.h"

struct Inverter {
    TermCounter *counter; /* of all documents: how many have a term */
    GArray *places;       /* guint32: the terms of all documents by their places there, document by document */
    GByteArray *wdfs;     /* of these */
    GArray *ends;         /* guint32: where in them each document ends */
};

Inverter *inverter_new(void)
{
    Inverter *inverter = g_new0(Inverter, 1);
    inverter->counter = term_counter_new();
    inverter->places = g_array_new(FALSE, FALSE, sizeof(guint32));
    inverter->wdfs = g_byte_array_new();
    inverter->ends = g_array_new(FALSE, FALSE, sizeof(guint32));
    return inverter;
}

void inverter_free(Inverter *inverter)
{
    if (!inverter)
        return;
    term_counter_free(inverter->counter);
    g_array_unref(inverter->places);
    g_byte_array_unref(inverter->wdfs);
    g_array_unref(inverter->ends);
    g_free(inverter);
}

void inverter_add(Inverter *inverter, const XcTerm *terms, gsize n)
{
    guint32 before = inverter->places->len;
    g_array_set_size(inverter->places, before + (guint)n);
    term_counter_count(inverter->counter, terms, n, &g_array_index(inverter->places, guint32, before));
    g_byte_array_set_size(inverter->wdfs, before + (guint)n);
    for (gsize i = 0; i < n; i++)
        inverter->wdfs->data[before + i] = (guint8)MIN(terms[i].wdf, POSTING_MAX_WDF);
    g_array_append_val(inverter->ends, inverter->places->len);
}

/* Where in `places` document I begins. */
static guint32 begin_of(const Inverter *inverter, guint32 i)
{
    return i ? g_array_index(inverter->ends, guint32, i - 1) : 0;
}

/* The run */

gsize run_term_size(gconstpointer term)
{
    const RunTerm *run = term;
    return sizeof *run + ((run->len + 3u) & ~3u) + run->documents * sizeof(guint32) + ((run->documents + 3u) & ~3u);
}

int run_term_compare(gconstpointer a, gconstpointer b)
{
    const RunTerm *first = a, *second = b;
    int order = memcmp(run_term_name(first), run_term_name(second), MIN(first->len, second->len));
    return order ? order : (first->len > second->len) - (first->len < second->len);
}

/* Where the postings of each term lie. */
typedef struct {
    const XcTerm *terms; /* the counter's, n of them; how many documents have one is its wdf */
    gsize n;
    guint32 *order;      /* their places, by name */
    guint32 *next;       /* by place: where its next posting goes */
    guint32 *docids;
    guint8 *wdfs;
} Postings;

static void postings_clear(Postings *postings)
{
    g_free(postings->order);
    g_free(postings->next);
    g_free(postings->docids);
    g_free(postings->wdfs);
}

/* Gives the postings of each term room, and puts them there, document by document. */
static void collect(const Inverter *inverter, Postings *postings)
{
    guint32 room = 0;
    postings->terms = term_counter_terms(inverter->counter, &postings->n);
    postings->order = g_new(guint32, postings->n);
    postings->next = g_new(guint32, postings->n);
    for (guint32 place = 0; place < postings->n; room += postings->terms[place++].wdf)
        postings->order[place] = place, postings->next[place] = room;
    postings->docids = g_new(guint32, room);
    postings->wdfs = g_new(guint8, room);
    for (guint32 i = 0; i < inverter->ends->len; i++)
        for (guint32 at = begin_of(inverter, i); at < g_array_index(inverter->ends, guint32, i); at++) {
            guint32 *next = &postings->next[g_array_index(inverter->places, guint32, at)];
            postings->docids[*next] = i + 1;
            postings->wdfs[(*next)++] = inverter->wdfs->data[at];
        }
}

static gint by_name(gconstpointer first, gconstpointer second, gpointer terms)
{
    const XcBytes *a = &((const XcTerm *)terms)[*(const guint32 *)first].term;
    const XcBytes *b = &((const XcTerm *)terms)[*(const guint32 *)second].term;
    int order = memcmp(a->data, b->data, MIN(a->len, b->len));
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

static gboolean put_term(FileWriter *out, const Postings *postings, guint32 place, GError **error)
{
    const XcTerm *term = &postings->terms[place];
    RunTerm head = {(guint32)term->term.len, term->wdf};
    guint32 first = postings->next[place] - term->wdf; /* all are there */
    return file_writer_put(out, &head, sizeof head, error) &&
           file_writer_put_padded(out, term->term.data, term->term.len, error) &&
           file_writer_put(out, postings->docids + first, term->wdf * sizeof(guint32), error) &&
           file_writer_put_padded(out, postings->wdfs + first, term->wdf, error);
}

gboolean inverter_write_run(Inverter *inverter, const char *file, GError **error)
{
    Postings postings = {0};
    FileWriter out = {0};
    collect(inverter, &postings);
    g_qsort_with_data(postings.order, (gint)postings.n, sizeof *postings.order, by_name, (gpointer)postings.terms);
    gboolean ok = file_writer_open(&out, file, error);
    for (gsize i = 0; ok && i < postings.n; i++)
        ok = put_term(&out, &postings, postings.order[i], error);
    ok = ok && file_writer_close(&out, error);
    file_writer_abandon(&out);
    postings_clear(&postings);
    return ok;
}
