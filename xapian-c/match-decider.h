/* A match decider: a callback that looks at each document about to enter the results. */
#ifndef XAPIAN_C_MATCH_DECIDER_H
#define XAPIAN_C_MATCH_DECIDER_H

#include "xapian-c/document.h"

G_BEGIN_DECLS

typedef enum {
    XC_DECISION_DROP = 0,
    XC_DECISION_KEEP = 1,
    XC_DECISION_STOP = -1, /* the search fails: with *error if set, else XC_ERROR_CALLBACK */
} XcDecision;

/* DOC is borrowed, for the time of the call; its data and values can be read. Its id,
 * xc_document_docid(), is that within its own shard, and nothing tells which shard: to exclude
 * documents of several shards use a posting source. Called by the searching thread. Match counts
 * become estimates unless check_at_least covers all matches. */
typedef struct {
    XcDecision (*decide)(const XcDocument *doc, void *data, GError **error);
    void *data;
} XcMatchDecider;

G_END_DECLS

#endif
