/* Ranges: GB 50254~50259-96, GB/T 44810.1~44810.3-2024, 20231920-T-469～20231926-T-469. */
#include "number/grammar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number at AT in the words of FIRST: its prefix understood, its own body. */
static size_t scan_continuation(const Folded *f, size_t at, const Parsed *first, Parsed *last)
{
    Scan s = {f, at, FALSE, last};

    *last = *first;
    last->base[0] = last->part[0] = last->supplement[0] = '\0';
    last->year = NUMBER_NO_YEAR;
    last->month = last->iteration = 0;
    if (!g_ascii_isdigit(scan_peek(&s, 0)) || !scan_base(&s))
        return 0;
    scan_parts(&s);
    scan_year(&s, FALSE);
    /* 44810.1~3: the end is a part only */
    if (first->part[0] != '\0' && last->part[0] == '\0' && strlen(last->base) <= 3) {
        g_strlcpy(last->part, last->base, sizeof last->part);
        g_strlcpy(last->base, first->base, sizeof last->base);
    }
    return s.at;
}

static gboolean all_digits(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* Whether LAST can end a range from FIRST. */
static gboolean follows(const Parsed *first, const Parsed *last)
{
    if (first->type != last->type || strcmp(first->prefix, last->prefix) != 0 ||
        first->supplement[0] != '\0')
        return FALSE;
    if (first->type == NUMBER_PLAN)
        return strcmp(first->part, last->part) == 0 && atoi(first->base) < atoi(last->base);
    if (first->part[0] != '\0' || last->part[0] != '\0')
        return strcmp(first->base, last->base) == 0 && all_digits(first->part) &&
               all_digits(last->part) && atoi(first->part) < atoi(last->part);
    return all_digits(first->base) && all_digits(last->base) &&
           strlen(first->base) <= strlen(last->base) && atoi(first->base) < atoi(last->base);
}

/* The value of the DIGITS that begin TEXT. */
static int value_of(const char *text, size_t digits)
{
    char copy[12] = "";

    memcpy(copy, text, MIN(digits, sizeof copy - 1));
    return atoi(copy);
}

gboolean scan_range_dash(const Folded *f, size_t at, const char *first)
{
    size_t len = strspn(first, "0123456789"), digits;
    const char *last = f->up + at + 1;
    int difference;

    if (f->up[at] != '-' || len < 4 || first[len] != '\0')
        return FALSE;
    digits = strspn(last, "0123456789");
    if (digits != len)
        return FALSE;
    difference = value_of(last, digits) - value_of(first, len);
    /* 1990-1998 is a number and its year */
    return difference > 0 && difference < 100 &&
           !(digits == 4 && plausible_year(value_of(last, digits)) && last[4] != '-');
}

/* 5768.1-5-2022: a dash and one digit more than the part; two digits alone are a year. */
static gboolean part_range_dash(const Folded *f, size_t at, const Parsed *first)
{
    const char *last = f->up + at + 1;
    size_t digits = strspn(last, "0123456789");

    return f->up[at] == '-' && first->part_mark == '.' && all_digits(first->part) &&
           (digits == 1 || (digits == 2 && last[2] == '-')) &&
           value_of(last, digits) > atoi(first->part) && !g_ascii_isalpha(last[digits]) &&
           last[digits] != '.';
}

static gboolean begins_range(const Folded *f, size_t at, const Parsed *first)
{
    if (f->up[at] == '~')
        return TRUE;
    if (first->type != NUMBER_STANDARD || first->year != NUMBER_NO_YEAR || first->prefix[0] == '\0')
        return FALSE;
    return first->part[0] != '\0' ? part_range_dash(f, at, first)
                                  : scan_range_dash(f, at, first->base);
}

size_t scan_range(const Folded *f, size_t at, Parsed *first, Parsed *last)
{
    size_t end;

    at += f->up[at] == ' ' ? 1 : 0;
    if (!begins_range(f, at, first))
        return 0;
    if (f->up[at] == '-')
        at++;
    while (f->up[at] == '~' || f->up[at] == ' ')
        at++;
    end = scan_number(f, at, FALSE, last);
    if (end == 0)
        end = first->type == NUMBER_STANDARD ? scan_continuation(f, at, first, last) : 0;
    if (end == 0 || !follows(first, last))
        return 0;
    if (first->year == NUMBER_NO_YEAR)
        first->year = last->year;
    else if (last->year == NUMBER_NO_YEAR)
        last->year = first->year;
    return end;
}

size_t scan_list(const Folded *f, size_t at, const Parsed *first, Parsed *next, size_t *start)
{
    size_t end;

    at += f->up[at] == ' ' ? 1 : 0;
    if (first->type != NUMBER_STANDARD || first->part[0] == '\0' || first->supplement[0] != '\0' ||
        f->up[at] == '\0' || strchr("/,", f->up[at]) == NULL)
        return 0;
    at += f->up[at + 1] == ' ' ? 2 : 1;
    if (strncmp(f->up + at, first->base, strlen(first->base)) != 0 ||
        f->up[at + strlen(first->base)] != first->part_mark)
        return 0;
    *start = at;
    end = scan_continuation(f, at, first, next);
    return end > 0 && next->part[0] != '\0' && strcmp(next->base, first->base) == 0 &&
                   !g_ascii_isalnum(f->up[end])
               ? end
               : 0;
}

size_t scan_bare_item(const Folded *f, size_t at, const Parsed *first, Parsed *next, size_t *start)
{
    size_t end, digits, len = strlen(first->base);

    at += f->up[at] == ' ' ? 1 : 0;
    if (first->type != NUMBER_STANDARD || first->entry == NULL || first->guessed ||
        first->supplement[0] != '\0' || !all_digits(first->base) || f->up[at] != ',')
        return 0;
    at += f->up[at + 1] == ' ' ? 2 : 1;
    digits = strspn(f->up + at, "0123456789");
    if (digits < 4 || digits + 1 < len || digits > len + 1)
        return 0;
    *start = at;
    end = scan_continuation(f, at, first, next);
    if (end == 0 || g_ascii_isalnum(f->up[end]) || next->loose_year)
        return 0;
    /* 9001、2015 may be a year */
    return next->year == NUMBER_NO_YEAR && plausible_year(atoi(next->base)) && digits == 4 ? 0 : end;
}
