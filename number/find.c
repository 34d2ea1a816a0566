/* Numbers in running text. Every number holds a digit, so the search goes from digit to digit and
 * looks for beginnings only in the few bytes before each. Nothing is looked at more than a bounded
 * number of times. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "number/grammar.h"

enum {
    REACH = 96,        /* bytes from the beginning of a number to its first digit, at most */
    RANGE_LIMIT = 100, /* numbers that one range may name */
};

typedef struct {
    const char *text;
    size_t len;
    NumberFound found;
    gpointer data;
    gboolean doubtful; /* what may be something else is wanted too */
    gboolean stopped;
} Search;

/* Full-width forms are EF BC 80 to EF BD BF; these are their third bytes. */
static gboolean wide_digit(const unsigned char *t, size_t left)
{
    return left >= 3 && t[0] == 0xEF && t[1] == 0xBC && t[2] >= 0x90 && t[2] <= 0x99;
}

static gboolean wide_letter(const unsigned char *t, size_t left)
{
    return left >= 3 && t[0] == 0xEF &&
           ((t[1] == 0xBC && t[2] >= 0xA1 && t[2] <= 0xBA) ||
            (t[1] == 0xBD && t[2] >= 0x81 && t[2] <= 0x9A));
}

/* The next digit at or after AT, or LEN. */
static size_t next_digit(const Search *s, size_t at)
{
    const unsigned char *t = (const unsigned char *)s->text;

    for (; at < s->len; at++) {
        /* digits and EF are the only bytes that stop */
        while (at < s->len && (unsigned char)(t[at] - '0') > 9 && t[at] != 0xEF)
            at++;
        if (at < s->len && (t[at] != 0xEF || wide_digit(t + at, s->len - at)))
            return at;
    }
    return s->len;
}

/* Whether the character before AT is a letter or digit, so that no word begins here. Sets *DIGIT
 * if it is a digit. */
static gboolean inside_word(const Search *s, size_t at, gboolean *digit)
{
    const unsigned char *t = (const unsigned char *)s->text;

    *digit = (at >= 1 && g_ascii_isdigit(t[at - 1])) || (at >= 3 && wide_digit(t + at - 3, 3));
    return *digit || (at >= 1 && (g_ascii_isalpha(t[at - 1]) || t[at - 1] == '_')) ||
           (at >= 3 && wide_letter(t + at - 3, 3));
}

/* Whether a digit stands before AT, perhaps with a space between: 16 GB. */
static gboolean after_quantity(const Search *s, size_t at)
{
    while (at > 0 && s->text[at - 1] == ' ')
        at--;
    return at > 0 && g_ascii_isdigit(s->text[at - 1]);
}

/* Whether the text after AT makes the last digits a date: 2019年, 2019-05-01. */
static gboolean is_date(const Search *s, size_t at)
{
    static const char year[] = "年";

    if (at < s->len && s->text[at] == ' ')
        at++;
    if (s->len - at >= sizeof year - 1 && memcmp(s->text + at, year, sizeof year - 1) == 0)
        return TRUE;
    return s->len - at >= 2 && strchr("-/", s->text[at]) != NULL && s->text[at] != '\0' &&
           g_ascii_isdigit(s->text[at + 1]);
}

/* What the surroundings say against a number at [start, end). */
static gboolean contradicted(const Search *s, size_t start, size_t end, const Parsed *p)
{
    gboolean digit;

    if (p->type == NUMBER_PLAN)
        return FALSE;
    if (inside_word(s, start, &digit) &&
        !(!g_ascii_isalpha(s->text[start - 1]) && p->slashed && p->year != NUMBER_NO_YEAR) &&
        !(s->text[start - 1] == '_' && p->entry != NULL))
        return TRUE;
    if (p->year != NUMBER_NO_YEAR || p->part[0] != '\0')
        return FALSE;
    if (p->entry != NULL && p->entry->caution == CAUTION_UNIT && !p->slashed &&
        after_quantity(s, start))
        return TRUE;
    return strlen(p->base) == 4 && plausible_year(atoi(p->base)) && is_date(s, end);
}

static void report(Search *s, const Parsed *p, size_t start, size_t end)
{
    g_autoptr(Number) number = NULL;

    if (s->stopped)
        return;
    number = parsed_to_number(p);
    s->stopped = !s->found(number, start, end, s->data);
}

/* Every number from FIRST to LAST. */
static void report_range(Search *s, const Parsed *first, const Parsed *last, size_t start,
                         size_t end)
{
    gboolean parts = first->type == NUMBER_STANDARD && first->part[0] != '\0';
    const char *from = parts ? first->part : first->base;
    int value = atoi(from), stop = atoi(parts ? last->part : last->base);
    int width = (int)strlen(from);
    Parsed p = *first;

    stop = MIN(stop, value + RANGE_LIMIT - 1);
    for (; value <= stop; value++) {
        if (value == atoi(parts ? last->part : last->base))
            p.year = last->year;
        else if (value > atoi(from) && first->year != last->year)
            p.year = NUMBER_NO_YEAR;
        snprintf(parts ? p.part : p.base, parts ? sizeof p.part : sizeof p.base, "%0*d", width,
                 value);
        report(s, &p, start, end);
    }
}

/* Whether a bare number of a list can end at byte AT: a mark, or a word that goes on with the list; no
 * unit, as in 、30000家单位. */
static gboolean ends_item(const Search *s, size_t at)
{
    static const char *const after[] = {"、", "，", "。", "；", "）", ")", "》", "《", "和", "及", "与",
                                        "以及", "或", "等", "标准", "的", ",", ";", "\n"};

    while (at < s->len && s->text[at] == ' ')
        at++;
    for (size_t i = 0; i < G_N_ELEMENTS(after); i++)
        if (s->len - at >= strlen(after[i]) && memcmp(s->text + at, after[i], strlen(after[i])) == 0)
            return TRUE;
    return at == s->len;
}

/* As scan_bare_item(), of F that begins at byte AT of the text: after 、 only. */
static size_t find_bare(const Search *s, const Folded *f, size_t at, size_t n, const Parsed *first,
                        Parsed *next, size_t *start)
{
    static const char mark[] = "、";
    size_t end = scan_bare_item(f, n, first, next, start), comma = n + (f->up[n] == ' ');

    if (end == 0 || memcmp(s->text + at + f->start[comma], mark, sizeof mark - 1) != 0)
        return 0;
    return next->year != NUMBER_NO_YEAR || ends_item(s, at + f->end[end - 1]) ? end : 0;
}

/* The number that begins at byte AT. Returns the byte after it, 0 if there is none. */
static size_t try_at(Search *s, size_t at)
{
    Folded folded;
    Parsed first, last;
    size_t n, more, start, end;

    folded_fill(&folded, s->text + at, s->len - at);
    n = folded.n > 0 ? scan_number(&folded, 0, FALSE, &first) : 0;
    if (n == 0 && s->doubtful && folded.n > 0)
        n = scan_doubtful(&folded, &first);
    if (n == 0)
        return 0;
    start = at + folded.start[0];
    end = at + folded.end[n - 1];
    if (contradicted(s, start, end, &first))
        return 0;
    more = scan_range(&folded, n, &first, &last);
    if (more == 0) {
        report(s, &first, start, end);
        for (size_t next = 0; (more = scan_list(&folded, n, &first, &last, &next)) > 0 ||
                              (more = find_bare(s, &folded, at, n, &first, &last, &next)) > 0;
             n = more) {
            end = at + folded.end[more - 1];
            report(s, &last, at + folded.start[next], end);
        }
        return end;
    }
    end = at + folded.end[more - 1];
    report_range(s, &first, &last, start, end);
    return end;
}

/* Whether the word in UP, LOWER if it began so in the text, begins as PREFIX does. */
static gboolean begins_as(const char *up, const Prefix *prefix, gboolean lower)
{
    const char *name = prefix->name;

    while (*name != '\0' && *name == *up) {
        name++;
        up++;
    }
    if (*name != '\0') /* the dash in ITU-T may be any dash */
        return *up == '\0' && !g_ascii_isalnum(*name);
    if (lower && prefix->caution >= CAUTION_WORD)
        return FALSE;
    if (prefix->scheme == SCHEME_ORGANISATION)
        return !g_ascii_isalnum(*up);
    return !g_ascii_isalpha(*up) || prefix->style->letters_max > 0 ||
           (prefix->suffixes != NULL && strchr(prefix->suffixes, *up) != NULL);
}

/* Whether the word at AT is ISO, IEC or GB/T as an image's reader may give it: IS0, 1SO, lEC, 6B/T. */
static gboolean may_be_misread(const Search *s, size_t at)
{
    const char *t = s->text + at;

    if (s->len - at > 4 && t[2] == '/' && t[3] == 'T' && ((t[0] == '6' && t[1] == 'B') || (t[0] == 'G' && t[1] == '8')))
        return TRUE;
    return s->len - at > 4 && strchr("1IlL", t[0]) != NULL && t[0] != '\0' &&
           ((t[1] == 'S' && (t[2] == '0' || t[2] == 'O')) || (t[1] == 'E' && t[2] == 'C')) &&
           !g_ascii_isalnum(t[3]);
}

/* Whether the word at AT begins as a prefix or a stage does: cheap, since most words do not. */
static gboolean may_begin(const Search *s, size_t at)
{
    const unsigned char *t = (const unsigned char *)s->text;
    size_t n, len = 0;
    char up[12] = "";
    const Prefix *p;

    if (wide_letter(t + at, s->len - at))
        return TRUE;
    for (; len < sizeof up - 1 && at + len < s->len && t[at + len] < 0x80; len++)
        up[len] =
            (char)(t[at + len] >= 'a' && t[at + len] <= 'z' ? t[at + len] - 0x20 : t[at + len]);
    if (len < sizeof up - 1 && at + len < s->len && wide_letter(t + at + len, s->len - at - len))
        return TRUE; /* half width and full width mixed */
    p = prefixes_of(up[0], &n);
    for (size_t i = 0; i < n; i++)
        if (begins_as(up, p + i, g_ascii_islower(t[at])))
            return TRUE;
    return may_be_misread(s, at) || stage_at(up, &len) != NULL;
}

/* Whether the digits at AT can be a plan number. */
static gboolean may_be_plan(const Search *s, size_t at)
{
    const unsigned char *t = (const unsigned char *)s->text;

    if (t[at] != 0xEF && t[at] != '1' && t[at] != '2')
        return FALSE;
    for (size_t i = 1; i < 8 && at + i < s->len; i++)
        if (!g_ascii_isdigit(t[at + i]))
            return t[at + i] >= 0x80; /* full width, or something invisible between */
    return s->len - at > 8 && !g_ascii_isdigit(t[at + 8]);
}

/* Whether the digits at AT can be the number of an atlas: 22G101. */
static gboolean may_be_atlas(const Search *s, size_t at)
{
    const char *t = s->text + at;

    return s->len - at >= 5 && g_ascii_isdigit(t[1]) && g_ascii_isupper(t[2]) &&
           (g_ascii_isdigit(t[3]) || g_ascii_isupper(t[3]));
}

/* Tries every word that begins in [FROM, DIGIT]. */
static size_t try_before(Search *s, size_t from, size_t digit)
{
    const unsigned char *t = (const unsigned char *)s->text;
    gboolean after_digit;

    for (size_t at = from; at < digit; at++) {
        size_t end;

        if (!g_ascii_isalpha(t[at]) && t[at] != 0xEF)
            continue;
        if ((inside_word(s, at, &after_digit) && !after_digit && t[at - 1] != '_') ||
            !may_begin(s, at))
            continue;
        end = try_at(s, at);
        if (end > 0)
            return end;
    }
    if (inside_word(s, digit, &after_digit) && !(digit > 0 && t[digit - 1] == '_'))
        return 0;
    return may_be_plan(s, digit) || may_be_atlas(s, digit) || may_be_misread(s, digit)
               ? try_at(s, digit)
               : 0;
}

static void find_all(Search *s)
{
    size_t at = 0, digit;

    while (!s->stopped && (digit = next_digit(s, at)) < s->len) {
        size_t from = digit > REACH && digit - REACH > at ? digit - REACH : at;
        size_t end = try_before(s, from, digit);

        if (end == 0)
            for (end = digit + 1; end < s->len && g_ascii_isdigit(s->text[end]); end++)
                ;
        at = end;
    }
}

void number_find(const char *text, size_t len, NumberFound found, gpointer data)
{
    Search s = {text, len, found, data, FALSE, FALSE};

    g_return_if_fail(text != NULL || len == 0);
    find_all(&s);
}

void number_find_doubtful(const char *text, size_t len, NumberFound found, gpointer data)
{
    Search s = {text, len, found, data, TRUE, FALSE};

    g_return_if_fail(text != NULL || len == 0);
    find_all(&s);
}
