/* What there is already of a proposed subject (立项查重): the documents that say most of what a title and a scope say, and
 * where. */
#ifndef SEARCH_SIMILAR_SIMILAR_H
#define SEARCH_SIMILAR_SIMILAR_H

#include "search/match/searcher.h"

/* A clause of the proposal, and the clause of the document that says most of it. */
typedef struct {
    char *own, *other;
    double share; /* of the weight of the own one's terms, 0 to 1 */
} SimilarPassage;

typedef struct {
    Record *record;
    double overlap;       /* of the proposal's terms, by weight, that it has: 0 to 1 */
    double title_overlap; /* of its title's, that one of the titles has */
    double likeness;      /* the greater of the first and SIMILAR_TITLE_COUNTS of the second */
    gboolean same_title;
    gboolean translated;  /* these are by translations of the proposal's words: it is in the other of Chinese and English */
    GPtrArray *passages; /* SimilarPassage, in the proposal's order */
} SimilarDocument;

/* A document whose scope is not known can be compared by its title alone, which says less. */
#define SIMILAR_TITLE_COUNTS 0.7

/* Of a longer title or scope so many bytes are compared, and so many of its clauses: longer than any that was written for a
 * standard, and soon done. */
#define SIMILAR_MOST_BYTES 16384u
#define SIMILAR_MOST_CLAUSES 200u

/* By the greatest likeness, or an equal title. */
typedef enum {
    SIMILAR_SAME,   /* a document with the same title, or of SIMILAR_LEAST_SAME */
    SIMILAR_CLOSE,  /* of SIMILAR_LEAST_CLOSE */
    SIMILAR_PARTLY, /* of SIMILAR_LEAST_PARTLY */
    SIMILAR_NONE,
} Similarity;
#define SIMILAR_LEAST_SAME 0.8
#define SIMILAR_LEAST_CLOSE 0.6
#define SIMILAR_LEAST_PARTLY 0.4

typedef struct {
    char *title, *scope; /* the proposal; "" for none */
    Similarity verdict;
    GPtrArray *documents; /* SimilarDocument, the greatest likeness first */
    GPtrArray *fresh;     /* char *: clauses of the proposal of which no document listed says half */
} Similar;

/* The COUNT documents most similar to a proposal of TITLE and SCOPE (either may be NULL), without the document EXCEPT (an id,
 * or NULL), its editions, its parts and what it has relations to. Caller frees; NULL with an error of the index. */
Similar *similar_find(Searcher *searcher, const char *title, const char *scope, const char *except, guint count,
                      GError **error);
void similar_free(Similar *similar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Similar, similar_free)

#endif
