/* Sets of documents of an export, and their weights, as its servers tell them: what docset.h, selection.h and weigh.h do where the
 * index is no folder's. What goes wrong without an error to give is noted in the index. */
#ifndef SEARCH_MATCH_REMOTE_H
#define SEARCH_MATCH_REMOTE_H

#include "indexer/read/remote.h"
#include "search/match/weigh.h"

/* Meanings (NULL: all documents): new references. */
Selection *remote_either(Selection *a, Selection *b);
Selection *remote_without(Selection *a, Selection *b);
Selection *remote_with_docid(const DocSet *set, XcDocid docid);

/* A new set: what of SET the SELECTION is. */
DocSet *remote_select(const DocSet *set, const Selection *selection);

/* The documents with IDS (char *) as a set. */
DocSet *remote_set_of_ids(Index *index, const GPtrArray *ids);

/* How many are in SET and, if that is given, in OTHER too. */
guint32 remote_count_set(const DocSet *set, const DocSet *other);
/* The first MAX of SET. Caller unrefs. */
GArray *remote_set_docids(const DocSet *set, guint32 max);
GArray *remote_keep_docids(const DocSet *set, const GArray *docids);
gboolean remote_has_docid(const DocSet *set, XcDocid docid);

/* weigh_any() and weigh_set(). */
GArray *remote_weigh(Searcher *searcher, const GArray *terms, const DocSet *within, guint max, gboolean any, GError **error);

/* The first MAX of SET by FIELD, the latest date first, and then by number: XcDocid. Caller unrefs; NULL with an error. */
GArray *remote_sort_by_date(const DocSet *set, FieldId field, guint32 max, GError **error);

/* Calls FOUND with the values of the facet FIELD that documents of SET have, several with EXPORT_JOINT between, and how many
 * documents have them. */
typedef void (*RemoteValueFunc)(const char *values, guint32 documents, gpointer data);
gboolean remote_count_values(const DocSet *set, FieldId field, RemoteValueFunc found, gpointer data, GError **error);

#endif
