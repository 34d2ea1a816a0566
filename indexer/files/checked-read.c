#include "config.h"

#include "indexer/files/checked-read.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* By descriptor: pread() is told nothing else. This is the one state that the process has, not an
 * index. */
#define MOST_FILES 65536 /* a server has thousands of connections besides; what is not used of the table takes no memory */

/* So many are read at once. */
#define CHUNK_BLOCKS 128u

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

/* Seen by libxapian, which is another library, all else of ours being hidden. */
#define SEEN __attribute__((visibility("default")))
SEEN ssize_t checked_pread(int fd, void *buffer, size_t len, gint64 at) __asm__("pread");
SEEN ssize_t checked_pread64(int fd, void *buffer, size_t len, gint64 at) __asm__("pread64");

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

/* Whether libxapian finds the functions above. */
static gboolean comes_first(void)
{
    void *first = dlsym(RTLD_DEFAULT, "pread"), *first64 = dlsym(RTLD_DEFAULT, "pread64");
    ssize_t (*ours)(int, void *, size_t, gint64) = checked_pread;
    ssize_t (*ours64)(int, void *, size_t, gint64) = checked_pread64;
    return memcmp(&first, &ours, sizeof first) == 0 && memcmp(&first64, &ours64, sizeof first) == 0;
}

static gboolean is_seen(const FileSums *sums, guint64 at, gsize len)
{
    for (guint64 i = at / SUM_BLOCK; i < sums->n && i * SUM_BLOCK < at + len; i++)
        if (!__atomic_load_n(&sums->seen[i], __ATOMIC_RELAXED))
            return FALSE;
    return TRUE;
}

gboolean checked_read_all(int fd, FileSums *sums)
{
    if (comes_first())
        return TRUE;
    g_autofree guint8 *chunk = g_malloc(CHUNK_BLOCKS * SUM_BLOCK);
    for (guint64 at = 0; at < sums->bytes; at += CHUNK_BLOCKS * SUM_BLOCK) {
        gsize len = (gsize)MIN(sums->bytes - at, CHUNK_BLOCKS * SUM_BLOCK);
        if (is_seen(sums, at, len))
            continue;
        if (syscall(SYS_pread64, fd, chunk, len, (gint64)at) != (long)len ||
            !check(sums, fd, chunk, at, len)) {
            errno = EIO;
            return FALSE;
        }
    }
    return TRUE;
}
