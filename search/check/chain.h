/* What came in the place of a document, as of a day. */
#ifndef SEARCH_CHECK_CHAIN_H
#define SEARCH_CHECK_CHAIN_H

#include "search/match/searcher.h"

typedef struct {
    GPtrArray *successors; /* Record *: what replaced it, what replaced that … up to what is in force, or to come */
    GPtrArray *revisions;  /* char *: ids of drafts that will replace it */
    gboolean ended_later;  /* what replaced it was published after the day only */
} Chain;

void chain_init(Chain *chain);
void chain_clear(Chain *chain);

/* Follows what came in the place of ID: of what says that it replaces it the best (what is in force, then what will be, then
 * the newer), or else the newest edition of its number; what was published after DAY (yyyymmdd) did not yet. CHAIN is empty.
 * FALSE with an error of the index. */
gboolean chain_follow(Searcher *searcher, const char *id, guint32 day, Chain *chain, GError **error);

#endif
