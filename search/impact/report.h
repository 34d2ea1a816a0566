/* What is written of who cites a document. */
#ifndef SEARCH_IMPACT_REPORT_H
#define SEARCH_IMPACT_REPORT_H

#include "search/impact/impact.h"
#include "search/output/output.h"

/* Appends IMPACT to OUT. */
typedef void (*ImpactFormat)(const Impact *impact, const ReportOptions *options, GString *out);

/* The format called NAME ("text", "csv", "json"), or NULL. */
ImpactFormat impact_format(const char *name);

#endif
