/* biaosou serve: pages and an HTTP API over indexes. */
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "messages/messages.h"
#include "server/server.h"

#define USUAL_ADDRESS "127.0.0.1:8080"

/* What a signal stops; the second one ends the process. */
static Server *running;
static volatile sig_atomic_t told;

static void stop(int number)
{
    if (told++)
        _exit(128 + number);
    server_stop(running);
}

static void take_signals(Server *server)
{
    struct sigaction action = {.sa_handler = stop};
    running = server;
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
}

static void warn(const char *message)
{
    cli_error("warning: %s", message);
}

/* Whoever started the server waits for these lines. */
static void tell_ready(const char *address)
{
    cli_error("ready at %s", address);
}

/* Options that say how much a client may have, and what is spent on them: one table for their names, their ranges, what
 * they set and their help. */
static const struct {
    const char *name;
    gsize offset; /* in Limits */
    gint64 least, most;
    const char *help;
} limits[] = {
    {"max-connections", offsetof(Limits, connections), 1, 1000000, N_("Connections in all (4096)")},
    {"max-per-address", offsetof(Limits, per_address), 1, 1000000, N_("Connections of one address (512)")},
    {"max-head", offsetof(Limits, head), 1024, 1 << 20, N_("Bytes of a request's address and headers (16384)")},
    {"max-query", offsetof(Limits, query), 1, 1 << 20, N_("Bytes of a query (4096)")},
    {"max-body", offsetof(Limits, body), 0, 1 << 30, N_("Bytes of a list or file that is sent (16777216)")},
    {"max-count", offsetof(Limits, count), 1, 10000, N_("Hits that are asked for at once (1000)")},
    {"max-offset", offsetof(Limits, offset), 0, 10000000, N_("Hits before these (10000)")},
    {"max-time", offsetof(Limits, query_ms), 1, 3600000, N_("Milliseconds of a query, which is cut off then (2000)")},
    {"max-turn", offsetof(Limits, turn_ms), 1, 3600000, N_("Of them those while others wait; then it goes on in a thread apart (25)")},
    {"max-slow-time", offsetof(Limits, slow_ms), 1, 3600000, N_("The same of a check, of duplicates and news (30000)")},
    {"max-wait", offsetof(Limits, wait), 1, 3600, N_("Seconds that a client may keep the server waiting (30)")},
    {"max-slow", offsetof(Limits, slow), 1, 100000, N_("Long requests that wait for their turn (64)")},
    {"keep", offsetof(Limits, keep), 0, 1 << 30, N_("Bytes of answers that are kept, to give them again (16777216)")},
};

static gboolean read_limits(char *const given[], Limits *out)
{
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        g_autofree char *option = g_strconcat("--", limits[i].name, NULL);
        guint *limit = (guint *)(void *)((char *)out + limits[i].offset);
        gint64 value = *limit;
        if (!cli_count(option, given[i], limits[i].least, limits[i].most, &value))
            return FALSE;
        *limit = (guint)value;
    }
    return TRUE;
}

static gboolean read_log(const char *format, const char *file, ServerOptions *options)
{
    static const char *const names[] = {"none", "json", "combined"};
    options->log_file = file ? file : format && strcmp(format, "none") != 0 ? "-" : NULL;
    options->log_format = options->log_file ? LOG_JSON : LOG_NONE;
    for (guint i = 0; format && i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i], format) == 0) {
            options->log_format = i;
            return TRUE;
        }
    if (format)
        cli_error("--log-format: %s is none of json, combined, none", format);
    return !format;
}

/* "/standards": with a / before and none after; of "" and "/" nothing is left. */
static gboolean read_base_path(const char *text, char **path)
{
    gsize len = text ? strlen(text) : 0;
    while (len > 0 && text[len - 1] == '/')
        len--;
    *path = g_strndup(text ? text : "", len);
    if (len == 0 || (**path == '/' && strspn(*path, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/-_.~") == len))
        return TRUE;
    cli_error("--base-path: write it as the address has it, /standards: '%s' is none", text);
    return FALSE;
}

/* The index in -d or the usual one, unless others are named; then those. The exit status. */
static int add_indexes(Server *server, const char *dir, char *const *named)
{
    biaosou_status status;
    if (dir || !named) {
        g_autofree char *folder = cli_index_dir(dir);
        if ((status = server_add_index(server, "default", folder)) != BIAOSOU_OK)
            return command_failed(status, folder);
    }
    for (; named && *named; named++) {
        const char *sign = strchr(*named, '=');
        g_autofree char *name = g_strndup(*named, sign ? (gsize)(sign - *named) : 0);
        if (!sign || !server_index_name(name) || !sign[1]) {
            cli_error("--index: write NAME=DIR, a name having letters, digits, - and _: '%s'", *named);
            return STATUS_USAGE;
        }
        if ((status = server_add_index(server, name, sign + 1)) != BIAOSOU_OK)
            return command_failed(status, sign + 1);
    }
    return STATUS_DONE;
}

static gboolean listen_all(Server *server, char *const *listen, GError **error)
{
    guint inherited;
    if (!server_inherit(server, &inherited, error))
        return FALSE;
    if (!listen && !inherited)
        return server_listen(server, USUAL_ADDRESS, error);
    for (; listen && *listen; listen++)
        if (!server_listen(server, *listen, error))
            return FALSE;
    return TRUE;
}

static int serve(const ServerOptions *options, const char *dir, char *const *named, char *const *listen)
{
    g_autoptr(GError) error = NULL;
    Server *server = server_new(options, &error);
    int status = server ? add_indexes(server, dir, named) : STATUS_FAILURE;
    if (status == STATUS_DONE && listen_all(server, listen, &error)) {
        take_signals(server);
        if (!server_run(server, tell_ready, &error)) {
            status = STATUS_FAILURE;
            if (!error)
                _exit(status); /* a thread has something still */
        }
    }
    if (error) {
        cli_error("%s", error->message);
        status = STATUS_FAILURE;
    }
    server_free(server);
    return status;
}

int command_serve(int argc, char **argv)
{
    g_autofree char *dir = NULL, *base = NULL, *base_path = NULL, *cors = NULL, *log = NULL, *format = NULL, *threads = NULL;
    g_auto(GStrv) named = NULL, listen = NULL;
    char *most[G_N_ELEMENTS(limits)] = {NULL};
    ServerOptions options = SERVER_OPTIONS_INIT;
    gint64 count = 0;
    const GOptionEntry others[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &dir, N_("The index"), "DIR"},
        {"index", 0, 0, G_OPTION_ARG_STRING_ARRAY, &named, N_("Another one, asked for as index=NAME; several times"), "NAME=DIR"},
        {"listen", 'l', 0, G_OPTION_ARG_STRING_ARRAY, &listen,
         N_("ADDRESS:PORT (127.0.0.1:8080), [ADDRESS]:PORT or unix:PATH; several times"), "WHERE"},
        {"base-path", 0, 0, G_OPTION_ARG_STRING, &base, N_("What a proxy puts before addresses: /standards"), "PATH"},
        {"threads", 0, 0, G_OPTION_ARG_STRING, &threads, N_("Threads that answer (one a core)"), "N"},
        {"cors", 0, 0, G_OPTION_ARG_STRING, &cors, N_("The other site whose pages may read the API; * for any (none)"), "ORIGIN"},
        {"log", 0, 0, G_OPTION_ARG_FILENAME, &log, N_("Append a line for each request to FILE (- is standard output)"), "FILE"},
        {"log-format", 0, 0, G_OPTION_ARG_STRING, &format, N_("json (the default with --log), combined or none"), "FORMAT"},
    };
    GOptionEntry entries[G_N_ELEMENTS(others) + G_N_ELEMENTS(limits) + 1] = {G_OPTION_ENTRY_NULL};
    int status = STATUS_USAGE;
    memcpy(entries, others, sizeof others);
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
        entries[G_N_ELEMENTS(others) + i] =
            (GOptionEntry){limits[i].name, 0, 0, G_OPTION_ARG_STRING, &most[i], limits[i].help, "N"};
    if (cli_parse(entries, "serve", NULL,
                  "Serve an index as pages for a browser and as an HTTP API, read-only. A new generation comes into\n"
                  "use by itself. SIGTERM ends it once all is answered, a second one at once.",
                  &argc, &argv) &&
        read_limits(most, &options.limits) && cli_count("--threads", threads, 1, 1024, &count) &&
        read_log(format, log, &options) && read_base_path(base, &base_path)) {
        options.base_path = base_path;
        options.cors = cors;
        options.threads = (guint)count;
        options.warn = warn;
        command_guard_maps();
        status = serve(&options, dir, named, listen);
    }
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++)
        g_free(most[i]);
    return cli_finish(status);
}
