/* Names of values, from tests/cases/value/; and what the tables themselves must keep. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>
#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/record.h"
#include "corpus/record/value.h"

typedef gboolean (*Check)(FieldId field, char **cells);

static int run_file(const char *name, Check check)
{
    const char *tests = g_getenv("TESTS_DIR");
    g_autofree char *path = g_build_filename(tests ? tests : "tests", "cases", "value", name, NULL);
    g_autofree char *content = NULL;
    int bad = 0, n = 0;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (char **line = lines; *line; line++) {
        if (!**line || **line == '#')
            continue;
        g_auto(GStrv) cells = g_strsplit(*line, "\t", -1);
        assert_int_equal(g_strv_length(cells), 4);
        n++;
        if (!check((FieldId)(field_by_name(cells[0]) - fields), cells)) {
            print_message("%s:%d: %s\n", path, (int)(line - lines) + 1, *line);
            bad++;
        }
    }
    assert_true(n > 20);
    return bad;
}

static gboolean check_name(FieldId field, char **cells)
{
    g_autofree char *canonical = value_canonical(field, cells[1]);
    const char *label = value_label(field, canonical);
    g_autofree char *again = value_canonical(field, canonical);
    if (strcmp(canonical, cells[2]) == 0 && strcmp(label ? label : "-", cells[3]) == 0 &&
        strcmp(again, canonical) == 0)
        return TRUE;
    print_message("got %s, %s\n", canonical, label ? label : "-");
    return FALSE;
}

static gboolean check_meets(FieldId field, char **cells)
{
    g_autoptr(ValueSought) sought = value_sought_new(field, cells[1]);
    return value_sought_meets(sought, cells[2]) == (strcmp(cells[3], "yes") == 0);
}

static gboolean check_parent(FieldId field, char **cells)
{
    g_autofree char *parent = value_parent(field, cells[1]);
    const char *label = parent ? value_label(field, parent) : NULL;
    if (strcmp(parent ? parent : "-", cells[2]) == 0 && strcmp(label ? label : "-", cells[3]) == 0)
        return TRUE;
    print_message("got %s, %s\n", parent ? parent : "-", label ? label : "-");
    return FALSE;
}

static void test_parents(void **state)
{
    (void)state;
    assert_int_equal(run_file("parents.tsv", check_parent), 0);
}

static void test_names(void **state)
{
    (void)state;
    assert_int_equal(run_file("names.tsv", check_name), 0);
}

static void test_meets(void **state)
{
    (void)state;
    assert_int_equal(run_file("meets.tsv", check_meets), 0);
}

static void check_names(FieldId field, const ValueName *row)
{
    g_auto(GStrv) names = g_strsplit(row->names ? row->names : "", "|", -1);
    for (char **name = names; *name; name++)
        if (value_find(field, *name) != row)
            fail_msg("%s: '%s' does not find %s", fields[field].name, *name, row->value);
}

/* Each row is found by its value, by its names and, but for English names that two bodies share, by its label; no
 * value stands twice. */
static void test_tables(void **state)
{
    static const FieldId named[] = {FIELD_KIND, FIELD_STATUS, FIELD_STAGE, FIELD_COMMITTEE, FIELD_ICS, FIELD_CCS};
    guint national = 0;
    (void)state;
    for (guint f = 0; f < G_N_ELEMENTS(named); f++) {
        guint n;
        const ValueName *rows = value_table(named[f], &n);
        g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
        assert_true(n > 0);
        for (guint i = 0; i < n; i++) {
            assert_ptr_equal(value_find(named[f], rows[i].value), &rows[i]);
            assert_true(g_hash_table_add(seen, (gpointer)rows[i].value));
            assert_true(rows[i].from <= rows[i].to);
            check_names(named[f], &rows[i]);
            if (g_str_has_prefix(rows[i].value, "SAC/")) {
                assert_ptr_equal(value_find(named[f], rows[i].label), &rows[i]);
                national++;
            }
        }
    }
    assert_true(national >= 150);
    guint n;
    assert_null(value_table(FIELD_PLAN, &n));
    assert_int_equal(n, 0);
    g_autofree char *other = value_canonical(FIELD_PLAN, "20230001-T-469");
    assert_string_equal(other, "20230001-T-469");
}

/* ISO's matrix of stages: the steps that each has. */
static const struct {
    guint stage;
    guint steps[7];
} matrix[] = {
    {0, {0, 20, 60, 98, 99}},
    {10, {0, 20, 60, 92, 98, 99}},
    {20, {0, 20, 60, 98, 99}},
    {30, {0, 20, 60, 92, 98, 99}},
    {40, {0, 20, 60, 92, 93, 98, 99}},
    {50, {0, 20, 60, 92, 98, 99}},
    {60, {0, 60}},
    {90, {20, 60, 92, 93, 99}},
    {95, {20, 60, 92, 99}},
};

static gboolean is_in_matrix(guint code)
{
    for (guint i = 0; i < G_N_ELEMENTS(matrix); i++)
        for (guint k = 0; matrix[i].stage == code / 100 && k < G_N_ELEMENTS(matrix[i].steps); k++)
            if (matrix[i].steps[k] == code % 100 && (k == 0 || matrix[i].steps[k]))
                return TRUE;
    return FALSE;
}

/* Each code of the matrix, and no other, is explained; a stage is a run of them, within one of its rows
 * or from one to the next, and a deleted project ends none. */
static void test_stages(void **state)
{
    guint n;
    const ValueName *rows = value_table(FIELD_STAGE, &n);
    (void)state;
    for (guint code = 0; code < 10000; code++) {
        g_autofree char *text = g_strdup_printf("%02u.%02u", code / 100, code % 100);
        assert_int_equal(value_label(FIELD_STAGE, text) != NULL, is_in_matrix(code));
    }
    for (guint i = 0; i < n; i++) {
        if (!rows[i].to) {
            assert_int_equal(rows[i].from, 0);
            continue;
        }
        assert_true(rows[i].from % 100 == 0 || is_in_matrix(rows[i].from));
        assert_true(is_in_matrix(rows[i].to) && rows[i].to % 100 != 98);
        assert_true(rows[i].to / 100 <= rows[i].from / 100 + 10);
    }
}

static void test_unusual(void **state)
{
    (void)state;
    assert_false(value_is_known(FIELD_COMMITTEE, ""));
    assert_false(value_is_known(FIELD_KIND, "///"));
    assert_false(value_is_known(FIELD_STAGE, "50.2"));
    assert_false(value_is_known(FIELD_STAGE, "500.20"));
    assert_true(value_is_known(FIELD_STAGE, "50.20"));
    assert_true(value_is_known(FIELD_COMMITTEE, "ISO/TC 9999/SC 1"));
    assert_false(value_is_known(FIELD_COMMITTEE, "ISO/TC"));
    assert_false(value_is_known(FIELD_COMMITTEE, "ISO"));
    assert_false(value_is_known(FIELD_COMMITTEE, "\xff\xfe"));
    assert_false(value_is_known(FIELD_COMMITTEE, "(((("));
}

/* A month's last day may be any, so it is surely past only when the month is. */
static void test_day(void **state)
{
    static const struct {
        const char *effective;
        guint32 today;
        const char *status;
    } cases[] = {
        {"2024-02-04", 20240203, STATUS_SOON}, {"2024-02-04", 20240204, STATUS_IN_FORCE},
        {"2024-02", 20240229, STATUS_SOON},    {"2024-02", 20240301, STATUS_IN_FORCE},
        {"2024", 20241231, STATUS_SOON},       {"2024", 20250101, STATUS_IN_FORCE},
        {NULL, 20240101, STATUS_SOON},
    };
    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Record) record = record_new();
        record_set_text(record, FIELD_STATUS, STATUS_SOON, -1);
        record_set_text(record, FIELD_EFFECTIVE, cases[i].effective, -1);
        assert_string_equal(record_status_on(record, cases[i].today), cases[i].status);
        record_set_text(record, FIELD_STATUS, STATUS_WITHDRAWN, -1);
        assert_string_equal(record_status_on(record, cases[i].today), STATUS_WITHDRAWN);
    }
    assert_int_equal(date_last(0), 0);
    assert_true(date_today() > 20200000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parents), cmocka_unit_test(test_names),
        cmocka_unit_test(test_meets),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_stages),
        cmocka_unit_test(test_unusual),
        cmocka_unit_test(test_day),
    };
    return cmocka_run_group_tests_name("corpus-value", tests, NULL, NULL);
}
