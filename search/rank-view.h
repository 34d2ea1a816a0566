/* Reads of a document's mapped text what the features need. */
#ifndef SEARCH_RANK_VIEW_H
#define SEARCH_RANK_VIEW_H

#include "search/rank.h"

/* What is prepared once a query. Borrows TERMS. */
typedef struct RankView RankView;
RankView *rank_view_new(const QueryTerms *terms);
void rank_view_free(RankView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RankView, rank_view_free)

/* Fills the members of DOCUMENT from title_words on, from its `view`. */
void rank_view_read(RankView *view, RankDocument *document);

#endif
