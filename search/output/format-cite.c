/* Citations to paste: GB/T 7714-2015 and BibTeX. What a record does not say (place, publisher) is
 * left out, not guessed; the year is that of the publication, else of the number. */
#include <stdlib.h>
#include <string.h>

#include "number/number.h"
#include "search/output/output.h"
#include "unicode/clean.h"

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
static void print_gbt7714(Output *o, const AnswerHit *out)
{
    const char *committee = record_text(out->record, FIELD_COMMITTEE);
    const char *title = record_title(out->record);
    int year = year_of(out->record);
    g_string_append_printf(o->out, "[%u] ", out->rank);
    if (committee)
        clean_append_printf(o->out, "%s. ", committee);
    gboolean news = is_news(out->record);
    if (title && !news && !record_is_provisional(out->hit->id))
        clean_append_printf(o->out, "%s: %s", title, out->hit->id);
    else
        clean_append(o->out, title ? title : out->hit->id);
    g_string_append_printf(o->out, "[%s].", news ? "Z" : "S");
    if (year > 0)
        g_string_append_printf(o->out, " %d.", year);
    g_string_append_c(o->out, '\n');
}

/* The letters, digits, - and . of ID. Where these alone do not read as ID again (Q/AB 1-2020 and
 * Q/A B1-2020 have the same), a digest of ID tells it apart. */
static void print_key(GString *out, const char *id)
{
    g_autoptr(GString) key = g_string_new(NULL);
    for (const char *at = id; *at; at++)
        if (g_ascii_isalnum(*at) || *at == '-' || *at == '.')
            g_string_append_c(key, *at);
    g_autofree char *read = number_canonical_id(key->str);
    g_string_append(out, key->str);
    if (strcmp(read, id) == 0)
        return;
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, id, -1);
    g_string_append_printf(out, "%s%.10s", key->len ? "-" : "id", digest);
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

static void print_member(GString *out, const char *name, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = clean_text(given);
    g_string_append_printf(out, ",\n  %s = {", name);
    for (const char *at = text; *at; at++) {
        const char *escape = escaped(*at);
        if (escape)
            g_string_append(out, escape);
        else
            g_string_append_c(out, *at);
    }
    g_string_append_c(out, '}');
}

/* An address as it stands; what would end the member, and what no address holds, as its bytes. */
static void print_url(GString *out, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = clean_text(given);
    g_string_append(out, ",\n  url = {");
    for (const char *at = text; *at; at++)
        if (strchr(" {}\\", *at))
            g_string_append_printf(out, "%%%02X", (guint)*at);
        else
            g_string_append_c(out, *at);
    g_string_append_c(out, '}');
}

static void print_bibtex(Output *o, const AnswerHit *out)
{
    int year = year_of(out->record);
    gboolean news = is_news(out->record);
    g_string_append(o->out, news ? "@misc{" : "@techreport{");
    print_key(o->out, out->hit->id);
    print_member(o->out, "title", record_title(out->record));
    if (!news)
        print_member(o->out, "number", out->hit->id);
    print_member(o->out, "institution", record_text(out->record, FIELD_COMMITTEE));
    if (!news)
        print_member(o->out, "type", "Standard");
    if (year > 0)
        g_string_append_printf(o->out, ",\n  year = {%d}", year);
    print_url(o->out, record_text(out->record, FIELD_URL));
    g_string_append(o->out, "\n}\n\n");
}

const OutputFormat format_gbt7714 = {"gbt7714", TRUE, FALSE, NULL, NULL, print_gbt7714, NULL};
const OutputFormat format_bibtex = {"bibtex", TRUE, FALSE, NULL, NULL, print_bibtex, NULL};
