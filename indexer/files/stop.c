#include "indexer/files/stop.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

gboolean stop_asked(const Stop *stop, GError **error)
{
    int why = stop ? stop->signal : 0;
    if (why == STOP_ASKED)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_STOPPED, _("stopped; the index is as it was"));
    else if (why)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_STOPPED,
                    _("stopped by signal %d (%s); the index is as it was"), why, strsignal(why));
    return why != 0;
}

gboolean stop_wait_readable(const Stop *stop, int fd, const char *name, GError **error)
{
    struct pollfd wanted = {fd, POLLIN, 0};
    int n = 0;
    while (n == 0) {
        if (stop_asked(stop, error))
            return FALSE;
        n = poll(&wanted, 1, STOP_INTERVAL_MS);
        if (n < 0 && errno == EINTR)
            n = 0;
    }
    if (n < 0)
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_INPUT, "%s: %s", name, g_strerror(errno));
    return n > 0;
}
