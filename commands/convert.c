/* The command convert. */
#include "commands/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"
#include "corpus/reader.h"

typedef struct {
    FILE *out;
    const char *name;
    guint64 records, rejects; /* of the current file */
    gboolean rejected, failed;
} Conversion;

static gboolean write_record(Record *record, gpointer data)
{
    Conversion *conversion = data;
    g_autofree char *line = record_to_json_line(record);
    record_free(record);
    conversion->records++;
    if (line)
        cli_json(conversion->out, line, strlen(line));
    if (line && putc('\n', conversion->out) != EOF && !ferror(conversion->out))
        return TRUE;
    cli_error("%s: cannot write: %s", conversion->name, g_strerror(errno));
    conversion->failed = TRUE;
    return FALSE;
}

static gboolean print_reject(const Reject *reject, gpointer data)
{
    Conversion *conversion = data;
    conversion->rejected = TRUE;
    conversion->rejects++;
    command_print_reject(stderr, reject);
    return TRUE;
}

static void convert_file(const char *file, Conversion *conversion)
{
    ReaderSink sink = {write_record, print_reject, conversion};
    g_autoptr(GError) error = NULL;
    ReaderShare share;
    conversion->records = conversion->rejects = 0;
    gboolean ok = reader_read_share(file, &sink, &share, &error);
    if (!ok && !conversion->failed) {
        cli_error("%s", error->message);
        conversion->failed = TRUE;
    } else if (ok) {
        cli_error("%s: %" G_GUINT64_FORMAT " record%s, %" G_GUINT64_FORMAT
                  " rejected, %u %% of its %s understood",
                  file, conversion->records, conversion->records == 1 ? "" : "s", conversion->rejects,
                  reader_share_percent(&share), share.unit);
    }
}

/* Converts all FILES, also those after one that failed; not once nothing can be written. */
static int convert_files(char **files, const char *out)
{
    Conversion conversion = {.out = stdout, .name = out ? out : "standard output"};
    if (out && strcmp(out, "-") != 0 && !(conversion.out = fopen(out, "we"))) {
        cli_error("%s: cannot write: %s", out, g_strerror(errno));
        return STATUS_FAILURE;
    }
    for (char **file = files; *file && !ferror(conversion.out); file++)
        convert_file(*file, &conversion);
    gboolean written = conversion.out == stdout ? fflush(stdout) == 0 : fclose(conversion.out) == 0;
    if (!written && !conversion.failed)
        cli_error("%s: cannot write: %s", conversion.name, g_strerror(errno));
    return !written || conversion.failed ? STATUS_FAILURE
           : conversion.rejected         ? STATUS_REJECTED
                                     : STATUS_DONE;
}

int command_convert(int argc, char **argv)
{
    g_autofree char *out = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &out, "Write to FILE instead of standard output",
         "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    if (!cli_parse(
            entries, "convert", "FILE...",
            "Read bulletins and standards (PDF, DOCX, text), tables and lists (XLSX, CSV, HTML, Markdown,\n"
            "JSON) and JSON Lines, plain, .gz or .xz (- is standard input), and write canonical JSON\n"
            "Lines, one record a line.",
            &argc, &argv))
        return STATUS_USAGE;
    if (argc < 2) {
        cli_error("which files? (- is standard input); see `biaosou convert --help`");
        return STATUS_USAGE;
    }
    return convert_files(argv + 1, out);
}
