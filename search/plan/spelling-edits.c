/* Every pair of Chinese characters side by side is a term, so that the index tells how likely one
 * follows another: a slip makes pairs that no document has, and what was meant pairs that many
 * have. */
#include "search/plan/spelling-edits.h"

#include <math.h>
#include <string.h>

#include "search/plan/spelling.h"
#include "tokenizer/alike.h"

/* What a slip costs: the logarithm of how much rarer it is than none. */
static const double costs[] = {
    [HAN_ALIKE] = 3, [HAN_NEAR] = 5,      [HAN_OTHER] = 8,    [HAN_SWAPPED] = 3,
    [HAN_TWICE] = 3, [HAN_TOO_MANY] = 10, [HAN_LEFT_OUT] = 2,
};

/* A pair that no document has is as likely as if this part of one had it. */
#define UNSEEN 0.1

/* So many terms that begin with a character are looked at. */
#define MOST_TERMS 8000

/* Once a query has asked the index so often, no more edits of it are looked for. */
#define MOST_ASKED 6000

/* A character that is put in or takes another's place, other than one alike, has been seen so often
 * with both its neighbours. */
#define LEAST_SEEN 3

typedef struct {
    gunichar character;
    guint32 df; /* with the one before it */
} Follower;

struct HanPairs {
    Searcher *searcher;
    guint32 n_documents;
    guint asked;
    GHashTable *df;        /* guint64 *, of two characters → documents + 1 */
    GHashTable *followers; /* character → GArray of Follower */
};

typedef struct {
    HanPairs *pairs;
    const HanRun *run;
    GArray *found; /* HanEdit */
} Editing;

HanPairs *han_pairs_new(Searcher *searcher)
{
    HanPairs *pairs = g_new0(HanPairs, 1);
    pairs->searcher = searcher;
    pairs->n_documents = index_doccount_all(searcher->index);
    pairs->df = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    pairs->followers = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    return pairs;
}

void han_pairs_free(HanPairs *pairs)
{
    if (!pairs)
        return;
    g_hash_table_unref(pairs->df);
    g_hash_table_unref(pairs->followers);
    g_free(pairs);
}

gboolean han_pairs_spent(const HanPairs *pairs)
{
    return pairs->asked >= MOST_ASKED;
}

guint32 han_pairs_df(HanPairs *pairs, gunichar first, gunichar second)
{
    guint64 key = (guint64)first << 32 | second;
    gpointer known = g_hash_table_lookup(pairs->df, &key);
    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    char pair[16];
    int len = g_unichar_to_utf8(first, pair);
    pair[len + g_unichar_to_utf8(second, pair + len)] = '\0';
    guint32 df = searcher_termfreq(pairs->searcher, "", pair);
    pairs->asked++;
    g_hash_table_insert(pairs->df, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(df + 1));
    return df;
}

/* Adds the characters as one term. */
static void add_term(GPtrArray *terms, const gunichar *characters, glong n)
{
    g_ptr_array_add(terms, g_ucs4_to_utf8(characters, n, NULL, NULL, NULL));
}

static void expect(HanPairs *pairs, const GPtrArray *terms)
{
    index_expect_terms(pairs->searcher->index, (const char *const *)terms->pdata, terms->len);
}

void han_pairs_expect(HanPairs *pairs, const gunichar *text, guint n)
{
    if (!index_remote(pairs->searcher->index))
        return;
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n; i++) {
        add_term(terms, text + i, 1);
        if (i + 1 < n)
            add_term(terms, text + i, 2);
    }
    expect(pairs, terms);
}

/* That each of the N characters of PUT may stand at AT will be asked for. */
static void expect_put(const Editing *editing, guint at, const gunichar *put, guint n)
{
    const HanRun *run = editing->run;
    if (!index_remote(editing->pairs->searcher->index))
        return;
    g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < n; i++) {
        add_term(terms, &put[i], 1);
        if (at > 0)
            add_term(terms, (const gunichar[]){run->text[at - 1], put[i]}, 2);
        if (at + 1 < run->n)
            add_term(terms, (const gunichar[]){put[i], run->text[at + 1]}, 2);
    }
    expect(editing->pairs, terms);
}

/* In how many documents C is. */
static guint32 character_df(HanPairs *pairs, gunichar c)
{
    guint64 key = c;
    gpointer known = g_hash_table_lookup(pairs->df, &key);
    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    guint32 df = index_char_freq(pairs->searcher->index, c);
    g_hash_table_insert(pairs->df, g_memdup2(&key, sizeof key), GUINT_TO_POINTER(df + 1));
    return df;
}

static double log_begin(const Editing *editing, gunichar c)
{
    return log((character_df(editing->pairs, c) + 1.0) / (editing->pairs->n_documents + 1.0));
}

static double log_follows(const Editing *editing, gunichar first, guint32 df)
{
    return log((df + UNSEEN) / (character_df(editing->pairs, first) + 10.0));
}

/* How likely are the N characters of TEXT, the first of which begins the text if BEGINS. */
static double log_likely(const Editing *editing, const gunichar *text, guint n, gboolean begins)
{
    double sum = begins && n > 0 ? log_begin(editing, text[0]) : 0;
    for (guint i = 0; i + 1 < n; i++)
        sum += log_follows(editing, text[i], han_pairs_df(editing->pairs, text[i], text[i + 1]));
    return sum;
}

static gint by_gain(gconstpointer first, gconstpointer second)
{
    const HanEdit *a = first, *b = second;
    if (a->gain != b->gain)
        return a->gain > b->gain ? -1 : 1;
    return memcmp(a->run.text, b->run.text, MIN(a->run.n, b->run.n) * sizeof *a->run.text);
}

static gboolean is_known(const Editing *editing, const HanRun *run)
{
    for (guint i = 0; i < editing->found->len; i++) {
        const HanRun *other = &g_array_index(editing->found, HanEdit, i).run;
        if (other->n == run->n && memcmp(other->text, run->text, run->n * sizeof *run->text) == 0)
            return TRUE;
    }
    return FALSE;
}

/* Keeps EDIT if it is one of the best. */
static void keep(Editing *editing, const HanEdit *edit)
{
    GArray *found = editing->found;
    gboolean full = found->len == HAN_EDITS_MOST;
    if (edit->gain <= 0 ||
        (full && edit->gain <= g_array_index(found, HanEdit, found->len - 1).gain) ||
        is_known(editing, &edit->run))
        return;
    if (full)
        g_array_set_size(found, found->len - 1);
    g_array_append_val(found, *edit);
    g_array_sort(found, by_gain);
}

/* Tries the run with the N characters of PUT at AT instead of CUT. */
static void try_edit(Editing *editing, HanSlip slip, guint at, guint cut, const gunichar *put,
                     guint n)
{
    const HanRun *run = editing->run;
    HanEdit edit = {.slip = slip, .from = at, .to = at + n};
    guint rest = run->n - at - cut, begin = at > 0 ? at - 1 : 0;
    edit.run.n = at + n + rest;
    if (edit.run.n < 2 || edit.run.n > HAN_LONGEST)
        return;
    memcpy(edit.run.text, run->text, at * sizeof *put);
    if (n > 0)
        memcpy(edit.run.text + at, put, n * sizeof *put);
    memcpy(edit.run.text + at + n, run->text + at + cut, rest * sizeof *put);
    guint old_end = MIN(at + cut + 1, run->n), new_end = MIN(at + n + 1, edit.run.n);
    edit.gain = log_likely(editing, edit.run.text + begin, new_end - begin, at == 0) -
                log_likely(editing, run->text + begin, old_end - begin, at == 0) - costs[slip];
    keep(editing, &edit);
}

/* Whether a document has C at AT with one of its neighbours. */
static gboolean is_seen(const Editing *editing, guint at, gunichar c)
{
    const HanRun *run = editing->run;
    return (at > 0 && han_pairs_df(editing->pairs, run->text[at - 1], c) > 0) ||
           (at + 1 < run->n && han_pairs_df(editing->pairs, c, run->text[at + 1]) > 0);
}

static void try_alike(Editing *editing, guint at)
{
    gunichar alike[ALIKE_MAX];
    guint close, n = alike_find(editing->run->text[at], alike, &close);
    expect_put(editing, at, alike, n);
    for (guint i = 0; i < n; i++)
        if (is_seen(editing, at, alike[i]))
            try_edit(editing, i < close ? HAN_ALIKE : HAN_NEAR, at, 1, &alike[i], 1);
}

static void try_swapped(Editing *editing, guint at)
{
    const gunichar *text = editing->run->text;
    if (at + 1 >= editing->run->n || text[at] == text[at + 1])
        return;
    const gunichar turned[] = {text[at + 1], text[at]};
    try_edit(editing, HAN_SWAPPED, at, 2, turned, 2);
}

static void try_without(Editing *editing, guint at)
{
    const HanRun *run = editing->run;
    gboolean twice = (at > 0 && run->text[at] == run->text[at - 1]) ||
                     (at + 1 < run->n && run->text[at] == run->text[at + 1]);
    if (!twice && (at == 0 || at + 1 == run->n))
        return; /* rather a part of a word */
    try_edit(editing, twice ? HAN_TWICE : HAN_TOO_MANY, at, 1, NULL, 0);
}

static GArray *find_followers(Searcher *searcher, gunichar first)
{
    char prefix[8];
    gsize len = (gsize)g_unichar_to_utf8(first, prefix);
    GArray *found = g_array_new(FALSE, FALSE, sizeof(Follower));
    GError *damage = NULL;
    g_autoptr(XcTermIterator) it =
        index_terms(searcher->index, prefix, len, &damage);
    for (guint n = 0; n < MOST_TERMS && !damage && xc_term_iterator_valid(it); n++) {
        XcBytes term = xc_term_iterator_term(it);
        gunichar c = term.len > len && term.len <= len + 4
                         ? g_utf8_get_char_validated(term.data + len, (gssize)(term.len - len))
                         : 0;
        if (spelling_is_han(c) && (gsize)g_unichar_to_utf8(c, NULL) == term.len - len) {
            Follower follower = {c, index_termfreq(searcher->index, term.data, term.len)};
            if (follower.df >= LEAST_SEEN)
                g_array_append_val(found, follower);
        }
        xc_term_iterator_next(it, &damage);
    }
    index_note(searcher->index, damage);
    return found;
}

/* The characters that follow FIRST in documents: Follower. Borrowed. */
static const GArray *followers(HanPairs *pairs, gunichar first)
{
    GArray *known = g_hash_table_lookup(pairs->followers, GUINT_TO_POINTER(first));
    if (!known) {
        known = find_followers(pairs->searcher, first);
        pairs->asked += known->len;
        g_hash_table_insert(pairs->followers, GUINT_TO_POINTER(first), known);
    }
    return known;
}

/* What follows the character before AT and comes before the one after the next CUT: put there
 * instead. */
static void try_followers(Editing *editing, HanSlip slip, guint at, guint cut)
{
    const HanRun *run = editing->run;
    if (at == 0 || (slip == HAN_LEFT_OUT && at == run->n))
        return;
    const GArray *all = followers(editing->pairs, run->text[at - 1]);
    for (guint i = 0; i < all->len; i++) {
        gunichar c = g_array_index(all, Follower, i).character;
        if (at + cut < run->n && han_pairs_df(editing->pairs, c, run->text[at + cut]) < LEAST_SEEN)
            continue;
        try_edit(editing, slip, at, cut, &c, 1);
    }
}

/* Whether one of the pairs that the character at AT is in is of the DOUBT. */
static gboolean is_beside(const guint8 *doubtful, guint n, guint at, guint8 doubt)
{
    return (at > 0 && doubtful[at - 1] == doubt) || (at + 1 < n && doubtful[at] == doubt);
}

GArray *han_edits_find(HanPairs *pairs, const HanRun *run, const guint8 *doubtful, HanSlips slips)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(HanEdit));
    Editing editing = {pairs, run, found};
    for (guint at = 0; at < run->n && !han_pairs_spent(pairs); at++) {
        gboolean doubted = is_beside(doubtful, run->n, at, HAN_DOUBTED);
        if (doubted || is_beside(doubtful, run->n, at, HAN_HALF_DOUBTED))
            try_alike(&editing, at);
        if (!doubted || slips == HAN_ALIKE_ALONE)
            continue;
        try_without(&editing, at);
        if (at > 0)
            try_swapped(&editing, at - 1);
        try_swapped(&editing, at);
        if (slips == HAN_USUAL)
            continue;
        try_followers(&editing, HAN_OTHER, at, 1);
        if (at + 1 < run->n && doubtful[at] == HAN_DOUBTED)
            try_followers(&editing, HAN_LEFT_OUT, at + 1, 0);
    }
    return found;
}
