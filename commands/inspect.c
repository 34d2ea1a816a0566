#include "commands/inspect.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "indexer/read/diff.h"
#include "indexer/read/generation.h"
#include "indexer/read/verify.h"
#include "messages/messages.h"

/* What fails here fails for the index. */
static int only_index(int status)
{
    return status == STATUS_FAILURE ? STATUS_INDEX : status;
}

static int fail(GError *error, const char *dir)
{
    int status = command_failed_by(error, dir);
    g_error_free(error);
    return only_index(status);
}

static void print_fault(const char *file, const char *what, gpointer data)
{
    (void)data;
    cli_error("%s: %s", file, what);
}

static int print_digest(const char *dir)
{
    GError *error = NULL;
    g_autoptr(Index) index = index_open(dir, &error);
    g_autofree char *sum = index ? verify_digest(index, &error) : NULL;
    if (!sum)
        return fail(error, dir);
    printf("%s\n", sum);
    return cli_finish(STATUS_DONE);
}

int command_index_check(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gboolean digest = FALSE;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, N_("The index folder"), "DIR"},
        {"digest", 0, 0, G_OPTION_ARG_NONE, &digest,
         N_("Print a digest of the content too: equal for equal answers"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index check", NULL,
                   "Read every file of the current generation and report each that is damaged.",
                   &argc, &argv))
        return STATUS_USAGE;
    g_autofree char *dir = cli_index_dir(given);
    biaosou_index *index;
    unsigned faults;
    biaosou_status status = biaosou_index_check(dir, print_fault, NULL, &faults);
    if (status == BIAOSOU_OK && faults > 0) {
        cli_error(message_n(faults,
                            "the current generation has %u fault; go back with `biaosou index rollback` or build the "
                            "index again with `biaosou index build --force`",
                            "the current generation has %u faults; go back with `biaosou index rollback` or build the "
                            "index again with `biaosou index build --force`"),
                  faults);
        return STATUS_INDEX;
    }
    if (status == BIAOSOU_OK)
        status = biaosou_index_open(dir, &index);
    if (status != BIAOSOU_OK)
        return only_index(command_failed(status, dir));
    command_warn(biaosou_index_warning(index), dir);
    printf(_("generation %u: %llu documents, no faults\n"), biaosou_index_generation(index),
           (unsigned long long)biaosou_index_documents(index));
    biaosou_index_free(index);
    return digest ? print_digest(dir) : cli_finish(STATUS_DONE);
}

static void print_info(const char *dir, const Manifest *manifest)
{
    printf("index       %s\ngeneration  %u\nmade        %s by %s\ndocuments   %" G_GUINT64_FORMAT
           "\nformat      %u\nICU         %s\n",
           dir, manifest->generation, manifest->created, manifest->command, manifest->documents,
           INDEX_FORMAT, manifest->icu);
    for (guint i = 0; i < manifest->shards->len; i++) {
        const ManifestShard *shard = manifest->shards->pdata[i];
        guint64 bytes = 0;
        for (int f = 0; f < SHARD_FILES; f++)
            bytes += shard->bytes[f];
        g_autofree char *size = g_format_size(bytes);
        printf("shard       %s: %u documents, %u dead, %s\n", shard->uuid, shard->documents,
               shard->dead, size);
    }
    for (guint i = 0; i < manifest->sources->len; i++) {
        const ManifestSource *source = manifest->sources->pdata[i];
        cli_print(stdout, "source      %s", source->file);
        printf(": %" G_GUINT64_FORMAT " records, %" G_GUINT64_FORMAT " rejected\n",
               source->records, source->rejects);
    }
    for (char **name = manifest->columns; *name; name++)
        cli_print(stdout, "column      %s\n", *name);
}

int command_index_info(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gboolean json = FALSE;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, N_("The index folder"), "DIR"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the manifest"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index info", NULL, "Say what the index consists of.", &argc, &argv))
        return STATUS_USAGE;
    g_autofree char *dir = cli_index_dir(given);
    GError *error = NULL;
    guint32 generation;
    g_autoptr(Manifest) manifest = generation_current(dir, &generation, &error)
                                       ? generation_load(dir, generation, &error)
                                       : NULL;
    if (!manifest)
        return fail(error, dir);
    if (json) {
        g_autofree char *text = manifest_to_json(manifest);
        fputs(text, stdout);
    } else {
        print_info(dir, manifest);
    }
    return cli_finish(STATUS_DONE);
}

/* Prints one difference; the titles help a reader. */
static void print_difference(const char *what, const char *id, const Record *record, gboolean json)
{
    const char *title = record_text(record, FIELD_TITLE_ZH);
    if (!title)
        title = record_text(record, FIELD_TITLE_EN);
    if (!json) {
        printf("%-8s ", what);
        cli_print(stdout, "%s\t%s\n", id, title ? title : "");
        return;
    }
    json_t *row = json_pack("{s:s, s:s, s:s*}", "change", what, "id", id, "title", title);
    char *text = json_dumps(row, JSON_COMPACT);
    cli_json(stdout, text, strlen(text));
    putchar('\n');
    free(text);
    json_decref(row);
}

typedef struct {
    gboolean json;
    guint64 n[3]; /* by DiffKind */
} Differences;

static void take_difference(DiffKind kind, const char *id, const Record *record, gpointer data)
{
    static const char *const names[] = {
        [DIFF_NEW] = "new", [DIFF_CHANGED] = "changed", [DIFF_GONE] = "gone"};
    Differences *differences = data;
    differences->n[kind]++;
    print_difference(names[kind], id, record, differences->json);
}

static void print_sum(const Differences *all, const char *dir, guint32 from, guint32 to)
{
    guint32 before = from == to ? index_diff_before(dir, to) : 0;
    g_autofree char *hint =
        before ? g_strdup_printf(_("; `biaosou index diff %u %u` compares it with the one before"), before, to) : g_strdup("");
    g_autofree char *counts =
        g_strdup_printf(_("%llu new, %llu changed, %llu gone"), (unsigned long long)all->n[DIFF_NEW],
                        (unsigned long long)all->n[DIFF_CHANGED], (unsigned long long)all->n[DIFF_GONE]);
    if (from == to)
        cli_error("generation %u: the last build found nothing changed%s", to, hint);
    else if (from)
        cli_error("generation %u to %u: %s", from, to, counts);
    else
        cli_error("generation %u, no earlier one is there: %s", to, counts);
}

int command_index_diff(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gint64 named[] = {0, 0};
    Differences all = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, N_("The index folder"), "DIR"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &all.json, N_("Print one JSON object a line"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index diff", "[FROM [TO]]",
                   "List the documents that are new, changed and gone in generation TO (the current\n"
                   "one) against FROM (the one before; without one all are new), by what the records\n"
                   "say, wherever they were read. After a build that found nothing to do: nothing.",
                   &argc, &argv) ||
        !cli_count("FROM", argc > 1 ? argv[1] : NULL, 1, G_MAXUINT32, &named[0]) ||
        !cli_count("TO", argc > 2 ? argv[2] : NULL, 1, G_MAXUINT32, &named[1]))
        return STATUS_USAGE;
    if (argc > 3) {
        cli_error("index diff compares two generations; see `biaosou index diff --help`");
        return STATUS_USAGE;
    }
    g_autofree char *dir = cli_index_dir(given);
    GError *error = NULL;
    guint32 from = (guint32)named[0], to = (guint32)named[1];
    if (!index_diff_generations(dir, &from, &to, &error))
        return fail(error, dir);
    g_autoptr(Index) old = from ? index_open_generation(dir, from, &error) : NULL;
    g_autoptr(Index) new = error ? NULL : index_open_generation(dir, to, &error);
    if (!new || !index_diff(old, new, take_difference, &all, &error))
        return fail(error, dir);
    print_sum(&all, dir, from, to);
    return cli_finish(all.n[DIFF_NEW] + all.n[DIFF_CHANGED] + all.n[DIFF_GONE] ? STATUS_DONE
                                                                               : STATUS_NOTHING);
}
