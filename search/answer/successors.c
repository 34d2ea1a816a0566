/* What is in force today beside the withdrawn documents among the first hits: the successor often has
 * another number and title, and not the words of the query. */
#include "corpus/record/texts.h"
#include "search/answer/private.h"

#include <string.h>

#include "search/plan/lookup.h"
#include "search/plan/plan.h"
#include "search/plan/successor.h"
#include "search/rank/rank-text.h"

/* The successors of the past among so many of the first hits are looked for, whatever the page. */
#define FIRST_HITS 20

/* By feature_title_near(): who types a title nearly whole wants its document, and what is in force
 * next. */
#define NEAR_TITLE 0.02

/* ISO 2014 was replaced by ISO 8601, of which there were three more: so far is gone. */
#define LONGEST_CHAIN 6

typedef struct {
    Search *search;
    const DocSet *allowed; /* what passes the query's filters */
} Succession;

/* Sets *STATUS to that of DOCID, and *ID if ID is given; the caller frees it. */
static gboolean read_status(const Succession *s, XcDocid docid, guint *status, char **id,
                            GError **error)
{
    DocumentView view;
    if (!index_view(s->search->searcher->index, docid, &view, error))
        return FALSE;
    *status = lookup_status(s->search->searcher, docid, &view);
    if (id)
        *id = g_strndup(view.id, view.id_len);
    return TRUE;
}

/* Sets *FOUND to the document in force that is at the end of the chain of successors of ID: of those that
 * say what they replace, else of its newer editions; or to 0. */
static gboolean find_successor(const Succession *s, const char *id, XcDocid *found, GError **error)
{
    Searcher *searcher = s->search->searcher;
    g_autofree char *past = g_strdup(id);
    *found = 0;
    for (guint step = 0; step < LONGEST_CHAIN && past; step++) {
        g_autoptr(GArray) docids = successors_named(searcher, past, error);
        if (!docids)
            return FALSE;
        if (docids->len == 0)
            return successor_edition(searcher, past, found, error);
        g_clear_pointer(&past, g_free);
        for (guint i = 0; i < docids->len; i++) {
            XcDocid docid = g_array_index(docids, XcDocid, i);
            guint status;
            g_autofree char *own = NULL;
            if (!read_status(s, docid, &status, &own, error))
                return FALSE;
            if (status == EDITION_IN_FORCE) {
                *found = docid;
                return TRUE;
            }
            if (status == EDITION_PAST && !past)
                past = g_steal_pointer(&own);
        }
    }
    return TRUE;
}

/* Moves the hit at FROM to TO, which is before it, with the score of that place. */
static void move_up(GArray *hits, guint from, guint to)
{
    SearchHit hit = g_array_index(hits, SearchHit, from);
    SearchHit *place = &g_array_index(hits, SearchHit, to);
    memmove(place + 1, place, (from - to) * sizeof *place);
    hit.score = place[1].score;
    *place = hit;
}

/* Whether the title of HIT is the query, or nearly so. */
static gboolean was_asked_for(const SearchHit *hit)
{
    return hit->ranked &&
           (hit->values[RANK_TITLE_EQUAL] > 0 || hit->values[RANK_TITLE_NEAR] > NEAR_TITLE);
}

static const FieldText *main_title(const DocumentView *view)
{
    return view->n_texts && rank_is_title(view->texts[0].field) ? &view->texts[0] : NULL;
}

/* Whether the documents have the same title; what translations of it say does not matter. */
static gboolean have_one_title(const DocumentView *first, const DocumentView *second)
{
    const FieldText *a = main_title(first), *b = main_title(second);
    return a && b && a->len == b->len && memcmp(a->utf8, b->utf8, a->len) == 0;
}

/* Puts DOCID, which succeeds the hit at AT, before it, or after it if its own title was asked for, which
 * is no title of the successor.
 */
static gboolean put_successor(const Succession *s, guint at, XcDocid docid, GError **error)
{
    Answer *result = s->search->result;
    Index *index = s->search->searcher->index;
    GArray *hits = result->hits;
    const SearchHit *past = &g_array_index(hits, SearchHit, at);
    DocumentView old, new;
    g_autoptr(GByteArray) old_room = g_byte_array_new(), new_room = g_byte_array_new();
    if (!index_read(index, past->docid, TITLE_FIELDS, &old, old_room, error) ||
        !index_read(index, docid, TITLE_FIELDS, &new, new_room, error))
        return FALSE;
    guint to = at + (was_asked_for(past) && !have_one_title(&old, &new));
    guint from = search_find_hit(hits, docid);
    if (from <= at || (from == to && from < hits->len))
        return TRUE;
    if (from == hits->len) {
        if (!docset_has_docid(s->allowed, &s->search->searcher->space, docid))
            return TRUE;
        SearchHit hit = {.docid = docid,
                         .id = g_strndup(new.id, new.id_len),
                         .score = past->score,
                         .replaces = g_strdup(past->id)};
        g_array_append_val(hits, hit);
        if (!docset_has_docid(s->search->set, &s->search->searcher->space, docid)) {
            docset_add_docid(s->search->set, &s->search->searcher->space, docid);
            result->total++;
        }
    }
    if (from > to)
        move_up(hits, from, to);
    return TRUE;
}

/* Whether the edition of the hit was asked for, by its number. */
static gboolean is_asked(const Search *search, XcDocid docid)
{
    for (guint i = 0; search->numbers && i < search->numbers->len; i++) {
        const LookupMatch *match = &g_array_index(search->numbers, LookupMatch, i);
        if (match->docid == docid)
            return TRUE;
    }
    return FALSE;
}

gboolean search_add_successors(Search *search, GError **error)
{
    if (search->options->sort != SORT_RELEVANCE || search->result->terms->terms->len == 0)
        return TRUE;
    GArray *hits = search->result->hits;
    g_autoptr(DocSet) allowed = NULL;
    Succession s = {search, NULL};
    for (guint i = 0; i < MIN(hits->len, FIRST_HITS); i++) {
        XcDocid docid = g_array_index(hits, SearchHit, i).docid, successor;
        guint status;
        if (!read_status(&s, docid, &status, NULL, error))
            return FALSE;
        if (status != EDITION_PAST || is_asked(search, docid))
            continue;
        if (!find_successor(&s, g_array_index(hits, SearchHit, i).id, &successor, error))
            return FALSE;
        if (successor == 0)
            continue;
        if (!allowed && !(allowed = search_filtered(search, error)))
            return FALSE;
        s.allowed = allowed;
        if (!put_successor(&s, i, successor, error))
            return FALSE;
    }
    return TRUE;
}
