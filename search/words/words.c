#include "search/words/words.h"

#include <string.h>

#include "tokenizer/char-class.h"

/* Characters and words that say nothing by themselves. */
static const char *const empty_words[] = {
    "的", "了", "和", "与", "及", "或", "之", "在", "等", "为", "其", "于", "由", "以", "对",
    "是", "有", "将", "并", "被", "把", "向", "从", "到", "a",  "an", "and", "the", "of", "for",
    "in", "on", "to", "or", "by", "with",
};

/* Characters that say the same of the word before them: lead in food and lead of food, glass for buildings. Elsewhere they are
 * words or begin them: 中子, 用语. */
static const char *const particles[] = {"中", "用", "内", "里", "上"};

typedef struct {
    guint32 from, to;
    TokenKind kind;
    gsize term; /* offset in Tokens.terms */
    gboolean has_parts, is_one;
} Seen;

typedef struct {
    GArray *seen; /* Seen */
    GString *terms;
    TokenFunc found;
    gpointer data;
} Tokens;

static void keep_token(const Token *token, gpointer data)
{
    Tokens *tokens = data;
    Seen seen = {token->from,        token->to,        token->kind,
                 tokens->terms->len, token->has_parts, token->is_one};
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

/* What the tokens that begin at one place tell. */
typedef struct {
    guint32 from, to; /* the longest word; `to` is 0 if there is none */
    gboolean cjk;
    const Seen *word, *stem, *ordinal, *sign;
    const Seen *joined; /* with what follows the word or part */
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
        if (seen->kind == TOKEN_WORD && seen->has_parts) {
            place->joined = seen->is_one ? seen : NULL;
        } else if (seen->kind == TOKEN_WORD || (seen->kind == TOKEN_PART && !place->sign)) {
            place->word = seen;
            place->to = MAX(place->to, seen->to);
        } else if (seen->kind == TOKEN_JOINED && seen->is_one) {
            place->joined = seen;
        } else if (seen->kind == TOKEN_SIGN) {
            place->sign = seen;
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
    guint32 joined_to; /* what ends there is one with the last word; 0: nothing is */
} Cut;

static void end_lone(Cut *cut)
{
    if (cut->lone_to > cut->lone_from)
        add_cjk(cut->words, cut->n, cut->lone_from, cut->lone_to);
    cut->lone_from = cut->lone_to = 0;
}

/* Whether TEXT, the lone character at FROM, is a particle behind a word. */
static gboolean is_particle(const Cut *cut, const char *text, guint32 from)
{
    const QueryWord *last =
        cut->words->len > 0 ? &g_array_index(cut->words, QueryWord, cut->words->len - 1) : NULL;
    gboolean behind = last && last->kind == WORD_CJK && last->to == from;
    for (guint i = 0; behind && i < G_N_ELEMENTS(particles); i++)
        if (strcmp(particles[i], text) == 0)
            return TRUE;
    return FALSE;
}

/* A lone character: what the segmenter does not know it cuts into characters, so those side by side
 * make one word, unless they are empty ones. */
static void add_lone(Cut *cut, guint32 from, guint32 to)
{
    g_autofree char *text = g_strndup(cut->n->utf8 + from, to - from);
    gboolean empty = is_empty_word(text) || is_particle(cut, text, from);
    if (empty || cut->lone_to != from)
        end_lone(cut);
    if (empty) {
        add_cjk(cut->words, cut->n, from, to);
        g_array_index(cut->words, QueryWord, cut->words->len - 1).empty = TRUE;
    } else if (cut->lone_to == from && cut->lone_to > 0)
        cut->lone_to = to;
    else
        cut->lone_from = from, cut->lone_to = to;
}

static void add_string(GPtrArray *list, const Cut *cut, const Seen *seen)
{
    g_ptr_array_add(list, g_strdup(cut->tokens->terms->str + seen->term));
}

/* The word, the part of one or the sign at PLACE, which is one with the last word, if that word says
 * so, and with what follows if PLACE does: then its joined terms are what a document must hold. */
static guint32 add_atom(Cut *cut, const Place *place)
{
    const Seen *held = place->stem ? place->stem : place->word ? place->word : place->sign;
    gboolean goes_on = cut->joined_to == held->to;
    QueryWord *word;
    if (goes_on) {
        word = &g_array_index(cut->words, QueryWord, cut->words->len - 1);
        char *text = g_strndup(cut->n->utf8 + word->from, held->to - word->from);
        g_free(word->text);
        word->text = text;
        word->to = held->to;
    } else {
        word = add_word(cut->words, cut->n, place->word ? WORD_OTHER : WORD_SIGN, held->from,
                        held->to);
        word->empty |= word->kind == WORD_SIGN;
    }
    if (place->joined && word->kind != WORD_JOINED) {
        word->kind = WORD_JOINED;
        word->empty = FALSE;
    }
    if (place->joined)
        add_string(word->terms, cut, place->joined);
    else if (!goes_on)
        add_string(word->terms, cut, held);
    if (word->kind == WORD_JOINED)
        add_string(word->parts, cut, held);
    cut->joined_to = place->joined ? place->joined->to : 0;
    return held->to;
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
    if (!place->ordinal)
        return add_atom(cut, place);
    const Seen *held = place->ordinal;
    QueryWord *word = add_word(cut->words, cut->n, WORD_ORDINAL, held->from, held->to);
    add_string(word->terms, cut, held);
    return held->to;
}

/* At each place the longest word that begins there. */
static void cut_words(Cut *cut)
{
    guint32 done = 0;
    for (guint i = 0; i < cut->tokens->seen->len;) {
        Place place;
        i = read_place(cut->tokens, i, &place);
        if (place.from >= done && (place.cjk || place.word || place.sign))
            done = add_place(cut, &place);
    }
    end_lone(cut);
}

/* Marks where a piece of WORD can end (*after[i]: i bytes from its beginning) if WORD is laid out in
 * words of two characters or more; from the end backwards if BACK. */
static void mark_seams(const Cut *cut, const QueryWord *word, gboolean back, guint8 *seams)
{
    const GArray *seen = cut->tokens->seen;
    guint32 size = word->to - word->from;
    seams[back ? size : 0] = 1;
    for (guint n = 0; n < seen->len; n++) {
        const Seen *piece = &g_array_index(seen, Seen, back ? seen->len - 1 - n : n);
        if (piece->kind != TOKEN_WORD || piece->from < word->from || piece->to > word->to ||
            g_utf8_next_char(cut->n->utf8 + piece->from) == cut->n->utf8 + piece->to)
            continue;
        guint32 first = piece->from - word->from, last = piece->to - word->from;
        if (back && seams[last])
            seams[first] = 1;
        else if (!back && seams[first])
            seams[last] = 1;
    }
}

/* The pieces in which WORD can be laid out whole: 云计算 and 服务 of 云计算服务; none of 互联网, of
 * which 联网 would leave a character. */
static void add_parts(const Cut *cut, QueryWord *word)
{
    guint32 size = word->to - word->from;
    g_autofree guint8 *before = g_malloc0((gsize)size + 1), *after = g_malloc0((gsize)size + 1);
    mark_seams(cut, word, FALSE, before);
    mark_seams(cut, word, TRUE, after);
    for (guint i = 0; i < cut->tokens->seen->len; i++) {
        const Seen *piece = &g_array_index(cut->tokens->seen, Seen, i);
        if (piece->kind != TOKEN_WORD || piece->from < word->from || piece->to > word->to ||
            piece->to - piece->from == size)
            continue;
        guint32 first = piece->from - word->from, last = piece->to - word->from;
        const char *start = cut->n->utf8 + piece->from;
        if (before[first] && after[last] && g_utf8_next_char(start) < cut->n->utf8 + piece->to)
            g_ptr_array_add(word->parts, g_strndup(start, last - first));
    }
}

GArray *words_cut(Tokenizer *tokenizer, const char *text, gssize len, TokenFunc found,
                  gpointer data)
{
    GArray *words = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(words, query_word_clear);
    Tokens tokens = {.seen = g_array_new(FALSE, FALSE, sizeof(Seen)),
                     .terms = g_string_new(NULL),
                     .found = found,
                     .data = data};
    const Normalized *n = tokenizer_run(tokenizer, text, len, keep_token, &tokens);
    Cut cut = {.words = words, .n = n, .tokens = &tokens};
    cut_words(&cut);
    for (guint i = 0; i < words->len; i++) {
        QueryWord *word = &g_array_index(words, QueryWord, i);
        if (word->kind == WORD_CJK)
            add_parts(&cut, word);
    }
    g_array_unref(tokens.seen);
    g_string_free(tokens.terms, TRUE);
    return words;
}

/* Adds what CJK word MORE, which begins where WORD ends, says to WORD. */
static void join_word(QueryWord *word, const QueryWord *more)
{
    const char *last = g_utf8_prev_char(word->text + strlen(word->text));
    const char *second = g_utf8_next_char(more->text);
    g_autofree char *bound =
        g_strdup_printf("%s%.*s", last, (int)(second - more->text), more->text);
    char *text = g_strconcat(word->text, more->text, NULL);
    if (word->kind == WORD_CHAR)
        g_ptr_array_set_size(word->terms, 0);
    g_ptr_array_add(word->terms, g_steal_pointer(&bound));
    for (guint i = 0; more->kind == WORD_CJK && i < more->terms->len; i++)
        g_ptr_array_add(word->terms, g_strdup(more->terms->pdata[i]));
    g_free(word->text);
    word->text = text;
    word->kind = WORD_CJK;
    word->to = more->to;
    word->empty = FALSE;
}

static gboolean is_cjk_word(const QueryWord *word)
{
    return word->kind == WORD_CJK || word->kind == WORD_CHAR;
}

void words_join(GArray *words)
{
    for (guint i = 0; i + 1 < words->len;) {
        QueryWord *word = &g_array_index(words, QueryWord, i), *next = word + 1;
        if (!is_cjk_word(word) || !is_cjk_word(next) || word->to != next->from) {
            i++;
            continue;
        }
        join_word(word, next);
        g_array_remove_index(words, i + 1);
    }
}

static void note_bounds(const Token *token, gpointer data)
{
    guint32 bounds[] = {token->from, token->to};
    if (token->kind == TOKEN_WORD)
        g_array_append_vals(data, bounds, 2);
}

static gint by_place(gconstpointer first, gconstpointer second)
{
    guint32 a = *(const guint32 *)first, b = *(const guint32 *)second;
    return a < b ? -1 : a > b;
}

guint8 *words_bounds(Tokenizer *tokenizer, const char *text, const Normalized *n)
{
    guint8 *starts = g_malloc0((gsize)n->n_units + 1);
    g_autoptr(GArray) bounds = g_array_new(FALSE, FALSE, sizeof(guint32));
    tokenizer_run(tokenizer, text, -1, note_bounds, bounds);
    g_array_sort(bounds, by_place);
    for (guint32 unit = 0, i = 0; unit <= n->n_units; unit++) {
        for (; i < bounds->len && g_array_index(bounds, guint32, i) < n->utf8_at[unit];)
            i++;
        starts[unit] = i < bounds->len && g_array_index(bounds, guint32, i) == n->utf8_at[unit];
    }
    return starts;
}

/* The longest part of WORD that its text has at FROM, or NULL. */
static const char *part_at(const QueryWord *word, guint32 from)
{
    const char *longest = NULL;
    for (guint i = 0; i < word->parts->len; i++) {
        const char *part = word->parts->pdata[i];
        if (g_str_has_prefix(word->text + from, part) &&
            (!longest || strlen(part) > strlen(longest)))
            longest = part;
    }
    return longest;
}

/* Inserts at AT in WORDS the parts of a joined WORD; returns how many. */
static guint insert_atoms(GArray *words, guint at, const QueryWord *word)
{
    for (guint i = 0; i < word->parts->len; i++) {
        const char *part = word->parts->pdata[i];
        gboolean sign = !char_is_alnum(char_class(g_utf8_get_char(part)));
        QueryWord atom = {.kind = sign ? WORD_SIGN : WORD_OTHER,
                          .text = g_strdup(part),
                          .terms = g_ptr_array_new_with_free_func(g_free),
                          .parts = g_ptr_array_new_with_free_func(g_free),
                          .from = word->from,
                          .to = word->to};
        g_ptr_array_add(atom.terms, g_strdup(part));
        g_array_insert_val(words, at + i, atom);
    }
    return word->parts->len;
}

/* Inserts at AT in WORDS the parts in which WORD is laid out; returns how many: 0 if it cannot be. */
static guint insert_parts(GArray *words, guint at, const QueryWord *word)
{
    guint32 size = word->to - word->from, from = 0;
    const Normalized n = {.utf8 = word->text, .utf8_len = size};
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(QueryWord));
    g_array_set_clear_func(pieces, query_word_clear);
    for (const char *part; from < size && (part = part_at(word, from));) {
        guint32 to = from + (guint32)strlen(part);
        add_cjk(pieces, &n, from, to);
        QueryWord *piece = &g_array_index(pieces, QueryWord, pieces->len - 1);
        piece->from += word->from;
        piece->to += word->from;
        from = to;
    }
    if (from < size)
        return 0;
    g_array_insert_vals(words, at, pieces->data, pieces->len);
    g_array_set_clear_func(pieces, NULL);
    return pieces->len;
}

void words_take_apart(GArray *words)
{
    for (guint i = 0, n; i < words->len; i += MAX(n, 1)) {
        const QueryWord whole = g_array_index(words, QueryWord, i);
        n = whole.kind == WORD_JOINED ? insert_atoms(words, i, &whole)
            : whole.parts->len > 0    ? insert_parts(words, i, &whole)
                                      : 0;
        if (n > 0)
            g_array_remove_index(words, i + n);
    }
}

gboolean words_drop_empty(GArray *words)
{
    guint full = 0;
    for (guint i = 0; i < words->len; i++)
        full += !g_array_index(words, QueryWord, i).empty;
    for (guint i = words->len; full > 0 && i-- > 0;)
        if (g_array_index(words, QueryWord, i).empty)
            g_array_remove_index(words, i);
    return full == 0;
}
