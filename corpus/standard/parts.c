/* Where in its lines the parts of a standard are. */
#include <string.h>

#include "corpus/standard/private.h"

/* A cover is among so many lines. */
enum { COVER_LINES = 60 };

typedef enum { CLAUSE_NONE, CLAUSE_FOREWORD, CLAUSE_SCOPE, CLAUSE_REFERENCES, CLAUSE_OTHER } Clause;

static const GRegex *clause_pattern(Clause clause)
{
    static GRegex *patterns[CLAUSE_OTHER + 1]; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns[CLAUSE_FOREWORD] = g_regex_new("^(?:前 ?言|Foreword)$", G_REGEX_OPTIMIZE, 0, NULL);
        patterns[CLAUSE_SCOPE] =
            g_regex_new("^1 ?[.．、]? ?(?:范 ?围|主题内容与适用范围|总则|Scope)$", G_REGEX_OPTIMIZE, 0, NULL);
        patterns[CLAUSE_REFERENCES] =
            g_regex_new("^2 ?[.．、]? ?(?:规 ?范 ?性 ?引 ?用 ?文 ?件|引用标准|Normative references)$", G_REGEX_OPTIMIZE,
                        0, NULL);
        patterns[CLAUSE_OTHER] = g_regex_new("^(?:[2-9](?: ?[.．、] ?| )(?![0-9.年月日项个]|[A-Za-z]{1,3}(?![A-Za-z]))[^。；，]{1,60}|引 ?言|目 ?[次录]|"
                                             "Introduction|Contents|附 ?录 ?A.*)$",
                                             G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns[clause];
}

static Clause clause_of(const char *line)
{
    for (Clause clause = CLAUSE_FOREWORD; clause <= CLAUSE_OTHER; clause++)
        if (g_regex_match(clause_pattern(clause), line, 0, NULL))
            return clause;
    return CLAUSE_NONE;
}

gboolean standard_is_cover_word(const char *line)
{
    static const char *const words[] = {"中华人民共和国国家标准",     "国家标准化指导性技术文件", "国家计量技术规范",
                                        "国家计量检定规程", "行业标准", "地方标准",       "团体标准",
                                        "企业标准",       "国家标准", "INTERNATIONALSTANDARD", "TECHNICALREPORT",
                                        "TECHNICALSPECIFICATION", "PUBLICLYAVAILABLESPECIFICATION"};
    g_autoptr(GString) bare = g_string_new(NULL);
    text_append_bare(bare, line);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_suffix(bare->str, words[i]) || g_ascii_strcasecmp(bare->str, words[i]) == 0)
            return bare->len < 80;
    return FALSE;
}

/* LINE up to where it says what is replaced. Caller frees. */
static char *before_replaced(const char *line)
{
    static const char *const words[] = {"部分代替", "代替", "代 替", "Replaces"};
    char *first = g_strdup(line);
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(first, words[i]))
            *strstr(first, words[i]) = '\0';
    return first;
}

Number *standard_number(const char *line)
{
    g_autofree char *first = before_replaced(line);
    g_autoptr(Number) number = number_parse(first, -1);
    return number && number->type == NUMBER_STANDARD && number->prefix ? g_steal_pointer(&number) : NULL;
}

gboolean standard_is_unnumbered(const char *line)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        regex = g_regex_new("^(?:[A-Z]{1,5}[0-9]{0,4}(?:/ ?[A-Z]{1,6})?) ?[X×x]{3,}(?:[.．][X×x]+)? ?[-—–] ?(?:[X×x]{2,}|20[0-9X×x]{2})$",
                            G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    g_autofree char *first = before_replaced(line);
    return g_regex_match(regex, g_strchomp(first), 0, NULL);
}

guint standard_find_number(const GPtrArray *lines)
{
    gboolean cover = FALSE;
    guint found = lines->len, end = MIN(lines->len, COVER_LINES);
    for (guint i = 0; i < end; i++) {
        const char *line = standard_line(lines, i);
        g_autoptr(Number) number = standard_number(line);
        cover = cover || standard_is_cover_word(line);
        if ((number || standard_is_unnumbered(line)) && found == lines->len)
            found = i;
        if (clause_of(line) == CLAUSE_FOREWORD || clause_of(line) == CLAUSE_SCOPE)
            break;
    }
    return cover ? found : lines->len;
}

/* Whether text follows the heading at I, and not another heading, as in a table of contents. */
static gboolean is_followed(const GPtrArray *lines, guint i)
{
    return i + 1 < lines->len && clause_of(standard_line(lines, i + 1)) == CLAUSE_NONE;
}

gboolean standard_is_heading(const char *line)
{
    return clause_of(line) != CLAUSE_NONE;
}

gboolean standard_is_scope(const GPtrArray *lines, guint i)
{
    return clause_of(standard_line(lines, i)) == CLAUSE_SCOPE && is_followed(lines, i);
}

static guint find_clause(const GPtrArray *lines, guint from, guint to, Clause clause)
{
    for (guint i = from; i < to; i++)
        if (clause_of(standard_line(lines, i)) == clause && is_followed(lines, i))
            return i;
    return to;
}

guint standard_clause_end(const GPtrArray *lines, guint from)
{
    while (from < lines->len && clause_of(standard_line(lines, from)) == CLAUSE_NONE)
        from++;
    return from;
}

gboolean standard_find_parts(const GPtrArray *lines, StandardParts *parts)
{
    guint number = standard_find_number(lines);
    guint scope = number < lines->len ? find_clause(lines, number, lines->len, CLAUSE_SCOPE) : lines->len;
    if (scope == lines->len)
        return FALSE;
    *parts = (StandardParts){.number = number, .scope = scope};
    parts->cover_end = number + 1;
    while (parts->cover_end < scope && (clause_of(standard_line(lines, parts->cover_end)) == CLAUSE_NONE ||
                                        g_ascii_isdigit(*standard_line(lines, parts->cover_end))))
        parts->cover_end++;
    parts->foreword = find_clause(lines, parts->cover_end, scope, CLAUSE_FOREWORD);
    parts->foreword_end = parts->foreword < scope ? standard_clause_end(lines, parts->foreword + 1) : scope;
    if (parts->foreword == scope)
        parts->foreword = parts->foreword_end = parts->cover_end;
    parts->scope_end = standard_clause_end(lines, scope + 1);
    parts->references = parts->references_end = parts->scope_end;
    if (parts->scope_end < lines->len &&
        clause_of(standard_line(lines, parts->scope_end)) == CLAUSE_REFERENCES)
        parts->references_end = standard_clause_end(lines, parts->scope_end + 1);
    return TRUE;
}
