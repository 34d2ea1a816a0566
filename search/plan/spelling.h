/* Misspelt words of a query, and what they may mean: by the index's own words, never away from what
 * documents say as it was typed. */
#ifndef SEARCH_PLAN_SPELLING_H
#define SEARCH_PLAN_SPELLING_H

#include "search/match/searcher.h"
#include "search/words/expansions.h"

/* A piece of the query as it was typed, a space where words are apart, and what it means. */
typedef struct {
    char *typed, *meant;
    gboolean too; /* what documents say as it was typed counts as well, and comes first */
} Respelling;

/* Empty at first; to be cleared. */
typedef struct {
    GArray *read;    /* Respelling: what the query was made to say instead */
    GArray *offered; /* Respelling: what else may be meant, where documents say what was typed or it
                        is not sure */
} Spelling;

Spelling *spelling_new(void);
void spelling_free(Spelling *spelling);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Spelling, spelling_free)

/* Makes the texts of QUERY say what they mean where that is sure, in what is neither quoted nor
 * excluded: Chinese characters that were typed or read for others, are too many, missing or in each
 * other's place, and spaces that words have too many or too few; once its texts are joined.
 * SPELLING says what was done. */
void spelling_read(Searcher *searcher, Query *query, Spelling *spelling);

/* For one text, without its syntax; *TEXT is replaced. HAN: Chinese characters. WORDS: words of
 * Latin letters. */
void spelling_read_han(Searcher *searcher, char **text, Spelling *spelling);
void spelling_read_words(Searcher *searcher, char **text, Spelling *spelling);

/* Whether C is a character that Chinese words are read of, one of three bytes, as all in common use are. */
static inline gboolean spelling_is_han(gunichar c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

/* Puts MEANT in place of bytes [FROM, TO) of *TEXT. */
void spelling_put(char **text, gsize from, gsize to, const char *meant);

/* Adds selections of the terms of WORD to PARTS. */
void spelling_add_terms(GPtrArray *parts, const QueryWord *word);

/* Whether a text of VIEW has PHRASE as it stands. */
gboolean spelling_view_has(const DocumentView *view, const char *phrase);

/* TEXT, a query, as it reads with each of RESPELLINGS. Caller frees. */
char *spelling_apply(const char *text, const GArray *respellings);

/* Adds to EXPANSIONS, for each word of Latin letters of NODE, a QUERY_TEXT, the indexed words that
 * are one slip away (a letter left out, put in, changed, or two turned), of long words two, if they
 * are so much more frequent that the word is a slip rather than a word: catalogues have misprints
 * too. The first letter or the second may be wrong too, but not beside another slip. An
 * abbreviation, in capitals or without a vowel, is no slip, nor is what EXPANSIONS has from the
 * lists. */
void spelling_add(Searcher *searcher, const QueryNode *node, GArray *expansions);

#endif
