/* Step one of ranking: the documents worth a closer look, by BM25. */
#ifndef SEARCH_CANDIDATES_H
#define SEARCH_CANDIDATES_H

#include "search/query-terms.h"

typedef struct {
    XcDocid docid;
    double bm25; /* of the terms that were worth their time */
} Candidate;

/* Postings that may be read to find candidates among all documents: terms are taken cheapest first,
 * as many as fit, CANDIDATES_LEAST_TERMS in any case. So a small index uses every term of a query,
 * and a large one stays fast. */
#define CANDIDATES_BUDGET 40000
#define CANDIDATES_LEAST_TERMS 8

/* A single character is the bigrams that begin with it: those of one in more documents than this
 * are too many to read; and of a longer query the words tell enough. */
#define CANDIDATES_RARE_CHAR 4000
#define CANDIDATES_MOST_CHARS 12

/* The best MAX documents of the query WITHIN, best first, equals by docid: Candidate. *TOTAL is how
 * many there are, exactly. Caller unrefs; NULL with an error. */
GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                        guint32 *total, GError **error);

/* Likewise, of all documents that hold any of TERMS and match FILTER (NULL: any). */
GArray *candidates_find_any(Searcher *searcher, const QueryTerms *terms, XcQuery *filter, guint max,
                            GError **error);

/* Adds documents that hold characters of a short query and match FILTER (NULL: any), up to MAX in
 * all. */
gboolean candidates_add_by_characters(Searcher *searcher, const QueryTerms *terms, XcQuery *filter,
                                      GArray *candidates, guint max, GError **error);

#endif
