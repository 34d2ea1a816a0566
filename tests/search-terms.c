/* What of a query is looked for and what it weighs: tests/cases/terms/ *.test, over an index of
 * records.jsonl there.
 *
 * A case is a query line and, below it, indented by two spaces, lines "ASPECT: …", of which only those
 * given are compared:
 *   words    as a document must hold them: text(terms), or text(terms/parts); ~ before an empty one
 *   terms    as they find candidates: each with its weight, and after / the most that counts, if less
 *   symbols  as they rank: characters and stems, each with its weight; | is a break
 *   idf      of words
 *   pairs    idf of symbols, and after + of them and the next one
 *   numbers  what is looked up; alone: nothing else counts
 *   phrases, spellings (what others write glued or in two), longness
 *   asks     number, if the query asks for one
 * Lines that begin with # and empty lines separate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "search/match/searcher.h"
#include "search/plan/query-terms.h"
#include "tests/index-folder.h"

static char *cases(const char *name)
{
    const char *tests = g_getenv("TESTS_DIR");
    return g_build_filename(tests ? tests : "tests", "cases", "terms", name, NULL);
}

static int make_index(void **state)
{
    (void)state;
    folder_make();
    g_autofree char *records = cases("records.jsonl");
    return index_run("build", records, NULL);
}

static char *all_of(const GPtrArray *strings)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < strings->len; i++)
        g_string_append_printf(out, "%s%s", i ? " " : "", (const char *)strings->pdata[i]);
    return g_string_free(out, FALSE);
}

static void put_words(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->words->len; i++) {
        const QueryWord *word = &g_array_index(terms->words, QueryWord, i);
        g_autofree char *held = all_of(word->terms), *parts = all_of(word->parts);
        g_string_append_printf(out, " %s%s(%s%s%s)", word->empty ? "~" : "", word->text, held,
                               *parts ? "/" : "", parts);
    }
}

static void put_terms(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->terms->len; i++) {
        const WeighedTerm *term = &g_array_index(terms->terms, WeighedTerm, i);
        if (term->weight == 0)
            continue;
        g_string_append_printf(out, " %s %.3g", term->term, term->weight);
        if (term->most < term->weight)
            g_string_append_printf(out, "/%.3g", term->most);
    }
}

static void put_symbols(GString *out, const QueryTerms *terms)
{
    const GArray *symbols = terms->symbols->symbols;
    for (guint i = 0; i < symbols->len; i++) {
        const QuerySymbol *symbol = &g_array_index(symbols, QuerySymbol, i);
        char character[8] = "|";
        if (symbol->code && !symbol->stem)
            character[g_unichar_to_utf8(symbol->code, character)] = '\0';
        g_string_append_printf(out, " %s", symbol->stem ? symbol->stem : character);
        if (symbol->code)
            g_string_append_printf(out, " %g", symbol->weight);
    }
}

static void put_idf(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->words->len; i++)
        g_string_append_printf(out, " %s %.2f", g_array_index(terms->words, QueryWord, i).text,
                               g_array_index(terms->word_idf, double, i));
}

static void put_pairs(GString *out, const QueryTerms *terms)
{
    const GArray *symbols = terms->symbols->symbols;
    for (guint i = 0; i < symbols->len; i++) {
        const QuerySymbol *symbol = &g_array_index(symbols, QuerySymbol, i);
        g_string_append_printf(out, " %.2f", symbol->idf);
        if (symbol->pair_idf > 0)
            g_string_append_printf(out, "+%.2f", symbol->pair_idf);
    }
}

static void put_numbers(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->numbers->len; i++)
        g_string_append_printf(out, " %s", ((QueryNumber *)terms->numbers->pdata[i])->bare);
    if (terms->numbers_only)
        g_string_append(out, " alone");
}

static void put_phrases(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->phrases->len; i++)
        g_string_append_printf(out, " \"%s\"", (char *)terms->phrases->pdata[i]);
}

static void put_spellings(GString *out, const QueryTerms *terms)
{
    for (guint i = 0; i < terms->spellings->len; i++)
        g_string_append_printf(out, " \"%s\"", (char *)terms->spellings->pdata[i]);
}

static void put_longness(GString *out, const QueryTerms *terms)
{
    g_string_append_printf(out, " %.2f", terms->symbols->longness);
}

static void put_asks(GString *out, const QueryTerms *terms)
{
    g_string_append(out, terms->symbols->asks_number ? " number" : "");
}

static const struct {
    const char *name;
    void (*put)(GString *out, const QueryTerms *terms);
} aspects[] = {
    {"words", put_words},     {"terms", put_terms},         {"symbols", put_symbols},
    {"numbers", put_numbers}, {"phrases", put_phrases},     {"spellings", put_spellings},
    {"asks", put_asks},       {"longness", put_longness},   {"idf", put_idf},
    {"pairs", put_pairs},
};

/* The line of TERMS for that aspect which WANTED begins with. */
static char *line_of(const QueryTerms *terms, const char *wanted)
{
    for (guint i = 0; i < G_N_ELEMENTS(aspects); i++) {
        if (!g_str_has_prefix(wanted, aspects[i].name))
            continue;
        GString *out = g_string_new(aspects[i].name);
        g_string_append_c(out, ':');
        aspects[i].put(out, terms);
        return g_string_free(out, FALSE);
    }
    return g_strdup("no such aspect");
}

/* Compares the cases of the file NAME; returns how many lines differ. */
static int run_file(Searcher *searcher, const char *name)
{
    g_autofree char *path = cases(name), *content = NULL;
    g_autoptr(Query) query = NULL;
    g_autoptr(QueryTerms) terms = NULL;
    int bad = 0, n = 0;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (*lines[i] == '\0' || *lines[i] == '#')
            continue;
        if (!g_str_has_prefix(lines[i], "  ")) {
            g_clear_pointer(&terms, query_terms_free);
            g_clear_pointer(&query, query_free);
            query = query_parse(lines[i], NULL, NULL);
            assert_non_null(query);
            query_join_texts(query); /* as a search does */
            terms = query_terms_new(searcher, query);
            continue;
        }
        assert_non_null(terms);
        g_autofree char *got = line_of(terms, lines[i] + 2);
        n++;
        if (strcmp(got, lines[i] + 2) != 0) {
            print_message("%s:%u:\n  expected %s\n  got      %s\n", path, i + 1, lines[i] + 2, got);
            bad++;
        }
    }
    assert_true(n > 0);
    return bad;
}

static void test_cases(void **state)
{
    (void)state;
    g_autoptr(Searcher) searcher = searcher_open(index_folder, NULL);
    assert_non_null(searcher);
    assert_int_equal(run_file(searcher, "words.test") + run_file(searcher, "weights.test"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_cases)};
    return cmocka_run_group_tests_name("terms of queries", tests, make_index, folder_remove);
}
