#include "commands/browse.h"

#include "cli/cli.h"

/* Runs PROGRAM with URL and waits for its end. FALSE if it cannot be started, else *ENDED says
 * whether it ended well. */
static gboolean run(const char *program, const char *url, gboolean *ended)
{
    char *arguments[] = {(char *)program, (char *)url, NULL};
    int status = 0;
    if (!g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
                      NULL, NULL, NULL, NULL, &status, NULL))
        return FALSE;
    *ended = g_spawn_check_wait_status(status, NULL);
    return TRUE;
}

gboolean browse(const char *url)
{
    const char *named = g_getenv("BROWSER");
    g_auto(GStrv) programs = g_strsplit(named && *named ? named : "xdg-open", ":", -1);
    for (char **program = programs; *program; program++) {
        gboolean ended = FALSE;
        if (!**program || !run(*program, url, &ended))
            continue;
        if (!ended)
            cli_error("%s could not open %s", *program, url);
        return ended;
    }
    cli_error("no browser: %s cannot be started; set BROWSER to the name of one",
              named && *named ? named : "xdg-open");
    return FALSE;
}
