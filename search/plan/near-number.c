#include "search/plan/near-number.h"

#include <string.h>

#include "search/plan/near-prefix.h"

/* How a number differs, the nearest first. A number that differs twice is not near. */
typedef enum { SAME_NUMBER, EXCHANGED, SAME_DIGITS, ONE_MORE_OR_LESS, ANOTHER_DIGIT } Distance;

/* Digits of a number that others may be near to. */
#define FEWEST_DIGITS 4
#define MOST_DIGITS 12

/* Other editions, and documents of the same digits, that are told. */
#define MOST_EDITIONS 3
#define MOST_ALIKE 2

typedef struct {
    char *id, *number; /* the number without its year, or the id */
    Distance distance;
    guint place;
} Near;

typedef struct {
    Searcher *searcher;
    const Number *asked;
    GArray *found; /* Near */
    GError **error;
} Seeking;

static void clear_near(gpointer data)
{
    g_free(((Near *)data)->id);
    g_free(((Near *)data)->number);
}

static gint by_distance(gconstpointer first, gconstpointer second)
{
    const Near *a = first, *b = second;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static gboolean is_of_year(const Seeking *seeking, const LookupMatch *match)
{
    return seeking->asked->year <= 0 || match->edition.year == seeking->asked->year;
}

static guint count_digits(const char *base)
{
    guint n = 0;
    for (; *base; base++)
        n += g_ascii_isdigit(*base) ? 1 : 0;
    return n;
}

/* Whether MATCH, which has the digits that were asked for, or other DIGITS, differs by no more. Of two
 * or three digits another body's number says nothing, but for the year. */
static gboolean is_near(const Seeking *seeking, const LookupMatch *match, gboolean digits)
{
    g_autoptr(Number) number = number_parse(match->id, -1);
    gboolean few = count_digits(seeking->asked->base) < FEWEST_DIGITS;
    switch (number ? near_prefix(seeking->asked, number) : PREFIX_FAR) {
    case PREFIX_FAMILY:
        return !digits || is_of_year(seeking, match);
    case PREFIX_ADOPTED:
        return !digits && !few;
    case PREFIX_SLIP:
        return !digits && is_of_year(seeking, match) && (!few || seeking->asked->year > 0);
    case PREFIX_FAR:
        break;
    }
    return FALSE;
}

/* EDITIONS: whether another edition of a number that was found is one more. */
static void add_match(Seeking *seeking, const LookupMatch *match, Distance distance,
                      gboolean editions)
{
    const char *number = match->edition.number ? match->edition.number : match->id;
    for (guint i = 0; i < seeking->found->len; i++) {
        const Near *known = &g_array_index(seeking->found, Near, i);
        if (strcmp(known->id, match->id) == 0 ||
            (!editions && strcmp(known->number, number) == 0))
            return;
    }
    Near near = {g_strdup(match->id), g_strdup(number), distance, seeking->found->len};
    g_array_append_val(seeking->found, near);
}

/* The other editions, and the documents of the same digits. */
static gboolean add_known(Seeking *seeking, const QueryNumber *number)
{
    guint n[] = {0, 0};
    g_autoptr(GArray) matches = lookup_number(seeking->searcher, number, seeking->error);
    for (guint i = 0; matches && i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        gboolean edition = match->level != LOOKUP_NUMBER;
        if ((edition || is_near(seeking, match, FALSE)) && n[edition]++ < (edition ? MOST_EDITIONS : MOST_ALIKE))
            add_match(seeking, match, edition ? SAME_NUMBER : SAME_DIGITS, edition);
    }
    return matches != NULL;
}

/* The best document of the number that has TERM: of the year that was asked for if there is one. */
static gboolean add_term(Seeking *seeking, const char *term, Distance distance)
{
    g_autoptr(Selection) own = selection_term(TERM_NUMBER, term);
    g_autoptr(GArray) docids =
        searcher_documents(seeking->searcher, own, LOOKUP_MAX, seeking->error);
    g_autoptr(GArray) matches = lookup_matches_new();
    if (!docids ||
        !lookup_add(seeking->searcher, matches, docids, LOOKUP_EXACT, seeking->error))
        return FALSE;
    const LookupMatch *best = NULL;
    for (guint i = 0; i < matches->len; i++) {
        const LookupMatch *match = &g_array_index(matches, LookupMatch, i);
        if (!best || (match->edition.year == seeking->asked->year &&
                      best->edition.year != seeking->asked->year))
            best = match;
    }
    if (best && (distance == SAME_NUMBER || is_near(seeking, best, TRUE)))
        add_match(seeking, best, distance, FALSE);
    return TRUE;
}

/* The number with BASE for its own, if a document has it. */
static gboolean try_base(Seeking *seeking, const char *base, Distance distance)
{
    Number other = *seeking->asked;
    other.base = (char *)base;
    other.stage = other.supplement = NULL;
    other.iteration = other.month = 0;
    other.year = NUMBER_NO_YEAR;
    g_auto(GStrv) terms = number_terms(&other);
    for (char **term = terms; *term; term++) {
        gboolean whole = !other.part || other.type == NUMBER_PLAN || strchr(*term, '.');
        if (whole && (other.prefix != NULL) == (g_ascii_isalpha(**term) != 0) &&
            searcher_termfreq(seeking->searcher, TERM_NUMBER, *term) > 0)
            return add_term(seeking, *term, distance);
    }
    return TRUE;
}

/* GM/T 54 for GM/T 0054: bodies that write four digits. */
static gboolean add_padded(Seeking *seeking)
{
    const char *base = seeking->asked->base;
    gsize len = strlen(base);
    if (len >= FEWEST_DIGITS || count_digits(base) != len)
        return TRUE;
    g_autofree char *padded = g_strdup_printf("%.*s%s", (int)(FEWEST_DIGITS - len), "0000", base);
    return try_base(seeking, padded, SAME_NUMBER);
}

static gboolean try_exchanged(Seeking *seeking, guint at)
{
    g_autofree char *base = g_strdup(seeking->asked->base);
    char digit = base[at];
    if (!g_ascii_isdigit(base[at + 1]) || base[at + 1] == digit)
        return TRUE;
    base[at] = base[at + 1];
    base[at + 1] = digit;
    return try_base(seeking, base, EXCHANGED);
}

/* The digit at AT left out, and each digit before it. */
static gboolean try_length(Seeking *seeking, guint at)
{
    const char *base = seeking->asked->base;
    g_autofree char *less = g_strdup_printf("%.*s%s", (int)at, base, base + at + 1);
    if (!try_base(seeking, less, ONE_MORE_OR_LESS))
        return FALSE;
    for (char digit = '0'; digit <= '9'; digit++) {
        g_autofree char *more = g_strdup_printf("%.*s%c%s", (int)at, base, digit, base + at);
        g_autofree char *after = g_strdup_printf("%s%c", base, digit);
        if (!try_base(seeking, more, ONE_MORE_OR_LESS) ||
            (!base[at + 1] && !try_base(seeking, after, ONE_MORE_OR_LESS)))
            return FALSE;
    }
    return TRUE;
}

static gboolean try_digits(Seeking *seeking, guint at)
{
    g_autofree char *base = g_strdup(seeking->asked->base);
    for (char digit = '0'; digit <= '9'; digit++) {
        base[at] = digit;
        if (digit != seeking->asked->base[at] && !try_base(seeking, base, ANOTHER_DIGIT))
            return FALSE;
    }
    return TRUE;
}

static gboolean add_other_digits(Seeking *seeking)
{
    static gboolean (*const tries[])(Seeking *, guint) = {try_exchanged, try_length, try_digits};
    const char *base = seeking->asked->base;
    guint n = count_digits(base);
    if (n < FEWEST_DIGITS || n > MOST_DIGITS)
        return TRUE;
    for (guint i = 0; i < G_N_ELEMENTS(tries); i++)
        for (guint at = 0; base[at]; at++)
            if (g_ascii_isdigit(base[at]) && !tries[i](seeking, at))
                return FALSE;
    return TRUE;
}

GPtrArray *near_numbers(Searcher *searcher, const QueryNumber *number, GError **error)
{
    g_autoptr(Number) asked = number_parse(number->canonical, -1);
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Near));
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    g_array_set_clear_func(found, clear_near);
    Seeking seeking = {searcher, asked, found, error};
    if (asked && (!add_known(&seeking, number) || !add_padded(&seeking) ||
                  !add_other_digits(&seeking)))
        return NULL;
    g_array_sort(found, by_distance);
    for (guint i = 0; i < found->len && i < NEAR_NUMBERS_MOST; i++)
        g_ptr_array_add(ids, g_strdup(g_array_index(found, Near, i).id));
    return g_steal_pointer(&ids);
}

/* Letters and the digits that they look like. */
static const struct {
    char letter, digit;
} twins[] = {{'O', '0'}, {'o', '0'}, {'Q', '0'}, {'D', '0'}, {'I', '1'}, {'l', '1'}, {'i', '1'},
             {'|', '1'}, {'S', '5'}, {'s', '5'}, {'B', '8'}, {'Z', '2'}, {'z', '2'}};

/* Runs of letters and digits that may be misread in one text, and its longest in bytes. */
#define MOST_RUNS 3
#define LONGEST_MISREAD 60

static gboolean is_sign(char c)
{
    return g_ascii_isalnum(c) || c == '|';
}

/* TO, of the length of RUN, with digits for all its letters, or letters for all its digits; whether
 * anything changed and all could be. */
static gboolean read_run(const char *run, gsize len, gboolean digits, char *to)
{
    gboolean changed = FALSE;
    for (gsize i = 0; i < len; i++) {
        gboolean wanted = digits ? g_ascii_isdigit(run[i]) : g_ascii_isalpha(run[i]);
        guint t = 0;
        while (!wanted && t < G_N_ELEMENTS(twins) &&
               (digits ? twins[t].letter : twins[t].digit) != run[i])
            t++;
        if (t == G_N_ELEMENTS(twins))
            return FALSE;
        to[i] = wanted ? run[i] : digits ? twins[t].digit : twins[t].letter;
        changed |= !wanted;
    }
    return changed;
}

typedef struct {
    gsize from, len;
} Run;

/* The runs of TEXT that can be read otherwise; G_MAXUINT if they are too many. */
static guint find_runs(const char *text, Run runs[MOST_RUNS])
{
    char other[LONGEST_MISREAD];
    guint n = 0;
    for (gsize at = 0, len; text[at]; at += MAX(len, 1)) {
        for (len = 0; is_sign(text[at + len]);)
            len++;
        if (!len || (!read_run(text + at, len, TRUE, other) &&
                     !read_run(text + at, len, FALSE, other)))
            continue;
        if (n == MOST_RUNS)
            return G_MAXUINT;
        runs[n++] = (Run){at, len};
    }
    return n;
}

/* The number of a document that TEXT is with its RUNS read one way or another. */
static Number *read_runs(Searcher *searcher, char *text, const Run *runs, guint n)
{
    char saved[LONGEST_MISREAD];
    if (n == 0) {
        g_autoptr(Number) number = number_parse(text, -1);
        g_autoptr(QueryNumber) sought = number && number->prefix ? query_number_new(number) : NULL;
        return sought && lookup_knows(searcher, sought) ? g_steal_pointer(&number) : NULL;
    }
    memcpy(saved, text + runs->from, runs->len);
    for (int way = 0; way < 3; way++) {
        memcpy(text + runs->from, saved, runs->len);
        if (way > 0 && !read_run(saved, runs->len, way == 1, text + runs->from))
            continue;
        Number *number = read_runs(searcher, text, runs + 1, n - 1);
        if (number)
            return number;
    }
    memcpy(text + runs->from, saved, runs->len);
    return NULL;
}

Number *near_number_misread(Searcher *searcher, const char *text)
{
    Run runs[MOST_RUNS];
    if (strlen(text) >= LONGEST_MISREAD || !strpbrk(text, "0123456789"))
        return NULL;
    guint n = find_runs(text, runs);
    g_autofree char *copy = g_strdup(text);
    return n > 0 && n <= MOST_RUNS ? read_runs(searcher, copy, runs, n) : NULL;
}
