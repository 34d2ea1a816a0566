/* Writing one document whole. */
#ifndef COMMANDS_SHOW_DOCUMENT_H
#define COMMANDS_SHOW_DOCUMENT_H

#include <stdio.h>

#include "search/answer/find-text.h"

/* Writes the first match of FOUND and lists the others of the first N for people, after how it was read
 * if that is not how it was written: every
 * field, the progress by date, relations with the titles of the documents that are indexed. FALSE
 * with an error of the index. */
gboolean show_text(Searcher *searcher, const FoundText *found, guint n, FILE *file,
                   gboolean colour, GError **error);

/* {"record": the canonical record, "status_today": 现行 where it is 即将实施 and its date of effect has
 * come, "others": [{id, status, published, title}], "changed": how it was read if that is not how it was
 * written}. */
gboolean show_json(Searcher *searcher, const FoundText *found, guint n, FILE *file, GError **error);

#endif
