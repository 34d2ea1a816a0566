/* Values that are typed without quotation marks: committee:ISO/IEC JTC 1/SC 27. */
#include <string.h>

#include "corpus/record/value.h"
#include "search/query/private.h"

/* The longest name has so many words. */
#define MAX_WORDS 24

typedef struct {
    const Query *query;
    QueryIsValue is_value;
    gpointer data;
} Values;

static gboolean is_named(const QueryNode *node)
{
    static const guint32 with_names =
        1u << FIELD_KIND | 1u << FIELD_STATUS | 1u << FIELD_STAGE | 1u << FIELD_COMMITTEE;
    return node->type == QUERY_FACET && (node->fields & with_names);
}

/* Whether SECOND follows FIRST with nothing but white space between, and is no syntax itself. */
static gboolean follows(const Values *v, const QueryNode *first, const QueryNode *second)
{
    gboolean text = (second->type == QUERY_TEXT || second->type == QUERY_NUMBER) && !second->fields;
    gboolean in_group = second->type == QUERY_FACET && second->fields == first->fields;
    if ((!text && !in_group) || second->start < first->end)
        return FALSE;
    const char *at = v->query->text + first->end, *end = v->query->text + second->start;
    while (at < end && g_unichar_isspace(g_utf8_get_char(at)))
        at = g_utf8_next_char(at);
    return at == end;
}

/* The value as it stands in the query, from the first word of NODE to END. */
static char *value_until(const Values *v, const QueryNode *node, guint32 end)
{
    return g_strndup(v->query->text + node->start, end - node->start);
}

/* Names of the table have no blank between Chinese characters: committee:信息 安全 is two words. */
static gboolean parts_chinese(const char *text)
{
    gboolean chinese = FALSE, blank = FALSE;
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (g_unichar_isspace(c)) {
            blank = TRUE;
            continue;
        }
        gboolean han = g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
        if (han && chinese && blank)
            return TRUE;
        chinese = han;
        blank = FALSE;
    }
    return FALSE;
}

static gboolean is_value(const Values *v, FieldId field, const char *text)
{
    return (value_is_known(field, text) && !parts_chinese(text)) ||
           (v->is_value && v->is_value(field, text, v->data));
}

/* Takes the words after the value at I of an AND into it, as many as there is a value of. */
static void join_value(const Values *v, QueryNode *and, guint i, QueryNode *node)
{
    FieldId field = (FieldId)__builtin_ctz(node->fields);
    const char *first = v->query->text + node->start;
    if (node->end <= node->start || query_role(g_utf8_get_char(first)) == QUOTE)
        return;
    guint words = 0, most = 0;
    g_autofree char *longest = NULL;
    while (
        words < MAX_WORDS && i + words + 1 < and->children->len &&
        follows(
            v,
            words ? and->children->pdata[i + words] : node, and->children->pdata[i + words + 1])) {
        words++;
        const QueryNode *last = and->children->pdata[i + words];
        g_autofree char *text = value_until(v, node, last->end);
        if (!is_value(v, field, text))
            continue;
        g_free(longest);
        longest = g_steal_pointer(&text);
        most = words;
    }
    if (most == 0)
        return;
    node->end = ((QueryNode *)and->children->pdata[i + most])->end;
    ((QueryNode *)and->children->pdata[i])->end = node->end;
    g_free(node->text);
    node->text = query_value_text(field, longest);
    g_ptr_array_remove_range(and->children, i + 1, most);
}

static QueryNode *join_node(const Values *v, QueryNode *node)
{
    for (guint i = 0; node->children && i < node->children->len; i++)
        node->children->pdata[i] = join_node(v, node->children->pdata[i]);
    for (guint i = 0; node->type == QUERY_AND && i < node->children->len; i++) {
        QueryNode *child = node->children->pdata[i];
        QueryNode *value = child->type == QUERY_NOT ? child->children->pdata[0] : child;
        if (is_named(value))
            join_value(v, node, i, value);
    }
    if (node->type != QUERY_AND || node->children->len > 1)
        return node;
    QueryNode *only = g_ptr_array_steal_index(node->children, 0);
    query_node_free(node);
    return only;
}

void query_join_values(Query *query, QueryIsValue is_value_of_index, gpointer data)
{
    Values v = {query, is_value_of_index, data};
    if (query->root)
        query->root = join_node(&v, query->root);
}
