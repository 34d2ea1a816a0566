#include "search/check/chain.h"

#include <string.h>

#include "corpus/record/date.h"
#include "search/check/life.h"
#include "search/plan/successor.h"

/* A chain is followed no longer. */
#define LONGEST_CHAIN 8

typedef struct {
    Searcher *searcher;
    guint32 day;
    Chain *chain;
} Following;

void chain_init(Chain *chain)
{
    *chain = (Chain){g_ptr_array_new_with_free_func((GDestroyNotify)record_free), g_ptr_array_new_with_free_func(g_free),
                     FALSE};
}

void chain_clear(Chain *chain)
{
    g_ptr_array_unref(chain->successors);
    g_ptr_array_unref(chain->revisions);
}

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

static Life life(const Following *f, const Record *record)
{
    return life_on(record, f->day, f->searcher->today);
}

/* Whether A comes before B as what replaced a document: what is in force, then what will be, then the newer. */
static gboolean is_better(const Following *f, const Record *a, const Record *b)
{
    Life of_a = life(f, a), of_b = life(f, b);
    return of_a != of_b ? of_a < of_b : life_begins(a) > life_begins(b);
}

/* Whether RECORD was not published on the day. */
static gboolean comes_later(const Following *f, const Record *record)
{
    return date_key(record_text(record, FIELD_PUBLISHED)) > f->day;
}

/* What says that it replaces ID, and is published, the best of them, or the newest edition of its number; NULL without an
 * error if nothing did. Drafts that will go to REVISIONS, unless that is NULL. Caller frees. */
static Record *find_next(Following *f, const char *id, GPtrArray *revisions, GError **error)
{
    g_autoptr(GArray) docids = successors_named(f->searcher, id, error);
    g_autoptr(Record) best = NULL;
    for (guint i = 0; docids && i < docids->len; i++) {
        g_autoptr(Record) record = index_record(f->searcher->index, g_array_index(docids, XcDocid, i), error);
        if (!record)
            return NULL;
        if (life(f, record) == LIFE_DRAFT) {
            if (revisions)
                g_ptr_array_add(revisions, g_strdup(id_of(record)));
        } else if (comes_later(f, record)) {
            f->chain->ended_later = TRUE;
        } else if (!best || is_better(f, record, best)) {
            record_free(best);
            best = g_steal_pointer(&record);
        }
    }
    XcDocid docid = 0;
    if (best || !docids || !successor_edition(f->searcher, id, &docid, error) || !docid)
        return g_steal_pointer(&best);
    g_autoptr(Record) edition = index_record(f->searcher->index, docid, error);
    f->chain->ended_later = f->chain->ended_later || (edition && comes_later(f, edition));
    return edition && !comes_later(f, edition) ? g_steal_pointer(&edition) : NULL;
}

static gboolean is_among(const GPtrArray *records, const char *id)
{
    for (guint i = 0; i < records->len; i++)
        if (strcmp(id_of(records->pdata[i]), id) == 0)
            return TRUE;
    return FALSE;
}

gboolean chain_follow(Searcher *searcher, const char *id, guint32 day, Chain *chain, GError **error)
{
    Following following = {searcher, day, chain};
    GPtrArray *found = chain->successors;
    const char *last = id;
    GError *inner = NULL;
    while (found->len < LONGEST_CHAIN) {
        Record *next = find_next(&following, last, found->len ? NULL : chain->revisions, &inner);
        if (!next || is_among(found, id_of(next)) || strcmp(id_of(next), id) == 0) {
            record_free(next); /* the end, or a circle */
            break;
        }
        g_ptr_array_add(found, next);
        Life of_next = life(&following, next);
        if (of_next == LIFE_IN_FORCE || of_next == LIFE_NOT_YET)
            break;
        last = id_of(next);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}
