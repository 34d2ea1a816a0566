/* Cleaning what sources write: entities, tags, white space, words for nothing. */
#include "corpus/record/member-text.h"

#include <stdlib.h>
#include <string.h>

enum {
    ENTITY_MAX = 10, /* characters of an entity's name */
    PASSES = 4,      /* tags that come out of entities may hold entities */
};

/* clang-format off */
/* Sorted by name: HTML's entities that texts of this field have. */
static const struct {
    char name[ENTITY_MAX];
    gunichar c;
} entities[] = {
    {"AElig", 0x00C6}, {"Aacute", 0x00C1}, {"Acirc", 0x00C2}, {"Agrave", 0x00C0},
    {"Alpha", 0x0391}, {"Aring", 0x00C5}, {"Atilde", 0x00C3}, {"Auml", 0x00C4}, {"Beta", 0x0392},
    {"Ccedil", 0x00C7}, {"Chi", 0x03A7}, {"Delta", 0x0394}, {"ETH", 0x00D0}, {"Eacute", 0x00C9},
    {"Ecirc", 0x00CA}, {"Egrave", 0x00C8}, {"Epsilon", 0x0395}, {"Eta", 0x0397}, {"Euml", 0x00CB},
    {"Gamma", 0x0393}, {"Iacute", 0x00CD}, {"Icirc", 0x00CE}, {"Igrave", 0x00CC}, {"Iota", 0x0399},
    {"Iuml", 0x00CF}, {"Kappa", 0x039A}, {"Lambda", 0x039B}, {"Mu", 0x039C}, {"Ntilde", 0x00D1},
    {"Nu", 0x039D}, {"OElig", 0x0152}, {"Oacute", 0x00D3}, {"Ocirc", 0x00D4}, {"Ograve", 0x00D2},
    {"Omega", 0x03A9}, {"Omicron", 0x039F}, {"Oslash", 0x00D8}, {"Otilde", 0x00D5},
    {"Ouml", 0x00D6}, {"Phi", 0x03A6}, {"Pi", 0x03A0}, {"Prime", 0x2033}, {"Psi", 0x03A8},
    {"Rho", 0x03A1}, {"Scaron", 0x0160}, {"Sigma", 0x03A3}, {"THORN", 0x00DE}, {"Tau", 0x03A4},
    {"Theta", 0x0398}, {"Uacute", 0x00DA}, {"Ucirc", 0x00DB}, {"Ugrave", 0x00D9},
    {"Upsilon", 0x03A5}, {"Uuml", 0x00DC}, {"Xi", 0x039E}, {"Yacute", 0x00DD}, {"Zeta", 0x0396},
    {"aacute", 0x00E1}, {"acirc", 0x00E2}, {"aelig", 0x00E6}, {"agrave", 0x00E0},
    {"alpha", 0x03B1}, {"amp", 0x0026}, {"ang", 0x2220}, {"apos", 0x0027}, {"aring", 0x00E5},
    {"asymp", 0x2248}, {"atilde", 0x00E3}, {"auml", 0x00E4}, {"bdquo", 0x201E}, {"beta", 0x03B2},
    {"bull", 0x2022}, {"ccedil", 0x00E7}, {"cent", 0x00A2}, {"chi", 0x03C7}, {"copy", 0x00A9},
    {"deg", 0x00B0}, {"delta", 0x03B4}, {"divide", 0x00F7}, {"eacute", 0x00E9}, {"ecirc", 0x00EA},
    {"egrave", 0x00E8}, {"empty", 0x2205}, {"emsp", 0x2003}, {"ensp", 0x2002}, {"epsilon", 0x03B5},
    {"equiv", 0x2261}, {"eta", 0x03B7}, {"eth", 0x00F0}, {"euml", 0x00EB}, {"euro", 0x20AC},
    {"frac12", 0x00BD}, {"frac14", 0x00BC}, {"frac34", 0x00BE}, {"gamma", 0x03B3}, {"ge", 0x2265},
    {"gt", 0x003E}, {"hellip", 0x2026}, {"iacute", 0x00ED}, {"icirc", 0x00EE}, {"iexcl", 0x00A1},
    {"igrave", 0x00EC}, {"infin", 0x221E}, {"int", 0x222B}, {"iota", 0x03B9}, {"iuml", 0x00EF},
    {"kappa", 0x03BA}, {"lambda", 0x03BB}, {"laquo", 0x00AB}, {"larr", 0x2190}, {"ldquo", 0x201C},
    {"le", 0x2264}, {"lrm", 0x200E}, {"lsquo", 0x2018}, {"lt", 0x003C}, {"mdash", 0x2014},
    {"micro", 0x00B5}, {"middot", 0x00B7}, {"minus", 0x2212}, {"mu", 0x03BC}, {"nbsp", 0x00A0},
    {"ndash", 0x2013}, {"ne", 0x2260}, {"ntilde", 0x00F1}, {"nu", 0x03BD}, {"oacute", 0x00F3},
    {"ocirc", 0x00F4}, {"oelig", 0x0153}, {"ograve", 0x00F2}, {"omega", 0x03C9},
    {"omicron", 0x03BF}, {"oslash", 0x00F8}, {"otilde", 0x00F5}, {"ouml", 0x00F6},
    {"para", 0x00B6}, {"part", 0x2202}, {"permil", 0x2030}, {"phi", 0x03C6}, {"pi", 0x03C0},
    {"plusmn", 0x00B1}, {"pound", 0x00A3}, {"prime", 0x2032}, {"psi", 0x03C8}, {"quot", 0x0022},
    {"radic", 0x221A}, {"raquo", 0x00BB}, {"rarr", 0x2192}, {"rdquo", 0x201D}, {"reg", 0x00AE},
    {"rho", 0x03C1}, {"rlm", 0x200F}, {"rsquo", 0x2019}, {"sbquo", 0x201A}, {"scaron", 0x0161},
    {"sect", 0x00A7}, {"shy", 0x00AD}, {"sigma", 0x03C3}, {"sigmaf", 0x03C2}, {"sum", 0x2211},
    {"sup1", 0x00B9}, {"sup2", 0x00B2}, {"sup3", 0x00B3}, {"szlig", 0x00DF}, {"tau", 0x03C4},
    {"theta", 0x03B8}, {"thinsp", 0x2009}, {"thorn", 0x00FE}, {"times", 0x00D7}, {"trade", 0x2122},
    {"uacute", 0x00FA}, {"ucirc", 0x00FB}, {"ugrave", 0x00F9}, {"upsilon", 0x03C5},
    {"uuml", 0x00FC}, {"xi", 0x03BE}, {"yacute", 0x00FD}, {"yen", 0x00A5}, {"yuml", 0x00FF},
    {"zeta", 0x03B6}, {"zwj", 0x200D}, {"zwnj", 0x200C},
};
/* clang-format on */

/* Tags that mark up words and vanish; those of BREAKS part lines. All else between < and > is text:
 * "<5 mm". */
static const char *const marks[] = {"sub", "sup", "i",    "b",    "em",    "strong",
                                    "u",   "s",   "span", "font", "small", "a",
                                    "tt",  "big", "code", "sc",   "italic"};
static const char *const breaks[] = {"br", "p", "div", "li", "ul", "ol", "tr", "td", "table", "h1"};

static gunichar entity_named(const char *name, size_t len)
{
    size_t low = 0, high = G_N_ELEMENTS(entities);
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(name, entities[middle].name, len);
        if (order == 0)
            order = entities[middle].name[len] ? -1 : 0;
        if (order == 0)
            return entities[middle].c;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* The character of the entity at TEXT, "&...;", and its length; 0 if there is none. */
static gunichar entity_at(const char *text, size_t *len)
{
    const char *name = text + 1;
    size_t n = 0;
    while (n < ENTITY_MAX - 1 && (g_ascii_isalnum(name[n]) || (n == 0 && name[n] == '#')))
        n++;
    if (n < 2 || name[n] != ';')
        return 0;
    *len = n + 2;
    if (name[0] != '#')
        return entity_named(name, n);
    gboolean hex = name[1] == 'x' || name[1] == 'X';
    char *end = NULL;
    gulong c = g_ascii_isxdigit(name[hex ? 2 : 1])
                   ? strtoul(name + (hex ? 2 : 1), &end, hex ? 16 : 10)
                   : 0;
    if (end != name + n || c < 0x20 || (c >= 0x7F && c < 0xA0) || c > 0x10FFFF ||
        !g_unichar_validate((gunichar)c))
        return end == name + n && (c == '\n' || c == '\r' || c == '\t') ? ' ' : 0;
    return (gunichar)c;
}

/* Resolves entities in place (each is longer than its character), and says whether there was one; one that
 * gives & is read on from there, so that &amp;lt; is <. */
static gboolean resolve_entities(char *text)
{
    char *to = text, *from = strchr(text, '&');
    if (!from)
        return FALSE;
    to = from;
    while (*from) {
        size_t len;
        gunichar c = *from == '&' ? entity_at(from, &len) : 0;
        if (!c) {
            *to++ = *from++;
            continue;
        }
        from += len;
        if (c == '&')
            *--from = '&';
        else
            to += g_unichar_to_utf8(c, to);
    }
    *to = '\0';
    return to < from;
}

static gboolean is_among(const char *const *names, size_t count, const char *name, size_t len)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) == len && g_ascii_strncasecmp(names[i], name, len) == 0)
            return TRUE;
    return FALSE;
}

/* The length of the tag at TEXT, 0 if it is none; *BREAKS_LINE if it parts lines. */
static size_t tag_at(const char *text, gboolean *breaks_line)
{
    const char *name = text + 1 + (text[1] == '/');
    size_t n = 0;
    while (n < 8 && g_ascii_isalnum(name[n]))
        n++;
    *breaks_line = is_among(breaks, G_N_ELEMENTS(breaks), name, n);
    if (!*breaks_line && !is_among(marks, G_N_ELEMENTS(marks), name, n))
        return 0;
    if (name[n] == '>')
        return (size_t)(name + n + 1 - text);
    if (name[n] != ' ' && name[n] != '/' && name[n] != '\n')
        return 0;
    /* attributes: a tag is short, and what is none must not be searched again and again */
    size_t rest = strnlen(name + n, 1000);
    const char *end = memchr(name + n, '>', rest), *other = memchr(name + n, '<', rest);
    if (!end || (other && other < end))
        return 0;
    /* "a <b and c>" has no attribute */
    gboolean attributes = memchr(name + n, '=', (size_t)(end - name - n)) ||
                          strspn(name + n, " /\n") == (size_t)(end - name - n);
    return attributes ? (size_t)(end + 1 - text) : 0;
}

static gboolean strip_tags(char *text)
{
    char *to = text, *from = strchr(text, '<');
    if (!from)
        return FALSE;
    to = from;
    while (*from) {
        gboolean breaks_line;
        size_t len = *from == '<' ? tag_at(from, &breaks_line) : 0;
        if (!len) {
            *to++ = *from++;
            continue;
        }
        from += len;
        if (breaks_line)
            *to++ = '\n';
    }
    *to = '\0';
    return to < from;
}

/* The width of the white space at TEXT, 0 if it is none. U+3000 between words of a Chinese title is
 * a character of it. */
static size_t space_at(const char *text)
{
    if (g_ascii_isspace(*text))
        return 1;
    if (*text != '\xc2' && *text != '\xe2')
        return 0;
    if (strncmp(text, "\xc2\xa0", 2) == 0 || strncmp(text, "\xc2\x85", 2) == 0)
        return 2;
    return strncmp(text, "\xe2\x80\xa8", 3) == 0 || strncmp(text, "\xe2\x80\xa9", 3) == 0 ? 3 : 0;
}

/* Every run of white space becomes one space, or of paragraphs one line end if it has one. */
static void join_spaces(char *text, TextShape shape)
{
    char *to = text;
    for (char *from = text; *from;) {
        size_t width = space_at(from);
        gboolean line = FALSE;
        if (!width) {
            *to++ = *from++;
            continue;
        }
        for (; width; width = space_at(from)) {
            line = line || *from == '\n' || *from == '\r' || width == 3;
            from += width;
        }
        if (to > text && *from)
            *to++ = line && shape == TEXT_PARAGRAPHS ? '\n' : ' ';
    }
    *to = '\0';
}

void record_text_clean(char **text, TextShape shape)
{
    if (!*text)
        return;
    if (!g_utf8_validate(*text, -1, NULL)) {
        char *valid = g_utf8_make_valid(*text, -1);
        g_free(*text);
        *text = valid;
    }
    for (int i = 0; i < PASSES; i++) {
        gboolean changed = resolve_entities(*text);
        changed |= strip_tags(*text);
        if (!changed)
            break;
    }
    join_spaces(*text, shape);
    if (!**text)
        g_clear_pointer(text, g_free);
}

gboolean record_text_is_placeholder(const char *text)
{
    static const char *const words[] = {
        "n/a",
        "n.a.",
        "na",
        "#n/a",
        "nan",
        "null",
        "(null)",
        "nil",
        "none",
        "undefined",
        "unknown",
        "tbd",
        "tba",
        "tbc",
        "无",
        "暂无",
        "无标题",
        "未知",
        "待定",
        "不详",
        "空",
        "暂缺",
        "缺",
        "无数据",
        "titre manque",
        "titre manquant",
        "missing title",
        "title missing",
        "no title",
    };
    static const char *const signs[] = {"-",  "/", "\\", "*",  "?",  "—",  "–",
                                        "－", "―", "…",  "？", "／", "～", " "};
    if (strlen(text) < 20)
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
            if (g_ascii_strcasecmp(text, words[i]) == 0)
                return TRUE;
    while (*text) {
        size_t n = 0;
        for (size_t i = 0; i < G_N_ELEMENTS(signs) && !n; i++)
            if (g_str_has_prefix(text, signs[i]))
                n = strlen(signs[i]);
        if (!n)
            return FALSE;
        text += n;
    }
    return TRUE;
}
