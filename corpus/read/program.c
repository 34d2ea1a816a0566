#define _GNU_SOURCE
#include "corpus/read/program.h"

#include <errno.h>
#include <fcntl.h>
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

gboolean program_start(Program *program, char *const *argv)
{
    int in[2], out[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return FALSE;
    if (pipe2(out, O_CLOEXEC) != 0) {
        close(in[0]);
        close(in[1]);
        return FALSE;
    }
    int failed = spawn(&program->pid, argv, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    program->to = in[1];
    program->from = out[0];
    if (failed) {
        close(program->to);
        close(program->from);
        errno = failed;
    }
    return failed == 0;
}

void program_shut_input(Program *program)
{
    if (program->to >= 0)
        close(program->to);
    program->to = -1;
}

int program_end(Program *program, gboolean killed)
{
    int status = -1;
    if (killed)
        kill(program->pid, SIGKILL);
    program_shut_input(program);
    close(program->from);
    while (waitpid(program->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}
