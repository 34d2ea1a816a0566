/* biaosou-change: makes one change of an index for a program that has libbiaosou (change.c): a process with one
 * thread and nothing else to do, as building wants. Not to be started by hand. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "indexer/write/change.h"
#include "libbiaosou/change-names.h"
#include "libbiaosou/private.h"
#include "messages/messages.h"

#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)

static Stop stop;
static int host = -1; /* the socket */

static struct {
    ChangeStep step;
    guint64 done, total;
    gint64 told;
} progress;

/* The host may have gone away: then the change stops, and nobody is told. */
static void tell(const char *name, const char *value)
{
    g_autofree char *message = g_strconcat(name, "=", value, NULL);
    for (gsize at = 0, len = strlen(message) + 1; at < len;) {
        ssize_t n = write(host, message + at, len - at);
        if (n < 0 && errno != EINTR)
            return;
        at += n > 0 ? (gsize)n : 0;
    }
}

static void tell_number(const char *name, guint64 value)
{
    g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, value);
    tell(name, text);
}

static void tell_progress(void)
{
    g_autofree char *text =
        g_strdup_printf("%d %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, (int)progress.step,
                        progress.done, progress.total);
    tell(CHANGE_PROGRESS, text);
    progress.told = g_get_monotonic_time();
}

static void begin_step(gpointer data, ChangeStep step, guint64 total)
{
    (void)data;
    progress.step = step;
    progress.done = 0;
    progress.total = total;
    tell_progress();
}

static void add_done(gpointer data, guint64 n)
{
    (void)data;
    progress.done += n;
    if (g_get_monotonic_time() - progress.told >= PROGRESS_INTERVAL)
        tell_progress();
}

static void end_steps(gpointer data)
{
    (void)data;
    tell_progress();
}

/* Something is new at the host's end of the socket: that it was shut, if the host wants no more or is gone. */
static void look_at_host(int number)
{
    int saved = errno;
    struct pollfd end = {host, POLLIN | POLLRDHUP, 0};
    (void)number;
    if (poll(&end, 1, 0) > 0)
        stop.signal = STOP_ASKED;
    errno = saved;
}

static void prepare_process(void)
{
    struct sigaction look = {.sa_handler = look_at_host, .sa_flags = SA_RESTART};
    struct rlimit files;
    sigaction(SIGIO, &look, NULL);
    signal(SIGINT, SIG_IGN); /* of a terminal: the host says what that means */
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(), as a full disk is */
    fcntl(host, F_SETFD, FD_CLOEXEC);
    fcntl(host, F_SETOWN, getpid());
    fcntl(host, F_SETFL, fcntl(host, F_GETFL) | O_ASYNC);
    look_at_host(SIGIO); /* what was before */
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max; /* a merge has every run open */
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

typedef struct {
    ChangeOptions options;
    const char *kind;
    GPtrArray *ids, *missing, *dictionaries;
} Request;

static void take_option(ChangeOptions *options, const char *name, const char *value)
{
    gint64 n = g_ascii_strtoll(value, NULL, 10);
#define TAKE_NUMBER(member)         \
    if (strcmp(name, #member) == 0) \
        options->member = (__typeof__(options->member))n;
#define TAKE_FILE(member)           \
    if (strcmp(name, #member) == 0) \
        options->member = value;
    CHANGE_NUMBERS(TAKE_NUMBER)
    CHANGE_FILES(TAKE_FILE)
}

static void speak(const char *name)
{
    Language language;
    if (language_by_name(name, &language))
        language_set_usual(language);
}

static void take_argument(Request *request, char *argument)
{
    char *value = strchr(argument, '=');
    if (!value)
        return;
    *value++ = '\0';
    if (strcmp(argument, CHANGE_SOCKET) == 0)
        host = atoi(value);
    else if (strcmp(argument, CHANGE_KIND) == 0)
        request->kind = value;
    else if (strcmp(argument, CHANGE_DIR) == 0)
        request->options.dir = value;
    else if (strcmp(argument, CHANGE_LANGUAGE) == 0)
        speak(value);
    else if (strcmp(argument, CHANGE_FILE) == 0)
        g_ptr_array_add(request->options.files, value);
    else if (strcmp(argument, CHANGE_ID) == 0)
        g_ptr_array_add(request->ids, value);
    else if (strcmp(argument, CHANGE_DICTIONARY) == 0)
        g_ptr_array_add(request->dictionaries, value);
    else
        take_option(&request->options, argument, value);
}

static gboolean make_change(const Request *request, ChangeResult *result, GError **error)
{
    static const struct {
        const char *kind;
        gboolean (*make)(const ChangeOptions *options, ChangeResult *result, GError **error);
    } changes[] = {{"build", change_build},
                   {"update", change_update},
                   {"compact", change_compact},
                   {"rollback", change_rollback}};
    for (gsize i = 0; i < G_N_ELEMENTS(changes); i++)
        if (strcmp(changes[i].kind, request->kind) == 0)
            return changes[i].make(&request->options, result, error);
    return change_delete(&request->options, request->ids, request->missing, result, error);
}

static void tell_result(const ChangeResult *result, GPtrArray *missing)
{
#define TELL_COUNT(member) tell_number(#member, (guint64)result->member);
#define TELL_TEXT(member)            \
    if (result->member)              \
        tell(#member, result->member);
    CHANGE_COUNTS(TELL_COUNT)
    CHANGE_TEXTS(TELL_TEXT)
    tell_number(CHANGE_MICROSECONDS, (guint64)(result->seconds * G_USEC_PER_SEC));
    if (missing->len > 0) {
        g_ptr_array_add(missing, NULL);
        g_autofree char *lines = g_strjoinv("\n", (char **)missing->pdata);
        tell(CHANGE_MISSING, lines);
    }
}

int main(int argc, char **argv)
{
    static const ChangeProgress told = {begin_step, add_done, end_steps, NULL};
    ChangeResult result = {0};
    GError *error = NULL;
    g_autoptr(GPtrArray) files = g_ptr_array_new(), ids = g_ptr_array_new();
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) dictionaries = g_ptr_array_new();
    Request request = {.options = {.files = files, .stop = &stop, .progress = &told},
                       .ids = ids,
                       .missing = missing,
                       .dictionaries = dictionaries};
    for (int i = 1; i < argc; i++)
        take_argument(&request, argv[i]);
    if (host < 0 || !request.kind || !request.options.dir) {
        static const char words[] = "biaosou-change: programs with libbiaosou start this\n";
        return write(STDERR_FILENO, words, sizeof words - 1) < 0 ? 3 : 2;
    }
    if (dictionaries->len > 0) {
        g_ptr_array_add(dictionaries, NULL);
        request.options.dictionaries = (char *const *)dictionaries->pdata;
    }
    if (request.options.jobs == 0)
        request.options.jobs = g_get_num_processors();
    prepare_process();
    gboolean ok = make_change(&request, &result, &error);
    tell_result(&result, missing);
    biaosou_status status = ok ? BIAOSOU_OK : library_fail(error);
    if (!ok)
        tell(CHANGE_MESSAGE, biaosou_error_message());
    tell_number(CHANGE_STATUS, (guint64)status);
    g_free(result.report);
    g_free(result.given_again);
    g_free(result.left_out);
    return 0;
}
