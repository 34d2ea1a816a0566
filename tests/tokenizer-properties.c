/* What holds for the tokenizer whatever the text: the normalizer against ICU, offsets, hostile
 * bytes, texts without an end; the lexicon and the ordinals by themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>
#include <unicode/utrans.h>

#include "tests/random-char.h"
#include "tokenizer/ordinal.h"
#include "tokenizer/tokenizer.h"

#define ROUNDS 3000

static GString *random_text(GRand *rand, int most)
{
    static const char *const pieces[] = {
        "GB/T 22239-2019", "云计算服务", "第三十三条", "ISO/IEC 27001", "20230241-T-469",
        "責任人",          "Systems",    " ",          "\xcc\x81",      "。",
        "35 kV",           "H2O",        "25 ℃",       "non-metallic",   "10~35 kV",
        "№",               "人々",       "АBC",        "½",              "😀",
    };
    GString *text = g_string_new(NULL);
    for (int n = g_rand_int_range(rand, 0, most); n > 0; n--)
        if (g_rand_int_range(rand, 0, 8))
            g_string_append_unichar(text, random_char(rand));
        else
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
    return text;
}

static gboolean is_han(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(c, &status) == USCRIPT_HAN;
}

static UChar32 simplify_with_icu(UTransliterator *simplifier, UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (c == 0x82e7) /* 苧 and 苎 are each other's simplification to ICU */
        return 0x82ce;
    for (UChar32 before = 0; before != c && c != 0x82ce && is_han(c);) {
        UChar one[8];
        int32_t n = 0, at = 0;
        U16_APPEND_UNSAFE(one, n, c);
        int32_t limit = n;
        utrans_transUChars(simplifier, one, &n, 8, 0, &limit, &status);
        before = c;
        U16_NEXT(one, at, n, c);
    }
    assert_true(U_SUCCESS(status));
    return c;
}

/* C without the accents of Latin and Greek letters. */
static UChar32 without_accents(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(c, &status);
    UChar out[16];
    const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
    int32_t len = unorm2_getDecomposition(nfd, c, out, G_N_ELEMENTS(out), &status);
    if (len > 0 && (script == USCRIPT_LATIN || script == USCRIPT_GREEK))
        U16_GET(out, 0, 0, len, c);
    return c;
}

/* Whether C is an accent that is dropped after BEFORE. */
static gboolean is_dropped(UChar32 before, UChar32 c)
{
    return c >= 0x300 && c <= 0x36f && u_isalpha(before) &&
           (before < 0x250 || (before >= 0x370 && before < 0x530));
}

/* The oracle: NFKC_Casefold of the whole text, then each character simplified and without accents,
 * by ICU alone, and without white space (which is collapsed by rules of our own). */
static GString *fold_with_icu(const char *text, UTransliterator *simplifier)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&status);
    static UChar in[8192], out[65536];
    int32_t n_in;
    u_strFromUTF8(in, G_N_ELEMENTS(in), &n_in, text, -1, &status);
    int32_t len = unorm2_normalize(nfkc, in, n_in, out, G_N_ELEMENTS(out), &status);
    assert_true(U_SUCCESS(status));
    GString *folded = g_string_new(NULL);
    UChar32 before = 0;
    for (int32_t i = 0; i < len;) {
        UChar32 c;
        U16_NEXT(out, i, len, c);
        c = without_accents(simplify_with_icu(simplifier, c));
        if (is_dropped(before, c))
            continue;
        before = c;
        if (!u_isUWhiteSpace(c) && !u_iscntrl(c))
            g_string_append_unichar(folded, (gunichar)c);
    }
    return folded;
}

/* Whether the normalizer folds C beyond that: radicals, dashes, dots, quotes, slashes, tildes, marks
 * of repetition, letters that are read as others, what may look like a Latin letter; or less than
 * that: signs. */
static gboolean is_folded_further(gunichar c)
{
    static const gunichar single[] = {
        0x2022, 0x2027, 0x2044, 0x2212, 0x2215, 0x2219, 0x223c, 0x22c5, 0x2500, 0x2e3a, 0x2e3b,
        0x301c, 0x30fb, 0x3005, 0x303b, 0xe6,   0xf0,   0xf8,   0xfe,   0x111,  0x127,  0x131,
        0x142,  0x14b,  0x153,  0x167,  0x180,  0x268,
    };
    if ((c >= 0x2100 && c <= 0x218f) || (c >= 0xbc && c <= 0xbe))
        return TRUE;
    UErrorCode status = U_ZERO_ERROR;
    UChar in[2], out[64];
    int32_t n = 0, i = 0;
    U16_APPEND_UNSAFE(in, n, c);
    int32_t len = unorm2_normalize(unorm2_getNFKCInstance(&status), in, n, out, 64, &status);
    while (i < len) {
        UChar32 p;
        U16_NEXT(out, i, len, p);
        p = without_accents(u_foldCase(p, U_FOLD_CASE_DEFAULT));
        if ((p >= 0x2e80 && p <= 0x2eff) || (p >= 0x2010 && p <= 0x201f) ||
            (p >= 0x370 && p < 0x530))
            return TRUE;
        for (gsize k = 0; k < G_N_ELEMENTS(single); k++)
            if (single[k] == (gunichar)p)
                return TRUE;
    }
    return FALSE;
}

static void test_normalizer_is_icu(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    UErrorCode status = U_ZERO_ERROR;
    UTransliterator *simplifier =
        utrans_openU(u"Hant-Hans", -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    (void)state;
    assert_true(U_SUCCESS(status));
    for (int round = 0; round < ROUNDS; round++) {
        GString *text = g_string_new(NULL);
        for (int n = g_rand_int_range(rand, 0, 40); n > 0; n--) {
            gunichar c = random_char(rand);
            if (!is_folded_further(c))
                g_string_append_unichar(text, c);
        }
        GString *expected = fold_with_icu(text->str, simplifier);
        g_autofree char *got = normalize_string(text->str, (gssize)text->len);
        g_auto(GStrv) words = g_strsplit(got, " ", -1);
        g_autofree char *joined = g_strjoinv("", words);
        assert_string_equal(joined, expected->str);
        g_string_free(text, TRUE);
        g_string_free(expected, TRUE);
    }
    utrans_close(simplifier);
}

/* What is normalized stays as it is. */
static void test_normalizer_is_idempotent(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(2);
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        GString *text = random_text(rand, 30);
        g_autofree char *once = normalize_string(text->str, (gssize)text->len);
        g_autofree char *twice = normalize_string(once, -1);
        assert_string_equal(once, twice);
        g_string_free(text, TRUE);
    }
}

typedef struct {
    const char *text;
    guint32 len;
    const Normalized *normalized;
    guint32 last_start, last_from;
    guint n;
} Checked;

static gboolean on_boundary(const char *text, guint32 len, guint32 at)
{
    return at <= len && (at == len || ((guint8)text[at] & 0xc0) != 0x80);
}

/* Every token lies on characters of the text, in order, and is what its own slice gives. */
static void check_token(const Token *token, gpointer data)
{
    Checked *checked = data;
    assert_true(token->len > 0 && token->len <= TOKEN_MAX_BYTES);
    assert_true(g_utf8_validate(token->term, token->len, NULL));
    assert_true(token->start < token->end);
    assert_true(on_boundary(checked->text, checked->len, token->start));
    assert_true(on_boundary(checked->text, checked->len, token->end));
    assert_true(token->from < token->to);
    assert_true(token->start >= checked->last_start && token->from >= checked->last_from);
    assert_int_equal(token->same_place, checked->n && token->from == checked->last_from);
    checked->last_start = token->start;
    checked->last_from = token->from;
    checked->n++;
    gboolean as_it_stands = token->kind <= TOKEN_WORD || token->kind == TOKEN_SIGN;
    if (!as_it_stands || token->len == TOKEN_MAX_BYTES ||
        g_str_has_prefix(checked->text + token->start, "々")) /* repeats what is before */
        return;
    g_autofree char *slice =
        normalize_string(checked->text + token->start, (gssize)(token->end - token->start));
    g_autofree char *term = g_strndup(token->term, token->len);
    /* One character of the text may give several (㍿, ½), and a token be some of them. */
    assert_non_null(strstr(slice, term));
}

static void test_offsets(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, NULL);
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        GString *text = random_text(rand, 40);
        Checked checked = {.text = text->str, .len = (guint32)text->len};
        const Normalized *n =
            tokenizer_run(tokenizer, text->str, (gssize)text->len, check_token, &checked);
        assert_int_equal(n->n_invalid, 0);
        for (guint32 i = 0; i < n->n_units; i++) {
            assert_true(n->source_start[i] < n->source_end[i]);
            assert_true(i == 0 || n->source_start[i] >= n->source_start[i - 1]);
        }
        g_string_free(text, TRUE);
    }
}

typedef struct {
    GHashTable *terms;
    gboolean one; /* those that every spelling has */
} Terms;

static void note_term(const Token *token, gpointer data)
{
    Terms *terms = data;
    if (!terms->one || token->is_one)
        g_hash_table_add(terms->terms, g_strndup(token->term, token->len));
}

static GHashTable *terms_of(Tokenizer *tokenizer, const char *text, gboolean one)
{
    GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Terms terms = {set, one};
    tokenizer_run(tokenizer, text, -1, note_term, &terms);
    return set;
}

/* Glued, with a hyphen or with a space: what is one has the same joined terms, beside parts of the
 * same letters and digits. */
static void test_spellings(void **state)
{
    static const char *const letters[] = {"kV", "Hz", "mm", "μm", "H", "o", "x", "RS", "USB", "PM",
                                          "GHz", "IPv", "Web", "phase", "°C", "%", "co", "V"};
    static const char *const numbers[] = {"1", "2", "35", "2.5", "485", "2019", "1000", "3.0"};
    static const char *const seams[] = {"", " ", "-"};
    g_autoptr(GRand) rand = g_rand_new_with_seed(6);
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(NULL, NULL);
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        const char *a = letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))];
        const char *b = numbers[g_rand_int_range(rand, 0, G_N_ELEMENTS(numbers))];
        gboolean number_first = g_rand_boolean(rand) || !g_ascii_isalpha(a[0]);
        const char *first = number_first ? b : a, *second = number_first ? a : b;
        g_autofree char *glued = g_strconcat(first, second, NULL);
        g_autoptr(GHashTable) glued_one = terms_of(tokenizer, glued, TRUE);
        for (gsize s = 1; s < G_N_ELEMENTS(seams); s++) {
            g_autofree char *apart = g_strconcat(first, seams[s], second, NULL);
            g_autoptr(GHashTable) one = terms_of(tokenizer, apart, TRUE);
            g_autoptr(GHashTable) all = terms_of(tokenizer, apart, FALSE);
            g_autoptr(GHashTable) glued_all = terms_of(tokenizer, glued, FALSE);
            GHashTableIter iter;
            gpointer term;
            assert_int_equal(g_hash_table_size(one), g_hash_table_size(glued_one));
            for (g_hash_table_iter_init(&iter, all); g_hash_table_iter_next(&iter, &term, NULL);)
                assert_true(g_hash_table_contains(glued_all, term));
            for (g_hash_table_iter_init(&iter, one); g_hash_table_iter_next(&iter, &term, NULL);)
                assert_true(g_hash_table_contains(glued_one, term));
        }
    }
}

static void check_hostile(const Token *token, gpointer data)
{
    Checked *checked = data;
    assert_true(token->start < token->end && token->end <= checked->len);
    assert_true(token->len > 0 && token->len <= TOKEN_MAX_BYTES);
    assert_true(g_utf8_validate(token->term, token->len, NULL));
    checked->n++;
}

static void test_random_bytes(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(4);
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, NULL);
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        guint32 len = (guint32)g_rand_int_range(rand, 0, 200);
        /* No NUL after the end, so that ASan sees a byte read beyond it. */
        g_autofree char *bytes = g_malloc(len ? len : 1);
        for (guint32 i = 0; i < len; i++)
            bytes[i] = (char)(g_rand_int_range(rand, 0, 4) ? g_rand_int_range(rand, 0x80, 0x100)
                                                           : g_rand_int_range(rand, 0, 0x80));
        Checked checked = {.text = bytes, .len = len};
        const Normalized *n = tokenizer_run(tokenizer, bytes, (gssize)len, check_hostile, &checked);
        assert_true(g_utf8_validate(n->utf8, n->utf8_len, NULL));
        assert_int_equal(strlen(n->utf8), n->utf8_len);
        if (!memchr(bytes, 0, len)) /* which g_utf8_validate() refuses */
            assert_int_equal(n->n_invalid == 0, g_utf8_validate(bytes, (gssize)len, NULL));
    }
}

/* 1 MB without a space, of each kind, is read in time and memory that grow with the length. */
static void test_endless(void **state)
{
    static const char *const units[] = {
        "云",
        "云计算服务安全能力要求",
        "x",
        "1",
        "セキュリティ",
        "\xcc\x81",
        "\xff",
        "GB/T22239-2019",
        "第三十",
        "12.",
        "-",
        "\xf0\xa0\x80\x80",
        "（",
        "9~",
        "ISO/",
        "20230241-T-469、",
    };
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, NULL);
    (void)state;
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        GString *text = g_string_new(NULL);
        while (text->len < 1 << 20)
            g_string_append(text, units[i]);
        Checked checked = {.text = text->str, .len = (guint32)text->len};
        gint64 began = g_get_monotonic_time();
        tokenizer_run(tokenizer, text->str, (gssize)text->len, check_hostile, &checked);
        gint64 took = g_get_monotonic_time() - began;
        if (took > 20 * G_USEC_PER_SEC)
            print_message("%s: %" G_GINT64_FORMAT " us\n", units[i], took);
        assert_true(took <= 20 * G_USEC_PER_SEC);
        g_string_free(text, TRUE);
    }
}

static void collect(const Token *token, gpointer data)
{
    if (token->kind != TOKEN_STEM)
        g_string_append_printf(data, "%.*s ", (int)token->len, token->term);
}

/* A tokenizer that has read other texts gives what a new one gives. */
static void test_no_memory(void **state)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) used = tokenizer_new(lexicon, NULL);
    (void)state;
    for (int round = 0; round < 100; round++) {
        g_autoptr(Tokenizer) fresh = tokenizer_new(lexicon, NULL);
        GString *text = random_text(rand, 60);
        g_autoptr(GString) a = g_string_new(NULL), b = g_string_new(NULL);
        tokenizer_run(used, text->str, (gssize)text->len, collect, a);
        tokenizer_run(fresh, text->str, (gssize)text->len, collect, b);
        assert_string_equal(a->str, b->str);
        g_string_free(text, TRUE);
    }
}

static void note_length(guint32 length, gpointer data)
{
    g_string_append_printf(data, "%u ", length);
}

static char *prefixes(const Lexicon *lexicon, const char *text)
{
    g_auto(Normalized) n = {0};
    GString *out = g_string_new(NULL);
    normalize(&n, text, -1);
    lexicon_prefixes(lexicon, n.units, n.n_units, note_length, out);
    return g_string_free(out, FALSE);
}

static void assert_prefixes(const Lexicon *lexicon, const char *text, const char *expected)
{
    g_autofree char *got = prefixes(lexicon, text);
    assert_string_equal(got, expected);
}

static void test_lexicon(void **state)
{
    static const char list[] = "云计算 # a comment\r\n雲計算服務\n\n# 注释\n  区块链\n云\nAES\n"
                               "云计算\n云计算\x00服务\n𠀀𠀋\n最后";
    guint skipped = 0, first = 0;
    g_autoptr(Lexicon) lexicon = lexicon_new(list, sizeof list - 1, &skipped, &first);
    (void)state;
    /* 云 is too short and AES no CJK word: lines 6 and 7. */
    assert_int_equal(skipped, 2);
    assert_int_equal(first, 6);
    /* 云计算, 云计算服务 (twice: once traditional, once with white space in it), 区块链, 𠀀𠀋, 最后
     */
    assert_int_equal(lexicon_size(lexicon), 5);
    assert_prefixes(lexicon, "云计算服务商", "3 5 ");
    assert_prefixes(lexicon, "云计", "");
    assert_prefixes(lexicon, "计算服务", "");
    assert_prefixes(lexicon, "𠀀𠀋", "4 ");
    assert_prefixes(lexicon, "最后", "2 ");
    assert_prefixes(lexicon, "", "");
    g_autoptr(Lexicon) none = lexicon_new("", 0, NULL, NULL);
    assert_int_equal(lexicon_size(none), 0);
    assert_prefixes(none, "云计算", "");
}

/* Thousands of words: the table grows and still finds each. */
static void test_lexicon_large(void **state)
{
    g_autoptr(GString) list = g_string_new(NULL);
    (void)state;
    for (gunichar c = 0x4e00; c < 0x4e00 + 20000; c++) {
        g_string_append_unichar(list, c);
        g_string_append_unichar(list, 0x4e00 + (c * 7919u) % 20000);
        g_string_append_c(list, '\n');
    }
    guint skipped;
    g_autoptr(Lexicon) lexicon = lexicon_new(list->str, list->len, &skipped, NULL);
    assert_int_equal(skipped, 0);
    g_auto(GStrv) words = g_strsplit(list->str, "\n", -1);
    for (char **word = words; *word && **word; word++)
        assert_prefixes(lexicon, *word, "2 ");
}

static void test_builtin_lexicon(void **state)
{
    gsize len;
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    guint skipped = 0, first = 0;
    (void)state;
    assert_true(lexicon_size(lexicon) > 100);
    assert_non_null(lexicon_builtin_list(LEXICON_SYNONYMS, &len));
    assert_non_null(lexicon_builtin_list(LEXICON_DICTIONARY, &len));
    assert_null(lexicon_builtin_list("nonsense", &len));
    const char *terms = lexicon_builtin_list(LEXICON_TERMS, &len);
    g_autoptr(Lexicon) again = lexicon_new(terms, len, &skipped, &first);
    assert_int_equal(lexicon_size(again), lexicon_size(lexicon));
    if (skipped)
        print_message("terms.txt:%u: no word\n", first);
    assert_int_equal(skipped, 0);
}

/* Every number up to 99,999, in Chinese and Arabic numerals, gives the same term. */
static char *chinese(guint n)
{
    static const char *const digits[] = {"零", "一", "二", "三", "四",
                                         "五", "六", "七", "八", "九"};
    static const char *const places[] = {"", "十", "百", "千", "万"};
    GString *out = g_string_new(NULL);
    gboolean zero = FALSE;
    guint place = 4, power = 10000;
    for (; power; place--, power /= 10) {
        guint digit = n / power % 10;
        if (digit == 0) {
            zero = out->len > 0;
            continue;
        }
        g_string_append(out, zero ? "零" : "");
        if (!(place == 1 && digit == 1 && out->len == 0)) /* 十二, not 一十二 */
            g_string_append(out, digits[digit]);
        g_string_append(out, places[place]);
        zero = FALSE;
    }
    return g_string_free(out, FALSE);
}

static void test_ordinals(void **state)
{
    (void)state;
    for (guint n = 1; n <= 99999; n += n < 2000 ? 1 : 37) {
        g_autofree char *numerals = chinese(n);
        g_autofree char *text = g_strdup_printf("第%s条的", numerals);
        g_autofree char *expected = g_strdup_printf("第%u条", n);
        g_auto(Normalized) normalized = {0};
        char term[ORDINAL_TERM_SIZE];
        normalize(&normalized, text, -1);
        guint32 len = ordinal_match(normalized.units, normalized.n_units, term);
        assert_int_equal(len, normalized.n_units - 1);
        assert_string_equal(term, expected);
        normalize(&normalized, expected, -1);
        assert_int_equal(ordinal_match(normalized.units, normalized.n_units, term),
                         normalized.n_units);
        assert_string_equal(term, expected);
    }
}

static void test_inside_word(void **state)
{
    static const char text[] = "ab 云计x5";
    const gsize len = sizeof text - 1;
    (void)state;
    assert_false(normalized_inside_word(text, len, 0));
    assert_true(normalized_inside_word(text, len, 1));
    assert_false(normalized_inside_word(text, len, 2));
    assert_false(normalized_inside_word(text, len, 6)); /* 云|计 */
    assert_false(normalized_inside_word(text, len, 9)); /* 计|x */
    assert_false(normalized_inside_word(text, len, 10)); /* x|5 */
    assert_false(normalized_inside_word(text, len, len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normalizer_is_icu), cmocka_unit_test(test_normalizer_is_idempotent),
        cmocka_unit_test(test_offsets),           cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_endless),           cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_lexicon),           cmocka_unit_test(test_lexicon_large),
        cmocka_unit_test(test_builtin_lexicon),   cmocka_unit_test(test_ordinals),
        cmocka_unit_test(test_inside_word),
    };
    return cmocka_run_group_tests_name("tokenizer-properties", tests, NULL, NULL);
}
