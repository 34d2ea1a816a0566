#include "search/match/weigh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/match/postings.h"
#include "search/match/remote.h"

typedef struct {
    PostingReader postings; /* in the shard that is being read */
    const char *term;  /* borrowed */
    double weight;
} TermPostings;

/* The best candidates so far, up to twice as many as wanted; what comes after the last of the best
 * need not be kept. */
typedef struct {
    GArray *candidates;
    guint max;
    Candidate last;
} Best;

/* What a posting earns depends on its document's length: of so short ones that is worked out once. */
#define SHORT 1024

struct Weigher {
    Searcher *searcher;
    double per_length;   /* 1 / the mean length of a document */
    double norms[SHORT]; /* norm() of each length */
    TermPostings *terms; /* the heaviest first */
    guint n_terms;
    Best best;
    /* The shard and the window of it that are being read; after it all that is held or summed is 0 again. */
    const DocSpaceShard *shard;
    const guint16 *lengths;
    guint32 start;
    guint64 held[POSTINGS_WINDOW_WORDS];
    double sums[POSTINGS_WINDOW];
    Posting found[POSTINGS_WINDOW];
    GError *error;
};

/* As in BM25Weight: what is in more than a third of the documents still weighs. */
double weigh_term(const Weighed *term, double documents)
{
    double odds = (documents - term->df + 0.5) / (term->df + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds) * term->factor * (WEIGH_K1 + 1);
}

static double norm(double length, double per_length)
{
    return WEIGH_K1 * (MAX(length * per_length, WEIGH_LEAST_LENGTH) * WEIGH_B + (1 - WEIGH_B));
}

double weigh_occurrences(double weight, double wdf, double length, double per_length)
{
    return weight * (wdf / (norm(length, per_length) + wdf));
}

static gint heaviest_first(gconstpointer first, gconstpointer second)
{
    const TermPostings *a = first, *b = second;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return strcmp(a->term, b->term);
}

static Weigher *weigher_new(Searcher *searcher)
{
    Weigher *weigher = g_new0(Weigher, 1);
    weigher->searcher = searcher;
    weigher->per_length = 1 / searcher->shared->means.occurrences;
    for (guint length = 0; length < SHORT; length++)
        weigher->norms[length] = norm(length, weigher->per_length);
    return weigher;
}

void weigher_free(Weigher *weigher)
{
    g_free(weigher);
}

/* SEARCHER's weigher, made ready for TERMS. */
static Weigher *weigher_begin(Searcher *searcher, const GArray *terms, guint max)
{
    double documents = index_doccount_all(searcher->index);
    Weigher *weigher = searcher->weigher = searcher->weigher ? searcher->weigher : weigher_new(searcher);
    weigher->best = (Best){g_array_new(FALSE, FALSE, sizeof(Candidate)), max, {G_MAXUINT32, -1}};
    weigher->terms = g_new0(TermPostings, terms->len + 1);
    weigher->n_terms = terms->len;
    for (guint i = 0; i < terms->len; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        weigher->terms[i].term = weighed->term;
        weigher->terms[i].weight = weigh_term(weighed, documents);
    }
    qsort(weigher->terms, weigher->n_terms, sizeof *weigher->terms, heaviest_first);
    return weigher;
}

static void open_shard(Weigher *weigher, const DocSpaceShard *shard)
{
    weigher->shard = shard;
    weigher->lengths = shard_lengths(shard->shard);
    for (guint i = 0; i < weigher->n_terms && !weigher->error; i++) {
        TermPostings *term = &weigher->terms[i];
        term->postings = (PostingReader){0};
        shard_postings(shard->shard, term->term, MIN(strlen(term->term), XC_TERM_MAX), &term->postings.set, &weigher->error);
    }
}

static gboolean is_before(const Candidate *a, const Candidate *b)
{
    return a->bm25 != b->bm25 ? a->bm25 > b->bm25 : a->docid < b->docid;
}

static gint by_weight(gconstpointer first, gconstpointer second)
{
    return is_before(first, second) ? -1 : is_before(second, first);
}

GArray *candidates_docids(const GArray *candidates)
{
    GArray *docids = g_array_sized_new(FALSE, FALSE, sizeof(XcDocid), candidates->len);
    for (guint i = 0; i < candidates->len; i++)
        g_array_append_val(docids, g_array_index(candidates, Candidate, i).docid);
    return docids;
}

void candidates_sort(GArray *candidates)
{
    if (candidates->len > 0)
        qsort(candidates->data, candidates->len, sizeof(Candidate), by_weight);
}

/* Puts the best N of ALL, which are LEN, first, in any order; the last of them at N - 1. (Hoare,
 * Find, 1961.) */
static void select_best(Candidate *all, guint len, guint n)
{
    gssize from = 0, to = (gssize)len - 1, place = (gssize)n - 1;
    while (from < to) {
        Candidate middle = all[from + (to - from) / 2];
        gssize low = from, high = to;
        while (low <= high) {
            while (is_before(&all[low], &middle))
                low++;
            while (is_before(&middle, &all[high]))
                high--;
            if (low > high)
                break;
            Candidate swapped = all[low];
            all[low++] = all[high];
            all[high--] = swapped;
        }
        if (place <= high)
            to = high;
        else if (place >= low)
            from = low;
        else
            break;
    }
}

static void cut(Best *best)
{
    Candidate *all = (Candidate *)(gpointer)best->candidates->data;
    if (best->candidates->len < best->max)
        return;
    select_best(all, best->candidates->len, best->max);
    best->last = all[best->max - 1];
    g_array_set_size(best->candidates, best->max);
}

static void offer(Best *best, XcDocid docid, double bm25)
{
    Candidate candidate = {docid, bm25};
    if (!is_before(&candidate, &best->last))
        return;
    g_array_append_val(best->candidates, candidate);
    if (best->candidates->len >= 2 * best->max)
        cut(best);
}

/* The candidates, or NULL with an error, if there was one: then the weigher, in the midst of a window, is of no more use. */
static GArray *weigher_end(Weigher *weigher, GError **error)
{
    GArray *candidates = weigher->best.candidates;
    cut(&weigher->best);
    candidates_sort(candidates);
    g_clear_pointer(&weigher->terms, g_free);
    if (weigher->error) {
        g_clear_pointer(&candidates, g_array_unref);
        g_propagate_error(error, weigher->error);
        g_clear_pointer(&weigher->searcher->weigher, weigher_free);
    }
    return candidates;
}

/* How many terms, from the heaviest on, must be read: what holds none of them weighs no more than
 * the last of the best. A posting earns less than its term's weight. (Turtle and Flood, Query
 * evaluation: strategies and optimizations, 1995: MaxScore.) */
static guint essential_terms(const Weigher *weigher)
{
    guint n = weigher->n_terms;
    double rest = 0;
    while (n > 0 && (rest += weigher->terms[n - 1].weight) <= weigher->best.last.bm25)
        n--;
    return n;
}

/* Adds what the N documents found earn by TERM. */
static void add_found(Weigher *weigher, const TermPostings *term, guint32 n)
{
    double weight = term->weight;
    for (guint32 i = 0; i < n; i++) {
        guint32 place = weigher->found[i].place, length = weigher->lengths[weigher->start + place - 1];
        double wdf = weigher->found[i].wdf;
        weigher->sums[place] +=
            weight * (wdf / ((length < SHORT ? weigher->norms[length] : norm(length, weigher->per_length)) + wdf));
    }
}

/* What the documents held by the window earn by TERM. */
static void add_to_held(Weigher *weigher, TermPostings *term)
{
    guint32 n = weigher->error ? 0
                               : postings_window(&term->postings, weigher->start, weigher->held, weigher->found,
                                                 &weigher->error);
    add_found(weigher, term, n);
}

/* The same of all documents of the window that hold TERM; they are held then. */
static void add_all(Weigher *weigher, TermPostings *term)
{
    guint32 n = weigher->error ? 0
                               : postings_window(&term->postings, weigher->start, NULL, weigher->found, &weigher->error);
    guint32 most = weigher->shard->documents, kept = 0;
    for (guint32 i = 0; i < n; i++) {
        guint32 place = weigher->found[i].place;
        if (weigher->start + place - 1 >= most) /* a damaged file may say anything */
            continue;
        weigher->held[place / 64] |= G_GUINT64_CONSTANT(1) << place % 64;
        weigher->found[kept++] = weigher->found[i];
    }
    add_found(weigher, term, kept);
}

/* Offers the documents of the window that are in WITHIN (its words of the window), and empties it.
 */
static void offer_window(Weigher *weigher, const guint64 *within, guint32 words)
{
    XcDatabase *db = weigher->searcher->space.database;
    for (guint32 word = 0; word < POSTINGS_WINDOW_WORDS; word++) {
        guint64 offered = word < words ? within[word] : 0;
        for (guint64 rest = weigher->held[word]; rest; rest &= rest - 1) {
            guint32 place = word * 64 + (guint32)__builtin_ctzll(rest);
            if (offered & rest & -rest && weigher->sums[place] >= weigher->best.last.bm25)
                offer(&weigher->best,
                      xc_database_docid(db, weigher->shard->number, weigher->start + place),
                      weigher->sums[place]);
            weigher->sums[place] = 0;
        }
        weigher->held[word] = 0;
    }
}

/* Weighs what WITHIN has of the window; ANY: of that only what holds a term, and of what can be
 * among the best. */
static void weigh_window(Weigher *weigher, const guint64 *within, guint32 words, gboolean any)
{
    guint essential = any ? essential_terms(weigher) : 0;
    if (!any)
        memcpy(weigher->held, within, words * sizeof *within);
    for (guint i = 0; i < essential; i++)
        add_all(weigher, &weigher->terms[i]);
    for (guint i = essential; i < weigher->n_terms; i++)
        add_to_held(weigher, &weigher->terms[i]);
    offer_window(weigher, within, words);
}

static GArray *weigh(Searcher *searcher, const GArray *terms, const DocSet *within, guint max,
                     gboolean any, GError **error)
{
    if (within->index)
        return remote_weigh(searcher, terms, within, max, any, error);
    if (max == 0)
        return g_array_new(FALSE, FALSE, sizeof(Candidate));
    Weigher *weigher = weigher_begin(searcher, terms, max);
    for (guint32 s = 0; s < searcher->space.n_shards; s++) {
        const DocSpaceShard *shard = &searcher->space.shards[s];
        const guint64 *bits = within->bits + shard->first;
        open_shard(weigher, shard);
        for (guint32 at = 0; at < shard->words && !weigher->error; at += POSTINGS_WINDOW_WORDS) {
            guint32 words = MIN(shard->words - at, POSTINGS_WINDOW_WORDS);
            weigher->start = at * 64;
            if (!shard_in_time(shard->shard, &weigher->error))
                break;
            if (!docset_no_bits(bits + at, words))
                weigh_window(weigher, bits + at, words, any);
        }
    }
    return weigher_end(weigher, error);
}

GArray *weigh_any(Searcher *searcher, const GArray *terms, const DocSet *within, guint max,
                  GError **error)
{
    return weigh(searcher, terms, within, max, TRUE, error);
}

GArray *weigh_set(Searcher *searcher, const GArray *terms, const DocSet *set, guint max,
                  GError **error)
{
    return weigh(searcher, terms, set, max, FALSE, error);
}
