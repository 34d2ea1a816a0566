/* Answers as CSV (RFC 4180, UTF-8, a header line) and as bare ids. */
#include <string.h>

#include "search/output.h"

static const FieldId columns[] = {FIELD_KIND,     FIELD_STATUS,    FIELD_STAGE,     FIELD_TITLE_ZH,
                                  FIELD_TITLE_EN, FIELD_PUBLISHED, FIELD_COMMITTEE, FIELD_PLAN};

static void print_cell(FILE *file, const char *text)
{
    if (!text)
        return;
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, file);
        return;
    }
    fputc('"', file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fputc('"', file);
}

static void begin(Output *o)
{
    fputs("rank,id", o->file);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++)
        fprintf(o->file, ",%s", fields[columns[i]].name);
    fputs(",relaxed\r\n", o->file);
}

static void print_row(Output *o, const OutputHit *out)
{
    fprintf(o->file, "%u,", out->rank);
    print_cell(o->file, out->hit->id);
    for (guint i = 0; i < G_N_ELEMENTS(columns); i++) {
        fputc(',', o->file);
        print_cell(o->file, record_text(out->record, columns[i]));
    }
    fprintf(o->file, ",%s\r\n", out->hit->relaxed ? "true" : "false");
}

static void print_id(Output *o, const OutputHit *out)
{
    fprintf(o->file, "%s\n", out->hit->id);
}

static void nothing(Output *o)
{
    (void)o;
}

const OutputFormat format_csv = {"csv", TRUE, TRUE, begin, print_row, nothing};
const OutputFormat format_ids = {"ids", FALSE, FALSE, nothing, print_id, nothing};
