#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void cli_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    fprintf(stderr, "%sbiaosou: %s\n", isatty(STDERR_FILENO) ? "\r\033[K" : "", message);
}

gboolean cli_parse(const GOptionEntry *entries, const char *name, const char *parameters,
                   const char *summary, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *program = g_strdup_printf("biaosou %s", name);
    GOptionContext *context = g_option_context_new(parameters);
    g_set_prgname(program);
    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, NULL);
    gboolean ok = g_option_context_parse(context, argc, argv, &error);
    g_option_context_free(context);
    if (!ok)
        cli_error("%s; see `%s --help`", error->message, program);
    /* "--" separates arguments that begin with a dash; GOption leaves it. */
    if (ok && *argc > 1 && strcmp((*argv)[1], "--") == 0) {
        memmove(*argv + 1, *argv + 2, (gsize)(*argc - 1) * sizeof **argv);
        --*argc;
    }
    if (ok && !parameters && *argc > 1) {
        cli_error("%s takes no arguments; see `%s --help`", program + strlen("biaosou "), program);
        return FALSE;
    }
    return ok;
}

char *cli_index_dir(const char *option)
{
    const char *set = option ? option : g_getenv("BIAOSOU_INDEX");
    return set && *set ? g_strdup(set)
                       : g_build_filename(g_get_user_data_dir(), "biaosou", "index", NULL);
}

gboolean cli_colour(FILE *stream)
{
    const char *no_color = g_getenv("NO_COLOR");
    return isatty(fileno(stream)) && !(no_color && *no_color) &&
           g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}

int cli_columns(FILE *stream, int fallback)
{
    struct winsize size;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return fallback;
}

int cli_text_columns(const char *text, gsize len)
{
    int columns = 0;
    for (const char *at = text; at < text + len; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        columns += g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
    }
    return columns;
}

int cli_finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (errno == EPIPE)
        return status;
    cli_error("standard output: %s", g_strerror(errno));
    return STATUS_FAILURE;
}
