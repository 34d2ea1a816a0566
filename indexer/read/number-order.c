#include "indexer/read/number-order.h"

#include <string.h>

typedef struct {
    guint32 local; /* of the shard's next document, 0: there is none */
    char *key;     /* of its number; where there is one shard none is needed */
} Cursor;

struct NumberOrder {
    const Index *index;
    NumberOrderNext next;
    gpointer data;
    Cursor *cursors; /* by shard */
    guint32 n;
};

static gboolean move_on(NumberOrder *order, guint32 shard, GError **error)
{
    Cursor *cursor = &order->cursors[shard];
    DocumentView view;
    g_clear_pointer(&cursor->key, g_free);
    cursor->local = order->next(shard, cursor->local, order->data);
    if (!cursor->local || order->n == 1)
        return TRUE;
    if (!shard_view(index_shard(order->index, shard), cursor->local, &view, error))
        return FALSE;
    g_autofree char *id = g_strndup(view.id, view.id_len);
    cursor->key = number_sort_key(id);
    return TRUE;
}

NumberOrder *number_order_new(const Index *index, NumberOrderNext next, gpointer data, GError **error)
{
    g_autoptr(NumberOrder) order = g_new0(NumberOrder, 1);
    order->index = index;
    order->next = next;
    order->data = data;
    order->n = index_shard_count(index);
    order->cursors = g_new0(Cursor, order->n + 1);
    for (guint32 shard = 0; shard < order->n; shard++)
        if (!move_on(order, shard, error))
            return NULL;
    return g_steal_pointer(&order);
}

void number_order_free(NumberOrder *order)
{
    if (!order)
        return;
    for (guint32 shard = 0; shard < order->n; shard++)
        g_free(order->cursors[shard].key);
    g_free(order->cursors);
    g_free(order);
}

gboolean number_order_next(NumberOrder *order, XcDocid *docid, GError **error)
{
    const Cursor *first = NULL;
    for (guint32 shard = 0; shard < order->n; shard++) {
        const Cursor *cursor = &order->cursors[shard];
        if (cursor->local && (!first || g_strcmp0(cursor->key, first->key) < 0))
            first = cursor;
    }
    *docid = 0;
    if (!first)
        return TRUE;
    guint32 shard = (guint32)(first - order->cursors);
    *docid = xc_database_docid(index_database(order->index), shard, first->local);
    return move_on(order, shard, error);
}
