/* biaosou show: one document whole, by its number in any spelling. */
#include <string.h>

#include "cli/cli.h"
#include "search/commands.h"
#include "search/lookup.h"
#include "search/output.h"
#include "search/show.h"

/* The documents with exactly the id or title TEXT: LookupMatch. */
static GArray *find_named(Searcher *searcher, const char *text, GError **error)
{
    g_autofree char *id = number_canonical_id(text);
    g_autoptr(GArray) docids = NULL;
    GArray *matches = lookup_matches_new();
    GError *inner = NULL;
    XcDocid docid = index_find_id(searcher->index, id, &inner);
    if (docid) {
        docids = g_array_new(FALSE, FALSE, sizeof(XcDocid));
        g_array_append_val(docids, docid);
    } else if (!inner) {
        g_autofree char *key = record_title_key_of(text);
        docids = key && *key ? index_find_title(searcher->index, key, &inner) : NULL;
    }
    if (docids && !inner)
        lookup_add(searcher, matches, docids, LOOKUP_EXACT, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        g_array_unref(matches);
        return NULL;
    }
    return matches;
}

static GArray *find(Searcher *searcher, const char *text, GError **error)
{
    g_autoptr(Number) number = number_parse(text, -1);
    if (!number)
        return find_named(searcher, text, error);
    g_autoptr(QueryNumber) sought = query_number_new(number);
    return lookup_number(searcher, sought, error);
}

/* How many of MATCHES are what was asked for: they come first. */
static guint count_exact(const GArray *matches)
{
    guint n = 0;
    while (n < matches->len && g_array_index(matches, LookupMatch, n).level == LOOKUP_EXACT)
        n++;
    return n;
}

static int not_found(const char *text, const GArray *matches)
{
    GString *others = g_string_new(NULL);
    for (guint i = 0; i < matches->len && i < 10; i++)
        g_string_append_printf(others, "%s%s", i ? ", " : "; there are: ",
                               g_array_index(matches, LookupMatch, i).id);
    cli_error("no document '%s'%s", text, others->str);
    g_string_free(others, TRUE);
    return STATUS_NOTHING;
}

static int show(Searcher *searcher, const char *text, gboolean json, gboolean colour)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GArray) matches = find(searcher, text, &error);
    if (!matches)
        return command_failed(error);
    guint n = count_exact(matches);
    if (!index_check(searcher->index, &error))
        return command_failed(error);
    if (n == 0)
        return not_found(text, matches);
    gboolean ok = json ? show_json(searcher, matches, n, stdout, &error)
                       : show_text(searcher, matches, n, stdout, colour, &error);
    return ok ? STATUS_DONE : command_failed(error);
}

int command_show(int argc, char **argv)
{
    g_autofree char *dir = NULL, *format = NULL, *color = NULL;
    gboolean colour;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, "The index", "DIR"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format, "text (the default) or json", "FORMAT"},
        {"color", 0, 0, G_OPTION_ARG_STRING, &color, "auto, always or never", "WHEN"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "show", "ID",
                   "Show one document: a number in any spelling (22239, GBT22239, 'iso 27001',\n"
                   "20231926), another id, or a draft's title. A number without a year is the\n"
                   "newest edition in force; the other documents of that number are listed.",
                   &argc, &argv))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("which document? see `biaosou show --help`");
        return STATUS_USAGE;
    }
    gboolean json = g_strcmp0(format, "json") == 0;
    if (format && !json && strcmp(format, "text") != 0) {
        cli_error("unknown format '%s': use text or json", format);
        return STATUS_USAGE;
    }
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    g_autofree char *text = g_strjoinv(" ", argv + 1);
    status = show(open.searcher, text, json, colour);
    command_close(&open);
    return cli_finish(status);
}
