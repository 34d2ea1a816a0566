/* Query text → tree: a reader of characters below a parser by recursive descent. */
#include <string.h>

#include "search/query/private.h"
#include "messages/messages.h"
#include "tokenizer/normalizer.h"

G_DEFINE_QUARK(biaosou-query-error, query_error)

/* Deeper nesting is an error: the parser and the matcher recurse. */
#define MAX_DEPTH 64

typedef struct {
    const char *text, *end, *at;
    gboolean plain;
    gboolean no_operators; /* a title in capitals */
    gboolean no_minus;     /* a title with dashes */
    const guint8 *syntax;  /* query_syntax() */
    GArray *numbers; /* FoundNumber by place */
    guint depth;     /* open groups */
    guint32 group;   /* the field that a value or group belongs to, 0: none */
    const char *field_name;
    Query *query;
    const char *error_at;
    GError **error;
} Parser;

/* What the character at AT means there. */
static Role role_at(const Parser *p, const char *at)
{
    Role role = at < p->end ? query_role(g_utf8_get_char(at)) : SPACE;
    if (role != OPEN && role != CLOSE && role != QUOTE)
        return role;
    return p->syntax[at - p->text] == role ? role : TEXT;
}

static gboolean fail(Parser *p, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);
static gboolean fail(Parser *p, const char *at, const char *format, ...)
{
    if (!p->error_at) {
        va_list args;
        va_start(args, format);
        g_autofree char *said = g_strdup_vprintf(message_of(format), args);
        va_end(args);
        p->error_at = at;
        g_set_error_literal(p->error, QUERY_ERROR, QUERY_ERROR_SYNTAX, said);
    }
    return FALSE;
}

static void skip_space(Parser *p)
{
    while (p->at < p->end && role_at(p, p->at) == SPACE)
        p->at = g_utf8_next_char(p->at);
}

/* The numbers that begin at AT: the index of the first, *N how many (a range names several). */
static guint numbers_at(const Parser *p, const char *at, guint *n)
{
    guint first = 0;
    *n = 0;
    for (guint i = 0; i < p->numbers->len; i++) {
        if (g_array_index(p->numbers, FoundNumber, i).start != (gsize)(at - p->text))
            continue;
        if (*n == 0)
            first = i;
        ++*n;
    }
    return first;
}

static QueryNode *number_node(QueryNumber *number, guint32 held, const char *text, gsize len)
{
    QueryNode *node = query_node_new(QUERY_NUMBER, held, text, len);
    node->number = number;
    return node;
}

/* Joins NODES (taken over) under TYPE; one node stays itself, none is NULL. */
static QueryNode *join(QueryType type, GPtrArray *nodes)
{
    QueryNode *node = NULL;
    if (nodes->len == 1) {
        node = g_ptr_array_steal_index(nodes, 0);
    } else if (nodes->len > 1) {
        node = query_node_new(type, 0, NULL, 0);
        node->start = ((QueryNode *)nodes->pdata[0])->start;
        node->end = ((QueryNode *)nodes->pdata[nodes->len - 1])->end;
        node->children = g_ptr_array_ref(nodes);
    }
    g_ptr_array_unref(nodes);
    return node;
}

static GPtrArray *node_list(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
}

static QueryNode *read_numbers(Parser *p, guint first, guint n)
{
    GPtrArray *list = node_list();
    const char *start = p->at;
    gsize end = 0;
    for (guint i = first; i < first + n; i++) {
        FoundNumber *found = &g_array_index(p->numbers, FoundNumber, i);
        QueryNode *node = number_node(g_steal_pointer(&found->number), p->group, start,
                                      found->end - found->start);
        node->start = (guint32)found->start;
        node->end = (guint32)found->end;
        end = MAX(end, found->end);
        g_ptr_array_add(list, node);
    }
    p->at = MIN(p->text + end, p->end);
    if (list->len == 1 && !p->plain && p->at < p->end && role_at(p, p->at) == STAR) {
        QueryNode *node = list->pdata[0];
        node->type = QUERY_PREFIX;
        node->fields = 1u << FIELD_ID;
        g_free(node->text);
        node->text = g_strdup(node->number->terms[0]);
        p->at = g_utf8_next_char(p->at);
    }
    return join(QUERY_OR, list);
}

static gboolean starts_phrase(const Parser *p, const char *at)
{
    return !p->plain && role_at(p, at) == QUOTE;
}

/* Whether the rest of the word that goes on at AT after a Chinese character is a number typed
 * without a space: 国标22239, 计划号20231926. */
static gboolean digits_after_han(const Parser *p, const char *at)
{
    gsize len = 0;
    if (!g_unichar_isdigit(g_utf8_get_char(at)) ||
        g_unichar_get_script(g_utf8_get_char(g_utf8_prev_char(at))) != G_UNICODE_SCRIPT_HAN)
        return FALSE;
    while (role_at(p, at + len) == TEXT || role_at(p, at + len) == MINUS)
        len += (gsize)(g_utf8_next_char(at + len) - (at + len));
    g_autoptr(Number) number = len < 5 ? NULL : query_number_typed(at, len);
    return number != NULL;
}

static gboolean is_searched(guint32 group)
{
    return group == 0 || (fields[__builtin_ctz(group)].flags & FIELD_SEARCHED);
}

/* Whether the bar at AT is one between two values of a field: kind:iso|iec. */
static gboolean joins_values(const Parser *p, const char *at)
{
    return !is_searched(p->group) && role_at(p, g_utf8_prev_char(at)) == TEXT &&
           role_at(p, g_utf8_next_char(at)) == TEXT;
}

static gboolean is_date(guint32 group)
{
    return group && fields[__builtin_ctz(group)].type == FIELD_TYPE_DATE;
}

/* The end of the range of which the date up to AT is the first, if blanks are around what stands between
 * them, else AT: year:2019 - 2024, year:2019 to 2024. */
static const char *range_end(const Parser *p, const char *at)
{
    static const char *const marks[] = {"-", "–", "—", "~", "～", "..", "至", "到", "to "};
    const char *mark = at, *last;
    while (role_at(p, mark) == SPACE && mark < p->end)
        mark = g_utf8_next_char(mark);
    for (guint i = 0; mark > at && i < G_N_ELEMENTS(marks); i++) {
        if (!g_str_has_prefix(mark, marks[i]))
            continue;
        last = mark + strlen(marks[i]);
        while (role_at(p, last) == SPACE && last < p->end)
            last = g_utf8_next_char(last);
        if (!g_unichar_isdigit(g_utf8_get_char(last)))
            return at;
        while (role_at(p, last) == TEXT || role_at(p, last) == MINUS)
            last = g_utf8_next_char(last);
        return last;
    }
    return at;
}

/* The end of the word at START, which is not empty. A number inside ends it. */
static const char *word_end(const Parser *p, const char *start)
{
    const char *at = start;
    guint n;
    for (; at < p->end; at = g_utf8_next_char(at)) {
        Role role = role_at(p, at);
        if (role == SPACE)
            break;
        if (at > start && (!p->group || (p->group & (1u << FIELD_ID)))) {
            numbers_at(p, at, &n);
            if (n > 0 || (!p->group && digits_after_han(p, at)))
                break;
        }
        if (p->plain)
            continue;
        if (role == BAR && at > start && joins_values(p, at))
            continue;
        if (role == QUOTE || role == BAR || role == OPEN || role == CLOSE)
            break;
    }
    return at;
}

/* If [start, end) begins with a field's name and a colon: the bit set of its fields, with *VALUE
 * after the colon. */
static guint32 field_of(Parser *p, const char *start, const char *end, const char **value,
                        char **name)
{
    const char *colon = start;
    while (colon < end && query_role(g_utf8_get_char(colon)) != COLON)
        colon = g_utf8_next_char(colon);
    if (colon == start || colon == end)
        return 0;
    g_autofree char *folded = normalize_string(start, colon - start);
    *value = g_utf8_next_char(colon);
    if (start > p->text && *value < p->end && role_at(p, *value) == SPACE)
        return 0; /* a colon of running text */
    guint32 group = field_group(folded);
    if (group == 0) {
        gboolean letters = TRUE;
        for (const char *at = folded; *at; at = g_utf8_next_char(at))
            letters = letters && (*at == '_' || g_unichar_isalpha(g_utf8_get_char(at)));
        if (letters && *value < end)
            query_note(p->query, "'%s' is no field: '%.*s' was read as text", folded, (int)(end - start), start);
        return 0;
    }
    *name = g_steal_pointer(&folded);
    return group;
}

static QueryNode *parse_or(Parser *p);
static QueryNode *parse_unary(Parser *p);
static QueryNode *parse_word(Parser *p);
static gboolean at_operator(const Parser *p, const char *at, const char **after);

/* A value that belongs to the current field. */
static QueryNode *field_value(Parser *p, const char *start, const char *end, gboolean phrase)
{
    g_autofree char *value = g_strndup(start, (gsize)(end - start));
    g_autoptr(GError) error = NULL;
    QueryNode *node = query_field_value(p->group, p->field_name, value, phrase, &error);
    if (!node && error)
        fail(p, start, "%s", error->message);
    return node;
}

/* Moves past ~3 after a phrase and returns the 3, 0 if there is none. */
static guint read_slack(Parser *p)
{
    static const gunichar tildes[] = {'~', 0xff5e, 0x301c, 0x223c};
    gunichar c = p->at < p->end ? g_utf8_get_char(p->at) : 0;
    gboolean tilde = FALSE;
    guint slack = 0;
    for (guint i = 0; i < G_N_ELEMENTS(tildes); i++)
        tilde |= c == tildes[i];
    const char *at = tilde ? g_utf8_next_char(p->at) : p->end, *digits = at;
    for (; at < p->end && g_unichar_isdigit(g_utf8_get_char(at)); at = g_utf8_next_char(at))
        slack = MIN(slack * 10 + (guint)g_unichar_digit_value(g_utf8_get_char(at)),
                    QUERY_SLACK_MOST);
    if (at > digits)
        p->at = at;
    return slack;
}

static QueryNode *parse_phrase(Parser *p)
{
    const char *quote = p->at, *start = g_utf8_next_char(quote), *at = query_quote_end(quote);
    p->at = g_utf8_next_char(at);
    guint slack = read_slack(p);
    if (at == start)
        return NULL;
    QueryNode *node = p->group ? field_value(p, start, at, TRUE)
                               : query_node_new(QUERY_PHRASE, 0, start, (gsize)(at - start));
    if (node && node->type == QUERY_PHRASE)
        node->slack = slack;
    if (node) {
        node->start = (guint32)(quote - p->text);
        node->end = (guint32)(p->at - p->text);
    }
    return node;
}

static QueryNode *parse_group(Parser *p)
{
    const char *open = p->at;
    if (++p->depth > MAX_DEPTH) {
        fail(p, open, _("groups are nested too deeply"));
        return NULL;
    }
    p->at = g_utf8_next_char(p->at);
    skip_space(p);
    QueryNode *node = role_at(p, p->at) == CLOSE ? NULL : parse_or(p);
    if (!p->error_at)
        p->at = g_utf8_next_char(p->at);
    p->depth--;
    return node;
}

/* The value after FIELD: a group, a phrase, or a word. */
static QueryNode *parse_field(Parser *p, const char *start, guint32 group, const char *name,
                              const char *value)
{
    guint32 outer = p->group;
    const char *outer_name = p->field_name, *after;
    QueryNode *node = NULL;
    p->group = group;
    p->field_name = name;
    p->at = value;
    skip_space(p);
    if (p->at == p->end || role_at(p, p->at) == CLOSE || at_operator(p, p->at, &after))
        fail(p, start, _("the field '%s' needs a value, as in %s:%s"), name, name,
             fields[__builtin_ctz(group)].type == FIELD_TYPE_DATE ? "2024" : _("value"));
    else if (role_at(p, p->at) == OPEN)
        node = parse_group(p);
    else
        node = is_date(group) && role_at(p, p->at) == MINUS ? parse_word(p) : parse_unary(p);
    p->group = outer;
    p->field_name = outer_name;
    return node;
}

static gboolean is_word_character(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

/* A word that is no number, field or operator. */
static QueryNode *text_node(Parser *p, const char *start, const char *end)
{
    gsize len = (gsize)(end - start);
    const char *last = g_utf8_prev_char(end);
    if (!p->plain && last > start && query_role(g_utf8_get_char(last)) == STAR &&
        is_word_character(g_utf8_get_char(g_utf8_prev_char(last))))
        return query_node_new(QUERY_PREFIX, p->group, start, (gsize)(last - start));
    if (!p->group) {
        g_autoptr(Number) number = query_number_typed(start, len);
        if (number)
            return number_node(query_number_new(number), 0, start, len);
    }
    return query_node_new(QUERY_TEXT, p->group, start, len);
}

/* The end of the class that TEXT, up to END, is one of in PATTERN, or NULL: 9 is a digit, A a letter, a
 * blank may be left out. */
static const char *class_end(const char *text, const char *end, const char *pattern)
{
    for (; *pattern; pattern++) {
        char c = text < end ? *text : '\0';
        if (*pattern == ' ' && c != ' ')
            continue;
        if (*pattern == '9' ? !g_ascii_isdigit(c) : *pattern == 'A' ? !g_ascii_isalpha(c) : c != *pattern)
            return NULL;
        text++;
    }
    return text < end && (g_ascii_isalnum(*text) || (*text == '.' && g_ascii_isdigit(text[1]))) ? NULL : text;
}

/* A class as covers and lists have it, ICS 35.030 and CCS L80: the field's value without a colon. NULL if
 * none is here. */
static QueryNode *parse_class(Parser *p)
{
    static const struct {
        const char *name, *pattern;
        FieldId field;
    } classes[] = {{"ICS", " 99.999.99", FIELD_ICS}, {"ICS", " 99.999", FIELD_ICS}, {"CCS", " A 99", FIELD_CCS}};
    const char *start = p->at, *end = NULL;
    guint i = 0;
    for (; i < G_N_ELEMENTS(classes); i++)
        if (g_ascii_strncasecmp(start, classes[i].name, strlen(classes[i].name)) == 0 &&
            (end = class_end(start + strlen(classes[i].name), p->end, classes[i].pattern)))
            break;
    if (!end)
        return NULL;
    g_autoptr(GString) code = g_string_new(NULL);
    for (const char *at = start + strlen(classes[i].name); at < end; at++)
        if (*at != ' ')
            g_string_append_c(code, *at);
    QueryNode *node = query_field_value(1u << classes[i].field, fields[classes[i].field].name, code->str, FALSE, NULL);
    node->start = (guint32)(start - p->text);
    node->end = (guint32)(end - p->text);
    p->at = end;
    return node;
}

static QueryNode *parse_word(Parser *p)
{
    const char *start = p->at;
    guint n, first = numbers_at(p, start, &n);
    if (n > 0 && (!p->group || (p->group & (1u << FIELD_ID))))
        return read_numbers(p, first, n);
    const char *end = word_end(p, start), *value;
    g_autofree char *name = NULL;
    if (!p->plain && !p->group) {
        guint32 group = field_of(p, start, end, &value, &name);
        if (group)
            return parse_field(p, start, group, name, value);
        QueryNode *class = parse_class(p);
        if (class)
            return class;
    }
    if (is_date(p->group))
        end = range_end(p, end);
    p->at = end;
    QueryNode *node = is_searched(p->group) ? text_node(p, start, end) : field_value(p, start, end, FALSE);
    if (node) {
        node->start = (guint32)(start - p->text);
        node->end = (guint32)(end - p->text);
    }
    return node;
}

/* Whether the free-standing word at AT is KEYWORD, in either width; *AFTER its end. */
static gboolean keyword(const Parser *p, const char *at, const char *word, const char **after)
{
    if (p->no_operators)
        return FALSE;
    for (; *word; word++, at = g_utf8_next_char(at))
        if (at >= p->end || (g_utf8_get_char(at) != (gunichar)*word &&
                             g_utf8_get_char(at) != (gunichar)*word + 0xfee0))
            return FALSE;
    *after = at;
    return role_at(p, at) == SPACE || role_at(p, at) == OPEN || role_at(p, at) == CLOSE;
}

/* The end of the signs of ROLE at AT. */
static const char *after_signs(const Parser *p, const char *at, Role role)
{
    while (at < p->end && role_at(p, at) == role)
        at = g_utf8_next_char(at);
    return at;
}

static gboolean at_or(const Parser *p, const char *at, const char **after)
{
    if (p->plain || at == p->end)
        return FALSE;
    *after = after_signs(p, at, BAR);
    return *after > at || keyword(p, at, "OR", after);
}

static gboolean at_and(const Parser *p, const char *at, const char **after)
{
    if (p->plain || at == p->end)
        return FALSE;
    *after = after_signs(p, at, AMPERSAND);
    return (*after > at && role_at(p, *after) == SPACE) || keyword(p, at, "AND", after);
}

static gboolean at_operator(const Parser *p, const char *at, const char **after)
{
    return at_or(p, at, after) || at_and(p, at, after);
}

/* Whether something that an operator can join begins after AT, other operators left out. */
static gboolean operand_follows(const Parser *p, const char *at)
{
    const char *after;
    for (;;) {
        at = after_signs(p, at, SPACE);
        if (at == p->end || role_at(p, at) == CLOSE)
            return FALSE;
        if (!at_operator(p, at, &after))
            return TRUE;
        at = after;
    }
}

static gboolean at_minus(const Parser *p)
{
    if (p->plain || p->no_minus || p->at == p->end || role_at(p, p->at) != MINUS)
        return FALSE;
    const char *next = g_utf8_next_char(p->at);
    if (p->at > p->text && role_at(p, g_utf8_prev_char(p->at)) == TEXT)
        return FALSE; /* GB/T 22239-要求 */
    Role role = role_at(p, next), sign = query_role(g_utf8_get_char(next));
    gboolean text = role == TEXT && sign != OPEN && sign != CLOSE && sign != QUOTE;
    return next < p->end && (text || role == OPEN || role == QUOTE);
}

/* What follows AFTER, a minus sign or NOT at p->at, excluded. */
static QueryNode *parse_not(Parser *p, const char *after)
{
    const char *start = p->at;
    if (++p->depth > MAX_DEPTH) {
        fail(p, start, _("exclusions are nested too deeply"));
        return NULL;
    }
    p->at = after;
    skip_space(p);
    QueryNode *child = parse_unary(p);
    p->depth--;
    if (!child)
        return NULL;
    QueryNode *node = query_node_new(QUERY_NOT, 0, NULL, 0);
    node->start = (guint32)(start - p->text);
    node->end = child->end;
    node->children = node_list();
    g_ptr_array_add(node->children, child);
    return node;
}

static QueryNode *parse_unary(Parser *p)
{
    const char *after;
    if (at_minus(p))
        return parse_not(p, g_utf8_next_char(p->at));
    if (!p->plain && keyword(p, p->at, "NOT", &after) && operand_follows(p, after))
        return parse_not(p, after);
    if (starts_phrase(p, p->at))
        return parse_phrase(p);
    if (!p->plain && role_at(p, p->at) == OPEN)
        return parse_group(p);
    return parse_word(p);
}

/* A place in the standard NUMBER, which the records do not hold: not asked for. */
static void skip_place(Parser *p, const QueryNode *number)
{
    const char *start = p->at, *after = query_place_after(&start, p->end);
    if (!after)
        return;
    query_note(p->query, "'%.*s' is a place in %s: not searched for", (int)(after - start), start,
               number->number->canonical);
    p->at = after;
}

/* Parentheses that are text stand for nothing where they stand alone. */
static gboolean skip_parentheses(Parser *p)
{
    const char *start = p->at;
    for (; p->at < p->end; p->at = g_utf8_next_char(p->at)) {
        Role role = query_role(g_utf8_get_char(p->at));
        if ((role != OPEN && role != CLOSE) || p->syntax[p->at - p->text] == role)
            break;
    }
    return p->at > start;
}

/* An operator that joins nothing: a word, if it is one; a sign alone, or one beside another, is
 * left out. */
static QueryNode *read_operator(Parser *p, const char *after, gboolean beside)
{
    const char *start = p->at;
    QueryNode *node = NULL;
    p->at = after;
    if (!beside && g_unichar_isalpha(g_utf8_get_char(start))) {
        query_note(p->query, "'%.*s' joins nothing: read as a word", (int)(after - start), start);
        node = query_node_new(QUERY_TEXT, p->group, start, (gsize)(after - start));
        node->start = (guint32)(start - p->text);
        node->end = (guint32)(after - p->text);
    }
    return node;
}

/* Words side by side up to an OR that joins something; *BESIDE: an operator stands before them. */
static QueryNode *parse_and(Parser *p, gboolean beside)
{
    GPtrArray *list = node_list();
    const char *after, *ignored;
    while (!p->error_at) {
        skip_space(p);
        if (p->at == p->end || (!p->plain && role_at(p, p->at) == CLOSE))
            break;
        if (!p->plain && skip_parentheses(p))
            continue;
        QueryNode *node;
        if (at_operator(p, p->at, &after)) {
            gboolean joins = list->len > 0 && operand_follows(p, after);
            if (joins && at_or(p, p->at, &ignored))
                break;
            node = joins ? NULL : read_operator(p, after, beside);
            p->at = after;
            beside = TRUE;
        } else {
            node = parse_unary(p);
            beside = FALSE;
        }
        if (node)
            g_ptr_array_add(list, node);
        if (node && node->type == QUERY_NUMBER && g_ascii_isalpha(node->number->terms[0][0]))
            skip_place(p, node);
    }
    return join(QUERY_AND, list);
}

static QueryNode *parse_or(Parser *p)
{
    GPtrArray *list = node_list();
    const char *after;
    gboolean more;
    do {
        QueryNode *node = parse_and(p, list->len > 0);
        if (node)
            g_ptr_array_add(list, node);
        if ((more = !p->error_at && at_or(p, p->at, &after)))
            p->at = after;
    } while (more);
    return join(QUERY_OR, list);
}

static guint column_of(const char *text, const char *at)
{
    guint column = 1;
    for (; text < at; text = g_utf8_next_char(text))
        column += g_unichar_iszerowidth(g_utf8_get_char(text)) ? 0 : 1;
    return column;
}

static Query *parse(const char *text, gboolean plain, guint *column, GError **error)
{
    g_autoptr(Query) query = g_new0(Query, 1);
    query->text = g_utf8_make_valid(text, -1);
    query->notes = g_ptr_array_new_with_free_func((GDestroyNotify)said_free);
    g_autofree guint8 *syntax = query_syntax(query->text);
    Parser p = {.text = query->text,
                .end = query->text + query_without_extension(query->text),
                .at = query->text,
                .plain = plain || query_is_table_row(query->text),
                .no_operators = query_is_capitals(query->text),
                .no_minus = query_has_dashes(query->text),
                .syntax = syntax,
                .query = query,
                .error = error};
    p.numbers = query_numbers_find(query->text);
    query->root = parse_or(&p);
    g_array_unref(p.numbers);
    if (p.error_at) {
        if (column)
            *column = column_of(query->text, p.error_at);
        return NULL;
    }
    if (!plain)
        query_join_values(query, NULL, NULL);
    return g_steal_pointer(&query);
}

Query *query_parse(const char *text, guint *column, GError **error)
{
    g_autoptr(GError) local = NULL;
    Query *query = parse(text, FALSE, column, &local);
    if (!query)
        g_propagate_error(error, g_steal_pointer(&local));
    return query;
}

Query *query_parse_plain(const char *text)
{
    return parse(text, TRUE, NULL, NULL);
}
