#include "config.h"

#include "search/words.h"

#include <string.h>
#include <unicode/ubrk.h>

#include "search/phrase.h"
#include "tokenizer/char-class.h"

struct WordCutter {
    UBreakIterator *breaks;
};

/* Characters and words that say nothing by themselves. */
static const char *const empty_words[] = {
    "的", "了", "和", "与", "及", "或", "之", "在", "等", "为", "其", "于", "由", "以", "对",
    "是", "有", "将", "并", "被", "把", "向", "从", "到", "a",  "an", "and", "the", "of", "for",
    "in", "on", "to", "or", "by", "with",
};

typedef struct {
    guint32 from, to;
    TokenKind kind;
    gsize term; /* offset in Tokens.terms */
} Seen;

typedef struct {
    GArray *seen; /* Seen */
    GString *terms;
    TokenFunc found;
    gpointer data;
} Tokens;

WordCutter *word_cutter_new(GError **error)
{
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    if (U_FAILURE(status)) {
        g_set_error(error, TOKENIZER_ERROR, TOKENIZER_ERROR_ICU,
                    "ICU's word segmentation does not open (%s): reinstall the ICU library",
                    u_errorName(status));
        return NULL;
    }
    WordCutter *cutter = g_new0(WordCutter, 1);
    cutter->breaks = breaks;
    return cutter;
}

void word_cutter_free(WordCutter *cutter)
{
    if (!cutter)
        return;
    ubrk_close(cutter->breaks);
    g_free(cutter);
}

guint8 *word_starts(WordCutter *cutter, const Normalized *n)
{
    UErrorCode status = U_ZERO_ERROR;
    guint8 *starts = g_malloc0((gsize)n->n_units + 1);
    ubrk_setText(cutter->breaks, n->units, (gint32)n->n_units, &status);
    for (gint32 at = ubrk_first(cutter->breaks); U_SUCCESS(status) && at != UBRK_DONE;
         at = ubrk_next(cutter->breaks))
        starts[at] = 1;
    return starts;
}

static void keep_token(const Token *token, gpointer data)
{
    Tokens *tokens = data;
    Seen seen = {token->from, token->to, token->kind, tokens->terms->len};
    g_array_append_val(tokens->seen, seen);
    g_string_append_len(tokens->terms, token->term, token->len);
    g_string_append_c(tokens->terms, '\0');
    if (tokens->found)
        tokens->found(token, tokens->data);
}

void query_word_clear(gpointer data)
{
    QueryWord *word = data;
    g_free(word->text);
    g_ptr_array_unref(word->parts);
    g_ptr_array_unref(word->terms);
}

static gboolean is_empty_word(const char *text)
{
    for (guint i = 0; i < G_N_ELEMENTS(empty_words); i++)
        if (strcmp(empty_words[i], text) == 0)
            return TRUE;
    return FALSE;
}

static QueryWord *add_word(GArray *words, const Normalized *n, WordKind kind, guint32 from,
                           guint32 to)
{
    QueryWord word = {.kind = kind,
                      .text = g_strndup(n->utf8 + from, to - from),
                      .terms = g_ptr_array_new_with_free_func(g_free),
                      .parts = g_ptr_array_new_with_free_func(g_free),
                      .from = from,
                      .to = to};
    word.empty = is_empty_word(word.text);
    g_array_append_val(words, word);
    return &g_array_index(words, QueryWord, words->len - 1);
}

/* A word of the CJK characters from FROM to TO: its bigrams, or the character. */
static void add_cjk(GArray *words, const Normalized *n, guint32 from, guint32 to)
{
    const char *end = n->utf8 + to, *at = n->utf8 + from;
    gboolean one = g_utf8_next_char(at) == end;
    QueryWord *word = add_word(words, n, one ? WORD_CHAR : WORD_CJK, from, to);
    if (one) {
        g_ptr_array_add(word->terms, g_strdup(word->text));
        return;
    }
    for (; g_utf8_next_char(at) < end; at = g_utf8_next_char(at)) {
        const char *second = g_utf8_next_char(at);
        g_ptr_array_add(word->terms, g_strndup(at, (gsize)(g_utf8_next_char(second) - at)));
    }
}

/* The end of the ICU word that begins at unit UNIT, within its run of CJK characters; in bytes of
 * the normalized text. */
static guint32 icu_end(const Normalized *n, const guint8 *starts, guint32 unit)
{
    guint32 to = unit + 1;
    while (to < n->n_units && !starts[to] && char_is_cjk(n->classes[to]))
        to++;
    return n->utf8_at[to];
}

/* What the tokens that begin at one place tell. */
typedef struct {
    guint32 from, to; /* the longest word; `to` is 0 if there is none */
    gboolean cjk;
    const Seen *word, *stem, *ordinal;
} Place;

/* Reads the tokens of one place from index I; returns the index after them. */
static guint read_place(const Tokens *tokens, guint i, Place *place)
{
    *place = (Place){.from = g_array_index(tokens->seen, Seen, i).from};
    for (; i < tokens->seen->len; i++) {
        const Seen *seen = &g_array_index(tokens->seen, Seen, i);
        if (seen->from != place->from)
            break;
        place->cjk |= seen->kind == TOKEN_CHAR;
        if (seen->kind == TOKEN_WORD) {
            place->word = seen;
            place->to = MAX(place->to, seen->to);
        } else if (seen->kind == TOKEN_STEM) {
            place->stem = seen;
        } else if (seen->kind == TOKEN_ORDINAL) {
            place->ordinal = seen;
        }
    }
    return i;
}

typedef struct {
    GArray *words;
    const Normalized *n;
    const Tokens *tokens;
    guint32 lone_from, lone_to; /* lone characters side by side; empty if equal */
} Cut;

static void end_lone(Cut *cut)
{
    if (cut->lone_to > cut->lone_from)
        add_cjk(cut->words, cut->n, cut->lone_from, cut->lone_to);
    cut->lone_from = cut->lone_to = 0;
}

/* A lone character: ICU cuts what it does not know into characters, so those side by side make one
 * word, unless they are empty ones. */
static void add_lone(Cut *cut, guint32 from, guint32 to)
{
    g_autofree char *text = g_strndup(cut->n->utf8 + from, to - from);
    gboolean empty = is_empty_word(text);
    if (empty || cut->lone_to != from)
        end_lone(cut);
    if (empty)
        add_cjk(cut->words, cut->n, from, to);
    else if (cut->lone_to == from && cut->lone_to > 0)
        cut->lone_to = to;
    else
        cut->lone_from = from, cut->lone_to = to;
}

/* Adds the word at PLACE; returns its end. */
static guint32 add_place(Cut *cut, const Place *place)
{
    if (place->cjk && !place->ordinal) {
        const char *first = cut->n->utf8 + place->from;
        guint32 one = place->from + (guint32)(g_utf8_next_char(first) - first);
        if (place->to <= one) {
            add_lone(cut, place->from, one);
            return one;
        }
        end_lone(cut);
        add_cjk(cut->words, cut->n, place->from, place->to);
        return place->to;
    }
    end_lone(cut);
    WordKind kind = place->ordinal ? WORD_ORDINAL : WORD_OTHER;
    const Seen *held = place->ordinal ? place->ordinal : place->stem ? place->stem : place->word;
    QueryWord *word = add_word(cut->words, cut->n, kind, held->from, held->to);
    g_ptr_array_add(word->terms, g_strdup(cut->tokens->terms->str + held->term));
    return held->to;
}

/* At each place the longest word that begins there. */
static void cut_words(Cut *cut, const guint8 *starts)
{
    const Normalized *n = cut->n;
    guint32 done = 0, unit = 0;
    for (guint i = 0; i < cut->tokens->seen->len;) {
        Place place;
        i = read_place(cut->tokens, i, &place);
        if (place.from < done || (!place.cjk && !place.word))
            continue;
        while (unit < n->n_units && n->utf8_at[unit] < place.from)
            unit++;
        if (place.cjk && starts[unit]) {
            guint32 end = icu_end(n, starts, unit);
            place.to = MAX(place.to, end);
        }
        done = add_place(cut, &place);
    }
    end_lone(cut);
}

static void add_part(const Cut *cut, guint32 from, guint32 to)
{
    for (guint i = 0; i < cut->words->len; i++) {
        const QueryWord *word = &g_array_index(cut->words, QueryWord, i);
        if (word->kind == WORD_CJK && from >= word->from && to <= word->to &&
            to - from < word->to - word->from)
            g_ptr_array_add(word->parts, g_strndup(cut->n->utf8 + from, to - from));
    }
}

/* The words within words: the lexicon's and ICU's of two characters or more. */
static void add_parts(const Cut *cut, const guint8 *starts)
{
    const Normalized *n = cut->n;
    for (guint i = 0; i < cut->tokens->seen->len; i++) {
        const Seen *seen = &g_array_index(cut->tokens->seen, Seen, i);
        if (seen->kind == TOKEN_WORD)
            add_part(cut, seen->from, seen->to);
    }
    for (guint32 unit = 0, next; unit < n->n_units; unit = next) {
        for (next = unit + 1; next < n->n_units && !starts[next];)
            next++;
        if (next - unit == 2 && char_is_cjk(n->classes[unit]) && char_is_cjk(n->classes[unit + 1]))
            add_part(cut, n->utf8_at[unit], n->utf8_at[next]);
    }
}

GArray *words_cut(WordCutter *cutter, Tokenizer *tokenizer, const char *text, gssize len,
                  TokenFunc found, gpointer data)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(words, query_word_clear);
    Tokens tokens = {.seen = g_array_new(FALSE, FALSE, sizeof(Seen)),
                     .terms = g_string_new(NULL),
                     .found = found,
                     .data = data};
    const Normalized *n = tokenizer_run(tokenizer, text, len, keep_token, &tokens);
    g_autofree guint8 *starts = word_starts(cutter, n);
    Cut cut = {.words = words, .n = n, .tokens = &tokens};
    cut_words(&cut, starts);
    add_parts(&cut, starts);
    g_array_unref(tokens.seen);
    g_string_free(tokens.terms, TRUE);
    return words;
}

typedef struct {
    const char *term;
    gboolean found;
} Sought;

static void seek_token(const Token *token, gpointer data)
{
    Sought *sought = data;
    if (strlen(sought->term) == token->len && memcmp(sought->term, token->term, token->len) == 0)
        sought->found = TRUE;
}

/* A stem differs from its word at the end only, by no more than its last letter. */
static gboolean stem_in_text(const char *stem, Tokenizer *tokenizer, const char *text, gsize len)
{
    gsize keep = strlen(stem);
    if (keep > 2 && g_ascii_isalpha(stem[keep - 1]))
        keep--;
    for (gssize at = 0; (at = phrase_find_prefix(text, len, stem, keep, (gsize)at)) >= 0; at++) {
        gsize end = (gsize)at + keep;
        while (end < len && normalized_inside_word(text, len, end))
            end++;
        Sought sought = {stem, FALSE};
        tokenizer_run(tokenizer, text + at, (gssize)end - at, seek_token, &sought);
        if (sought.found)
            return TRUE;
    }
    return FALSE;
}

gboolean word_in_text(const QueryWord *word, Tokenizer *tokenizer, const char *text, gsize len)
{
    const char *term = word->terms->pdata[0];
    if (word->kind == WORD_OTHER)
        return stem_in_text(term, tokenizer, text, len);
    if (word->kind == WORD_ORDINAL) {
        Sought sought = {term, FALSE};
        if (memmem(text, len, "第", strlen("第")))
            tokenizer_run(tokenizer, text, (gssize)len, seek_token, &sought);
        return sought.found;
    }
    for (guint i = 0; i < word->terms->len; i++) {
        term = word->terms->pdata[i];
        if (!memmem(text, len, term, strlen(term)))
            return FALSE;
    }
    return TRUE;
}
