/* BM25 over postings, as libxapian's BM25Weight has it: k1 1.2, b 0.75, lengths no less than half
 * the mean. libxapian finds a document's length by decoding a list of all lengths, and comes to
 * each posting through a tree of iterators; here lengths and postings lie in a row. */
#ifndef SEARCH_MATCH_WEIGH_H
#define SEARCH_MATCH_WEIGH_H

#include "search/match/searcher.h"

#define WEIGH_K1 1.2
#define WEIGH_B 0.75
#define WEIGH_LEAST_LENGTH 0.5 /* of the mean */

/* A term and what a document that holds it earns. */
typedef struct {
    const char *term;
    guint32 df;    /* in how many documents it is */
    double factor; /* of its weight */
} Weighed;

typedef struct {
    XcDocid docid;
    double bm25;
} Candidate;

/* The best MAX documents of WITHIN that hold any of TERMS (Weighed), best first, equals by docid:
 * Candidate. Caller unrefs; NULL with an error. */
GArray *weigh_any(Searcher *searcher, const GArray *terms, const DocSet *within, guint max,
                  GError **error);

/* The best MAX documents of SET, whatever they hold. */
GArray *weigh_set(Searcher *searcher, const GArray *terms, const DocSet *set, guint max,
                  GError **error);

/* What one occurrence more or less changes: what a document of LENGTH, where the mean is 1 / PER_LENGTH, that has a term of WEIGHT
 * WDF times earns by it. */
double weigh_occurrences(double weight, double wdf, double length, double per_length);

/* The weight of TERM among so many DOCUMENTS. */
double weigh_term(const Weighed *term, double documents);

/* Which documents CANDIDATES are: XcDocid, in their order. Caller unrefs. */
GArray *candidates_docids(const GArray *candidates);

/* What a searcher weighs with, again and again. */
void weigher_free(Weigher *weigher);

/* Puts CANDIDATES in that order. */
void candidates_sort(GArray *candidates);

#endif
