#include "server/http/addresses.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>

struct Addresses {
    pthread_mutex_t lock;
    GHashTable *counts; /* text → count */
    guint most;
};

Addresses *addresses_new(guint most)
{
    Addresses *addresses = g_new0(Addresses, 1);
    pthread_mutex_init(&addresses->lock, NULL);
    addresses->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    addresses->most = most;
    return addresses;
}

void addresses_free(Addresses *addresses)
{
    if (!addresses)
        return;
    g_hash_table_unref(addresses->counts);
    pthread_mutex_destroy(&addresses->lock);
    g_free(addresses);
}

static char *text_of(const struct sockaddr *address, gboolean network)
{
    char text[INET6_ADDRSTRLEN];
    if (address && address->sa_family == AF_INET)
        return g_strdup(inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, sizeof text));
    if (!address || address->sa_family != AF_INET6)
        return NULL;
    struct in6_addr six = ((const struct sockaddr_in6 *)address)->sin6_addr;
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return g_strdup(inet_ntop(AF_INET, six.s6_addr + 12, text, sizeof text));
    if (network)
        memset(six.s6_addr + 8, 0, 8);
    return g_strdup(inet_ntop(AF_INET6, &six, text, sizeof text));
}

static guint count_of(const Addresses *addresses, const char *text)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(addresses->counts, text));
}

gboolean addresses_take(Addresses *addresses, const struct sockaddr *address)
{
    char *text = text_of(address, TRUE);
    if (!text)
        return TRUE;
    pthread_mutex_lock(&addresses->lock);
    guint count = count_of(addresses, text);
    gboolean may = count < addresses->most;
    if (may)
        g_hash_table_replace(addresses->counts, g_steal_pointer(&text), GUINT_TO_POINTER(count + 1));
    pthread_mutex_unlock(&addresses->lock);
    g_free(text);
    return may;
}

void addresses_leave(Addresses *addresses, const struct sockaddr *address)
{
    char *text = text_of(address, TRUE);
    if (!text)
        return;
    pthread_mutex_lock(&addresses->lock);
    guint count = count_of(addresses, text);
    if (count > 1)
        g_hash_table_replace(addresses->counts, g_steal_pointer(&text), GUINT_TO_POINTER(count - 1));
    else
        g_hash_table_remove(addresses->counts, text);
    pthread_mutex_unlock(&addresses->lock);
    g_free(text);
}

char *address_text(const struct sockaddr *address)
{
    char *text = text_of(address, FALSE);
    return text ? text : g_strdup("unix");
}
