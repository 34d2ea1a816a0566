/* What is written of similar documents. */
#ifndef SEARCH_SIMILAR_REPORT_H
#define SEARCH_SIMILAR_REPORT_H

#include "search/output/output.h"
#include "search/similar/similar.h"

/* Whether there is a format called NAME: "text", "md", "html", "json". */
gboolean similar_has_format(const char *name);

/* Appends to OUT, in the format called NAME, one of these, what there is of SIMILAR and, where it was asked for RECORD (else
 * NULL), of its relations, from both ends, with the status that each has today. FALSE with an error of the index. */
gboolean similar_write(Searcher *searcher, const Similar *similar, const Record *record, const char *name,
                       const ReportOptions *options, GString *out, GError **error);

#endif
