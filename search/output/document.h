/* One document whole, as show gives it. */
#ifndef SEARCH_OUTPUT_DOCUMENT_H
#define SEARCH_OUTPUT_DOCUMENT_H

#include "search/answer/find-text.h"

/* Each appends the first match of FOUND, which has one (found_text_exact()), with the others of
 * these, and how it was read if that is not how it was written. FALSE with an error of the index;
 * what was appended is then a part. */

/* For people: every field, the progress by date, relations with the titles of the documents that
 * are indexed. */
gboolean document_text(Searcher *searcher, const FoundText *found, gboolean colour, GString *out,
                       GError **error);

/* {"record": the canonical record, "status_today": 现行 where it is 即将实施 and its date of effect has
 * come, "related": [{type, id, title, dated}], what other documents say that they are to it
 * (replaced-by, amended-by, adopted-by, cited-by, has-part; dated: naming this edition), "others":
 * [{id, status, published, title}], "changed": how it was read if that is not how it was written}. */
gboolean document_json(Searcher *searcher, const FoundText *found, GString *out, GError **error);

#endif
