/* What else counts where the words of a query find nothing, or little. */
#include "search/answer/private.h"

#include <string.h>

#include "messages/messages.h"
#include "search/plan/plan.h"

static gboolean has_parts(const GArray *words)
{
    for (guint i = 0; i < words->len; i++)
        if (g_array_index(words, QueryWord, i).parts->len > 0)
            return TRUE;
    return FALSE;
}

/* What is searched for where no document holds the words in any of their own language's forms: first the
 * shorter words that they are made of, 安全 and 评估 for 安全评估; then translations: a Chinese
 * query over English titles is answered, not just given something like it. */
static const guint32 wider_ways[] = {EXPANSIONS_APART, EXPANSIONS_TRANSLATED, EXPANSIONS_APART | EXPANSIONS_TRANSLATED};

/* How many results there are without those that only hold abbreviations in another script: QKD for
 * 量子密钥分发. */
static gboolean count_plain(Search *search, guint *plain, GError **error)
{
    const GArray *all = search->result->terms->expansions;
    *plain = search->native;
    if (search->result->total == 0 || !search_has_kinds(all, 1u << EXPANSION_ABBREVIATION))
        return TRUE;
    guint32 kinds = EXPANSIONS_SAME & ~(1u << EXPANSION_ABBREVIATION);
    g_autoptr(Selection) plan = plan_query(search->searcher, search->query, all, kinds, error);
    g_autoptr(DocSet) found = plan ? search_find_set(search, plan, error) : NULL;
    if (found)
        *plain = MIN(*plain, docset_count(found));
    return found != NULL;
}

/* Counts the wider way KINDS as well. */
static gboolean widen(Search *search, guint32 kinds, GError **error)
{
    g_clear_pointer(&search->result->hits, g_array_unref);
    g_clear_pointer(&search->set, docset_free);
    g_clear_pointer(&search->plan, selection_unref);
    return search_find_results(search, EXPANSIONS_SAME | kinds, error);
}

static const Said *note_way(Query *query, guint32 kinds)
{
    if (!(kinds & EXPANSIONS_TRANSLATED))
        return query_note(query, "no document has these words as they are: the shorter words in them were searched for, "
                                 "in any place; in quotation marks words are searched as they are");
    if (!(kinds & EXPANSIONS_APART))
        return query_note(query, "no document has these words: translations of them were searched for; in quotation marks "
                                 "words are searched as they are");
    return query_note(query, "no document has these words: translations of the shorter words in them were searched for, in "
                             "any place; in quotation marks words are searched as they are");
}

/* NOTE tells of the way KINDS. */
static void tell_wider(Search *search, const Said *note, guint32 kinds)
{
    search->result->translated = kinds & EXPANSIONS_TRANSLATED ? note : NULL;
}

/* Where nothing is found, or nothing but abbreviations. */
static gboolean find_another_way(Search *search, guint plain, GError **error)
{
    Answer *result = search->result;
    gboolean abbreviated = result->total > 0 && search->native > 0 && plain == 0;
    gboolean parts = has_parts(result->terms->words);
    gboolean translations = search_has_kinds(result->terms->expansions, EXPANSIONS_TRANSLATED);
    for (guint i = 0; (search->native == 0 || abbreviated) && i < G_N_ELEMENTS(wider_ways); i++) {
        guint32 kinds = wider_ways[i];
        if ((kinds & EXPANSIONS_APART && (!parts || abbreviated)) ||
            (kinds & EXPANSIONS_TRANSLATED && !translations))
            continue;
        if (!widen(search, kinds, error))
            return FALSE;
        if (search->native > 0)
            tell_wider(search, note_way(search->query, kinds), kinds);
        abbreviated = FALSE;
    }
    return TRUE;
}

/* With fewer results translations count as well. */
#define FEW_RESULTS 10

/* Whether the index has all words of a translation: most have no document in a corpus of one
 * language, and finding that out is cheap. */
static gboolean has_translation(const Search *search)
{
    const QueryTerms *terms = search->result->terms;
    for (guint i = 0; i < terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(terms->expansions, Expansion, i);
        gboolean known = EXPANSIONS_TRANSLATED & 1u << expansion->kind && expansion->words->len > 0;
        for (guint w = 0; known && w < expansion->words->len; w++) {
            const QueryWord *word = &g_array_index(expansion->words, QueryWord, w);
            const char *term = word->terms->pdata[0];
            int at = query_terms_find(terms, term, strlen(term));
            known = at >= 0 && g_array_index(terms->terms, WeighedTerm, at).df > 0;
        }
        if (known)
            return TRUE;
    }
    return FALSE;
}

/* Makes the hits FIRST, which it takes over, the first of HITS, but for those in Chinese characters of
 * another language. */
static void keep_first(const Search *search, GArray *hits, GArray *first)
{
    for (guint i = first->len; i-- > 0 && search->result->terms->is_chinese;)
        if (docset_has_docid(searcher_foreign_han(search->searcher, NULL),
                             &search->searcher->space,
                             g_array_index(first, SearchHit, i).docid))
            g_array_remove_index(first, i);
    for (guint i = hits->len; i-- > 0;)
        if (search_has_hit(first, g_array_index(hits, SearchHit, i).docid))
            g_array_remove_index(hits, i);
    g_array_prepend_vals(hits, first->data, first->len);
    g_array_set_clear_func(first, NULL);
    g_array_unref(first);
}

/* Where little is found: one Chinese guideline should not hide what English titles call the same.
 * It stays before them; abbreviations do not, ISMS says no more than the words in full. */
static gboolean find_translated(Search *search, guint plain, GError **error)
{
    Answer *result = search->result;
    if (search->native == 0 || plain >= FEW_RESULTS ||
        search->kinds & EXPANSIONS_TRANSLATED || !has_translation(search))
        return TRUE;
    guint32 kinds = search->kinds | EXPANSIONS_TRANSLATED, before = result->total;
    guint native = search->native;
    g_autoptr(Selection) wider =
        plan_query(search->searcher, search->query, result->terms->expansions, kinds, error);
    g_autoptr(DocSet) found = wider ? search_find_set(search, wider, error) : NULL;
    if (!found || docset_count(found) == before)
        return found != NULL;
    GArray *first = g_array_ref(result->hits);
    gboolean ok = widen(search, kinds, error);
    if (ok && search->options->sort == SORT_RELEVANCE && plain == native)
        keep_first(search, result->hits, g_steal_pointer(&first));
    if (first)
        g_array_unref(first);
    tell_wider(search,
               query_note(search->query, "few documents have the words: those that have a translation of them are added; "
                                         "in quotation marks words are searched as they are"),
               kinds);
    return ok;
}

gboolean search_find_wider(Search *search, GError **error)
{
    guint plain;
    return count_plain(search, &plain, error) && find_another_way(search, plain, error) &&
           find_translated(search, plain, error);
}
