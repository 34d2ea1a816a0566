/* How a text of the query is read as words, so that nothing is replaced in it that cuts through one:
 * 低压 and 电器 in 低压电器, not 压电. */
#ifndef SEARCH_WORDS_READING_H
#define SEARCH_WORDS_READING_H

#include "search/words/expand.h"
#include "tokenizer/tokenizer.h"

/* Where the words of normalized TEXT begin and end, by byte, one more than TEXT has. A run of CJK
 * characters is laid out in words of the segmenter and of the lists of EXPANDER: in those that leave
 * the fewest characters alone, then in those that the lists have, then in the fewest. Caller frees. */
guint8 *reading_bounds(Tokenizer *tokenizer, const Expander *expander, const char *text);

#endif
