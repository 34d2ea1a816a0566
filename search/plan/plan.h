/* A query's tree → the selection of exactly the documents that it means: the result set. */
#ifndef SEARCH_PLAN_PLAN_H
#define SEARCH_PLAN_PLAN_H

#include "search/match/searcher.h"
#include "search/query/query.h"
#include "search/words/expansions.h"

/* The result set of QUERY. What the index's
 * terms cannot tell (a phrase, a word in one field) is verified here on the mapped text, so
 * the query is exact. Those of EXPANSIONS whose kind is in the bit set KINDS may stand for its
 * words. A document that the query names by number beside a few words and that passes its filters
 * is a result whether it says these or not. Notes are added to QUERY. A query with nothing to
 * search for matches nothing. */
Selection *plan_query(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                      GError **error);

/* The documents that pass what QUERY only filters by: its values, dates and fields, and what it
 * excludes. NULL without an error if it filters by nothing. */
Selection *plan_filter(Searcher *searcher, Query *query, const GArray *expansions, guint32 kinds,
                       GError **error);

/* The documents whose own number (PREFIX: TERM_NUMBER) or text (PREFIX: "") has NUMBER, in any
 * spelling, of that edition if it has a year. Without a match, one that matches nothing. */
Selection *plan_number(Searcher *searcher, const QueryNumber *number, const char *prefix);

/* The documents with VALUE in the facet FIELD; if no document has it, a note of QUERY says so. */
Selection *plan_facet(Searcher *searcher, FieldId field, const char *value, Query *query,
                      GError **error);

/* The documents whose date FIELD is from FROM to TO (yyyymmdd). */
Selection *plan_dates(FieldId field, guint32 from, guint32 to);

#endif
