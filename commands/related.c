/* biaosou related: what is related to a document, or similar to what is proposed (立项查重). */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "corpus/proposals.h"
#include "messages/messages.h"

typedef struct {
    const OpenIndex *open;
    const char *format;
    biaosou_report_options how;
    guint count, written;
    FILE *out;
    int status; /* the worst */
} Relating;

static void write_similar(Relating *relating, biaosou_status status, biaosou_similar *similar)
{
    if (relating->written++ > 0 && strcmp(relating->format, "text") == 0)
        putc('\n', relating->out);
    if (status == BIAOSOU_OK)
        status = biaosou_similar_write(similar, relating->format, &relating->how, command_write, relating->out);
    biaosou_similar_free(similar);
    if (status != BIAOSOU_OK && !ferror(relating->out))
        relating->status = MAX(relating->status, command_failed(status, relating->open->dir));
}

static gboolean relate_proposal(const char *title, const char *scope, gpointer data)
{
    Relating *relating = data;
    biaosou_similar *similar;
    biaosou_status status = biaosou_similar_to(relating->open->searcher, title, scope, relating->count, &similar);
    write_similar(relating, status, similar);
    return relating->status != STATUS_INDEX;
}

static void relate_files(Relating *relating, char **files)
{
    for (; *files; files++) {
        g_autoptr(GError) error = NULL;
        if (!proposals_read(*files, relate_proposal, relating, &error)) {
            cli_error("%s", error->message);
            relating->status = MAX(relating->status, STATUS_FAILURE);
        }
    }
}

static void relate_ids(Relating *relating, char **words)
{
    biaosou_found *found;
    biaosou_status status =
        biaosou_find(relating->open->searcher, (const char *const *)words, g_strv_length(words), &found);
    if (status != BIAOSOU_OK) {
        relating->status = command_failed(status, relating->open->dir);
        return;
    }
    for (unsigned i = 0; i < biaosou_found_count(found); i++) {
        const char *id = biaosou_found_id(found, i);
        biaosou_similar *similar = NULL;
        if (!id) {
            cli_error("no document '%s'", biaosou_found_text(found, i));
            relating->status = MAX(relating->status, STATUS_NOTHING);
            continue;
        }
        status = biaosou_similar_of(relating->open->searcher, id, relating->count, &similar);
        write_similar(relating, status, similar);
    }
    biaosou_found_free(found);
}

int command_related(int argc, char **argv)
{
    g_autofree char *dir = NULL, *format = NULL, *output = NULL, *color = NULL, *count_text = NULL;
    gboolean text = FALSE, colour;
    gint64 count = 10;
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"text", 't', 0, G_OPTION_ARG_NONE, &text, N_("Of proposals in FILEs instead of documents"), NULL},
        {"count", 'n', 0, G_OPTION_ARG_STRING, &count_text, N_("Similar documents (10)"), "N"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, N_("text (the default), md, html or json"), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write to FILE instead of standard output"), "FILE"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    Relating relating = {.format = "text", .how = BIAOSOU_REPORT_OPTIONS_INIT};
    if (!cli_parse(entries, "related", "ID...|--text FILE...",
                   "Show what is related to documents, named as for show: what they replace, adopt, cite and are\n"
                   "parts of, and what does so with them, each with its status; then what is similar in title and\n"
                   "scope, without their own editions and parts. With --text, what there is already of what is\n"
                   "proposed (立项查重): a FILE holds a title and, below it, a scope, or is anything that convert\n"
                   "reads (- is standard input).",
                   &argc, &argv) ||
        !cli_count("--count", count_text, 1, 50, &count) || !cli_remote(&remote, &dir))
        return STATUS_USAGE;
    relating.format = format ? format : "text";
    relating.how.english = command_english(relating.format);
    relating.count = (guint)count;
    if (!biaosou_similar_format(relating.format)) {
        cli_error("--format: %s is none of text, md, html, json", format);
        return STATUS_USAGE;
    }
    if (argc < 2) {
        cli_error(text ? N_("which files? see `biaosou related --help`") : N_("which documents? see `biaosou related --help`"));
        return STATUS_USAGE;
    }
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    relating.open = &open;
    if (strcmp(relating.format, "text") == 0 && !output)
        cli_page();
    relating.out = command_output(output);
    relating.how.colour = colour && relating.out == stdout;
    if (relating.out && text)
        relate_files(&relating, argv + 1);
    else if (relating.out)
        relate_ids(&relating, argv + 1);
    if (!relating.out || !command_end_output(relating.out, output))
        relating.status = STATUS_FAILURE;
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(relating.status);
}
