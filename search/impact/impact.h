/* Who cites a document: what is to be looked at when it is replaced or withdrawn. */
#ifndef SEARCH_IMPACT_IMPACT_H
#define SEARCH_IMPACT_IMPACT_H

#include "search/check/check.h"

/* What is cited: an edition, or a number without a year, which means the newest. */
typedef struct {
    char *id; /* as it is cited: GB/T 22239-2008, GB/T 22239 */
    gboolean dated;
    Checked *checked; /* what became of it */
} ImpactTarget;

/* A document that cites it. Of the record only what is told of it: many may cite one document. */
typedef struct {
    Verdict verdict;
    Record *record; /* NULL: not told of */
} ImpactCiting;

typedef struct {
    const ImpactTarget *target;
    const ImpactCiting *citing; /* borrowed */
    char *key;       /* as its number sorts */
} ImpactRow;

typedef struct {
    Searcher *searcher;
    guint32 day;
    char *id;
    GPtrArray *targets; /* ImpactTarget: the document, what it replaced back to the first edition,
                         * their numbers without year, and without part */
    GPtrArray
        *rows; /* ImpactRow: those that are to be revised first, then by number, the newest first */
    GHashTable *citing;     /* XcDocid → ImpactCiting: what cites it */
    guint counts[VERDICTS]; /* documents that cite it, by what they are */
} Impact;

/* Who cites the document ID or an earlier edition of it, as of DAY (yyyymmdd). ID is a document's,
 * or a number that others may cite though the index has no such document. Rows are of those that
 * are in force, or of ALL. News does not count. A document that cites several of the targets has as
 * many rows. Caller frees; NULL with an error of the index. */
Impact *impact_new(Searcher *searcher, const char *id, guint32 day, gboolean all, GError **error);
void impact_free(Impact *impact);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Impact, impact_free)

/* Whether the citation is to be revised: it names an edition that is not valid any more, or a
 * number that has none that is. */
gboolean impact_is_stale(const ImpactTarget *target);

/* How many rows are. */
guint impact_stale(const Impact *impact);

#endif
