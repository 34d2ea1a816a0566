#include "corpus/confine.h"

#include <glib.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SECONDS_MOST 300
#define MEMORY_MOST ((rlim_t)2 << 30)
#define FILES_MOST 64
#ifdef __has_feature /* clang's */
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

static void limit(int what, rlim_t most)
{
    struct rlimit limit;
    if (getrlimit(what, &limit) != 0)
        return;
    limit.rlim_max = MIN(limit.rlim_max, most);
    limit.rlim_cur = MIN(limit.rlim_cur, limit.rlim_max);
    setrlimit(what, &limit);
}

static void limit_all(void)
{
    limit(RLIMIT_CPU, SECONDS_MOST);
    if (!SANITIZED) /* whose shadow of the memory is larger than any limit */
        limit(RLIMIT_AS, MEMORY_MOST);
    limit(RLIMIT_NOFILE, FILES_MOST);
    limit(RLIMIT_CORE, 0);
}

/* Files are read: fonts and their tables. */
static void forbid_writing(void)
{
    const struct landlock_ruleset_attr writes = {
        .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                             LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                             LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                             LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                             LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                             LANDLOCK_ACCESS_FS_MAKE_SYM};
    int rules = (int)syscall(SYS_landlock_create_ruleset, &writes, sizeof writes, 0);
    if (rules < 0 || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    (void)syscall(SYS_landlock_restrict_self, rules, 0);
    close(rules);
}

static void forbid_calls(void)
{
    const int forbidden[] = {SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(execve), SCMP_SYS(execveat)};
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
    for (guint i = 0; filter && i < G_N_ELEMENTS(forbidden); i++)
        seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), forbidden[i], 0);
    if (filter)
        seccomp_load(filter);
    seccomp_release(filter);
}

void confine(void)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    forbid_writing();
    forbid_calls();
    limit_all();
}
