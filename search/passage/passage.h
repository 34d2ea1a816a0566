/* Which field of a record a hit shows besides its titles. */
#ifndef SEARCH_PASSAGE_PASSAGE_H
#define SEARCH_PASSAGE_PASSAGE_H

#include "corpus/record/texts.h"
#include "search/passage/snippet.h"

/* The best passage of COLUMNS columns of RECORD's scopes, with where it is from; the beginning of
 * the first scope if nothing matches; NULL if there is none. */
Snippet *passage_of_record(Highlighter *highlighter, const Record *record, guint columns,
                           RecordText *from);

#endif
