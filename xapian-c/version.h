/* Versions of the libxapian that is linked. All functions are thread-safe. */
#ifndef XAPIAN_C_VERSION_H
#define XAPIAN_C_VERSION_H

#include "xapian-c/types.h"

G_BEGIN_DECLS

/* "1.4.22". Static. */
const char *xc_xapian_version(void);
/* Its three parts: 1, 4, 22. Each pointer may be NULL. */
void xc_xapian_version_parts(int *major, int *minor, int *revision);

G_END_DECLS

#endif
