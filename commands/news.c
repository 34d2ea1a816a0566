/* biaosou news: what is new, open for comment, about to be in force, stalled. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "messages/messages.h"

#define MOST_ITEMS 100000
#define MOST_MONTHS 1200

static int write_news(const OpenIndex *open, const biaosou_news *news, const char *format, const char *output,
                      const biaosou_report_options *how)
{
    if (strcmp(format, "text") == 0 && !output)
        cli_page();
    FILE *out = command_output(output);
    if (!out)
        return STATUS_FAILURE;
    biaosou_status status = biaosou_news_write(news, format, how, command_write, out);
    gboolean failed = status != BIAOSOU_OK && !ferror(out);
    if (!command_end_output(out, output))
        return STATUS_FAILURE;
    return failed ? command_failed(status, open->dir) : biaosou_news_count(news) ? STATUS_DONE : STATUS_NOTHING;
}

static int find_news(const OpenIndex *open, const biaosou_news_options *options, const char *format, const char *output,
                     const biaosou_report_options *how)
{
    biaosou_news *news;
    biaosou_status status = biaosou_news_find(open->searcher, options, &news);
    if (status == BIAOSOU_USAGE) {
        cli_error("%s", biaosou_error_message());
        return STATUS_USAGE;
    }
    if (status != BIAOSOU_OK)
        return command_failed_query(status, options->query, open->dir);
    int exit_status = write_news(open, news, format, output, how);
    biaosou_news_free(news);
    return exit_status;
}

int command_news(int argc, char **argv)
{
    g_autofree char *dir = NULL, *since = NULL, *on = NULL, *stalled = NULL, *count = NULL, *format = NULL, *output = NULL, *color = NULL;
    biaosou_news_options options = BIAOSOU_NEWS_OPTIONS_INIT;
    biaosou_report_options how = BIAOSOU_REPORT_OPTIONS_INIT;
    g_auto(CliRemote) remote = {0};
    gint64 months = options.stalled, most = options.most;
    gboolean colour;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"since", 0, 0, G_OPTION_ARG_STRING, &since,
         N_("What happened from that day on (a month ago); or what changed since that generation"), "WHEN"},
        {"on", 0, 0, G_OPTION_ARG_STRING, &on, N_("As of that day instead of today"), "DATE"},
        {"stalled", 0, 0, G_OPTION_ARG_STRING, &stalled, N_("Drafts of which nothing is told for N months (12)"), "N"},
        {"count", 'n', 0, G_OPTION_ARG_STRING, &count, N_("Show N items of a kind (200)"), "N"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("text (the default), md, html or json"), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to FILE instead of standard output"), "FILE"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse_words(entries, "news", "[QUERY...]",
                         "Tell what is new of the standards that QUERY finds, or of all: what is open for comment or\n"
                         "ballot and until when, what happened since a day, what will be in force, and which drafts\n"
                         "have stalled. With a generation, also what is new, changed and gone since.",
                         &argc, &argv) ||
        !cli_count("--stalled", stalled, 1, MOST_MONTHS, &months) || !cli_count("--count", count, 0, MOST_ITEMS, &most) ||
        !command_since(since, &options.since, &options.generation) || !cli_remote(&remote, &dir))
        return STATUS_USAGE;
    g_autofree char *query = argc > 1 ? g_strjoinv(" ", argv + 1) : NULL;
    options.query = query;
    options.on = on;
    options.stalled = (unsigned)months;
    options.most = (unsigned)most;
    how.english = command_english(format ? format : "text");
    if (!biaosou_news_format(format ? format : "text")) {
        cli_error("--format: %s is none of text, md, html, json", format);
        return STATUS_USAGE;
    }
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    how.colour = colour && (!output || strcmp(output, "-") == 0);
    status = find_news(&open, &options, format ? format : "text", output, &how);
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(status);
}
