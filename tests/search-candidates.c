/* Which documents are worth a closer look: by the terms that can be afforded, and by rare characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "search/match/searcher.h"
#include "search/rank/candidates.h"
#include "tests/index-folder.h"

/* Words by what they are followed by, in so many documents and one more for each. */
static const char ends[] = "bcdfghjklmnpqrtv";
#define WORDS 16
#define MIDDLING 2900 /* 13 of such words fit in what may be read, not 14 */
#define FREQUENT 5100 /* 7 of such words, not 8 */
G_STATIC_ASSERT(MIDDLING * 13 + 12 * 13 / 2 < CANDIDATES_BUDGET);
G_STATIC_ASSERT(MIDDLING * 14 > CANDIDATES_BUDGET);
G_STATIC_ASSERT(FREQUENT * 7 + 6 * 7 / 2 < CANDIDATES_BUDGET);
G_STATIC_ASSERT(FREQUENT * CANDIDATES_LEAST_TERMS > CANDIDATES_BUDGET);
G_STATIC_ASSERT(FREQUENT > CANDIDATES_RARE_CHAR);

static void put(GString *lines, const char *id, const char *title)
{
    g_string_append_printf(lines, "{\"id\":\"T/%s\",\"title_zh\":\"%s\"}\n", id, title);
}

/* The words of each kind at 1, 2, … documents less than what they have in all: the last one of each
 * word says nothing else. */
static void put_words(GString *lines)
{
    for (int i = 1; i < FREQUENT + WORDS; i++) {
        g_autoptr(GString) title = g_string_new("常");
        g_autofree char *id = g_strdup_printf("A %d-2020", i);
        for (int w = 0; w < WORDS; w++) {
            if (i < MIDDLING + w)
                g_string_append_printf(title, " kom%c", ends[w]);
            if (i < FREQUENT + w)
                g_string_append_printf(title, " kof%c", ends[w]);
        }
        put(lines, id, title->str);
    }
    for (int w = 0; w < WORDS; w++) {
        g_autofree char *middling = g_strdup_printf("M %d-2020", w + 1);
        g_autofree char *frequent = g_strdup_printf("F %d-2020", w + 1);
        g_autofree char *first = g_strdup_printf("kom%c", ends[w]);
        g_autofree char *second = g_strdup_printf("kof%c", ends[w]);
        put(lines, middling, first);
        put(lines, frequent, second);
    }
}

static int make_index(void **state)
{
    (void)state;
    g_autoptr(GString) lines = g_string_new(NULL);
    folder_make();
    put_words(lines);
    put(lines, "R 1-2020", "甪");
    put(lines, "R 2-2020", "甫");
    put(lines, "R 3-2020", "甫");
    put(lines, "R 4-2020", "甫 甬");
    put(lines, "R 5-2020", "甬");
    put(lines, "R 6-2020", "甬");
    put(lines, "R 7-2020", "甬");
    g_autofree char *file = g_build_filename(folder, "records.jsonl", NULL);
    return !g_file_set_contents(file, lines->str, -1, NULL) || index_run("build", file, NULL) != 0;
}

static int set_up(void **state)
{
    *state = searcher_open(index_folder, NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    searcher_free(*state);
    return 0;
}

/* The numbers of the documents of CANDIDATES whose id begins with PREFIX, in their order. */
static char *numbers(Searcher *searcher, const GArray *candidates, const char *prefix)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < candidates->len; i++) {
        DocumentView view;
        XcDocid docid = g_array_index(candidates, Candidate, i).docid;
        assert_true(index_view(searcher->index, docid, &view, NULL));
        g_autofree char *id = g_strndup(view.id, view.id_len);
        if (g_str_has_prefix(id, prefix))
            g_string_append_printf(out, "%s%d", out->len ? " " : "", atoi(id + strlen(prefix)));
    }
    return g_string_free(out, FALSE);
}

/* The words that begin with PREFIX, those of many documents first. */
static char *query_of(const char *prefix)
{
    GString *out = g_string_new(NULL);
    for (int w = WORDS; w-- > 0;)
        g_string_append_printf(out, "%s%c ", prefix, ends[w]);
    return g_string_free(out, FALSE);
}

static void check_afforded(Searcher *searcher, const char *text, const char *ids, int n)
{
    g_autoptr(Query) query = query_parse(text, NULL, NULL);
    g_autoptr(QueryTerms) terms = query_terms_new(searcher, query);
    g_autoptr(GArray) found = candidates_find(searcher, terms, searcher->live, 100000, NULL);
    g_autoptr(GArray) all = candidates_of(searcher, terms, searcher->live, 100000, NULL);
    g_autofree char *some = numbers(searcher, found, ids);
    g_auto(GStrv) parts = g_strsplit(some, " ", -1);
    assert_int_equal(g_strv_length(parts), n);
    for (int i = 0; i < n; i++)
        assert_in_range(atoi(parts[i]), 1, n);
    assert_int_equal(all->len, docset_count(searcher->live));
    /* of a set that is known all terms count */
    guint weighing = 0;
    for (guint i = 0; i < all->len; i++)
        weighing += g_array_index(all, Candidate, i).bm25 > 0;
    assert_true(weighing >= found->len + WORDS - (guint)n);
}

/* As many of the rarest terms as can be read, eight in any case. */
static void test_budget(void **state)
{
    g_autofree char *middling = query_of("kom"), *frequent = query_of("kof");
    check_afforded(*state, middling, "T/M ", 13);
    check_afforded(*state, frequent, "T/F ", CANDIDATES_LEAST_TERMS);
}

/* What is added by the characters of TEXT to KNOWN (a document's number, or 0), up to MAX. */
static char *by_characters(Searcher *searcher, const char *text, int known, guint max)
{
    g_autoptr(Query) query = query_parse(text, NULL, NULL);
    g_autoptr(QueryTerms) terms = query_terms_new(searcher, query);
    g_autoptr(GArray) candidates = g_array_new(FALSE, TRUE, sizeof(Candidate));
    g_autoptr(GArray) all = docset_docids(searcher->live, &searcher->space, G_MAXUINT32);
    for (guint i = 0; known && i < all->len; i++) {
        Candidate one = {g_array_index(all, XcDocid, i), 1};
        g_array_append_val(candidates, one);
        g_autofree char *number = numbers(searcher, candidates, "T/R ");
        if (atoi(number) == known)
            break;
        g_array_set_size(candidates, 0);
    }
    assert_true(candidates_add_by_characters(searcher, terms, searcher->live, candidates, max,
                                             NULL));
    assert_true(candidates->len <= max);
    return numbers(searcher, candidates, "T/R ");
}

static void test_characters(void **state)
{
    Searcher *searcher = *state;
    static const struct {
        const char *text;
        int known;
        guint max;
        const char *added;
    } cases[] = {
        {"甪甫甬", 0, 100, "4 1 2 3 5 6 7"}, /* 甫甬 together tell more than 甪 */
        {"甪甬", 0, 100, "1 4 5 6 7"},
        {"甪甬", 0, 3, "1 4 5"},
        {"甪甬", 5, 100, "5 1 4 6 7"}, /* none twice */
        {"甪甬", 5, 1, "5"},
        {"甪甬常", 0, 100, "1 4 5 6 7"}, /* 常 is in too many */
        {"常", 0, 100, ""},
        {"甪一二三四五六七八九十百", 0, 100, "1"}, /* twelve */
        {"甪一二三四五六七八九十百千", 0, 100, ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *got =
            by_characters(searcher, cases[i].text, cases[i].known, cases[i].max);
        assert_string_equal(got, cases[i].added);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_budget, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_characters, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("candidates", tests, make_index, folder_remove);
}
