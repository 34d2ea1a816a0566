/* Which documents a number means. */
#ifndef SEARCH_PLAN_LOOKUP_H
#define SEARCH_PLAN_LOOKUP_H

#include "search/match/searcher.h"
#include "search/plan/edition.h"
#include "search/query/query.h"

typedef enum {
    LOOKUP_EXACT,   /* its own number is the one asked for, of that edition if a year was given */
    LOOKUP_EDITION, /* another edition of it */
    LOOKUP_NUMBER,  /* the same digits of another body, another part */
} LookupLevel;

typedef struct {
    XcDocid docid;
    LookupLevel level;
    guint place; /* of its level among the documents of its number, from 0 */
    Edition edition;
    gboolean asked; /* the number says the edition */
    guint32 published;
    char *key; /* as its number sorts */
    char *id;
} LookupMatch;

/* The documents that NUMBER means: LookupMatch, by level, then those that are past last, then plain
 * numbers before parts and parts before supplements, then those in force before others, then by
 * number, the newest first, and by id; at most LOOKUP_MAX of a level. Caller unrefs. NULL with an
 * error. */
#define LOOKUP_MAX 200
GArray *lookup_number(Searcher *searcher, const QueryNumber *number, GError **error);

/* Of these only those of LOOKUP_EXACT, sooner. */
GArray *lookup_exact(Searcher *searcher, const QueryNumber *number, GError **error);

/* The number that TEXT is if it is digits alone, with or without parts, which nothing but the wish for
 * one makes a number: 1.1, 22239. NULL if it is not. Caller frees. */
Number *lookup_digits(const char *text);

/* Whether a document has NUMBER, in whatever edition. */
gboolean lookup_knows(Searcher *searcher, const QueryNumber *number);

/* An empty list of LookupMatch. Caller unrefs. */
GArray *lookup_matches_new(void);

/* Adds the documents DOCIDS that MATCHES has not yet, at LEVEL, and sorts as above. */
gboolean lookup_add(Searcher *searcher, GArray *matches, const GArray *docids, LookupLevel level,
                    GError **error);

/* Adds the matches MORE, of another number, that MATCHES has not yet, or at a farther level: by
 * level, then each number's first before any other's second. */
void lookup_merge(GArray *matches, const GArray *more);

/* EDITION_IN_FORCE and so on, by a document's status. */
guint lookup_status(Searcher *searcher, XcDocid docid, const DocumentView *view);

#endif
