/* Prefixes and stage letters: GB/T, ISO/IEC DTR, BS EN ISO, DB11/T, T/CESA. */
#include "number/grammar.h"

#include <string.h>

/* Bodies that publish together with ISO or IEC. */
static const char *const partners[] = {
    "ISO", "IEC", "IEEE", "ASTM", "ASME", "SAE", "CIE", "HL7", "OECD", "UNDP", "CISPR", "IDF",
};

typedef struct {
    const Prefix *entry;
    char suffix; /* T of GB/T, or NUL */
    gboolean slashed;
    size_t end;
} Match;

/* Whether what follows a name may begin its number. */
static gboolean ends_name(const Scan *s, size_t at, const Style *style)
{
    size_t letters = 0;
    char c = '\0';

    while (at + letters < s->f->n && g_ascii_isalpha(s->f->up[at + letters]))
        letters++;
    if (letters == 0)
        return at < s->f->n;
    c = at + letters < s->f->n ? s->f->up[at + letters] : '\0';
    return letters <= style->letters_max && (g_ascii_isdigit(c) || c == ' ' || c == '.');
}

/* "/T", " T", "T" and the like after the name that ends at AT. */
static gboolean match_suffix(const Scan *s, size_t at, const Prefix *entry, Match *match)
{
    const char *up = s->f->up;
    gboolean slashed;

    if (entry->suffixes == NULL)
        return FALSE;
    if (up[at] == ' ' && strchr("/-", up[at + 1]) != NULL)
        at++;
    slashed = up[at] == '/';
    if (slashed || up[at] == '-' || up[at] == ' ')
        at++;
    if (up[at] == ' ')
        at++;
    if (up[at] == '\0' || strchr(entry->suffixes, up[at]) == NULL || g_ascii_isalpha(up[at + 1]))
        return FALSE;
    match->entry = entry;
    match->suffix = up[at];
    match->slashed = slashed || entry->caution != CAUTION_DATED;
    match->end = at + 1;
    return TRUE;
}

/* The longest prefix of the table at AT. */
static gboolean match_entry(const Scan *s, size_t at, Match *match)
{
    size_t n;
    const Prefix *p = prefixes_of(at < s->f->n ? s->f->up[at] : '\0', &n);

    *match = (Match){0};
    for (size_t i = 0; i < n; i++) {
        size_t len = word_at(s->f->up + at, p[i].name), end = at + len;
        Match longer = {p + i, '\0', FALSE, end};

        if (len == 0)
            continue;
        if (p[i].scheme == SCHEME_LOCAL || p[i].scheme == SCHEME_ORGANISATION ||
            match_suffix(s, end, p + i, &longer) || ends_name(s, end, p[i].style))
            if (longer.end > match->end || (longer.end == match->end && longer.suffix == '\0'))
                *match = longer;
    }
    return match->entry != NULL;
}

static size_t partner_at(const Scan *s, size_t at)
{
    for (size_t i = 0; i < G_N_ELEMENTS(partners); i++) {
        size_t len = word_at(s->f->up + at, partners[i]);
        char after = s->f->up[at + len];

        /* ISO/IEC27001, but not HL71 */
        if (len > 0 && strstr(s->out->prefix, partners[i]) == NULL && !g_ascii_isalpha(after) &&
            !(g_ascii_isdigit(after) && g_ascii_isdigit(partners[i][len - 1])))
            return len;
    }
    return 0;
}

/* "/IEC/IEEE" after ISO; a space or a dash in place of a slash is understood. */
static void scan_partners(Scan *s)
{
    Parsed *out = s->out;

    for (;;) {
        size_t skip = strchr("/ -", scan_peek(s, 0)) != NULL && scan_peek(s, 0) != '\0' ? 1 : 0,
               len;

        if (skip == 1 && scan_peek(s, 0) != ' ' && scan_peek(s, 1) == ' ')
            skip++;
        else if (skip == 1 && scan_peek(s, 0) == ' ' && scan_peek(s, 1) == '/')
            skip += scan_peek(s, 2) == ' ' ? 2 : 1;
        if (skip == 0 || (len = partner_at(s, s->at + skip)) == 0)
            return;
        scan_append(out->prefix, sizeof out->prefix, "/", 1);
        scan_append(out->prefix, sizeof out->prefix, s->f->up + s->at + skip, len);
        s->at += skip + len;
    }
}

/* The standard that a national or European one adopts: EN ISO, BS EN ISO/IEC. */
static void scan_adopted(Scan *s)
{
    Parsed *out = s->out;

    for (;;) {
        Match match;
        const char *name;

        if (strchr(" -/", scan_peek(s, 0)) == NULL || scan_peek(s, 0) == '\0' ||
            !match_entry(s, s->at + 1, &match) ||
            (match.entry->scheme != SCHEME_ADOPTS && match.entry->scheme != SCHEME_JOINT))
            return;
        name = match.entry->canonical != NULL ? match.entry->canonical : match.entry->name;
        scan_append(out->prefix, sizeof out->prefix, " ", 1);
        scan_append(out->prefix, sizeof out->prefix, name, strlen(name));
        s->at = match.end;
        out->slashed = TRUE;
        if (match.entry->scheme == SCHEME_JOINT) {
            scan_partners(s);
            return;
        }
    }
}

/* Whether the DIGITS here are the first part of the number: DBJ01-62-2002, DGJ08-20-2019, and
 * Tianjin's DB29-22-2013; in DB31-199-2018 they belong to the prefix. */
static gboolean region_in_number(const Scan *s, size_t digits)
{
    if (digits != 2 || scan_peek(s, 2) != '-' || !g_ascii_isdigit(scan_peek(s, 3)))
        return FALSE;
    return s->out->style->region || scan_value(s, s->at, 2) == 29;
}

/* "(J)" of Hebei's engineering standards, DB13(J)/T; its parentheses may be missing. */
static void scan_engineering(Scan *s)
{
    size_t len = 0;

    if (strncmp(s->f->up + s->at, "(J)", 3) == 0)
        len = 3;
    else if (scan_peek(s, 0) == 'J' && !g_ascii_isalpha(scan_peek(s, 1)))
        len = 1;
    if (len == 0)
        return;
    scan_append(s->out->prefix, sizeof s->out->prefix, "(J)", 3);
    s->at += len;
}

/* DGJ32/TJ, DGJ32/J, DB22/JT. */
static gboolean scan_long_suffix(Scan *s)
{
    static const char *const suffixes[] = {"/TJ", "/JT", "/J"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        size_t len = word_at(s->f->up + s->at, suffixes[i]);

        if (len == 0 || g_ascii_isalpha(scan_peek(s, len)))
            continue;
        scan_append(s->out->prefix, sizeof s->out->prefix, suffixes[i], len);
        s->out->slashed = TRUE;
        s->at += len;
        return TRUE;
    }
    return FALSE;
}

/* DB11, DB3301/T, DB13(J)/T, DBJ 15, DBJ/T 45. */
static gboolean scan_local(Scan *s)
{
    Parsed *out = s->out;
    size_t digits;
    Match match;

    /* a space after DBJ and DGJ leads to the region's digits as part of the number */
    if (scan_peek(s, 0) == ' ' && !out->style->region)
        s->at++;
    digits = scan_digits(s, s->at, 6);
    if (region_in_number(s, digits)) {
        out->style = &style_region;
        return TRUE;
    }
    if (digits > 0 && out->style->region)
        out->style = &style_chinese;
    scan_append(out->prefix, sizeof out->prefix, s->f->up + s->at, digits);
    s->at += digits;
    if (digits > 0)
        scan_engineering(s);
    if (match_suffix(s, s->at, out->entry, &match)) {
        char suffix[] = {'/', match.suffix, '\0'};

        if (digits == 0)
            out->style = &style_region; /* DB/T 29-176, DBJ/T 15-110 */
        scan_append(out->prefix, sizeof out->prefix, suffix, 2);
        out->slashed = match.slashed || digits > 0;
        s->at = match.end;
        return TRUE;
    }
    if (digits > 0 && scan_long_suffix(s))
        return TRUE;
    if (digits == 0)
        return out->style->region;
    return strchr(out->prefix, '(') != NULL || strchr("/ -", scan_peek(s, 0)) != NULL;
}

/* T/CESA, Q/CSG-GPG. */
static gboolean scan_organisation(Scan *s)
{
    Parsed *out = s->out;
    size_t len = 0;

    if (scan_peek(s, 0) == ' ' && scan_peek(s, 1) == '/')
        s->at++;
    if (scan_peek(s, 0) == '\0' || strchr("/ -", scan_peek(s, 0)) == NULL)
        return FALSE;
    out->guessed = scan_peek(s, 0) != '/';
    s->at++;
    scan_space(s);
    while (g_ascii_isalpha(scan_peek(s, len)) ||
           (scan_peek(s, len) == '-' && g_ascii_isalpha(scan_peek(s, len + 1))))
        len++;
    if (len < 2 || len > 24)
        return FALSE;
    scan_append(out->prefix, sizeof out->prefix, "/", 1);
    scan_append(out->prefix, sizeof out->prefix, s->f->up + s->at, len);
    s->at += len;
    out->slashed = TRUE;
    return TRUE;
}

/* JJG(交通), JJF(机械) */
static void scan_department(Scan *s)
{
    const char *name = folded_department(scan_peek(s, 1));

    if (strcmp(s->out->entry->kind, "metrology") != 0 || scan_peek(s, 0) != '(' || name == NULL ||
        scan_peek(s, 2) != ')')
        return;
    scan_append(s->out->prefix, sizeof s->out->prefix, "(", 1);
    scan_append(s->out->prefix, sizeof s->out->prefix, name, strlen(name));
    scan_append(s->out->prefix, sizeof s->out->prefix, ")", 1);
    s->at += 3;
}

gboolean scan_prefix(Scan *s)
{
    Parsed *out = s->out;
    Match match;
    const char *name;

    if (!match_entry(s, s->at, &match))
        return FALSE;
    out->entry = match.entry;
    out->style = match.entry->style;
    out->slashed = match.slashed;
    s->at = match.end;
    name = match.entry->canonical != NULL ? match.entry->canonical : match.entry->name;
    scan_append(out->prefix, sizeof out->prefix, name, strlen(name));
    if (match.suffix != '\0') {
        char suffix[] = {'/', match.suffix, '\0'};

        scan_append(out->prefix, sizeof out->prefix, suffix, 2);
    }
    switch (match.entry->scheme) {
    case SCHEME_LOCAL:
        return scan_local(s);
    case SCHEME_ORGANISATION:
        return scan_organisation(s);
    case SCHEME_JOINT:
        scan_partners(s);
        return TRUE;
    case SCHEME_ADOPTS:
        scan_adopted(s);
        return TRUE;
    case SCHEME_PLAIN:
        scan_department(s);
        return TRUE;
    }
    return FALSE;
}

gboolean scan_stages(Scan *s)
{
    Parsed *out = s->out;
    gboolean found = FALSE;

    for (;;) {
        size_t skip = 0, len;
        const Stage *stage;

        while (skip < 3 && (scan_peek(s, skip) == ' ' || scan_peek(s, skip) == '/' ||
                            scan_peek(s, skip) == '-'))
            skip++;
        if (s->at + skip >= s->f->n || (stage = stage_at(s->f->up + s->at + skip, &len)) == NULL)
            return found;
        if (out->stage[0] != '\0')
            scan_append(out->stage, sizeof out->stage, " ", 1);
        scan_append(out->stage, sizeof out->stage, stage->canonical, strlen(stage->canonical));
        out->stage_alone = stage->alone;
        s->at += skip + len;
        found = TRUE;
    }
}
