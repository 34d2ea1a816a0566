/* One number: the order of its pieces, and what makes it believable in running text. */
#include "number/grammar.h"

#include <stdlib.h>
#include <string.h>

/* The index after a dash with spaces around it, any of which may be missing. */
static size_t skip_dash(const char *up, size_t at)
{
    at += up[at] == ' ' ? 1 : 0;
    at += up[at] == '-' ? 1 : 0;
    at += up[at] == ' ' ? 1 : 0;
    return at;
}

/* The eight digits of a plan number that goes no further: what it is of is not told. */
static gboolean plan_begins(Scan *s)
{
    s->out->type = NUMBER_PLAN;
    scan_append(s->out->base, sizeof s->out->base, s->f->up + s->at, 8);
    s->at = s->f->n;
    return TRUE;
}

/* 20231926-T-469, 20240400-T- 469 */
gboolean scan_plan(Scan *s)
{
    Parsed *out = s->out;
    size_t at = s->at + 8;
    const char *up = s->f->up;
    char letter;
    int year;

    if (scan_digits(s, s->at, 8) != 8)
        return FALSE;
    year = scan_value(s, s->at, 4);
    if (year < 1980 || year >= 2050)
        return FALSE;
    at = skip_dash(up, at);
    letter = up[at];
    if (letter == '\0' || strchr("TQZ", letter) == NULL)
        return FALSE;
    if (s->whole && at + 1 == s->f->n) /* 20231926-T, typed */
        return plan_begins(s);
    at = skip_dash(up, at + 1);
    if (scan_digits(s, at, 3) != 3)
        return FALSE;
    out->type = NUMBER_PLAN;
    scan_append(out->base, sizeof out->base, up + s->at, 8);
    out->part[0] = letter;
    out->part[1] = '-';
    out->part[2] = '\0';
    scan_append(out->part, sizeof out->part, up + at, 3);
    out->part_mark = '-';
    s->at = at + 3;
    return TRUE;
}

/* Eight digits typed alone are a plan number without its letters. */
static gboolean plan_digits(Parsed *out)
{
    char year[5] = "";

    if (out->part[0] != '\0' || out->year != NUMBER_NO_YEAR || strlen(out->base) != 8)
        return FALSE;
    memcpy(year, out->base, 4);
    if (atoi(year) < 1980 || atoi(year) >= 2050)
        return FALSE;
    out->type = NUMBER_PLAN;
    return TRUE;
}

/* Base, parts, year, supplements. */
static gboolean scan_body(Scan *s)
{
    Parsed *out = s->out;

    out->part_mark = out->style->part_mark;
    out->year_mark = out->style->year_mark;
    if (!scan_base(s))
        return FALSE;
    scan_parts(s);
    if (scan_year(s, FALSE) && out->style == &style_bare && s->at >= 5 &&
        s->f->up[s->at - 5] == ':')
        out->year_mark = ':';
    if (out->prefix[0] != '\0')
        scan_supplements(s);
    if (out->entry != NULL && out->entry->limit > 0 && strcmp(out->prefix, out->entry->name) == 0 &&
        atoi(out->base) >= out->entry->limit)
        g_strlcpy(out->prefix, out->entry->beyond, sizeof out->prefix);
    return TRUE;
}

/* Digits typed alone: 22239, 22239.1-2019, 27001:2022, 20231926. */
static gboolean scan_bare(Scan *s)
{
    size_t digits = scan_digits(s, s->at, 8);

    s->out->style = &style_bare;
    s->out->part_mark = style_bare.part_mark;
    s->out->year_mark = style_bare.year_mark;
    if (digits == 8) {
        scan_append(s->out->base, sizeof s->out->base, s->f->up + s->at, 8);
        s->at += 8;
        return plan_digits(s->out);
    }
    if (digits == 1) /* 1.1-2020: one digit says nothing without a part and a year */
        return scan_body(s) && s->out->part[0] != '\0' && s->out->year > 0;
    return digits >= 2 && scan_body(s);
}

/* The number of a national building atlas: 22G101-1, 12J926, 07FJ02: its year, the letters of its
 * subject, a number. */
gboolean scan_atlas(Scan *s)
{
    static const char *const subjects[] = {
        "G",  "J",  "S",  "D",  "R",  "K",  "X",  "M",  "MS", "MR", "DX", "CG", "CJ", "CS",
        "CD", "CK", "SG", "SJ", "SS", "SD", "SK", "SR", "FG", "FJ", "FS", "FK", "FD", "SMS"};
    const char *up = s->f->up + s->at;
    Parsed *out = s->out;
    size_t letters = 0, digits, len;

    if (scan_digits(s, s->at, 2) != 2)
        return FALSE;
    while (g_ascii_isalpha(up[2 + letters]))
        letters++;
    digits = scan_digits(s, s->at + 2 + letters, 3);
    len = 2 + letters + digits;
    if (letters == 0 || digits < (letters == 1 ? 3 : 2) || g_ascii_isalpha(up[len]))
        return FALSE;
    for (size_t i = 0; i < G_N_ELEMENTS(subjects); i++) {
        if (strlen(subjects[i]) != letters || strncmp(up + 2, subjects[i], letters) != 0)
            continue;
        out->style = &style_atlas;
        out->part_mark = '-';
        scan_append(out->base, sizeof out->base, up, len);
        s->at += len;
        scan_parts(s);
        return TRUE;
    }
    return FALSE;
}

/* A prefix, perhaps with stage letters after it, and the body. */
static gboolean scan_prefixed(Scan *s)
{
    if (!scan_prefix(s))
        return FALSE;
    if (s->out->style->stages)
        scan_stages(s);
    return scan_body(s) &&
           !(s->whole && s->out->entry->caution == CAUTION_NAME && s->out->year == NUMBER_NO_YEAR);
}

/* Stage letters first: CD IWA 45. In running text small letters are a word (measured data ISO 16135), and data always is. */
static gboolean scan_stage_first(Scan *s)
{
    gboolean is_word = !s->whole && g_ascii_islower(s->f->as[s->at]);
    if (is_word || !scan_stages(s) || strcmp(s->out->stage, "DATA") == 0)
        return FALSE;
    scan_space(s);
    return scan_prefixed(s) && s->out->style->stages;
}

/* dtr5891: the stage is all that was typed before the number. */
static gboolean scan_staged(Scan *s)
{
    size_t n;
    const Prefix *iso = prefixes_of('I', &n);

    for (; n > 0 && strcmp(iso->name, "ISO") != 0; n--)
        iso++;
    s->out->style = iso->style;
    return scan_stages(s) && scan_body(s);
}

static gboolean has_lower(const Folded *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (g_ascii_islower(f->as[i]))
            return TRUE;
    return FALSE;
}

/* Digits of the number proper. */
static size_t weight(const Parsed *p)
{
    size_t digits = 0;

    for (const char *c = p->base; *c != '\0'; c++)
        digits += g_ascii_isdigit(*c) ? 1 : 0;
    return digits;
}

/* Whether running text that holds these characters means a standard. */
static gboolean believable(const Folded *f, size_t at, size_t prefix_end, const Parsed *p)
{
    gboolean dated = p->year != NUMBER_NO_YEAR, lower = has_lower(f, at, prefix_end);
    size_t digits = weight(p);

    if (p->style == &style_atlas)
        return p->part[0] != '\0' || strspn(p->base + 2, "GJSDR") >= 1 ||
               g_ascii_isalpha(p->base[3]);
    if (p->guessed)
        return p->year > 0 && !p->loose_year && (digits >= 2 || p->part[0] != '\0');
    if (p->loose_year && !p->slashed && (lower || strlen(p->prefix) < 3))
        dated = FALSE;
    if (p->entry == NULL)
        return p->stage_alone && digits >= (lower ? 4 : 3);
    if (p->slashed)
        return dated || p->part[0] != '\0' ||
               digits >= (p->entry->caution == CAUTION_DATED ? 3 : 1);
    switch (p->entry->caution) {
    case CAUTION_NONE:
        return dated || p->part[0] != '\0' || p->stage[0] != '\0' || digits >= (lower ? 3 : 2);
    case CAUTION_UNIT:
        return dated || p->part[0] != '\0' || digits >= (lower ? 4 : 3);
    case CAUTION_DATED:
        return dated || (!lower && p->part[0] != '\0' && digits >= 4);
    case CAUTION_WORD:
    case CAUTION_NAME:
        return dated && !lower;
    }
    return FALSE;
}

static gboolean scan_any(Scan *s)
{
    Parsed blank = {.type = NUMBER_STANDARD};
    size_t start = s->at;
    static gboolean (*const forms[])(Scan *) = {scan_plan,        scan_atlas,  scan_prefixed,
                                                scan_stage_first, scan_staged, scan_bare};

    for (size_t i = 0; i < G_N_ELEMENTS(forms) - (s->whole ? 0 : 1); i++) {
        *s->out = blank;
        s->at = start;
        if (forms[i](s))
            return TRUE;
    }
    return FALSE;
}

/* A number in parentheses before what amends it: （GBZ 2.1-2019）第1号修改单. */
static size_t scan_bracketed(const Folded *f, Parsed *out)
{
    Scan s = {f, 1, TRUE, out};
    size_t before;

    if (f->up[0] != '(' || !scan_any(&s) || scan_peek(&s, 0) != ')')
        return 0;
    before = ++s.at;
    scan_sheet(&s);
    return s.at > before && s.at == f->n && f->whole ? s.at : 0;
}

static size_t scan_whole(const Folded *f, Parsed *out)
{
    Scan s = {f, 0, TRUE, out};

    if (!scan_any(&s))
        return scan_bracketed(f, out);
    scan_tail(&s);
    return s.at == f->n && f->whole ? s.at : 0;
}

static size_t scan_running(const Folded *f, size_t at, Parsed *out)
{
    Scan s = {f, at, FALSE, out};
    size_t prefix_end = at;

    if (!scan_any(&s))
        return 0;
    if (out->type == NUMBER_PLAN)
        return g_ascii_isdigit(f->up[s.at]) ? 0 : s.at;
    while (prefix_end < s.at && !g_ascii_isdigit(f->up[prefix_end]))
        prefix_end++;
    return believable(f, at, prefix_end, out) ? s.at : 0;
}

static size_t scan_as_read(const Folded *f, size_t at, gboolean whole, Parsed *out)
{
    return whole ? scan_whole(f, out) : scan_running(f, at, out);
}

/* Whether what follows a number may be the rest of it, misread. */
static gboolean goes_on(const char *up)
{
    return g_ascii_isalnum(up[0]) ||
           (up[0] != '\0' && strchr(".-:", up[0]) != NULL && g_ascii_isalnum(up[1]));
}

size_t scan_number(const Folded *f, size_t at, gboolean whole, Parsed *out)
{
    size_t end = scan_as_read(f, at, whole, out), corrected;
    Folded other;
    Parsed second;

    if (at > 0 || (end > 0 && (whole || !goes_on(f->up + end))))
        return end;
    other = *f;
    if (!folded_correct(&other))
        return end;
    corrected = scan_as_read(&other, at, whole, &second);
    if (corrected <= end || (second.prefix[0] == '\0'))
        return end;
    *out = second;
    out->mended = TRUE;
    return corrected;
}

/* Whether P may be a standard's though running text alone does not say so. Two letters of an
 * industry are a committee's and a machine's as well (SC 27, MT 100), and before four digits that
 * are a year rather that. */
static gboolean may_be_meant(const Parsed *p)
{
    gboolean industry = p->entry == NULL || p->entry->suffixes != NULL;

    if (p->guessed || p->loose_year || p->style == &style_atlas)
        return FALSE;
    if (p->entry != NULL && p->entry->caution < CAUTION_DATED)
        return FALSE;
    if (industry && !p->slashed)
        return weight(p) >= 4 && !(strlen(p->base) == 4 && plausible_year(atoi(p->base)));
    return strlen(p->base) >= 2;
}

size_t scan_doubtful(const Folded *f, Parsed *out)
{
    static gboolean (*const forms[])(Scan *) = {scan_prefixed, scan_staged};

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        Scan s = {f, 0, FALSE, out};
        size_t word = 0; /* the first one; API Spec 6D */

        *out = (Parsed){.type = NUMBER_STANDARD, .doubtful = TRUE};
        if (!forms[i](&s) || !may_be_meant(out))
            continue;
        while (word < s.at && f->up[word] != ' ' && !g_ascii_isdigit(f->up[word]))
            word++;
        if (!has_lower(f, 0, word))
            return s.at;
    }
    return 0;
}

static char *text_or_null(const char *text)
{
    return text[0] != '\0' ? g_strdup(text) : NULL;
}

Number *parsed_to_number(const Parsed *parsed)
{
    Number *number = g_new0(Number, 1);

    number->type = parsed->type;
    number->prefix = text_or_null(parsed->prefix);
    number->stage = text_or_null(parsed->stage);
    number->base = g_strdup(parsed->base);
    number->part = text_or_null(parsed->part);
    number->supplement = text_or_null(parsed->supplement);
    number->iteration = parsed->iteration;
    number->year = parsed->year;
    number->month = parsed->month;
    number->mended = parsed->mended;
    number->doubtful = parsed->doubtful;
    number->part_mark = parsed->part_mark;
    number->year_mark = parsed->year_mark;
    return number;
}
