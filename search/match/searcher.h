/* What a thread answers queries with: a snapshot that it shares, and handles and buffers of its own. */
#ifndef SEARCH_MATCH_SEARCHER_H
#define SEARCH_MATCH_SEARCHER_H

#include "indexer/read/index.h"
#include "search/match/search-snapshot.h"
#include "search/match/selection.h"
#include "search/words/regional.h"
#include "search/words/words.h"

struct sb_stemmer;
typedef struct Weigher Weigher;

/* Not thread-safe: one per thread. */
typedef struct {
    SearchSnapshot *shared;
    Index *index;
    Tokenizer *tokenizer; /* the index's */
    struct sb_stemmer *stemmer; /* English */
    const StopWords *stop_words; /* the snapshot's, as the two that follow */
    const Expander *expander;
    const DocSet *live; /* the snapshot's, or of an export `all`: */
    DocSet *all;
    Regional *regional;
    guint32 without; /* bit set of features (rank.h) that do not count: for experiments */
    DocSpace space;
    guint32 today; /* yyyymmdd, when it was made: what has come into force by then */
    GHashTable *values; /* what was found for values that were asked for: plan-value.c's own */
    DocSet *came;  /* searcher_came_into_force(), or NULL: not yet asked for */
    guint lacked;  /* parts of an export that were missing when what follows was asked for */
    DocSet *foreign_han; /* searcher_foreign_han(), or NULL: not yet asked for */
    Weigher *weigher; /* weigh.c's own, or NULL: nothing was weighed yet */
} Searcher;

/* A searcher of SHARED, of which it takes a reference. Goes well also when a writer has removed that
 * generation meanwhile. NULL with an error of the index. */
Searcher *searcher_new(SearchSnapshot *shared, GError **error);

/* One of the current generation of the index in folder DIR. */
Searcher *searcher_open(const char *dir, GError **error);
void searcher_free(Searcher *searcher);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Searcher, searcher_free)

/* Comes before each question that a program asks: index_begin(). */
void searcher_begin(Searcher *searcher);

/* How many of the *PARTS of an export lacked a server for the last question; 0 of 1: the index is a folder's. */
guint searcher_missing(const Searcher *searcher, guint *parts);

/* The live documents that SELECTION matches. Caller frees; NULL with an error. */
DocSet *searcher_find(Searcher *searcher, const Selection *selection, GError **error);

/* The first MAX of them, as XcDocid. Caller unrefs; NULL with an error. */
GArray *searcher_documents(Searcher *searcher, const Selection *selection, guint32 max,
                           GError **error);

/* The live documents with Chinese characters in a text of another language, and in none of Chinese.
 * Borrowed; NULL with an error. */
const DocSet *searcher_foreign_han(Searcher *searcher, GError **error);

/* The live documents that are recorded as 即将实施 and have come into force by today: they count as
 * 现行 everywhere. Borrowed; NULL with an error. The selection is the caller's. */
const DocSet *searcher_came_into_force(Searcher *searcher, GError **error);
Selection *selection_came_into_force(Searcher *searcher, GError **error);

/* In how many documents, dead ones included, TERM, after PREFIX, is. */
guint32 searcher_termfreq(Searcher *searcher, const char *prefix, const char *term);

/* The value of a facet's field in VIEW of DOCID, or NULL: LEN bytes, borrowed. */
const char *searcher_facet(Searcher *searcher, XcDocid docid, const DocumentView *view,
                           FieldId field, guint32 *len);

#endif
