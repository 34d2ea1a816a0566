/* What happened to a document, over all that tells of it. */
#ifndef SEARCH_DOCUMENT_TIMELINE_H
#define SEARCH_DOCUMENT_TIMELINE_H

#include "corpus/record/record.h"

/* Dates and words as in Progress. */
typedef struct {
    char *date, *until, *event, *text;
    GPtrArray *places; /* char *: where it is told: 2024-02.txt:125; of news, whose lines are not
                          known, the file alone */
    char *heading;     /* under which the news stands there, or NULL */
} TimelineStep;

/* The steps of RECORD's progress, and the days of its publication, effect and withdrawal where no
 * step tells them, each once, by date, those without one first: TimelineStep. Caller unrefs. */
GArray *timeline_of(const Record *record);

/* Whether SOURCE is what NAME, one of a step's sources, calls it: a file by its name without its
 * folder. */
gboolean timeline_names(const char *name, const Source *source);

#endif
