#include "search/document/history.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "number/number.h"
#include "search/check/life.h"
#include "search/plan/lookup.h"
#include "search/plan/successor.h"

static void free_step(gpointer data)
{
    HistoryStep *step = data;
    g_free(step->id);
    record_free(step->own);
    g_free(step);
}

static HistoryStep *add(GPtrArray *steps, const char *id, const Record *record)
{
    HistoryStep *step = g_new0(HistoryStep, 1);
    step->id = g_strdup(id);
    step->record = record;
    g_ptr_array_add(steps, step);
    return step;
}

/* The same of a record that is taken over, or NULL. */
static void add_own(GPtrArray *steps, const char *id, Record *record)
{
    add(steps, id, record)->own = record;
}

static const char *id_of(const Record *record)
{
    return record_text(record, FIELD_ID);
}

static gboolean has(const GPtrArray *steps, const char *id)
{
    for (guint i = 0; i < steps->len; i++)
        if (strcmp(((const HistoryStep *)steps->pdata[i])->id, id) == 0)
            return TRUE;
    return FALSE;
}

/* Back */

/* Adds what RECORD says that it replaces and STEPS has not yet. */
static gboolean add_replaced(Searcher *searcher, const Checked *checked, const Record *record,
                             GPtrArray *steps, GError **error)
{
    const GPtrArray *relations = record->values[FIELD_RELATIONS].list;
    GError *inner = NULL;
    for (guint i = 0; relations && i < relations->len && steps->len < HISTORY_MAX && !inner; i++) {
        const Relation *relation = relations->pdata[i];
        if (strcmp(relation->type, "replaces") != 0 ||
            strcmp(relation->to, id_of(checked->found)) == 0 || has(steps, relation->to))
            continue;
        XcDocid docid = index_find_id(searcher->index, relation->to, &inner);
        g_autoptr(Record) old = docid ? index_record(searcher->index, docid, &inner) : NULL;
        if (!inner && !(old && life_on(old, checked->day, checked->today) == LIFE_DRAFT))
            add_own(steps, relation->to, g_steal_pointer(&old));
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* Adds the older editions of the number of ID that STEPS has not yet. */
static gboolean add_older(Searcher *searcher, const Checked *checked, GPtrArray *steps,
                          GError **error)
{
    const char *id = id_of(checked->found);
    g_autofree char *undated = edition_undated(id);
    g_autoptr(Number) number = undated ? number_parse(undated, -1) : NULL;
    if (!number)
        return TRUE;
    Edition own;
    edition_init(&own, id, EDITION_UNKNOWN);
    g_autoptr(QueryNumber) any = query_number_new(number);
    g_autoptr(GArray) matches = lookup_number(searcher, any, error);
    gboolean ok = matches != NULL;
    for (guint i = 0; ok && i < matches->len && steps->len < HISTORY_MAX; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (match->level != LOOKUP_EXACT || match->edition.year <= 0 ||
            match->edition.year >= own.year || match->edition.further != own.further ||
            g_strcmp0(match->edition.number, own.number) != 0 || has(steps, match->id))
            continue;
        g_autoptr(Record) old = index_record(searcher->index, match->docid, error);
        ok = old != NULL;
        if (ok && life_on(old, checked->day, checked->today) != LIFE_DRAFT)
            add_own(steps, match->id, g_steal_pointer(&old));
    }
    edition_clear(&own);
    return ok;
}

/* The last day on which it may have begun, or the year of its number. */
static guint32 begin_of(const HistoryStep *step)
{
    guint32 begins = step->record ? date_last(life_begins(step->record)) : 0;
    if (begins)
        return begins;
    g_autoptr(Number) number = number_parse(step->id, -1);
    return number && number->year > 0 ? date_last((guint32)number->year * 10000) : 0;
}

static gint oldest_first(gconstpointer a, gconstpointer b)
{
    const HistoryStep *x = *(HistoryStep *const *)a, *y = *(HistoryStep *const *)b;
    guint32 first = begin_of(x), second = begin_of(y);
    return first != second ? (first < second ? -1 : 1) : strcmp(x->id, y->id);
}

static gboolean go_back(Searcher *searcher, const Checked *checked, GPtrArray *steps,
                        GError **error)
{
    if (!add_replaced(searcher, checked, checked->found, steps, error) ||
        !add_older(searcher, checked, steps, error))
        return FALSE;
    for (guint i = 0; i < steps->len; i++) {
        const HistoryStep *step = steps->pdata[i];
        if (step->record && !add_replaced(searcher, checked, step->record, steps, error))
            return FALSE;
    }
    g_ptr_array_sort(steps, oldest_first);
    return TRUE;
}

/* Forth */

/* When RECORD was published; of a draft or what does not say so, the year of its number. */
static guint32 told_first(const Record *record)
{
    guint32 published = date_key(record_text(record, FIELD_PUBLISHED));
    g_autoptr(Number) number = published ? NULL : number_parse(id_of(record), -1);
    if (number && number->type == NUMBER_PLAN)
        return (guint32)strtoul((char[]){number->base[0], number->base[1], number->base[2], number->base[3], '\0'}, NULL, 10) * 10000;
    return number ? (guint32)MAX(number->year, 0) * 10000 : published;
}

static gboolean go_forth(Searcher *searcher, const Checked *checked, GPtrArray *steps,
                         GError **error)
{
    for (guint i = 0; i < checked->chain.successors->len; i++) {
        const Record *next = checked->chain.successors->pdata[i];
        if (!has(steps, id_of(next)))
            add(steps, id_of(next), next);
    }
    g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < steps->len; i++)
        g_hash_table_add(known, g_strdup(((const HistoryStep *)steps->pdata[i])->id));
    g_autoptr(GArray) others = successors_named(searcher, id_of(checked->found), error);
    for (guint i = 0; others && i < others->len; i++) {
        g_autoptr(Record) record =
            index_record(searcher->index, g_array_index(others, XcDocid, i), error);
        if (!record)
            return FALSE;
        g_autofree char *id = g_strdup(id_of(record));
        if (told_first(record) <= checked->day && g_hash_table_add(known, g_strdup(id)))
            add_own(steps, id, g_steal_pointer(&record));
    }
    return others != NULL;
}

GPtrArray *history_find(Searcher *searcher, const Checked *checked, GError **error)
{
    g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func(free_step);
    if (!go_back(searcher, checked, steps, error))
        return NULL;
    add(steps, id_of(checked->found), checked->found)->itself = TRUE;
    return go_forth(searcher, checked, steps, error) ? g_steal_pointer(&steps) : NULL;
}
