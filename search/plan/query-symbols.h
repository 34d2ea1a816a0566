/* A query as a row of symbols with weights: what the re-ranker compares texts with. */
#ifndef SEARCH_PLAN_QUERY_SYMBOLS_H
#define SEARCH_PLAN_QUERY_SYMBOLS_H

#include "search/match/searcher.h"
#include "tokenizer/ordinal.h"

/* A symbol's code: a code point, or the hash of a word's stem with this bit; 0 is a break. */
#define SYMBOL_WORD_BIT 0x80000000u

typedef struct {
    guint32 code;
    guint32 text;      /* which text of the query it is in */
    guint32 from, to;  /* bytes of that text, normalized */
    gboolean stop;     /* in a word that asks or says nothing, or in a number that is looked up */
    gboolean starts;   /* a word begins here */
    gboolean ordinal;  /* in a cited place, 第33条 */
    double weight;     /* 1; 0.1 in a question word or a number; 0 in a cited place, which is a term itself */
    double idf;        /* of the symbol */
    double pair_idf;   /* of it and the next one; 0 before a break */
    char *stem;        /* of a word; owned */
} QuerySymbol;

/* A cited place and the name before it, letters and digits only, from right to left. */
typedef struct {
    char term[ORDINAL_TERM_SIZE];
    GArray *name; /* guint32, code points */
} QueryOrdinal;

typedef struct {
    GArray *symbols;  /* QuerySymbol; a break between texts, where punctuation is, and beside Chinese a space */
    GArray *ordinals; /* QueryOrdinal */
    guint n_texts;
    guint content;    /* symbols that are no stop */
    double longness;  /* 0: four characters of content or fewer, to 1: sixteen or more */
    gboolean asks_number;
} QuerySymbols;

QuerySymbols *query_symbols_new(void);
void query_symbols_free(QuerySymbols *symbols);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QuerySymbols, query_symbols_free)

/* Appends a text of the query (as the user wrote it), or a number that is LOOKED_UP. */
void query_symbols_add(QuerySymbols *symbols, Searcher *searcher, const char *text,
                       gboolean looked_up);

/* When all texts are there: weights and longness. */
void query_symbols_weigh(QuerySymbols *symbols);

/* The highest weight among the symbols of TEXT that lie in bytes [from, to); 0 if one of them is in
 * a cited place. *CURSOR begins at 0 and may be kept while `from` does not fall. */
double query_symbols_weight(const QuerySymbols *symbols, guint text, guint32 from, guint32 to,
                            guint *cursor);

/* The code of LEN bytes of a word: of its English stem. */
guint32 symbol_word_code(Searcher *searcher, const char *word, gsize len);

/* Whether STEM is the English stem of WORD. */
gboolean symbol_is_stem_of(Searcher *searcher, const char *stem, const char *word);

/* Appends letters and digits of TEXT before byte END to NAME, from right to left. */
void symbol_name_before(const char *text, guint32 end, GArray *name);

#endif
