/* Step two of ranking: what matters to people who look for standards, as a table of features. */
#ifndef SEARCH_RANK_H
#define SEARCH_RANK_H

#include "search/candidates.h"
#include "search/lookup.h"
#include "search/query-terms.h"

/* A document as the features see it. */
typedef struct {
    DocumentView view;
    double bm25;           /* 0 to 1, of the best candidate's */
    int number;            /* LookupLevel of the number asked for, or -1 */
    double edition;        /* 1 for the first edition of that level, then less; 0 without number */
    guint status;          /* as in lookup.h */
    double title_words;    /* share of the words' idf that is in one of the titles, best title */
    double any_words;      /* share in any text */
    double title_covered;  /* share of that title's characters that are words of the query */
    double title_phrase;   /* 1 the whole query is in that title, else 0 */
    double title_equal;    /* 1 a title is the query, 0.6 it ends so */
    double nearness;       /* how close together the words stand in the best text, 0 to 1 */
    double phrases;        /* share of the query's phrases in a title */
} RankDocument;

typedef struct {
    const char *name;
    double weight;
    double (*value)(const RankDocument *document); /* 0 to 1 */
} RankFeature;

extern const RankFeature rank_features[];
extern const guint n_rank_features;
#define RANK_MAX_FEATURES 16

typedef struct {
    XcDocid docid;
    double score;
    double any_words;
    double values[RANK_MAX_FEATURES]; /* by feature, unweighed */
    char *id;
} RankedDocument;

/* CANDIDATES scored and put in order: RankedDocument, best first, equals by id. NUMBERS (may be
 * NULL) are the matches of the query's numbers. Caller unrefs. */
GArray *rank_documents(Searcher *searcher, const QueryTerms *terms, const GArray *candidates,
                       const GArray *numbers, GError **error);

#endif
