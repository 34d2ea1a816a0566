/* Golden cases of the query parser: tests/cases/query/ *.test.
 *
 * A case is a query line and, below it, indented by two spaces, the expected tree or
 * "error COLUMN: MESSAGE"; one that ends with … is the beginning. Lines that begin with # and empty lines separate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "search/query/query.h"

static char *outcome(const char *text)
{
    g_autoptr(GError) error = NULL;
    guint column = 0;
    g_autoptr(Query) query = query_parse(text, &column, &error);
    if (!query)
        return g_strdup_printf("error %u: %s", column, error->message);
    return query_to_string(query);
}

static gboolean is_as_expected(const char *got, const char *expected)
{
    g_autofree char *beginning = g_str_has_suffix(expected, "…") ? g_strndup(expected, strlen(expected) - strlen("…")) : NULL;
    return beginning ? g_str_has_prefix(got, beginning) : strcmp(got, expected) == 0;
}

static int run_file(const char *path)
{
    g_autofree char *content = NULL;
    int bad = 0, n = 0;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (char **line = lines; *line && line[1]; line++) {
        if (**line == '\0' || **line == '#' || !g_str_has_prefix(line[1], "  "))
            continue;
        g_autofree char *got = outcome(*line);
        n++;
        if (!is_as_expected(got, line[1] + 2)) {
            print_message("%s:%d: %s\n  expected %s\n  got      %s\n", path,
                          (int)(line - lines) + 1, *line, line[1] + 2, got);
            bad++;
        }
        line++;
    }
    assert_true(n > 0);
    return bad;
}

static void test_cases(void **state)
{
    const char *tests = g_getenv("TESTS_DIR");
    g_autofree char *folder = g_build_filename(tests ? tests : "tests", "cases", "query", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    int bad = 0;
    (void)state;
    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".test")) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            bad += run_file(path);
        }
    assert_int_equal(bad, 0);
}

static void test_plain(void **state)
{
    g_autoptr(Query) query = query_parse_plain("title:\"a OR (b -c GB/T22239");
    g_autofree char *got = query_to_string(query);
    (void)state;
    assert_string_equal(got, "(and (text title:\"a) (text OR) (text (b) (text -c) "
                             "(number GB/T 22239))");
}

static void test_hostile(void **state)
{
    g_autofree char *open = g_strnfill(100000, '('), *minus = g_strnfill(100000, '-');
    GString *both = g_string_new(NULL);
    (void)state;
    for (int i = 0; i < 10000; i++)
        g_string_append(both, "-(");
    g_string_append_c(both, 'a');
    g_free(outcome(open));
    g_free(outcome(minus));
    g_free(outcome(both->str));
    g_free(outcome("\xff\xfe\"\xff"));
    g_string_assign(both, "");
    for (int i = 0; i < 10000; i++)
        g_string_append(both, "title:");
    g_free(outcome(both->str));
    g_string_assign(both, "");
    for (int i = 0; i < 100000; i++)
        g_string_append(both, "title:-");
    g_free(outcome(both->str));
    g_string_free(both, TRUE);
}

static guint occurrences(const char *text, const char *of)
{
    guint n = 0;
    for (const char *p = text; (p = strstr(p, of)); p += strlen(of))
        n++;
    return n;
}

/* N phrases: "a1" "a2"…, and a word after them. */
static char *phrases(int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append_printf(text, "\"a%d\" ", i);
    g_string_append(text, "last");
    return g_string_free(text, FALSE);
}

/* Of a query 64 phrases count, and words of 8192 bytes, which are cut between characters; what comes again counts once, but words. */
static void test_bound(void **state)
{
    (void)state;
    for (int n = 63; n <= 66; n++) {
        g_autofree char *text = phrases(n);
        g_autoptr(Query) query = query_parse(text, NULL, NULL);
        query_bound(query);
        g_autofree char *left = query_to_string(query);
        assert_int_equal(occurrences(left, "(phrase "), MIN(n, 64));
        assert_int_equal(occurrences(left, "(text last)"), 1);
        assert_int_equal(query->notes->len, n > 64);
    }
    for (int n = 2730; n <= 2731; n++) {
        g_autoptr(GString) words = g_string_new("");
        for (int i = 0; i < n; i++)
            g_string_append(words, "密");
        g_autoptr(Query) query = query_parse(words->str, NULL, NULL);
        query_bound(query);
        g_autofree char *left = query_to_string(query);
        assert_int_equal(occurrences(left, "密"), 2730);
        assert_int_equal(query->notes->len, n > 2730);
    }
    g_autoptr(GString) again = g_string_new("word word");
    for (int i = 0; i < 20; i++)
        g_string_append(again, " OR year:2020 OR \"a b\"");
    g_autoptr(Query) query = query_parse(again->str, NULL, NULL);
    query_bound(query);
    g_autofree char *left = query_to_string(query);
    assert_int_equal(occurrences(left, "(date "), 1);
    assert_int_equal(occurrences(left, "(phrase "), 1);
    assert_int_equal(occurrences(left, "word"), 2);
}

static void test_caret(void **state)
{
    g_autofree char *caret = query_caret("云a计 OR", 5);
    (void)state;
    assert_string_equal(caret, "      ^");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_bound),
        cmocka_unit_test(test_caret),
    };
    return cmocka_run_group_tests_name("query", tests, NULL, NULL);
}
