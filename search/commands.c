#include "search/commands.h"

#include <string.h>

#include "cli/cli.h"
#include "indexer/mapped-file.h"

int command_failed(const GError *error)
{
    if (error->domain == XC_ERROR)
        cli_error("the index is damaged (%s); go back with `biaosou index rollback` or build the "
                  "index again",
                  error->message);
    else
        cli_error("%s", error->message);
    return error->domain == INDEX_ERROR || error->domain == XC_ERROR ? STATUS_INDEX
                                                                     : STATUS_FAILURE;
}

gboolean command_open(const char *dir, OpenIndex *open, int *status)
{
    g_autofree char *folder = cli_index_dir(dir);
    g_autoptr(GError) error = NULL;
    open->searcher = NULL;
    mapped_file_guard(STATUS_INDEX);
    open->index = index_open(folder, &error);
    if (!open->index) {
        *status = command_failed(error);
        return FALSE;
    }
    open->searcher = searcher_new(open->index);
    const char *warning = index_warning(open->index);
    if (warning)
        cli_error("warning: %s", warning);
    return TRUE;
}

void command_close(OpenIndex *open)
{
    searcher_free(open->searcher);
    index_close(open->index);
}

gboolean command_colour(const char *when, FILE *stream, gboolean *colour)
{
    if (!when || strcmp(when, "auto") == 0)
        *colour = cli_colour(stream);
    else if (strcmp(when, "always") == 0)
        *colour = TRUE;
    else if (strcmp(when, "never") == 0)
        *colour = FALSE;
    else {
        cli_error("--color takes auto, always or never, not '%s'", when);
        return FALSE;
    }
    return TRUE;
}
