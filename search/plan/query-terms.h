/* What of a query weighs: its terms with their frequencies, its words, numbers and phrases. Whatever
 * is excluded or only filters (-word, kind:gb, year:2024) is not here. */
#ifndef SEARCH_PLAN_QUERY_TERMS_H
#define SEARCH_PLAN_QUERY_TERMS_H

#include "search/match/searcher.h"
#include "search/plan/query-symbols.h"
#include "search/query/query.h"
#include "search/words/expansions.h"
#include "search/words/proximity.h"

typedef struct {
    char *term;
    TokenKind kind;
    guint32 wqf; /* how often the query has it */
    guint32 df;  /* in how many documents it is */
    double idf;
    double weight; /* by kind and place, summed over its places in the query; 0: it does not weigh */
    double most;   /* what of it a document has that says all that is asked */
} WeighedTerm;

typedef struct {
    const Query *query;  /* borrowed */
    GArray *terms;       /* WeighedTerm, each once, by first place in the query */
    GHashTable *by_term; /* term → index + 1 in `terms` */
    GArray *words;       /* QueryWord */
    GArray *word_idf;    /* double, by word: of its rarest term */
    GPtrArray *numbers;  /* const QueryNumber *, of the query; not what is words if no document has it */
    GPtrArray *phrases;  /* char *, normalized */
    GPtrArray *proximities; /* Proximity *: phrases with slack */
    GPtrArray *prefixes; /* char *, normalized */
    GPtrArray *spellings; /* char *, normalized: what may be written glued, with a hyphen or in two */
    QuerySymbols *symbols; /* of the texts and phrases, for the re-ranker; empty without an index */
    char *text;          /* all of it, normalized: what a whole title is compared with */
    GArray *expansions;  /* Expansion */
    gboolean is_chinese; /* words in Chinese characters, none of which is written otherwise elsewhere */
    gboolean numbers_only; /* no words beside the numbers */
    guint n_characters;  /* of `text` */
    double most;         /* Σ weight × idf of the terms */
    guint32 n_documents; /* of the index */
} QueryTerms;

QueryTerms *query_terms_new(Searcher *searcher, const Query *query);

/* The terms of QUERY as a document says it that holds the expansions HELD (bit set) of TERMS. It
 * has no expansions itself. */
QueryTerms *query_terms_said(Searcher *searcher, const Query *query, const QueryTerms *terms,
                             guint32 held);

/* The same without an index: no frequencies, every idf is 0. */
QueryTerms *query_terms_of(Tokenizer *tokenizer, const Query *query);

void query_terms_free(QueryTerms *terms);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QueryTerms, query_terms_free)

/* The index in `terms` of LEN bytes of TERM, or -1. */
int query_terms_find(const QueryTerms *terms, const char *term, gsize len);

#endif
