/* BibTeX, as the styles of gbt7714 and biblatex read it: standards are @standard, and words keep their capitals. */
#include <string.h>

#include "search/output/output.h"
#include "search/output/reference.h"
#include "unicode/clean.h"

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

static void append_escaped(GString *out, const char *text, gsize len)
{
    for (gsize i = 0; i < len; i++) {
        const char *escape = escaped(text[i]);
        if (escape)
            g_string_append(out, escape);
        else
            g_string_append_c(out, text[i]);
    }
}

static gboolean has_capital(const char *word, gsize len)
{
    for (const char *at = word; at < word + len; at = g_utf8_next_char(at))
        if (g_unichar_isupper(g_utf8_get_char(at)))
            return TRUE;
    return FALSE;
}

static void print_member(GString *out, const char *name, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = clean_text(given);
    g_string_append_printf(out, ",\n  %s = {", name);
    append_escaped(out, text, strlen(text));
    g_string_append_c(out, '}');
}

/* Styles write titles small: braces keep what has a capital. */
static void print_title(GString *out, const char *given)
{
    g_autofree char *text = clean_text(given);
    g_string_append(out, ",\n  title = {");
    for (const char *at = text; *at;) {
        gsize word = strcspn(at, " "), blanks = strspn(at + word, " ");
        gboolean keep = has_capital(at, word);
        if (keep)
            g_string_append_c(out, '{');
        append_escaped(out, at, word);
        if (keep)
            g_string_append_c(out, '}');
        g_string_append_len(out, at + word, (gssize)blanks);
        at += word + blanks;
    }
    g_string_append_c(out, '}');
}

/* The name of a body is not that of a person, of which there may be several. */
static void print_author(GString *out, const char *given)
{
    if (!given)
        return;
    g_autofree char *text = clean_text(given);
    g_string_append(out, ",\n  author = {{");
    append_escaped(out, text, strlen(text));
    g_string_append(out, "}}");
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

/* What babel and biblatex call a language; NULL: another. */
static const char *langid(const char *language)
{
    static const char *const names[][2] = {{"zh", "chinese"}, {"en", "english"},  {"fr", "french"}, {"de", "german"},
                                           {"ja", "japanese"}, {"ru", "russian"}, {"ko", "korean"}, {"es", "spanish"}};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        if (g_strcmp0(language, names[i][0]) == 0)
            return names[i][1];
    return NULL;
}

static void print(Output *o, const AnswerHit *out)
{
    g_auto(Reference) reference;
    reference_init(&reference, out->record, out->hit->id);
    g_string_append(o->out, reference.is_news ? "@misc{" : "@standard{");
    reference_append_key(o->out, out->hit->id);
    print_author(o->out, reference.author);
    print_title(o->out, reference_name(&reference, out->hit->id));
    print_member(o->out, "number", reference.number);
    print_member(o->out, "address", reference.place);
    print_member(o->out, "publisher", reference.publisher);
    if (reference_year(&reference) > 0) {
        g_string_append_printf(o->out, ",\n  year = {%d}", reference_year(&reference));
        g_string_append(o->out, ",\n  date = {");
        reference_append_date(o->out, reference.date, '-');
        g_string_append_c(o->out, '}');
    }
    print_url(o->out, reference.url);
    print_member(o->out, "urldate", reference.url ? o->options.accessed : NULL);
    print_member(o->out, "langid", langid(reference.language));
    g_string_append(o->out, "\n}\n\n");
}

const OutputFormat format_bibtex = {.name = "bibtex", .ending = "bib", .needs_record = TRUE, .cites = TRUE, .hit = print};
