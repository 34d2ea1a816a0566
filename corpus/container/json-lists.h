/* Private to the reader of JSON: where in a document the lists of standards are. */
#ifndef CORPUS_CONTAINER_JSON_LISTS_H
#define CORPUS_CONTAINER_JSON_LISTS_H

#include <glib.h>
#include <jansson.h>

/* An array with rows: objects, or arrays of cells. */
typedef struct {
    const json_t *rows; /* borrowed */
    char *path;         /* how it is reached: data.rows, [2].parts; "" at the root */
    gboolean records;   /* they are records, not the rows of a table */
} JsonList;

/* The lists in ROOT, however deep, of which a row is a record or names a standard by its number; a
 * list that is a member of such a row only if its rows have titles too. Where there is none, the
 * longest of anything, which will tell what is missing. GPtrArray of JsonList *, which it owns;
 * empty if there is no list. */
GPtrArray *json_lists_find(const json_t *root);

/* Whether OBJECT has a member that only a record has: one of the table's, or a title or scope in a
 * language. */
gboolean json_is_record(const json_t *object);

/* The names of the members of all ROWS, in the order in which they come, as many as a table has
 * columns; those of objects in them by their paths, std.name.zh: char *. Caller unrefs. */
GPtrArray *json_list_names(const json_t *rows);

/* What ROW has at PATH; borrowed, NULL: nothing. */
const json_t *json_list_member(const json_t *row, const char *path);

#endif
