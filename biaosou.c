/* biaosou: the command table. */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/complete.h"
#include "commands/commands.h"
#include "messages/messages.h"

static const struct {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *help;
} commands[] = {
    {"index", command_index, N_("build, update and inspect an index")},
    {"search", command_search, N_("search standards")},
    {"show", command_show, N_("show one document by its number")},
    {"check", command_check, N_("check whether the standards that files cite are valid")},
    {"impact", command_impact, N_("show who cites a document, and what is to be revised")},
    {"related", command_related, N_("show what is related, or similar to what is proposed")},
    {"news", command_news, N_("tell what is new, open for comment, stalled")},
    {"suggest", command_suggest, N_("suggest what goes on with what was typed")},
    {"serve", command_serve, N_("serve an index as pages and an HTTP API")},
    {"batch", command_batch, N_("run a file of queries, for measuring")},
    {"convert", command_convert, N_("turn any source into canonical JSON Lines")},
    {"tokenize", command_tokenize, N_("show what the tokenizer makes of a text")},
};

static void print_help(FILE *out)
{
    fputs(_("Usage: biaosou COMMAND [OPTION...]\n\nIndex standards and search them.\n\nCommands:\n"), out);
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, _(commands[i].help));
    fputs(_("\n`biaosou COMMAND --help` explains a command.\n"), out);
}

static int run(int argc, char **argv)
{
    for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
        if (strcmp(argv[0], commands[i].name) == 0)
            return commands[i].run(argc, argv);
    if (!complete_is_on())
        cli_error("no command '%s'; see `biaosou --help`", argv[0]);
    return STATUS_USAGE;
}

/* `biaosou complete -- WORD...`, what shells ask: what may be the last of the words, of which a part is typed. */
static int complete(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--") == 0) {
        argv++;
        argc--;
    }
    const char *word = argc > 1 ? argv[argc - 1] : "";
    int subcommand = argc > 2 && strcmp(argv[1], "index") == 0;
    complete_begin(word, argc > 2 ? argv[argc - 2] : NULL);
    if (argc < 3) {
        for (gsize i = 0; i < G_N_ELEMENTS(commands); i++)
            complete_offer("", commands[i].name, _(commands[i].help));
        return cli_finish(STATUS_DONE);
    }
    char *own[] = {argv[1], subcommand && argc > 3 ? argv[2] : NULL, NULL};
    run(own[1] ? 2 : 1, own); /* offers options, and ends then */
    return command_complete(argv[1], word);
}

int main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* 0.4037 is so for every program that reads it, and for people */
    if (!g_get_charset(NULL)) /* what is typed and printed is UTF-8, also where the locale is C */
        setlocale(LC_CTYPE, "C.UTF-8");
    signal(SIGPIPE, SIG_IGN);
    if (!cli_language(&argc, argv))
        return STATUS_USAGE;
    if (argc < 2) {
        print_help(stderr);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_help(stdout);
        return cli_finish(STATUS_DONE);
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("biaosou " PACKAGE_VERSION);
        return cli_finish(STATUS_DONE);
    }
    return strcmp(argv[1], "complete") == 0 ? complete(argc - 1, argv + 1) : run(argc - 1, argv + 1);
}
