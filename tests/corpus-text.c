/* A bulletin's text before it is read: characters, lines, pages; lines into cells and titles; what a
 * text cannot be. Each case is a line of tests/cases/text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unicode/uchar.h>

#include "corpus/bulletin/mark.h"
#include "corpus/bulletin/pieces.h"
#include "corpus/record/fault.h"
#include "corpus/text/text.h"
#include "corpus/text/words.h"
#include "unicode/han.h"
#include "unicode/width.h"
#include "unicode/wrap.h"
#include "tests/cases.h"

/* Each line: its number, ^ if an empty line stands before it, % if a page begins, and its text. */
static char *tell_lines(const GPtrArray *lines)
{
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        g_string_append_printf(told, "%s%u%s%s %s", i ? " / " : "", line->number,
                               line->blank ? "^" : "", line->new_page ? "%" : "", line->text);
        assert_int_equal(line->width, text_columns(line->text, strlen(line->text)));
    }
    return g_string_free(told, FALSE);
}

static char *tell_split(char **columns)
{
    cases_unescape(columns[0]);
    g_autoptr(GPtrArray) lines = text_split(columns[0]);
    return tell_lines(lines);
}

static void test_split(void **state)
{
    (void)state;
    cases_run("text/lines.tsv", 2, tell_split);
}

static char *tell_pages(char **columns)
{
    cases_unescape(columns[0]);
    g_autoptr(GPtrArray) lines = text_lines(columns[0]);
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
        const TextLine *line = lines->pdata[i];
        g_string_append_printf(told, "%s%s%s%s", i ? " / " : "", line->blank ? "^" : "",
                               line->new_page ? "%" : "", line->text);
    }
    return g_string_free(told, FALSE);
}

static void test_pages(void **state)
{
    (void)state;
    cases_run("text/pages.tsv", 2, tell_pages);
}

/* Leading and inner spaces stay, and a tab is eight. */
static void test_layout(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) lines = text_split("  甲   b\tc \n");
    assert_string_equal(((TextLine *)lines->pdata[0])->layout, "  甲   b        c ");
}

static char *tell_decoded(char **columns)
{
    const char *encoding;
    size_t len = cases_unescape(columns[0]);
    g_autofree char *text = text_decode(columns[0], len, &encoding);
    return text ? g_strdup_printf("%s %s", encoding, text) : g_strdup("-");
}

static void test_decode(void **state)
{
    (void)state;
    cases_run("text/encodings.tsv", 2, tell_decoded);
}

/* A file of mostly Chinese with some bytes that are broken is UTF-8 all the same; one that is broken
 * more often than once in a hundred characters is not. */
static void test_broken_utf8(void **state)
{
    (void)state;
    for (int characters = 99; characters <= 200; characters += 101) {
        g_autoptr(GString) text = g_string_new("\xff");
        const char *encoding;
        for (int i = 0; i < characters; i++)
            g_string_append(text, "甲");
        g_autofree char *decoded = text_decode(text->str, text->len, &encoding);
        assert_string_equal(encoding, characters < 100 ? "GB18030" : "UTF-8");
        assert_true(g_utf8_validate(decoded, -1, NULL));
        assert_true(characters < 100 || g_str_has_prefix(decoded, "\xef\xbf\xbd甲甲"));
    }
}

static char *tell_class(char **columns)
{
    cases_unescape(columns[0]);
    GString *told = g_string_new(NULL);
    const char *last = NULL;
    for (const char *p = columns[0]; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        const char *class = char_is_han(c) ? "han" : text_is_cjk(c) ? "cjk" : "other";
        if (class != last)
            g_string_append_printf(told, "%s%s", last ? " " : "", class);
        last = class;
    }
    return g_string_free(told, FALSE);
}

/* Unicode says which characters are ideographs; letters and marks of other scripts are none. */
static void test_characters(void **state)
{
    (void)state;
    cases_run("text/characters.tsv", 2, tell_class);
    for (gunichar c = 0; c <= 0x3ffff; c++) {
        if (u_hasBinaryProperty((UChar32)c, UCHAR_UNIFIED_IDEOGRAPH))
            assert_true(char_is_han(c) && text_is_cjk(c));
        else if (u_charType((UChar32)c) != U_UNASSIGNED && !u_hasBinaryProperty((UChar32)c, UCHAR_IDEOGRAPHIC))
            assert_false(char_is_han(c));
    }
}

static char *tell_width(char **columns)
{
    g_autofree char *more = g_strconcat(columns[0], "甲", NULL);
    guint width = text_columns(more, strlen(columns[0]));
    assert_int_equal(text_columns(columns[0], strlen(columns[0])), width);
    return g_strdup_printf("%u", width);
}

static void test_width(void **state)
{
    (void)state;
    cases_run("text/width.tsv", 2, tell_width);
}

/* Wrapped at so many columns, with so many of indentation: | between the lines. */
static char *tell_wrapped(char **columns)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    cases_unescape(columns[2]);
    text_wrap(lines, columns[2], (guint)atoi(columns[0]), (guint)atoi(columns[1]));
    g_string_replace(lines, "\033[1m", "<", 0);
    g_string_replace(lines, "\033[0m", ">", 0);
    g_string_replace(lines, "\n", "|", 0);
    return g_string_free(g_steal_pointer(&lines), FALSE);
}

static void test_wrap(void **state)
{
    (void)state;
    cases_run("text/wrap.tsv", 4, tell_wrapped);
}

/* Joins the pieces, | between them. */
static char *join(const char *pieces, void (*add)(GString *, const char *, size_t))
{
    g_auto(GStrv) piece = g_strsplit(pieces, "|", -1);
    GString *joined = g_string_new(NULL);
    for (guint i = 0; piece[i]; i++)
        add(joined, piece[i], strlen(piece[i]));
    return g_string_free(joined, FALSE);
}

static char *tell_joined(char **columns)
{
    return join(columns[0], text_join);
}

static char *tell_number_joined(char **columns)
{
    return join(columns[0], text_join_number);
}

static void test_join(void **state)
{
    (void)state;
    cases_run("text/join.tsv", 2, tell_joined);
    cases_run("text/join-number.tsv", 2, tell_number_joined);
}

static char *tell_finished(char **columns)
{
    if (strcmp(columns[0], "title") == 0)
        return text_finish_title(columns[1]);
    text_finish_prose(columns[1]);
    return g_strdup(columns[1]);
}

static void test_finish(void **state)
{
    (void)state;
    cases_run("text/finish.tsv", 3, tell_finished);
}

static char *tell_fault(char **columns)
{
    static const struct {
        const char *name;
        FaultUse use;
    } uses[] = {{"catalogue", FAULT_CATALOGUE}, {"title", FAULT_TITLE}, {"scope", FAULT_SCOPE},
                {"progress", FAULT_PROGRESS},   {"cell", FAULT_CELL}};
    const char *fault = "no such use";
    for (size_t i = 0; i < G_N_ELEMENTS(uses); i++)
        if (strcmp(uses[i].name, columns[0]) == 0)
            fault = text_fault(columns[1], uses[i].use);
    return g_strdup(fault ? fault : "-");
}

static void test_faults(void **state)
{
    (void)state;
    cases_run("text/faults.tsv", 3, tell_fault);
}

/* N times WORD. */
static char *repeat(const char *word, int n)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(text, word);
    return g_string_free(text, FALSE);
}

/* 1200 characters are a catalogue's title, whatever their bytes; 420 columns are one in a text. */
static void test_long_titles(void **state)
{
    static const struct {
        const char *word;
        int n;
        FaultUse use;
        gboolean fault;
    } cases[] = {
        {"a", 1200, FAULT_CATALOGUE, FALSE}, {"a", 1201, FAULT_CATALOGUE, TRUE},
        {"甲", 1200, FAULT_CATALOGUE, FALSE}, {"甲", 1201, FAULT_CATALOGUE, TRUE},
        {"a", 420, FAULT_TITLE, FALSE},      {"a", 421, FAULT_TITLE, TRUE},
        {"甲", 210, FAULT_TITLE, FALSE},      {"甲", 211, FAULT_TITLE, TRUE},
        {"甲", 700, FAULT_SCOPE, FALSE},
    };
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = repeat(cases[i].word, cases[i].n);
        const char *fault = text_fault(text, cases[i].use);
        assert_int_equal(fault != NULL, cases[i].fault);
        assert_true(!fault || strcmp(fault, "is too long") == 0);
    }
}

static char *tell_word(char **columns)
{
    static const struct {
        const char *name;
        gboolean (*test)(const char *text);
    } tests[] = {{"stage", words_is_stage},     {"notice", words_is_notice},
                 {"nothing", words_is_nothing}, {"organization", words_ends_organization}};
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        if (strcmp(tests[i].name, columns[0]) == 0)
            return g_strdup(tests[i].test(columns[1]) ? "yes" : "no");
    const char *stage = words_stage_told(columns[1]);
    return g_strdup(stage ? stage : "-");
}

static void test_words(void **state)
{
    (void)state;
    cases_run("text/words.tsv", 3, tell_word);
}

static char *tell_mark(char **columns)
{
    static const char *const styles[] = {[MARK_POINT] = "point", [MARK_COMMA] = "comma", [MARK_PAREN] = "paren",
                                         [MARK_CIRCLE] = "circle", [MARK_HAN_PAREN] = "han"};
    MarkStyle style = MARK_NONE;
    size_t taken = 0;
    int value = mark_read(columns[0], &style, &taken);
    return value ? g_strdup_printf("%d %s %zu", value, styles[style], taken) : g_strdup("-");
}

static void test_marks(void **state)
{
    (void)state;
    cases_run("text/marks.tsv", 2, tell_mark);
}

/* Lines of a bulletin of so many columns: each piece with the line that it is of, * if more of that line follows. */
static char *tell_pieces(char **columns)
{
    cases_unescape(columns[1]);
    g_autoptr(GPtrArray) lines = text_split(columns[1]);
    g_autoptr(Pieces) pieces = pieces_new(lines, 0, lines->len, atoi(columns[0]));
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < pieces->lines->len; i++) {
        const TextLine *piece = pieces->lines->pdata[i];
        guint place = g_array_index(pieces->places, guint, i);
        assert_int_equal(piece->number, ((TextLine *)lines->pdata[place])->number);
        g_string_append_printf(told, "%s%u%s%s %s", i ? " / " : "", place + 1, piece->width ? "" : "*",
                               piece->blank ? "^" : "", piece->text);
    }
    return g_string_free(told, FALSE);
}

static void test_pieces(void **state)
{
    (void)state;
    cases_run("text/pieces.tsv", 3, tell_pieces);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split), cmocka_unit_test(test_marks),      cmocka_unit_test(test_pieces),     cmocka_unit_test(test_pages),
        cmocka_unit_test(test_layout),     cmocka_unit_test(test_decode),
        cmocka_unit_test(test_broken_utf8), cmocka_unit_test(test_characters),
        cmocka_unit_test(test_width),      cmocka_unit_test(test_wrap),      cmocka_unit_test(test_join),
        cmocka_unit_test(test_finish),     cmocka_unit_test(test_faults),
        cmocka_unit_test(test_long_titles), cmocka_unit_test(test_words),
    };
    return cmocka_run_group_tests_name("corpus-text", tests, NULL, NULL);
}
