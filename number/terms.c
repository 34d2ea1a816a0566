/* Identifier terms. See number_terms() in number.h for the list. */
#include <string.h>

#include "number/grammar.h"

/* Adds the term once, lower case and without spaces; takes ownership. */
static void add(GPtrArray *terms, char *term)
{
    char *to = term;

    for (const char *from = term; *from != '\0'; from++)
        if (*from != ' ')
            *to++ = g_ascii_tolower(*from);
    *to = '\0';
    for (guint i = 0; i < terms->len; i++)
        if (strcmp(g_ptr_array_index(terms, i), term) == 0) {
            g_free(term);
            return;
        }
    g_ptr_array_add(terms, term);
}

/* Number and part alone, with a point before every part whatever the body writes. */
static char *bare(const Number *number)
{
    char *text = number->part != NULL ? g_strconcat(number->base, ".", number->part, NULL)
                                      : g_strdup(number->base);

    return g_strdelimit(text, "-/", '.');
}

static char *full(const Number *number, const char *bare_term)
{
    GString *out = g_string_new(number->prefix);

    if (number->stage != NULL)
        g_string_append(out, number->stage);
    g_string_append(out, bare_term);
    if (number->iteration > 0)
        g_string_append_printf(out, "_%d", number->iteration);
    if (number->year == NUMBER_DRAFT_YEAR)
        g_string_append(out, "-xxxx");
    else if (number->year != NUMBER_NO_YEAR)
        g_string_append_printf(out, "-%d", number->year);
    if (number->month > 0)
        g_string_append_printf(out, "-%02d", number->month);
    if (number->supplement != NULL) {
        g_autofree char *supplement = g_strdelimit(g_strdup(number->supplement), ":", '-');

        g_string_append_printf(out, "/%s", supplement);
    }
    return g_string_free(out, FALSE);
}

/* The bodies in the prefix one by one: iso27001 and iec27001 of ISO/IEC 27001, gb22239 of
 * GB/T 22239, cesa1234 of T/CESA 1234. */
static void add_roots(GPtrArray *terms, const Number *number, const char *bare_term)
{
    g_auto(GStrv) names = g_strsplit_set(number->prefix, "/ ", -1);

    for (guint i = 0; names[i] != NULL; i++)
        if (strlen(names[i]) > 1)
            add(terms, g_strconcat(names[i], bare_term, NULL));
}

/* The full term of a supplement without its date, iso/iec27001-2022/amd1 of .../Amd 1:2024, and both
 * without the year of what it belongs to, iso/iec27001/amd1. */
static void add_undated(GPtrArray *terms, const Number *number, const char *bare_term)
{
    Number undated = *number, yearless = *number;
    g_autofree char *supplement = NULL;

    if (number->supplement == NULL)
        return;
    supplement = g_strndup(number->supplement,
                           strlen(number->supplement) - supplement_date(number->supplement));
    undated.supplement = supplement;
    add(terms, full(&undated, bare_term));
    yearless.year = NUMBER_NO_YEAR;
    yearless.month = 0;
    add(terms, full(&yearless, bare_term));
    yearless.supplement = supplement;
    add(terms, full(&yearless, bare_term));
    if (number->prefix != NULL) {
        g_autofree char *named = g_strdelimit(g_strconcat(bare_term, "/", supplement, NULL), ":", '-');

        add_roots(terms, number, named);
    }
}

char **number_terms(const Number *number)
{
    GPtrArray *terms;
    g_autofree char *bare_term = NULL;

    g_return_val_if_fail(number != NULL, NULL);
    terms = g_ptr_array_new();
    if (number->type == NUMBER_PLAN) {
        if (number->part != NULL)
            add(terms, g_strconcat(number->base, "-", number->part, NULL));
        add(terms, g_strdup(number->base));
        g_ptr_array_add(terms, NULL);
        return (char **)g_ptr_array_free(terms, FALSE);
    }
    bare_term = bare(number);
    add(terms, full(number, bare_term));
    add_undated(terms, number, bare_term);
    if (number->prefix != NULL) {
        add(terms, g_strconcat(number->prefix, bare_term, NULL));
        if (number->part != NULL)
            add(terms, g_strconcat(number->prefix, number->base, NULL));
        add_roots(terms, number, bare_term);
        if (number->part != NULL)
            add_roots(terms, number, number->base);
    }
    if (number->stage != NULL)
        add(terms, g_strconcat(number->stage, bare_term, NULL));
    if (number->year > 0)
        add(terms, g_strdup_printf("%s-%d", bare_term, number->year));
    add(terms, g_strdup(bare_term));
    if (number->part != NULL)
        add(terms, g_strdup(number->base));
    g_ptr_array_add(terms, NULL);
    return (char **)g_ptr_array_free(terms, FALSE);
}
