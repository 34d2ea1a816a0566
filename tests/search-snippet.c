/* Golden cases of highlights and passages (tests/cases/snippet/ *.test), and phrase matching.
 *
 * A case is three lines: "COLUMNS QUERY", the text, and the expected passage with matches in 【】.
 * Empty lines and lines that begin with # separate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "search/passage/snippet.h"
#include "search/words/phrase.h"
#include "search/words/proximity.h"
#include "unicode/width.h"

static int set_up(void **state)
{
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    *state = tokenizer_new(lexicon, NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    tokenizer_free(*state);
    return 0;
}

static char *marked(Tokenizer *tokenizer, const char *text, const char *line)
{
    char *query_text = NULL;
    guint columns = (guint)strtoul(line, &query_text, 10);
    g_autoptr(Query) query = query_parse(query_text, NULL, NULL);
    if (!query)
        return g_strdup("syntax error");
    query_join_texts(query); /* as a search does */
    g_autoptr(QueryTerms) terms = query_terms_of(tokenizer, query);
    g_autoptr(Highlighter) highlighter = highlighter_new(tokenizer, terms);
    g_autoptr(Snippet) snippet = snippet_new(highlighter, text, columns);
    GString *out = g_string_new(NULL);
    gsize at = 0;
    for (guint i = 0; i < snippet->spans->len; i++) {
        const Span *span = &g_array_index(snippet->spans, Span, i);
        g_string_append_len(out, snippet->text + at, (gssize)(span->start - at));
        g_string_append_printf(out, "【%.*s】", (int)(span->end - span->start),
                               snippet->text + span->start);
        at = span->end;
    }
    g_string_append(out, snippet->text + at);
    return g_string_free(out, FALSE);
}

static int run_file(Tokenizer *tokenizer, const char *path)
{
    g_autofree char *content = NULL;
    int bad = 0, n = 0;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (!g_ascii_isdigit(*lines[i]) || !lines[i + 1] || !lines[i + 2])
            continue;
        g_autofree char *got = marked(tokenizer, lines[i + 1], lines[i]);
        n++;
        if (strcmp(got, lines[i + 2]) != 0) {
            print_message("%s:%u: %s\n  expected %s\n  got      %s\n", path, i + 1, lines[i],
                          lines[i + 2], got);
            bad++;
        }
        i += 2;
    }
    assert_true(n > 0);
    return bad;
}

static void test_cases(void **state)
{
    const char *tests = g_getenv("TESTS_DIR");
    g_autofree char *folder = g_build_filename(tests ? tests : "tests", "cases", "snippet", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    int bad = 0;
    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".test")) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            bad += run_file(*state, path);
        }
    assert_int_equal(bad, 0);
}

/* Hostile texts: spans stay in order, within the text and on characters. */
static void test_spans(void **state)
{
    Tokenizer *tokenizer = *state;
    static const char *const texts[] = {
        "", "。", "云", "e\xcc\x81 cloud e\xcc\x81t\xcc\x81", "ﬁle 云󠄀计󠄁算 ﬁ",
        "\xff\xfe云计算\xff", "a\x7f云\x01计算", "👩‍👩‍👧 云计算 👩‍👩‍👧", "〇㈱云㌔计算", "a\nb\t云\r\n计算",
    };
    g_autoptr(Query) query = query_parse("云计算 e\xcc\x81 file cloud \"计算\" a*", NULL, NULL);
    g_autoptr(QueryTerms) terms = query_terms_of(tokenizer, query);
    g_autoptr(Highlighter) highlighter = highlighter_new(tokenizer, terms);
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        for (guint columns = 0; columns < 12; columns++) {
            g_autoptr(Snippet) snippet = snippet_new(highlighter, texts[i], columns);
            guint32 last = 0;
            assert_true(g_utf8_validate(snippet->text, -1, NULL));
            for (const char *at = snippet->text; *at; at++)
                assert_false(g_ascii_iscntrl(*at));
            for (guint s = 0; s < snippet->spans->len; s++) {
                const Span *span = &g_array_index(snippet->spans, Span, s);
                assert_true(span->start >= last && span->end > span->start);
                assert_true(span->end <= strlen(snippet->text));
                assert_true(((guint8)snippet->text[span->start] & 0xc0) != 0x80);
                assert_true(((guint8)snippet->text[span->end] & 0xc0) != 0x80);
                assert_false(g_unichar_ismark(g_utf8_get_char(snippet->text + span->end)));
                last = span->end;
            }
        }
}

/* What fits is there whole; of the rest there is no more than fits. */
static void test_columns(void **state)
{
    static const char text[] = "aaa bb c 云计算 dddd，eeee ff ggg";
    g_autoptr(Highlighter) highlighter = highlighter_new(*state, NULL);
    for (guint columns = 1; columns < 40; columns++) {
        g_autoptr(Snippet) snippet = snippet_new(highlighter, text, columns);
        guint width = (guint)text_columns(snippet->text, strlen(snippet->text));
        assert_true(width <= columns);
        assert_int_equal(strcmp(snippet->text, text) == 0, columns >= text_columns(text, strlen(text)));
    }
}

/* What is shown weighs by the different things that matched. */
static void test_weight(void **state)
{
    g_autoptr(Query) query = query_parse("goal aim", NULL, NULL);
    g_autoptr(QueryTerms) terms = query_terms_of(*state, query);
    g_autoptr(Highlighter) highlighter = highlighter_new(*state, terms);
    g_autoptr(Snippet) none = snippet_new(highlighter, "words", 0);
    g_autoptr(Snippet) one = snippet_new(highlighter, "a goal", 0);
    g_autoptr(Snippet) twice = snippet_new(highlighter, "goal after goal", 0);
    g_autoptr(Snippet) both = snippet_new(highlighter, "a goal, an aim", 0);
    g_autoptr(Snippet) half = snippet_new(highlighter, "goal and then a great many other words, aim", 20);
    assert_true(none->weight < 1e-9 && one->weight > 1e-9);
    assert_true(fabs(twice->weight - one->weight) < 1e-9);
    assert_true(fabs(both->weight - 2 * one->weight) < 1e-9);
    assert_true(fabs(half->weight - one->weight) < 1e-9);
}

/* Of a text that is very long the beginning is looked at, as far as characters are whole. */
static void test_long(void **state)
{
    g_autofree char *begin = g_strnfill(SNIPPET_MAX_BYTES - 2, 'a');
    g_autofree char *text = g_strconcat(begin, "云计算", NULL);
    g_autoptr(Highlighter) highlighter = highlighter_new(*state, NULL);
    g_autoptr(Snippet) snippet = snippet_new(highlighter, text, 0);
    g_autoptr(Snippet) whole = snippet_new(highlighter, text + 1, 0);
    assert_int_equal(strlen(snippet->text), SNIPPET_MAX_BYTES - 2);
    assert_int_equal(strlen(whole->text), SNIPPET_MAX_BYTES);
}

static void test_phrase(void **state)
{
    static const struct {
        const char *text, *phrase;
        gssize at, prefix_at;
    } cases[] = {
        {"information security", "security", 12, 12},
        {"information", "form", -1, -1},
        {"a 35 kv line", "35kv", 2, 2},
        {"a 35kv line", "35 kv", 2, 2},
        {"a 35-kv line", "35kv", 2, 2},
        {"a 35kv line", "35-kv line", 2, 2},
        {"a 135 kv line", "35kv", -1, -1},
        {"a 35  kv line", "35kv", -1, -1},
        {"35 kva", "35kv", -1, 0},
        {"wi-fi", "wi fi", 0, 0},
        {"wifi", "wi fi", -1, -1},
        {"25 °c", "25°c", 0, 0},
        {"information", "inform", -1, 0},
        {"forms and a form", "form", 12, 0},
        {"信息安全技术", "安全技", 6, 6},
        {"gb/t 22239-2019", "22239", 5, 5},
        {"gb/t 222391", "22239", -1, 5},
        {"iso标准", "iso", 0, 0},
        {"标准iso", "iso", 6, 6},
        {"", "a", -1, -1},
        {"a", "", -1, -1},
        {"c++ and c", "c++", 0, 0},
        {"abab", "ab", -1, 0},
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *text = cases[i].text, *phrase = cases[i].phrase;
        assert_int_equal(phrase_find(text, strlen(text), phrase, strlen(phrase), 0), cases[i].at);
        assert_int_equal(phrase_find_prefix(text, strlen(text), phrase, strlen(phrase), 0),
                         cases[i].prefix_at);
    }
}

/* Pieces near each other, in any order: with the SLACK there, not with less; TIMES they stand so. */
static void test_proximity(void **state)
{
    static const struct {
        const char *phrase, *text;
        int slack; /* -1: with none */
        guint times;
    } cases[] = {
        {"a b", "a b", 0, 1},
        {"a b", "b a", 0, 1},
        {"a b", "a, b", 0, 1},
        {"a b", "a x1-y b", 2, 1},
        {"a b", "a 风险 b", 2, 1},
        {"a b", "b x x x x x a", 5, 1},
        {"a c", "a b a b a c", 0, 1},
        {"a c", "a b a b b b b a b a c a", 0, 2},
        {"a b", "a a a a a a a a a b", 0, 1},
        {"a b", "b x x x x a a a a a a a a a", 4, 1},
        {"a b c", "c x a x x b", 3, 1},
        {"a b c", "a b x x c x a c b", 0, 1},
        {"风险 评估", "风险的评估", 1, 1},
        {"风险 评估", "评估风险", 0, 1},
        {"风险 险", "风险", -1, 0},
        {"风险 险", "风险险", 0, 1},
        {"a a", "a", -1, 0},
        {"a a", "a x a", 1, 2}, /* from either */
        {"ab b", "ab", -1, 0},
        {"a b", "ab a", -1, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        const char *text = cases[i].text;
        for (int slack = 0; slack < 9; slack++) {
            g_autoptr(Proximity) proximity = proximity_new(*state, cases[i].phrase, (guint)slack);
            g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(ProximityPlace));
            gboolean held = cases[i].slack >= 0 && slack >= cases[i].slack;
            assert_int_equal(proximity_find(proximity, text, strlen(text), NULL), held);
            assert_int_equal(proximity_find(proximity, text, strlen(text), places), held);
            if (slack == cases[i].slack)
                assert_int_equal(places->len, cases[i].times * proximity->pieces->len);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proximity),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_weight),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_phrase),
    };
    return cmocka_run_group_tests_name("snippet", tests, set_up, tear_down);
}
