/* Citations to paste: GB/T 7714-2015 and BibTeX. What a record does not say (place, publisher) is
 * left out, not guessed; the year is that of the publication, else of the number. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
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

/* GB/T 7714-2015, 8.1: responsible body. title: number[S]. year. News is no standard: [Z]. A citation
 * of what is online ([S/OL]) needs the day on which it was read, which is not known here. */
static void print_gbt7714(Output *o, const OutputHit *out)
{
    const char *committee = record_text(out->record, FIELD_COMMITTEE);
    const char *title = output_title(out->record);
    int year = year_of(out->record);
    fprintf(o->file, "[%u] ", out->rank);
    if (committee)
        cli_print(o->file, "%s. ", committee);
    gboolean news = is_news(out->record);
    if (title && !news && !record_is_provisional(out->hit->id))
        cli_print(o->file, "%s: %s", title, out->hit->id);
    else
        cli_text(o->file, title ? title : out->hit->id);
    fprintf(o->file, "[%s].", news ? "Z" : "S");
    if (year > 0)
        fprintf(o->file, " %d.", year);
    fputc('\n', o->file);
}

/* The letters, digits, - and . of ID. Where these alone do not read as ID again (Q/AB 1-2020 and
 * Q/A B1-2020 have the same), a digest of ID tells it apart. */
static void print_key(FILE *file, const char *id)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *at = id; *at; at++)
        if (g_ascii_isalnum(*at) || *at == '-' || *at == '.')
            g_string_append_c(key, *at);
    g_autofree char *read = number_canonical_id(key->str);
    fputs(key->str, file);
    if (strcmp(read, id) == 0)
        return;
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
    fprintf(file, "%s%.10s", key->len ? "-" : "id", digest);
}

/* What TeX reads as itself. */
static const char *escaped(char c)
{
    static const char *const escapes[][2] = {
        {"&", "\\&"}, {"%", "\\%"}, {"$", "\\$"}, {"#", "\\#"}, {"_", "\\_"},
        {"{", "{\\textbraceleft}"}, {"}", "{\\textbraceright}"},
        {"~", "{\\textasciitilde}"}, {"^", "{\\textasciicircum}"},
        {"\\", "{\\textbackslash}"}};
    for (guint i = 0; i < G_N_ELEMENTS(escapes); i++)
        if (escapes[i][0][0] == c)
            return escapes[i][1];
    return NULL;
}

static void print_member(FILE *file, const char *name, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = cli_clean(given);
    fprintf(file, ",\n  %s = {", name);
    for (const char *at = text; *at; at++) {
        const char *escape = escaped(*at);
        if (escape)
            fputs(escape, file);
        else
            fputc(*at, file);
    }
    fputc('}', file);
}

/* An address as it stands; what would end the member, and what no address holds, as its bytes. */
static void print_url(FILE *file, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = cli_clean(given);
    fputs(",\n  url = {", file);
    for (const char *at = text; *at; at++)
        if (strchr(" {}\\", *at))
            fprintf(file, "%%%02X", (guint)*at);
        else
            fputc(*at, file);
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
    print_url(o->file, record_text(out->record, FIELD_URL));
    fputs("\n}\n\n", o->file);
}

const OutputFormat format_gbt7714 = {"gbt7714", TRUE, FALSE, nothing, print_gbt7714, nothing};
const OutputFormat format_bibtex = {"bibtex", TRUE, FALSE, nothing, print_bibtex, nothing};
