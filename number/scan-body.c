/* What follows the prefix: 22239.1-2019, X 0208-1997, 60950-22-1:2002, X.509 (10/2019). */
#include "number/grammar.h"

#include <string.h>

size_t scan_digits(const Scan *s, size_t at, size_t max)
{
    size_t n = 0;

    while (at + n < s->f->n && n <= max && g_ascii_isdigit(s->f->up[at + n]))
        n++;
    return n <= max ? n : 0;
}

int scan_value(const Scan *s, size_t at, size_t digits)
{
    int value = 0;

    for (size_t i = 0; i < digits; i++)
        value = value * 10 + (s->f->up[at + i] - '0');
    return value;
}

void scan_append(char *buffer, size_t size, const char *text, size_t len)
{
    size_t used = strlen(buffer);

    len = MIN(len, size - 1 - used);
    memcpy(buffer + used, text, len);
    buffer[used + len] = '\0';
}

gboolean plausible_year(int year)
{
    return year >= 1900 && year < 2100;
}

/* How many letters belong to the number that ends before AT (9001C, 802.1AE, 131A). */
static size_t letter_suffix(const Scan *s, size_t at)
{
    size_t n = 0;

    while (at + n < s->f->n && g_ascii_isalpha(s->f->up[at + n])) {
        if (!s->whole && !g_ascii_isupper(s->f->as[at + n]))
            return 0;
        n++;
    }
    return n <= 2 && !(at + n < s->f->n && g_ascii_isdigit(s->f->up[at + n])) ? n : 0;
}

/* Letters before the number, as JIS X 0208, ITU-T X.509, JTG D20. */
static gboolean scan_letters(Scan *s)
{
    Parsed *out = s->out;
    const Style *style = out->style;
    size_t n = 0;

    while (n < style->letters_max && g_ascii_isalpha(scan_peek(s, n)))
        n++;
    if (n < style->letters_min)
        return FALSE;
    if (n == 0)
        return TRUE;
    scan_append(out->base, sizeof out->base, s->f->up + s->at, n);
    scan_append(out->base, sizeof out->base, style->letter_join, strlen(style->letter_join));
    s->at += n;
    if (strchr(" .-", scan_peek(s, 0)) != NULL && scan_peek(s, 0) != '\0')
        s->at++;
    return TRUE;
}

/* Further groups of digits: ETSI 303 645; in an enterprise's number also 2 16 004. */
static void scan_groups(Scan *s, size_t digits)
{
    Parsed *out = s->out;

    for (;;) {
        size_t next = scan_peek(s, 0) == ' ' ? scan_digits(s, s->at + 1, 3) : 0;

        if (next < 2 || (!s->whole && (next != 3 || digits != 3)))
            return;
        scan_append(out->base, sizeof out->base, s->f->up + s->at, next + 1);
        s->at += next + 1;
        digits = next;
    }
}

gboolean scan_base(Scan *s)
{
    Parsed *out = s->out;
    size_t digits, letters;

    if (scan_peek(s, 0) == ' ' && strchr("-/", scan_peek(s, 1)) != NULL)
        s->at++;
    if (out->prefix[0] != '\0' && strchr(" -/.", scan_peek(s, 0)) != NULL &&
        scan_peek(s, 0) != '\0')
        s->at++;
    scan_space(s);
    if (!scan_letters(s))
        return FALSE;
    digits = scan_digits(s, s->at, 7);
    if (digits == 0)
        return FALSE;
    scan_append(out->base, sizeof out->base, s->f->up + s->at, digits);
    s->at += digits;
    letters = letter_suffix(s, s->at);
    if (out->style == &style_bare && letters > (digits >= 4 ? 1 : 0))
        return FALSE;
    scan_append(out->base, sizeof out->base, s->f->up + s->at, letters);
    s->at += letters;
    if (out->style->groups && letters == 0 && digits <= 3)
        scan_groups(s, digits);
    return TRUE;
}

/* Characters of the part that begins at AT: 1, 22, A01, 1Q, CGMES (only if the text is nothing
 * else); 0 if there is none. */
static size_t part_length(const Scan *s, size_t at)
{
    const char *up = s->f->up + at;
    size_t before = 0, digits, after;

    while (g_ascii_isalpha(up[before]))
        before++;
    digits = scan_digits(s, at + before, 5);
    if (before > 0 && (before > 5 || (digits == 0 && !s->whole) ||
                       (!s->whole && (before > 1 || !g_ascii_isupper(s->f->as[at])))))
        return 0;
    if (digits == 0)
        return before;
    after = letter_suffix(s, at + before + digits);
    return before + digits + after;
}

static void take_part(Scan *s, size_t len)
{
    Parsed *out = s->out;

    if (out->part[0] != '\0')
        scan_append(out->part, sizeof out->part, s->f->up + s->at, 1);
    else
        out->part_mark = out->style->either_mark ? s->f->up[s->at] : out->style->part_mark;
    scan_append(out->part, sizeof out->part, s->f->up + s->at + 1, len);
    s->at += len + 1;
}

/* A dash in a number whose parts follow points: 44886-1-2024 for 44886.1-2024, 44886-1. */
static gboolean misplaced_dash(const Scan *s)
{
    size_t digits = scan_digits(s, s->at + 1, 2), year;
    char next;

    if (s->out->part[0] != '\0' || digits == 0)
        return FALSE;
    next = scan_peek(s, digits + 1);
    if (digits == 1 && (next == '\0' || !(g_ascii_isalnum(next) || strchr("-.:~/", next))))
        return TRUE;
    if (next != '-')
        return FALSE;
    year = scan_digits(s, s->at + digits + 2, 4);
    return year == 4 && plausible_year(scan_value(s, s->at + digits + 2, 4));
}

void scan_parts(Scan *s)
{
    Parsed *out = s->out;
    for (;;) {
        char c = scan_peek(s, 0);
        Parsed ignored = *out;
        Scan ahead = {s->f, s->at, s->whole, &ignored};
        size_t len;

        if (c != '.' && c != '-')
            break;
        if (c == '-' && scan_year(&ahead, TRUE))
            break;
        if (c != out->style->part_mark &&
            !(out->style->either_mark && (out->part[0] == '\0' || c == out->part_mark)) &&
            !(c == '-' && misplaced_dash(s)))
            break;
        len = part_length(s, s->at + 1);
        if (len == 0)
            break;
        take_part(s, len);
    }
    /* DIS 1234.2: the second of its kind */
    if (out->stage[0] != '\0' && scan_peek(s, 0) == '.' && scan_digits(s, s->at + 1, 2) > 0) {
        size_t digits = scan_digits(s, s->at + 1, 2);

        out->iteration = scan_value(s, s->at + 1, digits);
        s->at += digits + 1;
    }
    /* IEC 60695-2-1/0:1994 */
    if (out->part[0] != '\0' && scan_peek(s, 0) == '/' && g_ascii_isdigit(scan_peek(s, 1)) &&
        scan_peek(s, 2) == ':') {
        scan_append(out->part, sizeof out->part, s->f->up + s->at, 2);
        s->at += 2;
    }
}

/* XXXX, 20XX, 201X: the year of a draft; its length, or 0. */
static size_t draft_year(const Scan *s, size_t at)
{
    size_t digits = 0, n = 0;

    while (digits < 3 && at + digits < s->f->n && g_ascii_isdigit(s->f->up[at + digits]))
        digits++;
    while (at + digits + n < s->f->n && s->f->up[at + digits + n] == 'X')
        n++;
    if (n == 0 || digits + n < 2 || digits + n > 5 || (digits == 0 && n < 2) || digits == 1)
        return 0;
    return at + digits + n < s->f->n && g_ascii_isalnum(s->f->up[at + digits + n]) ? 0 : digits + n;
}

/* " (10/2019)" */
static gboolean scan_month_year(Scan *s)
{
    Parsed *out = s->out;
    size_t at = s->at + (scan_peek(s, 0) == ' ' ? 1 : 0), digits;

    if (at >= s->f->n || s->f->up[at] != '(')
        return FALSE;
    digits = scan_digits(s, at + 1, 2);
    if (digits == 0 || s->f->up[at + 1 + digits] != '/' ||
        scan_digits(s, at + digits + 2, 4) != 4 || s->f->up[at + digits + 6] != ')' ||
        scan_value(s, at + 1, digits) > 12)
        return FALSE;
    out->month = scan_value(s, at + 1, digits);
    out->year = scan_value(s, at + digits + 2, 4);
    s->at = at + digits + 7;
    return TRUE;
}

/* Four digits at AT as a year, and the month after them. DASH: the mark was a dash, so more must
 * not follow, else it was a part. */
static gboolean four_digits(Scan *s, size_t at, gboolean dash)
{
    Parsed *out = s->out;
    char next = s->f->up[at + 4];
    int year = scan_value(s, at, 4);

    if (dash && (!plausible_year(year) || ((next == ':' || next == '-' || next == '~') &&
                                           g_ascii_isdigit(s->f->up[at + 5]))))
        return FALSE;
    if (year < 1800 || year >= 2200)
        return FALSE;
    out->year = year;
    s->at = at + 4;
    if (!dash && scan_peek(s, 0) == '-' && scan_digits(s, s->at + 1, 2) == 2) {
        int month = scan_value(s, s->at + 1, 2);

        if (month >= 1 && month <= 12) {
            out->month = month;
            s->at += 3;
        }
    }
    return TRUE;
}

static gboolean two_digits(Scan *s, size_t at)
{
    int year = scan_value(s, at, 2);
    char next = s->f->up[at + 2];

    if (g_ascii_isalpha(next) || next == '.' || next == '%' || next == '~' ||
        (next == '-' && g_ascii_isdigit(s->f->up[at + 3])))
        return FALSE;
    s->out->year = year + (year >= 50 ? 1900 : 2000);
    s->at = at + 2;
    return TRUE;
}

gboolean scan_year(Scan *s, gboolean dash_only)
{
    const Style *style = s->out->style;
    size_t at = s->at + (scan_peek(s, 0) == ' ' ? 1 : 0), digits, draft;
    gboolean spaced = at > s->at;
    char mark = s->f->up[at];

    if (style->undated)
        return FALSE;
    if (!dash_only && scan_month_year(s))
        return TRUE;
    if (mark != '-' && mark != '~' && (dash_only || mark != ':'))
        goto year_after_space;
    if (s->f->up[++at] == ' ') {
        spaced = TRUE;
        at++;
    }
    draft = draft_year(s, at);
    if (draft > 0) {
        s->out->year = NUMBER_DRAFT_YEAR;
        s->at = at + draft;
        return TRUE;
    }
    digits = scan_digits(s, at, 4);
    if (digits == 4)
        return four_digits(s, at, mark != ':');
    if (digits == 2 && !spaced && mark != '~' && (style->short_years || (s->whole && mark == ':')))
        return two_digits(s, at);
    return FALSE;

year_after_space: /* iso 27001 2022, typed */
    if (!dash_only && s->whole && spaced && at + 4 == s->f->n && scan_digits(s, at, 4) == 4)
        return four_digits(s, at, TRUE);
    return FALSE;
}
