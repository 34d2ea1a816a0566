/* Of a large result set, the standards that say what its subject is: they say the word seldom, so
 * that BM25 alone does not find them. */
#ifndef SEARCH_RANK_OVERVIEWS_H
#define SEARCH_RANK_OVERVIEWS_H

#include "search/rank/candidates.h"

/* At most so many. */
#define OVERVIEWS_MOST 40

/* Whether TERMS are a subject in a word or two. */
gboolean overviews_wanted(const QueryTerms *terms);

/* The best documents of the result set SET that hold a word such as vocabulary or 术语: Candidate.
 * Caller unrefs; NULL with an error. */
GArray *overviews_find(Searcher *searcher, const QueryTerms *terms, const DocSet *set,
                       GError **error);

#endif
