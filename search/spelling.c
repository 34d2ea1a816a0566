#include "search/spelling.h"

#include <string.h>

#include "search/query-symbols.h"

#define SHORTEST 4
#define LONGEST 40
#define TWO_SLIPS_FROM 8

/* So many words for one of the query. */
#define MOST_MEANT 3

/* And none that is that much rarer than the likeliest: it may be a misspelling itself. */
#define MUCH_RARER 5

/* So many terms with the same two letters at their begin are looked at. */
#define MOST_TERMS 20000

typedef struct {
    char text[LONGEST + 3];
    guint slips;
    guint32 df;
} Meant;

typedef struct {
    Searcher *searcher;
    const char *word;
    gsize len;
    guint most_slips;
    GArray *found; /* Meant */
} Search;

static gboolean is_letters(const char *word, gsize len)
{
    for (gsize i = 0; i < len; i++)
        if (word[i] < 'a' || word[i] > 'z')
            return FALSE;
    return TRUE;
}

/* Slips between A and B, of at most LONGEST + 2 letters each: optimal string alignment. More than
 * MOST are some number above it. */
static guint slips_between(const char *a, gsize n_a, const char *b, gsize n_b, guint most)
{
    guint rows[3][LONGEST + 3], *before = rows[0], *last = rows[1], *row = rows[2];
    for (gsize j = 0; j <= n_b; j++)
        last[j] = (guint)j;
    for (gsize i = 1; i <= n_a; i++) {
        guint least = row[0] = (guint)i;
        for (gsize j = 1; j <= n_b; j++) {
            row[j] = MIN(MIN(last[j], row[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
            least = MIN(least, row[j]);
        }
        if (least > most)
            return least;
        guint *oldest = before;
        before = last, last = row, row = oldest;
    }
    return last[n_b];
}

static void add_found(Search *search, const char *term, gsize len, guint slips)
{
    Meant meant = {.slips = slips};
    memcpy(meant.text, term, len);
    meant.df = searcher_termfreq(search->searcher, "", meant.text);
    if (meant.df > 0)
        g_array_append_val(search->found, meant);
}

/* The terms that begin with the word's two first letters. */
static void walk(Search *search)
{
    g_autoptr(XcTermIterator) it = xc_database_terms(index_database(search->searcher->index),
                                                     xc_bytes_n(search->word, 2), NULL);
    for (guint n = 0; n < MOST_TERMS && it && xc_term_iterator_valid(it); n++) {
        XcBytes term = xc_term_iterator_term(it);
        gsize most = search->most_slips;
        if (term.len + most >= search->len && term.len <= search->len + most &&
            is_letters(term.data, term.len)) {
            guint slips = slips_between(search->word, search->len, term.data, term.len,
                                        search->most_slips);
            if (slips <= most)
                add_found(search, term.data, term.len, slips);
        }
        if (!xc_term_iterator_next(it, NULL))
            break;
    }
}

/* Tries the word with BYTES at AT instead of its CUT bytes there. */
static void try_with(Search *search, gsize at, gsize cut, const char *bytes, gsize n)
{
    char word[LONGEST + 3];
    gsize rest = search->len - at - cut;
    memcpy(word, search->word, at);
    memcpy(word + at, bytes, n);
    memcpy(word + at + n, search->word + at + cut, rest);
    if (strncmp(word, search->word, 2) != 0) /* else walk() has it */
        add_found(search, word, at + n + rest, 1);
}

/* One slip by which the first two letters are others. */
static void try_begins(Search *search)
{
    for (gsize at = 0; at < 2; at++) {
        const char turned[] = {search->word[at + 1], search->word[at]};
        try_with(search, at, 2, turned, 2);
        try_with(search, at, 1, "", 0);
        for (char letter = 'a'; letter <= 'z'; letter++) {
            try_with(search, at, 1, &letter, 1);
            try_with(search, at, 0, &letter, 1);
        }
    }
}

static gint by_likelihood(gconstpointer first, gconstpointer second)
{
    const Meant *a = first, *b = second;
    if (a->slips != b->slips)
        return a->slips < b->slips ? -1 : 1;
    if (a->df != b->df)
        return a->df > b->df ? -1 : 1;
    return strcmp(a->text, b->text);
}

/* Whether TEXT is indexed as the stem of another word found: only that one is a word. */
static gboolean is_stem(const Search *search, const char *text)
{
    for (guint i = 0; i < search->found->len; i++) {
        const Meant *other = &g_array_index(search->found, Meant, i);
        if (strcmp(other->text, text) != 0 &&
            symbol_is_stem_of(search->searcher, text, other->text))
            return TRUE;
    }
    return FALSE;
}

static void keep_likeliest(Search *search, GArray *expansions)
{
    const Meant *best = NULL, *last = NULL;
    g_array_sort(search->found, by_likelihood);
    for (guint i = 0, kept = 0; i < search->found->len && kept < MOST_MEANT; i++) {
        const Meant *meant = &g_array_index(search->found, Meant, i);
        if (expansions->len >= EXPANSIONS_MAX ||
            (best && (meant->slips > best->slips || meant->df < best->df / MUCH_RARER)))
            return;
        if ((last && strcmp(meant->text, last->text) == 0) || is_stem(search, meant->text))
            continue;
        Expansion made = {g_strdup(meant->text), g_strndup(search->word, search->len),
                          EXPANSION_SPELLING};
        g_array_append_val(expansions, made);
        best = best ? best : meant;
        last = meant;
        kept++;
    }
}

static gboolean is_known(Searcher *searcher, const QueryWord *word)
{
    for (guint i = 0; i < word->terms->len; i++)
        if (searcher_termfreq(searcher, "", word->terms->pdata[i]) > 0)
            return TRUE;
    return word->terms->len == 0;
}

void spelling_add(Searcher *searcher, const GArray *words, GArray *expansions)
{
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        gsize len = strlen(word->text);
        if (word->kind != WORD_OTHER || word->quoted || word->empty || len < SHORTEST ||
            len > LONGEST || !is_letters(word->text, len) || is_known(searcher, word))
            continue;
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Meant));
        Search search = {searcher, word->text, len, len < TWO_SLIPS_FROM ? 1 : 2, found};
        walk(&search);
        try_begins(&search);
        keep_likeliest(&search, expansions);
    }
}
