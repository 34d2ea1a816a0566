#include "commands/commands.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

#define MEND_DAMAGE "go back with `biaosou index rollback` or build the index again"

/* What a user can do about an error of an index, and its exit status. */
static const struct {
    ExitStatus status;
    const char *hint; /* NULL: the message says it; %s is the folder */
} index_errors[] = {
    [INDEX_ERROR_MISSING] = {STATUS_INDEX, "make one with `biaosou index build -d %s FILE...`"},
    [INDEX_ERROR_GONE] = {STATUS_INDEX, MEND_DAMAGE},
    [INDEX_ERROR_DAMAGED] = {STATUS_INDEX, MEND_DAMAGE},
    [INDEX_ERROR_FORMAT] = {STATUS_INDEX, "build it again with `biaosou index build -d %s`"},
    [INDEX_ERROR_LOCKED] = {STATUS_INDEX, NULL},
    [INDEX_ERROR_WRITE] = {STATUS_FAILURE, NULL},
    [INDEX_ERROR_INPUT] = {STATUS_REJECTED, NULL},
    [INDEX_ERROR_STOPPED] = {STATUS_FAILURE, NULL},
    [INDEX_ERROR_REFUSED] = {STATUS_REFUSED, NULL},
};

int command_failed(const GError *error, const char *dir)
{
    g_autoptr(GString) hint = g_string_new(NULL);
    if (error->domain == XC_ERROR) {
        cli_error("the index is damaged (%s); " MEND_DAMAGE, error->message);
        return STATUS_INDEX;
    }
    if (error->domain != INDEX_ERROR) {
        cli_error("%s", error->message);
        return STATUS_FAILURE;
    }
    if (index_errors[error->code].hint) {
        g_string_append_printf(hint, "; %s", index_errors[error->code].hint);
        g_string_replace(hint, "%s", dir, 0);
    }
    cli_error("%s%s", error->message, hint->str);
    return (int)index_errors[error->code].status;
}

static void end_process(int number)
{
    static const char message[] =
        "biaosou: a file of the index was cut short while it was read; `biaosou index check` says "
        "which, " MEND_DAMAGE "\n";
    (void)number;
    if (write(STDERR_FILENO, message, sizeof message - 1) >= 0)
        _exit(STATUS_INDEX);
    _exit(STATUS_INDEX);
}

void command_guard_maps(void)
{
    struct sigaction action = {.sa_handler = end_process};
    sigaction(SIGBUS, &action, NULL);
}

void command_warn(const Index *index, const char *dir)
{
    const char *warning = snapshot_warning(index_snapshot(index));
    if (warning)
        cli_error("warning: %s; `biaosou index build --force -d %s` builds it again", warning, dir);
}

gboolean command_open(const char *dir, OpenIndex *open, int *status)
{
    g_autofree char *folder = cli_index_dir(dir);
    g_autoptr(GError) error = NULL;
    *open = (OpenIndex){0};
    command_guard_maps();
    open->searcher = searcher_open(folder, &error);
    if (!open->searcher) {
        *status = command_failed(error, folder);
        return FALSE;
    }
    open->index = open->searcher->index;
    open->dir = g_steal_pointer(&folder);
    command_warn(open->index, open->dir);
    return TRUE;
}

void command_close(OpenIndex *open)
{
    searcher_free(open->searcher);
    g_free(open->dir);
}

gboolean command_colour(const char *when, FILE *stream, gboolean *colour)
{
    if (!when || strcmp(when, "auto") == 0)
        *colour = cli_colour(stream);
    else if (strcmp(when, "always") == 0)
        *colour = TRUE;
    else if (strcmp(when, "never") == 0)
        *colour = FALSE;
    else {
        cli_error("--color takes auto, always or never, not '%s'", when);
        return FALSE;
    }
    return TRUE;
}

void command_print_reject(FILE *out, const Reject *reject)
{
    if (reject->line)
        cli_print(out, "%s:%u: %s\n", reject->file, reject->line, reject->reason);
    else
        cli_print(out, "%s: %s\n", reject->file, reject->reason);
}
