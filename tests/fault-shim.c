/* LD_PRELOAD: makes the FAULT_AT-th call that changes a file fail with FAULT_ERRNO, counted over all
 * processes in the file FAULT_STATE; with FAULT_ON every later one too, as on a full disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static atomic_long *counter;
static long fault_at, fault_errno;
static int fault_on;

static void *next(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void begin(void)
{
    int (*real_open)(const char *, int, ...) = next("open");
    const char *state = getenv("FAULT_STATE"), *at = getenv("FAULT_AT");
    int fd = state ? real_open(state, O_RDWR) : -1;
    if (fd < 0)
        return;
    void *map = mmap(NULL, sizeof *counter, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    fault_at = at ? atol(at) : 0;
    fault_errno = getenv("FAULT_ERRNO") ? atol(getenv("FAULT_ERRNO")) : EIO;
    fault_on = getenv("FAULT_ON") != NULL;
    counter = map == MAP_FAILED ? NULL : map;
}

static int fails(void)
{
    if (!counter)
        return 0;
    long n = atomic_fetch_add(counter, 1) + 1;
    if (!fault_at || n < fault_at || (n > fault_at && !fault_on))
        return 0;
    errno = (int)fault_errno;
    return 1;
}

ssize_t write(int fd, const void *bytes, size_t len)
{
    static ssize_t (*real)(int, const void *, size_t);
    if (!real)
        real = next("write");
    return fd > 2 && fails() ? -1 : real(fd, bytes, len);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
    static ssize_t (*real)(int, const void *, size_t, off64_t);
    if (!real)
        real = next("pwrite64");
    return fails() ? -1 : real(fd, bytes, len, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
    return pwrite64(fd, bytes, len, at);
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *file)
{
    static size_t (*real)(const void *, size_t, size_t, FILE *);
    if (!real)
        real = next("fwrite");
    return file != stdout && file != stderr && fails() ? 0 : real(bytes, size, n, file);
}

int fclose(FILE *file)
{
    static int (*real)(FILE *);
    if (!real)
        real = next("fclose");
    int bad = fails();
    int result = real(file);
    if (bad)
        errno = (int)fault_errno;
    return bad ? EOF : result;
}

int fsync(int fd)
{
    int (*real)(int) = next("fsync");
    return fails() ? -1 : real(fd);
}

int fdatasync(int fd)
{
    int (*real)(int) = next("fdatasync");
    return fails() ? -1 : real(fd);
}

int rename(const char *from, const char *to)
{
    int (*real)(const char *, const char *) = next("rename");
    return fails() ? -1 : real(from, to);
}

int mkdir(const char *path, mode_t mode)
{
    int (*real)(const char *, mode_t) = next("mkdir");
    return fails() ? -1 : real(path, mode);
}

static int open_any(const char *name, const char *path, int flags, mode_t mode)
{
    int (*real)(const char *, int, ...) = next(name);
    return fails() ? -1 : real(path, flags, mode);
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list more;                                                                              \
        va_start(more, flags);                                                                     \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;                                  \
        va_end(more);                                                                              \
        return open_any(#name, path, flags, mode);                                                 \
    }
OPEN(open)
OPEN(open64)

FILE *fopen64(const char *path, const char *mode)
{
    FILE *(*real)(const char *, const char *) = next("fopen64");
    return fails() ? NULL : real(path, mode);
}

FILE *fopen(const char *path, const char *mode)
{
    FILE *(*real)(const char *, const char *) = next("fopen");
    return fails() ? NULL : real(path, mode);
}
