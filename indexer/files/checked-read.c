#include "indexer/files/checked-read.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By descriptor: pread() is told nothing else. This is the one state that the process has, not an
 * index. */
#define MOST_FILES 4096
static FileSums *files[MOST_FILES];

gboolean checked_read_add(int fd, FileSums *sums)
{
    if (fd < 0 || fd >= MOST_FILES)
        return FALSE;
    __atomic_store_n(&files[fd], sums, __ATOMIC_RELEASE);
    return TRUE;
}

void checked_read_remove(int fd)
{
    if (fd >= 0 && fd < MOST_FILES)
        __atomic_store_n(&files[fd], NULL, __ATOMIC_RELEASE);
}

static gboolean check_block(FileSums *sums, int fd, guint64 number, const guint8 *read,
                            guint64 at, gsize len)
{
    guint8 block[SUM_BLOCK];
    guint64 start = number * SUM_BLOCK;
    gsize n = file_sums_length(sums, number);
    if (start >= at && start + n <= at + len)
        return file_sums_match(sums, number, read + (start - at));
    return syscall(SYS_pread64, fd, block, n, (gint64)start) == (long)n &&
           file_sums_match(sums, number, block);
}

static gboolean check(FileSums *sums, int fd, const guint8 *read, guint64 at, gsize len)
{
    for (guint64 i = at / SUM_BLOCK; i < sums->n && i * SUM_BLOCK < at + len; i++)
        if (!__atomic_load_n(&sums->seen[i], __ATOMIC_RELAXED) &&
            !check_block(sums, fd, i, read, at, len))
            return FALSE;
    return TRUE;
}

ssize_t checked_pread(int fd, void *buffer, size_t len, gint64 at) __asm__("pread");
ssize_t checked_pread64(int fd, void *buffer, size_t len, gint64 at) __asm__("pread64");

ssize_t checked_pread(int fd, void *buffer, size_t len, gint64 at)
{
    FileSums *sums =
        fd >= 0 && fd < MOST_FILES ? __atomic_load_n(&files[fd], __ATOMIC_ACQUIRE) : NULL;
    ssize_t got = syscall(SYS_pread64, fd, buffer, len, at);
    if (!sums || got <= 0 || check(sums, fd, buffer, (guint64)at, (gsize)got))
        return got;
    errno = EIO;
    return -1;
}

ssize_t checked_pread64(int fd, void *buffer, size_t len, gint64 at)
{
    return checked_pread(fd, buffer, len, at);
}
