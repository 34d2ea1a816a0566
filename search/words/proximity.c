#include "search/words/proximity.h"

#include <string.h>

#include "search/query/query.h"
#include "search/words/phrase.h"
#include "tokenizer/char-class.h"

/* A phrase of more pieces is held by these. */
#define MAX_PIECES 64u

static void add_piece(Proximity *proximity, const char *text, gsize len)
{
    char *piece = normalize_string(text, (gssize)len);
    if (*piece && proximity->pieces->len < MAX_PIECES)
        g_ptr_array_add(proximity->pieces, piece);
    else
        g_free(piece);
}

static void cut_at_spaces(Proximity *proximity, const char *text)
{
    const char *start = text;
    for (const char *at = text;; at = g_utf8_next_char(at)) {
        if (*at && !g_unichar_isspace(g_utf8_get_char(at)))
            continue;
        add_piece(proximity, start, (gsize)(at - start));
        if (!*at)
            return;
        start = g_utf8_next_char(at);
    }
}

static void cut_in_words(Proximity *proximity, Tokenizer *tokenizer, const char *text)
{
    g_autoptr(GArray) words = words_cut(tokenizer, text, -1, NULL, NULL);
    if (words->len == 1)
        words_take_apart(words);
    g_ptr_array_set_size(proximity->pieces, 0);
    for (guint i = 0; i < words->len; i++) {
        const char *word = g_array_index(words, QueryWord, i).text;
        add_piece(proximity, word, strlen(word));
    }
}

Proximity *proximity_new(Tokenizer *tokenizer, const char *text, guint slack)
{
    Proximity *proximity = g_new0(Proximity, 1);
    proximity->pieces = g_ptr_array_new_with_free_func(g_free);
    proximity->slack = MIN(slack, QUERY_SLACK_MOST);
    cut_at_spaces(proximity, text);
    if (proximity->pieces->len < 2)
        cut_in_words(proximity, tokenizer, text);
    return proximity;
}

void proximity_free(Proximity *proximity)
{
    if (!proximity)
        return;
    g_ptr_array_unref(proximity->pieces);
    g_free(proximity);
}

/* Where each piece stands: an array of gsize by piece. */
static GPtrArray *find_pieces(const Proximity *proximity, const char *text, gsize len)
{
    GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    for (guint i = 0; i < proximity->pieces->len; i++) {
        const char *piece = proximity->pieces->pdata[i];
        GArray *found = g_array_new(FALSE, FALSE, sizeof(gsize));
        gsize from = 0, size = strlen(piece);
        for (gssize at; (at = phrase_find(text, len, piece, size, from)) >= 0;) {
            gsize start = (gsize)at;
            g_array_append_val(found, start);
            from = start + 1;
        }
        g_ptr_array_add(all, found);
        if (found->len == 0)
            break;
    }
    return all;
}

/* What stands in bytes [from, to) of TEXT, counted up to MOST + 1. */
static guint count_between(const char *text, gsize from, gsize to, guint most)
{
    guint n = 0;
    gboolean in_word = FALSE;
    for (const char *at = text + from; at < text + to && n <= most; at = g_utf8_next_char(at)) {
        CharClass class = char_class(g_utf8_get_char(at));
        if (char_is_cjk(class) || (char_is_alnum(class) && !in_word))
            n++;
        in_word = char_is_alnum(class) && !char_is_cjk(class);
    }
    return n;
}

/* The first of the places FOUND at or after AT, or LEN. */
static gsize next_place(const GArray *found, gsize at, gsize len)
{
    guint low = 0, high = found->len;
    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(found, gsize, middle) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < found->len ? g_array_index(found, gsize, low) : len;
}

typedef struct {
    const Proximity *proximity;
    const GPtrArray *found; /* by piece */
    const char *text;
    gsize len;
    ProximityPlace places[MAX_PIECES]; /* of the pieces taken so far */
    guint n;
} Walk;

static gboolean take(Walk *walk, guint64 *taken, guint piece, gsize at)
{
    const char *text = walk->proximity->pieces->pdata[piece];
    ProximityPlace *place = &walk->places[walk->n++];
    *taken |= (guint64)1 << piece;
    place->from = at;
    phrase_find_span(walk->text, walk->len, text, strlen(text), at, &place->to);
    return walk->n == walk->proximity->pieces->len;
}

/* From PIECE at START on: always the piece that comes next, of those at one place the longest. */
static gboolean walk_from(Walk *walk, guint piece, gsize start)
{
    const GPtrArray *pieces = walk->proximity->pieces;
    guint64 taken = 0;
    guint left = walk->proximity->slack;
    walk->n = 0;
    for (gboolean done = take(walk, &taken, piece, start); !done;) {
        gsize end = walk->places[walk->n - 1].to, best = walk->len;
        for (guint i = 0; i < pieces->len; i++) {
            gsize at = taken & (guint64)1 << i
                           ? walk->len
                           : next_place(walk->found->pdata[i], end, walk->len);
            if (at < best || (at == best && at < walk->len &&
                              strlen(pieces->pdata[i]) > strlen(pieces->pdata[piece]))) {
                best = at;
                piece = i;
            }
        }
        guint between = best < walk->len ? count_between(walk->text, end, best, left) : left + 1;
        if (between > left)
            return FALSE;
        left -= between;
        done = take(walk, &taken, piece, best);
    }
    return TRUE;
}

gboolean proximity_find(const Proximity *proximity, const char *text, gsize len, GArray *places)
{
    g_autoptr(GPtrArray) found = find_pieces(proximity, text, len);
    Walk walk = {.proximity = proximity, .found = found, .text = text, .len = len};
    gboolean any = FALSE;
    if (found->len == 0 || ((GArray *)found->pdata[found->len - 1])->len == 0)
        return FALSE;
    for (guint i = 0; i < found->len; i++) {
        const GArray *starts = found->pdata[i];
        for (guint s = 0; s < starts->len; s++) {
            if (!walk_from(&walk, i, g_array_index(starts, gsize, s)))
                continue;
            any = TRUE;
            if (!places)
                return TRUE;
            g_array_append_vals(places, walk.places, walk.n);
        }
    }
    return any;
}
