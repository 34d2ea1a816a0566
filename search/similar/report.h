/* What is written of similar documents. */
#ifndef SEARCH_SIMILAR_REPORT_H
#define SEARCH_SIMILAR_REPORT_H

#include "search/output/output.h"
#include "search/similar/similar.h"

/* Appends to OUT what there is of SIMILAR and, where it was asked for RECORD (else NULL), of its relations, from both ends,
 * with the status that each has today. FALSE with an error of the index. */
typedef gboolean (*SimilarFormat)(Searcher *searcher, const Similar *similar, const Record *record,
                                  const ReportOptions *options, GString *out, GError **error);

/* The format called NAME ("text", "md", "html", "json"), or NULL. */
SimilarFormat similar_format(const char *name);

#endif
