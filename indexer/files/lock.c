#include "indexer/files/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "indexer/files/error.h"
#include "messages/messages.h"

static void set_holder_error(const char *dir, int lock, GError **error)
{
    char holder[32] = "";
    gssize n = pread(lock, holder, sizeof holder - 1, 0);
    holder[n > 0 ? n : 0] = '\0';
    g_strchomp(holder);
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_LOCKED,
                _("%s: another process%s%s is writing this index; try again later or give --wait"),
                dir, *holder ? ", " : "", holder);
}

int index_lock(const char *dir, gboolean wait, const Stop *stop, GError **error)
{
    g_autofree char *file = g_build_filename(dir, "lock", NULL);
    g_mkdir_with_parents(dir, 0777);
    int lock = g_open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock < 0) {
        g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, _("%s: cannot be written: %s"), file,
                    g_strerror(errno));
        return -1;
    }
    while (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        int code = errno;
        gboolean stopped = stop_asked(stop, error);
        if (!stopped && (code == EINTR || (code == EWOULDBLOCK && wait))) {
            g_usleep(STOP_INTERVAL_MS * 1000);
            continue;
        }
        if (!stopped && code == EWOULDBLOCK)
            set_holder_error(dir, lock, error);
        else if (!stopped)
            g_set_error(error, INDEX_ERROR, INDEX_ERROR_WRITE, "%s: %s", file, g_strerror(code));
        close(lock);
        return -1;
    }
    g_autofree char *pid = g_strdup_printf("process %d\n", (int)getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, pid, strlen(pid), 0) < 0)
        g_debug("%s: %s", file, g_strerror(errno)); /* only the message to others suffers */
    return lock;
}

void index_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}
