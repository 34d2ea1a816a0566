/* The command convert. */
#include "commands/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "corpus/files.h"
#include "corpus/read/folder.h"
#include "corpus/read/left-out.h"
#include "corpus/table/canonical.h"
#include "messages/messages.h"
#include "sheet/sheet.h"

typedef struct {
    FILE *out;
    const char *name;
    Sheet *sheet;              /* of CSV or XLSX; else JSON Lines */
    gboolean stats;            /* tells of each file, and gives no records */
    guint64 records, rejects;  /* of the current file */
    guint64 files, of_all[4];  /* tables, rows, records, rejects of all files */
    const GArray *found;       /* for each file whether it was found in a folder */
    guint at;                  /* of which one is the current */
    LeftOut left_out;
    gboolean any;              /* file that was not left out */
    gboolean rejected, failed; /* of any file */
    gboolean stuck;            /* nothing more can be written */
} Conversion;

/* WHY: what to say, or NULL: what errno says. FALSE. */
static gboolean cannot_write(Conversion *conversion, const char *why)
{
    if (!conversion->stuck && why)
        cli_error("%s: %s", conversion->name, why);
    else if (!conversion->stuck)
        cli_error("%s: cannot write: %s", conversion->name, g_strerror(errno));
    conversion->stuck = conversion->failed = TRUE;
    return FALSE;
}

static gboolean write_line(Conversion *conversion, const Record *record)
{
    g_autofree char *line = record_to_json_line(record);
    if (line)
        cli_json(conversion->out, line, strlen(line));
    if (line && putc('\n', conversion->out) != EOF && !ferror(conversion->out))
        return TRUE;
    return cannot_write(conversion, NULL);
}

static gboolean write_row(Conversion *conversion, const Record *record)
{
    guint count;
    g_autoptr(GError) error = NULL;
    g_auto(GStrv) cells = canonical_cells(record);
    canonical_columns(&count);
    if (sheet_row(conversion->sheet, (const char *const *)cells, count, SHEET_PLAIN, &error))
        return TRUE;
    if (!g_error_matches(error, SHEET_ERROR, SHEET_ERROR_CELL))
        return cannot_write(conversion, error->message);
    cli_error("%s: %s: %s; it is left out: CSV and JSON Lines can hold it", conversion->name, cells[0], error->message);
    conversion->rejected = TRUE;
    return TRUE;
}

static gboolean write_record(Record *owned, gpointer data)
{
    g_autoptr(Record) record = owned;
    Conversion *conversion = data;
    conversion->records++;
    if (conversion->stats)
        return TRUE;
    return conversion->sheet ? write_row(conversion, record) : write_line(conversion, record);
}

static gboolean print_reject(const Reject *reject, gpointer data)
{
    Conversion *conversion = data;
    conversion->rejected = TRUE;
    conversion->rejects++;
    if (!conversion->stats)
        command_print_reject(stderr, reject);
    return TRUE;
}

static void print_stats(Conversion *conversion, const char *file, const char *format, const guint64 numbers[4],
                        const char *understood)
{
    g_autofree char *line =
        g_strdup_printf("%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT
                        "\t%s\t",
                        format, numbers[0], numbers[1], numbers[2], numbers[3], understood);
    fputs(line, conversion->out);
    cli_text(conversion->out, file);
    putc('\n', conversion->out);
}

static void add_stats(Conversion *conversion, const char *file, const ReaderShare *share, gboolean failed)
{
    const guint64 numbers[] = {share->tables, share->rows, conversion->records, conversion->rejects};
    g_autofree char *percent = failed ? g_strdup("failed") : g_strdup_printf("%u %%", reader_share_percent(share));
    for (guint i = 0; i < G_N_ELEMENTS(numbers); i++)
        conversion->of_all[i] += numbers[i];
    conversion->files++;
    print_stats(conversion, file, share->format && *share->format ? share->format : "-", numbers, percent);
}

static gboolean end_file(const char *file, const ReaderShare *share, const GError *error, gpointer data)
{
    Conversion *conversion = data;
    gboolean found = g_array_index(conversion->found, gboolean, conversion->at++);
    if (conversion->stuck)
        return FALSE;
    left_out_add_members(&conversion->left_out, file, error ? 0 : share->left_out);
    if (found && g_error_matches(error, READER_ERROR, READER_ERROR_FOREIGN)) {
        left_out_add_file(&conversion->left_out, file);
        return TRUE;
    }
    conversion->any = TRUE;
    if (error) {
        cli_error("%s", error->message);
        conversion->failed = TRUE;
    } else if (!conversion->stats) {
        cli_error(message_n(conversion->records, "%s: %llu record, %llu rejected, %u %% of its %s understood",
                            "%s: %llu records, %llu rejected, %u %% of its %s understood"),
                  file, (unsigned long long)conversion->records, (unsigned long long)conversion->rejects,
                  reader_share_percent(share), _(share->unit));
    }
    if (conversion->stats)
        add_stats(conversion, file, share, error != NULL);
    conversion->records = conversion->rejects = 0;
    return TRUE;
}

static gboolean begin(Conversion *conversion, const SheetFormat *format)
{
    guint count;
    const char *const *columns = canonical_columns(&count);
    g_autoptr(GError) error = NULL;
    if (conversion->stats)
        fputs("format\ttables\trows\trecords\trejects\tunderstood\tfile\n", conversion->out);
    if (!format || conversion->stats)
        return TRUE;
    conversion->sheet = sheet_new(format, conversion->out, "standards", &error);
    return (conversion->sheet && sheet_row(conversion->sheet, columns, count, SHEET_HEAD, &error)) ||
           cannot_write(conversion, error->message);
}

static void end(Conversion *conversion)
{
    g_autoptr(GError) error = NULL;
    if (conversion->stats && conversion->files > 1) {
        g_autofree char *all = g_strdup_printf("%" G_GUINT64_FORMAT " files", conversion->files);
        print_stats(conversion, all, "all", conversion->of_all, "");
    }
    if (conversion->sheet && !sheet_end(conversion->sheet, &error))
        cannot_write(conversion, error->message);
    gboolean written = conversion->out == stdout ? fflush(stdout) == 0 : fclose(conversion->out) == 0;
    if (!written)
        cannot_write(conversion, NULL);
}

/* The files that somebody named, and those in folders. */
typedef struct {
    GPtrArray *files;
    GArray *found;
    const char *named;
    Conversion *conversion;
} Expansion;

static gboolean add_found(const char *path, const char *refused, gboolean is_link, gpointer data)
{
    Expansion *expansion = data;
    gboolean found = strcmp(path, expansion->named) != 0;
    if (is_link) {
        left_out_add_link(&expansion->conversion->left_out, path);
        return TRUE;
    }
    if (found && refused) {
        expansion->conversion->rejected = TRUE;
        command_print_reject(stderr, &(Reject){.at.file = (char *)path, .reason = refused, .text = ""});
        return TRUE;
    }
    g_ptr_array_add(expansion->files, g_strdup(path));
    g_array_append_val(expansion->found, found);
    return TRUE;
}

/* The files that NAMED are, folders replaced by what is in them: NULL-terminated; FOUND: for each whether it was in one.
 * A folder without files is an error. The caller unrefs. */
static GPtrArray *expand(char **named, GArray *found, Conversion *conversion)
{
    GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
    for (; *named; named++) {
        Expansion expansion = {files, found, *named, conversion};
        guint before = files->len;
        folder_walk(*named, add_found, &expansion);
        if (files->len > before)
            continue;
        cli_error("%s: %s", *named, _(FOLDER_EMPTY));
        conversion->failed = TRUE;
    }
    g_ptr_array_add(files, NULL);
    return files;
}

/* Converts all FILES, also those after one that failed; not once nothing can be written. */
static int convert_files(char **files, const char *out, const SheetFormat *format, gboolean stats, guint jobs)
{
    Conversion conversion = {.name = out ? out : _("standard output"), .stats = stats};
    const ReaderSink sink = {.record = write_record, .reject = print_reject, .data = &conversion};
    conversion.out = command_output(out);
    if (!conversion.out)
        return STATUS_FAILURE;
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(gboolean));
    g_autoptr(GPtrArray) all = expand(files, found, &conversion);
    conversion.found = found;
    if (begin(&conversion, format))
        files_read((char *const *)all->pdata, jobs, &sink, end_file);
    end(&conversion);
    g_autofree char *note = left_out_note(&conversion.left_out);
    if (note)
        cli_error("note: left out: %s", note);
    if (!conversion.any && !conversion.failed) {
        cli_error("no reader is for any of the files");
        conversion.failed = TRUE;
    }
    return conversion.failed ? STATUS_FAILURE : conversion.rejected ? STATUS_REJECTED : STATUS_DONE;
}

/* The format that NAME says, else the ending of the file OUT. FALSE if NAME is none, with an error. */
static gboolean find_format(const char *name, const char *out, const SheetFormat **format)
{
    g_autofree char *ending = command_ending(out);
    *format = name ? sheet_format(name) : ending ? sheet_format(ending) : NULL;
    if (!name || *format || strcmp(name, "jsonl") == 0)
        return TRUE;
    cli_error("--format: %s is none of jsonl, csv, xlsx", name);
    return FALSE;
}

int command_convert(int argc, char **argv)
{
    g_autofree char *out = NULL, *format_name = NULL, *jobs_text = NULL;
    g_auto(GStrv) maps = NULL;
    gboolean stats = FALSE;
    gint64 jobs = g_get_num_processors();
    const SheetFormat *format;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_("Write to FILE instead of standard output"), "FILE"},
        {"format", 'f', 0, G_OPTION_ARG_STRING, &format_name, N_("jsonl, csv or xlsx; without it as FILE ends, else jsonl"),
         "FORMAT"},
        {"map", 'm', 0, G_OPTION_ARG_STRING_ARRAY, &maps, COMMAND_MAP_HELP, "COLUMN=NAME"},
        {"jobs", 'j', 0, G_OPTION_ARG_STRING, &jobs_text, N_("Files read at once (as many as processors)"), "N"},
        {"stats", 0, 0, G_OPTION_ARG_NONE, &stats, N_("Instead of records tell of each file what was found in it"), NULL},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(
            entries, "convert", "FILE...",
            "Read bulletins and standards (PDF, OFD, DOCX, text), tables and lists (XLSX, CSV, HTML, Markdown,\n"
            "JSON), with LibreOffice XLS, DOC, RTF and ODF too, with tesseract scans (PDF, PNG, JPEG, TIFF),\n"
            "Relaton's catalogues (YAML, XML) and JSON Lines, plain, .gz or .xz, in folders and ZIP archives too (- is standard input), and write\n"
            "canonical records: JSON Lines, one record a line, or a table, which is read again without loss.",
            &argc, &argv) ||
        !find_format(format_name, out, &format) || !cli_count("--jobs", jobs_text, 1, 1024, &jobs) ||
        !command_map(maps))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("which files? (- is standard input); see `biaosou convert --help`");
        return STATUS_USAGE;
    }
    if (format && format == sheet_format("xlsx") && !stats && command_workbook_to_terminal(out))
        return STATUS_USAGE;
    return convert_files(argv + 1, out, format, stats, (guint)jobs);
}
