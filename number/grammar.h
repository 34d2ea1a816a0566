/* Private to number/: the grammar of one number, over folded text. No allocation: running text is
 * full of beginnings that come to nothing. */
#ifndef NUMBER_GRAMMAR_H
#define NUMBER_GRAMMAR_H

#include "number/folded.h"
#include "number/number.h"
#include "number/prefixes.h"

typedef struct {
    NumberType type;
    const Prefix *entry; /* of the first name of the prefix; NULL without a prefix */
    const Style *style;
    char prefix[48], stage[32], base[40], part[48], supplement[100];
    char part_mark, year_mark;
    int iteration, year, month;
    gboolean slashed;     /* GB/T, T/CESA: a form that nothing else has */
    gboolean stage_alone; /* the stage may stand without a prefix in running text */
    gboolean guessed;     /* a mark of the prefix was guessed (T-CESA): only a year makes it sure */
    gboolean mended;      /* letters were taken for digits, or digits for letters */
    gboolean loose_year;  /* the year followed a space or a comma */
    gboolean doubtful;    /* as of Number */
} Parsed;

typedef struct {
    const Folded *f;
    size_t at;
    gboolean whole; /* the text is one number and nothing else, so more is believed */
    Parsed *out;
} Scan;

static inline char scan_peek(const Scan *s, size_t ahead)
{
    size_t i = s->at + ahead;

    return i < s->f->n ? s->f->up[i] : '\0';
}

/* Moves over one space if there is one. */
static inline void scan_space(Scan *s)
{
    if (scan_peek(s, 0) == ' ')
        s->at++;
}

size_t scan_digits(const Scan *s, size_t at, size_t max);
int scan_value(const Scan *s, size_t at, size_t digits);
void scan_append(char *buffer, size_t size, const char *text, size_t len);
gboolean plausible_year(int year);

/* Each moves past what it finds and returns whether it found it. */
gboolean scan_atlas(Scan *s);
void scan_sheet(Scan *s);
void scan_tail(Scan *s);
gboolean scan_plan(Scan *s);
gboolean scan_prefix(Scan *s);
gboolean scan_stages(Scan *s);
gboolean scan_base(Scan *s);
void scan_parts(Scan *s);
gboolean scan_year(Scan *s, gboolean dash_only);
void scan_supplements(Scan *s);

/* One number at the start of F (but from character AT on), in running text or as a whole. Returns
 * the index after its last character, 0 if there is none. */
size_t scan_number(const Folded *f, size_t at, gboolean whole, Parsed *out);

/* What scan_number() does not believe of running text but what may be a number all the same: DIN 933. As
 * that, from character 0. */
size_t scan_doubtful(const Folded *f, Parsed *out);

/* Whether a dash at AT after the base FIRST leads to the end of a range: 30966-30971. */
gboolean scan_range_dash(const Folded *f, size_t at, const char *first);

/* The next part of a list that FIRST, whose text ends before AT, begins: 375.1/375.4,
 * 2423.1、2423.2. *START receives where it begins. Returns the index after it, 0 if there is none.
 */
size_t scan_list(const Folded *f, size_t at, const Parsed *first, Parsed *next, size_t *start);

/* The bare number that goes on with the list of FIRST: the 19004 of 19001、19004. As scan_list(); whether
 * it is a quantity, only what follows it tells. */
size_t scan_bare_item(const Folded *f, size_t at, const Parsed *first, Parsed *next, size_t *start);

/* The end of a range that begins with FIRST, whose text ends before AT: the number after a wave
 * dash, or a dash where no year can be meant. Returns the index after it, 0 if there is none. FIRST
 * receives a year that only the end tells, and *LAST is the last number. */
size_t scan_range(const Folded *f, size_t at, Parsed *first, Parsed *last);

/* The length of the date that ends a supplement, ":2024", "-2022" or ":2024-05" with its mark; 0 if
 * there is none. */
size_t supplement_date(const char *text);

Number *parsed_to_number(const Parsed *parsed);

#endif
