#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/complete.h"
#include "cli/pager.h"
#include "messages/messages.h"
#include "unicode/clean.h"
#include "unicode/wrap.h"

#define INDENT 2 /* of a message's other lines */

void cli_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *said = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    g_autoptr(GString) out = g_string_new(isatty(STDERR_FILENO) ? "\r\033[K" : "");
    guint columns = (guint)cli_columns(stderr, 0);
    g_auto(GStrv) lines = g_strsplit(said, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (line > lines)
            g_string_append(out, **line == ' ' ? "" : "  ");
        g_autofree char *clean = clean_text(*line), *whole = g_strconcat(line == lines ? "biaosou: " : "", clean, NULL);
        text_wrap(out, whole, **line == ' ' ? 0 : columns, INDENT); /* what is drawn stays as it is */
        g_string_append_c(out, '\n');
    }
    fputs(out->str, stderr);
}

static void put(FILE *stream, GString *text)
{
    fwrite(text->str, 1, text->len, stream);
    g_string_free(text, TRUE);
}

void cli_text(FILE *stream, const char *text)
{
    GString *out = g_string_new(NULL);
    clean_append(out, text);
    put(stream, out);
}

void cli_print(FILE *stream, const char *format, ...)
{
    GString *out = g_string_new(NULL);
    va_list args;
    va_start(args, format);
    clean_append_vprintf(out, format, args);
    va_end(args);
    put(stream, out);
}

void cli_json(FILE *stream, const char *text, gsize len)
{
    GString *out = g_string_sized_new(len);
    clean_append_json(out, text, len);
    put(stream, out);
}

static const char *translate(const char *text, gpointer data)
{
    (void)data;
    return message_of(text);
}

/* GLib says these itself, in the language of the locale, which need not be installed. */
static const char *const said_by_glib[] = {N_("Usage:"), N_("[OPTION…]"), N_("Options:"), N_("Unknown option"),
                                           N_("Missing argument for")};

/* TEXT with what GLib said in English as this process says it. Caller frees. */
static char *said_again(const char *text)
{
    GString *out = g_string_new(text);
    for (gsize i = 0; i < G_N_ELEMENTS(said_by_glib); i++)
        g_string_replace(out, said_by_glib[i], _(said_by_glib[i]), 1);
    return g_string_free(out, FALSE);
}

static void print_help(GOptionContext *context)
{
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL), *help = said_again(text);
    fputs(help, stdout);
}

gboolean cli_parse(const GOptionEntry *entries, const char *name, const char *parameters,
                   const char *summary, int *argc, char ***argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *program = g_strdup_printf("biaosou %s", name);
    gboolean help = FALSE;
    g_autofree char *language = NULL;
    const GOptionEntry common[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &language, N_("Say things in Chinese or English: zh, en (as the locale says)"),
         "LANG"},
        {"no-pager", 0, 0, G_OPTION_ARG_NONE, &pager_unwanted, N_("Do not show what is long with a pager"), NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (complete_is_on()) {
        complete_options(entries, common);
        return FALSE;
    }
    g_autoptr(GOptionContext) context = g_option_context_new(parameters);
    g_set_prgname(program);
    g_option_context_set_help_enabled(context, FALSE); /* it says where a command line goes wrong no better */
    g_option_context_set_summary(context, _(summary));
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_add_main_entries(context, common, NULL);
    g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
    gboolean ok = g_option_context_parse(context, argc, argv, &error);
    if (!ok) {
        g_autofree char *why = said_again(error->message);
        cli_error("%s; see `%s --help`", why, program);
    }
    if (ok && help) {
        print_help(context);
        exit(cli_finish(STATUS_DONE));
    }
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

/* The entry of the option ARGUMENT, "-n", "--count" or "--count=3"; NULL if there is none. */
static const GOptionEntry *find_entry(const GOptionEntry *entries, const char *argument)
{
    for (; entries->long_name; entries++) {
        gsize len = strlen(entries->long_name);
        if (argument[1] == '-' ? strncmp(argument + 2, entries->long_name, len) == 0 &&
                                     (argument[2 + len] == '\0' || argument[2 + len] == '=')
                               : argument[1] == entries->short_name)
            return entries;
    }
    return NULL;
}

/* Whether ARGUMENT, after the first word, is an option rather than a word that begins with a dash: -n,
 * but not -network. */
static gboolean is_option(const GOptionEntry *entry, const char *argument)
{
    return argument[1] == '-' || (entry && argument[2] == '\0');
}

gboolean cli_parse_words(const GOptionEntry *entries, const char *name, const char *parameters,
                         const char *summary, int *argc, char ***argv)
{
    g_autoptr(GPtrArray) options = g_ptr_array_new(), words = g_ptr_array_new();
    gboolean words_only = FALSE;
    g_ptr_array_add(options, (*argv)[0]);
    for (int i = 1; i < *argc; i++) {
        char *argument = (*argv)[i];
        const GOptionEntry *entry;
        if (words_only || argument[0] != '-' || argument[1] == '\0') {
            g_ptr_array_add(words, argument);
        } else if (strcmp(argument, "--") == 0) {
            words_only = TRUE;
        } else if (entry = find_entry(entries, argument),
                   words->len > 0 && !is_option(entry, argument)) {
            g_ptr_array_add(words, argument);
        } else {
            gboolean alone = argument[1] == '-' ? !strchr(argument, '=') : argument[2] == '\0';
            g_ptr_array_add(options, argument);
            if (entry && entry->arg != G_OPTION_ARG_NONE && alone && i + 1 < *argc)
                g_ptr_array_add(options, (*argv)[++i]);
        }
    }
    memcpy(*argv, options->pdata, options->len * sizeof **argv);
    *argc = (int)options->len;
    gboolean ok = cli_parse(entries, name, parameters, summary, argc, argv);
    if (ok && words->len > 0)
        memcpy(*argv + *argc, words->pdata, words->len * sizeof **argv);
    *argc += (int)words->len;
    (*argv)[*argc] = NULL;
    return ok;
}

gboolean cli_links(const char *when, gboolean *links)
{
    *links = g_strcmp0(when, "always") == 0;
    if (!when || strcmp(when, "auto") == 0)
        *links = cli_colour(stdout) && g_strcmp0(g_getenv("TERM"), "linux") != 0;
    else if (!*links && strcmp(when, "never") != 0) {
        cli_error("--hyperlinks takes auto, always or never, not '%s'", when);
        return FALSE;
    }
    return TRUE;
}

gboolean cli_count(const char *name, const char *text, gint64 least, gint64 most, gint64 *value)
{
    if (!text || g_ascii_string_to_signed(text, 10, least, most, value, NULL))
        return TRUE;
    if (most == G_MAXINT64)
        cli_error("%s takes a number of at least %lld, not '%s'", name, (long long)least, text);
    else
        cli_error("%s takes a number from %lld to %lld, not '%s'", name, (long long)least, (long long)most, text);
    return FALSE;
}

char *cli_index_dir(const char *option)
{
    const char *set = option ? option : g_getenv("BIAOSOU_INDEX");
    return set && *set ? g_strdup(set)
                       : g_build_filename(g_get_user_data_dir(), "biaosou", "index", NULL);
}

gboolean cli_remote(const CliRemote *remote, char **dir)
{
    if (remote->addresses && *dir) {
        cli_error("--remote is instead of -d: give one of them");
        return FALSE;
    }
    if (remote->partial && !remote->addresses) {
        cli_error("--partial is of --remote");
        return FALSE;
    }
    if (remote->addresses)
        *dir = g_strconcat("remote:", remote->addresses, !remote->partial ? "" : strchr(remote->addresses, '?') ? "&partial" : "?partial",
                           NULL);
    return TRUE;
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

int cli_finish(int status)
{
    if ((fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE) {
        cli_error("standard output: %s", g_strerror(errno));
        status = STATUS_FAILURE;
    }
    pager_end();
    return status;
}
