/* How near the prefixes of two numbers are. */
#ifndef SEARCH_PLAN_NEAR_PREFIX_H
#define SEARCH_PLAN_NEAR_PREFIX_H

#include "number/number.h"

typedef enum {
    PREFIX_FAR,
    PREFIX_SLIP,    /* one slip of the keyboard apart: GM/T and GB/T */
    PREFIX_ADOPTED, /* the other's body is international, the first's takes its numbers over: EN, IEC */
    PREFIX_FAMILY,  /* a body in common: GB/T and GB, ISO and ISO/IEC; or either has no prefix */
} PrefixNearness;

/* How near OTHER's prefix is to ASKED's. Thread-safe. */
PrefixNearness near_prefix(const Number *asked, const Number *other);

#endif
