#include "search/plan/spelling.h"

#include <string.h>

#include "search/plan/query-symbols.h"
#include "search/words/phrase.h"

#define SHORTEST 4
#define LONGEST 40
#define TWO_SLIPS_FROM 8

/* So many words for one of the query. */
#define MOST_MEANT 3

/* And none that is that much rarer than the likeliest: it may be a misspelling itself. */
#define MUCH_RARER 5

/* A word that documents have is a misprint if what it means is in so many times as many; and a
 * second slip is that much less likely than one. */
#define TIMES_AS_MANY 200

/* More words of few letters are one slip away from others. */
#define SHORT 6
#define SHORT_TIMES_AS_MANY 1000

/* A shorter word in capitals is an abbreviation. */
#define LONGEST_ABBREVIATION 5

/* A letter turned with the next or typed twice, or one beside it on the keyboard, is that many
 * times likelier than any other slip. */
#define USUAL_SLIP 4

/* A word that documents have together with the query's other words is that many times likelier than
 * one that none has; so many of
 * the likeliest are looked at, and so many of the other words' terms. */
#define IN_CONTEXT 100
#define MOST_IN_CONTEXT 8
#define MOST_OTHERS 24

/* So many documents are looked into for a word that may be a stem only. */
#define MOST_VIEWS 64

/* So many terms with the same two letters at their begin are looked at. */
#define MOST_TERMS 20000

typedef struct {
    char text[LONGEST + 3];
    guint slips;
    guint32 df;
    double likelihood;
} Meant;

typedef struct {
    Searcher *searcher;
    const char *word;
    gsize len;
    guint most_slips;
    guint32 least_df;        /* of what is meant */
    const GPtrArray *others; /* char *: terms of the query's other words */
    GArray *found;           /* Meant */
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
    meant.df = len < SHORTEST ? 0 : searcher_termfreq(search->searcher, "", meant.text);
    if (meant.df >= search->least_df)
        g_array_append_val(search->found, meant);
}

/* The terms that begin with the word's two first letters. */
static void walk(Search *search)
{
    GError *damage = NULL;
    g_autoptr(XcTermIterator) it = index_terms(search->searcher->index, search->word, 2, &damage);
    for (guint n = 0; n < MOST_TERMS && !damage && xc_term_iterator_valid(it); n++) {
        XcBytes term = xc_term_iterator_term(it);
        gsize most = search->most_slips;
        if (term.len + most >= search->len && term.len <= search->len + most &&
            is_letters(term.data, term.len)) {
            guint slips =
                slips_between(search->word, search->len, term.data, term.len, search->most_slips);
            if (slips <= most)
                add_found(search, term.data, term.len, slips);
        }
        xc_term_iterator_next(it, &damage);
    }
    index_note(search->searcher->index, damage);
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

static gboolean are_beside(char a, char b)
{
    static const char *const keys[] = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
    int row_a = -1, row_b = -1, at_a = 0, at_b = 0;
    for (int row = 0; row < 3; row++) {
        const char *in_a = strchr(keys[row], a), *in_b = strchr(keys[row], b);
        if (in_a)
            row_a = row, at_a = (int)(in_a - keys[row]);
        if (in_b)
            row_b = row, at_b = (int)(in_b - keys[row]);
    }
    int down = row_b - row_a, along = at_a - at_b;
    return down == 0 ? along == 1 || along == -1
                     : (down == 1 && (along == 0 || along == 1)) ||
                           (down == -1 && (along == 0 || along == -1));
}

/* Whether the one slip by which TYPED is not MEANT is of those that are made most. */
static gboolean is_usual(const char *typed, const char *meant)
{
    gsize at = 0, n = strlen(typed), m = strlen(meant);
    while (typed[at] && typed[at] == meant[at])
        at++;
    if (n == m)
        return typed[at + 1] == meant[at] || are_beside(typed[at], meant[at]);
    const char *longer = n > m ? typed : meant;
    return at > 0 && longer[at] == longer[at - 1];
}

static double likelihood(const Search *search, const Meant *meant)
{
    if (meant->slips > 1)
        return (double)meant->df / TIMES_AS_MANY;
    g_autofree char *typed = g_strndup(search->word, search->len);
    return meant->df * (is_usual(typed, meant->text) ? USUAL_SLIP : 1.0);
}

static gint by_likelihood(gconstpointer first, gconstpointer second)
{
    const Meant *a = first, *b = second;
    double more = a->likelihood - b->likelihood;
    if (more != 0)
        return more > 0 ? -1 : 1;
    return strcmp(a->text, b->text);
}

/* Whether one of the first documents that have the term TEXT has it as a word, not as the stem of
 * one. */
static gboolean is_word(const Search *search, const char *text)
{
    g_autoptr(Selection) own = selection_term("", text);
    GError *damage = NULL;
    gboolean word = FALSE;
    g_autoptr(GArray) docids = searcher_documents(search->searcher, own, MOST_VIEWS, &damage);
    g_autoptr(GByteArray) room = g_byte_array_new();
    for (guint i = 0; docids && !damage && !word && i < docids->len; i++) {
        DocumentView view;
        if (!index_read(search->searcher->index, g_array_index(docids, XcDocid, i), 0, &view, room, &damage))
            break;
        for (guint32 t = 0; !word && t < view.n_texts; t++)
            word = phrase_find(view.texts[t].utf8, view.texts[t].len, text, strlen(text), 0) >= 0;
    }
    index_note(search->searcher->index, damage);
    return word;
}

/* Whether a document has TEXT and the query's other words. */
static gboolean is_in_context(const Search *search, const char *text)
{
    g_autoptr(GPtrArray) parts = selection_parts();
    GError *damage = NULL;
    g_ptr_array_add(parts, selection_term("", text));
    for (guint i = 0; i < search->others->len; i++)
        g_ptr_array_add(parts, selection_term("", search->others->pdata[i]));
    g_autoptr(Selection) all = selection_join(SELECTION_AND, parts);
    g_autoptr(DocSet) found = searcher_find(search->searcher, all, &damage);
    index_note(search->searcher->index, damage);
    return found && !docset_is_empty(found);
}

/* Orders what was found by its likelihood. */
static void weigh_found(Search *search)
{
    for (guint i = 0; i < search->found->len; i++) {
        Meant *meant = &g_array_index(search->found, Meant, i);
        meant->likelihood = likelihood(search, meant);
    }
    g_array_sort(search->found, by_likelihood);
    if (search->found->len < 2 || search->others->len == 0)
        return;
    for (guint i = 0; i < MIN(search->found->len, MOST_IN_CONTEXT); i++) {
        Meant *meant = &g_array_index(search->found, Meant, i);
        meant->likelihood *= is_in_context(search, meant->text) ? IN_CONTEXT : 1;
    }
    g_array_sort(search->found, by_likelihood);
}

static void keep_likeliest(Search *search, const QueryNode *node, const QueryWord *word,
                           GArray *expansions)
{
    const Meant *best = NULL, *last = NULL;
    weigh_found(search);
    for (guint i = 0, kept = 0; i < search->found->len && kept < MOST_MEANT; i++) {
        const Meant *meant = &g_array_index(search->found, Meant, i);
        if (best && meant->likelihood < best->likelihood / MUCH_RARER)
            return;
        if ((last && strcmp(meant->text, last->text) == 0) || !is_word(search, meant->text))
            continue;
        Expansion made = {.node = node,
                          .text = g_strdup(meant->text),
                          .of = g_strndup(search->word, search->len),
                          .from = word->from,
                          .to = word->to,
                          .kind = search->least_df > 1 ? EXPANSION_MISPRINT : EXPANSION_SPELLING};
        g_array_append_val(expansions, made);
        best = best ? best : meant;
        last = meant;
        kept++;
    }
}

/* In how many documents the word is, by itself or its stem. */
static guint32 word_df(Searcher *searcher, const QueryWord *word)
{
    guint32 most = searcher_termfreq(searcher, "", word->text);
    for (guint i = 0; i < word->terms->len; i++)
        most = MAX(most, searcher_termfreq(searcher, "", word->terms->pdata[i]));
    return most;
}

typedef struct {
    const char *text; /* as typed */
    GArray *tokens;   /* Token */
} Typed;

static void note_token(const Token *token, gpointer data)
{
    if (token->kind == TOKEN_WORD)
        g_array_append_val(((Typed *)data)->tokens, *token);
}

static gboolean is_in_capitals(const Typed *typed, const QueryWord *word)
{
    for (guint i = 0; i < typed->tokens->len; i++) {
        const Token *token = &g_array_index(typed->tokens, Token, i);
        if (token->from != word->from)
            continue;
        for (guint32 at = token->start; at < token->end; at++)
            if (g_ascii_islower(typed->text[at]))
                return FALSE;
        return TRUE;
    }
    return FALSE;
}

static gboolean is_abbreviation(const Typed *typed, const QueryWord *word, gsize len)
{
    return !strpbrk(word->text, "aeiouy") ||
           (len <= LONGEST_ABBREVIATION && is_in_capitals(typed, word));
}

/* Whether the lists have WORD of NODE: who writes rebar means it, though documents say reinforcing
 * bar. */
static gboolean is_listed(const GArray *expansions, const QueryNode *node, const QueryWord *word)
{
    for (guint i = 0; i < expansions->len; i++) {
        const Expansion *expansion = &g_array_index(expansions, Expansion, i);
        if (expansion->node == node && expansion->kind != EXPANSION_LEARNED &&
            expansion->from <= word->from && word->to <= expansion->to)
            return TRUE;
    }
    return FALSE;
}

/* The terms of WORDS but the one at EXCEPT and those that no document has. Caller unrefs. */
static GPtrArray *other_terms(Searcher *searcher, const GArray *words, guint except)
{
    GPtrArray *terms = g_ptr_array_new();
    for (guint i = 0; i < words->len && terms->len < MOST_OTHERS; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        for (guint t = 0; i != except && !word->empty && t < word->terms->len; t++)
            if (searcher_termfreq(searcher, "", word->terms->pdata[t]) > 0)
                g_ptr_array_add(terms, word->terms->pdata[t]);
    }
    return terms;
}

void spelling_add(Searcher *searcher, const QueryNode *node, GArray *expansions)
{
    guint32 n_documents = index_doccount_all(searcher->index);
    g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(Token));
    Typed typed = {node->text, tokens};
    g_autoptr(GArray) words = words_cut(searcher->tokenizer, node->text, -1, note_token, &typed);
    for (guint i = 0; i < words->len; i++) {
        const QueryWord *word = &g_array_index(words, QueryWord, i);
        gsize len = strlen(word->text);
        if (word->kind != WORD_OTHER || word->empty || len < SHORTEST || len > LONGEST ||
            !is_letters(word->text, len) || is_abbreviation(&typed, word, len) ||
            is_listed(expansions, node, word))
            continue;
        guint32 df = word_df(searcher, word);
        guint32 times = len < SHORT ? SHORT_TIMES_AS_MANY : TIMES_AS_MANY;
        if (df > n_documents / times)
            continue;
        g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Meant));
        g_autoptr(GPtrArray) others = other_terms(searcher, words, i);
        Search search = {searcher,           word->text, len,  len < TWO_SLIPS_FROM ? 1 : 2,
                         MAX(df * times, 1), others,     found};
        walk(&search);
        try_begins(&search);
        keep_likeliest(&search, node, word, expansions);
    }
}
