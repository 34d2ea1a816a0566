/* Words of a query that ask or say nothing by themselves: corpus/lexicon/question-words.txt. */
#ifndef SEARCH_WORDS_STOP_WORDS_H
#define SEARCH_WORDS_STOP_WORDS_H

#include "search/words/words.h"

typedef enum {
    STOP_NONE,
    STOP_QUESTION,
    STOP_EMPTY,
    STOP_STANDARDS,
} StopClass;

/* Immutable once made. */
typedef struct StopWords StopWords;
StopWords *stop_words_new(const char *text, gsize len);
void stop_words_free(StopWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StopWords, stop_words_free)

/* The StopClass of each unit of N; STARTS says where words begin and end. Longest match,
 * from left to right. Caller frees. */
guint8 *stop_words_mark(const StopWords *words, const Normalized *n, const guint8 *starts);

/* Makes those of WORDS (QueryWord, of TEXT) empty that ask, that every standard says of itself, or that
 * name what is wanted (标准, at the end or in a question): a document need not hold them. But whoever cites a place (第三十三条) means that one, not what else holds
 * the words left. */
void stop_words_empty(const StopWords *stop, Tokenizer *tokenizer, const char *text, GArray *words);

/* Whether normalized TEXT asks for a number. */
gboolean stop_words_ask_number(const StopWords *words, const char *text);

#endif
