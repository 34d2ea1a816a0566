/* Documents in the order of their numbers: those of a shard stand in it (indexer/write/spill.h), and shards are merged. */
#ifndef INDEXER_READ_NUMBER_ORDER_H
#define INDEXER_READ_NUMBER_ORDER_H

#include "indexer/read/index.h"

/* The next document of SHARD after AFTER (0: the first) that is wanted; 0: there is none. */
typedef guint32 (*NumberOrderNext)(guint32 shard, guint32 after, gpointer data);

/* Those of INDEX (borrowed) that NEXT tells. Not thread-safe. */
typedef struct NumberOrder NumberOrder;
NumberOrder *number_order_new(const Index *index, NumberOrderNext next, gpointer data, GError **error);
void number_order_free(NumberOrder *order);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(NumberOrder, number_order_free)

/* The next one into *DOCID; 0 at the end. FALSE with INDEX_ERROR_DAMAGED or _LATE. */
gboolean number_order_next(NumberOrder *order, XcDocid *docid, GError **error);

#endif
