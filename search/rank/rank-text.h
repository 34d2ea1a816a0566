/* A document's mapped texts as a row of the query's symbols: what the features read. */
#ifndef SEARCH_RANK_RANK_TEXT_H
#define SEARCH_RANK_RANK_TEXT_H

#include "search/rank/rank-query.h"

/* Texts are compared by their first so many symbols. */
#define RANK_MAX_TEXT 20000

/* Where in the row a symbol of the query is. Most of a text is none of them, so features go from place to place. */
typedef struct {
    guint at;
    gint16 symbol, pair; /* the pair that begins there, or -1 */
} RankPlace;

typedef struct {
    guint from, to;             /* in the row */
    guint first_place, n_places; /* in the places */
    guint32 field_text;         /* which text of the view */
} RankTitle;

/* Reused from document to document. */
typedef struct {
    gint16 *row;          /* n symbols: of the query, ROW_OTHER, ROW_BREAK or ROW_HYPHEN */
    guint n, room;
    RankPlace *places;    /* of the query's symbols, in the order of the row */
    guint n_places;
    guint *counts, *pair_counts; /* by symbol, by pair */
    guint *window;        /* for who counts: by symbol, then by pair */
    double *runs;         /* by place of the query's row, and where in the text they end */
    guint *run_at;
    RankTitle titles[SHARD_MAX_TEXTS];
    guint n_titles;
    gboolean has_digits;
} RankText;

RankText *rank_text_new(const RankQuery *query);
void rank_text_free(RankText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RankText, rank_text_free)

/* Reads the texts of VIEW, titles first. */
void rank_text_read(RankText *text, const RankQuery *query, const DocumentView *view);

gboolean rank_is_title(FieldId field);

/* The cited place at the begin of LEN bytes of normalized TEXT: its length in bytes, or 0. */
guint32 rank_ordinal(const char *text, gsize len, char term[ORDINAL_TERM_SIZE]);

#endif
