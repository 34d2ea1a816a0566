/* What the readers of a query share: what its characters mean, and the numbers that it names. */
#ifndef SEARCH_QUERY_PRIVATE_H
#define SEARCH_QUERY_PRIVATE_H

#include "search/query/query.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryNode, query_node_free)

/* What a character means; full width and half width alike. */
typedef enum { TEXT = 1, SPACE, QUOTE, OPEN, CLOSE, COLON, MINUS, BAR, AMPERSAND, STAR } Role;
Role query_role(gunichar c);

/* For each byte of well-formed TEXT where a parenthesis or quotation mark stands: QUOTE, OPEN or CLOSE
 * if it is syntax, TEXT or 0 if it is text. Caller frees. */
guint8 *query_syntax(const char *text);

/* The mark that closes the quotation mark at QUOTE, or NULL. */
const char *query_quote_end(const char *quote);

/* Whether TEXT was pasted from a table: tabs or lines, or bars around it. */
gboolean query_is_table_row(const char *text);

/* Whether TEXT is a title in capitals, in which AND, OR and NOT are words like others. */
gboolean query_is_capitals(const char *text);

/* Whether dashes part the elements of TEXT, a title, so that one without a space excludes nothing:
 * Plastics - Pipes -Part 1. */
gboolean query_has_dashes(const char *text);

/* The length of TEXT without white space at the end, and without the extension of a file's name. */
gsize query_without_extension(const char *text);

/* A number at bytes [start, end) of the text. */
typedef struct {
    gsize start, end;
    QueryNumber *number;
} FoundNumber;

/* The numbers that well-formed TEXT names, by place; a range names several at one. Caller unrefs.
 */
GArray *query_numbers_find(const char *text);

/* The number that TEXT is as a whole, unless it is a date or years from one to another. */
Number *query_number_typed(const char *text, gsize len);

/* How the tree has VALUE of a field whose values have names. Caller frees. */
char *query_value_text(FieldId field, const char *value);

/* The end of the place in a standard (第8.2条, 附录A, Annex A, clause 8.2) that comes next after
 * its number, which ends at *AT; NULL if none does. *AT is where it begins. */
const char *query_place_after(const char **at, const char *end);

#endif
