#include "search/rank/candidates.h"

#include <string.h>

/* A character that is no word of the query has come but once from each place. */
static gboolean weighs(const WeighedTerm *term)
{
    return term->df > 0 && term->weight > 0 && !(term->kind == TOKEN_CHAR && term->wqf < 2);
}

/* What TERM counts for. The posting of a character is that of the word it is. */
static double factor(const WeighedTerm *term)
{
    return term->kind == TOKEN_CHAR ? term->weight / 2 : term->weight;
}

static gint by_frequency(gconstpointer first, gconstpointer second)
{
    const WeighedTerm *a = *(const WeighedTerm *const *)first;
    const WeighedTerm *b = *(const WeighedTerm *const *)second;
    if (a->df != b->df)
        return a->df < b->df ? -1 : 1;
    return strcmp(a->term, b->term);
}

/* The terms whose postings are worth their time, rarest first: const WeighedTerm *. */
static GPtrArray *affordable(const QueryTerms *terms, guint64 budget)
{
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; i < terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (weighs(term))
            g_ptr_array_add(chosen, (gpointer)term);
    }
    g_ptr_array_sort(chosen, by_frequency);
    guint64 spent = 0;
    guint n = 0;
    while (n < chosen->len) {
        spent += ((const WeighedTerm *)chosen->pdata[n])->df;
        if (spent > budget && n >= CANDIDATES_LEAST_TERMS)
            break;
        n++;
    }
    g_ptr_array_set_size(chosen, (gint)n);
    return chosen;
}

/* TERMS (const WeighedTerm *) as they are weighed. */
static GArray *weighed(Searcher *searcher, const GPtrArray *terms)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Weighed));
    for (guint i = 0; i < terms->len; i++) {
        const WeighedTerm *term = terms->pdata[i];
        guint32 df = term->kind == TOKEN_CHAR ? index_termfreq(searcher->index, term->term, strlen(term->term))
                                              : term->df;
        Weighed made = {term->term, df, factor(term)};
        if (df > 0)
            g_array_append_val(out, made);
    }
    return out;
}

GArray *candidates_find(Searcher *searcher, const QueryTerms *terms, const DocSet *within,
                        guint max, GError **error)
{
    g_autoptr(GPtrArray) chosen = affordable(terms, CANDIDATES_BUDGET);
    g_autoptr(GArray) all = weighed(searcher, chosen);
    return weigh_any(searcher, all, within, max, error);
}

GArray *candidates_of(Searcher *searcher, const QueryTerms *terms, const DocSet *set, guint max,
                      GError **error)
{
    g_autoptr(GPtrArray) chosen = affordable(terms, G_MAXUINT64);
    g_autoptr(GArray) all = weighed(searcher, chosen);
    return weigh_set(searcher, all, set, max, error);
}

/* A character of the query, its documents and what it tells. */
typedef struct {
    DocSet *documents;
    double idf;
} Character;

static void clear_character(gpointer data)
{
    docset_free(((Character *)data)->documents);
}

/* The characters of the query's content that are not in too many documents, with those of WITHIN:
 * Character. */
static GArray *rare_characters(Searcher *searcher, const QueryTerms *terms, const DocSet *within,
                               GError **error)
{
    g_autoptr(GArray) rare = g_array_new(FALSE, FALSE, sizeof(Character));
    g_array_set_clear_func(rare, clear_character);
    for (guint i = 0; i < terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (term->kind != TOKEN_CHAR || term->df == 0 || term->df > CANDIDATES_RARE_CHAR ||
            term->weight < 1)
            continue;
        g_autoptr(Selection) one = selection_term("", term->term);
        Character found = {selection_find(one, &searcher->space, within, error), term->idf};
        if (!found.documents)
            return NULL;
        g_array_append_val(rare, found);
    }
    return g_steal_pointer(&rare);
}

/* The documents that hold any of RARE, by what these tell together: Candidate. */
static GArray *by_characters(Searcher *searcher, const GArray *rare)
{
    g_autoptr(DocSet) any = docset_new(&searcher->space);
    for (guint c = 0; c < rare->len; c++)
        docset_add(any, g_array_index(rare, Character, c).documents);
    g_autoptr(GArray) docids = docset_docids(any, &searcher->space, G_MAXUINT32);
    GArray *found = g_array_sized_new(FALSE, TRUE, sizeof(Candidate), docids->len);
    for (guint i = 0, at = 0; at < any->n_words; at++)
        for (guint64 rest = any->bits[at]; rest; rest &= rest - 1, i++) {
            Candidate one = {.docid = g_array_index(docids, XcDocid, i)};
            for (guint c = 0; c < rare->len; c++) {
                const Character *character = &g_array_index(rare, Character, c);
                if (character->documents->bits[at] & rest & -rest)
                    one.bm25 += character->idf;
            }
            g_array_append_val(found, one);
        }
    candidates_sort(found);
    return found;
}

/* The same of an export, whose sets have no bits. */
static GArray *by_characters_remote(Searcher *searcher, const GArray *rare)
{
    GArray *found = g_array_new(FALSE, TRUE, sizeof(Candidate));
    g_autoptr(GHashTable) places = g_hash_table_new(NULL, NULL); /* docid → place + 1 */
    for (guint c = 0; c < rare->len; c++) {
        const Character *character = &g_array_index(rare, Character, c);
        g_autoptr(GArray) docids = docset_docids(character->documents, &searcher->space, G_MAXUINT32);
        for (guint i = 0; i < docids->len; i++) {
            Candidate one = {g_array_index(docids, XcDocid, i), 0};
            guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, GUINT_TO_POINTER(one.docid)));
            if (!place) {
                g_array_append_val(found, one);
                g_hash_table_insert(places, GUINT_TO_POINTER(one.docid), GUINT_TO_POINTER(place = found->len));
            }
            g_array_index(found, Candidate, place - 1).bm25 += character->idf;
        }
    }
    candidates_sort(found);
    return found;
}

gboolean candidates_add_by_characters(Searcher *searcher, const QueryTerms *terms,
                                      const DocSet *within, GArray *candidates, guint max,
                                      GError **error)
{
    if (candidates->len >= max || terms->n_characters > CANDIDATES_MOST_CHARS)
        return TRUE;
    g_autoptr(GArray) rare = rare_characters(searcher, terms, within, error);
    g_autoptr(GArray) found = !rare           ? NULL
                              : within->index ? by_characters_remote(searcher, rare)
                                              : by_characters(searcher, rare);
    g_autoptr(GHashTable) known = g_hash_table_new(NULL, NULL);
    for (guint i = 0; i < candidates->len; i++)
        g_hash_table_add(known, GUINT_TO_POINTER(g_array_index(candidates, Candidate, i).docid));
    for (guint i = 0; found && i < found->len && candidates->len < max; i++) {
        Candidate candidate = {g_array_index(found, Candidate, i).docid, 0};
        if (g_hash_table_add(known, GUINT_TO_POINTER(candidate.docid)))
            g_array_append_val(candidates, candidate);
    }
    return found != NULL;
}
