#include "corpus/cited.h"

#include <string.h>

/* Bytes that are looked at before a number, the words that lead to it and what may stand between; and behind it. */
enum { LEAD = 64, BEHIND = 32 };

typedef struct {
    const char *pattern;
    gsize made;
    GRegex *regex;
} Pattern;

static gboolean matches(Pattern *pattern, const char *text, gssize len)
{
    if (g_once_init_enter(&pattern->made)) {
        pattern->regex = g_regex_new(pattern->pattern, G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
        g_once_init_leave(&pattern->made, 1);
    }
    return g_regex_match_full(pattern->regex, text, len, 0, 0, NULL, NULL);
}

static Pattern lead = {
    "(?:按照?|依据|依照|根据|遵照|参照|参考|符合|满足|达到|执行|遵循|遵守|采用|引用|等同|代替|标准号?|规范|编号|"
    "according to|in accordance with|in compliance with|compl(?:y|ies|iant) with|conform(?:s|ing|ity|ant)? (?:to|with)|"
    "(?:as )?\\bper|acc\\. ?to|(?:certified|tested|approved|designed|built|made|manufactured|qualified) (?:to|as per|by)|"
    "\\bmeets?|\\bstandards?|requirements of|specified in|defined in)"
    "(?: the| standards?)?[ 　：:（(“\"]*$",
    0, NULL};
static Pattern behind = {"^[ 　]*(?:标准|的?规定|的(?:相关|有关)?(?:要求|规定|条款)|要求(?:的|进行|执行)|认证|standards?\\b)", 0, NULL};
static Pattern counted = {"^[ 　]*(?:[个种条台次人年月日页套件只根张名位项家倍元米克度]|%|％|percent|pcs)", 0, NULL};
static Pattern listed = {"^(?:[ 　]|[、，,;；/&]|和|及|以及|与|或|and\\b|or\\b)+$", 0, NULL};

/* Whether byte AT of TEXT is within a character. */
static gboolean within(const char *text, size_t at)
{
    return ((guchar)text[at] & 0xC0) == 0x80;
}

gboolean cited_in_words(const char *text, size_t start, size_t end)
{
    size_t from = start > LEAD ? start - LEAD : 0, rest = strnlen(text + end, BEHIND);
    while (from < start && within(text, from))
        from++;
    while (rest > 0 && within(text, end + rest))
        rest--;
    if (matches(&counted, text + end, (gssize)rest))
        return FALSE;
    return matches(&lead, text + from, (gssize)(start - from)) || matches(&behind, text + end, (gssize)rest);
}

gboolean cited_in_list(const char *text, size_t start, size_t end)
{
    return end > start && end - start < LEAD && matches(&listed, text + start, (gssize)(end - start));
}
