/* Weighting schemes, as one table: a scheme and its parameters. */
#ifndef XAPIAN_C_WEIGHT_H
#define XAPIAN_C_WEIGHT_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

/* Parameters in their order, with Xapian's defaults. */
typedef enum {
    XC_WEIGHT_BM25,      /* k1 1, k2 0, k3 1, b 0.5, min_normlen 0.5 */
    XC_WEIGHT_BM25_PLUS, /* k1 1, k2 0, k3 1, b 0.5, min_normlen 0.5, delta 1 */
    XC_WEIGHT_BOOL,      /* every document weighs 0 */
    XC_WEIGHT_COORD,     /* the number of terms that match */
    XC_WEIGHT_TRAD,      /* k 1 */
    XC_WEIGHT_TFIDF,     /* see xc_weight_new_tfidf() */
    XC_WEIGHT_INL2,      /* c 1 */
    XC_WEIGHT_IFB2,      /* c 1 */
    XC_WEIGHT_INEB2,     /* c 1 */
    XC_WEIGHT_BB2,       /* c 1 */
    XC_WEIGHT_DLH,
    XC_WEIGHT_PL2,      /* c 1 */
    XC_WEIGHT_PL2_PLUS, /* c 1, delta 0.8 */
    XC_WEIGHT_DPH,
    XC_WEIGHT_LM_TWO_STAGE, /* log 0, lambda 0.7, mu 2000 */
} XcWeightScheme;
#define XC_WEIGHT_COUNT (XC_WEIGHT_LM_TWO_STAGE + 1)
#define XC_WEIGHT_PARAMS_MAX 6

/* A row of the table. */
typedef struct {
    XcWeightScheme scheme;
    const char *name; /* "bm25" */
    size_t n_params;
    const char *param_names[XC_WEIGHT_PARAMS_MAX];
    double defaults[XC_WEIGHT_PARAMS_MAX];
} XcWeightInfo;

/* The row of SCHEME, or of the scheme called NAME; NULL if there is none. Static. Thread-safe. */
const XcWeightInfo *xc_weight_info(XcWeightScheme scheme);
const XcWeightInfo *xc_weight_find(const char *name);

typedef struct XcWeight XcWeight;

/* A scheme with the first N parameters given and the others as by default. NULL on failure:
 * XC_ERROR_INVALID_ARGUMENT for no such scheme, too many parameters, or one that the scheme refuses
 * (c must be above 0). BM25 moves parameters outside their range into it. Free with
 * xc_weight_free(). May be used by several enquires, one thread at a time. */
XcWeight *xc_weight_new(XcWeightScheme scheme, const double *params, size_t n, GError **error);

/* TfIdf with Xapian's three letters for wdf (n b s l L), idf (n t p f s) and document weight (n),
 * such as "ntn", the default. XC_ERROR_INVALID_ARGUMENT for others. */
XcWeight *xc_weight_new_tfidf(const char *normalizations, GError **error);

void xc_weight_free(XcWeight *weight); /* NULL is ignored */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcWeight, xc_weight_free)

G_END_DECLS

#endif
