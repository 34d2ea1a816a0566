/* Changes: a process of its own makes each (change-program.c), told what by its arguments. It
 * answers on a socket with messages "NAME=VALUE", each ended by a NUL, which hold any bytes; when
 * this end is shut it stops. */
#include "config.h"

#include "libbiaosou/private.h"

#include <errno.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libbiaosou/change-names.h"
#include "messages/messages.h"

extern char **environ;

#define PROGRESS_INTERVAL_MS 100

typedef struct {
    int socket;
    pid_t pid;
    const biaosou_change_options *options;
    biaosou_change_result *result;
    biaosou_progress progress;
    GString *received; /* of a message that is not whole yet */
    biaosou_status status; /* that of the change, once `done` */
    char *message;
    gboolean done, asked_to_stop;
} Change;

static void add(GPtrArray *arguments, const char *name, const char *value)
{
    if (value)
        g_ptr_array_add(arguments, g_strconcat(name, "=", value, NULL));
}

static void add_number(GPtrArray *arguments, const char *name, gint64 value)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
    add(arguments, name, text);
}

static GPtrArray *arguments_new(const char *program, int socket, const char *change, const char *dir)
{
    GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(arguments, g_strdup(program));
    add_number(arguments, CHANGE_SOCKET, socket);
    add(arguments, CHANGE_KIND, change);
    add(arguments, CHANGE_DIR, dir);
    add(arguments, CHANGE_LANGUAGE, language_name(language_now()));
    return arguments;
}

static void add_options(GPtrArray *arguments, const biaosou_change_options *options)
{
#define ADD_NUMBER(name) add_number(arguments, #name, (gint64)options->name);
#define ADD_FILE(name) add(arguments, #name, options->name);
    CHANGE_NUMBERS(ADD_NUMBER)
    CHANGE_FILES(ADD_FILE)
    for (guint i = 0; options->dictionaries && options->dictionaries[i]; i++)
        add(arguments, CHANGE_DICTIONARY, options->dictionaries[i]);
}

static void set_string(char **string, const char *value)
{
    g_free(*string);
    *string = g_strdup(value);
}

static void take_result(biaosou_change_result *result, const char *name, const char *value)
{
    guint64 n = g_ascii_strtoull(value, NULL, 10);
#define TAKE_COUNT(member)          \
    if (strcmp(name, #member) == 0) \
        result->member = (__typeof__(result->member))n;
#define TAKE_TEXT(member)           \
    if (strcmp(name, #member) == 0) \
        set_string(&result->member, value);
    CHANGE_COUNTS(TAKE_COUNT)
    CHANGE_TEXTS(TAKE_TEXT)
    if (strcmp(name, CHANGE_MISSING) == 0)
        set_string(&result->missing, value);
    if (strcmp(name, CHANGE_MICROSECONDS) == 0)
        result->seconds = (double)n / G_USEC_PER_SEC;
}

static void take(Change *change, const char *name, const char *value)
{
    if (strcmp(name, CHANGE_PROGRESS) == 0) {
        char *end;
        change->progress.step = (int)g_ascii_strtoll(value, &end, 10);
        change->progress.done = g_ascii_strtoull(end, &end, 10);
        change->progress.total = g_ascii_strtoull(end, NULL, 10);
    } else if (strcmp(name, CHANGE_STATUS) == 0) {
        change->done = TRUE;
        change->status = (biaosou_status)atoi(value);
    } else if (strcmp(name, CHANGE_MESSAGE) == 0) {
        set_string(&change->message, value);
    } else {
        take_result(change->result, name, value);
    }
}

/* Takes the whole messages that have come. */
static void take_messages(Change *change)
{
    gsize at = 0, len;
    GString *all = change->received;
    for (; (len = strnlen(all->str + at, all->len - at)) < all->len - at; at += len + 1) {
        char *value = strchr(all->str + at, '=');
        if (!value)
            continue;
        *value = '\0';
        take(change, all->str + at, value + 1);
    }
    g_string_erase(all, 0, (gssize)at);
}

/* Reads what has come; FALSE at the end. */
static gboolean receive(Change *change)
{
    char bytes[4096];
    ssize_t n = read(change->socket, bytes, sizeof bytes);
    if (n < 0)
        return errno == EINTR;
    g_string_append_len(change->received, bytes, n);
    take_messages(change);
    return n > 0;
}

/* Tells how far it is, and passes on what that says. */
static void tell(Change *change)
{
    if (change->asked_to_stop || !change->options->progress ||
        change->options->progress(&change->progress, change->options->data) == 0)
        return;
    change->asked_to_stop = TRUE;
    shutdown(change->socket, SHUT_WR);
}

/* Listens until the process has answered, or ended; how it did, as of waitpid(), or -1 where the
 * host does not let that be known. */
static int listen_to(Change *change)
{
    int how = -1;
    gboolean more = TRUE;
    gint64 told = 0;
    while (more) {
        struct pollfd wanted = {change->socket, POLLIN, 0};
        if (poll(&wanted, 1, PROGRESS_INTERVAL_MS) > 0)
            more = receive(change) && !change->done;
        gint64 now = g_get_monotonic_time();
        if (now - told >= PROGRESS_INTERVAL_MS * 1000) {
            tell(change);
            told = now;
        }
    }
    while (waitpid(change->pid, &how, 0) < 0 && errno == EINTR)
        ;
    return how;
}

static const char *program_name(void)
{
    const char *named = secure_getenv("BIAOSOU_CHANGE");
    return named && *named ? named : CHANGE_PROGRAM;
}

/* Starts the program with ARGUMENTS (NULL-terminated), which keeps THEIRS open. 0 or the error. */
static int start(pid_t *pid, char *const *arguments, int theirs)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, usual;
    sigemptyset(&none);
    sigfillset(&usual);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, theirs, theirs); /* no longer closed by exec */
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(pid, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failed;
}

static biaosou_status finish(Change *change, int how)
{
    g_autofree char *message = change->message;
    if (!change->done && how != -1 && WIFSIGNALED(how))
        return library_fail_with(BIAOSOU_FAILED, "%s was ended by signal %d (%s)", program_name(),
                                 WTERMSIG(how), strsignal(WTERMSIG(how)));
    if (!change->done)
        return library_fail_with(BIAOSOU_FAILED, "%s ended without an answer", program_name());
    return change->status == BIAOSOU_OK
               ? BIAOSOU_OK
               : library_fail_with(change->status, "%s", message ? message : "");
}

static biaosou_status run(const char *kind, const char *dir, const char *name,
                          const char *const *values, size_t count,
                          const biaosou_change_options *options, biaosou_change_result *result)
{
    static const biaosou_change_options usual = BIAOSOU_CHANGE_OPTIONS_INIT;
    biaosou_change_result unwanted = BIAOSOU_CHANGE_RESULT_INIT;
    int sockets[2];
    if (result) {
        biaosou_change_result_clear(result);
        *result = (biaosou_change_result)BIAOSOU_CHANGE_RESULT_INIT;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return library_fail_with(BIAOSOU_FAILED, "no socket: %s", g_strerror(errno));
    g_autoptr(GString) received = g_string_new(NULL);
    Change change = {.socket = sockets[0],
                     .options = options ? options : &usual,
                     .result = result ? result : &unwanted,
                     .received = received};
    g_autoptr(GPtrArray) arguments = arguments_new(program_name(), sockets[1], kind, dir);
    add_options(arguments, change.options);
    for (size_t i = 0; i < count; i++)
        add(arguments, name, values[i]);
    g_ptr_array_add(arguments, NULL);
    int failed = start(&change.pid, (char *const *)arguments->pdata, sockets[1]);
    close(sockets[1]);
    int how = failed ? 0 : listen_to(&change);
    close(sockets[0]);
    biaosou_change_result_clear(&unwanted);
    return failed ? library_fail_with(BIAOSOU_FAILED, "cannot start %s: %s", program_name(),
                                      g_strerror(failed))
                  : finish(&change, how);
}

biaosou_status biaosou_build(const char *dir, const char *const *files, size_t count,
                             const biaosou_change_options *options, biaosou_change_result *result)
{
    return run("build", dir, CHANGE_FILE, files, count, options, result);
}

biaosou_status biaosou_update(const char *dir, const char *const *files, size_t count,
                              const biaosou_change_options *options, biaosou_change_result *result)
{
    return run("update", dir, CHANGE_FILE, files, count, options, result);
}

biaosou_status biaosou_delete(const char *dir, const char *const *ids, size_t count,
                              const biaosou_change_options *options, biaosou_change_result *result)
{
    return run("delete", dir, CHANGE_ID, ids, count, options, result);
}

biaosou_status biaosou_compact(const char *dir, const biaosou_change_options *options,
                               biaosou_change_result *result)
{
    return run("compact", dir, NULL, NULL, 0, options, result);
}

biaosou_status biaosou_rollback(const char *dir, const biaosou_change_options *options,
                                biaosou_change_result *result)
{
    return run("rollback", dir, NULL, NULL, 0, options, result);
}

void biaosou_change_result_clear(biaosou_change_result *result)
{
    g_clear_pointer(&result->report, g_free);
    g_clear_pointer(&result->missing, g_free);
    g_clear_pointer(&result->given_again, g_free);
    g_clear_pointer(&result->left_out, g_free);
}
