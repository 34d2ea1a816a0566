/* field:value → a node, by the field's type. */
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/record.h"
#include "corpus/record/value.h"
#include "messages/messages.h"
#include "search/query/private.h"
#include "tokenizer/normalizer.h"

static gboolean bad(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static gboolean bad(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *said = g_strdup_vprintf(message_of(format), args);
    va_end(args);
    g_set_error_literal(error, QUERY_ERROR, QUERY_ERROR_SYNTAX, said);
    return FALSE;
}

/* The days that the partial date TEXT covers, as people write it: 2024-02 and 2024年2月 are 20240200 to
 * 20240299. */
static gboolean date_span(const char *text, guint32 *from, guint32 *to)
{
    g_autofree char *date = date_read(text);
    *from = date_key(date);
    if (!*from)
        return FALSE;
    *to = *from;
    if (*to % 100 == 0)
        *to += 99;
    if (*to / 100 % 100 == 0)
        *to += 9900;
    return TRUE;
}

/* The beginning of a range takes in what is known by year or month only: 2019-01.. is 2019 too. */
static guint32 range_from(guint32 from)
{
    if (from % 100 == 1)
        from -= 1;
    if (from % 10000 == 100)
        from -= 100;
    return from;
}

/* What stands between the two ends of a range in TEXT, *LEN bytes, or NULL. A dash does between years
 * alone, and before or after one date: 2019-12 is a month. */
static char *range_mark(char *text, gsize *len)
{
    static const char *const marks[] = {"..", "~", "至", "到", "to"};
    for (guint i = 0; i < G_N_ELEMENTS(marks); i++) {
        char *mark = strstr(text, marks[i]);
        *len = strlen(marks[i]);
        if (mark)
            return mark;
    }
    gsize n = strlen(text);
    *len = 1;
    if (n > 1 && (text[0] == '-' || text[n - 1] == '-'))
        return text[0] == '-' ? text : text + n - 1;
    return n == 9 && strspn(text, "0123456789") == 4 && text[4] == '-' &&
                   strspn(text + 5, "0123456789") == 4
               ? text + 4
               : NULL;
}

/* TEXT with what says "from" or "until" beside one date as the mark of a range: >=2019, 2019+ and 2019年以后
 * as 2019... Caller frees. */
static char *with_range_mark(const char *text)
{
    static const struct {
        const char *before, *after;
        gboolean from;
    } words[] = {{">=", "", TRUE},   {"≥", "", TRUE},   {"<=", "", FALSE}, {"≤", "", FALSE}, {"", "+", TRUE},
                 {"", "以后", TRUE}, {"", "以来", TRUE}, {"", "至今", TRUE}, {"", "起", TRUE},  {"", "以前", FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize n = strlen(text), before = strlen(words[i].before), after = strlen(words[i].after);
        if (n > before + after && g_str_has_prefix(text, words[i].before) && g_str_has_suffix(text, words[i].after))
            return g_strdup_printf("%s%.*s%s", words[i].from ? "" : "..", (int)(n - before - after),
                                   text + before, words[i].from ? ".." : "");
    }
    return g_strdup(text);
}

/* 2019, 2024-02, 2019..2024, 2019.., ..2019. */
static QueryNode *date_node(FieldId field, const char *name, const char *value, GError **error)
{
    g_autofree char *folded = normalize_string(value, -1);
    g_auto(GStrv) pieces = g_strsplit(folded, " ", -1);
    g_autofree char *whole = g_strjoinv(NULL, pieces), *text = with_range_mark(whole);
    gsize mark_len;
    char *mark = range_mark(text, &mark_len);
    guint32 from = 0, to = 99999999, ignored;
    gboolean ok;
    if (mark) {
        *mark = '\0';
        const char *last = mark + mark_len;
        ok = (*text || *last) && (!*text || date_span(text, &from, &ignored)) &&
             (!*last || date_span(last, &ignored, &to));
        from = range_from(from);
        if (ok && from > to)
            return bad(error, "the range of '%s' ends before it begins", name), NULL;
    } else {
        ok = date_span(text, &from, &to);
    }
    if (!ok)
        return bad(error, "'%s' is no date or range: write %s:2024, %s:2024-02, %s:2019..2024 or %s:2024..",
                   value, name, name, name, name),
               NULL;
    QueryNode *node = query_node_new(QUERY_DATE, 1u << field, NULL, 0);
    node->from = from;
    node->to = to;
    return node;
}

static QueryNode *number_node(const char *value)
{
    gsize len = strlen(value);
    if (len > 1 && value[len - 1] == '*')
        return query_node_new(QUERY_PREFIX, 1u << FIELD_ID, value, len - 1);
    g_autoptr(Number) number = number_parse(value, -1);
    QueryNode *node;
    if (number) {
        node = query_node_new(QUERY_NUMBER, 1u << FIELD_ID, value, len);
        node->number = query_number_new(number);
    } else { /* an id that is no number, 住建部令第 37 号 */
        node = query_node_new(QUERY_FACET, 1u << FIELD_ID, value, len);
    }
    return node;
}

static char *searchable_names(void)
{
    GString *names = g_string_new("title, scope, number, plan, year");
    guint32 named = field_group("title") | field_group("scope");
    for (int i = 0; i < FIELD_COUNT; i++)
        if (!(named & 1u << i) &&
            (fields[i].flags & (FIELD_FACET | FIELD_SEARCHED) || fields[i].type == FIELD_TYPE_DATE))
            g_string_append_printf(names, ", %s", fields[i].name);
    return g_string_free(names, FALSE);
}

char *query_value_text(FieldId field, const char *value)
{
    const char *word = field == FIELD_STATUS ? record_status_word(value) : NULL;
    g_autofree char *text = normalize_string(value, -1);
    if (word || field == FIELD_STATUS)
        return g_strdup(word ? word : value);
    gboolean is_named = field == FIELD_KIND || field == FIELD_ICS || field == FIELD_CCS;
    const ValueName *row = is_named ? value_find(field, text) : NULL;
    return g_strdup(row ? row->value : value);
}

static QueryNode *value_node(FieldId field, const char *value)
{
    g_autofree char *text = query_value_text(field, value);
    return query_node_new(QUERY_FACET, 1u << field, text, strlen(text));
}

static QueryNode *one_value(FieldId field, const char *name, const char *value, GError **error)
{
    return fields[field].type == FIELD_TYPE_DATE ? date_node(field, name, value, error) : value_node(field, value);
}

/* One of several values: kind:gb,iso, year:2019|2021. A name that has a comma itself is a value, but where
 * all its pieces are: iso,iec is no iso/iec. */
static QueryNode *values_node(FieldId field, const char *name, const char *value, GError **error)
{
    g_auto(GStrv) values = g_regex_split_simple("[,，、|｜]", value, 0, 0);
    guint n = 0, known = 0;
    for (char **one = values; *one; one++) {
        n += *g_strstrip(*one) != '\0';
        known += value_is_known(field, *one);
    }
    if (known < n && value_is_known(field, value))
        return one_value(field, name, value, error);
    if (n < 2)
        return one_value(field, name, value, error);
    g_autoptr(QueryNode) any = query_node_new(QUERY_OR, 0, NULL, 0);
    any->children = g_ptr_array_new_with_free_func((GDestroyNotify)query_node_free);
    for (char **one = values; *one; one++) {
        QueryNode *node = **one ? one_value(field, name, *one, error) : NULL;
        if (**one && !node)
            return NULL;
        if (node)
            g_ptr_array_add(any->children, node);
    }
    return g_steal_pointer(&any);
}

QueryNode *query_field_value(guint32 group, const char *name, const char *value, gboolean phrase,
                             GError **error)
{
    FieldId field = (FieldId)__builtin_ctz(group);
    if (field == FIELD_ID || field == FIELD_PLAN)
        return number_node(value);
    if (fields[field].flags & FIELD_SEARCHED)
        return query_node_new(phrase ? QUERY_PHRASE : QUERY_TEXT, group, value, strlen(value));
    if (fields[field].flags & FIELD_FACET || fields[field].type == FIELD_TYPE_DATE)
        return values_node(field, name, value, error);
    g_autofree char *names = searchable_names();
    bad(error, "the field '%s' is shown but not searched; these are: %s", name, names);
    return NULL;
}
