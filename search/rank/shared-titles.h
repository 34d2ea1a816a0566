/* Titles that candidates share: the articles of a law, the parts of a series, the sections of a page.
 * Such a title tells of which work a document is, little of the document; and a work that many
 * candidates are from is likely what was meant. */
#ifndef SEARCH_RANK_SHARED_TITLES_H
#define SEARCH_RANK_SHARED_TITLES_H

#include "search/rank/candidates.h"

/* For each of CANDIDATES, how many of them have its titles, cited places (第三十三条) aside; editions
 * and supplements of one number count as one. 1 where it has no title. An array of guint that the
 * caller unrefs; NULL with an error. */
GArray *shared_titles(Searcher *searcher, const GArray *candidates, GError **error);

#endif
