/* A title typed from memory has a word that is not the title's own. If a scope elsewhere happens to
 * hold them all, that document is a result and the one meant is not. */
#include "search/answer/near-title.h"

#include <string.h>

/* By feature_title_near(): how near the title must be (five letter pairs of six), and by how much
 * nearer than the results'. */
#define LEAST_NEAR 0.25
#define LEAST_NEAR_ALONE 0.15 /* where nothing holds all the words */
#define LEAST_LEAD 0.2

/* A query that may be a title has more than eight characters of content, four words of another
 * script: looking for candidates again costs a short one more than it gains. */
#define MORE_THAN_LONGNESS 0.5

/* The share of the words' weight that it must hold: what it lacks says little. */
#define LEAST_WORDS 0.6

/* Part 2, class III: what tells documents of one title apart. */
static gboolean is_numeral(const QueryWord *word)
{
    const char *text = word->text;
    return (word->kind == WORD_OTHER || word->kind == WORD_JOINED) &&
           (strpbrk(text, "0123456789") || text[strspn(text, "ivx")] == '\0');
}

/* Sets *HOLDS to whether HIT has the numerals of the query. */
static gboolean holds_numerals(Searcher *searcher, const QueryTerms *terms, const SearchHit *hit,
                               gboolean *holds, GError **error)
{
    DocumentView view;
    g_autoptr(GByteArray) room = g_byte_array_new();
    if (!index_read(searcher->index, hit->docid, 0, &view, room, error))
        return FALSE;
    *holds = TRUE;
    for (guint i = 0; *holds && i < terms->words->len; i++)
        *holds = !is_numeral(&g_array_index(terms->words, QueryWord, i)) ||
                 words_in_view(terms->words, i, 1, 0, searcher->tokenizer, &view);
    return TRUE;
}

/* Words alone, neither phrases nor alternatives, and as many as titles have. */
static gboolean may_be_title(const QueryTerms *terms)
{
    const QueryNode *root = terms->query->root;
    return root && (root->type == QUERY_TEXT || root->type == QUERY_AND) &&
           terms->phrases->len == 0 && terms->proximities->len == 0 && terms->prefixes->len == 0 &&
           terms->symbols->longness > MORE_THAN_LONGNESS;
}

/* How near a relaxed hit's title must be; no title is if a result has the number asked for. */
static double least_near(const GArray *hits, guint n_results)
{
    double best = 0;
    for (guint i = 0; i < n_results; i++) {
        const SearchHit *hit = &g_array_index(hits, SearchHit, i);
        if (hit->ranked && hit->values[RANK_NUMBER] > 0)
            return G_MAXDOUBLE;
        best = MAX(best, hit->ranked ? hit->values[RANK_TITLE_NEAR] : 0);
    }
    return n_results == 0 ? LEAST_NEAR_ALONE : MAX(LEAST_NEAR, best + LEAST_LEAD);
}

gboolean near_title_may_lead(const QueryTerms *terms, const GArray *results)
{
    return may_be_title(terms) && least_near(results, results->len) <= 1;
}

static void move_to_front(GArray *hits, guint from)
{
    SearchHit hit = g_array_index(hits, SearchHit, from);
    SearchHit *first = &g_array_index(hits, SearchHit, 0);
    memmove(first + 1, first, from * sizeof *first);
    *first = hit;
    first->leads = TRUE;
}

gboolean near_title_put_first(Searcher *searcher, const QueryTerms *terms, GArray *hits,
                              guint n_results, GError **error)
{
    double least = least_near(hits, n_results);
    guint end = n_results > 0 ? hits->len : MIN(hits->len, 1);
    for (guint i = n_results; i < end; i++) {
        const SearchHit *hit = &g_array_index(hits, SearchHit, i);
        gboolean holds;
        if (hit->values[RANK_TITLE_NEAR] < least || hit->any_words < LEAST_WORDS)
            continue;
        if (!holds_numerals(searcher, terms, hit, &holds, error))
            return FALSE;
        if (holds) {
            move_to_front(hits, i);
            return TRUE;
        }
    }
    return TRUE;
}
