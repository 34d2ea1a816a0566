#include "search/plan/joined-words.h"

#include <string.h>

/* Shorter ones are rather abbreviations: I T is no it. */
#define SHORTEST 4

static gboolean is_letters(const QueryWord *word)
{
    return word->kind == WORD_OTHER && !word->empty &&
           strspn(word->text, "abcdefghijklmnopqrstuvwxyz") == strlen(word->text);
}

/* Whether nothing but a hyphen, or what is between words of a query, is between FIRST and SECOND. */
static gboolean are_neighbours(const char *text, const QueryWord *first, const QueryWord *second)
{
    static const char *const between[] = {" ", "-", QUERY_SEPARATOR};
    gsize len = second->from - first->to;
    for (guint i = 0; i < G_N_ELEMENTS(between); i++)
        if (strlen(between[i]) == len && memcmp(text + first->to, between[i], len) == 0)
            return TRUE;
    return FALSE;
}

void joined_words_add(Searcher *searcher, const QueryNode *node, GArray *expansions)
{
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, node->text, -1, NULL, NULL);
    g_autofree char *text = normalize_string(node->text, -1);
    for (guint i = 0; i + 1 < words->len; i++) {
        const QueryWord *first = &g_array_index(words, QueryWord, i), *second = first + 1;
        if (!is_letters(first) || !is_letters(second) || !are_neighbours(text, first, second))
            continue;
        g_autofree char *joined = g_strconcat(first->text, second->text, NULL);
        g_autoptr(GArray) one = words_cut(searcher->tokenizer, joined, -1, NULL, NULL);
        const QueryWord *word = &g_array_index(one, QueryWord, 0);
        if (strlen(joined) < SHORTEST ||
            searcher_termfreq(searcher, "", word->terms->pdata[0]) == 0)
            continue;
        Expansion made = {.node = node,
                          .text = g_steal_pointer(&joined),
                          .of = g_strndup(text + first->from, second->to - first->from),
                          .from = first->from,
                          .to = second->to,
                          .kind = EXPANSION_JOINED};
        g_array_append_val(expansions, made);
    }
}
