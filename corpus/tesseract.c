#define _GNU_SOURCE
#include "corpus/tesseract.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "corpus/confine.h"
#include "corpus/read/sink.h"
#include "messages/messages.h"

#define CHINESE "chi_sim"
#define TRAINED CHINESE "+eng"
/* For a page. */
#define SECONDS_MOST 120
#define MEMORY_MOST ((rlim_t)1 << 30)
#define FILES_MOST 64
#define PICTURES_MOST ((guint32)64 << 20)
#define ANSWER_MOST ((guint32)32 << 20)

typedef enum { ALL_READ, MISSING, NO_LANGUAGE, SLOW, FAILED } End;

typedef struct {
    guint32 chinese, len;
} Question;

typedef struct {
    guint32 end, len;
} Answer;

/* Exactly LEN bytes from or to the socket FD. FALSE: the other end has gone. */
static gboolean take(int fd, void *bytes, gsize len)
{
    for (gsize done = 0; done < len;) {
        ssize_t n = recv(fd, (guint8 *)bytes + done, len - done, 0);
        if (n == 0 || (n < 0 && errno != EINTR))
            return FALSE;
        done += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

static gboolean give(int fd, const void *bytes, gsize len)
{
    for (gsize done = 0; done < len;) {
        ssize_t n = send(fd, (const guint8 *)bytes + done, len - done, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR)
            return FALSE;
        done += n > 0 ? (gsize)n : 0;
    }
    return TRUE;
}

/* The process between */

/* Tesseract may read and run what is installed, and write nothing but its answer. */
static void confine_tesseract(const char *program)
{
    static const char *const installed[] = {"/usr", "/bin", "/lib", "/lib64", "/opt"};
    g_autofree char *folder = g_path_get_dirname(program);
    const char *data = getenv("TESSDATA_PREFIX");
    ConfinePlace places[G_N_ELEMENTS(installed) + 4];
    gsize count = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(installed); i++)
        places[count++] = (ConfinePlace){installed[i], CONFINE_READ | CONFINE_RUN};
    places[count++] = (ConfinePlace){folder, CONFINE_READ | CONFINE_RUN};
    places[count++] = (ConfinePlace){"/etc/ld.so.cache", CONFINE_READ};
    places[count++] = (ConfinePlace){"/dev/null", CONFINE_READ | CONFINE_WRITE};
    if (data && *data)
        places[count++] = (ConfinePlace){data, CONFINE_READ};
    confine_network();
    confine_files(CONFINE_READ | CONFINE_RUN | CONFINE_WRITE, places, count);
    confine_limit(RLIMIT_CPU, SECONDS_MOST);
    confine_limit(RLIMIT_AS, MEMORY_MOST);
    confine_limit(RLIMIT_FSIZE, 0);
    confine_limit(RLIMIT_NOFILE, FILES_MOST);
    confine_limit(RLIMIT_CORE, 0);
}

/* In the process that becomes tesseract: does not return. */
static void become(const char *program, char *const *argv, char *const *environment, pid_t parent,
                   int in, int out)
{
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    dup2(in >= 0 ? in : nothing, STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, G_MAXUINT, CLOSE_RANGE_CLOEXEC);
    if (getppid() == parent) {
        confine_tesseract(program);
        execve(program, argv, environment);
    }
    _exit(127);
}

static pid_t start(const char *program, char *const *argv, int in, int out)
{
    const char *prefix = getenv("TESSDATA_PREFIX");
    g_autofree char *data = g_strconcat("TESSDATA_PREFIX=", prefix ? prefix : "", NULL);
    const char *const environment[] = {"OMP_THREAD_LIMIT=1", "PATH=/usr/bin:/bin", "LC_ALL=C",
                                       prefix ? data : NULL, NULL};
    pid_t self = getpid(), pid = fork();
    if (pid == 0)
        become(program, argv, (char *const *)environment, self, in, out);
    return pid;
}

/* Adds what comes from FROM to ANSWER until its end, DEADLINE (monotonic), or the end of who wants
 * it, at the other end of SOCKET. */
static End hear(int from, int socket, gint64 deadline, GByteArray *answer)
{
    guint8 block[1 << 16];
    for (;;) {
        struct pollfd wanted[] = {{from, POLLIN, 0}, {socket, POLLRDHUP, 0}};
        gint64 left = (deadline - g_get_monotonic_time()) / 1000;
        int ready = left > 0 ? poll(wanted, 2, (int)left) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0 || wanted[1].revents)
            return SLOW;
        ssize_t n = read(from, block, sizeof block);
        if (n <= 0 || answer->len + (gsize)n > ANSWER_MOST)
            return n == 0 ? ALL_READ : FAILED;
        g_byte_array_append(answer, block, (guint)n);
    }
}

/* Runs PROGRAM with ARGV and the file IN (-1: none); what it says is added to ANSWER. */
static End run(const char *program, char *const *argv, int in, int socket, GByteArray *answer)
{
    int out[2], status = 0;
    if (pipe2(out, O_CLOEXEC) != 0)
        return FAILED;
    pid_t pid = start(program, argv, in, out[1]);
    close(out[1]);
    End end = pid < 0 ? FAILED
                      : hear(out[0], socket, g_get_monotonic_time() + SECONDS_MOST * G_USEC_PER_SEC,
                             answer);
    close(out[0]);
    if (pid > 0 && end != ALL_READ)
        kill(pid, SIGKILL);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (end == ALL_READ && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        return SLOW;
    return end == ALL_READ && !(WIFEXITED(status) && WEXITSTATUS(status) == 0) ? FAILED : end;
}

/* Whether PROGRAM has what it must know: without one of two languages it would read on with the
 * other. */
static gboolean knows_languages(const char *program, int socket)
{
    const char *const argv[] = {program, "--list-langs", NULL};
    g_autoptr(GByteArray) answer = g_byte_array_new();
    g_auto(GStrv) wanted = g_strsplit(TRAINED, "+", -1);
    gboolean all = run(program, (char *const *)argv, -1, socket, answer) == ALL_READ;
    g_byte_array_append(answer, (const guint8 *)"", 1);
    g_auto(GStrv) lines = g_strsplit((const char *)answer->data, "\n", -1);
    for (char **name = wanted; *name; name++)
        all = all && g_strv_contains((const char *const *)lines, *name);
    return all;
}

static End read_pictures(const char *program, const Question *question, const guint8 *pictures,
                         int socket, GByteArray *answer)
{
    /* A line is a picture of its own (13): none is left out, whatever tesseract thinks of its look.
     */
    const char *const argv[] = {program,
                                "stdin",
                                "stdout",
                                "-l",
                                question->chinese ? CHINESE : TRAINED,
                                "--psm",
                                "13",
                                "-c",
                                "hocr_char_boxes=1",
                                "hocr",
                                NULL};
    int in = memfd_create("pictures", MFD_CLOEXEC);
    gsize done = 0, len = question->len;
    while (in >= 0 && done < len) {
        ssize_t n = write(in, pictures + done, len - done);
        if (n < 0)
            break;
        done += (gsize)n;
    }
    End end = done == len && lseek(in, 0, SEEK_SET) == 0
                  ? run(program, (char *const *)argv, in, socket, answer)
                  : FAILED;
    if (in >= 0)
        close(in);
    return end;
}

/* Answers until the other end of SOCKET is shut. */
static void serve(int socket)
{
    g_autofree char *program = g_find_program_in_path("tesseract");
    End known = !program ? MISSING : ALL_READ;
    Question question;
    for (gboolean first = TRUE;
         take(socket, &question, sizeof question) && question.len <= PICTURES_MOST; first = FALSE) {
        g_autofree guint8 *pictures = g_malloc(question.len);
        g_autoptr(GByteArray) answer = g_byte_array_new();
        if (!take(socket, pictures, question.len))
            return;
        if (first && program && !knows_languages(program, socket))
            known = NO_LANGUAGE;
        End end =
            known == ALL_READ ? read_pictures(program, &question, pictures, socket, answer) : known;
        const Answer head = {end, end == ALL_READ ? answer->len : 0};
        if (!give(socket, &head, sizeof head) || !give(socket, answer->data, head.len))
            return;
    }
}

/* Its end */

void tesseract_start(Tesseract *tesseract)
{
    int ends[2];
    pid_t self = getpid();
    tesseract->socket = -1;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return;
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
            dup2(nothing, fd);
        close(ends[0]);
        if (getppid() == self)
            serve(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    tesseract->pid = pid;
    if (pid > 0)
        tesseract->socket = ends[0];
    else
        close(ends[0]);
}

void tesseract_end(Tesseract *tesseract)
{
    if (tesseract->socket < 0)
        return;
    close(tesseract->socket);
    tesseract->socket = -1;
    while (waitpid(tesseract->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
}

GByteArray *tesseract_read(const GByteArray *pictures, gboolean chinese, gpointer data,
                           GError **error)
{
    static const char *const says[] = {
        [MISSING] = N_("which tesseract reads, and that is not installed: install it (Debian: tesseract-ocr tesseract-ocr-chi-sim)"),
        [NO_LANGUAGE] = N_("which tesseract reads, but not without what it knows of Chinese and English (chi_sim, eng): install it "
                           "(Debian: tesseract-ocr-chi-sim)"),
        [SLOW] = N_("which takes tesseract too long"),
        [FAILED] = N_("of which tesseract makes nothing"),
    };
    const Tesseract *tesseract = data;
    Answer head = {FAILED, 0};
    const Question question = {chinese != FALSE, pictures->len};
    g_autoptr(GByteArray) answer = g_byte_array_new();
    gboolean there = tesseract->socket >= 0 && question.len <= PICTURES_MOST &&
                     give(tesseract->socket, &question, sizeof question) &&
                     give(tesseract->socket, pictures->data, question.len) &&
                     take(tesseract->socket, &head, sizeof head);
    if (there && head.end == ALL_READ && head.len <= ANSWER_MOST) {
        g_byte_array_set_size(answer, head.len);
        if (take(tesseract->socket, answer->data, head.len))
            return g_steal_pointer(&answer);
    }
    End end = there && head.end > ALL_READ && head.end < FAILED ? (End)head.end : FAILED;
    g_set_error(error, READER_ERROR,
                end == MISSING || end == NO_LANGUAGE ? READER_ERROR_FOREIGN : READER_ERROR_FORMAT,
                "%s", message_of(says[end]));
    return NULL;
}
