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

/* How many letters belong to the number that ends before AT (9001C, 802.1AE, 131A); a small l is a
 * digit misread. */
static size_t letter_suffix(const Scan *s, size_t at)
{
    size_t n = 0;

    while (at + n < s->f->n && g_ascii_isalpha(s->f->up[at + n])) {
        if ((!s->whole && !g_ascii_isupper(s->f->as[at + n])) || s->f->as[at + n] == 'l')
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
    if (n == 1 && style->classes && scan_peek(s, 1) == ':' && g_ascii_isalpha(scan_peek(s, 2))) {
        n = 3; /* T/CECS G:D60-01-2020 */
        out->style = &style_classed;
        out->part_mark = out->style->part_mark;
    }
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

/* The year after a number of which a piece was written after a space: its index, or 0. */
static size_t year_behind(const Scan *s, size_t at)
{
    if (s->f->up[at] == ' ' && s->f->up[at + 1] == '-')
        at++;
    if (s->f->up[at] == '\0' || strchr(" -:", s->f->up[at]) == NULL)
        return 0;
    at += s->f->up[at] == '-' && s->f->up[at + 1] == ' ' ? 2 : 1;
    return scan_digits(s, at, 4) == 4 && plausible_year(scan_value(s, at, 4)) ? at : 0;
}

/* Further groups of digits: ETSI 303 645; in an enterprise's number also 2 16 004. */
static void scan_groups(Scan *s, size_t digits)
{
    Parsed *out = s->out;

    for (;;) {
        size_t next = scan_peek(s, 0) == ' ' ? scan_digits(s, s->at + 1, 3) : 0;

        if (next < 2 ||
            (!s->whole && (next != 3 || digits != 3) && year_behind(s, s->at + 1 + next) == 0))
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
    if (before == 1 && digits == 0 && strchr("LIO", up[0]) != NULL)
        return 0; /* 1.l-2009: a digit misread */
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

/* A part written after a space, of a number with a year: GBT_2261_1_2003, GB/T 4943. 1-2022; and
 * what follows a region: DG/TJ 08 2371-2021. */
static void scan_spaced_part(Scan *s)
{
    size_t at = s->at, digits, letters;
    char c = scan_peek(s, 0);

    if (s->out->part[0] != '\0' || (c != ' ' && c != '.'))
        return;
    at += c == ' ' && s->f->up[at + 1] == '.' ? 2 : 1;
    at += c == '.' && s->f->up[at] == ' ' ? 1 : 0;
    if (c == '.' && s->f->up[s->at + 1] != ' ')
        return;
    digits = scan_digits(s, at, s->out->style->region ? 5 : 2);
    letters = letter_suffix(s, at + digits);
    if (digits == 0 || year_behind(s, at + digits + letters) == 0)
        return;
    s->out->part_mark = s->out->style->part_mark;
    scan_append(s->out->part, sizeof s->out->part, s->f->up + at, digits + letters);
    s->at = at + digits + letters;
}

/* The number proper after the digits of a region. */
static void scan_region(Scan *s)
{
    size_t len;

    if (strlen(s->out->base) != 2 || strchr("-.", scan_peek(s, 0)) == NULL ||
        scan_peek(s, 0) == '\0')
        return;
    len = part_length(s, s->at + 1);
    if (len > 0)
        take_part(s, len);
}

/* The volume of a standard of roads: JTG F80/1-2017. */
static void scan_volume(Scan *s)
{
    size_t digits = scan_digits(s, s->at + 1, 1);

    if (!s->out->style->volumes || s->out->part[0] != '\0' || scan_peek(s, 0) != '/' ||
        digits == 0 || g_ascii_isalnum(scan_peek(s, digits + 1)))
        return;
    s->out->part_mark = '/';
    scan_append(s->out->part, sizeof s->out->part, s->f->up + s->at + 1, digits);
    s->at += digits + 1;
}

/* Inches and metres in one: the /E8M of ASTM E8/E8M-22. */
static void scan_metric(Scan *s)
{
    size_t len = strlen(s->out->base);

    if (!s->out->style->writes_short || scan_peek(s, 0) != '/' ||
        strncmp(s->f->up + s->at + 1, s->out->base, len) != 0 || scan_peek(s, len + 1) != 'M' ||
        g_ascii_isalnum(scan_peek(s, len + 2)))
        return;
    scan_append(s->out->base, sizeof s->out->base, s->f->up + s->at, len + 2);
    s->at += len + 2;
}

void scan_parts(Scan *s)
{
    Parsed *out = s->out;

    scan_metric(s);
    if (out->style->region)
        scan_region(s);
    if (out->style != &style_bare)
        scan_spaced_part(s);
    for (;;) {
        char c = scan_peek(s, 0);
        Parsed ignored = *out;
        Scan ahead = {s->f, s->at, s->whole, &ignored};
        size_t len;

        if (c != '.' && c != '-')
            break;
        if (c == '-' && (scan_year(&ahead, TRUE) ||
                         (out->part[0] == '\0' && scan_range_dash(s->f, s->at, out->base))))
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
    scan_volume(s);
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

    if (g_ascii_isalpha(next) || next == '%' || next == '~' ||
        ((next == '-' || next == '.') && g_ascii_isdigit(s->f->up[at + 3])))
        return FALSE;
    s->out->year = year + (year >= 50 ? 1900 : 2000);
    s->at = at + 2;
    return TRUE;
}

/* Whether a number may end before AT: not inside a word, a date or a bigger number. */
static gboolean ends_here(const Scan *s, size_t at)
{
    const char *up = s->f->up;
    char c = up[at];

    if (c == ' ')
        return up[at + 1] != FOLDED_YEAR && !(up[at + 1] == '-' && g_ascii_isdigit(up[at + 2]));
    if (c == '.')
        return !g_ascii_isdigit(up[at + 1]);
    return !g_ascii_isalnum(c) && c != FOLDED_YEAR && c != '%' &&
           !(c != '\0' && strchr("-/:~", c) != NULL && g_ascii_isdigit(up[at + 1]));
}

/* "-07-01", "/07/01" or "0701" after the year at the end of a text or the name of a file: its
 * length, or 0. */
static size_t rest_of_date(const Scan *s, size_t at)
{
    char mark = s->f->up[at];
    size_t len = 6;

    if ((mark != '-' && mark != '/' && mark != '.') || scan_digits(s, at + 1, 2) != 2 ||
        s->f->up[at + 3] != mark || scan_digits(s, at + 4, 2) != 2)
        return 0;
    at += len;
    if (at == s->f->n)
        return s->f->whole ? len : 0;
    return s->f->up[at] == '.' && g_ascii_isalpha(s->f->up[at + 1]) ? len : 0;
}

/* A year after a space or a comma: iso 27001 2022, GB 9684 1988, ISO 22989, 2022-07-01.pdf. After a
 * comma it ends the text. */
static gboolean loose_year(Scan *s)
{
    size_t at = s->at, end, date;
    gboolean comma;

    at += s->f->up[at] == ' ' ? 1 : 0;
    comma = s->f->up[at] == ',' || s->f->up[at] == '(';
    at += comma ? 1 : 0;
    at += comma && s->f->up[at] == ' ' ? 1 : 0;
    if (at == s->at || scan_digits(s, at, 4) != 4 || !plausible_year(scan_value(s, at, 4)))
        return FALSE;
    end = at + 4;
    if (s->f->up[at - 1] == '(') { /* ISO 9001 (2015) */
        if (s->f->up[end] != ')')
            return FALSE;
        end++;
    }
    date = comma ? rest_of_date(s, end) : 0;
    if (date == 0 && !ends_here(s, end))
        return FALSE;
    end += date;
    if (comma && s->f->up[end - 1] != ')' &&
        !(end == s->f->n ? s->f->whole
                         : s->f->up[end] == '.' && g_ascii_isalpha(s->f->up[end + 1])))
        return FALSE;
    s->out->year = scan_value(s, at, 4);
    s->out->loose_year = TRUE;
    s->at = end;
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
        return !dash_only && loose_year(s);
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
}
