/* Parts of searching by themselves: which editions are past, pieces that are near each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "search/plan/edition.h"
#include "search/words/proximity.h"

/* Of one number the newest that is or may be in force makes those before it old that have no
 * status; one soon in force does not, nor does another number's. */
static void past_editions(void **state)
{
    static const struct {
        const char *id;
        guint status;
        gboolean old;
    } given[] = {
        {"GB/T 1-2010", EDITION_IN_FORCE, FALSE},     {"GB/T 1-2000", EDITION_UNKNOWN, TRUE},
        {"GB/T 1-1990", EDITION_PAST, TRUE},          {"GB/T 1", EDITION_UNKNOWN, FALSE},
        {"GB/T 2-1990", EDITION_UNKNOWN, FALSE},      {"GB/T 2.1-1980", EDITION_UNKNOWN, FALSE},
        {"GB/T 3-2024", EDITION_SOON, FALSE},         {"GB/T 3-2000", EDITION_UNKNOWN, FALSE},
        {"GB/T 3-1990", EDITION_UNKNOWN, TRUE},       {"GB/T 4-2000", EDITION_PAST, TRUE},
        {"GB/T 4-1990", EDITION_UNKNOWN, FALSE},      {"ISO 1:2016", EDITION_UNKNOWN, FALSE},
        {"ISO 1:2002", EDITION_IN_FORCE, FALSE},      {"ISO 1:1990", EDITION_UNKNOWN, TRUE},
        {"住建部令第 37 号", EDITION_UNKNOWN, FALSE}, {"住建部令第 38 号", EDITION_PAST, TRUE},
    };
    (void)state;
    for (guint turn = 0; turn < G_N_ELEMENTS(given); turn++) { /* in whatever order they come */
        Edition editions[G_N_ELEMENTS(given)];
        g_autoptr(GPtrArray) list = g_ptr_array_new();
        for (guint i = 0; i < G_N_ELEMENTS(given); i++) {
            guint at = (i * 7 + turn) % G_N_ELEMENTS(given);
            edition_init(&editions[at], given[at].id, given[at].status);
            g_ptr_array_add(list, &editions[at]);
        }
        editions_mark_old(list);
        for (guint i = 0; i < G_N_ELEMENTS(given); i++) {
            if (editions[i].old != given[i].old)
                fail_msg("%s is %s", given[i].id, editions[i].old ? "old" : "not old");
            edition_clear(&editions[i]);
        }
    }
}

static void how_far_editions_go(void **state)
{
    static const struct {
        const char *id;
        guint further;
        int year;
    } cases[] = {
        {"ISO 8601:2004", EDITION_PLAIN, 2004},
        {"ISO 8601-1:2019", EDITION_PART, 2019},
        {"ISO 8601-1", EDITION_PART, 0},
        {"ISO 8601-1:2019/Amd 1:2022", EDITION_SUPPLEMENT, 2019},
        {"ISO/IEC 8802-3:2017/Amd 1:2017/Cor 1:2018", EDITION_SUPPLEMENT + 1, 2017},
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Edition edition;
        edition_init(&edition, cases[i].id, EDITION_UNKNOWN);
        assert_int_equal(edition.further, cases[i].further);
        assert_int_equal(edition.year, cases[i].year);
        assert_false(edition.old);
        edition_clear(&edition);
    }
    assert_int_equal(edition_digits("GB/T 22239-2019", strlen("GB/T 22239-2019")), 22239);
    assert_int_equal(edition_digits("GB/T 22239-2019", strlen("GB/T 222")), 222);
    assert_int_equal(edition_digits("draft", strlen("draft")), 0);
}

/* A text of words drawn from a few, by their numbers in WORDS. */
#define WORDS 60
static const char *const vocabulary[] = {"alpha", "beta", "gamma", "delta", "omega"};

static char *random_text(GRand *random, guint *words)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < WORDS; i++) {
        words[i] = (guint)g_rand_int_range(random, 0, G_N_ELEMENTS(vocabulary));
        g_string_append_printf(text, "%s%s", i ? " " : "", vocabulary[words[i]]);
    }
    return g_string_free(text, FALSE);
}

/* From how many words on the first PIECES of the vocabulary stand with no more than SLACK others
 * between them: from a word that is one of them to where the last of the others comes next. */
static guint count_near(const guint *words, guint pieces, guint slack)
{
    guint n = 0;
    for (guint start = 0; start < WORDS; start++) {
        guint last = start, missing = words[start] < pieces ? 0 : pieces;
        for (guint piece = 0; piece < pieces && !missing; piece++) {
            guint at = start;
            while (at < WORDS && words[at] != piece)
                at++;
            missing = at == WORDS;
            last = MAX(last, at);
        }
        n += !missing && last - start + 1 - pieces <= slack;
    }
    return n;
}

static void near_pieces(void **state)
{
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(NULL, NULL);
    g_autoptr(GRand) random = g_rand_new_with_seed(7);
    static const char *const phrases[] = {NULL, NULL, "alpha beta", "gamma alpha beta"};
    guint some = 0;
    (void)state;
    for (guint turn = 0; turn < 300; turn++) {
        guint words[WORDS], pieces = 2 + turn % 2, slack = turn % 5;
        g_autofree char *text = random_text(random, words);
        g_autoptr(Proximity) proximity = proximity_new(tokenizer, phrases[pieces], slack);
        g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(ProximityPlace));
        assert_int_equal(proximity->pieces->len, pieces);
        guint near = count_near(words, pieces, slack);
        assert_int_equal(proximity_find(proximity, text, strlen(text), NULL), near > 0);
        assert_int_equal(proximity_find(proximity, text, strlen(text), places), near > 0);
        assert_int_equal(places->len, near * pieces);
        for (guint i = 0; i < places->len; i++) {
            const ProximityPlace *place = &g_array_index(places, ProximityPlace, i);
            g_autofree char *piece = g_strndup(text + place->from, place->to - place->from);
            assert_non_null(strstr(phrases[pieces], piece));
        }
        some += near;
    }
    assert_in_range(some, 300, 300 * WORDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(past_editions),
                                       cmocka_unit_test(how_far_editions_go),
                                       cmocka_unit_test(near_pieces)};
    return cmocka_run_group_tests_name("parts of searching", tests, NULL, NULL);
}
