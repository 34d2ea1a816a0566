/* biaosou search: a ranked answer. */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "search/output/output.h"

#define MOST_HITS 100000

typedef struct {
    char *dir, *sort, *format, *color, *count, *offset;
    char **facets;
    gboolean explain;
} Options;

static void clear_options(Options *options)
{
    g_free(options->dir);
    g_free(options->sort);
    g_free(options->format);
    g_free(options->color);
    g_free(options->count);
    g_free(options->offset);
    g_strfreev(options->facets);
}

static gboolean read_sort(const char *name, SearchSort *sort)
{
    static const char *const names[] = {"relevance", "number", "published"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], name) == 0) {
            *sort = (SearchSort)i;
            return TRUE;
        }
    cli_error("--sort takes relevance, number or published, not '%s'", name);
    return FALSE;
}

/* Names may be given one by one or separated by commas. */
static gboolean read_facets(char **given, guint32 *wanted)
{
    for (; given && *given; given++) {
        g_auto(GStrv) names = g_strsplit(*given, ",", -1);
        for (char **name = names; *name; name++) {
            const Field *field = field_by_name(*name);
            if (!field || !(field->flags & FIELD_FACET)) {
                GString *known = g_string_new("year");
                for (guint i = 0; i < FIELD_COUNT; i++)
                    if (fields[i].flags & FIELD_FACET && i != FIELD_PUBLISHED)
                        g_string_append_printf(known, ", %s", fields[i].name);
                cli_error("'%s' is no facet; these are: %s", *name, known->str);
                g_string_free(known, TRUE);
                return FALSE;
            }
            *wanted |= 1u << (field - fields);
        }
    }
    return TRUE;
}

#define FORMATS "text, json, csv, ids, gbt7714 or bibtex"

static gboolean read_options(const Options *given, SearchOptions *options,
                             const OutputFormat **format, gboolean *colour)
{
    *format = output_format(given->format ? given->format : "text");
    if (!*format) {
        cli_error("unknown format '%s': use " FORMATS, given->format);
        return FALSE;
    }
    gint64 count = options->count, offset = options->offset;
    if (!cli_count("-n", given->count, 0, MOST_HITS, &count) ||
        !cli_count("--offset", given->offset, 0, MOST_HITS, &offset))
        return FALSE;
    options->count = (guint)count;
    options->offset = (guint)offset;
    options->explain = given->explain;
    options->relaxing = (*format)->marks_relaxed ? RELAX_FEW : RELAX_NONE;
    return (!given->sort || read_sort(given->sort, &options->sort)) &&
           read_facets(given->facets, &options->facets) &&
           command_colour(given->color, stdout, colour);
}

/* How doubtful things were read. */
static void print_notes(const Answer *answer, const OutputFormat *format)
{
    const GPtrArray *notes = answer->query->notes;
    for (guint i = 0; i < notes->len; i++)
        if (!output_says(format, answer, notes->pdata[i]))
            cli_error("note: %s", (const char *)notes->pdata[i]);
}

static gboolean write_out(const char *bytes, gsize len, gpointer file)
{
    return fwrite(bytes, 1, len, file) == len;
}

/* QUERY is taken over. */
static int answer(const Options *given, Query *query, const SearchOptions *options,
                  const OutputFormat *format, gboolean colour)
{
    OpenIndex open;
    int status = STATUS_DONE;
    g_autoptr(GError) error = NULL;
    if (!command_open(given->dir, &open, &status)) {
        query_free(query);
        return status;
    }
    g_autoptr(Answer) answer = answer_new(open.searcher, query, options, &error);
    if (answer) {
        const OutputOptions how = {.colour = colour, .columns = (guint)cli_columns(stdout, 80)};
        print_notes(answer, format);
        output_write(answer, format, &how, write_out, stdout, &error);
        status = answer->total > 0 || answer->leading > 0 ? STATUS_DONE : STATUS_NOTHING;
    }
    if (error)
        status = command_failed(error, open.dir);
    g_clear_pointer(&answer, answer_free);
    command_close(&open);
    return status;
}

static int parse_and_answer(const Options *given, const char *bytes)
{
    SearchOptions options = SEARCH_OPTIONS_INIT;
    const OutputFormat *format;
    gboolean colour;
    guint column = 0;
    gboolean gb18030;
    g_autoptr(GError) error = NULL;
    if (!read_options(given, &options, &format, &colour))
        return STATUS_USAGE;
    g_autofree char *text = query_decode(bytes, &gb18030, &error);
    if (!text) {
        cli_error("the query cannot be read: %s", error->message);
        return STATUS_USAGE;
    }
    g_autoptr(Query) query = query_parse(text, &column, &error);
    if (!query) {
        g_autofree char *caret = query_caret(text, column);
        cli_error("the query cannot be read, column %u: %s\n  %s\n  %s", column, error->message,
                  text, caret);
        return STATUS_USAGE;
    }
    if (gb18030)
        query_note(query, "%s", QUERY_NOTE_GB18030);
    if (!query->root) {
        cli_error("the query is empty; see `biaosou search --help`");
        return STATUS_USAGE;
    }
    return answer(given, g_steal_pointer(&query), &options, format, colour);
}

int command_search(int argc, char **argv)
{
    Options given = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given.dir, "The index", "DIR"},
        {"count", 'n', 0, G_OPTION_ARG_STRING, &given.count, "Show N hits (10)", "N"},
        {"offset", 0, 0, G_OPTION_ARG_STRING, &given.offset, "Leave out the first N", "N"},
        {"sort", 0, 0, G_OPTION_ARG_STRING, &given.sort,
         "relevance (the default), number or published (newest first)", "ORDER"},
        {"facet", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.facets,
         "Count the results by FIELD: kind, status, stage, committee, ics, ccs, year", "FIELD"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &given.format, FORMATS, "FORMAT"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &given.color, "auto, always or never", "WHEN"},
        {"explain", 0, 0, G_OPTION_ARG_NONE, &given.explain,
         "Show how the query was read and what made each score", NULL},
        G_OPTION_ENTRY_NULL,
    };
    int status = STATUS_USAGE;
    if (cli_parse_words(entries, "search", "QUERY...",
                  "Search standards.\n\n"
                  "  云计算 安全评估         documents with all of these words\n"
                  "  \"信息安全技术\"          the exact phrase\n"
                  "  title:云计算            in one field: title (标题), scope (范围), number (标准号)\n"
                  "  kind:gb status:现行     by kind, status, stage, committee, ics, ccs\n"
                  "  year:2019..2024         by date of publication; also published:2024-02\n"
                  "  effective:2024-03..     by the date from which it is in force (实施日期)\n"
                  "  -word, a OR b, (...)    without, either, a group\n"
                  "  word*                   words that begin so\n"
                  "  GB/T 22239, iso27001    a number in any spelling",
                  &argc, &argv)) {
        if (argc < 2) {
            cli_error("what to search for? see `biaosou search --help`");
        } else {
            g_autofree char *text = g_strjoinv(" ", argv + 1);
            status = parse_and_answer(&given, text);
        }
    }
    clear_options(&given);
    return cli_finish(status);
}
