/* What follows the year: /Amd 1:2024, +AMD1:2010 CSV, /XG1-2022, /CD Amd 2.2, RLV. */
#include "number/grammar.h"

#include <stdio.h>
#include <string.h>

static void append(Scan *s, const char *text)
{
    scan_append(s->out->supplement, sizeof s->out->supplement, text, strlen(text));
}

/* ":2024", "-2022" or "-12" after it, in the marks of the body. */
static void scan_supplement_year(Scan *s)
{
    char mark = scan_peek(s, 0), year[16];
    size_t digits;

    if (mark != ':' && mark != '-')
        return;
    digits = scan_digits(s, s->at + 1, 4);
    if (digits != 4 || (mark == '-' && !plausible_year(scan_value(s, s->at + 1, 4)))) {
        /* IEC writes FRAG1: for a fragment without a year */
        if (s->whole && mark == ':' && s->at + 1 == s->f->n) {
            append(s, ":");
            s->at++;
        }
        return;
    }
    snprintf(year, sizeof year, "%c%04d", s->out->style->year_mark == ':' ? ':' : '-',
             scan_value(s, s->at + 1, 4));
    append(s, year);
    s->at += 5;
    digits = scan_digits(s, s->at + 1, 2);
    if (mark == ':' && scan_peek(s, 0) == '-' && digits == 2) {
        scan_append(s->out->supplement, sizeof s->out->supplement, s->f->up + s->at, 3);
        s->at += 3;
    }
}

/* The number of a supplement: "1", "2.2", ". 1"; its digits, 0 if there are none. */
static size_t scan_supplement_number(Scan *s, const char *spelled)
{
    size_t digits, used = strlen(spelled);
    Scan before = *s;

    if (scan_peek(s, 0) == '.')
        s->at++;
    scan_space(s);
    digits = scan_digits(s, s->at, 4);
    if (digits == 0) {
        *s = before;
        while (used > 0 && spelled[used - 1] == ' ')
            used--;
        scan_append(s->out->supplement, sizeof s->out->supplement, spelled, used);
        return 0;
    }
    append(s, spelled);
    scan_append(s->out->supplement, sizeof s->out->supplement, s->f->up + s->at, digits);
    s->at += digits;
    if (scan_peek(s, 0) == '.' && scan_digits(s, s->at + 1, 2) > 0) {
        size_t more = scan_digits(s, s->at + 1, 2) + 1;

        scan_append(s->out->supplement, sizeof s->out->supplement, s->f->up + s->at, more);
        s->at += more;
    }
    return digits;
}

/* How the body writes SUPPLEMENT; A1, as Europe cites it, is an amendment of ISO's and IEC's. */
static const char *spelled_by(const Scan *s, const Supplement *supplement, Spelling spelling)
{
    gboolean joint = s->out->entry != NULL && s->out->entry->scheme == SCHEME_JOINT;

    if (joint && strcmp(supplement->name, "A") == 0)
        return spelling == SPELL_IEC ? "AMD" : "Amd ";
    return supplement->spelled[spelling];
}

/* One supplement with its mark: "/Amd 1:2024" or "+AMD1:2010". */
static gboolean scan_supplement(Scan *s)
{
    Scan before = *s;
    Parsed kept = *s->out;
    const Supplement *supplement;
    char mark;
    size_t len;
    gboolean marked;
    Spelling spelling;

    scan_space(s);
    mark = scan_peek(s, 0) == '+' ? '+' : '/';
    marked = scan_peek(s, 0) == '/' || scan_peek(s, 0) == '+';
    if (!marked && strpbrk(kept.supplement, ":-") != NULL)
        goto fail; /* /AMD1:1984, and then the title: Amendment 1 */
    if (marked)
        s->at++;
    scan_space(s);
    if (s->out->supplement[0] != '\0' || mark == '+')
        scan_append(s->out->supplement, sizeof s->out->supplement, &mark, 1);
    while (s->at < s->f->n) {
        const Stage *stage = stage_at(s->f->up + s->at, &len);

        if (stage == NULL)
            break;
        append(s, stage->canonical);
        append(s, " ");
        s->at += len;
        if (scan_peek(s, 0) != ' ')
            goto fail;
        s->at++;
    }
    supplement = s->at < s->f->n ? supplement_at(s->f->up + s->at, &len) : NULL;
    if (supplement == NULL || (!marked && len < 3 && strcmp(supplement->name, "XG") != 0))
        goto fail;
    s->at += len;
    /* consolidated versions are IEC's, also of an ISO/IEC text */
    spelling = mark == '+' ? SPELL_IEC : s->out->style->spelling;
    if (scan_supplement_number(s, spelled_by(s, supplement, spelling)) == 0 && !s->whole)
        goto fail;
    scan_supplement_year(s);
    return TRUE;
fail:
    *s->out = kept;
    *s = before;
    return FALSE;
}

/* " CSV", " RLV", " SYMBOL 51100" (JIS: a symbol sold by itself, named freely). */
static gboolean scan_edition(Scan *s)
{
    const char *name;
    size_t len = 0;

    if (scan_peek(s, 0) != ' ' || s->at + 1 >= s->f->n)
        return FALSE;
    /* bodies whose year follows a dash have none: DB begins the next number */
    name = s->out->style->year_mark == ':' ? edition_at(s->f->up + s->at + 1, &len) : NULL;
    if (name == NULL && !(s->whole && strncmp(s->f->up + s->at + 1, "SYMBOL ", 7) == 0))
        return FALSE;
    if (s->out->supplement[0] != '\0')
        append(s, " ");
    if (name != NULL) {
        append(s, name);
        s->at += len + 1;
        return TRUE;
    }
    append(s, s->f->as + s->at + 1);
    s->at = s->f->n;
    return TRUE;
}

void scan_supplements(Scan *s)
{
    while (scan_supplement(s) || scan_edition(s))
        ;
}
