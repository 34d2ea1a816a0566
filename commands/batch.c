/* biaosou batch: queries from a file → a TREC run. */
#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "commands/commands.h"
#include "corpus/read/lines.h"
#include "messages/messages.h"
#include "search/answer/answer.h"

#define MOST_HITS 100000

typedef struct {
    Searcher *searcher;
    SearchOptions options;
    gboolean syntax;
    FILE *latency, *features; /* NULL: not asked for */
    const char *file;
    guint n_bad;
    gboolean told_gb18030;
} Batch;

static void reject(Batch *batch, guint line, const char *reason)
{
    cli_error("%s:%u: %s", batch->file, line, reason);
    batch->n_bad++;
}

/* Rank order is score order: hits of the result set lie above the relaxed ones but one that leads,
 * and a hit never scores more than the one before it. */
static void print_run(const char *qid, const Answer *result)
{
    double last = G_MAXDOUBLE;
    for (guint i = 0; i < result->hits->len; i++) {
        const SearchHit *hit = &g_array_index(result->hits, SearchHit, i);
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        double score = hit->score + (hit->relaxed && !hit->leads ? 0 : 200);
        if (score >= last - 1e-6)
            score = last - 1e-6;
        last = score;
        g_ascii_formatd(text, sizeof text, "%.6f", score);
        cli_print(stdout, "%s\tQ0\t%s\t%u\t%s\tbiaosou\n", qid, hit->id, i + 1, text);
    }
}

/* A line for each hit: qid, id, longness, then the value of each feature in the order of the table. */
static void print_features(FILE *file, const char *qid, const Answer *result)
{
    for (guint i = 0; i < result->hits->len; i++) {
        const SearchHit *hit = &g_array_index(result->hits, SearchHit, i);
        if (!hit->ranked)
            continue;
        fprintf(file, "%s\t%s\t%.4f", qid, hit->id, hit->longness);
        for (guint f = 0; f < RANK_FEATURES; f++)
            fprintf(file, "\t%.5g", hit->values[f]);
        fputc('\n', file);
    }
}

static void print_feature_names(FILE *file)
{
    fputs("qid\tid\tlongness", file);
    for (guint f = 0; f < RANK_FEATURES; f++)
        fprintf(file, "\t%s", rank_features[f].name);
    fputc('\n', file);
}

/* Sets the features that do not count, from names with commas between. */
static gboolean leave_out(const char *names, guint32 *without)
{
    g_auto(GStrv) list = g_strsplit(names, ",", -1);
    for (char **name = list; *name; name++) {
        gint feature = rank_feature_find(*name);
        if (feature < 0) {
            cli_error("no feature '%s'; `biaosou search --explain` names them", *name);
            return FALSE;
        }
        *without |= 1u << feature;
    }
    return TRUE;
}

static gboolean run_query(Batch *batch, guint line, const char *qid, const char *text,
                          GError **error)
{
    g_autoptr(GError) bad = NULL;
    guint column = 0;
    gint64 start = g_get_monotonic_time();
    g_autoptr(Query) query =
        batch->syntax ? query_parse(text, &column, &bad) : query_parse_plain(text);
    if (!query) {
        g_autofree char *reason = g_strdup_printf(_("column %u: %s"), column, bad->message);
        reject(batch, line, reason);
        return TRUE;
    }
    searcher_begin(batch->searcher);
    g_autoptr(Answer) result =
        answer_new(batch->searcher, g_steal_pointer(&query), &batch->options, error);
    if (!result)
        return FALSE;
    if (batch->latency)
        fprintf(batch->latency, "%s\t%" G_GINT64_FORMAT "\n", qid,
                g_get_monotonic_time() - start);
    if (batch->features)
        print_features(batch->features, qid, result);
    print_run(qid, result);
    return TRUE;
}

static gboolean run_line(Batch *batch, const Line *line, GError **error)
{
    if (line->len == 0)
        return TRUE;
    g_autoptr(GError) bad = NULL;
    gboolean gb18030;
    g_autofree char *bytes = g_strndup(line->text, line->len);
    g_autofree char *whole = line->too_long ? NULL : query_decode(bytes, &gb18030, &bad);
    if (!whole) {
        reject(batch, line->number, bad ? bad->message : _("the line is too long"));
        return TRUE;
    }
    if (gb18030 && !batch->told_gb18030)
        cli_error("%s:%u: note: %s", batch->file, line->number, _(QUERY_NOTE_GB18030));
    batch->told_gb18030 |= gb18030;
    const char *tab = strchr(whole, '\t');
    if (!tab || tab == whole) {
        reject(batch, line->number, _("a line is an id, a tab and a query"));
        return TRUE;
    }
    g_autofree char *qid = g_strndup(whole, (gsize)(tab - whole));
    g_autofree char *text = g_strstrip(g_strdup(tab + 1));
    if (!*text) {
        reject(batch, line->number, _("the query is empty"));
        return TRUE;
    }
    return run_query(batch, line->number, qid, text, error);
}

static gboolean run_file(Batch *batch, LineReader *reader, GError **error)
{
    GError *inner = NULL;
    Line line;
    while (line_reader_next(reader, &line, &inner))
        if (!run_line(batch, &line, error))
            return FALSE;
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* FILE open for writing; NULL with *OK false if it cannot be, NULL if there is none. */
static FILE *open_output(const char *file, gboolean *ok)
{
    FILE *out = file ? fopen(file, "w") : NULL;
    if (file && !out) {
        cli_error("%s: %s", file, g_strerror(errno));
        *ok = FALSE;
    }
    return out;
}

static void close_output(FILE *out, const char *file, gboolean *ok)
{
    if (!out || fclose(out) == 0)
        return;
    cli_error("%s: %s", file, g_strerror(errno));
    *ok = FALSE;
}

typedef struct {
    char *dir, *latency, *features, *without, *count;
    guint32 left_out;
} BatchFiles;

static int run_batch(Batch *batch, const BatchFiles *files)
{
    int status = STATUS_FAILURE;
    gboolean ok = TRUE;
    g_autofree char *dir = cli_index_dir(files->dir);
    g_autoptr(GError) error = NULL;
    g_autoptr(LineReader) reader = line_reader_open(batch->file, &error);
    if (!reader)
        return command_failed_by(error, dir);
    batch->latency = open_output(files->latency, &ok);
    batch->features = open_output(files->features, &ok);
    if (batch->features)
        print_feature_names(batch->features);
    command_guard_maps();
    g_autoptr(Searcher) searcher = ok ? searcher_open(dir, &error) : NULL;
    if (searcher) {
        command_warn(snapshot_warning(index_snapshot(searcher->index)), dir);
        batch->searcher = searcher;
        searcher->without = files->left_out;
        run_file(batch, reader, &error);
        status = batch->n_bad ? STATUS_REJECTED : STATUS_DONE;
        guint parts, missing = searcher_missing(searcher, &parts);
        command_note_missing(missing, parts);
    }
    if (error)
        status = command_failed_by(error, dir);
    close_output(batch->latency, files->latency, &ok);
    close_output(batch->features, files->features, &ok);
    return ok ? status : STATUS_FAILURE;
}

static void free_files(BatchFiles *files)
{
    g_free(files->dir);
    g_free(files->latency);
    g_free(files->features);
    g_free(files->without);
    g_free(files->count);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BatchFiles, free_files)

int command_batch(int argc, char **argv)
{
    g_auto(BatchFiles) files = {0};
    gint64 count = 100;
    Batch batch = {.options = SEARCH_OPTIONS_INIT};
    g_auto(CliRemote) remote = {0};
    const GOptionEntry entries[] = {
        {"dir", 'd', 0, G_OPTION_ARG_FILENAME, &files.dir, N_("The index"), "DIR"},
        CLI_REMOTE_ENTRIES(remote),
        {"count", 'n', 0, G_OPTION_ARG_STRING, &files.count, N_("Hits for each query (100)"), "N"},
        {"syntax", 0, 0, G_OPTION_ARG_NONE, &batch.syntax,
         N_("Read queries as `biaosou search` does, not as plain text"), NULL},
        {"latency", 0, 0, G_OPTION_ARG_FILENAME, &files.latency,
         N_("Write qid, tab, microseconds of each query to FILE"), "FILE"},
        {"features", 0, 0, G_OPTION_ARG_FILENAME, &files.features,
         N_("Write the ranking features of each hit to FILE"), "FILE"},
        {"without", 0, 0, G_OPTION_ARG_STRING, &files.without,
         N_("Rank without these features (names with commas between)"), "NAMES"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(entries, "batch", "QUERIES.tsv",
                   "Run the queries of a file (qid, tab, query on each line; - is standard input) and\n"
                   "print a TREC run: qid, Q0, id, rank, score, biaosou, separated by tabs.",
                   &argc, &argv) ||
        !cli_count("-n", files.count, 1, MOST_HITS, &count) || !cli_remote(&remote, &files.dir))
        return STATUS_USAGE;
    if (argc != 2) {
        cli_error("batch takes one file of queries; see `biaosou batch --help`");
        return STATUS_USAGE;
    }
    if (files.without && !leave_out(files.without, &files.left_out))
        return STATUS_USAGE;
    batch.file = argv[1];
    batch.options.count = (guint)count;
    batch.options.least_relaxed = 0;
    return cli_finish(run_batch(&batch, &files));
}
