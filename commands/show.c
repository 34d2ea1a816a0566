/* biaosou show: documents whole, by their numbers in any spelling. */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "search/output/document.h"

static int not_found(const FoundText *found)
{
    GString *others = g_string_new(NULL);
    for (guint i = 0; found->nearest && i < found->nearest->len; i++)
        g_string_append_printf(others, "%s%s", i ? ", " : "; did you mean ",
                               (const char *)found->nearest->pdata[i]);
    cli_error("no document '%s'%s%s", found->text, others->str, others->len ? "?" : "");
    g_string_free(others, TRUE);
    return STATUS_NOTHING;
}

static int show(const OpenIndex *open, const FoundText *found, gboolean json, gboolean colour)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    if (!index_check(open->index, &error))
        return command_failed(error, open->dir);
    if (found_text_exact(found) == 0)
        return not_found(found);
    gboolean ok = json ? document_json(open->searcher, found, out, &error)
                       : document_text(open->searcher, found, colour, out, &error);
    fwrite(out->str, 1, out->len, stdout);
    return ok ? STATUS_DONE : command_failed(error, open->dir);
}

/* WORDS in UTF-8, as many. Caller frees; NULL with the error printed. */
static char **decode(char **words)
{
    g_auto(GStrv) decoded = g_new0(char *, g_strv_length(words) + 1);
    gboolean any = FALSE, gb18030;
    for (guint i = 0; words[i]; i++) {
        g_autoptr(GError) error = NULL;
        decoded[i] = query_decode(words[i], &gb18030, &error);
        any |= gb18030;
        if (!decoded[i]) {
            cli_error("the id cannot be read: %s", error->message);
            return NULL;
        }
    }
    if (any)
        cli_error("note: %s", QUERY_NOTE_GB18030);
    return g_steal_pointer(&decoded);
}

/* One after the other; the worst status of all. */
static int show_all(const OpenIndex *open, char **words, gboolean json, gboolean colour)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) all = find_texts(open->searcher, words, &error);
    int status = STATUS_DONE;
    if (!all)
        return command_failed(error, open->dir);
    for (guint i = 0; i < all->len; i++) {
        if (i > 0 && !json)
            putchar('\n');
        int one = show(open, all->pdata[i], json, colour);
        status = MAX(status, one);
    }
    return status;
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
    if (!cli_parse(entries, "show", "ID...",
                   "Show documents whole: each a number in any spelling (22239, GBT22239, 'iso 27001',\n"
                   "20231926), another id, or a title. A number without a year is the newest edition\n"
                   "in force; the other documents of that number are listed.",
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
    g_auto(GStrv) words = decode(argv + 1);
    if (!words)
        return status;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    status = show_all(&open, words, json, colour);
    command_close(&open);
    return cli_finish(status);
}
