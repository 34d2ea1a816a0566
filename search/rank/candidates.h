/* Step one of ranking: the documents worth a closer look, by BM25. */
#ifndef SEARCH_RANK_CANDIDATES_H
#define SEARCH_RANK_CANDIDATES_H

#include "search/match/weigh.h"
#include "search/plan/query-terms.h"

/* Postings that may be read to find candidates among all documents: terms are taken cheapest first,
 * as many as fit, CANDIDATES_LEAST_TERMS in any case. So a small index uses every term of a query,
 * and a large one stays fast. */
#define CANDIDATES_BUDGET 40000
#define CANDIDATES_LEAST_TERMS 8

/* Of a query with more characters the words tell enough. */
#define CANDIDATES_MOST_CHARS 12

/* A character that is in more documents tells too little. */
#define CANDIDATES_RARE_CHAR 4000

/* The best MAX documents of WITHIN that hold any of TERMS, best first, equals by docid: Candidate.
 * Caller unrefs; NULL with an error. */
GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, const DocSet *within,
                        guint max, GError **error);

/* The best MAX of a result set. */
GArray *candidates_of(Searcher *searcher, const QueryTerms *terms, const DocSet *set, guint max,
                      GError **error);

/* Adds documents of WITHIN that hold rare characters of a short query, those with the rarest first,
 * up to MAX in all. */
gboolean candidates_add_by_characters(Searcher *searcher, const QueryTerms *terms,
                                      const DocSet *within, GArray *candidates, guint max,
                                      GError **error);

#endif
