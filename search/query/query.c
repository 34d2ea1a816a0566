/* Nodes of the query tree: making, freeing, printing. */
#include "search/query/query.h"

#include <string.h>

#include "messages/messages.h"
#include "tokenizer/compound.h"
#include "unicode/width.h"

gboolean query_number_is_sure(const QueryNumber *number)
{
    return !g_ascii_isdigit(number->terms[0][0]) || strlen(number->terms[0]) >= 5;
}

gboolean query_number_is_supplement(const QueryNumber *number)
{
    const char *digits = strpbrk(number->terms[0], "0123456789");
    const char *slash = digits ? strchr(digits, '/') : NULL;
    return slash && g_ascii_isalpha(slash[1]) && strpbrk(slash, "0123456789");
}

QueryNumber *query_number_new(const Number *number)
{
    QueryNumber *made = g_new0(QueryNumber, 1);
    made->canonical = number_format(number);
    made->terms = number_terms(number);
    made->has_part = number->type == NUMBER_STANDARD && number->part != NULL;
    guint n = g_strv_length(made->terms);
    made->bare = made->terms[made->has_part && n > 1 ? n - 2 : n - 1];
    if (number->type == NUMBER_STANDARD && number->year > 0) {
        g_autofree char *tail = g_strdup_printf("-%d", number->year);
        /* Of the terms that end so the shortest is without prefix. */
        for (char **term = made->terms; *term; term++)
            if (g_str_has_suffix(*term, tail)) {
                g_free(made->year_term);
                made->year_term = g_strdup(*term);
            }
    }
    return made;
}

void query_number_free(QueryNumber *number)
{
    if (!number)
        return;
    g_free(number->canonical);
    g_strfreev(number->terms);
    g_free(number->year_term);
    g_free(number);
}

QueryNode *query_node_new(QueryType type, guint32 fields_held, const char *text, gsize len)
{
    QueryNode *node = g_new0(QueryNode, 1);
    node->type = type;
    node->fields = fields_held;
    node->text = text ? g_strndup(text, len) : NULL;
    return node;
}

void query_node_free(QueryNode *node)
{
    if (!node)
        return;
    g_free(node->text);
    query_number_free(node->number);
    if (node->children)
        g_ptr_array_unref(node->children);
    g_free(node);
}

void query_free(Query *query)
{
    if (!query)
        return;
    g_free(query->text);
    query_node_free(query->root);
    g_ptr_array_unref(query->notes);
    g_free(query);
}

/* Whether the text SECOND follows the text FIRST, in the same fields. */
static gboolean are_joined(const QueryNode *first, const QueryNode *second)
{
    return first->type == QUERY_TEXT && second->type == QUERY_TEXT &&
           first->fields == second->fields;
}

/* The last word of TEXT. */
static const char *last_word(const char *text)
{
    const char *space = strrchr(text, ' ');
    return space ? space + 1 : text;
}

/* Whether NODE is a few digits that may be a number's, or a text, in no field. */
static gboolean is_text_or_digits(const QueryNode *node)
{
    gboolean digits = node->type == QUERY_NUMBER && !query_number_is_sure(node->number) &&
                      strspn(node->text, "0123456789") == strlen(node->text);
    return (digits || node->type == QUERY_TEXT) && node->fields == 0;
}

/* Digits that are one with the word beside them are words: 50 Hz, PM 10. */
static void read_digits(QueryNode *node)
{
    for (guint i = 0; i + 1 < node->children->len; i++) {
        QueryNode *first = node->children->pdata[i], *second = node->children->pdata[i + 1];
        if (first->type == second->type || !is_text_or_digits(first) ||
            !is_text_or_digits(second) || !compound_join(last_word(first->text), second->text))
            continue;
        QueryNode *digits = first->type == QUERY_NUMBER ? first : second;
        g_clear_pointer(&digits->number, query_number_free);
        digits->type = QUERY_TEXT;
    }
}

static void join_children(QueryNode *node)
{
    for (guint i = 0; i + 1 < node->children->len;) {
        QueryNode *first = node->children->pdata[i], *second = node->children->pdata[i + 1];
        if (!are_joined(first, second)) {
            i++;
            continue;
        }
        gboolean one = compound_join(last_word(first->text), second->text);
        char *joined = g_strconcat(first->text, one ? " " : QUERY_SEPARATOR, second->text, NULL);
        g_free(first->text);
        first->text = joined;
        first->end = second->end;
        g_ptr_array_remove_index(node->children, i + 1);
    }
}

static QueryNode *join_node(QueryNode *node)
{
    for (guint i = 0; node->children && i < node->children->len; i++)
        node->children->pdata[i] = join_node(node->children->pdata[i]);
    if (node->type != QUERY_AND)
        return node;
    read_digits(node);
    join_children(node);
    if (node->children->len > 1)
        return node;
    QueryNode *only = g_ptr_array_steal_index(node->children, 0);
    query_node_free(node);
    return only;
}

void query_join_texts(Query *query)
{
    if (query->root)
        query->root = join_node(query->root);
}

static gboolean is_same(gconstpointer a, gconstpointer b)
{
    return strcmp(((const Said *)a)->in[LANGUAGE_EN], ((const Said *)b)->in[LANGUAGE_EN]) == 0;
}

const Said *query_take_note(Query *query, Said *note)
{
    guint at;
    if (!g_ptr_array_find_with_equal_func(query->notes, note, is_same, &at)) {
        g_ptr_array_add(query->notes, note);
        return note;
    }
    said_free(note);
    return query->notes->pdata[at];
}

const Said *query_note(Query *query, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    Said *note = said_new_valist(format, args);
    va_end(args);
    return query_take_note(query, note);
}

char *query_caret(const char *text, guint column)
{
    GString *out = g_string_new(NULL);
    guint at = 1;
    for (; *text && at < column; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        guint columns = char_columns(c);
        g_string_append(out, c == '\t' ? "\t" : columns == 2 ? "  " : columns == 1 ? " " : "");
        at += columns > 0;
    }
    g_string_append_c(out, '^');
    return g_string_free(out, FALSE);
}

static void print_fields(GString *out, guint32 held)
{
    const char *mark = " [";
    for (guint i = 0; i < FIELD_COUNT; i++)
        if (held & (1u << i)) {
            g_string_append_printf(out, "%s%s", mark, fields[i].name);
            mark = " ";
        }
    if (held)
        g_string_append_c(out, ']');
}

static void print_node(GString *out, const QueryNode *node)
{
    static const char *const names[] = {"text", "phrase", "prefix", "number", "facet",
                                        "date", "and",    "or",     "not"};
    g_string_append_printf(out, "(%s", names[node->type]);
    if (node->slack)
        g_string_append_printf(out, "~%u", node->slack);
    if (node->type != QUERY_DATE || node->fields != 1u << FIELD_PUBLISHED)
        print_fields(out, node->fields);
    if (node->type == QUERY_DATE)
        g_string_append_printf(out, " %08u..%08u", node->from, node->to);
    else if (node->type == QUERY_NUMBER)
        g_string_append_printf(out, " %s", node->number->canonical);
    else if (node->text)
        g_string_append_printf(out, " %s", node->text);
    for (guint i = 0; node->children && i < node->children->len; i++) {
        g_string_append_c(out, ' ');
        print_node(out, node->children->pdata[i]);
    }
    g_string_append_c(out, ')');
}

char *query_to_string(const Query *query)
{
    GString *out = g_string_new(NULL);
    if (query->root)
        print_node(out, query->root);
    else
        g_string_append(out, "()");
    return g_string_free(out, FALSE);
}
