/* BM25 over postings, as libxapian's BM25Weight has it: k1 1.2, b 0.75, lengths no less than half the
 * mean. libxapian finds a document's length by decoding a list of all lengths, which takes half the
 * time of a search; here they lie in a row. */
#ifndef SEARCH_WEIGH_H
#define SEARCH_WEIGH_H

#include "search/searcher.h"

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

/* The best MAX live documents that hold any of TERMS (Weighed), best first, equals by docid:
 * Candidate. Caller unrefs; NULL with an error. */
GArray *weigh_all(Searcher *searcher, const GArray *terms, guint max, GError **error);

/* The best MAX of DOCIDS (XcDocid, ascending), whatever they hold. */
GArray *weigh_documents(Searcher *searcher, const GArray *terms, const GArray *docids, guint max,
                        GError **error);

#endif
