/* Numbers as byte strings that sort as the numbers do: for values, ranges and sorting. */
#ifndef XAPIAN_C_SORTABLE_H
#define XAPIAN_C_SORTABLE_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

/* The longest form of a number, in bytes. */
#define XC_SORTABLE_MAX 9

/* Writes VALUE to BUFFER and returns its length, 0 (negative infinity) to XC_SORTABLE_MAX. Not a
 * number is not allowed. Exact for all others. Thread-safe. */
size_t xc_sortable_serialise(double value, char buffer[XC_SORTABLE_MAX]);

/* The number; undefined (but harmless) if BYTES did not come from xc_sortable_serialise().
 * Thread-safe. */
double xc_sortable_unserialise(XcBytes bytes);

G_END_DECLS

#endif
