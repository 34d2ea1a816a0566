/* How many connections each address has. For all threads. */
#ifndef SERVER_HTTP_ADDRESSES_H
#define SERVER_HTTP_ADDRESSES_H

#include <glib.h>
#include <sys/socket.h>

typedef struct Addresses Addresses;

Addresses *addresses_new(guint most);
void addresses_free(Addresses *addresses);

/* Whether ADDRESS may have one more. */
gboolean addresses_may(Addresses *addresses, const struct sockaddr *address);

/* Counts one more, or one less. Of IPv6 a network of 64 bits is one address; a local socket is not counted. */
void addresses_add(Addresses *addresses, const struct sockaddr *address, int change);

/* As text: "192.0.2.1", "unix". Caller frees. */
char *address_text(const struct sockaddr *address);

#endif
