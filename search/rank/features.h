/* What makes the order of the answers: one small function a feature. The weights are in rank.c. */
#ifndef SEARCH_RANK_FEATURES_H
#define SEARCH_RANK_FEATURES_H

#include "search/rank/rank-text.h"

/* A document as the features see it. */
typedef struct {
    const RankQuery *query;  /* as the document says it */
    const QueryTerms *asked; /* as it was asked */
    RankText *text;      /* its texts; `window`, `runs` and `run_at` are free to use */
    DocumentView view;
    GByteArray *room;    /* what its texts say */
    double bm25;         /* of step one, as a share of what all terms of the query weigh */
    double mean_symbols; /* of the index's documents */
    int number;          /* LookupLevel of the number asked for, or -1 */
    gboolean asked_edition; /* the number asked for says this one */
    double edition;      /* 1 for the first edition of that level, then less; 0 without number */
    guint status;        /* EDITION_IN_FORCE and so on */
    guint32 expansions; /* bit set: those of `asked` that it holds instead of the words asked for */
    gboolean is_result; /* of the result set */
    gboolean foreign_han; /* its Chinese characters are another language's than the query's */
} RankDocument;

/* BM25 of step one, over words and bigrams; over the query's distinct symbols, as a share of the most
 * that they could weigh. */
double feature_bm25(const RankDocument *document);
double feature_symbols(const RankDocument *document);

/* The share of the symbols' weight that is in the document, of the pairs', of the words'. */
double feature_symbols_held(const RankDocument *document);
double feature_pairs_held(const RankDocument *document);
double feature_words_held(const RankDocument *document);

/* The share of the pairs' weight that is of two words of a script with spaces, side by side in the
 * document as in the query. */
double feature_word_pairs(const RankDocument *document);

/* How much of the query and of the best title, or of the whole text where there is none, is the same
 * symbols and pairs, as a power: 1 for the query itself. */
double feature_alike(const RankDocument *document);

/* The share of the symbols' weight that is in the best title. */
double feature_title_held(const RankDocument *document);

/* How much of query and title is the same letters, two by two, as a power: 1 for the same title; of
 * the best title. */
double feature_title_near(const RankDocument *document);

/* The share of the weight of symbols and pairs that is in the best window of 40 symbols, of 15. */
double feature_window(const RankDocument *document);
double feature_narrow_window(const RankDocument *document);

/* The weight of the longest stretch that query and document share, by the query's. */
double feature_stretch(const RankDocument *document);

/* The logarithm of the document's length by the mean length. */
double feature_length(const RankDocument *document);

/* 1 if a number is asked for and the document has one. */
double feature_has_number(const RankDocument *document);

/* A cited place of the query and the name before it stand in the document: above 1 for exactly this
 * name and place in a title, less for less, 0 without. */
double feature_reference(const RankDocument *document);

/* The share of the query that it holds in other words. */
double feature_expansion(const RankDocument *document);

/* 1 if it is a result only by other words: results with the words asked for come first; 1.5 if by
 * words of another language. */
double feature_approximate(const RankDocument *document);

/* 1 if its Chinese characters are another language's: what says the query in Chinese, or in a
 * translation, comes first. */
double feature_foreign_han(const RankDocument *document);

/* Its number is the one asked for: 1, another edition 0.6, the same digits elsewhere 0.3; beside
 * words a tenth of that. Then, 1 for the first of these, 1/2 for the second and so on. */
double feature_number(const RankDocument *document);
double feature_edition(const RankDocument *document);

/* A title is the query: 1; an element of one is, between punctuation but for hyphens within words: 0.6. */
double feature_title_equal(const RankDocument *document);

/* Of a short query: where a title has it and begins or ends with a word such as vocabulary or 术语,
 * the share of its other words that are the query's, squared; 0.9 if it says nothing but the query and a kind, such as
 * guidelines or 要求. */
double feature_overview(const RankDocument *document);

/* The share of the query's phrases that are in one title. */
double feature_phrases(const RankDocument *document);

/* The share of what may be written glued or in two (35kV, wi-fi) that the document writes as the
 * query does: in a title 1, elsewhere 0.3. */
double feature_as_written(const RankDocument *document);

/* The share of the query's weight that words are of which the document only has others with the same stem: organic
 * for organization; plurals and what verbs become are the same word. */
double feature_derived(const RankDocument *document);

/* In force 1, soon in force 0.8, unknown 0.5, superseded or withdrawn 0; for a whole title that was typed, by
 * which an old edition may have been meant, 0.27 of that. */
double feature_in_force(const RankDocument *document);
double feature_supplement(const RankDocument *document);

#endif
