/* Writing one document whole. */
#ifndef SEARCH_SHOW_H
#define SEARCH_SHOW_H

#include <stdio.h>

#include "search/lookup.h"

/* Writes the first of MATCHES (LookupMatch) and lists the others of the first N for people: every
 * field, the progress by date, relations with the titles of the documents that are indexed. FALSE
 * with an error of the index. */
gboolean show_text(Searcher *searcher, const GArray *matches, guint n, FILE *file, gboolean colour,
                   GError **error);

/* {"record": the canonical record, "status_today": 现行 where it is 即将实施 and its date of effect has
 * come, "others": [{id, status, published, title}]}. */
gboolean show_json(Searcher *searcher, const GArray *matches, guint n, FILE *file, GError **error);

#endif
