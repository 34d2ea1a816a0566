/* biaosou search: a ranked answer. */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "corpus/record/date.h"
#include "corpus/record/field.h"
#include "messages/messages.h"
#include "search/output/output.h"

#define MOST_HITS 100000

typedef struct {
    char *dir, *sort, *format, *output, *style, *accessed, *color, *links, *count, *offset, *since;
    char **facets;
    gboolean explain;
} Options;

static void clear_options(Options *options)
{
    g_free(options->dir);
    g_free(options->sort);
    g_free(options->format);
    g_free(options->output);
    g_free(options->style);
    g_free(options->accessed);
    g_free(options->color);
    g_free(options->links);
    g_free(options->count);
    g_free(options->offset);
    g_free(options->since);
    g_strfreev(options->facets);
}

/* FORMAT follows from --style, else from the ending of the file that is written. FALSE with an error. */
static gboolean read_format(Options *given)
{
    static const struct {
        const char *style, *format;
    } styles[] = {{"2025", "gbt7714"}, {"2015", "gbt7714-2015"}, {"gbt7714-2025", "gbt7714"}, {"gbt7714-2015", "gbt7714-2015"}};
    if (g_strcmp0(given->output, "-") == 0)
        g_clear_pointer(&given->output, g_free);
    g_autofree char *ending = command_ending(given->output);
    const char *styled = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(styles) && given->style; i++)
        if (strcmp(given->style, styles[i].style) == 0)
            styled = styles[i].format;
    if (given->style && !styled) {
        cli_error("--style: %s is neither 2025 nor 2015, the editions of GB/T 7714", given->style);
        return FALSE;
    }
    if (styled && given->format && strcmp(given->format, "gbt7714") != 0) {
        cli_error("--style is for citations: leave out --format, or give gbt7714");
        return FALSE;
    }
    const char *format = styled ? styled : given->format ? given->format : ending && output_format(ending) ? ending : "text";
    char *kept = g_strdup(format);
    g_free(given->format);
    given->format = kept;
    return TRUE;
}

/* The day of --accessed as a date of ISO 8601. FALSE with an error. */
static gboolean read_accessed(Options *given)
{
    g_autofree char *text = g_steal_pointer(&given->accessed);
    if (text)
        given->accessed = strcmp(text, "today") == 0 ? date_of_key(date_today()) : date_read(text);
    if (text && (!given->accessed || strlen(given->accessed) != strlen("2024-05-01"))) {
        cli_error("--accessed: %s is no day: write 2024-05-01, or today", text);
        return FALSE;
    }
    return TRUE;
}

static gboolean read_options(const Options *given, biaosou_search_options *options,
                             biaosou_write_options *how)
{
    gint64 count = options->count, offset = options->offset;
    gboolean colour, links;
    const OutputFormat *format = output_format(given->format);
    if (!format) {
        g_autofree char *formats = output_format_names();
        cli_error("unknown format '%s': use %s", given->format, formats);
        return FALSE;
    }
    if (format->is_binary && command_workbook_to_terminal(given->output))
        return FALSE;
    if (!cli_count("-n", given->count, 0, MOST_HITS, &count) ||
        !cli_count("--offset", given->offset, 0, MOST_HITS, &offset) ||
        !command_colour(given->color, stdout, &colour) || !cli_links(given->links, &links) ||
        !command_since(given->since, &options->since, &options->generation))
        return FALSE;
    options->count = (unsigned)count;
    options->offset = (unsigned)offset;
    options->explain = given->explain;
    options->sort = given->sort;
    options->relaxed_alone = biaosou_format(given->format) < 2;
    how->colour = colour && !given->output;
    how->links = links && !given->output;
    how->columns = given->output ? 0 : (unsigned)cli_columns(stdout, 0);
    how->accessed = given->accessed;
    how->english = command_english(given->format);
    return TRUE;
}

/* How doubtful things were read. */
static void print_notes(const biaosou_answer *answer, const char *format)
{
    const char *note;
    for (unsigned i = 0; (note = biaosou_answer_note(answer, i)); i++)
        if (!biaosou_answer_says(answer, i, format))
            cli_error("note: %s", note);
}

/* To the file of --output, or standard output. */
static int write_answer(const Options *given, biaosou_answer *answer, const biaosou_write_options *how, const char *text,
                        const char *dir)
{
    if (strcmp(given->format, "text") == 0)
        cli_page();
    FILE *out = command_output(given->output);
    if (!out)
        return STATUS_FAILURE;
    biaosou_status status = biaosou_answer_write(answer, given->format, how, command_write, out);
    gboolean failed = status != BIAOSOU_OK && !(status == BIAOSOU_STOPPED && ferror(out));
    if (!command_end_output(out, given->output))
        return STATUS_FAILURE;
    return failed ? command_failed_query(status, text, dir) : biaosou_answer_is_found(answer) ? STATUS_DONE : STATUS_NOTHING;
}

static int answer(const Options *given, const char *text)
{
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    biaosou_answer *answer;
    OpenIndex open;
    int exit_status;
    if (!read_options(given, &options, &how))
        return STATUS_USAGE;
    g_autofree char *facets = given->facets ? g_strjoinv(",", given->facets) : NULL;
    options.facets = facets;
    if (!command_open(given->dir, &open, &exit_status))
        return exit_status;
    biaosou_status status = biaosou_search(open.searcher, text, &options, &answer);
    if (status == BIAOSOU_OK) {
        print_notes(answer, given->format);
        exit_status = write_answer(given, answer, &how, text, open.dir);
    } else {
        exit_status = command_failed_query(status, text, open.dir);
    }
    biaosou_answer_free(answer);
    command_close(&open);
    return exit_status;
}

int command_search(int argc, char **argv)
{
    Options given = {0};
    g_autofree char *formats = output_format_names(), *names = field_facets();
    g_autofree char *facets = g_strconcat(_("Count the results by FIELD: "), names, NULL);
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given.dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"count", 'n', 0, G_OPTION_ARG_STRING, &given.count, N_("Show N hits (10)"), "N"},
        {"offset", 0, 0, G_OPTION_ARG_STRING, &given.offset, N_("Leave out the first N"), "N"},
        {"sort", 0, 0, G_OPTION_ARG_STRING, &given.sort,
         N_("relevance (the default), number or published (newest first)"), "ORDER"},
        {"since", 0, 0, G_OPTION_ARG_STRING, &given.since,
         N_("Only what happened from that day on; or what is new or changed since that generation"), "WHEN"},
        {"facet", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.facets, facets, "FIELD"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &given.format, formats, "FORMAT"},
        {"style", 0, 0, G_OPTION_ARG_STRING, &given.style, N_("Citations after GB/T 7714: 2025 (in force) or 2015"), "EDITION"},
        {"accessed", 0, 0, G_OPTION_ARG_STRING, &given.accessed,
         N_("The day on which pages were read, for citations (2024-05-01, today)"), "DATE"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output,
         N_("Write to FILE instead of standard output, in the format that it ends with"), "FILE"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &given.color, N_("auto, always or never"), "WHEN"},
        {"hyperlinks", 0, 0, G_OPTION_ARG_STRING, &given.links, N_("Ids lead to their pages: auto, always or never"), "WHEN"},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &given.explain,
         N_("Show how the query was read and what made each score"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    int status = STATUS_USAGE;
    if (cli_parse_words(entries, "search", "QUERY...",
                  "Search standards.\n\n"
                  "  云计算 安全评估         documents with all of these words\n"
                  "  \"信息安全技术\"          the exact phrase\n"
                  "  title:云计算            in one field: title (标题), scope (范围), number (标准号)\n"
                  "  kind:gb status:现行     by the value of any facet\n"
                  "  year:2019..2024         by date of publication; also published:2024-02\n"
                  "  effective:2024-03..     by the date from which it is in force (实施日期)\n"
                  "  -word, a OR b, (...)    without, either, a group\n"
                  "  word*                   words that begin so\n"
                  "  GB/T 22239, iso27001    a number in any spelling",
                  &argc, &argv) && cli_remote(&remote, &given.dir)) {
        if (argc < 2) {
            cli_error("what to search for? see `biaosou search --help`");
        } else if (read_format(&given) && read_accessed(&given)) {
            g_autofree char *text = g_strjoinv(" ", argv + 1);
            status = answer(&given, text);
        }
    }
    clear_options(&given);
    return cli_finish(status);
}
