/* Numbers, facets and dates → selections. */
#include <string.h>

#include "search/phrase.h"
#include "search/plan.h"
#include "tokenizer/normalizer.h"

/* A facet whose value is only part of what was stored is looked for among so many values. */
#define MAX_VALUES 20000

/* The values are named in a note if they are so few. */
#define MOST_NAMED 16

/* A range of so many years or fewer is their terms, else the value slot. */
#define MAX_YEARS 60

static gboolean starts_with_digit(const char *term)
{
    return g_ascii_isdigit(*term);
}

/* Whether TERM keeps what NUMBER says: its body or stage if it names one, and its part. */
static gboolean keeps_number(const QueryNumber *number, const char *term)
{
    if (starts_with_digit(term) && !starts_with_digit(number->terms[0]))
        return FALSE;
    return !number->has_part || strstr(term, number->bare) != NULL;
}

Selection *plan_number(Searcher *searcher, const QueryNumber *number, const char *prefix)
{
    if (searcher_termfreq(searcher, prefix, number->terms[0]) > 0)
        return selection_term(prefix, number->terms[0]);
    for (char **term = number->terms + 1; *term; term++) {
        if (!keeps_number(number, *term) || searcher_termfreq(searcher, prefix, *term) == 0)
            continue;
        if (!number->year_term)
            return selection_term(prefix, *term);
        g_autoptr(GPtrArray) parts = selection_parts();
        g_ptr_array_add(parts, selection_term(prefix, *term));
        g_ptr_array_add(parts, selection_term(prefix, number->year_term));
        return selection_join(SELECTION_AND, parts);
    }
    return selection_none();
}

/* The values of the facet NAME, normalized: strings. */
static GPtrArray *facet_values(Searcher *searcher, const char *name, GError **error)
{
    g_autofree char *prefix = g_strconcat(TERM_FACET, name, ":", NULL);
    g_autoptr(XcTermIterator) it =
        xc_database_terms(index_database(searcher->index), xc_bytes(prefix), error);
    g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
    gsize skip = strlen(prefix);
    GError *inner = NULL;
    while (it && values->len < MAX_VALUES && xc_term_iterator_valid(it)) {
        XcBytes term = xc_term_iterator_term(it);
        g_ptr_array_add(values, g_strndup(term.data + skip, term.len - skip));
        if (!xc_term_iterator_next(it, &inner))
            break;
    }
    if (inner)
        g_propagate_error(error, inner);
    return it && !inner ? g_steal_pointer(&values) : NULL;
}

/* SC27 as SC 27, which is how committees write it. */
static char *space_before_digits(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *at = text; *at; at++) {
        if (at > text && g_ascii_isdigit(*at) && g_ascii_isalpha(at[-1]))
            g_string_append_c(out, ' ');
        g_string_append_c(out, *at);
    }
    return g_string_free(out, FALSE);
}

/* The documents whose value holds SOUGHT; *N the number of values. */
static Selection *values_that_hold(const char *name, const GPtrArray *values, const char *sought,
                                   guint *n)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    for (guint i = 0; i < values->len; i++) {
        const char *value = values->pdata[i];
        if (phrase_find(value, strlen(value), sought, strlen(sought), 0) < 0)
            continue;
        g_autofree char *term = term_facet(name, value);
        g_ptr_array_add(parts, selection_term("", term));
    }
    *n = parts->len;
    return selection_join(SELECTION_OR, parts);
}

static void note_no_value(const char *name, const char *value, const GPtrArray *values,
                          Query *query)
{
    GString *note = g_string_new(NULL);
    g_string_append_printf(note, "no document has the %s '%s'", name, value);
    for (guint i = 0; values->len <= MOST_NAMED && i < values->len; i++)
        g_string_append_printf(note, "%s%s",
                               i ? ", " : "; there are: ", (const char *)values->pdata[i]);
    query_note(query, "%s", note->str);
    g_string_free(note, TRUE);
}

/* No value is VALUE: those of which it is a part, unless the values are a few fixed words. */
static Selection *facet_by_part(Searcher *searcher, FieldId field, const char *value, Query *query,
                                GError **error)
{
    const char *name = fields[field].name;
    g_autoptr(GPtrArray) values = facet_values(searcher, name, error);
    g_autofree char *sought = normalize_string(value, -1);
    g_autofree char *spaced = space_before_digits(sought);
    guint n = 0;
    Selection *holders = NULL;
    if (!values)
        return NULL;
    if (field != FIELD_KIND)
        holders = values_that_hold(name, values, sought, &n);
    if (holders && n == 0 && strcmp(spaced, sought) != 0) {
        selection_unref(holders);
        holders = values_that_hold(name, values, spaced, &n);
    }
    if (n == 0)
        note_no_value(name, value, values, query);
    return field == FIELD_KIND ? selection_none() : holders;
}

/* TERM, and of a committee the terms of its subcommittees, ISO/TC 176/SC 2. */
static Selection *whole_value(FieldId field, const char *term)
{
    if (field != FIELD_COMMITTEE)
        return selection_term("", term);
    g_autofree char *under = g_strconcat(term, "/", NULL);
    g_autoptr(GPtrArray) parts = selection_parts();
    g_ptr_array_add(parts, selection_term("", term));
    g_ptr_array_add(parts, selection_prefix("", under));
    return selection_join(SELECTION_OR, parts);
}

Selection *plan_facet(Searcher *searcher, FieldId field, const char *value, Query *query,
                      GError **error)
{
    if (field == FIELD_ID) {
        g_autofree char *id = number_canonical_id(value);
        g_autofree char *term = term_id(id);
        return selection_term("", term);
    }
    g_autofree char *term = term_facet(fields[field].name, value);
    if (field == FIELD_ICS || field == FIELD_CCS)
        return selection_prefix("", term);
    if (searcher_termfreq(searcher, "", term) > 0)
        return whole_value(field, term);
    return facet_by_part(searcher, field, value, query, error);
}

static Selection *year_query(guint32 year)
{
    char text[16];
    g_snprintf(text, sizeof text, "%04u", year);
    g_autofree char *term = term_facet("year", text);
    return selection_term("", term);
}

Selection *plan_dates(guint32 from, guint32 to)
{
    guint32 first = from / 10000, last = to / 10000;
    gboolean whole_years = from % 10000 == 0 && to % 10000 == 9999 && from > 0;
    if (whole_years && last - first < MAX_YEARS) {
        g_autoptr(GPtrArray) parts = selection_parts();
        for (guint32 year = first; year <= last; year++)
            g_ptr_array_add(parts, year_query(year));
        return selection_join(SELECTION_OR, parts);
    }
    if (from / 100 == to / 100 && from % 100 == 0 && to % 100 == 99) {
        g_autofree char *month = g_strdup_printf(TERM_MONTH "%06u", from / 100);
        return selection_term("", month);
    }
    return selection_dates(from, to);
}
