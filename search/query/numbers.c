/* The numbers that a query names, and the places in them. */
#include <string.h>

#include "corpus/record/date.h"
#include "search/query/private.h"

/* So many characters may stand behind an adopted number. */
#define MOST_BEHIND 8

Number *query_number_typed(const char *text, gsize len)
{
    if (len > 4 && date_is_valid(text, len))
        return NULL;
    g_autoptr(Number) number = number_parse(text, (gssize)len);
    gboolean years = number && !number->prefix && number->year > 0 &&
                     date_is_valid(number->base, strlen(number->base));
    return years ? NULL : g_steal_pointer(&number);
}

static gboolean keep_number(const Number *number, size_t start, size_t end, gpointer data)
{
    FoundNumber found = {start, end, query_number_new(number)};
    g_array_append_val(data, found);
    return TRUE;
}

/* What is a number only where nothing else was typed: TR 5891, gm 0054, 1.1-2020. Two letters and a
 * few digits may be anything: SC 27. */
static void keep_whole(const char *text, GArray *numbers)
{
    const char *start = text, *end = text + query_without_extension(text);
    while (start < end && g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    gsize signs = 0;
    for (const char *at = start; at < end; at = g_utf8_next_char(at))
        signs += g_unichar_isalnum(g_utf8_get_char(at)) ? 1 : 0;
    g_autoptr(Number) number = signs < 5 ? NULL : query_number_typed(start, (gsize)(end - start));
    if (!number)
        return;
    g_array_set_size(numbers, 0);
    keep_number(number, (gsize)(start - text), (gsize)(end - text), numbers);
}

/* The end of what number_parse() reads from FIRST of TEXT on as that number, with SECOND, which it adopts, and what is behind
 * it in parentheses: GB/T 19001-2016 (ISO 9001:2015, IDT). 0 if they are two. */
static gsize adopting_end(const char *text, const FoundNumber *first, const FoundNumber *second)
{
    const char *start = text + first->start, *end = text + second->end;
    gsize longest = 0;
    for (guint i = 0; second->start >= first->end && i <= MOST_BEHIND; i++) {
        g_autoptr(Number) whole = number_parse(start, end - start);
        g_autofree char *canonical = whole ? number_format(whole) : NULL;
        if (canonical && strcmp(canonical, first->number->canonical) == 0)
            longest = (gsize)(end - text);
        if (!*end)
            break;
        end = g_utf8_next_char(end);
    }
    return longest;
}

/* A national number and the one that it adopts are one document's: who writes both asks for whichever is there. */
static void join_adopted(const char *text, GArray *numbers)
{
    for (guint i = 0; i + 1 < numbers->len; i++) {
        FoundNumber *first = &g_array_index(numbers, FoundNumber, i), *second = first + 1;
        gsize end = adopting_end(text, first, second);
        if (end == 0)
            continue;
        second->start = first->start;
        first->end = second->end = end;
        i++;
    }
}

static void clear_number(gpointer found)
{
    query_number_free(((FoundNumber *)found)->number);
}

GArray *query_numbers_find(const char *text)
{
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(FoundNumber));
    g_array_set_clear_func(numbers, clear_number);
    number_find(text, strlen(text), keep_number, numbers);
    join_adopted(text, numbers);
    if (numbers->len < 2)
        keep_whole(text, numbers);
    return numbers;
}

static gboolean is_whole(const Number *number, size_t start, size_t end, gpointer data)
{
    gsize *len = data;
    (void)number;
    if (start == 0 && end == *len)
        *len = 0;
    return FALSE;
}

gboolean query_node_is_words(const QueryNode *node)
{
    gsize len = node->text ? strlen(node->text) : 0;
    if (node->type != QUERY_NUMBER || node->fields || node->number->year_term ||
        node->text[strspn(node->text, "0123456789.")] == '\0')
        return FALSE;
    number_find(node->text, len, is_whole, &len);
    return len > 0;
}

static const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && query_role(g_utf8_get_char(at)) == SPACE)
        at = g_utf8_next_char(at);
    return at;
}

/* 第8章, 第8.2条: the end of the place at AT, or NULL. */
static const char *chinese_place(const char *at)
{
    static const char *const units[] = {"章", "条", "节"};
    if (!g_str_has_prefix(at, "第"))
        return NULL;
    at += strlen("第");
    const char *digits = at;
    at += strspn(at, " .0123456789");
    for (guint i = 0; at > digits && i < G_N_ELEMENTS(units); i++)
        if (g_str_has_prefix(at, units[i]))
            return at + strlen(units[i]);
    return NULL;
}

/* 附录A, Annex A, clause 8.2: the end of the place at AT, or NULL. */
static const char *lettered_place(const char *at, const char *end)
{
    static const char *const openers[] = {"附录", "附件", "annex", "appendix", "clause", "section"};
    gsize len = 0;
    for (guint i = 0; len == 0 && i < G_N_ELEMENTS(openers); i++)
        if (g_ascii_strncasecmp(at, openers[i], strlen(openers[i])) == 0)
            len = strlen(openers[i]);
    if (len == 0)
        return NULL;
    const char *sign = skip_spaces(at + len, end), *after = sign;
    if (sign == at + len && g_ascii_isalpha(*at))
        return NULL;
    while (g_ascii_isalnum(*after) || (*after == '.' && g_ascii_isdigit(after[1])))
        after++;
    gboolean one_letter = after == sign + 1 || !g_ascii_isalpha(sign[1]);
    gboolean named = g_ascii_isupper(*sign) || g_ascii_isdigit(*sign);
    return after > sign && one_letter && named ? after : NULL;
}

const char *query_place_after(const char **at, const char *end)
{
    const char *start = skip_spaces(*at, end);
    if (start < end && g_str_has_prefix(start, "的"))
        start = skip_spaces(start + strlen("的"), end);
    *at = start;
    const char *after = chinese_place(start);
    return after ? after : lettered_place(start, end);
}
