/* The command convert. */
#include "corpus/convert.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "corpus/reader.h"
#include "corpus/reject.h"

enum { DONE = 0, USAGE = 2, REJECTED = 3, FAILED = 5 };

typedef struct {
    FILE *out;
    const char *name;
    gboolean rejected, failed;
} Output;

static gboolean write_record(Record *record, gpointer data)
{
    Output *output = data;
    g_autofree char *line = record_to_json_line(record);
    record_free(record);
    if (line && fputs(line, output->out) >= 0 && putc('\n', output->out) != EOF)
        return TRUE;
    fprintf(stderr, "biaosou convert: %s: cannot write: %s\n", output->name, g_strerror(errno));
    output->failed = TRUE;
    return FALSE;
}

static gboolean print_reject(const Reject *reject, gpointer data)
{
    ((Output *)data)->rejected = TRUE;
    reject_print(stderr, reject);
    return TRUE;
}

static void convert_file(const char *file, Output *output)
{
    ReaderSink sink = {write_record, print_reject, output};
    g_autoptr(GError) error = NULL;
    if (reader_read(file, &sink, &error) || output->failed)
        return;
    fprintf(stderr, "biaosou convert: %s\n", error->message);
    output->failed = TRUE;
}

/* Converts all FILES, also those after one that failed; not once nothing can be written. */
static int convert_files(char **files, const char *out)
{
    Output output = {stdout, out ? out : "standard output", FALSE, FALSE};
    if (out && strcmp(out, "-") != 0 && !(output.out = fopen(out, "we"))) {
        fprintf(stderr, "biaosou convert: %s: cannot write: %s\n", out, g_strerror(errno));
        return FAILED;
    }
    for (char **file = files; *file && !ferror(output.out); file++)
        convert_file(*file, &output);
    gboolean written = output.out == stdout ? fflush(stdout) == 0 : fclose(output.out) == 0;
    if (!written && !output.failed)
        fprintf(stderr, "biaosou convert: %s: cannot write: %s\n", output.name, g_strerror(errno));
    return !written || output.failed ? FAILED : output.rejected ? REJECTED : DONE;
}

int command_convert(int argc, char **argv)
{
    g_autofree char *out = NULL;
    g_auto(GStrv) files = NULL;
    const GOptionEntry entries[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &out, "Write to FILE instead of standard output",
         "FILE"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "FILE..."},
        {NULL, 0, 0, 0, NULL, NULL, NULL}};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_option_context_set_summary(
        context, "Read bulletins (text) and JSON Lines, plain, .gz or .xz (\"-\": standard input), "
                 "and write canonical JSON Lines, one record a line.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error) || !files) {
        fprintf(stderr, "biaosou convert: %s\nTry: biaosou convert --help\n",
                error ? error->message : "which files?");
        return USAGE;
    }
    return convert_files(files, out);
}
