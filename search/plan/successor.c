#include "search/plan/successor.h"

#include "indexer/read/terms.h"
#include "search/plan/lookup.h"

GArray *successors_named(Searcher *searcher, const char *id, GError **error)
{
    g_autofree char *term = term_relation("replaces", id);
    if (searcher_termfreq(searcher, "", term) == 0)
        return g_array_new(FALSE, FALSE, sizeof(XcDocid));
    g_autoptr(Selection) selection = selection_term("", term);
    return searcher_documents(searcher, selection, LOOKUP_MAX, error);
}

/* Whether several documents have NUMBER, whatever their years: told by one term, sooner than by look-up. */
static gboolean has_editions(Searcher *searcher, const Number *number)
{
    g_auto(GStrv) terms = number_terms(number);
    return searcher_termfreq(searcher, TERM_NUMBER, terms[0]) > 1;
}

gboolean successor_edition(Searcher *searcher, const char *id, XcDocid *found, GError **error)
{
    g_autoptr(Number) number = number_parse(id, -1);
    if (!number || number->type != NUMBER_STANDARD)
        return TRUE;
    number->year = NUMBER_NO_YEAR;
    number->month = 0;
    if (!number->supplement && !number->stage && !has_editions(searcher, number))
        return TRUE;
    Edition past;
    edition_init(&past, id, EDITION_PAST);
    g_autoptr(QueryNumber) any = query_number_new(number);
    g_autoptr(GArray) matches = lookup_exact(searcher, any, error);
    for (guint i = 0; matches && i < matches->len && !*found; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (match->edition.status == EDITION_IN_FORCE &&
            match->edition.further == past.further && match->edition.year > past.year &&
            g_strcmp0(match->edition.number, past.number) == 0)
            *found = match->docid;
    }
    edition_clear(&past);
    return matches != NULL;
}
