#include "search/plan/lookup.h"

#include <string.h>

#include "corpus/record/value.h"
#include "search/plan/plan.h"

static void clear_match(gpointer data)
{
    LookupMatch *match = data;
    edition_clear(&match->edition);
    g_free(match->key);
    g_free(match->id);
}

/* Damage shows where the set is asked for with an error to report it. */
static gboolean has_come_into_force(Searcher *searcher, XcDocid docid)
{
    GError *failure = NULL;
    const DocSet *came = searcher_came_into_force(searcher, &failure);
    index_note(searcher->index, failure);
    return came && docset_has_docid(came, &searcher->space, docid);
}

guint lookup_status(Searcher *searcher, XcDocid docid, const DocumentView *view)
{
    static const char *const words[] = {STATUS_IN_FORCE, STATUS_SOON};
    guint32 len;
    const char *value = searcher_facet(searcher, docid, view, FIELD_STATUS, &len);
    if (!value)
        return EDITION_UNKNOWN;
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (len == strlen(words[i]) && memcmp(value, words[i], len) == 0)
            return i == EDITION_SOON && has_come_into_force(searcher, docid) ? EDITION_IN_FORCE : i;
    return EDITION_PAST;
}

static gint by_edition(const LookupMatch *a, const LookupMatch *b)
{
    const Edition *first = &a->edition, *second = &b->edition;
    if (first->old != second->old)
        return first->old ? 1 : -1;
    if (first->further != second->further)
        return first->further < second->further ? -1 : 1;
    if (first->status != second->status)
        return first->status < second->status ? -1 : 1;
    int order = strcmp(a->key, b->key);
    if (order != 0)
        return order;
    if (first->year != second->year)
        return first->year > second->year ? -1 : 1;
    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    return strcmp(a->id, b->id);
}

/* The places are all 0 while the documents of one number are collected. */
static gint by_level(gconstpointer first, gconstpointer second)
{
    const LookupMatch *a = first, *b = second;
    if (a->level != b->level)
        return a->level < b->level ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return by_edition(a, b);
}

static LookupMatch *find_match(const GArray *matches, XcDocid docid)
{
    for (guint i = 0; i < matches->len; i++)
        if (g_array_index(matches, LookupMatch, i).docid == docid)
            return &g_array_index(matches, LookupMatch, i);
    return NULL;
}

static void sort_editions(GArray *matches)
{
    g_autoptr(GPtrArray) editions = g_ptr_array_new();
    for (guint i = 0; i < matches->len; i++)
        g_ptr_array_add(editions, &g_array_index(matches, LookupMatch, i).edition);
    editions_mark_old(editions);
    g_array_sort(matches, by_level);
}

/* Gives each of MATCHES its place among those of its level. */
static void set_places(GArray *matches, gboolean dated)
{
    for (guint i = 0; i < matches->len; i++) {
        LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        match->asked = dated && match->level == LOOKUP_EXACT;
        if (i > 0 && match->level == match[-1].level)
            match->place = match[-1].place + 1;
    }
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
        if (find_match(matches, docid))
            continue;
        if (!index_view(searcher->index, docid, &view, error))
            return FALSE;
        LookupMatch match = {.docid = docid,
                             .level = level,
                             .published = view.published,
                             .id = g_strndup(view.id, view.id_len)};
        edition_init(&match.edition, match.id, lookup_status(searcher, docid, &view));
        match.key = number_sort_key(match.edition.number ? match.edition.number : match.id);
        g_array_append_val(matches, match);
    }
    sort_editions(matches);
    return TRUE;
}

void lookup_merge(GArray *matches, const GArray *more)
{
    for (guint i = 0; i < more->len; i++) {
        LookupMatch match = g_array_index(more, LookupMatch, i);
        LookupMatch *known = find_match(matches, match.docid);
        if (known && match.level < known->level) {
            known->level = match.level;
            known->place = match.place;
            known->asked = match.asked;
        }
        if (known)
            continue;
        match.id = g_strdup(match.id);
        match.key = g_strdup(match.key);
        match.edition.number = g_strdup(match.edition.number);
        g_array_append_val(matches, match);
    }
    g_array_sort(matches, by_level);
}

/* Adds the documents of SELECTION (taken over). */
static gboolean add_matches(Searcher *searcher, GArray *matches, Selection *selection,
                            LookupLevel level, GError **error)
{
    g_autoptr(Selection) own = selection;
    g_autoptr(GArray) docids = searcher_documents(searcher, own, LOOKUP_MAX, error);
    return docids && lookup_add(searcher, matches, docids, level, error);
}

/* All editions: the number without its year. */
static Selection *editions(Searcher *searcher, const QueryNumber *number)
{
    gboolean digits = g_ascii_isdigit(number->terms[0][0]);
    for (char **term = number->terms + 1; *term; term++)
        if (strcmp(*term, number->year_term) != 0 && strstr(*term, number->bare) &&
            g_ascii_isdigit(**term) == digits && searcher_termfreq(searcher, TERM_NUMBER, *term))
            return selection_term(TERM_NUMBER, *term);
    return selection_none();
}

/* The term of the whole number, for a part that there is not. */
static const char *without_part(const QueryNumber *number)
{
    char **term = number->terms;
    while (term[1] && strstr(*term, number->bare))
        term++;
    return *term;
}

Number *lookup_digits(const char *text)
{
    gsize digits = strspn(text, "0123456789");
    const char *rest = text + digits;
    gboolean part = *rest == '.' && rest[1] && rest[strspn(rest, ".0123456789")] == '\0' &&
                    !strstr(rest, "..") && !g_str_has_suffix(rest, ".");
    if (digits == 0 || digits > 7 || (*rest && !part))
        return NULL;
    Number *number = g_new0(Number, 1);
    number->type = NUMBER_STANDARD;
    number->base = g_strndup(text, digits);
    number->part = part ? g_strdup(rest + 1) : NULL;
    number->part_mark = '.';
    number->year_mark = '-';
    return number;
}

gboolean lookup_knows(Searcher *searcher, const QueryNumber *number)
{
    gboolean digits = g_ascii_isdigit(number->terms[0][0]);
    for (char **term = number->terms; *term; term++)
        if (strstr(*term, number->bare) && g_ascii_isdigit(**term) == digits &&
            searcher_termfreq(searcher, TERM_NUMBER, *term) > 0)
            return TRUE;
    return FALSE;
}

GArray *lookup_exact(Searcher *searcher, const QueryNumber *number, GError **error)
{
    g_autoptr(GArray) matches = lookup_matches_new();
    if (!add_matches(searcher, matches, plan_number(searcher, number, TERM_NUMBER), LOOKUP_EXACT, error))
        return NULL;
    set_places(matches, number->year_term != NULL);
    return g_steal_pointer(&matches);
}

GArray *lookup_number(Searcher *searcher, const QueryNumber *number, GError **error)
{
    g_autoptr(GArray) matches = lookup_matches_new();
    if (!add_matches(searcher, matches, plan_number(searcher, number, TERM_NUMBER), LOOKUP_EXACT,
                     error) ||
        (number->year_term &&
         !add_matches(searcher, matches, editions(searcher, number), LOOKUP_EDITION, error)) ||
        (matches->len == 0 && number->has_part && g_ascii_isalpha(number->terms[0][0]) &&
         !add_matches(searcher, matches, selection_term(TERM_NUMBER, without_part(number)),
                      LOOKUP_NUMBER, error)) ||
        !add_matches(searcher, matches, selection_term(TERM_NUMBER, number->bare), LOOKUP_NUMBER,
                     error))
        return NULL;
    set_places(matches, number->year_term != NULL);
    return g_steal_pointer(&matches);
}
