#define _GNU_SOURCE
#include "corpus/read/budget.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "corpus/read/sink.h"

/* Behind the parts: held by the one who waits for them. */
#define GATE BUDGET_PARTS
/* Microseconds between two looks. */
#define BETWEEN_LOOKS 5000

/* Of this process and its children; 0: not made, -1: the system does not make it. */
static int budget;

void budget_open(void)
{
    static gsize made;
    if (g_once_init_enter(&made)) {
        g_atomic_int_set(&budget, memfd_create("budget", MFD_CLOEXEC));
        g_once_init_leave(&made, 1);
    }
}

static gboolean lock(int fd, short type, guint from, guint count)
{
    struct flock range = {.l_type = type, .l_whence = SEEK_SET, .l_start = from, .l_len = count};
    return fcntl(fd, F_OFD_SETLK, &range) == 0 || (errno != EAGAIN && errno != EACCES);
}

/* Whether PARTS that lie side by side were free, and are FD's now. */
static gboolean take_parts(int fd, guint parts)
{
    for (guint at = 0; at + parts <= BUDGET_PARTS; at += parts)
        if (lock(fd, F_WRLCK, at, parts))
            return TRUE;
    return FALSE;
}

int budget_take(guint parts, const Stream *stream, GError **error)
{
    char path[64];
    budget_open();
    snprintf(path, sizeof path, "/proc/self/fd/%d", g_atomic_int_get(&budget));
    int fd = open(path, O_RDWR | O_CLOEXEC); /* locks are of what was opened, not of a process */
    gboolean gate = FALSE;
    if (fd < 0)
        return open("/dev/null", O_RDONLY | O_CLOEXEC);
    for (;;) {
        gate = gate || lock(fd, F_WRLCK, GATE, 1);
        if (gate && take_parts(fd, parts))
            break;
        if (stream_is_stopped(stream, error)) {
            close(fd);
            return -1;
        }
        g_usleep(BETWEEN_LOOKS);
    }
    lock(fd, F_UNLCK, GATE, 1);
    return fd;
}
