#include "search/lookup.h"

#include <string.h>

#include "search/plan.h"

static void clear_match(gpointer data)
{
    g_free(((LookupMatch *)data)->id);
}

guint lookup_status(Searcher *searcher, XcDocid docid, const DocumentView *view)
{
    static const char *const words[] = {"现行", "即将实施"};
    guint32 len;
    const char *value = searcher_facet(searcher, docid, view, FIELD_STATUS, &len);
    if (!value)
        return 2;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (len == strlen(words[i]) && memcmp(value, words[i], len) == 0)
            return i;
    return 3;
}

static gint by_level(gconstpointer first, gconstpointer second)
{
    const LookupMatch *a = first, *b = second;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    if (a->further != b->further)
        return a->further < b->further ? -1 : 1;
    if (a->status != b->status)
        return a->status < b->status ? -1 : 1;
    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    return strcmp(a->id, b->id);
}

static gboolean is_known(const GArray *matches, XcDocid docid)
{
    for (guint i = 0; i < matches->len; i++)
        if (g_array_index(matches, LookupMatch, i).docid == docid)
            return TRUE;
    return FALSE;
}

/* How far the document ID goes beyond a plain number: 0 not at all, 1 a part, 2 a supplement. */
static guint go_further(const char *id)
{
    g_autoptr(Number) number = number_parse(id, -1);
    return !number ? 0 : number->supplement ? 2 : number->part != NULL;
}

GArray *lookup_matches_new(void)
{
    GArray *matches = g_array_new(FALSE, FALSE, sizeof(LookupMatch));
    g_array_set_clear_func(matches, clear_match);
    return matches;
}

gboolean lookup_add(Searcher *searcher, GArray *matches, const GArray *docids, LookupLevel level,
                    GError **error)
{
    DocumentView view;
    for (guint i = 0; i < docids->len && i < LOOKUP_MAX; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        if (is_known(matches, docid))
            continue;
        if (!index_view(searcher->index, docid, &view, error))
            return FALSE;
        LookupMatch match = {.docid = docid,
                             .level = level,
                             .published = view.published,
                             .status = lookup_status(searcher, docid, &view),
                             .id = g_strndup(view.id, view.id_len)};
        match.further = go_further(match.id);
        g_array_append_val(matches, match);
    }
    g_array_sort(matches, by_level);
    return TRUE;
}

void lookup_merge(GArray *matches, const GArray *more)
{
    for (guint i = 0; i < more->len; i++) {
        LookupMatch match = g_array_index(more, LookupMatch, i);
        if (is_known(matches, match.docid))
            continue;
        match.id = g_strdup(match.id);
        g_array_append_val(matches, match);
    }
    g_array_sort(matches, by_level);
}

/* Adds the documents of QUERY (taken over). */
static gboolean add_matches(Searcher *searcher, GArray *matches, XcQuery *query, LookupLevel level,
                            GError **error)
{
    g_autoptr(XcQuery) own = query;
    g_autoptr(GArray) docids = own ? searcher_documents(searcher, own, error) : NULL;
    return docids && lookup_add(searcher, matches, docids, level, error);
}

/* The query for all editions: the number without its year. */
static XcQuery *editions(Searcher *searcher, const QueryNumber *number, GError **error)
{
    gboolean digits = g_ascii_isdigit(number->terms[0][0]);
    for (char **term = number->terms + 1; *term; term++)
        if (strcmp(*term, number->year_term) != 0 && strstr(*term, number->bare) &&
            g_ascii_isdigit(**term) == digits && searcher_termfreq(searcher, TERM_NUMBER, *term))
            return searcher_term(searcher, TERM_NUMBER, *term, error);
    return xc_query_match_nothing(error);
}

GArray *lookup_number(Searcher *searcher, const QueryNumber *number, GError **error)
{
    g_autoptr(GArray) matches = lookup_matches_new();
    if (!add_matches(searcher, matches, plan_number(searcher, number, TERM_NUMBER, error),
                     LOOKUP_EXACT, error) ||
        (number->year_term && !add_matches(searcher, matches, editions(searcher, number, error),
                                           LOOKUP_EDITION, error)) ||
        !add_matches(searcher, matches, searcher_term(searcher, TERM_NUMBER, number->bare, error),
                     LOOKUP_NUMBER, error))
        return NULL;
    return g_steal_pointer(&matches);
}
