#include "search/impact/impact.h"

#include <string.h>

#include "search/check/told.h"
#include "search/document/history.h"
#include "search/plan/edition.h"

static void free_target(gpointer data)
{
    ImpactTarget *target = data;
    g_free(target->id);
    checked_free(target->checked);
    g_free(target);
}

static void free_row(gpointer data)
{
    ImpactRow *row = data;
    g_free(row->key);
    g_free(row);
}

static void free_citing(gpointer data)
{
    ImpactCiting *citing = data;
    record_free(citing->record);
    g_free(citing);
}

void impact_free(Impact *impact)
{
    if (!impact)
        return;
    g_free(impact->id);
    g_ptr_array_unref(impact->targets);
    g_ptr_array_unref(impact->rows);
    g_hash_table_unref(impact->citing);
    g_free(impact);
}

gboolean impact_is_stale(const ImpactTarget *target)
{
    Verdict verdict = target->checked->verdict;
    return verdict == VERDICT_REPLACED || verdict == VERDICT_WITHDRAWN;
}

guint impact_stale(const Impact *impact)
{
    guint n = 0;
    for (guint i = 0; i < impact->rows->len; i++)
        n += impact_is_stale(((const ImpactRow *)impact->rows->pdata[i])->target);
    return n;
}

/* What may be cited */

static gboolean has_target(const Impact *impact, const char *id)
{
    for (guint i = 0; i < impact->targets->len; i++)
        if (strcmp(((const ImpactTarget *)impact->targets->pdata[i])->id, id) == 0)
            return TRUE;
    return FALSE;
}

/* What is known of ID: of the document, or of what the number means. NULL without an error if it is
 * neither. */
static Checked *check_id(const Impact *impact, const char *id, GError **error)
{
    GError *inner = NULL;
    g_autoptr(Number) number = number_parse(id, -1);
    XcDocid docid = index_find_id(impact->searcher->index, id, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return NULL;
    }
    return docid    ? check_document(impact->searcher, docid, impact->day, error)
           : number ? check_citation(impact->searcher, number, NULL, impact->day, error)
                    : NULL;
}

/* The same of ID, a number without a year; where no document has it, others may say what replaced
 * its EDITION. */
static Checked *check_undated(const Impact *impact, const char *id, const char *edition,
                              GError **error)
{
    g_autoptr(Checked) checked = check_id(impact, id, error);
    return checked && checked->verdict == VERDICT_NOT_FOUND ? check_id(impact, edition, error)
                                                            : g_steal_pointer(&checked);
}

static void add_target(Impact *impact, const char *id, gboolean dated, Checked *checked)
{
    ImpactTarget *target = g_new(ImpactTarget, 1);
    *target = (ImpactTarget){g_strdup(id), dated, checked};
    g_ptr_array_add(impact->targets, target);
}

static gboolean is_part(const Record *record)
{
    Edition edition;
    edition_init(&edition, record_text(record, FIELD_ID), EDITION_UNKNOWN);
    gboolean part = edition.further == EDITION_PART;
    edition_clear(&edition);
    return part;
}

/* The number of the edition ID without its year, and that of all its parts where no other document
 * has it. */
static gboolean add_undated(Impact *impact, const char *id, GError **error)
{
    g_autofree char *undated = edition_undated(id), *parts = edition_whole(id);
    GError *inner = NULL;
    g_autoptr(Checked) newest =
        undated && !has_target(impact, undated) ? check_undated(impact, undated, id, &inner) : NULL;
    g_autoptr(Checked) whole =
        parts && strcmp(parts, undated) != 0 && !inner && !has_target(impact, parts)
            ? check_id(impact, parts, &inner)
            : NULL;
    if (newest)
        add_target(impact, undated, FALSE, g_steal_pointer(&newest));
    if (whole && whole->found && is_part(whole->found))
        add_target(impact, parts, FALSE, g_steal_pointer(&whole));
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

/* ID, and what names it without its year. */
static gboolean add_all(Impact *impact, const char *id, GError **error)
{
    GError *inner = NULL;
    g_autoptr(Number) number = number_parse(id, -1);
    g_autoptr(Checked) checked = has_target(impact, id) ? NULL : check_id(impact, id, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    if (checked)
        add_target(impact, id, !number || number->type != NUMBER_STANDARD || number->year > 0,
                   g_steal_pointer(&checked));
    return add_undated(impact, id, error);
}

/* The document and what was before it; what came after is another's impact. */
static gboolean find_targets(Impact *impact, GError **error)
{
    GError *inner = NULL;
    XcDocid docid = index_find_id(impact->searcher->index, impact->id, &inner);
    if (inner) {
        g_propagate_error(error, inner);
        return FALSE;
    }
    if (!docid)
        return add_all(impact, impact->id, error);
    g_autoptr(Checked) checked = check_document(impact->searcher, docid, impact->day, error);
    g_autoptr(GPtrArray) history = checked ? history_find(impact->searcher, checked, error) : NULL;
    gboolean itself = FALSE;
    for (guint i = 0; history && i < history->len && !itself; i++) {
        const HistoryStep *step = history->pdata[i];
        itself = step->itself;
        if (!add_all(impact, step->id, error))
            return FALSE;
    }
    return history != NULL;
}

/* Who cites it */

/* What is not told of a document that cites another, and may be long. */
static const FieldId untold[] = {FIELD_SCOPE_ZH, FIELD_SCOPE_EN, FIELD_SCOPE_OTHER, FIELD_PROGRESS, FIELD_RELATIONS, FIELD_CONFLICTS};

/* What the document DOCID is, which may cite several of the targets; counted once. ALL: told of if it is not valid too.
 * Borrowed; NULL with an error. */
static const ImpactCiting *judge(Impact *impact, XcDocid docid, gboolean all, GError **error)
{
    gpointer key = GUINT_TO_POINTER(docid);
    ImpactCiting *citing = g_hash_table_lookup(impact->citing, key);
    if (citing)
        return citing;
    g_autoptr(Checked) checked = check_document(impact->searcher, docid, impact->day, error);
    if (!checked)
        return NULL;
    gboolean applies = told_applies(checked->found);
    impact->counts[checked->verdict] += applies;
    citing = g_new0(ImpactCiting, 1);
    citing->verdict = checked->verdict;
    if (applies && (all || verdict_names[checked->verdict].valid))
        citing->record = g_steal_pointer(&checked->found);
    for (guint i = 0; citing->record && i < G_N_ELEMENTS(untold); i++)
        record_clear(citing->record, untold[i]);
    g_hash_table_insert(impact->citing, key, citing);
    return citing;
}

static gboolean take(Impact *impact, const ImpactTarget *target, XcDocid docid, gboolean all, GError **error)
{
    const ImpactCiting *citing = judge(impact, docid, all, error);
    if (!citing || !citing->record)
        return citing != NULL;
    ImpactRow *row = g_new(ImpactRow, 1);
    *row = (ImpactRow){target, citing, number_sort_key(record_text(citing->record, FIELD_ID))};
    g_ptr_array_add(impact->rows, row);
    return TRUE;
}

static gint stale_first(gconstpointer a, gconstpointer b)
{
    const ImpactRow *x = *(ImpactRow *const *)a, *y = *(ImpactRow *const *)b;
    int order = (int)impact_is_stale(y->target) - (int)impact_is_stale(x->target);
    if (order != 0)
        return order;
    order = -strcmp(x->key, y->key);
    return order != 0 ? order : -strcmp(x->target->id, y->target->id);
}

static gboolean find_citing(Impact *impact, gboolean all, GError **error)
{
    for (guint i = 0; i < impact->targets->len; i++) {
        const ImpactTarget *target = impact->targets->pdata[i];
        g_autoptr(GArray) docids =
            index_find_related(impact->searcher->index, "cites", target->id, error);
        if (!docids)
            return FALSE;
        for (guint d = 0; d < docids->len; d++)
            if (!take(impact, target, g_array_index(docids, XcDocid, d), all, error))
                return FALSE;
    }
    g_ptr_array_sort(impact->rows, stale_first);
    return TRUE;
}

Impact *impact_new(Searcher *searcher, const char *id, guint32 day, gboolean all, GError **error)
{
    g_autoptr(Impact) impact = g_new0(Impact, 1);
    g_autofree char *canonical = number_canonical_id(id);
    impact->searcher = searcher;
    impact->day = day;
    impact->id = g_steal_pointer(&canonical);
    impact->targets = g_ptr_array_new_with_free_func(free_target);
    impact->rows = g_ptr_array_new_with_free_func(free_row);
    impact->citing = g_hash_table_new_full(NULL, NULL, NULL, free_citing);
    return find_targets(impact, error) && find_citing(impact, all, error) ? g_steal_pointer(&impact)
                                                                          : NULL;
}
