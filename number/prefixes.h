/* Private to number/: the vocabulary of standards' numbers, as data. */
#ifndef NUMBER_PREFIXES_H
#define NUMBER_PREFIXES_H

#include <glib.h>

/* The length of WORD if TEXT begins with it, else 0. */
static inline size_t word_at(const char *text, const char *word)
{
    size_t n = 0;

    while (word[n] != '\0' && word[n] == text[n])
        n++;
    return word[n] == '\0' ? n : 0;
}

/* How a body writes a supplement: Amd 1, AMD1, AMENDMENT 1. */
typedef enum {
    SPELL_ISO,
    SPELL_IEC,
    SPELL_JIS,
    SPELLINGS,
} Spelling;

/* How the digits after a prefix are laid out. */
typedef struct {
    char part_mark;          /* before a part: '.' or '-' */
    char year_mark;          /* before the year: '-', ':' or '(' for " (10/2019)" */
    guint8 letters_min;      /* letters before the number: JIS X 0208, ITU-T X.509 */
    guint8 letters_max;      /* at most so many */
    const char *letter_join; /* between them and the number */
    gboolean short_years;    /* two digits after a dash are a year */
    gboolean writes_short;   /* and so the body itself writes them */
    gboolean stages;         /* DIS, TR … between prefix and number */
    gboolean groups;         /* the number may be groups of digits: 303 645 */
    gboolean undated;        /* never a year */
    gboolean either_mark;    /* a part may follow a point or a dash */
    gboolean classes;        /* a letter and a colon may come first: G:D60-01 */
    gboolean volumes;        /* a stroke may come before the part: JTG F80/1-2017 */
    gboolean region;         /* two digits of a region come first: DG/TJ 08-2158-2023 */
    Spelling spelling;
} Style;

extern const Style style_classed, style_chinese, style_bare, style_region, style_atlas;

/* How a prefix continues after its name. */
typedef enum {
    SCHEME_PLAIN,        /* GB, GB/T */
    SCHEME_JOINT,        /* ISO, ISO/IEC, ISO/IEC/IEEE: other bodies may follow */
    SCHEME_ADOPTS,       /* EN, BS, DIN: another prefix may follow (EN ISO 9001) */
    SCHEME_LOCAL,        /* DB11, DB3301/T: a region's digits */
    SCHEME_ORGANISATION, /* T/CESA, Q/CSG: a slash and a name */
} Scheme;

/* What running text must show before the prefix is believed. */
typedef enum {
    CAUTION_NONE,  /* a number */
    CAUTION_UNIT,  /* also a unit (16 GB): not after a digit, at least three digits or a year */
    CAUTION_DATED, /* two letters alone: capitals and a year, or the /T form */
    CAUTION_WORD,  /* also a word or another abbreviation: capitals and a year */
    CAUTION_NAME,  /* the same; who types it without a year may as well mean words (API 610) */
} Caution;

typedef struct {
    const char *name;
    const char *canonical; /* NULL: the name */
    const char *suffixes;  /* letters that may follow a slash: "TZ" for GB/T and GB/Z; or NULL */
    const Style *style;
    Scheme scheme;
    Caution caution;
    const char *kind;
    int limit; /* numbers below it only; from it on the prefix is a spelling of BEYOND */
    const char *beyond;
} Prefix;

/* The prefixes whose name begins with LETTER (upper case); their number in *N. */
const Prefix *prefixes_of(char letter, size_t *n);
/* The prefix of that name or canonical spelling, or NULL. */
const Prefix *prefix_named(const char *name, size_t len);

typedef struct {
    const char *name;      /* upper case */
    const char *canonical; /* DGuide */
    gboolean alone;        /* believed in running text without a prefix: DTR 5891 */
    gboolean spaced;       /* ISO Guide 30, where others are ISO/TR 30 */
} Stage;

/* The stage word at TEXT (folded, upper case) that ends before anything but a letter, or NULL. */
const Stage *stage_at(const char *text, size_t *len);

typedef struct {
    const char *name;               /* upper case */
    const char *spelled[SPELLINGS]; /* the number follows directly */
} Supplement;

const Supplement *supplement_at(const char *text, size_t *len);

/* CSV, RLV … : editions of the same text that IEC sells; or NULL. */
const char *edition_at(const char *text, size_t *len);

#endif
