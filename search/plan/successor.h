/* What came in the place of a document. */
#ifndef SEARCH_PLAN_SUCCESSOR_H
#define SEARCH_PLAN_SUCCESSOR_H

#include "search/match/searcher.h"

/* The documents that say that they replace ID: XcDocid, at most LOOKUP_MAX. Caller unrefs; NULL with an error. */
GArray *successors_named(Searcher *searcher, const char *id, GError **error);

/* Sets *FOUND to the newest edition in force of the number of ID, if that is newer than ID, or leaves it. */
gboolean successor_edition(Searcher *searcher, const char *id, XcDocid *found, GError **error);

#endif
