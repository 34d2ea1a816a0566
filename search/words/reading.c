#include "search/words/reading.h"

#include <string.h>

#include "tokenizer/symbol.h"
#include "search/words/words.h"

/* What a stretch of a run costs. A character alone is most likely a part of a word that was cut
 * through; one that the lists have (水) or that joins words (和) may be a word. */
enum {
    COST_LISTED = 3,       /* a word of the lists */
    COST_WORD = 3,         /* one of the segmenter's alone, and for each character of it: */
    COST_WORD_CHARACTER = 2,
    COST_LISTED_CHARACTER = 7,
    COST_JOINING_CHARACTER = 4,
    COST_LONE_CHARACTER = 16,
};

#define LONGEST_WORD 12u /* characters */

/* Words are asked of the segmenter one by one in runs of at most so many characters, */
#define LONGEST_PROBED_RUN 24u
/* and of at most so many. */
#define LONGEST_PROBED 4u

/* A stretch of a run, in characters, and how it is known. */
typedef enum { STRETCH_NONE, STRETCH_WORD, STRETCH_LISTED } Stretch;

typedef struct {
    Tokenizer *tokenizer;
    const Expander *expander;
    const char *text;
    guint32 *at;       /* bytes: where its characters begin, and its end */
    guint n;           /* characters */
    guint8 *stretches; /* Stretch, by n * LONGEST_WORD: the first character and the length - 1 */
    guint *costs;      /* of the run from each character on */
    guint8 *chosen;    /* the length of the word that begins there */
} Run;

static guint8 *stretch(const Run *run, guint first, guint len)
{
    return &run->stretches[first * LONGEST_WORD + len - 1];
}

static void note_listed(const Run *run)
{
    g_autoptr(GString) word = g_string_new(NULL);
    for (guint i = 0; i < run->n; i++) {
        g_string_truncate(word, 0);
        for (guint len = 1; len <= LONGEST_WORD && i + len <= run->n; len++) {
            guint32 from = run->at[i + len - 1];
            g_string_append_len(word, run->text + from, run->at[i + len] - from);
            ExpanderMatch match = expander_match(run->expander, word->str);
            if (match == EXPANDER_NONE)
                break;
            if (match == EXPANDER_WORD)
                *stretch(run, i, len) = STRETCH_LISTED;
        }
    }
}

/* The character of RUN that begins at byte AT, or run->n. */
static guint character_at(const Run *run, guint32 at)
{
    guint low = 0, high = run->n;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (run->at[middle] < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A word of the segmenter: from one byte to another. */
typedef struct {
    guint32 from, to;
} Piece;

static void note_piece(const Token *token, gpointer data)
{
    Piece piece = {token->from, token->to};
    if (token->kind == TOKEN_WORD)
        g_array_append_val(data, piece);
}

static void note_words(const Run *run, const GArray *pieces)
{
    for (guint i = 0; i < pieces->len; i++) {
        const Piece *piece = &g_array_index(pieces, Piece, i);
        if (piece->from < run->at[0] || piece->to > run->at[run->n])
            continue;
        guint first = character_at(run, piece->from), end = character_at(run, piece->to);
        guint len = end - first;
        if (len >= 2 && len <= LONGEST_WORD && *stretch(run, first, len) == STRETCH_NONE)
            *stretch(run, first, len) = STRETCH_WORD;
    }
}

static gboolean joins_words(const Run *run, guint i)
{
    static const char *const joining[] = {"的", "和", "与", "及", "或"};
    guint32 size = run->at[i + 1] - run->at[i];
    for (guint k = 0; k < G_N_ELEMENTS(joining); k++)
        if (strlen(joining[k]) == size && memcmp(run->text + run->at[i], joining[k], size) == 0)
            return TRUE;
    return FALSE;
}

static guint cost_of(const Run *run, guint first, guint len)
{
    Stretch known = *stretch(run, first, len);
    if (len > 1)
        return known == STRETCH_LISTED ? COST_LISTED : COST_WORD + len * COST_WORD_CHARACTER;
    if (joins_words(run, first))
        return COST_JOINING_CHARACTER;
    return known == STRETCH_LISTED ? COST_LISTED_CHARACTER : COST_LONE_CHARACTER;
}

/* Chooses the cheapest words from each character on; of equal ones the longest, since a character that
 * is left rather ends a compound than begins it: 低压电器 and 件 in 低压电器件. */
static void choose(const Run *run)
{
    run->costs[run->n] = 0;
    for (guint i = run->n; i-- > 0;) {
        run->costs[i] = G_MAXUINT;
        for (guint len = MIN(LONGEST_WORD, run->n - i); len >= 1; len--) {
            if (len > 1 && *stretch(run, i, len) == STRETCH_NONE)
                continue;
            guint cost = cost_of(run, i, len) + run->costs[i + len];
            if (cost < run->costs[i]) {
                run->costs[i] = cost;
                run->chosen[i] = (guint8)len;
            }
        }
    }
}

/* Whether a character is alone beside a word that the lists have. */
static gboolean leaves_alone(const Run *run)
{
    gboolean lone = FALSE, listed = FALSE;
    for (guint i = 0; i < run->n; i += run->chosen[i]) {
        gboolean was_lone = lone, was_listed = listed;
        listed = run->chosen[i] > 1 && *stretch(run, i, run->chosen[i]) == STRETCH_LISTED;
        lone = run->chosen[i] == 1 && cost_of(run, i, 1) == COST_LONE_CHARACTER;
        if ((lone && was_listed) || (listed && was_lone))
            return TRUE;
    }
    return FALSE;
}

typedef struct {
    guint32 len;
    gboolean is_word;
} Whole;

static void seek_whole(const Token *token, gpointer data)
{
    Whole *whole = data;
    whole->is_word |= token->kind == TOKEN_WORD && token->from == 0 && token->to == whole->len;
}

/* Notes what the segmenter knows as a word when it stands alone: in a run it gives one way to cut. */
static void probe(const Run *run)
{
    for (guint i = 0; i < run->n; i++)
        for (guint len = 2; len <= LONGEST_PROBED && i + len <= run->n; len++) {
            if (*stretch(run, i, len) != STRETCH_NONE)
                continue;
            Whole whole = {run->at[i + len] - run->at[i], FALSE};
            tokenizer_run(run->tokenizer, run->text + run->at[i], (gssize)whole.len, seek_whole,
                          &whole);
            if (whole.is_word)
                *stretch(run, i, len) = STRETCH_WORD;
        }
}

/* Reads the run of CJK characters that begin at the bytes AT (the last: its end). */
static void read_run(Tokenizer *tokenizer, const Expander *expander, const char *text, GArray *at,
                     const GArray *pieces, guint8 *bounds)
{
    guint n = at->len - 1;
    g_autofree guint8 *stretches = g_malloc0((gsize)n * LONGEST_WORD);
    g_autofree guint *costs = g_new(guint, n + 1);
    g_autofree guint8 *chosen = g_malloc0((gsize)n + 1);
    Run run = {tokenizer, expander, text, &g_array_index(at, guint32, 0), n, stretches, costs,
               chosen};
    note_listed(&run);
    note_words(&run, pieces);
    choose(&run);
    if (n <= LONGEST_PROBED_RUN && leaves_alone(&run)) {
        probe(&run);
        choose(&run);
    }
    for (guint i = 0; i < n; i += chosen[i])
        bounds[run.at[i]] = TRUE;
    bounds[run.at[n]] = TRUE;
}

guint8 *reading_bounds(Tokenizer *tokenizer, const Expander *expander, const char *text)
{
    guint32 len = (guint32)strlen(text), at = 0, code = 0;
    guint8 *bounds = g_malloc0((gsize)len + 1);
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_autoptr(GArray) run = g_array_new(FALSE, FALSE, sizeof(guint32));
    tokenizer_run(tokenizer, text, -1, note_piece, pieces);
    for (guint32 from = 0;; from = at) {
        SymbolKind kind = symbol_next(text, len, &at, &code);
        if (kind == SYMBOL_CJK) {
            g_array_append_val(run, from);
            continue;
        }
        if (run->len > 0) {
            g_array_append_val(run, from);
            read_run(tokenizer, expander, text, run, pieces, bounds);
            g_array_set_size(run, 0);
        }
        if (kind == SYMBOL_WORD)
            bounds[from] = bounds[at] = TRUE;
        if (kind == SYMBOL_END)
            return bounds;
    }
}
