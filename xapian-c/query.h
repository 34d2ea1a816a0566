/* Queries: immutable trees, reference counted.
 *
 * A query belongs to no database and can be run on any. Combining shares the parts, whose counters
 * are not atomic: a query and all that share parts with it belong to one thread at a time.
 * Each constructor returns a new reference, or NULL with *ERROR set.
 */
#ifndef XAPIAN_C_QUERY_H
#define XAPIAN_C_QUERY_H

#include "xapian-c/iterator.h"
#include "xapian-c/posting-source.h"

G_BEGIN_DECLS

typedef struct XcQuery XcQuery;

XcQuery *xc_query_ref(XcQuery *query); /* returns QUERY */
void xc_query_unref(XcQuery *query);   /* NULL is ignored */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcQuery, xc_query_unref)

/* The documents that hold TERM. WQF is how often it is in the query, usually 1. An empty term is
 * every document. */
XcQuery *xc_query_term(XcBytes term, uint32_t wqf, GError **error);

XcQuery *xc_query_match_all(GError **error);
XcQuery *xc_query_match_nothing(GError **error);

typedef enum {
    XC_QUERY_AND,       /* all match; weights add up */
    XC_QUERY_OR,        /* at least one matches; weights of those that do add up */
    XC_QUERY_AND_NOT,   /* the first matches and none of the others; the first's weight */
    XC_QUERY_XOR,       /* an odd number match */
    XC_QUERY_AND_MAYBE, /* the first matches; the others add weight */
    XC_QUERY_FILTER,    /* all match; only the first's weight */
    XC_QUERY_NEAR,      /* all within a window of PARAMETER positions, in any order */
    XC_QUERY_PHRASE,    /* all within a window of PARAMETER positions, in order */
    XC_QUERY_ELITE_SET, /* OR of the PARAMETER parts that can weigh most */
    XC_QUERY_SYNONYM,   /* OR, weighed as if all parts were one term */
    XC_QUERY_MAX,       /* OR, weighed by the heaviest part */
} XcQueryOp;

/* Combines N queries; they stay the caller's. PARAMETER 0 means Xapian's default (the number of
 * parts for a window, 10 for ELITE_SET); other operators ignore it. Of N = 0 comes a query that
 * matches nothing. XC_ERROR_INVALID_ARGUMENT for no such operator; XC_ERROR_UNIMPLEMENTED where Xapian
 * cannot combine (NEAR or PHRASE over NEAR or PHRASE). */
XcQuery *xc_query_combine(XcQueryOp op, XcQuery *const *queries, size_t n, uint32_t parameter,
                          GError **error);

/* QUERY with its weights multiplied by FACTOR; 0 makes it a pure filter, faster to match.
 * XC_ERROR_INVALID_ARGUMENT if FACTOR is negative. */
XcQuery *xc_query_scale(XcQuery *query, double factor, GError **error);

/* What happens when a wildcard expands to more than its limit. */
typedef enum {
    XC_WILDCARD_ERROR,         /* the search fails with XC_ERROR_WILDCARD */
    XC_WILDCARD_FIRST,         /* the first ones in byte order */
    XC_WILDCARD_MOST_FREQUENT, /* the most frequent ones */
} XcWildcardLimit;

/* All terms that begin with PREFIX, joined by COMBINER (XC_QUERY_SYNONYM, _OR or _MAX). They are
 * looked up when the query runs; at most MAX_EXPANSION of them (0: no limit), in each shard.
 * (libxapian 1.4.22 loses 120 bytes for each term that XC_WILDCARD_MOST_FREQUENT leaves out under
 * XC_QUERY_OR and _MAX; not under _SYNONYM.) */
XcQuery *xc_query_wildcard(XcBytes prefix, uint32_t max_expansion, XcWildcardLimit limit,
                           XcQueryOp combiner, GError **error);

/* The documents whose value in SLOT lies from LOWER to UPPER, is at least LOWER, or at most UPPER,
 * bounds included, in byte order. No weight. */
XcQuery *xc_query_value_range(XcSlot slot, XcBytes lower, XcBytes upper, GError **error);
XcQuery *xc_query_value_ge(XcSlot slot, XcBytes lower, GError **error);
XcQuery *xc_query_value_le(XcSlot slot, XcBytes upper, GError **error);

/* The documents of SOURCE, which stays the caller's. */
XcQuery *xc_query_posting_source(const XcPostingSource *source, GError **error);

/* Whether it is the query that matches nothing. */
bool xc_query_is_empty(const XcQuery *query);
/* The sum of the wqf of its terms. */
uint32_t xc_query_length(const XcQuery *query);
/* How many different terms it holds (a wildcard's are not known before it runs). */
size_t xc_query_unique_term_count(const XcQuery *query, GError **error);
/* Its different terms in byte order. */
XcTermIterator *xc_query_terms(const XcQuery *query, GError **error);

/* A text for people that shows the tree, such as "Query((云 AND 计算))". Xapian's form, not to be
 * parsed. Caller frees with free(). NULL on failure. */
char *xc_query_describe(const XcQuery *query, GError **error);

/* The query as LEN bytes, and back; caller frees with free(). XC_ERROR_UNIMPLEMENTED if it has a
 * posting source of callbacks, XC_ERROR_SERIALISATION if BYTES are damaged. */
char *xc_query_serialise(const XcQuery *query, size_t *len, GError **error);
XcQuery *xc_query_unserialise(XcBytes bytes, GError **error);

G_END_DECLS

#endif
