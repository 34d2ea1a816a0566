/* What a title, a scope, a sentence of progress cannot be: the signs that a text was not read but
 * guessed (columns run together, a cell cut in two, a page's header inside it). */
#ifndef CORPUS_RECORD_FAULT_H
#define CORPUS_RECORD_FAULT_H

#include "corpus/record/record.h"

typedef enum {
    FAULT_CATALOGUE = 1, /* a title of canonical records: only what no title can be */
    FAULT_TITLE = 2,     /* a title read from running text */
    FAULT_SCOPE = 4,
    FAULT_PROGRESS = 8,
    FAULT_CELL = 16, /* any other cell of a table in text */
} FaultUse;

/* What speaks against TEXT being what USE says, as the end of a sentence that begins with "the
 * title …": "is cut off in the middle". NULL if nothing does. Static; thread-safe. */
const char *text_fault(const char *text, FaultUse use);

/* The same of the titles of RECORD, which is no news item; USE is FAULT_CATALOGUE or FAULT_TITLE.
 * *TITLE is the one that is meant, borrowed. */
const char *record_title_fault(const Record *record, FaultUse use, const char **title);

#endif
