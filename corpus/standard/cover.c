/* The cover: numbers, titles, dates, classes. */
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/standard/private.h"
#include "unicode/han.h"

typedef struct {
    GRegex *ics, *ccs, *published, *effective, *issuer, *degree, *top;
} Patterns;

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns = g_new0(Patterns, 1);
#define DAY "([0-9]{4} ?[-—–/.年] ?[0-9]{1,2}(?: ?[-—–/.月] ?[0-9]{1,2})?)"
        patterns->ics = g_regex_new("^ICS ?((?:[0-9]{2}(?:[.．][0-9]{2,3}(?:[.．][0-9]{2})?)?[;；,， ]*)+)",
                                    G_REGEX_OPTIMIZE, 0, NULL);
        patterns->ccs = g_regex_new("(?:^|[ ;])(?:CCS|中国标准文献分类号[:：]?) ?([A-Z] ?[0-9]{2})|^([A-Z] ?[0-9]{2})$",
                                    G_REGEX_OPTIMIZE, 0, NULL);
        patterns->published = g_regex_new(DAY " ?[月日]? ?(?:发 ?布|批 ?准)", G_REGEX_OPTIMIZE, 0, NULL);
        patterns->effective = g_regex_new(DAY " ?[月日]? ?实 ?施", G_REGEX_OPTIMIZE, 0, NULL);
        patterns->issuer = g_regex_new("发 ?布$|实 ?施$|^(?:国家|中华人民共和国|工业和信息化部|备案号|UDC|书号|Reference number|"
                                       "©|www|http|First edition|Second edition|Third edition|Fourth edition|Edition|"
                                       "[(（](?:报批|送审|征求意见|ISO|IEC))",
                                       G_REGEX_OPTIMIZE, 0, NULL);
        patterns->degree = g_regex_new("(IDT|MOD|NEQ|EQV)", G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
        patterns->top = g_regex_new("^(?:ICS|CCS|UDC|备案号|[A-Z]{1,5}[0-9]{0,4}$)", G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

/* The first group of PATTERN in LINE that is not empty. Caller frees. */
static char *match_in(const GRegex *pattern, const char *line)
{
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(pattern, line, 0, &match))
        return NULL;
    g_autofree char *first = g_match_info_fetch(match, 1);
    return first && *first ? g_steal_pointer(&first) : g_match_info_fetch(match, 2);
}

static void set_date(Record *record, FieldId field, const GRegex *pattern, const char *line)
{
    g_autofree char *given = match_in(pattern, line);
    if (!given || record_text(record, field))
        return;
    g_auto(GStrv) parts = g_regex_split_simple("[^0-9]+", given, 0, 0);
    int year = (int)g_ascii_strtoll(parts[0], NULL, 10);
    int month = parts[1] ? (int)g_ascii_strtoll(parts[1], NULL, 10) : 0;
    int day = parts[1] && parts[2] ? (int)g_ascii_strtoll(parts[2], NULL, 10) : 0;
    g_autofree char *date = date_format(year, month, day);
    record_set_text(record, field, date, -1);
}

static void add_classes(Record *record, FieldId field, const GRegex *pattern, const char *line)
{
    g_autofree char *given = match_in(pattern, line);
    if (!given || record->values[field].list)
        return;
    g_auto(GStrv) parts = g_regex_split_simple(field == FIELD_ICS ? "[;；,， ]+" : "[;；,，]+", given, 0, 0);
    for (char **part = parts; *part; part++) {
        g_strstrip(*part);
        gboolean glued = field == FIELD_CCS && g_ascii_isdigit(**part ? (*part)[1] : '\0'); /* L80: L 80 */
        g_autofree char *class = glued ? g_strdup_printf("%c %s", **part, *part + 1) : g_strdup(*part);
        if (*class)
            record_add_string(record, field, class);
    }
}

/* What stands behind 代替 in LINE. */
static void read_replaced(Record *record, const char *line)
{
    const char *at = strstr(line, "代替"), *apart = strstr(line, "代 替");
    at = at ? at : apart;
    if (at)
        standard_relate(record, "replaces", NULL, at);
}

/* (ISO/IEC 27001:2022, Information security …, IDT), which may go on over lines. */
static void read_adopted(Record *record, const char *text)
{
    g_autofree char *degree = match_in(patterns_get()->degree, text);
    g_autofree char *upper = degree ? g_ascii_strup(degree, -1) : NULL;
    if (upper)
        standard_relate(record, "adopts", strcmp(upper, "EQV") == 0 ? "MOD" : upper, text);
}

static gboolean is_latin(const char *line)
{
    guint letters = 0;
    for (const char *p = line; *p; p++)
        letters += g_ascii_isalpha(*p) != 0;
    return letters >= 4 && !han_is_in(line);
}

static gboolean says_else(const char *line)
{
    g_autoptr(Number) number = standard_number(line);
    const Patterns *patterns = patterns_get();
    return number || standard_is_unnumbered(line) || g_regex_match(patterns->issuer, line, 0, NULL) ||
           g_regex_match(patterns->ics, line, 0, NULL) || g_regex_match(patterns->ccs, line, 0, NULL) || g_regex_match(patterns->published, line, 0, NULL) ||
           g_regex_match(patterns->effective, line, 0, NULL) || strstr(line, "代替") || strstr(line, "代 替") ||
           g_str_has_suffix(line, "标准") || g_str_has_suffix(line, "标 准");
}

/* The titles are what stands between the number and the dates: elements in Chinese, a line each, then in English. */
static void read_titles(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    g_autoptr(GString) zh = g_string_new(NULL), en = g_string_new(NULL), adopted = g_string_new(NULL);
    gboolean in_brackets = FALSE;
    for (guint i = parts->number + 1; i < parts->cover_end; i++) {
        const char *line = standard_line(lines, i);
        gboolean opens = g_str_has_prefix(line, "（") || g_str_has_prefix(line, "(");
        if (in_brackets || opens) {
            g_string_append_printf(adopted, "%s ", line);
            in_brackets = !strstr(line, "）") && !strstr(line, ")");
            continue;
        }
        if (says_else(line)) {
            if (zh->len || en->len)
                break;
            continue;
        }
        gboolean glued = en->len == 0 || (g_str_has_suffix(en->str, "—") && !g_str_has_suffix(en->str, " —"));
        if (is_latin(line))
            g_string_append_printf(en, "%s%s", glued ? "" : " ", line);
        else if (han_is_in(line) && !en->len)
            g_string_append_printf(zh, "%s%s", zh->len ? " " : "", line);
    }
    record_set_text(record, FIELD_TITLE_ZH, zh->str, -1);
    record_set_text(record, FIELD_TITLE_EN, en->str, -1);
    read_adopted(record, adopted->str);
}

/* On the first page of the body the title stands once more, above clause 1: in one line if it has room. */
static void mend_title(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    const char *title = record_text(record, FIELD_TITLE_ZH);
    const char *above = parts->scope > parts->cover_end ? standard_line(lines, parts->scope - 1) : "";
    g_autofree char *key = title ? record_title_key_of(title) : NULL, *other = record_title_key_of(above);
    if (key && g_strcmp0(key, other) == 0)
        record_set_text(record, FIELD_TITLE_ZH, above, -1);
}

/* The number, in full where the cover tells it again (ISO/IEC 45202, then ISO/IEC 45202-2:2022). */
static void set_id(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    g_autoptr(Number) number = standard_number(standard_line(lines, parts->number));
    for (guint i = parts->number + 1; number && number->year <= 0 && i < parts->cover_end; i++) {
        g_autoptr(Number) other = standard_number(standard_line(lines, i));
        if (other && other->year > 0 && g_strcmp0(other->base, number->base) == 0) {
            number_free(number);
            number = g_steal_pointer(&other);
        }
    }
    g_autofree char *id = number ? number_format(number) : NULL;
    record_set_text(record, FIELD_ID, id, -1);
}

/* A draft says what it is a draft for; without a number its title stands for it. */
static void read_stage(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    static const char *const drafts[][2] = {{"征求意见稿", "征求意见"}, {"送审稿", "审查"}, {"报批稿", "报批"}};
    const char *title = record_text(record, FIELD_TITLE_ZH);
    for (guint i = 0; i < parts->cover_end; i++)
        for (size_t k = 0; k < G_N_ELEMENTS(drafts); k++)
            if (strstr(standard_line(lines, i), drafts[k][0]))
                record_set_text(record, FIELD_STAGE, drafts[k][1], -1);
    if (!record_text(record, FIELD_ID) && title) {
        g_autofree char *id = record_provisional_id(title);
        record_set_text(record, FIELD_ID, id, -1);
    }
}

gboolean standard_is_top(const char *line)
{
    const Patterns *patterns = patterns_get();
    return g_regex_match(patterns->ics, line, 0, NULL) || g_regex_match(patterns->ccs, line, 0, NULL) ||
           g_regex_match(patterns->top, line, 0, NULL);
}

void standard_read_cover(const GPtrArray *lines, const StandardParts *parts, Record *record)
{
    const Patterns *patterns = patterns_get();
    set_id(lines, parts, record);
    for (guint i = 0; i < parts->cover_end; i++) {
        const char *line = standard_line(lines, i);
        add_classes(record, FIELD_ICS, patterns->ics, line);
        add_classes(record, FIELD_CCS, patterns->ccs, line);
        set_date(record, FIELD_PUBLISHED, patterns->published, line);
        set_date(record, FIELD_EFFECTIVE, patterns->effective, line);
        read_replaced(record, line);
    }
    read_titles(lines, parts, record);
    mend_title(lines, parts, record);
    read_stage(lines, parts, record);
}
