/* What answering queries needs besides the query: an open index and tools made once. */
#ifndef SEARCH_SEARCHER_H
#define SEARCH_SEARCHER_H

#include "indexer/index.h"
#include "search/expand.h"
#include "search/regional.h"
#include "search/stop-words.h"
#include "search/words.h"

struct sb_stemmer;

/* A character that is in no more documents is met by the bigrams that begin with it, which weigh.
 * Those of other characters are a thousand, and many to read. */
#define SEARCHER_RARE_CHAR 4000

/* Not thread-safe: one per thread, with its own Index. */
typedef struct {
    Index *index; /* borrowed */
    Tokenizer *tokenizer; /* the index's */
    struct sb_stemmer *stemmer; /* English */
    StopWords *stop_words;
    Expander *expander;
    Regional *regional;
    guint32 without; /* bit set of features (rank.h) that do not count: for experiments */
    double mean_symbols; /* of a document; 0: not yet known */
    XcWeight *bm25, *no_weight;
    char **uuids; /* by shard number */
    guint32 n_shards;
} Searcher;

Searcher *searcher_new(Index *index, GError **error);
void searcher_free(Searcher *searcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Searcher, searcher_free)

/* The best MAX live documents of QUERY by WEIGHT; how many match is exact up to AT_LEAST. Caller frees;
 * NULL with an error. */
XcMSet *searcher_match(Searcher *searcher, XcQuery *query, XcWeight *weight, guint32 max,
                       guint32 at_least, GError **error);

/* The live documents that match QUERY, by ascending docid: an array of XcDocid. */
GArray *searcher_documents(Searcher *searcher, XcQuery *query, GError **error);

/* The first MAX of them. */
GArray *searcher_first_documents(Searcher *searcher, XcQuery *query, guint32 max, GError **error);

/* A query that matches exactly the documents DOCIDS (as above). Takes no reference. */
XcQuery *searcher_documents_query(Searcher *searcher, const GArray *docids, GError **error);

/* In how many documents TERM, after PREFIX, is. */
guint32 searcher_termfreq(Searcher *searcher, const char *prefix, const char *term);

/* A query for the documents that hold the CJK character C, in normalized form. They weigh nothing. */
XcQuery *searcher_character_query(Searcher *searcher, gunichar c, GError **error);

/* A query for TERM after PREFIX. A single character is met by every term that begins with it, or,
 * above SEARCHER_RARE_CHAR, by its set. */
XcQuery *searcher_term(Searcher *searcher, const char *prefix, const char *term, GError **error);

/* Joins the queries of PARTS under OP, takes them over and empties PARTS; NULL with an error if a
 * part is NULL. No part at all matches nothing. */
XcQuery *searcher_join(XcQueryOp op, GPtrArray *parts, GError **error);

/* The value of a facet's field in VIEW of DOCID, or NULL: LEN bytes, borrowed. */
const char *searcher_facet(Searcher *searcher, XcDocid docid, const DocumentView *view,
                           FieldId field, guint32 *len);

#endif
