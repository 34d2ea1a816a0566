#define _GNU_SOURCE
#include "corpus/confine.h"
#include "corpus/confined.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#define SECONDS_MOST 300
#define ADDRESSES_MOST ((rlim_t)2 << 30)
#define FILES_MOST 64
/* Microseconds of CPU time. */
#define LOOKS_EVERY 4000
#ifdef __has_feature /* clang's */
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

void confine_limit(int resource, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0)
        return;
    limit.rlim_max = MIN(limit.rlim_max, most);
    limit.rlim_cur = MIN(limit.rlim_cur, limit.rlim_max);
    setrlimit(resource, &limit);
}

/* What of ACCESS the kernel's version of Landlock knows. */
static guint64 known(guint64 access)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 2)
        access &= ~LANDLOCK_ACCESS_FS_REFER;
    if (version < 3)
        access &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
    return access;
}

static void allow(int rules, const ConfinePlace *place, guint64 handled)
{
    static const guint64 of_files =
        CONFINE_RUN | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE;
    int fd = open(place->path, O_PATH | O_CLOEXEC);
    struct stat what;
    if (fd < 0)
        return;
    if (fstat(fd, &what) == 0) {
        guint64 access = place->access & handled & (S_ISDIR(what.st_mode) ? ~(guint64)0 : of_files);
        const struct landlock_path_beneath_attr beneath = {.allowed_access = access, .parent_fd = fd};
        (void)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    }
    close(fd);
}

void confine_files(guint64 access, const ConfinePlace *places, gsize count)
{
    const struct landlock_ruleset_attr handled = {.handled_access_fs = known(access)};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
    if (rules < 0)
        return;
    for (gsize i = 0; i < count; i++)
        allow(rules, &places[i], handled.handled_access_fs);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        (void)syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

static void limit_all(void)
{
    confine_limit(RLIMIT_CPU, SECONDS_MOST);
    if (!SANITIZED) { /* whose shadow of the memory is larger than any limit */
        confine_limit(RLIMIT_AS, ADDRESSES_MOST);
        confine_limit(RLIMIT_DATA, CONFINED_MEMORY_MOST);
    }
    confine_limit(RLIMIT_NOFILE, FILES_MOST);
    confine_limit(RLIMIT_CORE, 0);
}

gsize confine_filled(void)
{
    struct rlimit limit;
    struct rusage used;
    if (getrlimit(RLIMIT_DATA, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || getrusage(RUSAGE_SELF, &used) != 0)
        return 0;
    return (rlim_t)used.ru_maxrss * 1024 >= limit.rlim_cur / 4 * 3 ? (gsize)limit.rlim_cur : 0;
}

/* What confine_watch() was told, for the handler of its signal. */
static struct {
    gsize bytes;
    int status;
} watch;

/* Bytes that are this process's own: not of files. 0: not known. */
static gsize own_memory(void)
{
    char line[128] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, line, sizeof line - 1) : -1;
    gsize values[3] = {0, 0, 0}; /* pages: of addresses, resident, and those of files among these */
    guint k = 0;
    if (fd >= 0)
        close(fd);
    for (const char *p = line; n > 0 && *p && k < G_N_ELEMENTS(values); p++)
        if (*p >= '0' && *p <= '9')
            values[k] = values[k] * 10 + (gsize)(*p - '0');
        else
            k++;
    return (values[1] - values[2]) * (gsize)sysconf(_SC_PAGESIZE);
}

static void look(int signal)
{
    const int error = errno;
    (void)signal;
    if (watch.bytes && own_memory() > watch.bytes)
        _exit(watch.status);
    errno = error;
}

static void stop_looking(int signal)
{
    (void)signal;
    watch.bytes = 0;
}

void confine_watch(gsize bytes, int status)
{
    const struct itimerval often = {{0, LOOKS_EVERY}, {0, LOOKS_EVERY}};
    struct sigaction looks = {.sa_handler = look, .sa_flags = SA_RESTART}, stops = {.sa_handler = stop_looking, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &stops, NULL); /* comes also where nothing is watched */
    if (SANITIZED)
        return;
    watch.bytes = bytes;
    watch.status = status;
    sigaction(SIGPROF, &looks, NULL);
    setitimer(ITIMER_PROF, &often, NULL);
}

/* From now on CALLS fail. */
static void forbid(const int *calls, guint count)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (guint i = 0; filter && i < count; i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), calls[i], 0);
    if (filter)
        seccomp_load(filter);
    seccomp_release(filter);
}

void confine_group(void)
{
    const int calls[] = {SCMP_SYS(setsid), SCMP_SYS(setpgid)};
    forbid(calls, G_N_ELEMENTS(calls));
}

void confine_network(void)
{
    const struct scmp_arg_cmp elsewhere = {.arg = 0, .op = SCMP_CMP_NE, .datum_a = AF_UNIX, .datum_b = 0};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    if (filter) {
        seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1, &elsewhere);
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(io_uring_setup), 0); /* whose rings make sockets too */
        seccomp_load(filter);
    }
    seccomp_release(filter);
}

void confine(void)
{
    const int calls[] = {SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(execve), SCMP_SYS(execveat)};
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    confine_files(CONFINE_RUN | CONFINE_WRITE, NULL, 0); /* files are read: fonts and their tables */
    forbid(calls, G_N_ELEMENTS(calls));
    limit_all();
}
