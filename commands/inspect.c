#include "commands/inspect.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "indexer/read/generation.h"
#include "indexer/read/verify.h"

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
    biaosou_index *index;
    unsigned faults;
    biaosou_status status = biaosou_index_check(dir, print_fault, NULL, &faults);
    if (status == BIAOSOU_OK && faults > 0) {
        cli_error("the current generation has %u faults; go back with `biaosou index rollback` or build the "
                  "index again with `biaosou index build --force`",
                  faults);
        return STATUS_INDEX;
    }
    if (status == BIAOSOU_OK)
        status = biaosou_index_open(dir, &index);
    if (status != BIAOSOU_OK)
        return only_index(command_failed(status, dir));
    command_warn(biaosou_index_warning(index), dir);
    printf("generation %u: %" G_GUINT64_FORMAT " documents, no faults\n",
           biaosou_index_generation(index), biaosou_index_documents(index));
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
    const Index *from, *to; /* FROM NULL: nothing */
    gboolean json;
    guint64 n[3];
} Diff;

static gint compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* VALUE as text in which nothing depends on order; PROVENANCE, a member of objects in it, is left
 * out. */
static char *unordered(json_t *value, const char *provenance)
{
    json_t *element;
    size_t i;
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    json_array_foreach(value, i, element)
    {
        json_object_del(element, provenance); /* of no object: nothing */
        char *text = json_dumps(element, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
        g_ptr_array_add(texts, g_strdup(text));
        free(text);
    }
    g_ptr_array_sort(texts, compare_texts);
    for (guint k = texts->len; k-- > 1;)
        if (strcmp(texts->pdata[k], texts->pdata[k - 1]) == 0)
            g_ptr_array_remove_index(texts, k);
    g_ptr_array_add(texts, NULL);
    return g_strjoinv("\n", (char **)texts->pdata);
}

/* What RECORD says, without where it was read and in which order: to be compared. */
static char *statement(const Record *record)
{
    json_t *root = record_to_json(record), *value;
    const char *name;
    void *next;
    json_object_del(root, fields[FIELD_SOURCES].name);
    json_object_foreach_safe(root, next, name, value)
    {
        if (!json_is_array(value))
            continue;
        g_autofree char *text = unordered(value, "source");
        json_object_set_new(root, name, json_string(text));
    }
    char *text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
    char *owned = g_strdup(text);
    free(text);
    json_decref(root);
    return owned;
}

static gboolean compare_documents(Diff *diff, const LiveDocument *old, const LiveDocument *new,
                                  GError **error)
{
    static const char *const names[] = {"new", "changed", "gone"};
    g_autoptr(Record) before = old ? index_record(diff->from, old->docid, error) : NULL;
    g_autoptr(Record) after = new ? index_record(diff->to, new->docid, error) : NULL;
    if ((old && !before) || (new && !after))
        return FALSE;
    if (before && after) {
        g_autofree char *x = statement(before), *y = statement(after);
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
    g_autoptr(GArray) old = diff->from ? verify_live_documents(diff->from, error)
                                       : g_array_new(FALSE, FALSE, sizeof(LiveDocument));
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

/* Whether a build found nothing to do since GENERATION was made. */
static gboolean is_unchanged_since(const char *dir, guint32 generation)
{
    g_autofree char *folder = generation_report_folder(dir, generation);
    g_autofree char *mark = g_build_filename(folder, REPORT_UNCHANGED, NULL);
    return g_file_test(mark, G_FILE_TEST_EXISTS);
}

/* The newest generation before TO; 0 without one. */
static guint32 generation_before(const char *dir, guint32 to)
{
    guint32 before = 0;
    g_autoptr(GArray) generations = generation_list(dir);
    for (guint i = 0; i < generations->len; i++)
        if (g_array_index(generations, guint32, i) < to)
            before = g_array_index(generations, guint32, i);
    return before;
}

/* The generations to compare: those named (0: not), else what the last change left: the current one
 * and the one before; both the current one if the last build found nothing to do. *FROM is 0 if there
 * is no earlier one. */
static gboolean choose(const char *dir, const gint64 *named, guint32 *from, guint32 *to, GError **error)
{
    if (!generation_current(dir, to, error))
        return FALSE;
    *from = (guint32)named[0];
    if (named[1])
        *to = (guint32)named[1];
    if (!named[0])
        *from = is_unchanged_since(dir, *to) ? *to : generation_before(dir, *to);
    return TRUE;
}

static void print_sum(const Diff *diff, const char *dir, guint32 from, guint32 to)
{
    guint32 before = from == to ? generation_before(dir, to) : 0;
    g_autofree char *hint = before ? g_strdup_printf("; `biaosou index diff %u %u` compares it with the one before", before, to) : g_strdup("");
    if (from == to)
        fprintf(stderr, "biaosou: generation %u: the last build found nothing changed%s\n", to, hint);
    else if (from)
        fprintf(stderr, "biaosou: generation %u to %u: ", from, to);
    else
        fprintf(stderr, "biaosou: generation %u, no earlier one is there: ", to);
    if (from != to)
        fprintf(stderr,
                "%" G_GUINT64_FORMAT " new, %" G_GUINT64_FORMAT " changed, %" G_GUINT64_FORMAT
                " gone\n",
                diff->n[0], diff->n[1], diff->n[2]);
}

int command_index_diff(int argc, char **argv)
{
    g_autofree char *given = NULL;
    gint64 named[] = {0, 0};
    Diff diff = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &given, "The index folder", "DIR"},
        {"json", 0, 0, G_OPTION_ARG_NONE, &diff.json, "Print one JSON object a line", NULL},
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
    guint32 from, to;
    if (!choose(dir, named, &from, &to, &error))
        return fail(error, dir);
    g_autoptr(Index) old = from ? index_open_generation(dir, from, &error) : NULL;
    g_autoptr(Index) new = error ? NULL : index_open_generation(dir, to, &error);
    diff.from = old;
    diff.to = new;
    if (!new || !walk(&diff, &error))
        return fail(error, dir);
    print_sum(&diff, dir, from, to);
    return cli_finish(diff.n[0] + diff.n[1] + diff.n[2] ? STATUS_DONE : STATUS_NOTHING);
}
