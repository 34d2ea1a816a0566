#include "search/weigh.h"

#include <math.h>
#include <string.h>

#define K1 1.2
#define B 0.75
#define LEAST_LENGTH 0.5 /* of the mean */

/* Documents whose weights are summed at a time: their sums fit in the processor's cache. */
#define WINDOW 16384u

typedef struct {
    XcPostingIterator *postings;
    XcDocid docid; /* the current one; 0: at the end */
    double weight;
} TermPostings;

typedef struct {
    Searcher *searcher;
    double per_length; /* 1 / the mean length of a document */
    GArray *terms; /* TermPostings, the heaviest first */
    GError *error;
} Weigher;

/* The best candidates so far, up to twice as many as wanted; what weighs no more than the least of
 * them need not be kept. Documents come by docid. */
typedef struct {
    GArray *candidates;
    guint max;
    double least;
} Best;

static void clear_term(gpointer data)
{
    xc_posting_iterator_free(((TermPostings *)data)->postings);
}

static void load(TermPostings *term)
{
    term->docid = xc_posting_iterator_valid(term->postings)
                      ? xc_posting_iterator_docid(term->postings)
                      : 0;
}

/* As in BM25Weight: what is in more than a third of the documents still weighs. */
static double term_weight(const Weighed *term, double documents)
{
    double odds = (documents - term->df + 0.5) / (term->df + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds) * term->factor * (K1 + 1);
}

static gint heaviest_first(gconstpointer first, gconstpointer second)
{
    const TermPostings *a = first, *b = second;
    return (a->weight < b->weight) - (a->weight > b->weight);
}

static void weigher_init(Weigher *weigher, Searcher *searcher, const GArray *terms)
{
    XcDatabase *db = index_database(searcher->index);
    double documents = xc_database_doccount(db, NULL);
    *weigher = (Weigher){.searcher = searcher,
                         .per_length = 1 / xc_database_average_length(db, NULL),
                         .terms = g_array_new(FALSE, FALSE, sizeof(TermPostings))};
    g_array_set_clear_func(weigher->terms, clear_term);
    for (guint i = 0; i < terms->len && !weigher->error; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        XcBytes name = xc_bytes_n(weighed->term, MIN(strlen(weighed->term), XC_TERM_MAX));
        TermPostings term = {.postings = xc_database_postings(db, name, &weigher->error),
                             .weight = term_weight(weighed, documents)};
        load(&term);
        g_array_append_val(weigher->terms, term);
    }
    g_array_sort(weigher->terms, heaviest_first);
}

/* Ends with an error, if there was one, instead of BEST's candidates. */
static GArray *weigher_end(Weigher *weigher, Best *best, GError **error)
{
    g_array_unref(weigher->terms);
    if (!weigher->error)
        return best->candidates;
    g_array_unref(best->candidates);
    g_propagate_error(error, weigher->error);
    return NULL;
}

/* What the current document earns by TERM. */
static double weight(Weigher *weigher, const TermPostings *term)
{
    double wdf = xc_posting_iterator_wdf(term->postings, &weigher->error);
    double length = index_length(weigher->searcher->index, term->docid) * weigher->per_length;
    return term->weight * (wdf / (K1 * (MAX(length, LEAST_LENGTH) * B + (1 - B)) + wdf));
}

static gint by_weight(gconstpointer first, gconstpointer second)
{
    const Candidate *a = first, *b = second;
    if (a->bm25 != b->bm25)
        return a->bm25 > b->bm25 ? -1 : 1;
    return (a->docid > b->docid) - (a->docid < b->docid);
}

static void cut(Best *best)
{
    g_array_sort(best->candidates, by_weight);
    if (best->candidates->len < best->max)
        return;
    g_array_set_size(best->candidates, best->max);
    best->least = g_array_index(best->candidates, Candidate, best->max - 1).bm25;
}

static void offer(Best *best, XcDocid docid, double bm25)
{
    Candidate candidate = {docid, bm25};
    g_array_append_val(best->candidates, candidate);
    if (best->candidates->len >= 2 * best->max)
        cut(best);
}

/* How many terms, from the heaviest on, must be read: what holds none of them weighs no more than
 * LEAST. A posting earns less than its term's weight. (Turtle and Flood, Query evaluation: strategies
 * and optimizations, 1995: MaxScore.) */
static guint essential_terms(const Weigher *weigher, double least)
{
    guint n = weigher->terms->len;
    double rest = 0;
    while (n > 0 && (rest += g_array_index(weigher->terms, TermPostings, n - 1).weight) <= least)
        n--;
    return n;
}

static void skip_to(Weigher *weigher, TermPostings *term, XcDocid docid)
{
    if (!term->docid || term->docid >= docid)
        return;
    xc_posting_iterator_skip_to(term->postings, docid, &weigher->error);
    load(term);
}

/* The documents of a window, which begins at START: bit i of HELD and SUMS[i] are of START + i. */
typedef struct {
    XcDocid start;
    guint64 held[WINDOW / 64];
    double sums[WINDOW];
} Window;

/* Adds what all documents of the window that hold TERM earn by it. */
static void add_all(Weigher *weigher, TermPostings *term, Window *window)
{
    for (; term->docid && term->docid - window->start < WINDOW; load(term)) {
        guint32 at = term->docid - window->start;
        window->held[at / 64] |= G_GUINT64_CONSTANT(1) << at % 64;
        window->sums[at] += weight(weigher, term);
        xc_posting_iterator_next(term->postings, &weigher->error);
    }
}

/* Adds what those that hold another term, too, earn by TERM. */
static void add_to_held(Weigher *weigher, TermPostings *term, Window *window)
{
    for (guint32 word = 0; word < G_N_ELEMENTS(window->held) && term->docid; word++)
        for (guint64 rest = window->held[word]; rest; rest &= rest - 1) {
            guint32 at = word * 64 + (guint32)__builtin_ctzll(rest);
            skip_to(weigher, term, window->start + at);
            if (term->docid == window->start + at)
                window->sums[at] += weight(weigher, term);
        }
}

/* Offers the documents of the window and empties it. */
static void offer_window(Weigher *weigher, Window *window, Best *best)
{
    const Index *index = weigher->searcher->index;
    for (guint32 word = 0; word < G_N_ELEMENTS(window->held); word++) {
        for (guint64 rest = window->held[word]; rest; rest &= rest - 1) {
            guint32 at = word * 64 + (guint32)__builtin_ctzll(rest), shard, local;
            if (window->sums[at] > best->least) {
                index_locate(index, window->start + at, &shard, &local);
                if (!index_is_dead(index, shard, local))
                    offer(best, window->start + at, window->sums[at]);
            }
            window->sums[at] = 0;
        }
        window->held[word] = 0;
    }
}

/* The first document of the first N terms; 0 at the end of all. */
static XcDocid first_docid(const Weigher *weigher, guint n)
{
    XcDocid first = 0;
    for (guint i = 0; i < n; i++) {
        XcDocid docid = g_array_index(weigher->terms, TermPostings, i).docid;
        if (docid && (!first || docid < first))
            first = docid;
    }
    return first;
}

GArray *weigh_all(Searcher *searcher, const GArray *terms, guint max, GError **error)
{
    Weigher weigher;
    Best best = {g_array_new(FALSE, FALSE, sizeof(Candidate)), max, -1};
    g_autofree Window *window = g_new0(Window, 1);
    weigher_init(&weigher, searcher, terms);
    while (!weigher.error) {
        guint essential = essential_terms(&weigher, best.least);
        window->start = first_docid(&weigher, essential);
        if (!window->start)
            break;
        for (guint i = 0; i < weigher.terms->len; i++)
            (i < essential ? add_all : add_to_held)(
                &weigher, &g_array_index(weigher.terms, TermPostings, i), window);
        offer_window(&weigher, window, &best);
    }
    cut(&best);
    return weigher_end(&weigher, &best, error);
}

/* Adds what DOCIDS earn by TERM. */
static void weigh_term(Weigher *weigher, TermPostings *term, const GArray *docids, double *sums)
{
    for (guint i = 0; i < docids->len && term->docid; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        skip_to(weigher, term, docid);
        if (term->docid == docid)
            sums[i] += weight(weigher, term);
    }
}

GArray *weigh_documents(Searcher *searcher, const GArray *terms, const GArray *docids, guint max,
                        GError **error)
{
    Weigher weigher;
    Best best = {g_array_new(FALSE, FALSE, sizeof(Candidate)), max, -1};
    g_autofree double *sums = g_new0(double, docids->len + 1);
    weigher_init(&weigher, searcher, terms);
    for (guint i = 0; i < weigher.terms->len; i++)
        weigh_term(&weigher, &g_array_index(weigher.terms, TermPostings, i), docids, sums);
    for (guint i = 0; i < docids->len; i++)
        if (sums[i] > best.least)
            offer(&best, g_array_index(docids, XcDocid, i), sums[i]);
    cut(&best);
    return weigher_end(&weigher, &best, error);
}
