/* Golden cases of the tokenizer: tests/cases/tokenizer/ *.test.
 *
 * A case is a line of input and, below it, indented by two spaces, the expected tokens one a line,
 * "TERM KIND START-END" in bytes of the input, and "invalid N" last where malformed UTF-8 is
 * replaced. In the input \xHH is a byte, \\ a backslash. A line "! kinds KIND..." says which kinds
 * the cases below it list ("all" is the default), "! lexicon WORD..." gives them these words
 * instead of the built-in ones ("! lexicon" alone: none, which is the default). # begins a comment
 * line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "tokenizer/tokenizer.h"

typedef struct {
    Tokenizer *tokenizer;
    guint kinds; /* bit k: TokenKind k is listed */
    GString *got;
} Run;

static GString *unescape(const char *line)
{
    GString *bytes = g_string_new(NULL);
    for (const char *at = line; *at; at++)
        if (at[0] == '\\' && at[1] == '\\')
            g_string_append_c(bytes, *++at);
        else if (at[0] == '\\' && at[1] == 'x') {
            assert_true(g_ascii_isxdigit(at[2]) && g_ascii_isxdigit(at[3]));
            g_string_append_c(
                bytes, (char)(g_ascii_xdigit_value(at[2]) << 4 | g_ascii_xdigit_value(at[3])));
            at += 3;
        } else
            g_string_append_c(bytes, *at);
    return bytes;
}

static void add_token(const Token *token, gpointer data)
{
    Run *run = data;
    if (run->kinds & 1u << token->kind)
        g_string_append_printf(run->got, "  %.*s %s %u-%u\n", (int)token->len, token->term,
                               token_kind_name(token->kind), token->start, token->end);
}

static guint read_kinds(const char *names)
{
    guint kinds = 0;
    if (strcmp(names, "all") == 0)
        return ~0u;
    g_auto(GStrv) words = g_strsplit(names, " ", -1);
    for (char **word = words; *word; word++) {
        guint kind = 0;
        while (kind < TOKEN_KINDS && strcmp(token_kind_name(kind), *word) != 0)
            kind++;
        assert_true(kind < TOKEN_KINDS);
        kinds |= 1u << kind;
    }
    return kinds;
}

static Tokenizer *with_words(const char *words)
{
    g_autofree char *lines = g_strdelimit(g_strdup(words), " ", '\n');
    guint skipped;
    g_autoptr(Lexicon) lexicon = lexicon_new(lines, strlen(lines), &skipped, NULL);
    assert_int_equal(skipped, 0);
    return tokenizer_new(lexicon, NULL);
}

static void directive(Run *run, const char *line)
{
    if (g_str_has_prefix(line, "kinds ")) {
        run->kinds = read_kinds(line + 6);
    } else {
        assert_true(g_str_has_prefix(line, "lexicon"));
        tokenizer_free(run->tokenizer);
        run->tokenizer = with_words(line + 7);
    }
}

/* Runs the case at *LINE and moves it to the last line of the case; whether it passed. */
static gboolean run_case(Run *run, const char *file, char **first, char ***line)
{
    g_autoptr(GString) expected = g_string_new(NULL);
    char **input = *line;
    for (; (*line)[1] && g_str_has_prefix((*line)[1], "  "); (*line)++)
        g_string_append_printf(expected, "%s\n", (*line)[1]);
    GString *bytes = unescape(*input);
    g_string_truncate(run->got, 0);
    const Normalized *n =
        tokenizer_run(run->tokenizer, bytes->str, (gssize)bytes->len, add_token, run);
    if (n->n_invalid)
        g_string_append_printf(run->got, "  invalid %u\n", n->n_invalid);
    g_string_free(bytes, TRUE);
    if (strcmp(run->got->str, expected->str) == 0)
        return TRUE;
    print_message("%s:%d: %s\nexpected\n%sgot\n%s\n", file, (int)(input - first) + 1, *input,
                  expected->str, run->got->str);
    return FALSE;
}

static int run_file(const char *file, int *n)
{
    g_autofree char *content = NULL;
    int bad = 0;
    assert_true(g_file_get_contents(file, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    Run run = {with_words(""), ~0u, g_string_new(NULL)};
    for (char **line = lines; *line; line++) {
        if (**line == '\0' || **line == '#')
            continue;
        if (g_str_has_prefix(*line, "! ")) {
            directive(&run, *line + 2);
            continue;
        }
        bad += !run_case(&run, file, lines, &line);
        ++*n;
    }
    tokenizer_free(run.tokenizer);
    g_string_free(run.got, TRUE);
    return bad;
}

static void test_cases(void **state)
{
    const char *tests = g_getenv("TESTS_DIR");
    g_autofree char *folder = g_build_filename(tests ? tests : "tests", "cases", "tokenizer", NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;
    int bad = 0, n = 0;
    (void)state;
    assert_non_null(dir);
    while ((name = g_dir_read_name(dir)))
        if (g_str_has_suffix(name, ".test")) {
            g_autofree char *path = g_build_filename(folder, name, NULL);
            bad += run_file(path, &n);
        }
    print_message("# %d cases\n", n);
    assert_true(n > 0);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
    };
    return cmocka_run_group_tests_name("tokenizer", tests, NULL, NULL);
}
