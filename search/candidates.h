/* Step one of ranking: the documents worth a closer look, by BM25. */
#ifndef SEARCH_CANDIDATES_H
#define SEARCH_CANDIDATES_H

#include "search/query-terms.h"
#include "search/weigh.h"

/* Postings that may be read to find candidates among all documents: terms are taken cheapest first,
 * as many as fit, CANDIDATES_LEAST_TERMS in any case. So a small index uses every term of a query,
 * and a large one stays fast. */
#define CANDIDATES_BUDGET 40000
#define CANDIDATES_LEAST_TERMS 8

/* The documents of a result set are all weighed if they are fewer; among more, libxapian passes over
 * those that cannot be among the best. */
#define CANDIDATES_MOST_WEIGHED 20000

/* Of a query with more characters the words tell enough. */
#define CANDIDATES_MOST_CHARS 12

/* The best MAX live documents that hold any of TERMS and match FILTER (NULL: any), best first, equals by
 * docid: Candidate. Caller unrefs; NULL with an error. */
GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, XcQuery *filter, guint max,
                        GError **error);

/* The best MAX of a result set; *TOTAL is how many it has, exactly. */
GArray *candidates_within(Searcher *searcher, const QueryTerms *terms, XcQuery *within, guint max,
                          guint32 *total, GError **error);

/* Adds documents that hold characters of a short query and match FILTER (NULL: any), up to MAX in
 * all. */
gboolean candidates_add_by_characters(Searcher *searcher, const QueryTerms *terms, XcQuery *filter,
                                      GArray *candidates, guint max, GError **error);

#endif
