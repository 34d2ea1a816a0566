/* Readings of words, and that they are the same wherever a text is cut. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/cases.h"
#include "tokenizer/pinyin.h"

#define MOST 64

static char *tell(char **columns)
{
    PinyinSyllable syllables[MOST];
    glong n;
    g_autofree gunichar *text = g_utf8_to_ucs4_fast(columns[0], -1, &n);
    GString *told = g_string_new(NULL);
    assert_true(n <= MOST);
    pinyin_read(text, (guint)n, syllables);
    for (glong i = 0; i < n; i++)
        g_string_append_printf(told, "%s%s", i ? " " : "",
                               syllables[i] ? pinyin_letters(syllables[i]) : "-");
    return g_string_free(told, FALSE);
}

static void cases(void **state)
{
    (void)state;
    cases_run("pinyin.tsv", 2, tell);
}

static void all_characters(void **state)
{
    (void)state;
    guint with = 0;
    for (gunichar c = 1; c <= 0xffff; c++) {
        PinyinSyllable syllable = 0xffff;
        pinyin_read(&c, 1, &syllable);
        assert_true(strlen(pinyin_letters(syllable)) <= PINYIN_MAX_LETTERS);
        with += syllable > 0;
    }
    assert_in_range(with, 20000, 20992); /* those of GBK have a reading, and nothing else has */
    assert_string_equal(pinyin_letters(0xffff), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(all_characters),
    };
    return cmocka_run_group_tests_name("pinyin", tests, NULL, NULL);
}
