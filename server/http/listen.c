#include "server/http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "messages/messages.h"

enum { BACKLOG = 1024, FIRST_INHERITED = 3 };

static int fail(const char *where, const char *what, GError **error)
{
    g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: %s", where, what);
    return -1;
}

static gboolean fill_local(struct sockaddr_un *address, const char *path)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    return g_strlcpy(address->sun_path, path, sizeof address->sun_path) < sizeof address->sun_path;
}

/* Whether nobody listens at the socket that is left at ADDRESS. */
static gboolean is_left_over(const struct sockaddr_un *address)
{
    struct stat is;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    gboolean refused = fd >= 0 && stat(address->sun_path, &is) == 0 && S_ISSOCK(is.st_mode) &&
                       connect(fd, (const struct sockaddr *)address, sizeof *address) != 0 && errno == ECONNREFUSED;
    if (fd >= 0)
        close(fd);
    return refused;
}

static int listen_on(const char *where, int family, const struct sockaddr *address, socklen_t len, GError **error)
{
    int one = 1, fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return fail(where, g_strerror(errno), error);
    if (family != AF_UNIX)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (bind(fd, address, len) != 0 || listen(fd, BACKLOG) != 0) {
        int because = errno;
        close(fd);
        return fail(where, because == EADDRINUSE ? _("something else listens there") : g_strerror(because), error);
    }
    return fd;
}

static int listen_local(const char *where, const char *path, char **name, GError **error)
{
    struct sockaddr_un address;
    if (!fill_local(&address, path) || !*path)
        return fail(where, _("the path of a socket has at most 107 bytes"), error);
    if (is_left_over(&address))
        unlink(path);
    int fd = listen_on(where, AF_UNIX, (const struct sockaddr *)&address, sizeof address, error);
    if (fd >= 0) {
        chmod(path, 0660);
        *name = g_strdup(where);
    }
    return fd;
}

/* "http://127.0.0.1:8080" of what FD is bound to. Caller frees; NULL: it is nothing of the kind. */
static char *name_of(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
        struct sockaddr_un local;
        struct sockaddr_storage room;
    } address = {0};
    socklen_t len = sizeof address;
    char text[INET6_ADDRSTRLEN] = "";
    if (getsockname(fd, &address.any, &len) != 0)
        return NULL;
    if (address.any.sa_family == AF_INET)
        return g_strdup_printf("http://%s:%u", inet_ntop(AF_INET, &address.four.sin_addr, text, sizeof text),
                               ntohs(address.four.sin_port));
    if (address.any.sa_family == AF_INET6)
        return g_strdup_printf("http://[%s]:%u", inet_ntop(AF_INET6, &address.six.sin6_addr, text, sizeof text),
                               ntohs(address.six.sin6_port));
    return address.any.sa_family == AF_UNIX ? g_strdup_printf("unix:%s", address.local.sun_path) : NULL;
}

/* Splits WHERE, "host:port" or "[host]:port". FALSE: it is neither. */
static gboolean split(const char *where, char **host, char **port)
{
    const char *colon = strrchr(where, ':');
    gsize len = colon ? (gsize)(colon - where) : 0;
    guint64 number;
    gboolean bracketed = len >= 2 && where[0] == '[' && where[len - 1] == ']';
    if (len == 0 || !g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &number, NULL) ||
        (!bracketed && memchr(where, ':', len)))
        return FALSE;
    *host = bracketed ? g_strndup(where + 1, len - 2) : g_strndup(where, len);
    *port = g_strdup(colon + 1);
    return TRUE;
}

int listen_at(const char *where, char **name, GError **error)
{
    g_autofree char *host = NULL, *port = NULL;
    struct addrinfo *found = NULL;
    const struct addrinfo wanted = {.ai_flags = AI_PASSIVE | AI_NUMERICSERV, .ai_socktype = SOCK_STREAM};
    *name = NULL;
    if (g_str_has_prefix(where, "unix:"))
        return listen_local(where, where + strlen("unix:"), name, error);
    if (!split(where, &host, &port))
        return fail(where, _("write ADDRESS:PORT, [ADDRESS]:PORT or unix:PATH"), error);
    int failed = getaddrinfo(g_str_equal(host, "*") ? "0.0.0.0" : host, port, &wanted, &found);
    if (failed)
        return fail(where, gai_strerror(failed), error);
    int fd = listen_on(where, found->ai_family, found->ai_addr, found->ai_addrlen, error);
    freeaddrinfo(found);
    if (fd >= 0)
        *name = name_of(fd);
    return fd;
}

static guint64 number_in(const char *variable)
{
    const char *text = g_getenv(variable);
    guint64 number = 0;
    return text && g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT, &number, NULL) ? number : 0;
}

gboolean listen_inherited(GArray *sockets, GPtrArray *names, GError **error)
{
    gboolean ours = number_in("LISTEN_PID") == (guint64)getpid();
    int count = ours ? (int)number_in("LISTEN_FDS") : 0;
    g_unsetenv("LISTEN_PID");
    g_unsetenv("LISTEN_FDS");
    g_unsetenv("LISTEN_FDNAMES");
    for (int fd = FIRST_INHERITED; fd < FIRST_INHERITED + count; fd++) {
        int listens = 0;
        socklen_t len = sizeof listens;
        char *name = name_of(fd);
        if (!name || getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &len) != 0 || !listens) {
            g_free(name);
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_FAILED, _("LISTEN_FDS: descriptor %d is no stream socket that listens"), fd);
            return FALSE;
        }
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
        g_array_append_val(sockets, fd);
        g_ptr_array_add(names, name);
    }
    return TRUE;
}

void listen_remove(const char *name)
{
    if (g_str_has_prefix(name, "unix:"))
        unlink(name + strlen("unix:"));
}

void listen_notify(const char *state)
{
    const char *path = g_getenv("NOTIFY_SOCKET");
    struct sockaddr_un address;
    if (!path || (*path != '/' && *path != '@') || !fill_local(&address, path))
        return;
    if (*path == '@')
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    socklen_t len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    if (fd < 0)
        return;
    if (sendto(fd, state, strlen(state), MSG_NOSIGNAL, (const struct sockaddr *)&address, len) < 0)
        g_debug("%s: %s", path, g_strerror(errno)); /* who does not listen does not want to know */
    close(fd);
}
