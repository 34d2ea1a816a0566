/* Writes the fold table of the normalizer as C source to standard output; run at build time.
 *
 * Each code point is folded by NFKC_Casefold (UAX #31), then every resulting character by
 * CJK radical → ideograph, punctuation variants → one form, traditional → simplified, Latin and Greek
 * letters with accents → without. Signs that say more than the letters that NFKC makes of them (№, ½)
 * stay as they are. Simplified characters come from ICU's Hant-Hans transliterator applied to single characters: it is slow to open and
 * errs in context, so it is used here and never at run time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utrans.h>

#include "tokenizer/char-class.h"
#include "unicode/han.h"

#define CODE_POINTS 0x110000
#define BLOCK (1 << FOLD_BLOCK_SHIFT)

/* Punctuation that the field's texts use interchangeably. */
static const struct {
    UChar32 first, last, to;
} punctuation[] = {
    {0x2010, 0x2015, '-'},    {0x2212, 0x2212, '-'},    {0x2e3a, 0x2e3b, '-'},
    {0x2500, 0x2500, '-'},    {0x301c, 0x301c, '~'},    {0x223c, 0x223c, '~'},
    {0x2022, 0x2022, 0x00b7}, {0x2027, 0x2027, 0x00b7}, {0x2219, 0x2219, 0x00b7},
    {0x22c5, 0x22c5, 0x00b7}, {0x30fb, 0x30fb, 0x00b7}, {0x2018, 0x201b, '\''},
    {0x201c, 0x201f, '"'},    {0x2044, 0x2044, '/'},    {0x2215, 0x2215, '/'},
};

/* Letters that are read as others though Unicode does not decompose them, casefolded. */
static const struct {
    UChar32 from;
    UChar to[3];
} letters[] = {
    {0x00e6, u"ae"}, {0x00f0, u"d"}, {0x00f8, u"o"}, {0x00fe, u"th"}, {0x0111, u"d"},
    {0x0127, u"h"},  {0x0131, u"i"}, {0x0142, u"l"}, {0x014b, u"n"},  {0x0153, u"oe"},
    {0x0167, u"t"},  {0x0180, u"b"}, {0x0268, u"i"}, {0x0451, {0x0435}}, {0x0450, {0x0435}},
};

/* Signs that NFKC turns into letters or digits, but readers do not: № is not "no", ½ not 1 and 2.
 * (℃ and ℉ become ° and a letter, as many write them; units in a square are their letters.) */
static const struct {
    UChar32 first, last;
} whole_signs[] = {
    {0x00bc, 0x00be}, {0x2100, 0x2101}, {0x2105, 0x2106}, {0x2116, 0x2116}, {0x2120, 0x2122},
    {0x213b, 0x213b}, {0x2150, 0x215f}, {0x2189, 0x2189},
};

static int is_whole_sign(UChar32 c)
{
    for (size_t i = 0; i < sizeof whole_signs / sizeof *whole_signs; i++)
        if (c >= whole_signs[i].first && c <= whole_signs[i].last)
            return 1;
    return 0;
}

static const UNormalizer2 *normalizer, *decomposer;
static UTransliterator *simplifier;

static void check(UErrorCode status, const char *what)
{
    if (U_FAILURE(status)) {
        fprintf(stderr, "make-fold-table: %s: %s\n", what, u_errorName(status));
        exit(1);
    }
}

static int is_han(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HAN;
}

static UChar32 simplify_once(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar text[8];
    int32_t len = 0;
    U16_APPEND_UNSAFE(text, len, c);
    int32_t limit = len;
    utrans_transUChars(simplifier, text, &len, 8, 0, &limit, &status);
    check(status, "simplify");
    UChar32 out;
    int32_t i = 0;
    U16_NEXT(text, i, len, out);
    return i == len ? out : c;
}

/* Until nothing changes (薴 → 苧 → 苎), so that folding what is folded leaves it alone. ICU
 * simplifies 苎 to 苧 and 苧 to 苎: of such a circle, the first in code point order. */
static UChar32 simplify(UChar32 c)
{
    UChar32 least = c;
    if (!is_han(c))
        return c;
    for (int i = 0; i < 8; i++) {
        UChar32 simpler = simplify_once(c);
        if (simpler == c)
            return c;
        if (i >= 4) /* by now within the circle */
            least = i == 4 || simpler < least ? simpler : least;
        c = simpler;
    }
    return least;
}

static UChar32 fold_character(UChar32 c)
{
    c = (UChar32)han_of_radical((uint32_t)c);
    for (size_t i = 0; i < sizeof punctuation / sizeof *punctuation; i++)
        if (c >= punctuation[i].first && c <= punctuation[i].last)
            return punctuation[i].to;
    return simplify(c);
}

/* Whether C is a term of its own: what Unicode calls a symbol, and signs of percent. Not what
 * keyboards have, which texts are full of and queries use otherwise, nor what stands for nothing. */
static int is_sign(UChar32 c)
{
    uint32_t symbols = U_GC_SM_MASK | U_GC_SC_MASK | U_GC_SO_MASK;
    if (c < 0x80)
        return c == '%' || c == '$';
    if (is_whole_sign(c) || c == 0x2030 || c == 0x2031)
        return 1;
    return (U_GET_GC_MASK(c) & symbols) && c != 0xfffc && c != 0xfffd;
}

static CharClass classify(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (is_sign(c))
        return CHAR_SIGN;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
        /* 〇 and the Hangzhou numerals are no letters to Unicode, but characters to readers. */
        return u_isalnum(c) || u_charType(c) == U_LETTER_NUMBER ? CHAR_HAN : CHAR_OTHER;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
        return CHAR_KANA;
    case USCRIPT_HANGUL:
        return CHAR_HANGUL;
    default:
        break;
    }
    if (c == 0x30fc) /* the long vowel mark belongs to both kana scripts */
        return CHAR_KANA;
    if (u_isUWhiteSpace(c) || u_iscntrl(c))
        return CHAR_SPACE;
    if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
        return CHAR_DIGIT;
    if (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK))
        return CHAR_LETTER;
    return CHAR_OTHER;
}

static uint32_t *expansions;
static size_t n_expansions, room_expansions;

static uint32_t add_expansion(const UChar32 *points, int n)
{
    if (n_expansions + 1 + (size_t)n > room_expansions) {
        room_expansions = room_expansions * 2 + 1024;
        expansions = realloc(expansions, room_expansions * sizeof *expansions);
        if (!expansions)
            exit(1);
    }
    uint32_t at = (uint32_t)n_expansions;
    expansions[n_expansions++] = (uint32_t)n;
    for (int i = 0; i < n; i++)
        expansions[n_expansions++] = (uint32_t)points[i];
    return at;
}

/* Latin and Greek letters without their accents: appends what C becomes to POINTS; returns how many.
 * Letters of other scripts are others with their marks (й, が). */
static int fold_letter(UChar32 c, UChar32 *points)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar out[16];
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        int n = 0;
        for (; letters[i].from == c && letters[i].to[n]; n++)
            points[n] = letters[i].to[n];
        if (n)
            return n;
    }
    UScriptCode script = uscript_getScript(c, &status);
    int32_t len = unorm2_getDecomposition(decomposer, c, out, 16, &status);
    check(status, "decompose");
    *points = c;
    if (len <= 0 || (script != USCRIPT_LATIN && script != USCRIPT_GREEK))
        return 1;
    UChar32 base;
    U16_GET(out, 0, 0, len, base);
    return base == c ? 1 : fold_letter(base, points); /* ǿ → ø → o */
}

static uint32_t value_of(UChar32 c)
{
    uint32_t class = (uint32_t)classify(c) << 28;
    if (U_IS_SURROGATE(c) || is_whole_sign(c))
        return class | FOLD_SAME << 26;
    if (!unorm2_hasBoundaryBefore(normalizer, c))
        return class | FOLD_COMBINE << 26;
    UErrorCode status = U_ZERO_ERROR;
    UChar in[2], out[64];
    int32_t in_len = 0;
    U16_APPEND_UNSAFE(in, in_len, c);
    int32_t len = unorm2_normalize(normalizer, in, in_len, out, 64, &status);
    check(status, "normalize");
    UChar32 points[128];
    int n = 0;
    for (int32_t i = 0; i < len;) {
        UChar32 p;
        U16_NEXT(out, i, len, p);
        n += fold_letter(fold_character(p), points + n);
    }
    if (n == 1 && points[0] == c)
        return class | FOLD_SAME << 26;
    if (n == 1)
        return class | FOLD_ONE << 26 | (uint32_t)points[0];
    return class | FOLD_MANY << 26 | add_expansion(points, n);
}

static void print_array(const char *type, const char *name, const uint32_t *values, size_t n)
{
    printf("const %s %s[] = {", type, name);
    for (size_t i = 0; i < n; i++)
        printf("%s0x%x,", i % 12 ? "" : "\n", values[i]);
    printf("\n};\n");
}

int main(void)
{
    UErrorCode status = U_ZERO_ERROR;
    normalizer = unorm2_getNFKCCasefoldInstance(&status);
    check(status, "NFKC_Casefold");
    decomposer = unorm2_getNFDInstance(&status);
    check(status, "NFD");
    static const UChar id[] = u"Hant-Hans";
    simplifier = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    check(status, "Hant-Hans");

    static uint32_t blocks[CODE_POINTS / BLOCK];
    static uint32_t values[CODE_POINTS];
    size_t n_blocks = 0;
    for (UChar32 c = 0; c < CODE_POINTS; c += BLOCK) {
        uint32_t *block = values + n_blocks * BLOCK;
        for (int i = 0; i < BLOCK; i++)
            block[i] = value_of(c + i);
        size_t same = 0;
        while (same < n_blocks && memcmp(values + same * BLOCK, block, sizeof *block * BLOCK))
            same++;
        blocks[c / BLOCK] = (uint32_t)same;
        if (same == n_blocks)
            n_blocks++;
    }
    printf("/* Generated by make-fold-table. */\n#include \"tokenizer/char-class.h\"\n");
    print_array("uint16_t", "fold_blocks", blocks, CODE_POINTS / BLOCK);
    print_array("uint32_t", "fold_values", values, n_blocks * BLOCK);
    print_array("uint32_t", "fold_expansions", expansions, n_expansions);
    utrans_close(simplifier);
    free(expansions);
    return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
