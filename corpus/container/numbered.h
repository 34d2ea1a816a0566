/* Private to the readers of containers: lists whose items are a number and a title each. */
#ifndef CORPUS_CONTAINER_NUMBERED_H
#define CORPUS_CONTAINER_NUMBERED_H

#include "corpus/text/document.h"

/* Adds ITEMS (char *, of the list that begins at LINE) as a table of numbers and titles if all of them are that, and
 * there are two of them at least; else FALSE. */
gboolean numbered_add(Document *document, const GPtrArray *items, unsigned line);

#endif
