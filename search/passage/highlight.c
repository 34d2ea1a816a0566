#include "config.h"

#include "search/passage/highlight.h"

#include <string.h>

#include "search/words/phrase.h"

struct Highlighter {
    Tokenizer *tokenizer;
    const QueryTerms *terms;
    GHashTable *tokens; /* term → index + 1 of the word, number or expansion that it stands for */
    guint32 held;       /* expansions that match: their indices follow those of the phrases */
    const char *text;
    gsize len;
    GArray *spans;
    GArray *words; /* words and numbers of the text, as Span */
};

/* The identifier terms that say as much as the number: not those without its part. */
static void add_number(Highlighter *h, const QueryNumber *number, guint bit)
{
    for (char **term = number->terms; *term; term++)
        if (strstr(*term, number->bare))
            g_hash_table_insert(h->tokens, *term, GUINT_TO_POINTER(bit + 1));
}

static guint first_expansion(const QueryTerms *terms)
{
    return terms->words->len + terms->numbers->len + terms->phrases->len;
}

/* Whether WORD is matched by its terms, as tokens of the text. */
static gboolean is_token(const QueryWord *word)
{
    return word->kind == WORD_OTHER || word->kind == WORD_ORDINAL || word->kind == WORD_JOINED ||
           word->kind == WORD_SIGN;
}

/* The terms of WORD stand for number WHAT, where they do not stand for another. */
static void add_tokens(Highlighter *h, const QueryWord *word, guint what)
{
    for (guint i = 0; i < word->terms->len; i++)
        if (!g_hash_table_contains(h->tokens, word->terms->pdata[i]))
            g_hash_table_insert(h->tokens, word->terms->pdata[i], GUINT_TO_POINTER(what + 1));
}

/* The words of other scripts in expansions, where they are no words of the query. */
static void add_expansion(Highlighter *h, guint number)
{
    const Expansion *expansion = &g_array_index(h->terms->expansions, Expansion, number);
    for (guint i = 0; i < expansion->words->len; i++) {
        const QueryWord *word = &g_array_index(expansion->words, QueryWord, i);
        if (is_token(word) && word->kind != WORD_ORDINAL)
            add_tokens(h, word, first_expansion(h->terms) + number);
    }
}

Highlighter *highlighter_new(Tokenizer *tokenizer, const QueryTerms *terms)
{
    Highlighter *h = g_new0(Highlighter, 1);
    h->tokenizer = tokenizer;
    h->terms = terms;
    h->tokens = g_hash_table_new(g_str_hash, g_str_equal);
    h->words = g_array_new(FALSE, FALSE, sizeof(Span));
    if (!terms)
        return h;
    for (guint i = 0; i < terms->words->len; i++) {
        const QueryWord *word = &g_array_index(terms->words, QueryWord, i);
        if (!word->quoted && is_token(word) && (!word->empty || word->kind == WORD_SIGN))
            add_tokens(h, word, i);
    }
    for (guint i = 0; i < terms->numbers->len; i++)
        add_number(h, terms->numbers->pdata[i], terms->words->len + i);
    for (guint i = 0; i < terms->expansions->len; i++)
        add_expansion(h, i);
    return h;
}

void highlighter_set_held(Highlighter *h, guint32 held)
{
    h->held = held;
}

void highlighter_free(Highlighter *h)
{
    if (!h)
        return;
    g_hash_table_unref(h->tokens);
    g_array_unref(h->words);
    g_free(h);
}

/* WHAT: a word's index, then numbers, then phrases, then expansions. */
static void add_span(Highlighter *h, guint32 start, guint32 end, guint what)
{
    double idf = 5;
    if (what < h->terms->word_idf->len)
        idf = g_array_index(h->terms->word_idf, double, what);
    Span span = {start, end, idf + 0.01, (guint64)1 << MIN(what, 63)};
    g_array_append_val(h->spans, span);
}

/* Whether the words of index WHAT match in this document. */
static gboolean matches(const Highlighter *h, guint what)
{
    guint first = first_expansion(h->terms);
    return what < first || h->held & 1u << (what - first);
}

static gboolean begins_prefix(const Highlighter *h, const Token *token)
{
    for (guint i = 0; i < h->terms->prefixes->len; i++) {
        const char *prefix = h->terms->prefixes->pdata[i];
        gsize len = strlen(prefix);
        if (len <= token->len && memcmp(prefix, token->term, len) == 0)
            return TRUE;
    }
    return FALSE;
}

static void see_token(const Token *token, gpointer data)
{
    Highlighter *h = data;
    char term[TOKEN_MAX_BYTES + 1];
    if (token->kind == TOKEN_CHAR || token->kind == TOKEN_BIGRAM)
        return;
    if (token->kind == TOKEN_WORD || token->kind == TOKEN_IDENTIFIER ||
        token->kind == TOKEN_JOINED) {
        Span word = {.start = token->start, .end = token->end};
        g_array_append_val(h->words, word);
    }
    if (!h->terms)
        return;
    memcpy(term, token->term, token->len);
    term[token->len] = '\0';
    guint known = GPOINTER_TO_UINT(g_hash_table_lookup(h->tokens, term));
    if (known && matches(h, known - 1))
        add_span(h, token->start, token->end, known - 1);
    else if (token->kind == TOKEN_WORD && begins_prefix(h, token))
        add_span(h, token->start, token->end, 63);
}

/* Whether anything is sought that is told by the tokens of a text: Chinese words are found in it as they stand. */
static gboolean seeks_tokens(const Highlighter *h)
{
    return h->terms && (g_hash_table_size(h->tokens) > 0 || h->terms->prefixes->len > 0);
}

/* The unit that begins at byte AT of the normalized text. */
static guint32 unit_of(const Normalized *n, gsize at)
{
    guint32 low = 0, high = n->n_units;
    while (low < high) {
        guint32 middle = low + (high - low) / 2;
        if (n->utf8_at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Every place of PIECE in the normalized text. */
static gboolean find_all(Highlighter *h, const Normalized *n, const char *piece, guint what)
{
    gsize len = strlen(piece), at = 0;
    gssize found;
    gboolean any = FALSE;
    while ((found = phrase_find_span(n->utf8, n->utf8_len, piece, len, at, &at)) >= 0) {
        guint32 first = unit_of(n, (gsize)found), last = unit_of(n, at);
        if (last <= first)
            break;
        add_span(h, n->source_start[first], n->source_end[last - 1], what);
        any = TRUE;
    }
    return any;
}

/* A CJK word in one piece; its parts besides, as they stand elsewhere too; its bigrams only where
 * nothing longer is there. */
static void find_cjk(Highlighter *h, const Normalized *n, const QueryWord *word, guint what)
{
    gboolean any = find_all(h, n, word->text, what);
    for (guint i = 0; i < word->parts->len; i++)
        any = find_all(h, n, word->parts->pdata[i], what) || any;
    for (guint i = 0; !any && i < word->terms->len; i++)
        find_all(h, n, word->terms->pdata[i], what);
}

/* The pieces of a phrase with slack, where they are near each other. */
static void find_near(Highlighter *h, const Normalized *n, const Proximity *proximity)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(ProximityPlace));
    proximity_find(proximity, n->utf8, n->utf8_len, places);
    for (guint i = 0; i < places->len; i++) {
        const ProximityPlace *place = &g_array_index(places, ProximityPlace, i);
        guint32 first = unit_of(n, place->from), last = unit_of(n, place->to);
        if (last > first)
            add_span(h, n->source_start[first], n->source_end[last - 1], 63);
    }
}

static void find_pieces(Highlighter *h, const Normalized *n)
{
    const QueryTerms *terms = h->terms;
    for (guint i = 0; i < terms->words->len; i++) {
        const QueryWord *word = &g_array_index(terms->words, QueryWord, i);
        if (!word->quoted && !word->empty &&
            (word->kind == WORD_CJK || word->kind == WORD_CHAR))
            find_cjk(h, n, word, i);
    }
    for (guint i = 0; i < terms->phrases->len; i++)
        find_all(h, n, terms->phrases->pdata[i], terms->words->len + terms->numbers->len + i);
    for (guint i = 0; i < terms->proximities->len; i++)
        find_near(h, n, terms->proximities->pdata[i]);
    for (guint i = 0; i < terms->expansions->len; i++) {
        const Expansion *expansion = &g_array_index(terms->expansions, Expansion, i);
        guint what = first_expansion(terms) + i;
        for (guint w = 0; matches(h, what) && w < expansion->words->len; w++) {
            const QueryWord *word = &g_array_index(expansion->words, QueryWord, w);
            if (word->kind == WORD_CJK || word->kind == WORD_CHAR)
                find_cjk(h, n, word, what);
        }
    }
}

static gint by_place(gconstpointer first, gconstpointer second)
{
    guint32 a = ((const Span *)first)->start, b = ((const Span *)second)->start;
    return a < b ? -1 : a > b;
}

static gboolean continues(gunichar c)
{
    return g_unichar_ismark(c) || g_unichar_iszerowidth(c);
}

/* Takes in what combines with the last character; leaves no half of what combines before. */
static void widen(const Highlighter *h, Span *span)
{
    const char *end = h->text + h->len;
    const char *at = h->text + span->start;
    while (at > h->text && continues(g_utf8_get_char_validated(at, end - at)))
        at = g_utf8_prev_char(at);
    span->start = (guint32)(at - h->text);
    for (at = h->text + span->end;
         at < end && continues(g_utf8_get_char_validated(at, end - at));)
        at = g_utf8_next_char(at);
    span->end = (guint32)(at - h->text);
}

static void merge_spans(GArray *spans)
{
    guint kept = 0;
    g_array_sort(spans, by_place);
    for (guint i = 0; i < spans->len; i++) {
        Span span = g_array_index(spans, Span, i);
        Span *last = kept ? &g_array_index(spans, Span, kept - 1) : NULL;
        if (!last || span.start > last->end) {
            g_array_index(spans, Span, kept++) = span;
            continue;
        }
        last->end = MAX(last->end, span.end);
        if ((last->what & span.what) != span.what)
            last->weight += span.weight;
        last->what |= span.what;
    }
    g_array_set_size(spans, kept);
}

static gboolean ends_sentence(gunichar c)
{
    return c == 0x3002 || c == 0xff1b || c == 0xff01 || c == 0xff1f || c == '\n';
}

/* After 。；！？, and after . ; ! ? with a blank. */
static gboolean is_sentence_start(const char *text, const char *at)
{
    if (at == text)
        return TRUE;
    const char *before = g_utf8_prev_char(at);
    gboolean blank = *before == ' ';
    while (before > text && *before == ' ')
        before = g_utf8_prev_char(before);
    return ends_sentence(g_utf8_get_char(before)) || (blank && strchr(".;!?", *before));
}

static void no_cut_inside(guint8 *cuts, const GArray *spans)
{
    for (guint i = 0; i < spans->len; i++) {
        const Span *whole = &g_array_index(spans, Span, i);
        if (whole->end > whole->start)
            memset(cuts + whole->start + 1, 0, whole->end - whole->start - 1);
    }
}

/* Where words begin and end, but not inside longer ones. */
static guint8 *find_cuts(const Highlighter *h)
{
    guint8 *cuts = g_malloc0(h->len + 1);
    for (guint i = 0; i < h->words->len; i++) {
        const Span *word = &g_array_index(h->words, Span, i);
        cuts[word->end] = 1;
        cuts[word->start] = is_sentence_start(h->text, h->text + word->start) ? 2 : 1;
    }
    no_cut_inside(cuts, h->words);
    no_cut_inside(cuts, h->spans);
    cuts[0] = 2;
    cuts[h->len] = 2;
    return cuts;
}

GArray *highlight(Highlighter *h, const char *text, gssize len, guint8 **cuts)
{
    h->text = text;
    h->len = len < 0 ? strlen(text) : (gsize)len;
    h->spans = g_array_new(FALSE, FALSE, sizeof(Span));
    g_array_set_size(h->words, 0);
    const Normalized *n = tokenizer_run(h->tokenizer, text, (gssize)h->len, cuts || seeks_tokens(h) ? see_token : NULL, h);
    if (h->terms)
        find_pieces(h, n);
    for (guint i = 0; i < h->spans->len; i++)
        widen(h, &g_array_index(h->spans, Span, i));
    merge_spans(h->spans);
    if (cuts)
        *cuts = find_cuts(h);
    return g_steal_pointer(&h->spans);
}
