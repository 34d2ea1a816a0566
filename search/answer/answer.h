/* One search: a query → its answer: the result set, in order, with facets; then relaxed hits; and what of each
 * hit is to be shown. */
#ifndef SEARCH_ANSWER_ANSWER_H
#define SEARCH_ANSWER_ANSWER_H

#include "corpus/record/texts.h"
#include "search/match/searcher.h"
#include "search/passage/snippet.h"
#include "search/plan/query-terms.h"
#include "search/plan/spelling.h"
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
    const DocSet *without; /* documents that are left out, borrowed until the answer is made; NULL: none */
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
    GArray *counts;  /* FacetCount, most frequent first, equals in byte order */
    GArray *classes; /* those of the values that others are parts of (value_parent()), in the same order: documents with any part */
    gboolean freed;  /* counted as if the query did not filter by this field */
} Facet;

/* The number of the query that no document has. */
typedef struct {
    char *number;
    GPtrArray *ids; /* char *: near_numbers() */
} NearestNumbers;

/* Borrows its searcher, which must outlive it, and owns all else. Not thread-safe. */
typedef struct {
    Searcher *searcher;
    Query *query;       /* as it was read, with its notes */
    SearchOptions options;
    guint total;        /* documents in the result set, exact, successors of the first included */
    guint relaxed;      /* relaxed hits, all of them, beside `total` */
    guint leading;      /* 1 if the first of all hits is a relaxed one that leads, else 0 */
    GArray *hits;       /* SearchHit, those asked for */
    GArray *facets;     /* Facet, in the order of the field table; of the result set alone; or NULL */
    GArray *nearest;    /* NearestNumbers, by place in the query */
    const Said *translated; /* the note that translations were searched for, which hits that hold one say as well, or NULL */
    const Said *changed; /* the note of what of the query's wording was changed to find this, or NULL */
    Spelling *spelling; /* what was misspelt, besides the words of Latin letters that `terms` expands */
    char *read_as;      /* the query as it was read, where words were misspelt, or NULL */
    GPtrArray *did_you_mean; /* char *: queries that may be meant instead of it */
    QueryTerms *terms;  /* what weighed */
    char *plan;         /* which documents the result set is: selection_describe(), or NULL */
    Highlighter *highlighter;
} Answer;

/* Searches. QUERY is taken over. NULL with an error of the index. The same index, query and options
 * always give the same answer. */
Answer *answer_new(Searcher *searcher, Query *query, const SearchOptions *options, GError **error);
void answer_free(Answer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answer, answer_free)

/* Only the documents that hold all of QUERY, which is taken over. Caller frees; NULL with an error of the index. */
DocSet *answer_documents(Searcher *searcher, Query *query, GError **error);

/* A hit, to be shown. */
typedef struct {
    guint rank; /* from 1 */
    const SearchHit *hit;
    Record *record; /* NULL: not asked for */
} AnswerHit;

/* Hit I of `hits`, with its record if WITH_RECORD, into *OUT, to be cleared; until the next call
 * answer_title() and answer_passage() are of it. FALSE with an error of the index. */
gboolean answer_hit(Answer *answer, guint i, gboolean with_record, AnswerHit *out, GError **error);
void answer_hit_clear(AnswerHit *hit);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AnswerHit, answer_hit_clear)

/* A title of the hit, whole, with what matched. Caller frees. */
Snippet *answer_title(Answer *answer, const char *text);

/* The best passage of COLUMNS columns of the scopes of the hit's RECORD, with where it is from; the
 * beginning of the first scope if nothing matches; NULL if there is none. Caller frees. */
Snippet *answer_passage(Answer *answer, const Record *record, guint columns, RecordText *from);

/* The words that HIT holds in place of the query's and that are to be said: char *, borrowed. Caller unrefs. */
GPtrArray *answer_approximate(const Answer *answer, const SearchHit *hit);

/* The value of FIELD as it is on the searcher's day: the status by the date of effect
 * (record_status_on()). Borrowed. */
const char *answer_value(const Answer *answer, const Record *record, FieldId field);

/* A value or class of a facet in its tree, by places in the array. */
typedef struct {
    FieldId field;
    const char *value; /* borrowed from the facet; NULL of the root */
    guint count, depth;
    guint first, next; /* the most frequent of its parts, and the one after itself; 0: none */
} FacetNode;

/* The values of FACET as parts of their classes: FacetNode, the root first, which has those that are part of none. Caller
 * unrefs. */
GArray *facet_tree(const Facet *facet);

/* None yet: an array of Facet. Caller unrefs. */
GArray *facets_new(void);

/* Adds those of the fields WANTED (bit set) of the documents SET, which are read once, in the order of the field table; FREED
 * as in Facet. FALSE with an error. */
gboolean facets_add(GArray *facets, Searcher *searcher, const DocSet *set, guint32 wanted, gboolean freed, GError **error);

/* The first MOST documents of SET in the order of SORT (not by relevance), as hits. NULL with an error. */
GArray *search_sort(Searcher *searcher, const DocSet *set, SearchSort sort, guint most, GError **error);

#endif
