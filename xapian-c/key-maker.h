/* Key makers: sorting by several values, each upwards or downwards. */
#ifndef XAPIAN_C_KEY_MAKER_H
#define XAPIAN_C_KEY_MAKER_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

typedef struct XcKeyMaker XcKeyMaker;

/* A maker of no slots, to be filled with xc_key_maker_add(). */
XcKeyMaker *xc_key_maker_new(GError **error);

/* Compares by the value of SLOT where all slots before are equal; downwards if REVERSE. Documents
 * without a value sort as if it were MISSING. */
bool xc_key_maker_add(XcKeyMaker *maker, XcSlot slot, bool reverse, XcBytes missing, GError **error);

/* An enquire that sorts by it keeps it. NULL is ignored. */
void xc_key_maker_free(XcKeyMaker *maker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XcKeyMaker, xc_key_maker_free)

G_END_DECLS

#endif
