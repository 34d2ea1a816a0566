/* Other words for what a query says: synonyms, and translations between Chinese and English. */
#ifndef SEARCH_EXPAND_H
#define SEARCH_EXPAND_H

#include "indexer/index.h"

typedef enum {
    EXPANSION_SYNONYM,
    EXPANSION_TRANSLATION,
    EXPANSION_SPELLING, /* see spelling.h */
} ExpansionKind;

typedef struct {
    char *text; /* normalized; owned, as is `of` */
    char *of;   /* the words of the query that it stands for */
    ExpansionKind kind;
} Expansion;

/* No query has more. */
#define EXPANSIONS_MAX 24

/* The lists of a generation. Immutable once made. */
typedef struct Expander Expander;
Expander *expander_new(const Index *index);
void expander_free(Expander *expander);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expander, expander_free)

/* What stands for the words of normalized TEXT: the longest words first found from left to right.
 * An array of Expansion that the caller unrefs. */
GArray *expander_find(const Expander *expander, const char *text);

#endif
