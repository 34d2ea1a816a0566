/* The editions of a document: what it replaced, what that replaced … back to the first, and what
 * came in its place. */
#ifndef SEARCH_DOCUMENT_HISTORY_H
#define SEARCH_DOCUMENT_HISTORY_H

#include "search/check/check.h"

typedef struct {
    char *id;
    const Record *record; /* NULL: the index has no such document */
    gboolean itself;
    Record *own; /* RECORD, where it is not one of what was checked */
} HistoryStep;

/* No more are followed back. */
#define HISTORY_MAX 100

/* The editions of the document that was checked, itself among them: HistoryStep. Before it what it
 * replaces, what that replaces and so on, and the older editions of its number, the oldest first;
 * after it the chain of what replaced it, then whatever else says that it replaces it. What was
 * published after the day is left out, and so are drafts that became a standard. CHECKED must
 * outlive them. Caller unrefs; NULL with an error of the index. */
GPtrArray *history_find(Searcher *searcher, const Checked *checked, GError **error);

#endif
