/* What the readers of a query share: what its characters mean, and the numbers that it names. */
#ifndef SEARCH_QUERY_PRIVATE_H
#define SEARCH_QUERY_PRIVATE_H

#include "search/query.h"

/* What a character means; full width and half width alike. */
typedef enum { TEXT, SPACE, QUOTE, OPEN, CLOSE, COLON, MINUS, BAR, AMPERSAND, STAR } Role;
Role query_role(gunichar c);

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

/* The end of the place in a standard (第8.2条, 附录A, Annex A, clause 8.2) that comes next after
 * its number, which ends at *AT; NULL if none does. *AT is where it begins. */
const char *query_place_after(const char **at, const char *end);

#endif
