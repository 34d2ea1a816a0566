/* One search: a query → its result set, in order, with facets; then relaxed hits. */
#ifndef SEARCH_ANSWER_SEARCH_H
#define SEARCH_ANSWER_SEARCH_H

#include "search/match/searcher.h"
#include "search/plan/query-terms.h"
#include "search/query/query.h"
#include "search/rank/rank.h"

typedef enum {
    SORT_RELEVANCE,
    SORT_NUMBER,    /* as people sort numbers */
    SORT_PUBLISHED, /* newest first, undated last */
} SearchSort;

/* When relaxed hits follow the result set. */
typedef enum {
    RELAX_FEW,  /* if it is smaller than a page */
    RELAX_NONE, /* if it is empty: for formats that cannot mark them */
} Relaxing;

typedef struct {
    guint offset, count; /* hits [offset, offset + count) */
    SearchSort sort;
    guint32 facets;       /* bit set of FieldId to count */
    double least_relaxed; /* share of the query's weight that a relaxed hit must hold, 0 to 1 */
    Relaxing relaxing;
    gboolean explain;     /* whether to fill `plan` */
} SearchOptions;

#define SEARCH_OPTIONS_INIT {.count = 10, .least_relaxed = 0.3, .relaxing = RELAX_FEW}

/* So many of the best of the result set are ranked closely, and of the relaxed candidates: with 200 of
 * both, every measured collection is the same to four decimals. */
#define SEARCH_DEPTH 150
#define SEARCH_RELAXED_DEPTH 200
/* Where these are not enough, so many more by single characters. */
#define SEARCH_MORE 100

typedef struct {
    XcDocid docid;
    gboolean relaxed;  /* does not hold every word of the query */
    gboolean leads;    /* though relaxed it comes first: see near-title.h */
    gboolean ranked;   /* `values` are set */
    guint32 expansions; /* which of the terms' expansions it holds instead of the words */
    char *replaces;    /* the withdrawn hit for which it is there, being in force today; or NULL */
    double score;      /* comparable among hits of the same `relaxed` */
    double longness;   /* of the query as it says it: by that `values` weigh */
    double any_words;  /* as in RankedDocument */
    double values[RANK_FEATURES];
    char *id;
} SearchHit;

typedef struct {
    char *value;
    guint count;
} FacetCount;

typedef struct {
    FieldId field;
    GArray *counts; /* FacetCount, most frequent first, equals in byte order */
} Facet;

/* The number of the query that no document has. */
typedef struct {
    char *number;
    GPtrArray *ids; /* char *: near_numbers() */
} NearestNumbers;

typedef struct {
    guint total;        /* documents in the result set, exact, successors of the first included */
    guint relaxed;      /* relaxed hits, all of them, beside `total` */
    guint leading;      /* 1 if the first of all hits is a relaxed one that leads, else 0 */
    GArray *hits;       /* SearchHit, those asked for */
    GArray *facets;     /* Facet, in the order of the field table; of the result set alone */
    GArray *nearest;    /* NearestNumbers, by place in the query */
    char *translated;   /* the note that translations count, which hits that hold one say as well, or NULL */
    char *changed;      /* what of the query's wording was changed to find this, or NULL */
    QueryTerms *terms;  /* what weighed */
    char *plan;         /* which documents the result set is: selection_describe(), or NULL */
} SearchResult;

/* Searches. QUERY gets notes. NULL with an error of the index. The same index, query and options
 * always give the same result. */
SearchResult *search_run(Searcher *searcher, Query *query, const SearchOptions *options,
                         GError **error);
void search_result_free(SearchResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SearchResult, search_result_free)

/* Counts the facets FIELDS (bit set) over DOCIDS: Facet. Caller unrefs. */
GArray *facets_count(Searcher *searcher, const GArray *docids, guint32 wanted, GError **error);

/* DOCIDS in the order of SORT (not by relevance), as hits. */
GArray *search_sort(Searcher *searcher, const GArray *docids, SearchSort sort, GError **error);

#endif
