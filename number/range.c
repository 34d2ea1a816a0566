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

size_t scan_range(const Folded *f, size_t at, Parsed *first, Parsed *last)
{
    size_t end;

    at += f->up[at] == ' ' ? 1 : 0;
    if (f->up[at] != '~')
        return 0;
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
