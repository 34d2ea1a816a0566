/* Pieces of a phrase that are near each other, beside a plain count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "search/words/proximity.h"

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
    const struct CMUnitTest tests[] = {cmocka_unit_test(near_pieces)};
    return cmocka_run_group_tests_name("proximity", tests, NULL, NULL);
}
