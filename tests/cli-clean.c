/* What text becomes before it goes to a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "cli/cli.h"
#include "unicode/clean.h"

static void test_text(void **state)
{
    static const struct {
        const char *text, *clean;
    } cases[] = {
        {"", ""},
        {"plain 文本", "plain 文本"},
        {"a\nb\r\nc\td\v\f", "a b  c d  "},
        {"\033[31mred\033]0;title\a", "\ufffd[31mred\ufffd]0;title\ufffd"},
        {"del\x7f", "del\ufffd"},
        {"c1 \xc2\x9b"
         "2J \xc2\x90 \xc2\x85"
         "x",
         "c1 \ufffd2J \ufffd  x"},
        {"a\u202eb\u202ac\u2066d\u2069\u200fe\u061cf", "abcdef"},
        {"z\u200be\u200cr\u200do\u2060\ufeff\u00ad", "zero"},
        {"l\u2028p\u2029", "l p "},
        {"tag\U000e0041", "tag"},
        {"bad \xff\xc3", "bad \ufffd\ufffd"},
        {"\u0600 seen, \U0001f600", "\u0600 seen, \U0001f600"},
        {"e\u0301 が\u3099", "e\u0301 が\u3099"},
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *clean = clean_text(cases[i].text);
        assert_string_equal(clean, cases[i].clean);
        g_autofree char *again = clean_text(clean);
        assert_string_equal(again, clean);
    }
}

/* No character at all is left that a terminal obeys. */
static void test_every_control(void **state)
{
    (void)state;
    for (gunichar c = 1; c < 0xa0; c++) {
        if (c >= ' ' && c < 0x7f)
            continue;
        char text[8] = {0};
        g_unichar_to_utf8(c, text);
        g_autofree char *clean = clean_text(text);
        gunichar left = g_utf8_get_char(clean);
        assert_true(left == ' ' || left == 0xfffd);
    }
}

static char *written(void (*write)(FILE *file))
{
    char *text = NULL;
    size_t len = 0;
    FILE *file = open_memstream(&text, &len);
    assert_non_null(file);
    write(file);
    fclose(file);
    return text;
}

static void write_print(FILE *file)
{
    cli_print(file, "%s|%3u|%d%%|%s\n", "a\033b", 7u, -2, "c\nd");
}

static void write_json(FILE *file)
{
    static const char text[] = "{\n \"a\": \"\xc2\x9b \u202e \u2028 \x7f \U000e0041 文\"}";
    cli_json(file, text, strlen(text));
}

static void test_printing(void **state)
{
    (void)state;
    char *line = written(write_print), *json = written(write_json);
    assert_string_equal(line, "a\ufffdb|  7|-2%|c d\n");
    assert_string_equal(json, "{\n \"a\": \"\\u009b \\u202e \\u2028 \\u007f \\udb40\\udc41 文\"}");
    free(line);
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_every_control),
        cmocka_unit_test(test_printing),
    };
    return cmocka_run_group_tests_name("cli-clean", tests, NULL, NULL);
}
