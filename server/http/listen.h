/* Sockets to serve on. */
#ifndef SERVER_HTTP_LISTEN_H
#define SERVER_HTTP_LISTEN_H

#include <glib.h>

/* Listens at WHERE: "127.0.0.1:8080", "[::1]:8080" (port 0: any), "unix:/run/biaosou.socket". Returns the descriptor, and *NAME
 * as a client writes it, "http://127.0.0.1:8080" or "unix:…"; caller frees. -1 with an error. */
int listen_at(const char *where, char **name, GError **error);

/* Adds to SOCKETS those that systemd, or who does as it does, has handed to this process, and to NAMES their names (caller
 * frees). FALSE with an error if what was handed over is no socket that listens. */
gboolean listen_inherited(GArray *sockets, GPtrArray *names, GError **error);

/* Removes the local socket NAME ("unix:…"). */
void listen_remove(const char *name);

/* Tells who started this process, if it wants to know (sd_notify(3)): "READY=1". */
void listen_notify(const char *state);

#endif
