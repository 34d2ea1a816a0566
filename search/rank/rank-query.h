/* A query prepared for the re-ranker: its distinct symbols and pairs with what they weigh. */
#ifndef SEARCH_RANK_RANK_QUERY_H
#define SEARCH_RANK_RANK_QUERY_H

#include "search/plan/query-terms.h"
#include "search/rank/rank-letters.h"

/* A longer query is compared by its first so many symbols. */
#define RANK_MAX_ROW 400

/* Symbols in a row of a text or of the query: an index of `weights`, or one of these. */
#define ROW_OTHER (-1)
#define ROW_BREAK (-2)
#define ROW_HYPHEN (-3) /* within a word: rough-terrain */

/* Whether PLACE of a row is no symbol, neither the query's nor another. */
static inline gboolean row_breaks(gint16 place)
{
    return place == ROW_BREAK || place == ROW_HYPHEN;
}

typedef struct {
    guint from, len; /* in `row` */
    double weight;   /* the highest idf of a symbol or pair in it */
} RankWord;

typedef struct {
    const QueryTerms *terms;
    Searcher *searcher;
    double longness;
    guint n_symbols, n_pairs;  /* distinct ones, in the order in which they come */
    double *weights;           /* of a symbol: place × idf */
    double *pair_weights;
    gboolean *pair_of_words;   /* both of its symbols are words of content of another script */
    double symbols_sum, pairs_sum;
    gint16 *pairs;             /* [first × n_symbols + second] → pair or -1 */
    gint16 *row;               /* the query: n_row symbols */
    double *row_weights;
    guint n_row;
    gint16 *last_at, *before;  /* a symbol's last place in `row`, and its place before a place; -1 */
    GArray *words;             /* RankWord: those of content */
    double words_sum;
    guint64 low_bits; /* bit n: there is a code that is n mod 64 in the table; most characters of a text are told by that */
    guint table_mask;
    guint32 *table_codes;      /* open addressing by code; 0 is empty */
    gint16 *table_symbols;
    RankLetters *letters;      /* of the whole query */
    GPtrArray *in_other_words; /* RankLetters: with one of its expansions each */
    GArray *latin;             /* guint32: first bytes of the stems, see rank_query_may_hold() */
} RankQuery;

RankQuery *rank_query_new(Searcher *searcher, const QueryTerms *terms);
void rank_query_free(RankQuery *query);

/* Whole titles are compared with the query ASKED in the words HELD (bit set of its expansions). */
void rank_query_say(RankQuery *query, const QueryTerms *asked, guint32 held);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RankQuery, rank_query_free)

/* The symbol of CODE, or ROW_OTHER. */
static inline gint16 rank_query_symbol(const RankQuery *query, guint32 code)
{
    for (guint at = code * 2654435761u >> 16 & query->table_mask;;
         at = (at + 1) & query->table_mask) {
        if (query->table_codes[at] == code)
            return query->table_symbols[at];
        if (query->table_codes[at] == 0)
            return ROW_OTHER;
    }
}

/* The symbol of a word of another script; words that begin as none of the query are not stemmed. */
gint16 rank_query_word(const RankQuery *query, const char *word, gsize len);

#endif
