/* Step one of ranking: the documents worth a closer look, by BM25. */
#ifndef SEARCH_CANDIDATES_H
#define SEARCH_CANDIDATES_H

#include "search/query-terms.h"

typedef struct {
    XcDocid docid;
    double bm25;
} Candidate;

/* Postings that may be read to find candidates among all documents: terms are taken rarest first,
 * as many as fit, CANDIDATES_LEAST_TERMS in any case. So a small index uses every term of a query,
 * single characters included, and a large one stays fast. */
#define CANDIDATES_BUDGET 40000
#define CANDIDATES_LEAST_TERMS 8

/* In a result set that may be larger than this, single characters do not weigh. */
#define CANDIDATES_CROWD 3000

/* The best MAX documents of the query WITHIN (NULL: of all documents that hold any of TERMS), best
 * first, equals by docid: Candidate. *TOTAL (may be NULL; only with WITHIN) is how many there are,
 * exactly. Caller unrefs; NULL with an error. */
GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                        guint32 *total, GError **error);

#endif
