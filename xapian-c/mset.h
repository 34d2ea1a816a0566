/* A match set: a stretch of the ranked results of one search, with its statistics.
 *
 * Belongs to the thread of its database. It keeps the database open that it came from.
 */
#ifndef XAPIAN_C_MSET_H
#define XAPIAN_C_MSET_H

#include "xapian-c/document.h"

G_BEGIN_DECLS

typedef struct XcMSet XcMSet;

void xc_mset_free(XcMSet *mset); /* NULL is ignored */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcMSet, xc_mset_free)

/* How many items it holds, and the rank (from 0) of the first. */
uint32_t xc_mset_size(const XcMSet *mset);
uint32_t xc_mset_first(const XcMSet *mset);

/* Bounds on, and an estimate of, the number of all documents that match, after collapsing if there
 * is any. They are equal when the number is known exactly. */
uint32_t xc_mset_matches_lower_bound(const XcMSet *mset);
uint32_t xc_mset_matches_estimated(const XcMSet *mset);
uint32_t xc_mset_matches_upper_bound(const XcMSet *mset);
/* The same before collapsing. */
uint32_t xc_mset_uncollapsed_lower_bound(const XcMSet *mset);
uint32_t xc_mset_uncollapsed_estimated(const XcMSet *mset);
uint32_t xc_mset_uncollapsed_upper_bound(const XcMSet *mset);

/* The highest weight that any document could have, and that one has (of all that were looked at). */
double xc_mset_max_possible(const XcMSet *mset);
double xc_mset_max_attained(const XcMSet *mset);

/* What is known of one item. */
typedef struct {
    XcDocid docid;
    double weight;
    int percent;             /* 0 to 100, the best match being 100 if it has all query terms */
    uint32_t rank;           /* from 0, over all results */
    uint32_t collapse_count; /* lower bound on the documents collapsed into this one */
} XcMSetItem;

/* Item I, from 0 to size - 1. Returns false and sets nothing if there is none. */
bool xc_mset_item(const XcMSet *mset, uint32_t i, XcMSetItem *out);
/* Its id alone, its weight alone; 0 if there is no such item. */
XcDocid xc_mset_docid(const XcMSet *mset, uint32_t i);
double xc_mset_weight(const XcMSet *mset, uint32_t i);

/* The key on which item I was collapsed, and the one by which it was sorted (if by value or key):
 * LEN bytes, NUL-terminated besides, which the caller frees with free(); empty if there is none.
 * NULL with XC_ERROR_INVALID_ARGUMENT if there is no item I. */
char *xc_mset_collapse_key(const XcMSet *mset, uint32_t i, size_t *len, GError **error);
char *xc_mset_sort_key(const XcMSet *mset, uint32_t i, size_t *len, GError **error);

/* The document of item I; the caller frees it. NULL with XC_ERROR_INVALID_ARGUMENT if there is no item
 * I, else with the errors of reading a database. */
XcDocument *xc_mset_document(const XcMSet *mset, uint32_t i, GError **error);

/* A hint that the documents of items FIRST to LAST (included) will be read soon. */
bool xc_mset_fetch(const XcMSet *mset, uint32_t first, uint32_t last, GError **error);

/* In how many documents TERM is, and the weight it can give at most, for a term of the query (other
 * terms are looked up for the frequency, and fail with XC_ERROR_INVALID_ARGUMENT for the weight).
 * 0 on failure. */
uint32_t xc_mset_termfreq(const XcMSet *mset, XcBytes term, GError **error);
double xc_mset_termweight(const XcMSet *mset, XcBytes term, GError **error);

/* WEIGHT in per cent of this set's best. */
int xc_mset_percent(const XcMSet *mset, double weight);

G_END_DECLS

#endif
