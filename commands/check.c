/* biaosou check: whether the standards that files cite are valid (标准有效性查新). */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "corpus/read/folder.h"
#include "corpus/read/left-out.h"
#include "messages/messages.h"

typedef struct {
    const char *format, *output, *day;
    int english;
    gboolean colour;
} CheckOptions;

typedef struct {
    biaosou_report *report;
    const char *named; /* by whoever asked: a file, or the folder in which others are found */
    guint files;       /* found for it */
    LeftOut left_out;
    gboolean failed;
} Reading;

/* Of a folder what no reader is for, and links out of it, are none of the files that are meant: they are counted. */
static gboolean read_found(const char *path, const char *refused, gboolean is_link, gpointer data)
{
    Reading *reading = data;
    biaosou_status status;
    gboolean found = strcmp(path, reading->named) != 0;
    if (is_link) {
        left_out_add_link(&reading->left_out, path);
        return TRUE;
    }
    reading->files++;
    if (found && refused) {
        cli_error("%s: %s", path, refused);
        reading->failed = TRUE;
    } else if ((status = biaosou_report_read(reading->report, path, NULL, 0)) != BIAOSOU_OK) {
        if (found && status == BIAOSOU_INPUT) {
            left_out_add_file(&reading->left_out, path);
            return TRUE;
        }
        cli_error("%s", biaosou_error_message());
        reading->failed = TRUE;
    }
    return TRUE;
}

/* What FILES cite, and those in folders, into REPORT; the rest is read also where one cannot be. FALSE if any could not. */
static gboolean read_all(char **files, biaosou_report *report)
{
    Reading reading = {.report = report};
    for (; *files; files++) {
        reading.named = *files;
        reading.files = 0;
        folder_walk(*files, read_found, &reading);
        if (reading.files == 0) {
            cli_error("%s: %s", *files, _(FOLDER_EMPTY));
            reading.failed = TRUE;
        }
    }
    g_autofree char *note = left_out_note(&reading.left_out);
    if (note)
        cli_error("note: left out: %s", note);
    return !reading.failed;
}

static int write_report(const CheckOptions *options, biaosou_report *report, const char *dir)
{
    biaosou_report_options how = BIAOSOU_REPORT_OPTIONS_INIT;
    how.english = options->english;
    how.colour = options->colour;
    if (strcmp(options->format, "text") == 0 && !options->output)
        cli_page();
    FILE *out = command_output(options->output);
    if (!out)
        return STATUS_FAILURE;
    biaosou_status status = biaosou_report_write(report, options->format, &how, command_write, out);
    gboolean failed = status != BIAOSOU_OK && !ferror(out);
    if (!command_end_output(out, options->output))
        return STATUS_FAILURE;
    return failed ? command_failed(status, dir) : STATUS_DONE;
}

static int check_files(const OpenIndex *open, char **files, const CheckOptions *options)
{
    biaosou_report *report;
    biaosou_status made = biaosou_report_new(open->searcher, options->day, &report);
    if (made == BIAOSOU_USAGE) {
        cli_error("--on: %s", biaosou_error_message());
        return STATUS_USAGE;
    }
    if (made != BIAOSOU_OK)
        return command_failed(made, open->dir);
    gboolean read = read_all(files, report);
    int status = write_report(options, report, open->dir);
    if (status == STATUS_DONE && biaosou_report_count(report) == 0) {
        cli_error("no number of a standard is named there");
        status = STATUS_NOTHING;
    } else if (status == STATUS_DONE && biaosou_report_invalid(report)) {
        status = STATUS_INVALID;
    }
    biaosou_report_free(report);
    return read || status == STATUS_INDEX ? status : STATUS_FAILURE;
}

/* The format that NAME says, else the ending of the file OUTPUT, else text. NULL if NAME is none, with an error. */
static const char *find_format(const char *name, const char *output)
{
    g_autofree char *ending = command_ending(output);
    if (name && !biaosou_report_format(name)) {
        cli_error("--format: %s is none of text, csv, xlsx, html, json", name);
        return NULL;
    }
    if (!name && ending && biaosou_report_format(ending))
        name = g_intern_string(ending);
    return name ? name : "text";
}

int command_check(int argc, char **argv)
{
    g_autofree char *dir = NULL, *format = NULL, *output = NULL, *day = NULL, *color = NULL;
    CheckOptions options = {0};
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"on", 0, 0, G_OPTION_ARG_STRING, &day, N_("As of that day instead of today"), "DATE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format,
         N_("text, csv, xlsx, html or json; without it as FILE ends, else text"), "FORMAT"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Write the report to FILE instead of standard output"), "FILE"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, N_("auto, always or never"), "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "check", "FILE...",
                   "Check whether the standards that files cite are valid: in any file that convert reads, and in\n"
                   "any other text (- is standard input), each number of a standard, in any spelling, with the\n"
                   "title beside it. The report has a row for each: which document is meant, whether it is in\n"
                   "force, what replaced it, and where it is cited. The exit status is 7 if not all are in force.",
                   &argc, &argv) ||
        !cli_remote(&remote, &dir) || !(options.format = find_format(format, output)))
        return STATUS_USAGE;
    options.english = command_english(options.format);
    options.output = g_strcmp0(output, "-") != 0 ? output : NULL;
    options.day = day;
    if (argc < 2) {
        cli_error("which files? (- is standard input); see `biaosou check --help`");
        return STATUS_USAGE;
    }
    if (strcmp(options.format, "xlsx") == 0 && command_workbook_to_terminal(options.output))
        return STATUS_USAGE;
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &options.colour) || !command_open(dir, &open, &status))
        return status;
    options.colour = options.colour && !options.output;
    status = check_files(&open, argv + 1, &options);
    command_tell_missing(&open);
    command_close(&open);
    return cli_finish(status);
}
