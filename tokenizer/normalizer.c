#include "tokenizer/normalizer.h"

#include <string.h>

#include <unicode/unorm2.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include "tokenizer/char-class.h"
#include "tokenizer/look-alike.h"

/* The longest run of characters that is normalized as one segment: real text has a few marks on a
 * letter; a longer run (made to be slow) is cut. Unicode's Stream-Safe limit is 30. */
#define MAX_SEGMENT 64

static void reserve_units(Normalized *n, guint32 more)
{
    if (n->n_units + more + 1 <= n->room)
        return;
    n->room = MAX(n->room * 2, n->n_units + more + 256);
    n->units = g_renew(UChar, n->units, n->room);
    n->classes = g_renew(guint8, n->classes, n->room);
    n->utf8_at = g_renew(guint32, n->utf8_at, n->room);
    n->source_start = g_renew(guint32, n->source_start, n->room);
    n->source_end = g_renew(guint32, n->source_end, n->room);
}

/* The character of the last unit, if it is a Han character; else 0. */
static UChar32 last_han(const Normalized *n)
{
    UChar32 c;
    if (n->n_units == 0 || n->classes[n->n_units - 1] != CHAR_HAN)
        return 0;
    U16_GET(n->units, 0, n->n_units - 1, n->n_units, c);
    return c;
}

/* Whether C is an accent on the Latin, Greek or Cyrillic letter before it: one that makes no letter of
 * its own with it, as й is. */
static gboolean is_accent(const Normalized *n, UChar32 c)
{
    if (c < 0x300 || c > 0x36f || n->n_units == 0)
        return FALSE;
    UChar before = n->units[n->n_units - 1];
    return (before < 0x250 || (before >= 0x370 && before < 0x530)) &&
           n->classes[n->n_units - 1] == CHAR_LETTER;
}

static void append(Normalized *n, UChar32 c, guint32 start, guint32 end)
{
    guint8 class = (guint8)char_class((guint32)c);
    if (is_accent(n, c)) {
        n->source_end[n->n_units - 1] = MAX(n->source_end[n->n_units - 1], end);
        return;
    }
    if ((c == 0x3005 || c == 0x303b) && last_han(n)) /* 々 repeats */
        c = last_han(n);
    if (class == CHAR_SPACE) {
        if (n->n_units == 0 || n->classes[n->n_units - 1] == CHAR_SPACE ||
            char_is_cjk(n->classes[n->n_units - 1]))
            return;
        c = ' ';
    } else if (char_is_cjk(class) && n->n_units && n->classes[n->n_units - 1] == CHAR_SPACE) {
        n->n_units--;
    }
    n->look_alikes |= look_alike_possible(c);
    reserve_units(n, 2);
    guint32 before = n->n_units;
    U16_APPEND_UNSAFE(n->units, n->n_units, c);
    for (guint32 i = before; i < n->n_units; i++) {
        n->classes[i] = class;
        n->source_start[i] = start;
        n->source_end[i] = end;
    }
}

static void append_folded(Normalized *n, UChar32 c, guint32 value, guint32 start, guint32 end)
{
    switch (FOLD_TYPE(value)) {
    case FOLD_ONE:
        append(n, (UChar32)FOLD_PAYLOAD(value), start, end);
        break;
    case FOLD_MANY: {
        const guint32 *expansion = fold_expansions + FOLD_PAYLOAD(value);
        for (guint32 i = 1; i <= expansion[0]; i++)
            append(n, (UChar32)expansion[i], start, end);
        break;
    }
    default:
        append(n, c, start, end);
    }
}

/* A character that may combine with those before it: takes back what the source from START on gave
 * and normalizes that segment, up to the next boundary, through ICU. *POS: after the character on
 * entry, after the segment on return. */
static void append_segment(Normalized *n, const guint8 *text, gint32 len, gint32 start, gint32 *pos)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    UChar in[MAX_SEGMENT * 2], out[MAX_SEGMENT * 20];
    gint32 in_len = 0, at = start;
    while (at < len && in_len < MAX_SEGMENT) {
        UChar32 c;
        gint32 next = at;
        U8_NEXT_OR_FFFD(text, next, len, c);
        if (at >= *pos && FOLD_TYPE(fold_value((guint32)c)) != FOLD_COMBINE)
            break;
        U16_APPEND_UNSAFE(in, in_len, c);
        at = next;
    }
    *pos = at;
    while (n->n_units && n->source_start[n->n_units - 1] >= (guint32)start)
        n->n_units--;
    gint32 out_len = unorm2_normalize(nfkc, in, in_len, out, G_N_ELEMENTS(out), &status);
    if (U_FAILURE(status)) {
        append(n, 0xfffd, (guint32)start, (guint32)at);
        return;
    }
    for (gint32 i = 0; i < out_len;) {
        UChar32 c;
        U16_NEXT(out, i, out_len, c);
        append_folded(n, c, fold_value((guint32)c), (guint32)start, (guint32)at);
    }
}

/* UTF-8 beside UTF-16: both are wanted, so both are kept. */
static void encode(Normalized *n)
{
    guint32 most = n->n_units * 3 + 1;
    if (most > n->utf8_room) {
        n->utf8_room = MAX(most, n->utf8_room * 2);
        n->utf8 = g_realloc(n->utf8, n->utf8_room);
    }
    guint8 *out = (guint8 *)n->utf8;
    guint32 at = 0;
    for (guint32 i = 0; i < n->n_units;) {
        UChar32 c;
        guint32 from = i;
        U16_NEXT(n->units, i, n->n_units, c);
        for (guint32 u = from; u < i; u++)
            n->utf8_at[u] = at;
        U8_APPEND_UNSAFE(out, at, c);
    }
    n->utf8_at[n->n_units] = at;
    n->utf8_len = at;
    n->utf8[at] = '\0';
}

void normalize(Normalized *out, const char *text, gssize len)
{
    const guint8 *bytes = (const guint8 *)text;
    gsize full = len < 0 ? strlen(text) : (gsize)len;
    gint32 n = (gint32)MIN(full, NORMALIZER_MAX_BYTES);
    if (full > NORMALIZER_MAX_BYTES)
        U8_SET_CP_START(bytes, 0, n);
    out->n_units = out->n_invalid = 0;
    out->look_alikes = FALSE;
    reserve_units(out, (guint32)n);

    gint32 segment = 0; /* where the last segment began, should a mark join it */
    for (gint32 pos = 0; pos < n;) {
        gint32 start = pos;
        UChar32 c;
        U8_NEXT(bytes, pos, n, c);
        if (c < 0) {
            out->n_invalid++;
            c = 0xfffd;
        }
        guint32 value = fold_value((guint32)c);
        if (FOLD_TYPE(value) == FOLD_COMBINE) {
            append_segment(out, bytes, n, segment, &pos);
            segment = pos;
        } else {
            append_folded(out, c, value, (guint32)start, (guint32)pos);
            segment = start;
        }
    }
    if (out->n_units && out->classes[out->n_units - 1] == CHAR_SPACE)
        out->n_units--;
    out->source_start[out->n_units] = out->source_end[out->n_units] = (guint32)n;
    out->classes[out->n_units] = CHAR_OTHER;
    if (out->look_alikes)
        look_alike_fold(out, text);
    encode(out);
}

void normalized_clear(Normalized *n)
{
    g_free(n->units);
    g_free(n->classes);
    g_free(n->utf8_at);
    g_free(n->source_start);
    g_free(n->source_end);
    g_free(n->utf8);
    memset(n, 0, sizeof *n);
}

char *normalize_string(const char *text, gssize len)
{
    Normalized n = {0};
    normalize(&n, text, len);
    char *utf8 = g_steal_pointer(&n.utf8);
    normalized_clear(&n);
    return utf8;
}

gboolean normalized_inside_word(const char *utf8, gsize len, gsize pos)
{
    if (pos == 0 || pos >= len)
        return FALSE;
    const guint8 *bytes = (const guint8 *)utf8;
    gint32 at = (gint32)pos;
    UChar32 before, after;
    U8_PREV(bytes, 0, at, before);
    U8_GET(bytes, 0, (gint32)pos, (gint32)len, after);
    if (before < 0 || after < 0)
        return FALSE;
    CharClass class = char_class((guint32)before);
    return char_is_alnum(class) && class == char_class((guint32)after);
}
