#include "cli/pager.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib-unix.h>

#include "cli/cli.h"

#define USUAL_PAGER "less -FRX"
#define USUAL_LESS "FRX" /* as git has it: what fits is just printed, colours are kept */

extern char **environ;

gboolean pager_unwanted;

static pid_t pager; /* 0: none runs */

/* The arguments of the pager that is wanted. Caller frees; NULL: none is. */
static char **arguments(void)
{
    const char *named = g_getenv("BIAOSOU_PAGER");
    char **argv;
    if (!named)
        named = g_getenv("PAGER");
    if (!named)
        named = USUAL_PAGER;
    if (!g_shell_parse_argv(named, NULL, &argv, NULL))
        return NULL;
    if (strcmp(argv[0], "cat") == 0)
        g_clear_pointer(&argv, g_strfreev);
    return argv;
}

/* Starts ARGV with IN for its input. 0 or the error. */
static int start(char **argv, int in, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t usual;
    g_auto(GStrv) environment = g_environ_setenv(g_strdupv(environ), "LESS", USUAL_LESS, FALSE);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawnp(pid, argv[0], &actions, &attributes, argv, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

void cli_page(void)
{
    int ends[2];
    if (pager || pager_unwanted || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
        g_strcmp0(g_getenv("TERM"), "dumb") == 0)
        return;
    g_auto(GStrv) argv = arguments();
    if (!argv || !g_unix_open_pipe(ends, FD_CLOEXEC, NULL))
        return;
    fflush(stdout);
    if (start(argv, ends[0], &pager) != 0)
        pager = 0; /* without it, then */
    else
        dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    if (pager)
        signal(SIGINT, SIG_IGN); /* the pager says what that means */
}

void pager_end(void)
{
    if (!pager)
        return;
    fclose(stdout);
    while (waitpid(pager, NULL, 0) < 0 && errno == EINTR)
        ;
    pager = 0;
}
