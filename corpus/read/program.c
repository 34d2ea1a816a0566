#define _GNU_SOURCE
#include "corpus/read/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

char *program_find(const char *name, const char *variable)
{
    const char *named = secure_getenv(variable);
    if (named && *named)
        return g_strdup(named);
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup("");
    char *beside = g_build_filename(folder, name, NULL);
    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return beside;
    g_free(beside);
    return g_build_filename(PKGLIBEXECDIR, name, NULL);
}

static int spawn(pid_t *pid, char *const *argv, int in, int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigemptyset(&none);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    int failed = posix_spawn(pid, argv[0], &actions, &attributes, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return failed;
}

static void shut_input(Program *program)
{
    if (program->to >= 0)
        close(program->to);
    program->to = -1;
}

gboolean program_start(Program *program, char *const *argv, int input)
{
    int in[2] = {input, -1}, out[2];
    if (input < 0 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return FALSE;
    program->to = in[1];
    gboolean piped = pipe2(out, O_CLOEXEC) == 0;
    int failed = piped ? spawn(&program->pid, argv, in[0], out[1]) : errno;
    if (input < 0)
        close(in[0]);
    if (piped)
        close(out[1]);
    program->from = piped ? out[0] : -1;
    if (failed) {
        shut_input(program);
        if (piped)
            close(program->from);
        errno = failed;
    }
    return failed == 0;
}

/* Bytes on their way to the program. */
typedef struct {
    Stream *stream;
    guint8 block[1 << 16];
    gsize len, given;
} Feed;

/* Gives what can be given now. FALSE with an error if the stream fails. */
static gboolean feed(Program *program, Feed *from, GError **error)
{
    if (from->given == from->len) {
        gssize got = stream_read(from->stream, from->block, sizeof from->block, error);
        from->len = got > 0 ? (gsize)got : 0;
        from->given = 0;
        if (got <= 0) {
            shut_input(program);
            return got == 0;
        }
    }
    ssize_t n = send(program->to, from->block + from->given, from->len - from->given, MSG_NOSIGNAL | MSG_DONTWAIT);
    from->given += n > 0 ? (gsize)n : 0;
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        shut_input(program); /* it has read enough, or ended */
    return TRUE;
}

/* Hands on what the program says now; FALSE once it says no more, or no more is wanted. */
static gboolean hear(const Program *program, ProgramHears hears, gpointer data, GError **error)
{
    guint8 block[1 << 16];
    ssize_t n = read(program->from, block, sizeof block);
    return n > 0 ? hears(block, (gsize)n, data, error) : n < 0 && errno == EINTR;
}

/* Milliseconds between two looks whether the stream is to stop. */
#define BETWEEN_LOOKS 200

gboolean program_talk(Program *program, Stream *stream, ProgramHears hears, gpointer data, GError **error)
{
    g_autofree Feed *from = g_new0(Feed, 1);
    GError *inner = NULL;
    from->stream = stream;
    for (gboolean open = TRUE; open && !inner;) {
        struct pollfd wanted[] = {{program->from, POLLIN, 0}, {program->to, POLLOUT, 0}};
        int ready = poll(wanted, program->to >= 0 ? 2 : 1, BETWEEN_LOOKS);
        if (stream_is_stopped(stream, &inner))
            break;
        if (ready <= 0)
            continue; /* EINTR, or nothing yet */
        if (program->to >= 0 && wanted[1].revents && !feed(program, from, &inner))
            break;
        if (wanted[0].revents)
            open = hear(program, hears, data, &inner);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

int program_end(Program *program, gboolean killed)
{
    int status = -1;
    if (killed)
        kill(program->pid, SIGKILL);
    shut_input(program);
    close(program->from);
    while (waitpid(program->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}
