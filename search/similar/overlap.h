/* How much of a text another one says: the share of its terms, each weighed by how rare it is in the index. */
#ifndef SEARCH_SIMILAR_OVERLAP_H
#define SEARCH_SIMILAR_OVERLAP_H

#include "search/match/searcher.h"

/* The terms that were met, each with its weight, looked up once. Not thread-safe. */
typedef struct {
    Searcher *searcher;
    GHashTable *weights; /* char * → double * */
} OverlapWeights;
void overlap_weights_init(OverlapWeights *weights, Searcher *searcher);
void overlap_weights_clear(OverlapWeights *weights);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OverlapWeights, overlap_weights_clear)

/* Where in its normalized text a term stands first: bytes [from, to). */
typedef struct {
    const char *term; /* of the OverlapWeights */
    double weight;
    guint32 from, to;
} OverlapPlace;

/* The terms of a text: pairs of Chinese characters, stems of other words, numbers; each once. */
typedef struct {
    GHashTable *weights; /* char * → double *, both of the OverlapWeights, which must outlive it */
    double weight;       /* of all */
    GArray *places;      /* OverlapPlace, one for each term, in the order of the text */
    guint32 len;         /* of the normalized text */
} OverlapTerms;

/* The terms of TEXT. Caller frees. */
OverlapTerms *overlap_terms(OverlapWeights *weights, const char *text);
void overlap_terms_free(OverlapTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OverlapTerms, overlap_terms_free)

/* The share of the weight of TERMS that OTHER has too, 0 to 1; 0 if there are none. */
double overlap_share(const OverlapTerms *terms, const OverlapTerms *other);

/* Whether TERMS has all terms of OTHER. */
gboolean overlap_has_all(const OverlapTerms *terms, const OverlapTerms *other);

/* TEXT cut into clauses, at the marks that end sentences and parts of them: char *. Caller unrefs. */
GPtrArray *overlap_clauses(const char *text);

#endif
