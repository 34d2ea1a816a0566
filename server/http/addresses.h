/* How many connections each address has. For all threads. */
#ifndef SERVER_HTTP_ADDRESSES_H
#define SERVER_HTTP_ADDRESSES_H

#include <glib.h>
#include <sys/socket.h>

typedef struct Addresses Addresses;

Addresses *addresses_new(guint most);
void addresses_free(Addresses *addresses);

/* Counts one more of ADDRESS, unless it has as many as it may: then FALSE. Of IPv6 a network of 64 bits is one address; a local
 * socket is not counted. */
gboolean addresses_take(Addresses *addresses, const struct sockaddr *address);

/* Counts one less. */
void addresses_leave(Addresses *addresses, const struct sockaddr *address);

/* As text: "192.0.2.1", "unix". Caller frees. */
char *address_text(const struct sockaddr *address);

#endif
