/* What is new, changed and gone between two generations, by what the records say, wherever they were read. */
#ifndef INDEXER_READ_DIFF_H
#define INDEXER_READ_DIFF_H

#include "indexer/read/index.h"

typedef enum { DIFF_NEW, DIFF_CHANGED, DIFF_GONE } DiffKind;

/* Receives a document that differs: its id, and its record, the newer one where there are two. */
typedef void (*DiffFound)(DiffKind kind, const char *id, const Record *record, gpointer data);

/* Calls FOUND for each difference of TO against FROM (NULL: nothing), in the order of the ids. FALSE with an
 * error of an index. */
gboolean index_diff(const Index *from, const Index *to, DiffFound found, gpointer data,
                    GError **error);

/* The generations that one means who names none, or those named (0: not): the current one of the
 * index in DIR into *TO, and what the last change was made from into *FROM: the one before, 0 if
 * there is none; the current one itself if the last build found nothing to do. INDEX_ERROR. */
gboolean index_diff_generations(const char *dir, guint32 *from, guint32 *to, GError **error);

/* The newest generation before TO that is kept; 0 without one. */
guint32 index_diff_before(const char *dir, guint32 to);

#endif
