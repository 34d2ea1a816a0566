/* Files with pages are read by a program of their own, biaosou-pages (pages-program.c), which is given the bytes
 * and answers with what they hold. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "corpus/container/container.h"

#define PROGRAM "biaosou-pages"
#define MOST_FILE ((size_t)256 << 20)
/* What a program may answer. */
#define MOST_ANSWER ((size_t)256 << 20)

extern char **environ;

/* The program: as the environment names it, beside the one that runs, or where it is installed. */
static char *find_program(void)
{
    const char *named = secure_getenv("BIAOSOU_PAGES");
    if (named && *named)
        return g_strdup(named);
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup("");
    char *beside = g_build_filename(folder, PROGRAM, NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return beside;
    g_free(beside);
    return g_build_filename(PKGLIBEXECDIR, PROGRAM, NULL);
}

typedef struct {
    pid_t pid;
    int to, from; /* a socket to its standard input (a write to one that has gone raises no signal), its output */
} Child;

static gboolean start(Child *child, const char *program)
{
    int in[2], out[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return FALSE;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return FALSE;
    }
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    char *arguments[] = {(char *)program, NULL};
    int failed = posix_spawn(&child->pid, program, &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    close(in[0]);
    close(out[1]);
    child->to = in[1];
    child->from = out[0];
    if (failed) {
        close(child->to);
        close(child->from);
        errno = failed;
    }
    return failed == 0;
}

/* Waits until it has ended; its status. */
static int end(Child *child)
{
    int status = -1;
    if (child->to >= 0)
        close(child->to);
    close(child->from);
    while (waitpid(child->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* Gives INPUT to CHILD and takes what it answers, until it has said all. */
static GByteArray *talk(Child *child, const GByteArray *input)
{
    GByteArray *answer = g_byte_array_new();
    gsize given = 0;
    for (gboolean open = TRUE; open && answer->len <= MOST_ANSWER;) {
        struct pollfd wanted[] = {{child->from, POLLIN, 0}, {child->to, POLLOUT, 0}};
        if (poll(wanted, child->to >= 0 ? 2 : 1, -1) < 0)
            continue; /* EINTR */
        if (child->to >= 0 && wanted[1].revents) {
            ssize_t n = send(child->to, input->data + given, input->len - given, MSG_NOSIGNAL | MSG_DONTWAIT);
            given += n > 0 ? (gsize)n : 0;
            if (given == input->len || (n < 0 && errno != EAGAIN && errno != EINTR)) {
                close(child->to);
                child->to = -1;
            }
        }
        if (wanted[0].revents) {
            guint8 block[1 << 16];
            ssize_t n = read(child->from, block, sizeof block);
            if (n > 0)
                g_byte_array_append(answer, block, (guint)n);
            open = n > 0 || (n < 0 && errno == EINTR);
        }
    }
    return answer;
}

static GByteArray *run(const GByteArray *input, const char *program, int *status)
{
    Child child;
    if (!start(&child, program))
        return NULL;
    GByteArray *answer = talk(&child, input);
    *status = end(&child);
    return answer;
}

typedef struct {
    Document *document;
    Grid *grid;
    gboolean ended;
} Reading;

/* Takes one message; FALSE with READER_ERROR if it is an error, or none that is known. */
static gboolean take(Reading *reading, const char *file, json_t *message, GError **error)
{
    const char *what = json_string_value(json_array_get(message, 0));
    json_t *one = json_array_get(message, 1);
    unsigned page = (unsigned)json_integer_value(json_array_get(message, 2));
    gboolean first = json_is_true(json_array_get(message, 3));
    if (g_strcmp0(what, "line") == 0 && json_is_string(one)) {
        document_add_line(reading->document, json_string_value(one), json_string_length(one), page, 0, first);
    } else if (g_strcmp0(what, "grid") == 0 && json_integer_value(one) > 0) {
        reading->grid = document_add_grid(reading->document, (guint)json_integer_value(one));
    } else if (g_strcmp0(what, "row") == 0 && reading->grid && json_array_size(one) == reading->grid->columns) {
        const char **cells = g_newa(const char *, reading->grid->columns);
        for (guint c = 0; c < reading->grid->columns; c++)
            cells[c] = json_string_value(json_array_get(one, c));
        document_add_row(reading->document, reading->grid, cells, page, 0, first);
    } else if (g_strcmp0(what, "error") == 0) {
        const char *says = json_string_value(json_array_get(message, 2));
        g_set_error(error, READER_ERROR, (int)json_integer_value(one), "%s: %s", file, says ? says : "?");
        return FALSE;
    } else {
        reading->ended = g_strcmp0(what, "end") == 0;
    }
    return TRUE;
}

static gboolean take_all(Reading *reading, const char *file, const GByteArray *answer, GError **error)
{
    const char *at = (const char *)answer->data, *last = at + answer->len;
    for (const char *line_end; at < last && (line_end = memchr(at, '\n', (size_t)(last - at))); at = line_end + 1) {
        json_t *message = json_loadb(at, (size_t)(line_end - at), 0, NULL);
        gboolean taken = take(reading, file, message, error);
        json_decref(message);
        if (!taken)
            return FALSE;
    }
    return TRUE;
}

static void set_ended(const char *file, int status, GError **error)
{
    gboolean killed = WIFSIGNALED(status);
    gboolean slow = killed && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL);
    g_set_error(error, READER_ERROR, READER_ERROR_FORMAT, "%s: %s", file,
                slow ? "reading it took too long" : "reading it failed: it is damaged, or takes too much memory");
}

gboolean pages_know(const char *head, size_t len)
{
    return len >= 5 && memcmp(head, "%PDF-", 5) == 0;
}

Document *pages_read(const char *file, Stream *stream, GError **error)
{
    g_autoptr(GByteArray) input = stream_read_whole(stream, MOST_FILE, "a PDF", "", error);
    g_autofree char *program = find_program();
    int status = 0;
    if (!input)
        return NULL;
    g_autoptr(GByteArray) answer = run(input, program, &status);
    if (!answer) {
        g_set_error(error, READER_ERROR, READER_ERROR_IO, "%s: %s, which reads it, cannot be run: %s", file, program,
                    g_strerror(errno));
        return NULL;
    }
    g_autoptr(Document) document = document_new();
    Reading reading = {document, NULL, FALSE};
    if (!take_all(&reading, file, answer, error))
        return NULL;
    if (!reading.ended) {
        set_ended(file, status, error);
        return NULL;
    }
    document_finish(document);
    return g_steal_pointer(&document);
}
