/* Step one of ranking: the documents worth a closer look, by BM25. */
#ifndef SEARCH_CANDIDATES_H
#define SEARCH_CANDIDATES_H

#include "search/query-terms.h"

typedef struct {
    XcDocid docid;
    double bm25; /* as a share of what all terms together could weigh at most, times 2.2 */
} Candidate;

/* The best MAX documents of the query WITHIN (NULL: of all documents that hold any of TERMS), best
 * first, equals by docid: Candidate. *TOTAL (may be NULL) is how many there are, exactly. Of a query
 * of more than CANDIDATES_LONG characters, terms in more than a fifth of a large index do not
 * count. Caller unrefs; NULL with an error. */
#define CANDIDATES_LONG 12
GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                        guint32 *total, GError **error);

#endif
