/* Records as rows of a table, without loss: `convert` writes them, readers of tables read them again. A column for each
 * member of a record that has a text or a list, named as in its JSON, and the column "extra" for all others, as a JSON
 * object. A list is told with "; " between, as people read it (a relation: replaces GB/T 1-2000, adopts ISO 9:2001 IDT),
 * or where that would not be exact, and where there is more to tell, as JSON. */
#ifndef CORPUS_TABLE_CANONICAL_H
#define CORPUS_TABLE_CANONICAL_H

#include "corpus/record/record.h"

/* The names of the columns, NULL-terminated, COUNT of them. Static, thread-safe. */
const char *const *canonical_columns(guint *count);

/* Whether CELLS, COUNT of them, are these names. */
gboolean canonical_is_head(const char *const *cells, guint count);

/* RECORD as cells, NULL-terminated, "" where empty. Caller frees. */
char **canonical_cells(const Record *record);

/* The JSON of the record that COUNT CELLS are. Caller unrefs; NULL with a RECORD_ERROR_SYNTAX. */
json_t *canonical_object(const char *const *cells, guint count, GError **error);

#endif
