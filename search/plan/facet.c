/* Numbers, facets and dates → selections. */
#include <string.h>

#include "search/plan/private.h"

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

/* A supplement without its date, amd1, where documents have it with: amd1-2024. */
static Selection *dated_supplement(Searcher *searcher, const QueryNumber *number,
                                   const char *prefix)
{
    g_autofree char *dated = g_strconcat(number->terms[0], "-", NULL);
    g_autofree char *start = g_strconcat(prefix, dated, NULL);
    GError *failure = NULL;
    g_autoptr(XcTermIterator) it = index_terms(searcher->index, start, strlen(start), &failure);
    index_note(searcher->index, failure);
    return it && xc_term_iterator_valid(it) ? selection_prefix(prefix, dated) : selection_none();
}

Selection *plan_number(Searcher *searcher, const QueryNumber *number, const char *prefix)
{
    if (searcher_termfreq(searcher, prefix, number->terms[0]) > 0)
        return selection_term(prefix, number->terms[0]);
    if (*prefix && query_number_is_supplement(number))
        return dated_supplement(searcher, number, prefix);
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

Selection *plan_facet(Searcher *searcher, FieldId field, const char *value, Query *query,
                      GError **error)
{
    if (field == FIELD_ID) {
        g_autofree char *id = number_canonical_id(value);
        g_autofree char *term = term_id(id);
        return selection_term("", term);
    }
    return plan_value(searcher, field, value, query, error);
}

static Selection *year_query(guint32 year)
{
    char text[16];
    g_snprintf(text, sizeof text, "%04u", year);
    g_autofree char *term = term_facet("year", text);
    return selection_term("", term);
}

Selection *plan_dates(FieldId field, guint32 from, guint32 to)
{
    if (field != FIELD_PUBLISHED)
        return selection_dates(field, from, to);
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
    return selection_dates(field, from, to);
}
