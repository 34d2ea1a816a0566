#include "tokenizer/compound.h"

#include <string.h>
#include <unicode/ustring.h>

#include "tokenizer/char-class.h"

/* Units of two letters and more, and the ends of ordinal numbers. (One letter after a short number
 * is one with it anyway.) */
static const char *const units[] = {
    "ah",   "bar",  "bit",  "bits",  "bps",  "bq",   "cd",   "cm",   "db",   "dba",  "dbm",  "dl",
    "dm",   "dpi",  "ev",   "fps",   "g",    "gbit", "gbps", "gev",  "ghz",  "gpa",  "gw",   "gwh",
    "gy",   "hp",   "hpa",  "hz",    "kbit", "kbps", "kcal", "kev",  "kg",   "kgf",  "khz",  "kj",
    "km",   "kn",   "kpa",  "kv",    "kva",  "kvar", "kw",   "kwh",  "kω",   "lm",   "lx",   "m",
    "ma",   "mah",  "mbit", "mbps",  "mev",  "mg",   "mhz",  "min",  "mj",   "ml",   "mm",   "mol",
    "mpa",  "ms",   "mv",   "mva",   "mw",   "mwh",  "mω",   "nd",   "nm",   "ns",   "pa",   "ppb",
    "ppm",  "ps",   "psi",  "rad",   "rd",   "rpm",  "st",   "sv",   "th",   "thz",  "tw",   "v",
    "va",   "vac",  "var",  "vdc",   "w",    "wh",   "μa",   "μf",   "μg",   "μl",   "μm",   "μs",
    "μsv",  "μv",   "μw",   "ω",
};

/* Words of two and three letters that a digit may follow without being one with them. */
static const char *const apart[] = {
    "and", "are", "as", "at",  "by",  "for", "if",  "in",  "is",  "no",
    "of",  "on",  "or", "per", "the", "to",  "via", "vs",
};

/* What words begin with that are written in one, with a hyphen, or (if `spaced`) in two. */
static const struct {
    const char *text;
    gboolean spaced;
} beginnings[] = {
    {"anti", TRUE},  {"bi", FALSE},   {"bio", TRUE},   {"co", FALSE},    {"counter", FALSE},
    {"cross", FALSE}, {"cyber", TRUE}, {"de", FALSE},   {"e", FALSE},     {"electro", TRUE},
    {"geo", TRUE},   {"hydro", TRUE}, {"in", FALSE},   {"inter", FALSE}, {"intra", TRUE},
    {"macro", FALSE}, {"meta", FALSE}, {"micro", TRUE}, {"mid", FALSE},   {"mini", FALSE},
    {"mono", FALSE}, {"multi", TRUE}, {"nano", TRUE},  {"non", TRUE},    {"off", FALSE},
    {"on", FALSE},   {"over", FALSE}, {"photo", FALSE}, {"poly", FALSE},  {"post", FALSE},
    {"pre", TRUE},   {"pseudo", TRUE}, {"quasi", TRUE}, {"re", FALSE},    {"semi", TRUE},
    {"sub", TRUE},   {"super", FALSE}, {"tele", FALSE}, {"thermo", TRUE}, {"trans", FALSE},
    {"tri", FALSE},  {"ultra", TRUE}, {"under", FALSE}, {"un", FALSE},    {"up", FALSE},
    {"x", FALSE},
};

#define LONGEST 8 /* of these, in bytes */

typedef enum { SEAM_NONE, SEAM_GLUED, SEAM_HYPHEN, SEAM_SPACE } Seam;

static gboolean is_in(const char *const *list, gsize n, const char *text, gsize len)
{
    for (gsize i = 0; i < n; i++)
        if (strlen(list[i]) == len && memcmp(list[i], text, len) == 0)
            return TRUE;
    return FALSE;
}

gboolean compound_is_unit(const char *text, gsize len)
{
    return len <= LONGEST && is_in(units, G_N_ELEMENTS(units), text, len);
}

/* Units [from, to) as UTF-8 in TEXT; their length, or 0 if it is more than LONGEST. */
static gsize spell(const Normalized *n, guint32 from, guint32 to, const char **text)
{
    gsize len = n->utf8_at[to] - n->utf8_at[from];
    *text = n->utf8 + n->utf8_at[from];
    return len <= LONGEST ? len : 0;
}

static gboolean joins_digits(const Normalized *n, guint32 i)
{
    return n->units[i] == '.' && i > 0 && i + 1 < n->n_units && n->classes[i - 1] == CHAR_DIGIT &&
           n->classes[i + 1] == CHAR_DIGIT;
}

guint32 compound_word_end(const Normalized *n, guint32 from)
{
    guint32 to = from + 1;
    while (to < n->n_units && (char_is_alnum(n->classes[to]) || joins_digits(n, to)))
        to++;
    return to;
}

guint32 compound_atom_end(const Normalized *n, guint32 from)
{
    guint8 class = n->classes[from];
    guint32 to = from + 1;
    while (to < n->n_units && (n->classes[to] == class || joins_digits(n, to)))
        to++;
    return to;
}

guint32 compound_sign_end(const Normalized *n, guint32 from)
{
    guint32 to = from + 1;
    if (n->units[from] >= 0xd800 && n->units[from] < 0xdc00 && to < n->n_units)
        return to + 1;
    gboolean degree = n->units[from] == 0xb0 && to < n->n_units &&
                      (n->units[to] == 'c' || n->units[to] == 'f');
    return degree && compound_atom_end(n, to) == to + 1 ? to + 1 : to;
}

/* Where the next word or sign begins after unit TO, and what is between. */
static Seam seam_after(const Normalized *n, guint32 to, guint32 *next)
{
    *next = to;
    if (to >= n->n_units)
        return SEAM_NONE;
    Seam seam = n->units[to] == '-' ? SEAM_HYPHEN : n->units[to] == ' ' ? SEAM_SPACE : SEAM_GLUED;
    *next += seam != SEAM_GLUED;
    if (*next >= n->n_units ||
        (!char_is_alnum(n->classes[*next]) && n->classes[*next] != CHAR_SIGN))
        return SEAM_NONE;
    return seam;
}

/* A sign that is written behind a number: 25 °C, 50 %. */
static gboolean is_unit_sign(const Normalized *n, guint32 at)
{
    return n->units[at] == 0xb0 || n->units[at] == '%' || n->units[at] == 0x2030;
}

/* Whether a unit begins at AT, behind a number; *END is its end. */
static gboolean unit_at(const Normalized *n, guint32 at, guint32 *end)
{
    const char *text;
    if (n->classes[at] == CHAR_SIGN) {
        *end = compound_sign_end(n, at);
        return is_unit_sign(n, at);
    }
    if (n->classes[at] != CHAR_LETTER)
        return FALSE;
    *end = compound_atom_end(n, at);
    gsize len = spell(n, at, *end, &text);
    return len > 0 && compound_is_unit(text, len);
}

/* The unit behind the last number of a range or list whose first one ends at TO: 35~110 kV, 50/60 Hz. */
static gboolean range_unit(const Normalized *n, guint32 to, guint32 *unit, guint32 *end)
{
    static const UChar between[] = u"~-/、,至到";
    for (int more = 0; more < 3 && to < n->n_units; more++) {
        guint32 at = to + (n->units[to] == ' ');
        if (at >= n->n_units || !u_strchr(between, n->units[at]))
            return FALSE;
        gboolean comma = n->units[at++] == ',', space = at < n->n_units && n->units[at] == ' ';
        at += space;
        if (comma && !space) /* 72,5 kV is one number */
            return FALSE;
        if (at >= n->n_units || n->classes[at] != CHAR_DIGIT)
            return FALSE;
        to = compound_atom_end(n, at);
        Seam seam = seam_after(n, to, unit);
        if (seam != SEAM_NONE && unit_at(n, *unit, end))
            return TRUE;
    }
    return FALSE;
}

/* A number of more digits says enough by itself: T 2008 is no T2008. */
#define SHORT_NUMBER 3

/* Whether the number of units [from, to) is one with what begins at NEXT. */
static gboolean number_joins(const Normalized *n, guint32 from, guint32 to, guint32 next,
                             guint32 *end)
{
    if (unit_at(n, next, end))
        return TRUE;
    return n->classes[next] == CHAR_LETTER && *end == next + 1 && to - from <= SHORT_NUMBER;
}

/* Whether the letters of units [from, to) are one with the number of units [next, end). An article
 * is not: a 3 MHz signal. */
static gboolean letters_join_number(const Normalized *n, guint32 from, guint32 to, Seam seam,
                                    guint32 next, guint32 end)
{
    const char *text;
    gsize len = spell(n, from, to, &text);
    if (to - from == 1)
        return end - next <= SHORT_NUMBER && !(n->units[from] == 'a' && seam == SEAM_SPACE) &&
               !(from > 0 && (n->units[from - 1] == '\'' || n->units[from - 1] == 0xb0));
    guint32 unit, unit_end; /* LED 3 W: the number is the unit's */
    Seam after = seam_after(n, end, &unit);
    if (after != SEAM_NONE && (seam != SEAM_GLUED || after == SEAM_GLUED) &&
        unit_at(n, unit, &unit_end))
        return FALSE;
    return to - from <= 3 && end - next == 1 && len > 0 &&
           !is_in(apart, G_N_ELEMENTS(apart), text, len);
}

/* Whether the letters of units [from, to) are one with the letters that follow the seam. */
static Compound letters_join_letters(const Normalized *n, guint32 from, guint32 to, Seam seam)
{
    const char *text;
    gsize len = spell(n, from, to, &text);
    for (gsize i = 0; len > 0 && i < G_N_ELEMENTS(beginnings); i++)
        if (strlen(beginnings[i].text) == len && memcmp(beginnings[i].text, text, len) == 0 &&
            !(from > 0 && n->units[from - 1] == '-') && /* plug-in-type */
            (seam == SEAM_HYPHEN || (seam == SEAM_SPACE && beginnings[i].spaced)))
            return COMPOUND_ONE;
    return seam == SEAM_HYPHEN ? COMPOUND_MAYBE : COMPOUND_NONE;
}

Compound compound_next(const Normalized *n, guint32 from, guint32 to, guint32 *next,
                       guint32 *next_to)
{
    Seam seam = seam_after(n, to, next);
    gboolean number = n->classes[from] == CHAR_DIGIT, is_one = FALSE;
    if (seam != SEAM_NONE) {
        *next_to = n->classes[*next] == CHAR_SIGN ? compound_sign_end(n, *next)
                                                  : compound_atom_end(n, *next);
        if (number)
            is_one = number_joins(n, from, to, *next, next_to);
        else if (n->classes[*next] == CHAR_DIGIT)
            is_one = letters_join_number(n, from, to, seam, *next, *next_to);
        else if (n->classes[*next] == CHAR_LETTER)
            return letters_join_letters(n, from, to, seam);
    }
    is_one = is_one || (number && range_unit(n, to, next, next_to));
    return is_one ? COMPOUND_ONE : COMPOUND_NONE;
}

gboolean compound_join(const char *first, const char *second)
{
    g_auto(Normalized) alone = {0}, both = {0};
    g_autofree char *text = g_strconcat(first, " ", second, NULL);
    normalize(&alone, first, -1);
    normalize(&both, text, -1);
    guint32 to = alone.n_units, from = to, next, end;
    if (to == 0 || !char_is_alnum(alone.classes[to - 1]) || both.n_units <= to + 1)
        return FALSE;
    while (from > 0 && (alone.classes[from - 1] == alone.classes[to - 1] ||
                        (alone.units[from - 1] == '.' && joins_digits(&alone, from - 1))))
        from--;
    return compound_next(&both, from, to, &next, &end) == COMPOUND_ONE && next == to + 1;
}
