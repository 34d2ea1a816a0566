#include "indexer/read/text-code.h"

#include <string.h>

G_STATIC_ASSERT(sizeof(TextPiece) == 16 && TEXT_CODE_SLACK >= sizeof(TextPiece));

gboolean text_code_read(const TextPiece *pieces, guint32 n, const guint8 *codes, gsize coded, guint8 *out, gsize len)
{
    const guint8 *end = codes + coded;
    gsize done = 0;
    while (done < len) {
        if (codes == end)
            return FALSE;
        guint32 code = *codes++;
        if (code >= TEXT_SHORT_CODES) {
            if (codes == end)
                return FALSE;
            code = TEXT_SHORT_CODES + ((code - TEXT_SHORT_CODES) << 8 | *codes++);
        }
        if (code >= n)
            return FALSE;
        memcpy(out + done, &pieces[code], sizeof *pieces); /* what is beyond the piece is written over */
        done += pieces[code].len;
    }
    return TRUE;
}

/* Finding the pieces, and coding. Pieces are found by what they begin with: how long those are that begin with six bytes, or
 * with three, and which one is so long. All that is looked at for a code lies in the processor's second cache, which a tree of
 * their bytes does not. */

#define NONE G_MAXUINT16
#define SLOTS 0x10000u

G_STATIC_ASSERT(TEXT_PIECES_MAX < SLOTS / 2 && G_BYTE_ORDER == G_LITTLE_ENDIAN);

typedef enum { SHORT = 3, LONG = 6 } Beginning; /* bytes of it */

struct TextCoder {
    GArray *pieces;           /* TextPiece */
    guint16 singles[256];     /* their numbers: of one byte */
    guint16 pairs[SLOTS];     /* of two, or NONE */
    guint16 numbers[SLOTS];   /* of more, by hash, or NONE */
    guint16 shorter[SLOTS];   /* by hash of SHORT bytes: 1 << n for those of n bytes below LONG */
    guint16 longer[SLOTS];    /* by hash of LONG bytes: of all others */
};

/* A piece, or what would be one, as two words. */
typedef struct {
    guint64 low, high;
} Words;

static Words words_of(const TextPiece *piece)
{
    Words words;
    memcpy(&words, piece, sizeof words);
    return words;
}

static guint32 hash(Words words)
{
    return (guint32)((words.low ^ words.high * 31) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 48);
}

/* The piece of the first LEN bytes of WORDS. */
static Words cut(Words words, guint len)
{
    guint64 last = G_MAXUINT64 >> (64 - len % 8 * 8) % 64;
    if (len < 8)
        words = (Words){words.low & last, 0};
    else if (len == 8)
        words.high = 0;
    else
        words.high &= last;
    words.high |= (guint64)len << 56;
    return words;
}

static guint32 beginning(Words words, Beginning len)
{
    return hash(cut(words, len));
}

/* Where in `numbers` the piece WORDS is, or would be. */
static guint32 place_of(const TextCoder *coder, Words words)
{
    guint32 at = hash(words);
    for (; coder->numbers[at] != NONE; at = (at + 1) % SLOTS) {
        Words other = words_of(&g_array_index(coder->pieces, TextPiece, coder->numbers[at]));
        if (other.low == words.low && other.high == words.high)
            break;
    }
    return at;
}

/* The longest piece of LENGTHS that WORDS begin with, or NONE. */
static guint32 longest_of(const TextCoder *coder, Words words, guint32 lengths)
{
    while (lengths) {
        guint len = 31u - (guint)__builtin_clz(lengths);
        guint32 number = coder->numbers[place_of(coder, cut(words, len))];
        if (number != NONE)
            return number;
        lengths ^= 1u << len;
    }
    return NONE;
}

/* The longest piece that LEFT bytes of TEXT begin with: each single byte is one. */
static guint32 longest(const TextCoder *coder, const guint8 *text, gsize left)
{
    Words words = {0, 0};
    guint32 all = left > TEXT_PIECE_MAX ? G_MAXUINT16 : (2u << left) - 1, found = NONE;
    if (left >= sizeof words)
        memcpy(&words, text, sizeof words);
    else
        memcpy(&words, text, left);
    if (left >= LONG)
        found = longest_of(coder, words, coder->longer[beginning(words, LONG)] & all);
    if (found == NONE && left >= SHORT)
        found = longest_of(coder, words, coder->shorter[beginning(words, SHORT)] & all);
    if (found == NONE && left >= 2)
        found = coder->pairs[text[0] << 8 | text[1]];
    return found == NONE ? coder->singles[text[0]] : found;
}

/* Makes it possible to find the piece NUMBER. */
static void add(TextCoder *coder, guint16 number)
{
    const TextPiece *piece = &g_array_index(coder->pieces, TextPiece, number);
    Words words = words_of(piece);
    if (piece->len == 1)
        coder->singles[piece->bytes[0]] = number;
    else if (piece->len == 2)
        coder->pairs[piece->bytes[0] << 8 | piece->bytes[1]] = number;
    else
        coder->numbers[place_of(coder, words)] = number;
    if (piece->len >= LONG)
        coder->longer[beginning(words, LONG)] |= (guint16)(1u << piece->len);
    else if (piece->len >= SHORT)
        coder->shorter[beginning(words, SHORT)] |= (guint16)(1u << piece->len);
}

static void add_all(TextCoder *coder)
{
    memset(coder->pairs, 0xff, sizeof coder->pairs);
    memset(coder->numbers, 0xff, sizeof coder->numbers);
    memset(coder->shorter, 0, sizeof coder->shorter);
    memset(coder->longer, 0, sizeof coder->longer);
    for (guint i = 0; i < coder->pieces->len; i++)
        add(coder, (guint16)i);
}

/* A piece that may be taken, and how often the sample has it. */
typedef struct {
    TextPiece piece;
    guint32 count;
} Candidate;

#define NO_SLOT G_MAXUINT32

typedef struct {
    GArray *all;    /* Candidate */
    guint32 *slots; /* their numbers by what they are, or NO_SLOT */
    guint32 mask;
} Candidates;

static guint32 *slot_of(const Candidates *candidates, const TextPiece *piece)
{
    Words words = words_of(piece);
    guint32 at = (guint32)((words.low ^ words.high * 31) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15) >> 32) & candidates->mask;
    while (candidates->slots[at] != NO_SLOT &&
           memcmp(&g_array_index(candidates->all, Candidate, candidates->slots[at]), piece, sizeof *piece) != 0)
        at = (at + 1) & candidates->mask;
    return &candidates->slots[at];
}

static void make_slots(Candidates *candidates, guint32 room)
{
    g_free(candidates->slots);
    candidates->slots = g_new(guint32, room);
    memset(candidates->slots, 0xff, room * sizeof *candidates->slots);
    candidates->mask = room - 1;
    for (guint32 i = 0; i < candidates->all->len; i++)
        *slot_of(candidates, &g_array_index(candidates->all, Candidate, i).piece) = i;
}

static void count(Candidates *candidates, const TextPiece *piece, guint32 times)
{
    guint32 *slot = slot_of(candidates, piece);
    if (*slot == NO_SLOT) {
        Candidate new = {*piece, 0};
        *slot = candidates->all->len;
        g_array_append_val(candidates->all, new);
    }
    g_array_index(candidates->all, Candidate, *slot).count += times;
    if (candidates->all->len > candidates->mask / 2)
        make_slots(candidates, 2 * (candidates->mask + 1));
}

/* FIRST and SECOND as one piece; FALSE if that would be too long. */
static gboolean join(const TextPiece *first, const TextPiece *second, TextPiece *out)
{
    if (first->len + second->len > TEXT_PIECE_MAX)
        return FALSE;
    *out = *first;
    memcpy(out->bytes + first->len, second->bytes, second->len);
    out->len = (guint8)(first->len + second->len);
    return TRUE;
}

/* Counts the pieces that the sample is cut into, and those that any two of them side by side would be. */
static void count_pieces(const TextCoder *coder, const guint8 *sample, gsize len, gboolean pairs, Candidates *candidates)
{
    const TextPiece *all = (gconstpointer)coder->pieces->data, *before = NULL;
    g_autofree guint32 *counts = g_new0(guint32, coder->pieces->len);
    for (gsize at = 0; at < len; at += before->len) {
        guint32 number = longest(coder, sample + at, len - at);
        TextPiece both;
        if (pairs && before && join(before, &all[number], &both))
            count(candidates, &both, 1);
        before = &all[number];
        counts[number]++;
    }
    for (guint i = 0; i < coder->pieces->len; i++)
        count(candidates, &all[i], counts[i]);
}

/* The characters of the sample, which pieces are to begin with. */
static void count_characters(const guint8 *sample, gsize len, Candidates *candidates)
{
    for (gsize at = 0, to; at < len; at = to) {
        TextPiece piece = {0};
        for (to = at + 1; to < len && (sample[to] & 0xc0) == 0x80 && to - at < 4; to++)
            ;
        piece.len = (guint8)(to - at);
        memcpy(piece.bytes, sample + at, piece.len);
        count(candidates, &piece, 1);
    }
}

/* What a piece saves: about its bytes. */
static guint64 worth(const Candidate *candidate)
{
    return (guint64)candidate->count * candidate->piece.len;
}

static gint by_bytes(const Candidate *a, const Candidate *b)
{
    gint order = memcmp(a->piece.bytes, b->piece.bytes, TEXT_PIECE_MAX);
    return order ? order : a->piece.len - b->piece.len;
}

static gint by_worth(gconstpointer first, gconstpointer second)
{
    guint64 a = worth(first), b = worth(second);
    return a != b ? (a > b ? -1 : 1) : by_bytes(first, second);
}

static gint by_count(gconstpointer first, gconstpointer second)
{
    guint32 a = ((const Candidate *)first)->count, b = ((const Candidate *)second)->count;
    return a != b ? (a > b ? -1 : 1) : by_bytes(first, second);
}

/* Takes every single byte, and the best of the others that save more than they take, of texts that are OF times the sample. */
static void take(TextCoder *coder, Candidates *candidates, guint of, GCompareFunc order)
{
    guint32 room = TEXT_PIECES_MAX - 256;
    g_array_sort(candidates->all, order);
    g_array_set_size(coder->pieces, 0);
    for (guint i = 0; i < candidates->all->len; i++) {
        const Candidate *candidate = &g_array_index(candidates->all, Candidate, i);
        gboolean byte = candidate->piece.len == 1;
        if (!byte && (room == 0 || candidate->count < 2 || worth(candidate) * of <= 2 * sizeof(TextPiece)))
            continue;
        room -= !byte;
        g_array_append_val(coder->pieces, candidate->piece);
    }
    add_all(coder);
}

/* Pieces grow from characters by pairs: to 2, 4, 8 and 15 bytes of Latin letters, and once more what is best. */
#define ROUNDS 5

TextCoder *text_coder_new(const guint8 *sample, gsize len, guint of)
{
    TextCoder *coder = g_new0(TextCoder, 1);
    coder->pieces = g_array_new(FALSE, FALSE, sizeof(TextPiece));
    for (guint round = 0; round <= ROUNDS + 1; round++) {
        Candidates candidates = {.all = g_array_new(FALSE, FALSE, sizeof(Candidate))};
        make_slots(&candidates, 4096);
        if (round > 0)
            count_pieces(coder, sample, len, round <= ROUNDS, &candidates);
        else
            count_characters(sample, len, &candidates);
        for (guint byte = 0; byte < 256; byte++) {
            TextPiece piece = {{(guint8)byte}, 1};
            count(&candidates, &piece, 0);
        }
        take(coder, &candidates, of, round <= ROUNDS ? by_worth : by_count); /* the shortest codes are the most frequent's */
        g_array_unref(candidates.all);
        g_free(candidates.slots);
    }
    return coder;
}

void text_coder_free(TextCoder *coder)
{
    if (!coder)
        return;
    g_array_unref(coder->pieces);
    g_free(coder);
}

const TextPiece *text_coder_pieces(const TextCoder *coder, guint32 *n)
{
    *n = coder->pieces->len;
    return (gconstpointer)coder->pieces->data;
}

void text_coder_put(const TextCoder *coder, const guint8 *text, gsize len, GByteArray *out)
{
    const TextPiece *all = (gconstpointer)coder->pieces->data;
    guint before = out->len;
    g_byte_array_set_size(out, (guint)(before + 2 * len)); /* at most two for a byte */
    guint8 *to = out->data + before;
    for (gsize at = 0; at < len;) {
        guint32 code = longest(coder, text + at, len - at);
        at += all[code].len;
        if (code >= TEXT_SHORT_CODES) {
            code -= TEXT_SHORT_CODES;
            *to++ = (guint8)(TEXT_SHORT_CODES + (code >> 8));
        }
        *to++ = (guint8)code;
    }
    g_byte_array_set_size(out, (guint)(to - out->data));
}
