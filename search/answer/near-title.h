/* A relaxed hit that comes before the results: the query is nearly its title. */
#ifndef SEARCH_ANSWER_NEAR_TITLE_H
#define SEARCH_ANSWER_NEAR_TITLE_H

#include "search/answer/answer.h"

/* Whether a relaxed hit may come before RESULTS (SearchHit): the query may be a title, and theirs
 * are not it. */
gboolean near_title_may_lead(const QueryTerms *terms, const GArray *results);

/* HITS are the results, N_RESULTS of them, of which one may lead, then relaxed hits. The best
 * relaxed one whose title the query nearly is, and clearly more so than the title of any result, is
 * moved to the front and its `leads` set; without results it is the first relaxed hit or none. FALSE
 * with an error of the index. */
gboolean near_title_put_first(Searcher *searcher, const QueryTerms *terms, GArray *hits,
                              guint n_results, GError **error);

#endif
