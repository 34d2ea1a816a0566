/* The other words that may stand for those of one query, and who holds them. */
#ifndef SEARCH_WORDS_EXPANSIONS_H
#define SEARCH_WORDS_EXPANSIONS_H

#include "search/query/query.h"
#include "search/words/expand.h"
#include "search/words/regional.h"
#include "search/words/words.h"

typedef struct {
    const QueryNode *node; /* the text of the query; NULL: all of it, to find but not to widen */
    char *text;            /* normalized */
    char *written;         /* as a list writes it, or NULL: the same */
    char *of;              /* the words that it stands for: */
    guint32 from, to;      /* bytes of the node's normalized text */
    ExpansionKind kind;
    GArray *words, *of_words; /* QueryWord: those of `text` and `of` that count */
} Expansion;

/* No query has more: they are numbered by the bits of a guint32. */
#define EXPANSIONS_MAX 24

/* As it is to be cut into words: ISMS, which has no stem, not isms. Borrowed. */
const char *expansion_written(const Expansion *expansion);

/* An empty list of Expansion. The caller unrefs. */
GArray *expansions_new(void);

/* Whether the bit set OF of ALL has one, before number BEFORE, for words of EXPANSION. */
gboolean expansions_overlap(const GArray *all, guint32 of, guint before,
                            const Expansion *expansion);

/* Adds to ALL what may stand for words of NODE, a QUERY_TEXT: the regional reading first if
 * REGIONAL is given, then what EXPANDER has, if that is. */
void expansions_add(GArray *all, const QueryNode *node, const Expander *expander,
                    Regional *regional, Tokenizer *tokenizer);

/* Once all are added: puts them in the order of their kinds, so that many translations of one word
 * leave room for another's synonym, and keeps EXPANSIONS_MAX. */
void expansions_choose(GArray *all, Tokenizer *tokenizer);

/* The words of LEN bytes of TEXT that count: empty ones if there are no others. Caller unrefs. */
GArray *expansions_cut(Tokenizer *tokenizer, const char *text, gssize len);

/* Those of an expansion's text: Chinese in one piece. Caller unrefs. */
GArray *expansions_cut_whole(Tokenizer *tokenizer, const char *text);

/* Which of ALL the document VIEW holds without the words that they stand for: a bit set. */
guint32 expansions_held(const GArray *all, Tokenizer *tokenizer, const DocumentView *view);

/* Those of ALL that are of the bit set KINDS: a bit set. */
guint32 expansions_of(const GArray *all, guint32 kinds);

/* Those of the bit set HELD that are said beside a hit: what the mainland calls it, or writes
 * in one word, is what was asked for. */
guint32 expansions_told(const GArray *all, guint32 held);

/* Whether a document VIEW of the result set, which holds HELD, answers NODE by these alone. */
gboolean expansions_needed(const GArray *all, guint32 held, Tokenizer *tokenizer,
                           const DocumentView *view, const QueryNode *node);

/* The normalized text of NODE with the words that HELD stand for replaced, each by the first of
 * them. Caller frees. */
char *expansions_replace(const GArray *all, guint32 held, const QueryNode *node);

#endif
