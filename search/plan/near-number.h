/* Numbers near one that no document has. */
#ifndef SEARCH_PLAN_NEAR_NUMBER_H
#define SEARCH_PLAN_NEAR_NUMBER_H

#include "search/plan/lookup.h"

/* At most so many are told. */
#define NEAR_NUMBERS_MOST 5

/* The ids (char *) of documents whose numbers are nearest to NUMBER, which none has, nearest first:
 * other editions of it, numbers with two neighbouring digits exchanged, the same digits of another
 * part or with a prefix that is near, with a digit more or less, with another digit. If it has a year,
 * what has other digits or another prefix is of that year. Numbers of fewer than four digits are near
 * no other digits. At most a few hundred
 * look-ups. Caller unrefs; NULL with an error. */
GPtrArray *near_numbers(Searcher *searcher, const QueryNumber *number, GError **error);

/* TEXT, which is a number as a whole but for letters in place of digits that they look like or the
 * other way round (IS0 9001, ISO 27O01, GB/T l8336), as the number of a document; NULL if it is
 * none. Caller frees. */
Number *near_number_misread(Searcher *searcher, const char *text);

#endif
