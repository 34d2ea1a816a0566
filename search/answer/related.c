#include "search/answer/related.h"

#include <string.h>

#include "number/number.h"

typedef struct {
    XcDocid docid;
    Record *record;
    char *key; /* as its number sorts */
    gboolean dated;
} Other;

static void clear_other(gpointer data)
{
    Other *other = data;
    record_free(other->record);
    g_free(other->key);
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
    return -strcmp(((const Other *)a)->key, ((const Other *)b)->key);
}

/* RECORD's number without its year, or NULL if it has neither. Caller frees. */
static char *undated(const Record *record)
{
    g_autoptr(Number) number = number_parse(record_text(record, FIELD_ID), -1);
    if (!number || number->type != NUMBER_STANDARD || number->year <= 0 || number->supplement)
        return NULL;
    number->year = NUMBER_NO_YEAR;
    number->month = 0;
    return number_format(number);
}

static gboolean has(const GArray *others, XcDocid docid)
{
    for (guint i = 0; i < others->len; i++)
        if (g_array_index(others, Other, i).docid == docid)
            return TRUE;
    return FALSE;
}

static gboolean add(Searcher *searcher, GArray *others, const char *type, const char *id,
                    gboolean dated, GError **error)
{
    g_autoptr(GArray) docids = index_find_related(searcher->index, type, id, error);
    for (guint i = 0; docids && i < docids->len && others->len < RELATED_MAX; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        if (has(others, docid)) /* it names this edition besides */
            continue;
        Other other = {docid, index_record(searcher->index, docid, error), NULL, dated};
        if (!other.record)
            return FALSE;
        other.key = number_sort_key(record_text(other.record, FIELD_ID));
        g_array_append_val(others, other);
    }
    return docids != NULL;
}

gboolean related_find(Searcher *searcher, const Record *record, RelatedFound found, gpointer data,
                      GError **error)
{
    g_autofree char *any = undated(record);
    for (const RelationType *type = relation_types; type->name; type++) {
        g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(Other));
        g_array_set_clear_func(others, clear_other);
        if (!add(searcher, others, type->name, record_text(record, FIELD_ID), TRUE, error) ||
            (any && !add(searcher, others, type->name, any, FALSE, error)))
            return FALSE;
        g_array_sort(others, newest_first);
        for (guint i = 0; i < others->len; i++) {
            const Other *other = &g_array_index(others, Other, i);
            found(type, other->record, other->dated, data);
        }
    }
    return TRUE;
}
