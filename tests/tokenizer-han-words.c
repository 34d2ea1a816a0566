/* Words of Chinese, read from ICU's dictionary, against ICU's break iterator. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unicode/ubrk.h>

#include "tests/random-char.h"
#include "tokenizer/han-words.h"
#include "tokenizer/lexicon.h"

#define ROUNDS 3000

/* Appends some words of the lexicon and other characters, all Chinese: they fit together in many ways. */
static void append_han(GString *text, GRand *rand, char **words, guint n_words)
{
    for (int n = g_rand_int_range(rand, 1, 12); n > 0; n--)
        if (g_rand_int_range(rand, 0, 4))
            g_string_append(text, words[g_rand_int_range(rand, 0, (gint32)n_words)]);
        else
            g_string_append_unichar(text, (gunichar)g_rand_int_range(rand, 0x4e00, 0xa000));
}

/* A character beside: mostly one that is often there. */
static gunichar random_beside(GRand *rand)
{
    static const UChar often[] = u"a9é .,-()“…　。、《》【";
    return g_rand_int_range(rand, 0, 4) ? often[g_rand_int_range(rand, 0, G_N_ELEMENTS(often) - 1)] : random_char(rand);
}

/* Compares the words of units [FROM, TO) of TEXT with where ICU's break iterator, which has been given the text, breaks it. */
static void check_cut(HanWords *han, UBreakIterator *icu, const UChar *text, guint32 from, guint32 to)
{
    const guint32 *lengths = han_words_cut(han, text + from, to - from);
    guint32 ends = 0;
    for (guint32 i = from; i < to; i++) {
        assert_int_equal(ubrk_isBoundary(icu, (gint32)i) != 0, lengths[i - from] > 0);
        if (!lengths[i - from])
            continue;
        assert_true(i == from || ends == i); /* each goes on from the one before */
        ends = i + lengths[i - from];
    }
    assert_int_equal(ends, to);
    assert_true(ubrk_isBoundary(icu, (gint32)to));
}

/* Words of Chinese are those of ICU's break iterator, whatever is beside them; where they may not be, they do not fit. */
static void test_han_words(void **state)
{
    (void)state;
    g_autoptr(GRand) rand = g_rand_new_with_seed(72);
    gsize bytes;
    const char *list = lexicon_builtin_list(LEXICON_TERMS, &bytes);
    g_autofree char *lines = g_strndup(list, bytes);
    g_auto(GStrv) words = g_strsplit(lines, "\n", -1);
    for (guint i = 0; words[i]; i++)
        words[i][strcspn(words[i], "#")] = '\0';
    HanWords *han = han_words_new();
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *icu = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    guint fit = 0, unfit = 0;
    assert_non_null(han);
    for (int round = 0; round < ROUNDS; round++) {
        g_autoptr(GString) run = g_string_new(NULL);
        g_autoptr(GString) text = g_string_new(NULL);
        append_han(run, rand, words, g_strv_length(words));
        g_string_append_unichar(text, random_char(rand));
        g_string_append_unichar(text, random_beside(rand));
        glong before = 0, n = 0, len = 0;
        g_free(g_utf8_to_utf16(text->str, -1, NULL, &before, NULL));
        g_free(g_utf8_to_utf16(run->str, -1, NULL, &len, NULL));
        g_string_append(text, run->str);
        g_string_append_unichar(text, random_beside(rand));
        g_autofree gunichar2 *units = g_utf8_to_utf16(text->str, -1, NULL, &n, NULL);
        guint32 from = (guint32)before, to = (guint32)(before + len);
        if (!han_words_fit(units, (guint32)n, from, to)) {
            unfit++;
            continue;
        }
        ubrk_setText(icu, units, (gint32)n, &status);
        check_cut(han, icu, units, from, to);
        fit++;
    }
    assert_in_range(fit, ROUNDS / 2, ROUNDS);
    assert_in_range(unfit, 100, ROUNDS);
    ubrk_close(icu);
    han_words_free(han);
}

/* Whatever unit is before or after a run that fits, ICU cuts the run as it does alone. */
static void test_han_words_beside(void **state)
{
    (void)state;
    HanWords *han = han_words_new();
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *icu = ubrk_open(UBRK_WORD, "zh", NULL, 0, &status);
    guint fit = 0;
    for (guint32 unit = 1; unit < 0xd800; unit++) {
        const UChar before[] = {(UChar)unit, u'信', u'息', u'安', u'全'}, after[] = {u'信', u'息', u'安', u'全', (UChar)unit};
        if (unit >= 0x4e00 && unit < 0xa000)
            continue;
        if (han_words_fit(before, 5, 1, 5)) {
            ubrk_setText(icu, before, 5, &status);
            check_cut(han, icu, before, 1, 5);
            fit++;
        }
        if (han_words_fit(after, 5, 0, 4)) {
            ubrk_setText(icu, after, 5, &status);
            check_cut(han, icu, after, 0, 4);
            fit++;
        }
    }
    assert_in_range(fit, 1000, 2000);
    ubrk_close(icu);
    han_words_free(han);
}

/* Of a run that ends the text, and of one character; what is not plainly Chinese is left to ICU. */
static void test_han_words_fit(void **state)
{
    (void)state;
    static const UChar text[] = u"a信息安全管理。中カ国人々和，々下", kana[] = u"カ密码";
    assert_true(han_words_fit(text, 16, 1, 7));
    assert_true(han_words_fit(text, 7, 1, 7));
    assert_true(han_words_fit(text + 1, 6, 0, 6));
    assert_false(han_words_fit(text, 16, 8, 11)); /* kana in it */
    assert_false(han_words_fit(text, 16, 8, 9));  /* kana after it */
    assert_false(han_words_fit(kana, 3, 1, 3));   /* kana before it */
    assert_false(han_words_fit(text, 16, 10, 12)); /* 々 after it */
    HanWords *han = han_words_new();
    const guint32 *lengths = han_words_cut(han, text + 1, 6);
    assert_memory_equal(lengths, ((guint32[]){2, 0, 2, 0, 2, 0}), 6 * sizeof *lengths); /* 信息 安全 管理 */
    assert_int_equal(han_words_cut(han, text + 3, 1)[0], 1);
    han_words_free(han);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_han_words),
        cmocka_unit_test(test_han_words_beside),
        cmocka_unit_test(test_han_words_fit),
    };
    return cmocka_run_group_tests_name("han-words", tests, NULL, NULL);
}
