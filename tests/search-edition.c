/* Editions of one number: what an id says of itself, and which of several are past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "search/plan/edition.h"

static void test_ids(void **state)
{
    static const struct {
        const char *id, *number; /* NULL: none */
        int year;
        guint further, digits;
    } cases[] = {
        {"GB/T 22239-2019", "GB/T 22239", 2019, EDITION_PLAIN, 22239},
        {"ISO 15189", "ISO 15189", 0, EDITION_PLAIN, 15189},
        {"GB/T 1.1-2020", "GB/T 1.1", 2020, EDITION_PART, 1},
        {"ISO 8601-2:2019", "ISO 8601-2", 2019, EDITION_PART, 8601},
        {"ISO 15189:2022/Amd 1:2023", "ISO 15189", 2022, EDITION_SUPPLEMENT, 15189},
        {"ISO 8601-2:2019/Amd 1:2023", "ISO 8601-2", 2019, EDITION_SUPPLEMENT, 8601},
        {"ISO 15189:2022/Amd 1:2023/Cor 1:2024", "ISO 15189", 2022, EDITION_SUPPLEMENT + 1, 15189},
        {"20231926-T-469", NULL, 0, EDITION_PLAIN, 20231926},
        {"住建部令第 37 号", NULL, 0, EDITION_PLAIN, 37},
        {"draft", NULL, 0, EDITION_PLAIN, 0},
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        Edition edition;
        edition_init(&edition, cases[i].id, EDITION_SOON);
        if (!cases[i].number)
            assert_null(edition.number);
        else
            assert_string_equal(edition.number, cases[i].number);
        assert_int_equal(edition.year, cases[i].year);
        assert_int_equal(edition.further, cases[i].further);
        assert_int_equal(edition.status, EDITION_SOON);
        assert_false(edition.old);
        assert_int_equal(edition_digits(cases[i].id, strlen(cases[i].id)), cases[i].digits);
        edition_clear(&edition);
    }
    assert_int_equal(edition_digits("GB 123", 5), 12);
}

/* One that is withdrawn is past; one without a status if another of its number that is not withdrawn, and
 * not still to come, is newer. */
static void test_old(void **state)
{
    static const struct {
        const char *id;
        guint status;
        gboolean old;
    } cases[] = {
        {"GB/T 1-2020", EDITION_IN_FORCE, FALSE},
        {"GB/T 1-2010", EDITION_IN_FORCE, FALSE},
        {"GB/T 1-2009", EDITION_UNKNOWN, TRUE},
        {"GB/T 1", EDITION_UNKNOWN, FALSE},
        {"GB/T 2-2009", EDITION_UNKNOWN, FALSE},
        {"GB/T 2-2008", EDITION_UNKNOWN, TRUE},
        {"GB/T 2-2011", EDITION_PAST, TRUE},
        {"GB/T 3-2021", EDITION_SOON, FALSE},
        {"GB/T 3-2009", EDITION_UNKNOWN, FALSE},
        {"GB/T 3-1990", EDITION_UNKNOWN, TRUE},
        {"GB/T 4-2009", EDITION_PAST, TRUE},
        {"GB/T 4-2009/XG1-2010", EDITION_UNKNOWN, FALSE},
        {"GB/T 5-2001", EDITION_UNKNOWN, FALSE},
        {"draft", EDITION_UNKNOWN, FALSE},
    };
    Edition editions[G_N_ELEMENTS(cases)];
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        edition_init(&editions[i], cases[i].id, cases[i].status);
        g_ptr_array_add(all, &editions[G_N_ELEMENTS(cases) - 1 - i]);
    }
    editions_mark_old(all);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(editions[i].old, cases[i].old);
    for (guint i = 1; i < all->len; i++) {
        const Edition *before = all->pdata[i - 1], *edition = all->pdata[i];
        int order = g_strcmp0(before->number, edition->number);
        assert_true(order < 0 || (order == 0 && before->year >= edition->year));
    }
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        edition_clear(&editions[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_old),
    };
    return cmocka_run_group_tests_name("editions", tests, NULL, NULL);
}
