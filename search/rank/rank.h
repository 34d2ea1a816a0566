/* Step two of ranking: what matters to people who look for standards, as a table of features. */
#ifndef SEARCH_RANK_RANK_H
#define SEARCH_RANK_RANK_H

#include "search/plan/lookup.h"
#include "search/plan/query-terms.h"
#include "search/rank/candidates.h"
#include "search/rank/features.h"

/* The features, in the order of their table. */
typedef enum {
    RANK_NUMBER, RANK_EDITION, RANK_REFERENCE, RANK_BM25, RANK_SYMBOLS, RANK_SYMBOLS_HELD,
    RANK_PAIRS_HELD, RANK_WORD_PAIRS, RANK_WORDS_HELD, RANK_ALIKE, RANK_TITLE_HELD, RANK_OWN_TITLE,
    RANK_SHARED_TITLE, RANK_TITLE_NEAR, RANK_WINDOW, RANK_NARROW_WINDOW, RANK_STRETCH, RANK_LENGTH,
    RANK_HAS_NUMBER, RANK_TITLE_EQUAL, RANK_OVERVIEW, RANK_EXPANSION, RANK_APPROXIMATE, RANK_FOREIGN_HAN,
    RANK_PHRASES, RANK_AS_WRITTEN, RANK_DERIVED, RANK_IN_FORCE, RANK_SUPPLEMENT, RANK_EDITION_ORDER,
    RANK_FEATURES
} RankFeatureId;

typedef struct {
    const char *name;
    double weight, longer; /* what a value of 1 adds: weight + longness × longer */
    double (*value)(const RankDocument *document); /* NULL: told by all documents together, in the functions below */
} RankFeature;

extern const RankFeature rank_features[RANK_FEATURES];

/* The feature called NAME, or -1. */
gint rank_feature_find(const char *name);

/* What a value of 1 adds for a query of that longness (query-symbols.h). */
double rank_feature_weight(guint feature, double longness);

typedef struct {
    XcDocid docid;
    double score, longness; /* as in SearchHit */
    guint32 expansions; /* as in RankDocument */
    double any_words; /* share of the words' weight that it holds, 0 to 1; 1 or more if it is cited */
    double values[RANK_FEATURES]; /* by feature, unweighed */
    int number; /* this and the next as in RankDocument */
    guint status;
    gboolean asked;
    gboolean numbers_only; /* it has the number that is all that was asked for */
    guint64 title; /* a hash of its titles, cited places (第三十三条) aside; 0: it has none */
    guint digits;  /* edition_digits() of its id */
    char *id;
} RankedDocument;

/* Fills in what titles tell that several of DOCUMENTS (RankedDocument) share: the articles of a law, the parts of a series, the
 * sections of a page. Such a title tells of which work a document is, little of the document: of RANK_TITLE_HELD less the more
 * works share it is RANK_OWN_TITLE; and a work that many are from is likely what was meant: the logarithm of how many is
 * RANK_SHARED_TITLE. Editions and supplements of one number are one. */
void rank_shared_titles(GArray *documents);

/* The hash `title` of a document. */
guint64 rank_title_hash(const DocumentView *view);

/* Puts drafts in RANKED (best first) after the other documents of their number, past editions after
 * those, and, but where SUPPLEMENTS_ASKED for, amendments, corrigenda and interpretation sheets after
 * what they belong to: the others take the better places, with their scores. What that wins or loses is RANK_EDITION_ORDER. */
void rank_editions(GArray *ranked, gboolean supplements_asked);

/* CANDIDATES scored and put in order: RankedDocument, best first, equals by id. NUMBERS (may be
 * NULL) are the matches of the query's numbers. RESULTS says whether they are of the result set.
 * Caller unrefs. */
GArray *rank_documents(Searcher *searcher, const QueryTerms *terms, const GArray *candidates,
                       const GArray *numbers, gboolean results, GError **error);

#endif
