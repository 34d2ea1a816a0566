/* biaosou show: documents whole, by their numbers in any spelling. */
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"

static int not_found(const biaosou_found *found, unsigned text)
{
    g_autoptr(GString) others = g_string_new(NULL);
    const char *near;
    for (unsigned i = 0; (near = biaosou_found_near(found, text, i)); i++)
        g_string_append_printf(others, "%s%s", i ? ", " : "; did you mean ", near);
    cli_error("no document '%s'%s%s", biaosou_found_text(found, text), others->str,
              others->len ? "?" : "");
    return STATUS_NOTHING;
}

/* One after the other; the worst status of all. */
static int show_all(const OpenIndex *open, biaosou_found *found, const char *format,
                    gboolean colour)
{
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    int worst = STATUS_DONE;
    how.colour = colour;
    for (unsigned i = 0; i < biaosou_found_count(found); i++) {
        int one = STATUS_DONE;
        if (i > 0 && strcmp(format, "text") == 0)
            putchar('\n');
        if (!biaosou_found_id(found, i)) {
            one = not_found(found, i);
        } else {
            biaosou_status status =
                biaosou_found_write(found, i, format, &how, command_write, stdout);
            if (status != BIAOSOU_OK && !(status == BIAOSOU_STOPPED && ferror(stdout)))
                one = command_failed(status, open->dir);
        }
        worst = MAX(worst, one);
    }
    return worst;
}

static int find_and_show(const OpenIndex *open, char **words, const char *format, gboolean colour)
{
    biaosou_found *found;
    biaosou_status status = biaosou_find(open->searcher, (const char *const *)words,
                                         g_strv_length(words), &found);
    if (status == BIAOSOU_QUERY) {
        cli_error("the id cannot be read: %s", biaosou_error_message());
        return STATUS_USAGE;
    }
    if (status != BIAOSOU_OK)
        return command_failed(status, open->dir);
    if (biaosou_found_note(found))
        cli_error("note: %s", biaosou_found_note(found));
    int shown = show_all(open, found, format, colour);
    biaosou_found_free(found);
    return shown;
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
    if (!format)
        format = g_strdup("text");
    if (strcmp(format, "json") != 0 && strcmp(format, "text") != 0) {
        cli_error("unknown format '%s': use text or json", format);
        return STATUS_USAGE;
    }
    OpenIndex open;
    int status = STATUS_USAGE;
    if (!command_colour(color, stdout, &colour) || !command_open(dir, &open, &status))
        return status;
    status = find_and_show(&open, argv + 1, format, colour);
    command_close(&open);
    return cli_finish(status);
}
