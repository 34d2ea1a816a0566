/* biaosou impact: who cites a document. */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "messages/messages.h"

typedef struct {
    const OpenIndex *open;
    const char *format, *day;
    gboolean all;
    biaosou_write_options how;
} ImpactOptions;

static int write_impact(const ImpactOptions *options, biaosou_impact *impact)
{
    biaosou_status status =
        biaosou_impact_write(impact, options->format, &options->how, command_write, stdout);
    if (status != BIAOSOU_OK && !ferror(stdout))
        return command_failed(status, options->open->dir);
    return biaosou_impact_count(impact) ? STATUS_DONE : STATUS_NOTHING;
}

/* Of the document that TEXT names or, where there is none, of what others cite by that number. */
static int tell_one(const ImpactOptions *options, biaosou_found *found, unsigned text)
{
    const char *id = biaosou_found_id(found, text), *named = biaosou_found_text(found, text);
    biaosou_impact *impact;
    biaosou_status status = biaosou_impact_new(options->open->searcher, id ? id : named,
                                               options->day, options->all, &impact);
    if (status == BIAOSOU_USAGE) {
        cli_error("--on: %s", biaosou_error_message());
        return STATUS_USAGE;
    }
    if (status != BIAOSOU_OK)
        return command_failed(status, options->open->dir);
    int told = STATUS_NOTHING;
    if (id || biaosou_impact_count(impact))
        told = write_impact(options, impact);
    else
        command_not_found(found, text);
    biaosou_impact_free(impact);
    return told;
}

static int tell_all(const ImpactOptions *options, char **words)
{
    biaosou_found *found;
    int worst = command_find(options->open, words, &found);
    if (worst != STATUS_DONE)
        return worst;
    if (biaosou_found_count(found) > 1 && strcmp(options->format, "csv") == 0) {
        cli_error("--format csv: a table is of one document, not of %u",
                  biaosou_found_count(found));
        worst = STATUS_USAGE;
    }
    if (strcmp(options->format, "text") == 0)
        cli_page();
    for (unsigned i = 0; worst != STATUS_USAGE && i < biaosou_found_count(found); i++) {
        if (i > 0 && strcmp(options->format, "text") == 0)
            putchar('\n');
        int one = tell_one(options, found, i);
        worst = MAX(worst, one);
    }
    biaosou_found_free(found);
    return worst;
}

int command_impact(int argc, char **argv)
{
    g_autofree char *dir = NULL, *day = NULL, *format = NULL, *color = NULL;
    ImpactOptions options = {.format = "text", .how = BIAOSOU_WRITE_OPTIONS_INIT};
    gboolean colour;
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"on", 0, 0, G_OPTION_ARG_STRING, &day, N_("As of that day instead of today"), "DATE"},
        {"all", 'a', 0, G_OPTION_ARG_NONE, &options.all,
         N_("Also who is not in force: withdrawn, replaced, to come, drafts"), NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("text (the default), csv or json"),
         "FORMAT"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "impact", "ID...",
                   "Show which standards in force cite documents, named as for show, or an earlier "
                   "edition of them:\n"
                   "what cites an edition that is replaced or withdrawn by its year is to be "
                   "revised, what cites a\n"
                   "number without a year follows the newest edition. The exit status is 1 if "
                   "nothing cites them.",
                   &argc, &argv) ||
        !cli_remote(&remote, &dir))
        return STATUS_USAGE;
    options.format = format ? format : "text";
    options.how.english = command_english(options.format);
    options.day = day;
    if (!biaosou_impact_format(options.format)) {
        cli_error("--format: %s is none of text, csv, json", format);
        return STATUS_USAGE;
    }
    if (argc < 2) {
        cli_error("which document? see `biaosou impact --help`");
        return STATUS_USAGE;
    }
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    options.open = &open;
    options.how.colour = colour;
    options.how.columns = (unsigned)cli_columns(stdout, 0);
    status = tell_all(&options, argv + 1);
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(status);
}
