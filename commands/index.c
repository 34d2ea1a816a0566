/* The subcommands of `biaosou index` that change an index. */
#include "commands/commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/complete.h"
#include "commands/inspect.h"
#include "commands/progress.h"
#include "indexer/read/exported.h"
#include "indexer/write/change.h"
#include "indexer/write/export.h"
#include "messages/messages.h"
#include "number/number.h"

#define SHOWN_REJECTS 5
#define MOST_JOBS 512

/* What the subcommands have in common on the command line. */
typedef struct {
    char *dir, *rejects, *lexicon, *synonyms, *translations, *questions;
    char **dictionaries, **maps;
    char *jobs_given, *keep_given, *max_rejects_given;
    gint64 jobs, keep, max_rejects; /* -1: not given */
    gboolean progress, no_progress, force, wait, allow_shrink, allow_missing;
} Flags;

static void free_flags(Flags *flags)
{
    g_free(flags->dir);
    g_free(flags->rejects);
    g_free(flags->lexicon);
    g_free(flags->synonyms);
    g_free(flags->translations);
    g_free(flags->questions);
    g_free(flags->jobs_given);
    g_free(flags->keep_given);
    g_free(flags->max_rejects_given);
    g_strfreev(flags->dictionaries);
    g_strfreev(flags->maps);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Flags, free_flags)

enum { TAKES_FILES = 1, TAKES_LISTS = 2, TAKES_FORCE = 4, TAKES_JOBS = 8, TAKES_ALLOWED = 16 };

static void add_entry(GArray *entries, const char *name, char letter, GOptionArg type,
                      gpointer target, const char *help, const char *value)
{
    GOptionEntry entry = {name, letter, 0, type, target, help, value};
    g_array_append_val(entries, entry);
}

static gboolean parse(Flags *flags, unsigned takes, const char *name, const char *parameters,
                      const char *summary, int *argc, char ***argv)
{
    g_autoptr(GArray) entries = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));
    *flags = (Flags){.jobs = -1, .max_rejects = -1, .keep = -1};
    add_entry(entries, "dir", 'd', G_OPTION_ARG_FILENAME, &flags->dir,
              "The index folder (default: $BIAOSOU_INDEX, else the user's data folder)", "DIR");
    add_entry(entries, "wait", 0, G_OPTION_ARG_NONE, &flags->wait,
              "Wait for another process that writes the index", NULL);
    if (takes & TAKES_JOBS) {
        add_entry(entries, "jobs", 'j', G_OPTION_ARG_STRING, &flags->jobs_given,
                  "Worker processes (default: one a core)", "N");
        add_entry(entries, "progress", 0, G_OPTION_ARG_NONE, &flags->progress,
                  "Show progress (the default on a terminal)", NULL);
        add_entry(entries, "no-progress", 0, G_OPTION_ARG_NONE, &flags->no_progress,
                  "Show none", NULL);
    }
    if (takes & TAKES_FILES) {
        add_entry(entries, "map", 'm', G_OPTION_ARG_STRING_ARRAY, &flags->maps, COMMAND_MAP_HELP, "COLUMN=NAME");
        add_entry(entries, "rejects", 0, G_OPTION_ARG_FILENAME, &flags->rejects,
                  "Write what was rejected to FILE too, as JSON Lines", "FILE");
        add_entry(entries, "max-rejects", 0, G_OPTION_ARG_STRING, &flags->max_rejects_given,
                  "Give up, and leave the index as it is, after more than N rejects", "N");
        add_entry(entries, "keep", 0, G_OPTION_ARG_STRING, &flags->keep_given,
                  "Keep the last generation of each of N earlier days (3, or as told before)", "N");
    }
    if (takes & TAKES_LISTS) {
        add_entry(entries, "lexicon", 0, G_OPTION_ARG_FILENAME, &flags->lexicon,
                  "Words besides the built-in ones, one a line", "FILE");
        add_entry(entries, "synonyms", 0, G_OPTION_ARG_FILENAME, &flags->synonyms,
                  "Synonyms besides the built-in ones", "FILE");
        add_entry(entries, "translations", 0, G_OPTION_ARG_FILENAME, &flags->translations,
                  "Translations besides the built-in ones", "FILE");
        add_entry(entries, "dictionary", 0, G_OPTION_ARG_FILENAME_ARRAY, &flags->dictionaries,
                  "A dictionary as CC-CEDICT writes it, besides; may be repeated", "FILE");
        add_entry(entries, "question-words", 0, G_OPTION_ARG_FILENAME, &flags->questions,
                  "Words that ask or say nothing, besides the built-in ones", "FILE");
    }
    if (takes & TAKES_ALLOWED) {
        add_entry(entries, "allow-shrink", 0, G_OPTION_ARG_NONE, &flags->allow_shrink,
                  "Build even if more than a tenth of the documents, or all of one source, is lost",
                  NULL);
        add_entry(entries, "allow-missing", 0, G_OPTION_ARG_NONE, &flags->allow_missing,
                  "Build without sources that cannot be read or understood", NULL);
    }
    if (takes & TAKES_FORCE)
        add_entry(entries, "force", 0, G_OPTION_ARG_NONE, &flags->force,
                  "Do it even if nothing has changed", NULL);
    g_autofree char *full = g_strdup_printf("index %s", name);
    return cli_parse((const GOptionEntry *)(gconstpointer)entries->data, full, parameters, summary,
                     argc, argv) &&
           cli_count("--jobs", flags->jobs_given, 1, MOST_JOBS, &flags->jobs) &&
           cli_count("--keep", flags->keep_given, 0, MANIFEST_MOST_KEPT, &flags->keep) &&
           cli_count("--max-rejects", flags->max_rejects_given, 0, G_MAXINT64,
                     &flags->max_rejects) &&
           command_map(flags->maps);
}

/* What SIGINT, SIGTERM and SIGHUP set. */
static Stop asked;

static void note_signal(int number)
{
    asked.signal = number;
}

/* Makes this process one that changes an index and does nothing else. */
static void prepare_process(void)
{
    struct sigaction action = {.sa_handler = note_signal}; /* no SA_RESTART: waiting ends */
    struct rlimit files;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    signal(SIGXFSZ, SIG_IGN); /* a file-size limit is an error of write(), as a full disk is */
    command_guard_maps();
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max; /* a merge has every run open */
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

/* Who is told how far it is, if anybody: WANTED, NOT_WANTED as given. */
static const ChangeProgress *progress_wanted(gboolean wanted, gboolean not_wanted)
{
    return wanted || (isatty(STDERR_FILENO) && !not_wanted) ? progress_bar() : NULL;
}

/* GIVEN, or one a core. */
static guint jobs_wanted(gint64 given)
{
    return given > 0 ? (guint)given : g_get_num_processors();
}

static ChangeOptions options_of(const Flags *flags, const char *dir, GPtrArray *files)
{
    return (ChangeOptions){
        .dir = dir,
        .files = files,
        .jobs = jobs_wanted(flags->jobs),
        .force = flags->force,
        .wait = flags->wait,
        .allow_shrink = flags->allow_shrink,
        .allow_missing = flags->allow_missing,
        .keep = (gint)flags->keep,
        .stop = &asked,
        .progress = progress_wanted(flags->progress, flags->no_progress),
        .max_rejects = flags->max_rejects < 0 ? G_MAXUINT64 : (guint64)flags->max_rejects,
        .rejects_file = flags->rejects,
        .lexicon_file = flags->lexicon,
        .synonyms_file = flags->synonyms,
        .translations_file = flags->translations,
        .dictionaries = flags->dictionaries,
        .questions_file = flags->questions,
    };
}

/* The first few rejects as messages, then how many there are and where. */
static void print_rejects(const ChangeResult *result, gboolean ok)
{
    FILE *report = result->report ? fopen(result->report, "r") : NULL;
    char *line = NULL;
    size_t room = 0;
    for (int i = 0; report && i < SHOWN_REJECTS && getline(&line, &room, report) > 0; i++) {
        json_t *row = json_loads(line, 0, NULL);
        json_int_t number = json_integer_value(json_object_get(row, "line"));
        g_autofree char *at =
            number ? g_strdup_printf(":%" JSON_INTEGER_FORMAT, number) : g_strdup("");
        cli_error("%s%s: %s", json_string_value(json_object_get(row, "file")), at,
                  json_string_value(json_object_get(row, "reason")));
        json_decref(row);
    }
    free(line);
    if (report)
        fclose(report);
    if (result->rejects)
        cli_error("%llu rejected, %s; all of them are in %s", (unsigned long long)result->rejects,
                  !ok                 ? _("nothing is done")
                  : result->unchanged ? _("as before")
                                      : _("the rest is done"),
                  result->report);
}

/* What was done, in a line. */
static void tell_done(const char *dir, const ChangeResult *result)
{
    g_autoptr(GString) line = g_string_new(NULL);
    gboolean read = result->records && !result->unchanged;
    g_string_append_printf(line, _("%s: generation %u, %llu documents"), dir, result->generation,
                           (unsigned long long)result->documents);
    if (result->unchanged)
        g_string_append(line, _(", nothing to do"));
    if (read)
        g_string_append_printf(line, _(" from %llu records in %.1f s"), (unsigned long long)result->records, result->seconds);
    if (read && result->understood < 100)
        g_string_append_printf(line, _(", %u %% of the sources understood"), result->understood);
    if (result->added || result->replaced)
        g_string_append_printf(line, _(", %llu added, %llu replaced"), (unsigned long long)result->added,
                               (unsigned long long)result->replaced);
    if (result->deleted)
        g_string_append_printf(line, _(", %llu deleted"), (unsigned long long)result->deleted);
    cli_error("%s", line->str);
}

static int finish(gboolean ok, const ChangeOptions *options, ChangeResult *result, GError *error)
{
    g_autoptr(GError) owned = error;
    if (result->given_again)
        cli_error("note: given more than once, read once: %s", result->given_again);
    if (result->left_out)
        cli_error("note: left out: %s", result->left_out);
    print_rejects(result, ok);
    g_free(result->given_again);
    g_free(result->left_out);
    g_free(result->report);
    if (!ok)
        return command_failed_by(owned, options->dir);
    tell_done(options->dir, result);
    return result->rejects ? STATUS_REJECTED : STATUS_DONE;
}

static GPtrArray *arguments(int argc, char **argv)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (int i = 1; i < argc; i++)
        g_ptr_array_add(list, g_strdup(argv[i]));
    return list;
}

typedef gboolean (*ChangeFunc)(const ChangeOptions *options, ChangeResult *result, GError **error);

static int run_change(const Flags *flags, GPtrArray *files, ChangeFunc change)
{
    prepare_process();
    g_autofree char *dir = cli_index_dir(flags->dir);
    ChangeOptions options = options_of(flags, dir, files);
    ChangeResult result;
    GError *error = NULL;
    gboolean ok = change(&options, &result, &error);
    return finish(ok, &options, &result, error);
}

static int run_build(int argc, char **argv)
{
    g_auto(Flags) flags = {0};
    if (!parse(&flags, TAKES_JOBS | TAKES_FILES | TAKES_LISTS | TAKES_ALLOWED | TAKES_FORCE, "build", "[FILE...]",
               "Build the index anew from FILEs (canonical JSON Lines, bulletins as PDF, OFD, DOCX or text, tables\n"
               "and lists as XLSX, CSV, HTML, Markdown or JSON, with LibreOffice XLS, DOC, RTF and ODF, with\n"
               "tesseract scans, Relaton's catalogues as YAML or XML; plain, .gz or .xz; folders, ZIP archives, pipes; - is standard input),\n"
               "or from those of the last build.\n"
               "Searches go on with the old generation until the new one is whole. A build that would lose\n"
               "much, or lacks a source, is refused.",
               &argc, &argv))
        return STATUS_USAGE;
    g_autoptr(GPtrArray) files = arguments(argc, argv);
    return run_change(&flags, files, change_build);
}

static int run_update(int argc, char **argv)
{
    g_auto(Flags) flags = {0};
    if (!parse(&flags, TAKES_JOBS | TAKES_FILES, "update", "FILE...",
               "Add the records of FILEs to the index, merging each with what is stored under its\n"
               "number.",
               &argc, &argv))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("index update: name the files");
        return STATUS_USAGE;
    }
    g_autoptr(GPtrArray) files = arguments(argc, argv);
    return run_change(&flags, files, change_update);
}

static int run_delete(int argc, char **argv)
{
    g_auto(Flags) flags = {0};
    if (!parse(&flags, 0, "delete", "ID...", "Delete documents by their ids, or by numbers in any spelling that only one has.", &argc, &argv))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("index delete: name the documents");
        return STATUS_USAGE;
    }
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    for (int i = 1; i < argc; i++)
        g_ptr_array_add(ids, g_strdup(argv[i]));
    prepare_process();
    g_autofree char *dir = cli_index_dir(flags.dir);
    ChangeOptions options = options_of(&flags, dir, NULL);
    ChangeResult result;
    GError *error = NULL;
    gboolean ok = change_delete(&options, ids, missing, &result, &error);
    for (guint i = 0; i < missing->len; i++)
        cli_error("%s", (char *)missing->pdata[i]);
    int status = finish(ok, &options, &result, error);
    return status == STATUS_DONE && missing->len ? STATUS_NOTHING : status;
}

static int run_compact(int argc, char **argv)
{
    g_auto(Flags) flags = {0};
    if (!parse(&flags, TAKES_JOBS | TAKES_FORCE, "compact", NULL,
               "Make one shard of all, without dead documents.", &argc, &argv))
        return STATUS_USAGE;
    return run_change(&flags, NULL, change_compact);
}

static int run_rollback(int argc, char **argv)
{
    g_auto(Flags) flags = {0};
    if (!parse(&flags, 0, "rollback", NULL, "Go back to the generation before the current one.",
               &argc, &argv))
        return STATUS_USAGE;
    return run_change(&flags, NULL, change_rollback);
}

static int run_export(int argc, char **argv)
{
    g_autofree char *given = NULL, *parts_given = NULL, *jobs_given = NULL;
    gboolean progress = FALSE, no_progress = FALSE;
    gint64 parts = 1, jobs = -1;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, N_("The index folder"), "DIR"},
        {"parts", 0, 0, G_OPTION_ARG_STRING, &parts_given, N_("In so many databases, a server each (1)"), "N"},
        {"jobs", 'j', 0, G_OPTION_ARG_STRING, &jobs_given, N_("Worker processes (default: one a core)"), "N"},
        {"progress", 0, 0, G_OPTION_ARG_NONE, &progress, N_("Show progress (the default on a terminal)"), NULL},
        {"no-progress", 0, 0, G_OPTION_ARG_NONE, &no_progress, N_("Show none"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index export", "OUT",
                   "Write the current generation as standard Xapian databases into the new folder OUT, for\n"
                   "`biaosou search --remote` over Xapian's own servers, and for any other program of Xapian's.",
                   &argc, &argv) ||
        !cli_count("--parts", parts_given, 1, EXPORT_MOST_PARTS, &parts) || !cli_count("--jobs", jobs_given, 1, MOST_JOBS, &jobs))
        return STATUS_USAGE;
    if (argc != 2) {
        cli_error("index export: name the folder that is to be made");
        return STATUS_USAGE;
    }
    prepare_process();
    g_autofree char *dir = cli_index_dir(given);
    for (gsize len = strlen(argv[1]); len > 1 && argv[1][len - 1] == '/'; len--)
        argv[1][len - 1] = '\0';
    ExportOptions options = {.dir = dir,
                             .out = argv[1],
                             .parts = (guint)parts,
                             .jobs = jobs_wanted(jobs),
                             .stop = &asked,
                             .progress = progress_wanted(progress, no_progress)};
    ExportResult result;
    g_autoptr(GError) error = NULL;
    if (!export_generation(&options, &result, &error))
        return command_failed_by(error, dir);
    cli_error(message_n(result.documents, "%s: %u document of generation %u in %u parts", "%s: %u documents of generation %u in %u parts"),
              argv[1], result.documents, result.generation, options.parts);
    return cli_finish(STATUS_DONE);
}

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} subcommands[] = {
    {"build", run_build, N_("build a new generation from source files")},
    {"update", run_update, N_("add or replace records")},
    {"delete", run_delete, N_("delete documents")},
    {"compact", run_compact, N_("make one shard of all, without dead documents")},
    {"rollback", run_rollback, N_("go back to the generation before")},
    {"export", run_export, N_("write it as standard Xapian databases, to be served")},
    {"check", command_index_check, N_("look whether every file is whole")},
    {"info", command_index_info, N_("say what the index consists of")},
    {"diff", command_index_diff, N_("list what is new, changed and gone between generations")},
};

static void print_help(FILE *out)
{
    fputs(_("Usage: biaosou index SUBCOMMAND [-d DIR] [OPTION...]\n\nSubcommands:\n"), out);
    for (gsize i = 0; i < G_N_ELEMENTS(subcommands); i++)
        fprintf(out, "  %-10s %s\n", subcommands[i].name, _(subcommands[i].help));
    fputs(_("\n`biaosou index SUBCOMMAND --help` explains one.\n"), out);
}

int command_index(int argc, char **argv)
{
    for (gsize i = 0; argc < 2 && complete_is_on() && i < G_N_ELEMENTS(subcommands); i++)
        complete_offer("", subcommands[i].name, _(subcommands[i].help));
    if (complete_is_on() && argc < 2)
        return cli_finish(STATUS_DONE);
    if (argc < 2) {
        print_help(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help(stdout);
        return cli_finish(STATUS_DONE);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(subcommands); i++)
        if (strcmp(argv[1], subcommands[i].name) == 0)
            return subcommands[i].run(argc - 1, argv + 1);
    cli_error("no subcommand '%s'; see `biaosou index --help`", argv[1]);
    return STATUS_USAGE;
}
