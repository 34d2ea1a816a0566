#include "search/answer/related.h"

#include <string.h>

#include "number/number.h"
#include "search/plan/edition.h"

static void clear_related(gpointer data)
{
    Related *related = data;
    record_free(related->record);
    g_free(related->key);
}

static gint by_type(gconstpointer a, gconstpointer b)
{
    const Related *x = a, *y = b;
    return x->type != y->type ? (x->type < y->type ? -1 : 1) : -strcmp(x->key, y->key);
}

/* Of which degree RECORD's relation TYPE to ID is. */
static const char *degree_of(const Record *record, const char *type, const char *id)
{
    const GPtrArray *relations = record->values[FIELD_RELATIONS].list;
    for (guint i = 0; relations && i < relations->len; i++) {
        const Relation *relation = relations->pdata[i];
        if (strcmp(relation->type, type) == 0 && strcmp(relation->to, id) == 0)
            return relation->degree;
    }
    return NULL;
}

/* Adds those that name ID, but for those in TAKEN, which is of the type. */
static gboolean add(Searcher *searcher, GArray *list, GHashTable *taken, const RelationType *type, const char *id,
                    gboolean dated, GError **error)
{
    g_autoptr(GArray) docids = index_find_related(searcher->index, type->name, id, error);
    for (guint i = 0; docids && i < docids->len && i < RELATED_MAX; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        if (!g_hash_table_add(taken, GUINT_TO_POINTER(docid))) /* it names this edition besides */
            continue;
        Related related = {.type = type,
                           .docid = docid,
                           .record = index_record(searcher->index, docid, error),
                           .dated = dated};
        if (!related.record)
            return FALSE;
        related.degree = degree_of(related.record, type->name, id);
        related.key = number_sort_key(record_text(related.record, FIELD_ID));
        g_array_append_val(list, related);
    }
    return docids != NULL;
}

GArray *related_find(Searcher *searcher, const Record *record, GError **error)
{
    g_autofree char *any = edition_undated(record_text(record, FIELD_ID));
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Related));
    g_array_set_clear_func(list, clear_related);
    for (const RelationType *type = relation_types; type->name; type++) {
        g_autoptr(GHashTable) taken = g_hash_table_new(NULL, NULL);
        if (!add(searcher, list, taken, type, record_text(record, FIELD_ID), TRUE, error) ||
            (any && !add(searcher, list, taken, type, any, FALSE, error)))
            return NULL;
    }
    g_array_sort(list, by_type);
    return g_steal_pointer(&list);
}
