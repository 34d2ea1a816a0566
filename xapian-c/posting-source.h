/* Posting sources: lists of documents that come from the program, to use as part of a query.
 *
 * Xapian copies a source for each shard and each search, so callbacks always work on one shard, with
 * that shard's own ids. Copies share the callbacks' DATA, which is released by DESTROY when the
 * source and every query made from it are gone. Callbacks are called by the thread that searches.
 * Remote databases cannot use these sources (XC_ERROR_UNIMPLEMENTED), except value weights and fixed
 * weights.
 */
#ifndef XAPIAN_C_POSTING_SOURCE_H
#define XAPIAN_C_POSTING_SOURCE_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

typedef struct XcPostingSource XcPostingSource;

/* Tells which documents of the shard SHARD_UUID are in the list: *DOCIDS of *COUNT ids of that
 * shard, strictly ascending, which must stay unchanged until DESTROY (a search holds the pointer).
 * None: leave both as they are (NULL and 0). Called once a shard and search. Returning false stops
 * the search, with *ERROR if set, else XC_ERROR_CALLBACK. */
typedef bool (*XcDocidLookup)(void *data, const char *shard_uuid, const XcDocid **docids,
                              size_t *count, GError **error);

/* A source over sorted arrays of ids, one a shard; weight 0. Skipping is a galloping search, so it
 * costs little on the right side of XC_QUERY_AND_NOT, which is what it is for (excluding dead
 * documents); match counts stay exact there. Used to find documents, it must hold none that do not
 * exist. DESTROY may be NULL. NULL only without memory (DESTROY has then been called). */
XcPostingSource *xc_posting_source_new_docids(XcDocidLookup lookup, void *data, XcDestroy destroy,
                                              GError **error);

/* The same as a bitmap: the id i is in the list if bit i % 64 of BITS[i / 64] is set. *BITS holds
 * *WORDS words; *COUNT is how many bits are set, bit 0, which is no id, not among them. */
typedef bool (*XcBitmapLookup)(void *data, const char *shard_uuid, const uint64_t **bits,
                               size_t *words, size_t *count, GError **error);

/* A source over bitmaps of ids, one a shard; weight 0. For lists of a good part of the documents,
 * which others are to be met with (XC_QUERY_AND): skipping takes no search. As above otherwise. */
XcPostingSource *xc_posting_source_new_bitmap(XcBitmapLookup lookup, void *data, XcDestroy destroy,
                                              GError **error);

/* What a cursor knows of its list when it is opened. */
typedef struct {
    uint32_t termfreq_min; /* bounds on the number of documents, min <= est <= max */
    uint32_t termfreq_est;
    uint32_t termfreq_max;
    double max_weight; /* weight() never returns more; the better the bound, the faster the search */
} XcPostingEstimate;

/* Callbacks of a source with weights. All fail by returning false; with *ERROR set that error stops
 * the search, else XC_ERROR_CALLBACK does. */
typedef struct {
    /* Opens a cursor before the first document of the shard SHARD_UUID, which has DOCCOUNT
     * documents up to the id LASTDOCID. *ESTIMATE is preset to 0, DOCCOUNT / 2, DOCCOUNT and 0. */
    bool (*open)(void *data, const char *shard_uuid, uint32_t doccount, XcDocid lastdocid,
                 XcPostingEstimate *estimate, void **cursor, GError **error);
    /* Moves to the first document of an id >= TARGET and greater than the current one (TARGET is 1
     * or more), and sets *DOCID to it, or to 0 at the end. Documents that weigh less than MIN_WEIGHT
     * may be skipped. */
    bool (*advance)(void *cursor, XcDocid target, double min_weight, XcDocid *docid, GError **error);
    /* The weight of the current document, 0 to max_weight. NULL: always 0. */
    bool (*weight)(void *cursor, double *weight, GError **error);
    /* Frees the cursor; NULL if there is nothing to free. */
    void (*close)(void *cursor);
} XcPostingCallbacks;

/* A source over callbacks; *CALLBACKS is copied. open and advance are required
 * (XC_ERROR_INVALID_ARGUMENT). On any failure DESTROY has been called. */
XcPostingSource *xc_posting_source_new_callbacks(const XcPostingCallbacks *callbacks, void *data,
                                                 XcDestroy destroy, GError **error);

/* Every document with a value in SLOT, weighing that value (xc_sortable_serialise()). */
XcPostingSource *xc_posting_source_new_value_weight(XcSlot slot, GError **error);

/* Every document, weighing WEIGHT. */
XcPostingSource *xc_posting_source_new_fixed_weight(double weight, GError **error);

/* Queries made from it keep what they need. NULL is ignored. */
void xc_posting_source_free(XcPostingSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcPostingSource, xc_posting_source_free)

G_END_DECLS

#endif
