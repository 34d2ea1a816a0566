#include "indexer/write/inverter.h"

#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/posting-map.h"
#include "indexer/write/term-counter.h"

/* A term that so many documents of a batch have goes to its run. Of a full batch they are one in 500, and a term that is in as
 * large a share of a shard is missed by none, since one of its batches has it as often. Of 100,000 articles of law
 * terms.glass and postings.map have 34.1 MB together with 64, 34.7 with 16; libxapian inverts the less. */
#define FREQUENT 16u

struct Inverter {
    TermCounter *counter; /* of all documents: how many have a term */
    GArray *places;       /* guint32: the terms of all documents by their places there, document by document */
    GByteArray *wdfs;     /* of these */
    GArray *ends;         /* guint32: where in them each document ends */
    const XcTerm *terms;  /* once all are added: the counter's, n_terms of them */
    gsize n_terms;
    guint8 *told;         /* by place: whether libxapian has the name of a frequent term */
    GArray *rest;         /* XcTerm: of the document asked for */
};

Inverter *inverter_new(void)
{
    Inverter *inverter = g_new0(Inverter, 1);
    inverter->counter = term_counter_new();
    inverter->places = g_array_new(FALSE, FALSE, sizeof(guint32));
    inverter->wdfs = g_byte_array_new();
    inverter->ends = g_array_new(FALSE, FALSE, sizeof(guint32));
    inverter->rest = g_array_new(FALSE, FALSE, sizeof(XcTerm));
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
    g_free(inverter->told);
    g_array_unref(inverter->rest);
    g_free(inverter);
}

void inverter_add(Inverter *inverter, const XcTerm *terms, gsize n)
{
    for (gsize i = 0; i < n; i++) {
        guint32 place = term_counter_add(inverter->counter, terms[i].term.data, terms[i].term.len, 1);
        guint8 wdf = (guint8)MIN(terms[i].wdf, POSTING_MAX_WDF);
        if (place == G_MAXUINT32)
            continue;
        g_array_append_val(inverter->places, place);
        g_byte_array_append(inverter->wdfs, &wdf, 1);
    }
    g_array_append_val(inverter->ends, inverter->places->len);
}

/* Where in `places` document I begins. */
static guint32 begin_of(const Inverter *inverter, guint32 i)
{
    return i ? g_array_index(inverter->ends, guint32, i - 1) : 0;
}

/* Nothing is added any more. */
static void end_adding(Inverter *inverter)
{
    if (inverter->told)
        return;
    inverter->terms = term_counter_terms(inverter->counter, &inverter->n_terms);
    inverter->told = g_new0(guint8, inverter->n_terms + 1);
}

static gboolean is_frequent(const Inverter *inverter, guint32 place)
{
    return inverter->terms[place].wdf >= FREQUENT;
}

const XcTerm *inverter_rest(Inverter *inverter, guint32 i, gsize *n)
{
    end_adding(inverter);
    g_array_set_size(inverter->rest, 0);
    for (guint32 at = begin_of(inverter, i); at < g_array_index(inverter->ends, guint32, i); at++) {
        guint32 place = g_array_index(inverter->places, guint32, at);
        XcTerm term = {inverter->terms[place].term, inverter->wdfs->data[at]};
        if (is_frequent(inverter, place) && inverter->told[place])
            continue;
        inverter->told[place] = 1;
        g_array_append_val(inverter->rest, term);
    }
    *n = inverter->rest->len;
    return (const XcTerm *)(gconstpointer)inverter->rest->data;
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

/* The frequent terms, and where the postings of each lie. */
typedef struct {
    GArray *frequent; /* guint32: their places */
    guint32 *next;    /* by place: where its next posting goes */
    guint32 *docids;
    guint8 *wdfs;
} Postings;

static void postings_clear(Postings *postings)
{
    g_array_unref(postings->frequent);
    g_free(postings->next);
    g_free(postings->docids);
    g_free(postings->wdfs);
}

/* Gives the postings of each frequent term room, and puts them there, document by document. */
static void collect(const Inverter *inverter, Postings *postings)
{
    guint32 room = 0;
    postings->next = g_new0(guint32, inverter->n_terms);
    for (guint32 place = 0; place < inverter->n_terms; place++) {
        if (!is_frequent(inverter, place))
            continue;
        postings->next[place] = room;
        room += inverter->terms[place].wdf;
        g_array_append_val(postings->frequent, place);
    }
    postings->docids = g_new(guint32, room);
    postings->wdfs = g_new(guint8, room);
    for (guint32 i = 0; i < inverter->ends->len; i++)
        for (guint32 at = begin_of(inverter, i); at < g_array_index(inverter->ends, guint32, i); at++) {
            guint32 place = g_array_index(inverter->places, guint32, at);
            if (!is_frequent(inverter, place))
                continue;
            postings->docids[postings->next[place]] = i + 1;
            postings->wdfs[postings->next[place]++] = inverter->wdfs->data[at];
        }
}

static gint by_name(gconstpointer first, gconstpointer second, gpointer terms)
{
    const XcBytes *a = &((const XcTerm *)terms)[*(const guint32 *)first].term;
    const XcBytes *b = &((const XcTerm *)terms)[*(const guint32 *)second].term;
    int order = memcmp(a->data, b->data, MIN(a->len, b->len));
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Writes LEN bytes, padded to 4. */
static gboolean put_padded(FileWriter *out, gconstpointer bytes, gsize len, GError **error)
{
    return file_writer_put(out, bytes, len, error) && file_writer_put(out, "\0\0\0", (4 - len % 4) % 4, error);
}

static gboolean put_term(FileWriter *out, const Inverter *inverter, const Postings *postings, guint32 place,
                         GError **error)
{
    const XcTerm *term = &inverter->terms[place];
    RunTerm head = {(guint32)term->term.len, term->wdf};
    guint32 first = postings->next[place] - term->wdf; /* all are there */
    return file_writer_put(out, &head, sizeof head, error) &&
           put_padded(out, term->term.data, term->term.len, error) &&
           file_writer_put(out, postings->docids + first, term->wdf * sizeof(guint32), error) &&
           put_padded(out, postings->wdfs + first, term->wdf, error);
}

gboolean inverter_write_run(Inverter *inverter, const char *file, GError **error)
{
    Postings postings = {.frequent = g_array_new(FALSE, FALSE, sizeof(guint32))};
    FileWriter out = {0};
    end_adding(inverter);
    collect(inverter, &postings);
    g_array_sort_with_data(postings.frequent, by_name, (gpointer)inverter->terms);
    gboolean ok = file_writer_open(&out, file, error);
    for (guint i = 0; ok && i < postings.frequent->len; i++)
        ok = put_term(&out, inverter, &postings, g_array_index(postings.frequent, guint32, i), error);
    ok = ok && file_writer_close(&out, error);
    file_writer_abandon(&out);
    postings_clear(&postings);
    return ok;
}
