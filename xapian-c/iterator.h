/* Iterators over terms, postings, positions and values.
 *
 *     XcPostingIterator *it = xc_database_postings(db, term, &error);
 *     for (; xc_posting_iterator_valid(it); xc_posting_iterator_next(it, &error))
 *         use(xc_posting_iterator_docid(it));
 *     xc_posting_iterator_free(it);
 *     if (error != NULL) …
 *
 * An iterator begins at the first element. When it passes the last one, or fails, it becomes
 * invalid; so one look at the error after the loop is enough, and a NULL iterator (whose making
 * failed) is simply not valid. Moving an invalid iterator does nothing and returns false. Reading
 * from one returns 0 or no bytes.
 *
 * Each keeps what it needs of its database or document alive, so it may outlive the handle that made
 * it; but a closed database fails with XC_ERROR_DATABASE_CLOSED. An iterator belongs to the thread
 * of its database.
 *
 * next() and skip_to() return whether the iterator is valid after them, and fail with the errors of
 * reading a database: XC_ERROR_DATABASE, _CORRUPT, _MODIFIED, _CLOSED. skip_to() moves forward to
 * the given element or, if there is none, to the first one after it; never backwards.
 */
#ifndef XAPIAN_C_ITERATOR_H
#define XAPIAN_C_ITERATOR_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

typedef struct XcTermIterator XcTermIterator;
typedef struct XcPostingIterator XcPostingIterator;
typedef struct XcPositionIterator XcPositionIterator;
typedef struct XcValueIterator XcValueIterator;

/* Terms in byte order: of a database, a document or a query; metadata keys; the counted values of a
 * match spy. */
bool xc_term_iterator_valid(const XcTermIterator *it);
/* The term; borrowed until the iterator moves or is freed. */
XcBytes xc_term_iterator_term(const XcTermIterator *it);
/* In how many documents the term is; of a spy: how often the value was seen. XC_ERROR_INVALID_
 * OPERATION where it has no meaning (metadata keys). */
uint32_t xc_term_iterator_termfreq(const XcTermIterator *it, GError **error);
/* How often the term is in the document; XC_ERROR_INVALID_OPERATION unless the iterator is over the
 * terms of a document. */
uint32_t xc_term_iterator_wdf(const XcTermIterator *it, GError **error);
/* The positions of the term in the document. NULL on failure, as for wdf. */
XcPositionIterator *xc_term_iterator_positions(const XcTermIterator *it, GError **error);
bool xc_term_iterator_next(XcTermIterator *it, GError **error);
bool xc_term_iterator_skip_to(XcTermIterator *it, XcBytes term, GError **error);
void xc_term_iterator_free(XcTermIterator *it);

/* The documents of one term (or all documents), by ascending docid. */
bool xc_posting_iterator_valid(const XcPostingIterator *it);
XcDocid xc_posting_iterator_docid(const XcPostingIterator *it);
/* How often the term is in the document (1 when iterating over all documents). */
uint32_t xc_posting_iterator_wdf(const XcPostingIterator *it, GError **error);
/* The document's length: the sum of its wdf. */
uint32_t xc_posting_iterator_doclength(const XcPostingIterator *it, GError **error);
/* The number of different terms in the document. */
uint32_t xc_posting_iterator_unique_terms(const XcPostingIterator *it, GError **error);
/* The term's positions in the document. NULL on failure. */
XcPositionIterator *xc_posting_iterator_positions(const XcPostingIterator *it, GError **error);
bool xc_posting_iterator_next(XcPostingIterator *it, GError **error);
bool xc_posting_iterator_skip_to(XcPostingIterator *it, XcDocid docid, GError **error);
void xc_posting_iterator_free(XcPostingIterator *it);

/* Ascending positions of one term in one document. */
bool xc_position_iterator_valid(const XcPositionIterator *it);
uint32_t xc_position_iterator_position(const XcPositionIterator *it);
bool xc_position_iterator_next(XcPositionIterator *it, GError **error);
bool xc_position_iterator_skip_to(XcPositionIterator *it, uint32_t position, GError **error);
void xc_position_iterator_free(XcPositionIterator *it);

/* Either the values of one slot in all documents, by docid (a value stream), or all the values of
 * one document, by slot; skip_to() takes a docid in the first case and a slot in the second. */
bool xc_value_iterator_valid(const XcValueIterator *it);
/* The value; borrowed until the iterator moves or is freed. */
XcBytes xc_value_iterator_value(const XcValueIterator *it);
/* The document of a value stream's current value; 0 when iterating over one document's values. */
XcDocid xc_value_iterator_docid(const XcValueIterator *it);
/* The slot of the current value, in both cases. */
XcSlot xc_value_iterator_slot(const XcValueIterator *it);
bool xc_value_iterator_next(XcValueIterator *it, GError **error);
bool xc_value_iterator_skip_to(XcValueIterator *it, uint32_t docid_or_slot, GError **error);
void xc_value_iterator_free(XcValueIterator *it);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcTermIterator, xc_term_iterator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcPostingIterator, xc_posting_iterator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcPositionIterator, xc_position_iterator_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcValueIterator, xc_value_iterator_free)

G_END_DECLS

#endif
