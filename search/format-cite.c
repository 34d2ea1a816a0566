/* Citations to paste: GB/T 7714-2015 and BibTeX. What a record does not say (place, publisher) is
 * left out, not guessed; the year is that of the publication, else of the number. */
#include <stdlib.h>
#include <string.h>

#include "number/number.h"
#include "search/output.h"

static void nothing(Output *o)
{
    (void)o;
}

static int year_of(const Record *record)
{
    const char *published = record_text(record, FIELD_PUBLISHED);
    g_autoptr(Number) number = published ? NULL : number_parse(record_text(record, FIELD_ID), -1);
    return published ? atoi(published) : number ? MAX(number->year, 0) : 0;
}

static gboolean is_news(const Record *record)
{
    return g_strcmp0(record_text(record, FIELD_KIND), "news") == 0;
}

/* GB/T 7714-2015, 8.1: responsible body. title: number[S]. year. News is no standard: [Z]. */
static void print_gbt7714(Output *o, const OutputHit *out)
{
    const char *committee = record_text(out->record, FIELD_COMMITTEE);
    const char *title = output_title(out->record);
    const char *url = record_text(out->record, FIELD_URL);
    int year = year_of(out->record);
    fprintf(o->file, "[%u] ", out->rank);
    if (committee)
        fprintf(o->file, "%s. ", committee);
    gboolean news = is_news(out->record);
    if (title && !news && !record_is_provisional(out->hit->id))
        fprintf(o->file, "%s: %s", title, out->hit->id);
    else
        fputs(title ? title : out->hit->id, o->file);
    fprintf(o->file, "[%s%s].", news ? "Z" : "S", url ? "/OL" : "");
    if (year > 0)
        fprintf(o->file, " %d.", year);
    if (url)
        fprintf(o->file, " %s.", url);
    fputc('\n', o->file);
}

/* An id with other characters than a key may have is told apart by its hash. */
static void print_key(FILE *file, const char *id)
{
    gboolean all = TRUE;
    for (const char *at = id; *at; at++) {
        if (g_ascii_isalnum(*at) || *at == '-' || *at == '.')
            fputc(*at, file);
        all &= (guint8)*at < 0x80;
    }
    if (!all)
        fprintf(file, "id%08x", g_str_hash(id));
}

static void print_member(FILE *file, const char *name, const char *text)
{
    if (!text)
        return;
    fprintf(file, ",\n  %s = {", name);
    for (; *text; text++) {
        if (strchr("&%$#_", *text))
            fputc('\\', file);
        if (*text == '\\' || *text == '{' || *text == '}')
            fputc(' ', file);
        else if (*text == '~' || *text == '^')
            fprintf(file, "\\%c{}", *text);
        else
            fputc(*text, file);
    }
    fputc('}', file);
}

static void print_bibtex(Output *o, const OutputHit *out)
{
    int year = year_of(out->record);
    gboolean news = is_news(out->record);
    fputs(news ? "@misc{" : "@techreport{", o->file);
    print_key(o->file, out->hit->id);
    print_member(o->file, "title", output_title(out->record));
    if (!news)
        print_member(o->file, "number", out->hit->id);
    print_member(o->file, "institution", record_text(out->record, FIELD_COMMITTEE));
    if (!news)
        print_member(o->file, "type", "Standard");
    if (year > 0)
        fprintf(o->file, ",\n  year = {%d}", year);
    print_member(o->file, "url", record_text(out->record, FIELD_URL));
    fputs("\n}\n\n", o->file);
}

const OutputFormat format_gbt7714 = {"gbt7714", TRUE, nothing, print_gbt7714, nothing};
const OutputFormat format_bibtex = {"bibtex", TRUE, nothing, print_bibtex, nothing};
