/* The numbers that a query asks for: looked up, and what is near to those that there are not. */
#include "search/answer/private.h"

#include <string.h>

#include "search/plan/near-number.h"
#include "search/plan/plan.h"

/* More numbers in one query are not looked up. */
#define MAX_NUMBERS 8u

gboolean search_look_up_numbers(Search *search, GError **error)
{
    const QueryTerms *terms = search->result->terms;
    for (guint i = 0; i < MIN(terms->numbers->len, MAX_NUMBERS); i++) {
        const QueryNumber *number = terms->numbers->pdata[i];
        if (!terms->numbers_only && !query_number_is_sure(number))
            continue;
        g_autoptr(GArray) found = lookup_number(search->searcher, number, error);
        if (!found)
            return FALSE;
        if (!search->numbers)
            search->numbers = g_array_ref(found);
        else
            lookup_merge(search->numbers, found);
    }
    return TRUE;
}

/* Makes NUMBER (taken over) all that the query asks for. */
static void ask_number(Query *query, QueryNumber *number)
{
    QueryNode *node =
        query_node_new(QUERY_NUMBER, 0, number->canonical, strlen(number->canonical));
    node->number = number;
    node->end = (guint32)strlen(query->text);
    query_node_free(query->root);
    query->root = node;
}

/* Whether the query is digits alone that a document has for its number. */
static gboolean read_digits(const Search *search, const char *text)
{
    g_autoptr(Number) number = lookup_digits(text);
    g_autoptr(QueryNumber) sought = number && number->part ? query_number_new(number) : NULL;
    if (!sought || !lookup_knows(search->searcher, sought))
        return FALSE;
    ask_number(search->query, g_steal_pointer(&sought));
    return TRUE;
}

/* Says that TEXT was read as the number asked for. */
static void tell_reading(Search *search, const char *text)
{
    search->result->changed =
        query_note(search->query, "'%s' was read as %s", text, search->query->root->number->canonical);
}

void search_read_number(Search *search)
{
    Query *query = search->query;
    if (!query->root)
        return;
    g_autofree char *text = g_strstrip(g_strdup(query->text));
    if (query->root->type == QUERY_NUMBER && lookup_knows(search->searcher, query->root->number)) {
        if (number_is_misread(text))
            tell_reading(search, text);
        return;
    }
    if (read_digits(search, text))
        return;
    g_autoptr(Number) number = near_number_misread(search->searcher, text);
    if (!number)
        return;
    ask_number(query, query_number_new(number));
    tell_reading(search, text);
}

/* Whether a document has exactly NUMBER. */
static gboolean has_number(Searcher *searcher, const QueryNumber *number, gboolean *has,
                           GError **error)
{
    g_autoptr(Selection) own = plan_number(searcher, number, TERM_NUMBER);
    g_autoptr(GArray) docids = searcher_documents(searcher, own, 1, error);
    *has = docids && docids->len > 0;
    return docids != NULL;
}

static void tell_nearest(Search *search, const QueryNumber *number, GPtrArray *ids)
{
    NearestNumbers nearest = {g_strdup(number->canonical), g_ptr_array_ref(ids)};
    GString *list = g_string_new(NULL);
    for (guint i = 0; i < ids->len; i++)
        g_string_append_printf(list, "%s%s", i ? ", " : "", (const char *)ids->pdata[i]);
    g_array_append_val(search->result->nearest, nearest);
    if (ids->len)
        query_note(search->query, "no document has the number %s; did you mean %s?", number->canonical, list->str);
    else
        query_note(search->query, "no document has the number %s", number->canonical);
    g_string_free(list, TRUE);
}

/* Whether NODE, a number, is more than a part of something else. */
static gboolean is_meant(const Search *search, const QueryNode *node)
{
    if (query_node_is_words(node))
        return search->result->total == 0 && node == search->query->root;
    return node->fields || search->result->terms->numbers_only ||
           query_number_is_sure(node->number);
}

static gboolean add_nearest(Search *search, const QueryNode *node, GError **error)
{
    gboolean has = TRUE;
    if (node->type == QUERY_AND || node->type == QUERY_OR) {
        for (guint i = 0; i < node->children->len; i++)
            if (!add_nearest(search, node->children->pdata[i], error))
                return FALSE;
        return TRUE;
    }
    if (node->type != QUERY_NUMBER || search->result->nearest->len == MAX_NUMBERS ||
        !is_meant(search, node))
        return TRUE;
    if (!has_number(search->searcher, node->number, &has, error))
        return FALSE;
    g_autoptr(GPtrArray) ids =
        has ? NULL : near_numbers(search->searcher, node->number, error);
    if (ids)
        tell_nearest(search, node->number, ids);
    return has || ids;
}

static void clear_nearest(gpointer data)
{
    g_free(((NearestNumbers *)data)->number);
    g_ptr_array_unref(((NearestNumbers *)data)->ids);
}

gboolean search_add_nearest(Search *search, GError **error)
{
    search->result->nearest = g_array_new(FALSE, FALSE, sizeof(NearestNumbers));
    g_array_set_clear_func(search->result->nearest, clear_nearest);
    return !search->query->root || add_nearest(search, search->query->root, error);
}
