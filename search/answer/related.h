/* Relations seen from their other end. */
#ifndef SEARCH_ANSWER_RELATED_H
#define SEARCH_ANSWER_RELATED_H

#include "search/match/searcher.h"

/* A document that has a relation to the one asked about, which in turn is type->inverse of it. */
typedef struct {
    const RelationType *type;
    XcDocid docid;
    Record *record;
    const char *degree; /* IDT, MOD, NEQ or NULL; borrowed from the record */
    gboolean dated;     /* else it names no edition */
    char *key;          /* as its number sorts */
} Related;

/* So many of a type are given, which of more is not said. */
#define RELATED_MAX 1000

/* The documents whose relations are to RECORD, by its id or by its number without a year: Related,
 * by type, in the order of relation_types, each by number as people sort them, the newest first.
 * Caller unrefs; NULL with an error of the index. */
GArray *related_find(Searcher *searcher, const Record *record, GError **error);

#endif
