/* What the files of a search share. */
#ifndef SEARCH_ANSWER_PRIVATE_H
#define SEARCH_ANSWER_PRIVATE_H

#include "search/answer/answer.h"

typedef struct {
    Searcher *searcher;
    Query *query;
    const SearchOptions *options;
    Answer *result;
    GArray *numbers; /* LookupMatch of the query's numbers, or NULL */
    Selection *plan; /* the result set */
    guint32 kinds;   /* bit set of the expansions that count in it */
    DocSet *set;     /* its documents */
    guint native;    /* how many of these are no accident of another language */
} Search;

/* Finds the result set with the expansions of KINDS, and fills the hits. */
gboolean search_find_results(Search *search, guint32 kinds, GError **error);

/* Reads a query that is a number of a document only if all of it is taken for one as that number: 1.1,
 * and what has letters and digits that look alike. */
void search_read_number(Search *search);

/* Makes the query say what it means where that is sure, before its terms are made; then tells that, and what else
 * it may mean. */
void search_read_spelling(Search *search);
void search_tell_spelling(Search *search);

/* Finds the matches of all numbers: each number's first before any other's second. */
gboolean search_look_up_numbers(Search *search, GError **error);

/* Tells of each number that no document has which are near to it. */
gboolean search_add_nearest(Search *search, GError **error);

/* Where nothing or little is found, counts what else the query may mean. */
gboolean search_find_wider(Search *search, GError **error);

/* Of a large result set, closely ranks overviews of the subject that are not among the best by
 * BM25. */
gboolean search_add_overviews(Search *search, GError **error);

/* The live documents that SELECTION (NULL: all) is, but for those left out. Caller frees; NULL with an error. */
DocSet *search_find_set(const Search *search, const Selection *selection, GError **error);

/* The live documents that pass what the query only filters by. Caller frees; NULL with an error. */
DocSet *search_filtered(Search *search, GError **error);

/* Puts before a withdrawn document among the first hits what is in force in its place. */
gboolean search_add_successors(Search *search, GError **error);

/* Adds relaxed hits where they are wanted, and puts first the one that leads. */
gboolean search_add_others(Search *search, GError **error);

/* Counts the facets that are wanted. */
gboolean search_count_facets(Search *search, GError **error);

/* No hits yet: an array of SearchHit that owns what they have. Caller unrefs. */
GArray *search_hits_new(void);

/* The place of DOCID among HITS (SearchHit), or their number. */
guint search_find_hit(const GArray *hits, XcDocid docid);

/* Whether HITS have DOCID; appends a DOCUMENT. */
gboolean search_has_hit(const GArray *hits, XcDocid docid);
void search_add_hit(GArray *hits, const RankedDocument *document, gboolean relaxed);

/* The place of DOCID among CANDIDATES, or their number. */
guint search_find_candidate(const GArray *candidates, XcDocid docid);

/* Whether one of EXPANSIONS is of the bit set KINDS. */
gboolean search_has_kinds(const GArray *expansions, guint32 kinds);

#endif
