/* An enquire runs queries on a database: query, weighting, order and spies are set once and stay.
 *
 * It belongs to the thread of its database, which it keeps open. Setters return false with *ERROR
 * set only for the reasons named (or without memory).
 */
#ifndef XAPIAN_C_ENQUIRE_H
#define XAPIAN_C_ENQUIRE_H

#include "xapian-c/database.h"
#include "xapian-c/key-maker.h"
#include "xapian-c/match-decider.h"
#include "xapian-c/match-spy.h"
#include "xapian-c/mset.h"
#include "xapian-c/query.h"
#include "xapian-c/weight.h"

G_BEGIN_DECLS

typedef struct XcEnquire XcEnquire;

/* Free with xc_enquire_free(). A shard added to DB later is not searched. */
XcEnquire *xc_enquire_new(const XcDatabase *db, GError **error);
void xc_enquire_free(XcEnquire *enquire); /* NULL is ignored */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcEnquire, xc_enquire_free)

/* What to search for; without it a search finds nothing. QLEN is the query's length for weighting
 * schemes that use it; 0: that of QUERY. QUERY stays the caller's. */
bool xc_enquire_set_query(XcEnquire *enquire, const XcQuery *query, uint32_t qlen, GError **error);

/* How to weigh; BM25 with Xapian's defaults if never called. WEIGHT stays the caller's. */
bool xc_enquire_set_weight(XcEnquire *enquire, const XcWeight *weight, GError **error);

/* Results below PERCENT of the best one's, or below WEIGHT, are left out. 0 and 0: none is. */
bool xc_enquire_set_cutoff(XcEnquire *enquire, int percent, double weight, GError **error);

typedef enum {
    XC_DOCID_DESCENDING = 0,
    XC_DOCID_ASCENDING = 1, /* the default */
    XC_DOCID_DONT_CARE = 2, /* whatever is fastest */
} XcDocidOrder;

/* In what order documents come that are otherwise equal. */
bool xc_enquire_set_docid_order(XcEnquire *enquire, XcDocidOrder order, GError **error);

/* By relevance (the default), by a value in byte order, or one after the other where the first is
 * equal. REVERSE: the greatest value first. XC_ERROR_INVALID_ARGUMENT if SLOT is above
 * XC_SLOT_MAX. */
bool xc_enquire_sort_by_relevance(XcEnquire *enquire, GError **error);
bool xc_enquire_sort_by_value(XcEnquire *enquire, XcSlot slot, bool reverse, GError **error);
bool xc_enquire_sort_by_value_then_relevance(XcEnquire *enquire, XcSlot slot, bool reverse,
                                             GError **error);
bool xc_enquire_sort_by_relevance_then_value(XcEnquire *enquire, XcSlot slot, bool reverse,
                                             GError **error);
/* The same by several values. */
bool xc_enquire_sort_by_key(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                            GError **error);
bool xc_enquire_sort_by_key_then_relevance(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                                           GError **error);
bool xc_enquire_sort_by_relevance_then_key(XcEnquire *enquire, const XcKeyMaker *maker, bool reverse,
                                           GError **error);

/* Of the documents with the same value in SLOT only the best MAX are kept (those with none all are).
 * MAX 0: no collapsing. */
bool xc_enquire_set_collapse(XcEnquire *enquire, XcSlot slot, uint32_t max, GError **error);

/* After SECONDS (0: no limit) the search stops looking for more than it needs for the answer:
 * check_at_least is then as good as the size asked for. Not a hard limit. */
bool xc_enquire_set_time_limit(XcEnquire *enquire, double seconds, GError **error);

/* Adds SPY to those that see the documents of each search; the enquire keeps it. */
bool xc_enquire_add_match_spy(XcEnquire *enquire, const XcMatchSpy *spy, GError **error);
bool xc_enquire_clear_match_spies(XcEnquire *enquire, GError **error);

/* Searches: items FIRST (from 0) to FIRST + MAX - 1 of the ranking. At least CHECK_AT_LEAST matches
 * are looked at, so counts up to there are exact. DECIDER may be NULL. The caller frees the result.
 * NULL on failure: the errors of reading a database, XC_ERROR_WILDCARD, XC_ERROR_UNIMPLEMENTED
 * (a query that the backend cannot run), the errors of callbacks. */
XcMSet *xc_enquire_mset(XcEnquire *enquire, uint32_t first, uint32_t max, uint32_t check_at_least,
                        const XcMatchDecider *decider, GError **error);

/* The terms of the query that are in document DOCID, in the order of the query; needs termlists
 * (XC_ERROR_FEATURE_UNAVAILABLE). XC_ERROR_INVALID_ARGUMENT if no query is set,
 * XC_ERROR_DOC_NOT_FOUND. */
XcTermIterator *xc_enquire_matching_terms(const XcEnquire *enquire, XcDocid docid, GError **error);

G_END_DECLS

#endif
