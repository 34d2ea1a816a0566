#ifndef COMMANDS_BROWSE_H
#define COMMANDS_BROWSE_H

#include <glib.h>

/* Opens URL in a browser: one of the programs that $BROWSER names, with colons between, the first
 * that can be started, or else xdg-open. No shell sees it. FALSE with the error printed. */
gboolean browse(const char *url);

#endif
