/* biaosou show: documents whole, by their numbers in any spelling. */
#include <string.h>

#include "cli/cli.h"
#include "commands/browse.h"
#include "commands/commands.h"
#include "messages/messages.h"

typedef struct {
    const OpenIndex *open;
    const char *format;
    biaosou_write_options how;
    gboolean browse; /* open the page instead */
} Showing;

static int write_one(const Showing *showing, biaosou_found *found, unsigned text)
{
    biaosou_status status =
        biaosou_found_write(found, text, showing->format, &showing->how, command_write, stdout);
    return status == BIAOSOU_OK || (status == BIAOSOU_STOPPED && ferror(stdout))
               ? STATUS_DONE
               : command_failed(status, showing->open->dir);
}

/* Opens its page, and says which. */
static int browse_one(const Showing *showing, biaosou_found *found, unsigned text)
{
    const char *url;
    biaosou_status status = biaosou_found_url(found, text, &url);
    if (status != BIAOSOU_OK)
        return command_failed(status, showing->open->dir);
    if (!url) {
        cli_error("%s: its record has no address of a page (http, https)",
                  biaosou_found_id(found, text));
        return STATUS_NOTHING;
    }
    cli_print(stdout, "%s\n", url);
    fflush(stdout);
    return browse(url) ? STATUS_DONE : STATUS_FAILURE;
}

/* One after the other; the worst status of all. */
static int show_all(const Showing *showing, biaosou_found *found)
{
    int worst = STATUS_DONE;
    for (unsigned i = 0; i < biaosou_found_count(found); i++) {
        if (i > 0 && !showing->browse && strcmp(showing->format, "json") != 0)
            putchar('\n');
        int one = !biaosou_found_id(found, i) ? command_not_found(found, i)
                  : showing->browse           ? browse_one(showing, found, i)
                                              : write_one(showing, found, i);
        worst = MAX(worst, one);
    }
    return worst;
}

static int find_and_show(const Showing *showing, char **words)
{
    biaosou_found *found;
    int status = command_find(showing->open, words, &found);
    if (status != STATUS_DONE)
        return status;
    if (biaosou_found_note(found))
        cli_error("note: %s", biaosou_found_note(found));
    if (!showing->browse && strcmp(showing->format, "json") != 0)
        cli_page();
    int shown = show_all(showing, found);
    biaosou_found_free(found);
    return shown;
}

int command_show(int argc, char **argv)
{
    g_autofree char *dir = NULL, *format = NULL, *color = NULL, *day = NULL, *hyperlinks = NULL;
    gboolean colour, links, sources = FALSE;
    Showing showing = {.format = "text", .how = BIAOSOU_WRITE_OPTIONS_INIT};
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"on", 0, 0, G_OPTION_ARG_STRING, &day, N_("What is in force on that day instead of today"),
         "DATE"},
        {"sources", 0, 0, G_OPTION_ARG_NONE, &sources,
         N_("Where the record is from, and what each source said"), NULL},
        {"open", 0, 0, G_OPTION_ARG_NONE, &showing.browse,
         N_("Open the document's page on the web instead"), NULL},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("text (the default) or json"), "FORMAT"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        {"hyperlinks", 0, 0, G_OPTION_ARG_STRING, &hyperlinks, N_("Ids lead to their pages: auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(
            entries, "show", "ID...",
            "Show documents whole: each a number in any spelling (22239, GBT22239, 'iso 27001',\n"
            "20231926), another id, a title, or the name of a file. A number without a year is the "
            "newest\n"
            "edition in force; the other documents of that number are listed. The first line says "
            "what is\n"
            "in force: the document, or what came in its place.",
            &argc, &argv))
        return STATUS_USAGE;
    if (!cli_remote(&remote, &dir))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("which document? see `biaosou show --help`");
        return STATUS_USAGE;
    }
    if (format && strcmp(format, "json") != 0 && strcmp(format, "text") != 0) {
        cli_error("unknown format '%s': use text or json", format);
        return STATUS_USAGE;
    }
    if (sources && g_strcmp0(format, "json") == 0) {
        cli_error("--sources is text; JSON has what each source said in \"record\": sources, "
                  "progress, conflicts");
        return STATUS_USAGE;
    }
    showing.format = sources ? "sources" : format ? format : "text";
    showing.how.english = command_english(showing.format);
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !cli_links(hyperlinks, &links) || !command_open(dir, &open, &status))
        return status;
    showing.open = &open;
    showing.how.colour = colour;
    showing.how.links = links;
    showing.how.columns = (unsigned)cli_columns(stdout, 0);
    showing.how.day = day;
    status = find_and_show(&showing, argv + 1);
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(status);
}
