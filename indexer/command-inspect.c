#include "indexer/command-inspect.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "indexer/generation.h"
#include "indexer/verify.h"

static int fail(GError *error)
{
    cli_error("%s", error->message);
    g_error_free(error);
    return STATUS_INDEX;
}

static void print_fault(const char *file, const char *what, gpointer data)
{
    (void)data;
    cli_error("%s: %s", file, what);
}

int command_index_check(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gboolean digest = FALSE;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, "The index folder", "DIR"},
        {"digest", 0, 0, G_OPTION_ARG_NONE, &digest,
         "Print a digest of the content too: equal for equal answers", NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index check", NULL,
                   "Read every file of the current generation and report each that is damaged.",
                   &argc, &argv))
        return STATUS_USAGE;
    g_autofree char *dir = cli_index_dir(given);
    GError *error = NULL;
    guint32 generation;
    if (!generation_current(dir, &generation, &error))
        return fail(error);
    guint faults = verify_generation(dir, generation, print_fault, NULL);
    if (faults) {
        cli_error("generation %u has %u faults; go back with `biaosou index rollback` or build the "
                  "index again with `biaosou index build --force`",
                  generation, faults);
        return STATUS_INDEX;
    }
    g_autoptr(Index) index = index_open(dir, &error);
    if (!index)
        return fail(error);
    if (index_warning(index))
        cli_error("%s", index_warning(index));
    printf("generation %u: %u documents, no faults\n", generation, index_doccount(index));
    if (digest) {
        g_autofree char *sum = verify_digest(index, &error);
        if (!sum)
            return fail(error);
        printf("%s\n", sum);
    }
    return cli_finish(STATUS_DONE);
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
}

int command_index_info(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gboolean json = FALSE;
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, "The index folder", "DIR"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &json, "Print the manifest", NULL},
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
        return fail(error);
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
    const Index *from, *to;
    gboolean json;
    guint64 n[3];
} Diff;

static gboolean compare_documents(Diff *diff, const LiveDocument *old, const LiveDocument *new,
                                  GError **error)
{
    static const char *const names[] = {"new", "changed", "gone"};
    g_autoptr(Record) before = old ? index_record(diff->from, old->docid, error) : NULL;
    g_autoptr(Record) after = new ? index_record(diff->to, new->docid, error) : NULL;
    if ((old && !before) || (new && !after))
        return FALSE;
    if (before && after) {
        g_autofree char *x = record_to_json_line(before), *y = record_to_json_line(after);
        if (strcmp(x, y) == 0)
            return TRUE;
    }
    int what = !old ? 0 : new ? 1 : 2;
    diff->n[what]++;
    print_difference(names[what], old ? old->id : new->id, after ? after : before, diff->json);
    return TRUE;
}

/* Walks two sorted lists side by side. */
static gboolean walk(Diff *diff, GError **error)
{
    g_autoptr(GArray) old = verify_live_documents(diff->from, error);
    g_autoptr(GArray) new = old ? verify_live_documents(diff->to, error) : NULL;
    if (!new)
        return FALSE;
    for (guint i = 0, k = 0; i < old->len || k < new->len;) {
        const LiveDocument *a = i < old->len ? &g_array_index(old, LiveDocument, i) : NULL;
        const LiveDocument *b = k < new->len ? &g_array_index(new, LiveDocument, k) : NULL;
        int order = !a ? 1 : !b ? -1 : strcmp(a->id, b->id);
        if (!compare_documents(diff, order <= 0 ? a : NULL, order >= 0 ? b : NULL, error))
            return FALSE;
        i += order <= 0;
        k += order >= 0;
    }
    return TRUE;
}

/* The generations to compare: those named, else the one before the current, and the current. */
static gboolean choose(const char *dir, int argc, char **argv, guint32 *from, guint32 *to,
                       GError **error)
{
    guint64 number;
    if (!generation_current(dir, to, error))
        return FALSE;
    if (argc > 2) {
        if (!g_ascii_string_to_unsigned(argv[2], 10, 1, G_MAXUINT32, &number, error))
            return FALSE;
        *to = (guint32)number;
    }
    if (argc > 1) {
        if (!g_ascii_string_to_unsigned(argv[1], 10, 1, G_MAXUINT32, &number, error))
            return FALSE;
        *from = (guint32)number;
        return TRUE;
    }
    g_autoptr(GArray) generations = generation_list(dir);
    for (guint i = generations->len; i-- > 0;) {
        *from = g_array_index(generations, guint32, i);
        if (*from < *to)
            return TRUE;
    }
    g_set_error(error, INDEX_ERROR, INDEX_ERROR_MISSING,
                "%s: there is no earlier generation to compare with", dir);
    return FALSE;
}

int command_index_diff(int argc, char **argv)
{
    g_autofree char *given = NULL;
    Diff diff = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, "The index folder", "DIR"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &diff.json, "Print one JSON object a line", NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "index diff", "[FROM [TO]]",
                   "List the documents that are new, changed and gone in generation TO (the current\n"
                   "one) against FROM (the one before).",
                   &argc, &argv))
        return STATUS_USAGE;
    g_autofree char *dir = cli_index_dir(given);
    GError *error = NULL;
    guint32 from, to;
    if (!choose(dir, argc, argv, &from, &to, &error))
        return fail(error);
    g_autoptr(Index) old = index_open_generation(dir, from, &error);
    g_autoptr(Index) new = old ? index_open_generation(dir, to, &error) : NULL;
    diff.from = old;
    diff.to = new;
    if (!new || !walk(&diff, &error))
        return fail(error);
    fprintf(stderr,
            "biaosou: generation %u to %u: %" G_GUINT64_FORMAT " new, %" G_GUINT64_FORMAT
            " changed, %" G_GUINT64_FORMAT " gone\n",
            from, to, diff.n[0], diff.n[1], diff.n[2]);
    return cli_finish(diff.n[0] + diff.n[1] + diff.n[2] ? STATUS_DONE : STATUS_NOTHING);
}
