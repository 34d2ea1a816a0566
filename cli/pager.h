/* The pager of cli_page(), for what is in this folder. */
#ifndef CLI_PAGER_H
#define CLI_PAGER_H

#include <glib.h>

/* Set by --no-pager. */
extern gboolean pager_unwanted;

/* Shuts standard output and waits until the pager has ended; nothing if none runs. */
void pager_end(void);

#endif
