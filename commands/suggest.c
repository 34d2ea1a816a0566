/* biaosou suggest: what goes on with what was typed so far. */
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "messages/messages.h"

static int print_suggestions(const char *dir, const char *typed, guint count, const char *format,
                             gboolean colour)
{
    OpenIndex open;
    int exit_status = STATUS_USAGE;
    biaosou_suggestions *suggestions;
    if (!command_open(dir, &open, &exit_status))
        return exit_status;
    biaosou_status status = biaosou_suggest(open.searcher, typed, count, &suggestions);
    if (status == BIAOSOU_OK) {
        exit_status = biaosou_suggestions_count(suggestions) ? STATUS_DONE : STATUS_NOTHING;
        status = biaosou_suggestions_write(suggestions, format, colour, command_write, stdout);
    }
    if (status != BIAOSOU_OK && !(status == BIAOSOU_STOPPED && ferror(stdout)))
        exit_status = command_failed(status, open.dir);
    biaosou_suggestions_free(suggestions);
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(exit_status);
}

int command_suggest(int argc, char **argv)
{
    g_autofree char *dir = NULL, *format = NULL, *color = NULL, *count_text = NULL;
    g_auto(CliRemote) remote = {0};
    gint64 count = 10;
    gboolean colour;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"count", 'n', 0, G_OPTION_ARG_STRING, &count_text, N_("At most N suggestions, up to 20 (10)"),
         "N"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format,
         N_("list (the default on a terminal), text (the default elsewhere) or json"), "FORMAT"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse_words(
            entries, "suggest", "TEXT...",
            "Suggest what goes on with TEXT, or holds it: titles, phrases of titles, numbers and\n"
            "committees, by their beginning or from an inner word; in Chinese, English, pinyin "
            "(wangluo),\n"
            "its initials (wlaq) or a mixture; of numbers any spelling (gbt2223). What is in force "
            "comes\n"
            "first, and of a number one edition. If nothing fits, what fits but for one letter.",
            &argc, &argv) ||
        !cli_count("--count", count_text, 1, 20, &count) || !command_colour(color, stdout, &colour) || !cli_remote(&remote, &dir))
        return STATUS_USAGE;
    const char *how = format ? format : isatty(STDOUT_FILENO) ? "list" : "text";
    if (!biaosou_suggestions_format(how)) {
        cli_error("--format: %s is none of list, text, json", how);
        return STATUS_USAGE;
    }
    if (argc < 2) {
        cli_error("suggest what? see `biaosou suggest --help`");
        return STATUS_USAGE;
    }
    g_autofree char *typed = g_strjoinv(" ", argv + 1);
    return print_suggestions(dir, typed, (guint)count, how, colour);
}
