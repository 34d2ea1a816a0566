/* What stands after a whole number and is no part of it, or says it another way: 第1号修改单,
 * (2018年版), /ISO/IEC 27001:2013, (E), .pdf. */
#include "number/grammar.h"

#include <stdio.h>
#include <string.h>

/* 第1号修改单, perhaps with its year: the amendment XG1 of a national standard. Returns the index
 * after it, 0 if there is none at AT; *DIGIT and *YEAR (0: none) tell which. */
static size_t sheet_at(const Scan *s, size_t at, int *number, int *year)
{
    const char *up = s->f->up;
    size_t digits;
    gboolean open;

    if (up[at] != FOLDED_ORDINAL)
        return 0;
    at += up[at + 1] == ' ' ? 2 : 1;
    digits = scan_digits(s, at, 2);
    if (digits == 0)
        return 0;
    *number = scan_value(s, at, digits);
    at += digits;
    at += up[at] == ' ' ? 1 : 0;
    if (up[at] != FOLDED_SHEET)
        return 0;
    at++;
    *year = 0;
    open = up[at] == '(';
    digits = open || up[at] == '-' || up[at] == ' ' ? at + 1 : at;
    if (scan_digits(s, digits, 4) == 4 && plausible_year(scan_value(s, digits, 4)) &&
        (!open || up[digits + 4] == ')')) { /* else it is (2018年版) */
        *year = scan_value(s, digits, 4);
        at = digits + 4 + (open ? 1 : 0);
    }
    return at;
}

void scan_sheet(Scan *s)
{
    Parsed *out = s->out;
    size_t at = s->at, end;
    gboolean open;
    int number, year;

    while (s->f->up[at] != '\0' && strchr(" /,", s->f->up[at]) != NULL)
        at++;
    open = s->f->up[at] == '(';
    at += open ? 1 : 0;
    end = sheet_at(s, at, &number, &year);
    if (end == 0 || out->supplement[0] != '\0' || (open && s->f->up[end] != ')'))
        return;
    if (year > 0)
        snprintf(out->supplement, sizeof out->supplement, "XG%d-%d", number, year);
    else
        snprintf(out->supplement, sizeof out->supplement, "XG%d", number);
    s->at = end + (open ? 1 : 0);
}

/* "(2018年版)" and "(含第1号修改单2016)": another printing of the same standard. */
static gboolean skip_edition(Scan *s)
{
    size_t at = s->at + (scan_peek(s, 0) == ' ' ? 1 : 0), digits;
    int number, year;

    if (s->f->up[at] != '(')
        return FALSE;
    at++;
    if (s->f->up[at] == FOLDED_WITH) {
        at = sheet_at(s, at + 1, &number, &year);
    } else {
        digits = scan_digits(s, at, 4);
        at = digits == 4 && s->f->up[at + 4] == FOLDED_EDITION ? at + 5 : 0;
    }
    if (at == 0 || s->f->up[at] != ')')
        return FALSE;
    s->at = at + 1;
    return TRUE;
}

/* The language that some bodies add to a whole number: (E), (en). It tells no other document. */
static gboolean skip_language(Scan *s)
{
    size_t skip = scan_peek(s, 0) == ' ' ? 1 : 0, letters = 0;

    if (scan_peek(s, skip) != '(')
        return FALSE;
    while (g_ascii_isalpha(scan_peek(s, skip + 1 + letters)))
        letters++;
    if (letters < 1 || letters > 2 || scan_peek(s, skip + 1 + letters) != ')')
        return FALSE;
    s->at += skip + letters + 2;
    return TRUE;
}

/* The ending of a file's name. */
static gboolean skip_extension(Scan *s)
{
    static const char *const endings[] = {".PDF", ".DOC", ".DOCX", ".XLS", ".XLSX", ".TXT", ".WPS",
                                          ".OFD", ".ZIP", ".RAR",  ".HTM", ".HTML", ".MD",  ".CAJ"};

    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (strcmp(s->f->up + s->at, endings[i]) == 0) {
            s->at = s->f->n;
            return TRUE;
        }
    return FALSE;
}

/* What joins two numbers of one document: '/', a space or '(' and how it is adopted. */
static size_t joint(const Scan *s, size_t at)
{
    static const char *const degrees[] = {"IDT", "EQV", "MOD", "NEQ"};
    const char *up = s->f->up;

    at += up[at] == ' ' ? 1 : 0;
    if (up[at] == '\0')
        return 0;
    if (strchr("/(,", up[at]) != NULL)
        at++;
    at += up[at] == ' ' ? 1 : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(degrees); i++)
        if (word_at(up + at, degrees[i]) > 0 && !g_ascii_isalnum(up[at + 3]))
            return up[at + 3] == ' ' ? at + 4 : at + 3;
    return at > s->at && up[at - 1] != ' ' ? at : up[at - 1] == ' ' && at - 1 > s->at ? at : 0;
}

/* After the second number: ", IDT" and ")". */
static size_t after_joint(const char *up, size_t at)
{
    static const char *const degrees[] = {"IDT", "EQV", "MOD", "NEQ"};

    at += up[at] == ' ' ? 1 : 0;
    at += up[at] == ',' ? 1 : 0;
    at += up[at] == ' ' ? 1 : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(degrees); i++)
        if (word_at(up + at, degrees[i]) > 0 && !g_ascii_isalnum(up[at + 3]))
            at += 3;
    at += up[at] == ')' ? 1 : 0;
    return at;
}

/* A national standard that adopts another may bear both numbers; it is the national one:
 * GB/T 22080-2016/ISO/IEC 27001:2013. */
static gboolean skip_adopted(Scan *s)
{
    Parsed other;
    size_t at, end;

    if (s->out->entry == NULL || s->out->style->year_mark == ':' ||
        s->out->year == NUMBER_NO_YEAR || (at = joint(s, s->at)) == 0)
        return FALSE;
    end = scan_number(s->f, at, FALSE, &other);
    if (end == 0 || other.entry == NULL || other.style->year_mark != ':')
        return FALSE;
    s->at = after_joint(s->f->up, end);
    return TRUE;
}

void scan_tail(Scan *s)
{
    if (s->out->type == NUMBER_STANDARD && s->out->prefix[0] != '\0') {
        scan_sheet(s);
        skip_edition(s);
        scan_sheet(s);
        skip_adopted(s);
    }
    skip_language(s);
    skip_extension(s);
    scan_space(s);
}
