/* biaosou-soffice SUFFIX WANTED SECONDS: has LibreOffice make a file of the kind WANTED (xlsx,
 * docx) of standard input, whose kind is SUFFIX, in SECONDS at most, and writes it to standard
 * output. LibreOffice runs in a folder of its own, with a profile of its own, confined to both, and
 * ends with this program: neither it nor what it reads is to be trusted. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/confine.h"
#include "corpus/container/soffice.h"
#include "corpus/soffice-folder.h"

#define MEMORY_MOST ((rlim_t)4 << 30)
#define FILE_MOST ((rlim_t)1 << 30)
#define FILES_MOST 256
#define STARTS 2 /* with a new profile it ends first, and asks to be started again */
#define START_AGAIN 81

/* What is set in its profile: no macros, no links, nothing that is not in the file. */
/* clang-format off */
#define ITEM(path, name, value)                                                   \
    "<item oor:path=\"/org.openoffice." path "\"><prop oor:name=\"" name "\" oor:op=\"fuse\">" \
    "<value>" value "</value></prop></item>\n"
static const char settings[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\">\n"
    ITEM("Office.Common/Security/Scripting", "DisableMacrosExecution", "true")
    ITEM("Office.Common/Security/Scripting", "MacroSecurityLevel", "3")            /* only what is trusted */
    ITEM("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true") /* pictures, sections */
    ITEM("Office.Calc/Content/Update", "Link", "1")                                /* never */
    ITEM("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1") /* never: cells are as they were saved */
    ITEM("Office.Calc/Formula/Load", "ODFRecalcMode", "1")
    ITEM("Office.Writer/Content/Update", "Link", "0")                              /* never */
    ITEM("Office.Writer/Content/Update", "Field", "false")
    "</oor:items>\n";
/* clang-format on */

typedef struct {
    const char *program; /* LibreOffice's */
    const char *suffix, *wanted;
    int seconds;
    const OwnFolder *folder;
} Job;

/* LibreOffice's program, which soffice, a script, starts: a process that can be ended. Caller
 * frees; NULL: it is not installed. */
static char *find_soffice(void)
{
    g_autofree char *script = g_find_program_in_path("soffice");
    g_autofree char *real = script ? realpath(script, NULL) : NULL;
    g_autofree char *program = real ? g_strconcat(real, ".bin", NULL) : NULL;
    return program && g_file_test(program, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer(&program)
                                                                      : g_steal_pointer(&real);
}

/* Copies FROM to TO, at most SOFFICE_MOST bytes. FALSE with errno. */
static gboolean copy(int from, int to)
{
    guint8 block[1 << 16];
    size_t all = 0;
    for (ssize_t n; (n = read(from, block, sizeof block)) != 0;) {
        if (n < 0 && errno == EINTR)
            continue;
        all += n > 0 ? (size_t)n : 0;
        if (all > SOFFICE_MOST)
            errno = EFBIG;
        if (n < 0 || all > SOFFICE_MOST)
            return FALSE;
        for (ssize_t done = 0, put; done < n; done += put)
            if ((put = write(to, block + done, (size_t)(n - done))) < 0)
                return FALSE;
    }
    return TRUE;
}

static char *path_in(const Job *job, const char *name, const char *suffix)
{
    return g_strconcat(job->folder->path, "/", name, suffix, NULL);
}

static int create(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
}

/* Puts the file and the profile into the folder. FALSE with errno. */
static gboolean prepare(const Job *job)
{
    g_autofree char *document = path_in(job, "document.", job->suffix);
    g_autofree char *profile = path_in(job, "profile/user", "");
    g_autofree char *registry = path_in(job, "profile/user/registrymodifications.xcu", "");
    int file = create(document);
    if (file < 0 || !copy(STDIN_FILENO, file) || close(file) != 0)
        return FALSE;
    file = g_mkdir_with_parents(profile, 0700) == 0 ? create(registry) : -1;
    return file >= 0 && write(file, settings, strlen(settings)) == (ssize_t)strlen(settings) &&
           close(file) == 0;
}

/* The folder of PROGRAM, or the one above it, where it is named as LibreOffice's is. Caller frees.
 */
static char *installed_in(const char *program)
{
    char *folder = g_path_get_dirname(program);
    if (!g_str_has_suffix(folder, "/program"))
        return folder;
    *strrchr(folder, '/') = '\0';
    return folder;
}

/* It may read and run what is installed, and write into its folder; into /tmp it puts a socket
 * whatever TMPDIR is. */
static void confine_office(const Job *job)
{
    static const char *const read[] = {"/etc/libreoffice",     "/etc/fonts",
                                       "/etc/ld.so.cache",     "/etc/localtime",
                                       "/etc/papersize",       "/var/cache/fontconfig",
                                       "/var/lib/libreoffice", "/var/spool/libreoffice",
                                       "/dev/urandom"};
    static const char *const run[] = {"/usr", "/bin", "/lib", "/lib64", "/opt"};
    g_autofree char *installed = installed_in(job->program);
    ConfinePlace places[G_N_ELEMENTS(read) + G_N_ELEMENTS(run) + 4];
    gsize count = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(read); i++)
        places[count++] = (ConfinePlace){read[i], CONFINE_READ};
    for (gsize i = 0; i < G_N_ELEMENTS(run); i++)
        places[count++] = (ConfinePlace){run[i], CONFINE_READ | CONFINE_RUN};
    places[count++] = (ConfinePlace){installed, CONFINE_READ | CONFINE_RUN};
    places[count++] = (ConfinePlace){"/tmp", LANDLOCK_ACCESS_FS_MAKE_SOCK};
    places[count++] = (ConfinePlace){"/dev/null", CONFINE_READ | CONFINE_WRITE};
    places[count++] = (ConfinePlace){job->folder->path, CONFINE_READ | CONFINE_WRITE};
    confine_group();
    confine_network();
    confine_files(CONFINE_READ | CONFINE_RUN | CONFINE_WRITE, places, count);
    confine_limit(RLIMIT_CPU, (rlim_t)job->seconds);
    confine_limit(RLIMIT_AS, MEMORY_MOST);
    confine_limit(RLIMIT_FSIZE, FILE_MOST);
    confine_limit(RLIMIT_NOFILE, FILES_MOST);
    confine_limit(RLIMIT_CORE, 0);
}

/* In the process that becomes LibreOffice: does not return. */
static void become(const Job *job, pid_t parent, char *const *arguments, char *const *environment)
{
    sigset_t none;
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        dup2(nothing, fd);
    /* nothing that it has not been given */
    close_range(STDERR_FILENO + 1, G_MAXUINT, CLOSE_RANGE_CLOEXEC);
    if (getppid() == parent && chdir(job->folder->path) == 0) {
        confine_office(job);
        execve(job->program, arguments, environment);
    }
    _exit(127);
}

static pid_t start(const Job *job)
{
    g_autofree char *profile = own_folder_profile(job->folder->path);
    g_autofree char *installation = g_strconcat("-env:UserInstallation=", profile, NULL);
    g_autofree char *filter = g_strconcat(
        job->wanted,
        strcmp(job->wanted, "xlsx") == 0 ? ":Calc MS Excel 2007 XML" : ":MS Word 2007 XML", NULL);
    g_autofree char *out = path_in(job, "made", ""),
                    *document = path_in(job, "document.", job->suffix);
    g_autofree char *home = g_strconcat("HOME=", job->folder->path, NULL);
    g_autofree char *temporary = g_strconcat("TMPDIR=", job->folder->path, NULL);
    const char *const arguments[] = {job->program,   installation, "--headless", "--norestore",
                                     "--convert-to", filter,       "--outdir",   out,
                                     document,       NULL};
    /* It tries out at each start how well it draws, on pictures of 64 MiB each: malloc() is to keep
     * their memory. */
    const char *const environment[] = {home,
                                       temporary,
                                       "PATH=/usr/bin:/bin",
                                       "LC_ALL=C.UTF-8",
                                       "SAL_USE_VCLPLUGIN=svp",
                                       "MALLOC_MMAP_MAX_=0",
                                       "MALLOC_TRIM_THRESHOLD_=1000000000",
                                       NULL};
    pid_t self = getpid(), pid = fork();
    if (pid == 0)
        become(job, self, (char *const *)arguments, (char *const *)environment);
    if (pid > 0)
        setpgid(pid, pid); /* whoever comes first */
    return pid;
}

/* Waits until PID has ended by itself, DEADLINE (monotonic) or a signal of SIGNALS has come, and
 * ends all of its group: SOFFICE_MADE with *STATUS, SOFFICE_SLOW or SOFFICE_STOPPED. */
static SofficeEnd wait_for(pid_t pid, const sigset_t *signals, gint64 deadline, int *status)
{
    SofficeEnd end = SOFFICE_MADE;
    siginfo_t ended = {0};
    while (end == SOFFICE_MADE &&
           waitid(P_PID, (id_t)pid, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && !ended.si_pid) {
        gint64 left = MAX(deadline - g_get_monotonic_time(), 0);
        const struct timespec most = {left / G_USEC_PER_SEC, left % G_USEC_PER_SEC * 1000};
        int signal = sigtimedwait(signals, NULL, &most);
        if (signal < 0 && errno == EAGAIN)
            end = SOFFICE_SLOW;
        else if (signal > 0 && signal != SIGCHLD)
            end = SOFFICE_STOPPED;
    }
    kill(-pid, SIGKILL);
    while (waitpid(pid, status, 0) < 0 && errno == EINTR)
        continue;
    return end;
}

static SofficeEnd run(const Job *job, const sigset_t *signals)
{
    gint64 deadline = g_get_monotonic_time() + (gint64)job->seconds * G_USEC_PER_SEC;
    for (int turn = 0; turn < STARTS; turn++) {
        int status = 0;
        pid_t pid = start(job);
        if (pid < 0)
            return SOFFICE_FAILED;
        SofficeEnd end = wait_for(pid, signals, deadline, &status);
        own_folder_remove_socket(job->folder->path);
        if (end != SOFFICE_MADE)
            return end;
        if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
            return SOFFICE_SLOW;
        if (!WIFEXITED(status) || WEXITSTATUS(status) != START_AGAIN)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? SOFFICE_MADE : SOFFICE_NOTHING;
    }
    return SOFFICE_NOTHING;
}

/* Answers with what was made. */
static SofficeEnd answer(const Job *job)
{
    g_autofree char *made = path_in(job, "made/document.", job->wanted);
    int fd = open(made, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    struct stat what;
    if (fd < 0 || fstat(fd, &what) != 0 || !S_ISREG(what.st_mode))
        return SOFFICE_NOTHING;
    errno = EFBIG;
    if ((size_t)what.st_size > SOFFICE_MOST)
        return SOFFICE_FAILED;
    return copy(fd, STDOUT_FILENO) ? SOFFICE_MADE : SOFFICE_STOPPED;
}

static SofficeEnd convert(Job *job, const sigset_t *signals)
{
    OwnFolder folder;
    if (!own_folder_make(&folder))
        return SOFFICE_FAILED;
    job->folder = &folder;
    SofficeEnd end = prepare(job) ? run(job, signals) : SOFFICE_FAILED;
    if (end == SOFFICE_MADE)
        end = answer(job);
    int failure = errno;
    own_folder_remove(&folder);
    errno = failure;
    return end;
}

/* From now on signals that end a program wait until they are asked for, but for those that are
 * ignored; SIGTERM tells that who wants it has gone. */
static void hold_signals(sigset_t *signals)
{
    static const int ending[] = {SIGINT, SIGHUP};
    struct sigaction how;
    sigemptyset(signals);
    sigaddset(signals, SIGCHLD);
    sigaddset(signals, SIGTERM);
    for (gsize i = 0; i < G_N_ELEMENTS(ending); i++)
        if (sigaction(ending[i], NULL, &how) == 0 && how.sa_handler != SIG_IGN)
            sigaddset(signals, ending[i]);
    sigprocmask(SIG_BLOCK, signals, NULL);
    signal(SIGCHLD, SIG_DFL);
    signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv)
{
    sigset_t signals;
    if (argc != 4)
        return SOFFICE_FAILED;
    hold_signals(&signals);
    prctl(PR_SET_PDEATHSIG, SIGTERM); /* with who wants it */
    g_autofree char *program = find_soffice();
    Job job = {.program = program, .suffix = argv[1], .wanted = argv[2], .seconds = atoi(argv[3])};
    SofficeEnd end = program ? convert(&job, &signals) : SOFFICE_MISSING;
    if (end == SOFFICE_FAILED)
        dprintf(STDOUT_FILENO, "%s", g_strerror(errno));
    return end;
}
