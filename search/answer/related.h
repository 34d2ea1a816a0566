/* Relations seen from their other end. */
#ifndef SEARCH_ANSWER_RELATED_H
#define SEARCH_ANSWER_RELATED_H

#include "search/match/searcher.h"

/* Receives a document that has the relation TYPE to the one asked about, which in turn is TYPE->inverse of
 * it: its RECORD, and whether it names no edition (DATED FALSE). */
typedef void (*RelatedFound)(const RelationType *type, const Record *record, gboolean dated,
                             gpointer data);

/* So many of a type are given, which of more is not said. */
#define RELATED_MAX 1000

/* Calls FOUND for the documents whose relations are to RECORD, by its id or by its number without a
 * year: by type, in the order of relation_types, each by number as people sort them, the newest
 * first. FALSE with an error of the index. */
gboolean related_find(Searcher *searcher, const Record *record, RelatedFound found, gpointer data,
                      GError **error);

#endif
