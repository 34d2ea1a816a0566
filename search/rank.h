/* Step two of ranking: what matters to people who look for standards, as a table of features. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/candidates.h"
#include "search/features.h"
#include "search/lookup.h"
#include "search/query-terms.h"

typedef struct {
    const char *name;
    double weight, longer; /* what a value of 1 adds: weight + longness × longer */
    double (*value)(const RankDocument *document);
} RankFeature;

extern const RankFeature rank_features[];
extern const guint n_rank_features;
#define RANK_MAX_FEATURES 32

/* The feature called NAME, or -1. */
gint rank_feature_find(const char *name);

/* What a value of 1 adds for a query of that longness (query-symbols.h). */
double rank_feature_weight(guint feature, double longness);

typedef struct {
    XcDocid docid;
    double score, longness; /* as in SearchHit */
    guint32 expansions; /* as in RankDocument */
    double any_words; /* share of the words' weight that it holds, 0 to 1; 1 or more if it is cited */
    double values[RANK_MAX_FEATURES]; /* by feature, unweighed */
    int number; /* this and the next as in RankDocument */
    guint status;
    gboolean asked;
    char *id;
} RankedDocument;

/* Puts drafts in RANKED (best first) after the other documents of their number, and past editions
 * after those: the others take the better places, with their scores. */
void rank_editions(GArray *ranked);

/* CANDIDATES scored and put in order: RankedDocument, best first, equals by id. NUMBERS (may be
 * NULL) are the matches of the query's numbers. RESULTS says whether they are of the result set.
 * Caller unrefs. */
GArray *rank_documents(Searcher *searcher, const QueryTerms *terms, const GArray *candidates,
                       const GArray *numbers, gboolean results, GError **error);

#endif
