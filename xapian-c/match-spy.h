/* Match spies see every document that the matcher considers, to count facets for instance.
 *
 * How many it considers is up to check_at_least of xc_enquire_mset(): all matches are seen if it is
 * at least their number (the number of documents is always enough), else only as many as the ranking
 * needed. A spy goes on counting over several searches.
 */
#ifndef XAPIAN_C_MATCH_SPY_H
#define XAPIAN_C_MATCH_SPY_H

#include "xapian-c/document.h"

G_BEGIN_DECLS

typedef struct XcMatchSpy XcMatchSpy;

/* Counts how often each value of SLOT is seen. */
XcMatchSpy *xc_match_spy_new_value_count(XcSlot slot, GError **error);

/* DOC is borrowed, for the time of the call; DOCID is its id within its own shard. WEIGHT is its
 * relevance so far (0 where the search does not compute weights). Called by the searching thread.
 * Returning false stops the search: with *ERROR if set, else with XC_ERROR_CALLBACK. */
typedef bool (*XcMatchSpyFunc)(XcDocid docid, double weight, const XcDocument *doc, void *data,
                               GError **error);

/* Calls SEE for each document. DESTROY (may be NULL) releases DATA when the spy and the enquires that
 * have it are gone; on failure it has been called. XC_ERROR_INVALID_ARGUMENT if SEE is NULL. */
XcMatchSpy *xc_match_spy_new_callback(XcMatchSpyFunc see, void *data, XcDestroy destroy,
                                      GError **error);

/* An enquire that has the spy keeps it. NULL is ignored. */
void xc_match_spy_free(XcMatchSpy *spy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcMatchSpy, xc_match_spy_free)

/* The number of documents seen so far, by either kind, with or without a value. */
size_t xc_match_spy_total(const XcMatchSpy *spy);

/* The counted values in byte order, or the MAX most frequent ones (the same count: in byte order);
 * xc_term_iterator_term() is the value and xc_term_iterator_termfreq() its count. A snapshot is not
 * taken: iterate after the search. NULL on failure: XC_ERROR_INVALID_OPERATION for a spy of the other
 * kind. */
XcTermIterator *xc_match_spy_values(const XcMatchSpy *spy, GError **error);
XcTermIterator *xc_match_spy_top_values(const XcMatchSpy *spy, size_t max, GError **error);

G_END_DECLS

#endif
