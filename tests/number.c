/* Numbers of standards: cases in tests/cases/number/, random bytes, and the catalogues where they
 * are at hand. In the case files a line that begins with # is a comment, and \n, \t, \s (a space)
 * and \xHH stand for bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "number/number.h"
#include "number/prefixes.h"

typedef struct {
    const char *name;
    guint line;
    char **cells;
} Case;

typedef gboolean (*CaseCheck)(const Case *c);

static void fail_case(const Case *c, const char *what, const char *expected, const char *got)
{
    print_error("%s:%u: %s: expected '%s', got '%s'\n", c->name, c->line, what, expected, got);
}

static gboolean same(const Case *c, const char *what, const char *expected, const char *got)
{
    if (g_strcmp0(expected, got) == 0)
        return TRUE;
    fail_case(c, what, expected, got != NULL ? got : "(none)");
    return FALSE;
}

/* Undoes the escapes in place. */
static void unescape(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        if (from[0] != '\\' || from[1] == '\0') {
            *to++ = *from;
            continue;
        }
        from++;
        if (*from == 'x' && g_ascii_isxdigit(from[1]) && g_ascii_isxdigit(from[2])) {
            *to++ = (char)(g_ascii_xdigit_value(from[1]) * 16 + g_ascii_xdigit_value(from[2]));
            from += 2;
        } else {
            *to++ = (char)(*from == 'n' ? '\n' : *from == 't' ? '\t' : *from == 's' ? ' ' : *from);
        }
    }
    *to = '\0';
}

static char *read_cases(const char *name)
{
    const char *dir = g_getenv("TESTS_DIR");
    g_autofree char *path =
        g_build_filename(dir != NULL ? dir : "tests", "cases", "number", name, NULL);
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    if (!g_file_get_contents(path, &text, NULL, &error))
        fail_msg("%s", error->message);
    return text;
}

/* Runs CHECK on each line of the file, which must have at least CELLS cells. */
static void run_cases(const char *name, guint cells, CaseCheck check)
{
    g_autofree char *text = read_cases(name);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint failed = 0, count = 0;

    for (guint i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) split = g_strsplit(lines[i], "\t", -1);
        Case c = {name, i + 1, split};

        if (lines[i][0] == '\0' || lines[i][0] == '#')
            continue;
        count++;
        for (guint k = 0; split[k] != NULL; k++)
            unescape(split[k]);
        if (g_strv_length(split) < cells) {
            print_error("%s:%u: too few cells\n", name, i + 1);
            failed++;
        } else if (!check(&c)) {
            failed++;
        }
    }
    print_message("# %s: %u cases\n", name, count);
    assert_int_equal(failed, 0);
    assert_true(count > 0);
}

/* spelling, the number that it names first, or none */
static gboolean check_spelling(const Case *c)
{
    g_autoptr(Number) number = number_first(c->cells[0], -1);
    g_autofree char *first = number != NULL ? number_format(number) : g_strdup("none");

    return same(c, c->cells[0], c->cells[1], first);
}

/* input, canonical, kind (- for none), terms; "none" as canonical: not a number, passes trimmed */
static gboolean check_parse(const Case *c)
{
    g_autoptr(Number) number = number_parse(c->cells[0], -1);
    g_autofree char *canonical = number_canonical_id(c->cells[0]);
    g_autofree char *again = number_canonical_id(canonical);
    g_auto(GStrv) terms = NULL;
    g_autofree char *joined = NULL;
    const char *kind;

    if (strcmp(c->cells[1], "none") == 0) {
        g_autofree char *trimmed = g_strstrip(g_strdup(c->cells[0]));

        return same(c, "number", "none", number != NULL ? canonical : "none") &&
               same(c, "canonical id", trimmed, canonical);
    }
    if (number == NULL) {
        fail_case(c, "number", c->cells[1], "none");
        return FALSE;
    }
    kind = number_kind(number);
    if (!same(c, "canonical id", c->cells[1], canonical) ||
        !same(c, "canonical id of the canonical id", canonical, again) ||
        (c->cells[2] != NULL && !same(c, "kind", c->cells[2], kind != NULL ? kind : "-")))
        return FALSE;
    if (c->cells[2] == NULL || c->cells[3] == NULL)
        return TRUE;
    terms = number_terms(number);
    joined = g_strjoinv(" ", terms);
    return same(c, "terms", c->cells[3], joined);
}

static void test_parse(void **state)
{
    (void)state;
    run_cases("parse.tsv", 2, check_parse);
}

typedef struct {
    const char *text;
    GString *out;
} Listing;

static gboolean list_found(const Number *number, size_t start, size_t end, gpointer data)
{
    Listing *listing = data;
    g_autofree char *canonical = number_format(number);

    if (listing->out->len > 0)
        g_string_append(listing->out, " | ");
    g_string_append_printf(listing->out, "%zu-%zu %s%s", start, end, canonical, number->doubtful ? "?" : "");
    return TRUE;
}

/* text, "start-end canonical" joined by " | " ("none") */
static gboolean check_find(const Case *c)
{
    g_autoptr(GString) out = g_string_new(NULL);
    Listing listing = {c->cells[0], out};

    number_find(c->cells[0], strlen(c->cells[0]), list_found, &listing);
    return same(c, "found", c->cells[1], out->len > 0 ? out->str : "none");
}

/* the same of what may be something else too */
static gboolean check_doubtful(const Case *c)
{
    g_autoptr(GString) out = g_string_new(NULL);
    Listing listing = {c->cells[0], out};

    number_find_doubtful(c->cells[0], strlen(c->cells[0]), list_found, &listing);
    return same(c, "found", c->cells[1], out->len > 0 ? out->str : "none");
}

static void test_doubtful(void **state)
{
    (void)state;
    run_cases("doubtful.tsv", 2, check_doubtful);
}

/* text in a column of numbers, the number of a body that is not known, or none */
static void test_unknown(void **state)
{
    static const char *const cases[][2] = {{"EPA 8270D", "EPA 8270D"}, {"FDA/CDRH 12-3", "FDA/CDRH 12-3"}, {" CNAS-CL01:2018 ", "CNAS-CL 01:2018"},
                                           {"A 12", "none"}, {"无", "none"}, {"see EPA 8270D", "none"}, {"EPA", "none"},
                                           {"EPA 8270D and more", "none"}, {"12 EPA", "none"}};

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Number) number = number_of_unknown(cases[i][0]);
        g_autofree char *got = number != NULL ? number_format(number) : g_strdup("none");

        assert_string_equal(got, cases[i][1]);
    }
}

static void test_find(void **state)
{
    (void)state;
    run_cases("find.tsv", 2, check_find);
}

/* two numbers whose terms must meet, or, with "apart" in the third cell, must not */
static gboolean check_meet(const Case *c)
{
    g_autoptr(Number) a = number_parse(c->cells[0], -1);
    g_autoptr(Number) b = number_parse(c->cells[1], -1);
    g_auto(GStrv) left = NULL, right = NULL;
    gboolean meet = FALSE;

    if (a == NULL || b == NULL) {
        fail_case(c, "numbers", "two", a == NULL ? c->cells[0] : c->cells[1]);
        return FALSE;
    }
    left = number_terms(a);
    right = number_terms(b);
    for (guint i = 0; left[i] != NULL; i++)
        meet = meet || g_strv_contains((const char *const *)right, left[i]);
    return same(c, c->cells[1], c->cells[2] != NULL ? c->cells[2] : "meet",
                meet ? "meet" : "apart");
}

static void test_meet(void **state)
{
    (void)state;
    run_cases("meet.tsv", 2, check_meet);
}

static char *previous_key; /* of the line before, while sort.txt is read */

static gboolean check_sorted(const Case *c)
{
    char *key = number_sort_key(c->cells[0]);
    gboolean sorted = previous_key == NULL || strcmp(previous_key, key) < 0;

    if (!sorted)
        fail_case(c, "order", "after the line before", c->cells[0]);
    g_free(previous_key);
    previous_key = key;
    return sorted;
}

static void test_sort(void **state)
{
    (void)state;
    run_cases("sort.txt", 1, check_sorted);
    g_clear_pointer(&previous_key, g_free);
}

static gboolean count_and_check(const Number *number, size_t start, size_t end, gpointer data)
{
    size_t *limits = data; /* length, end of the last number, its start, count */
    g_autofree char *canonical = number_format(number);

    assert_true(start < end && end <= limits[0]);
    assert_true(start >= limits[1] || start == limits[2]);
    assert_true(canonical[0] != '\0');
    limits[1] = end;
    limits[2] = start;
    limits[3]++;
    return TRUE;
}

/* Any bytes: offsets in bounds and in order, nothing read beyond the end (the buffer is exact, so
 * that AddressSanitizer sees it). Half of the bytes are pieces of numbers. */
static void test_random_bytes(void **state)
{
    static const char *const pieces[] = {
        "GB/T ",    "ISO",          "/IEC", " 27001",      ":2022",        "-2019",
        "\xEF\xBC", "\xE2\x80\x94", "T/",   "20231926-T-", "469",          "~",
        "DTR",      "/Amd 1",       " ",    "DB11",        "\xE3\x80\x80", "X",
        "Q/AB",     "\xFF",
    };
    g_autoptr(GRand) random = g_rand_new_with_seed(20240219);

    (void)state;
    for (int round = 0; round < 20000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autofree char *exact = NULL;
        size_t limits[4] = {0, 0, G_MAXSIZE, 0};
        int n = g_rand_int_range(random, 0, 40);

        for (int i = 0; i < n; i++) {
            if (g_rand_boolean(random))
                g_string_append(text, pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))]);
            else
                g_string_append_c(text, (char)g_rand_int_range(random, 0, 256));
        }
        exact = g_memdup2(text->str, text->len);
        limits[0] = text->len;
        if (text->len > 0) {
            number_free(number_parse(exact, (gssize)text->len));

            number_find(exact, text->len, count_and_check, limits);
        }
    }
}

static gboolean refuse(const Number *number, size_t start, size_t end, gpointer data)
{
    g_autofree char *text = number_format(number);

    (void)start, (void)end;
    g_string_append(data, text);
    return FALSE;
}

static gboolean check_none(const Case *c)
{
    g_autoptr(GString) found = g_string_new(NULL);

    number_find(c->cells[0], strlen(c->cells[0]), refuse, found);
    return same(c, c->cells[0], "", found->str);
}

/* text, yes or no */
static gboolean check_certain(const Case *c)
{
    return same(c, c->cells[0], c->cells[1], number_is_certain(c->cells[0], -1) ? "yes" : "no");
}

/* text, its number without the date of its supplement or none, whether it had one */
static gboolean check_supplement(const Case *c)
{
    gboolean dated = FALSE;
    g_autofree char *undated = number_supplement(c->cells[0], &dated);

    return same(c, c->cells[0], c->cells[1], undated != NULL ? undated : "none") &&
           same(c, "dated", c->cells[2],
                undated == NULL ? "-"
                : dated         ? "yes"
                                : "no");
}

static void test_supplements(void **state)
{
    (void)state;
    run_cases("supplements.tsv", 3, check_supplement);
}

static void test_spellings(void **state)
{
    (void)state;
    run_cases("spellings.tsv", 2, check_spelling);
}

/* Known again by what it is known as. */
static gboolean check_notice(const Case *c)
{
    g_autofree char *notice = number_notice(c->cells[0]);
    g_autofree char *id = notice != NULL ? number_canonical_id(c->cells[0]) : g_strdup("none");
    g_autofree char *again = notice != NULL ? number_notice(notice) : g_strdup("none");

    return same(c, c->cells[0], c->cells[1], id) && same(c, "again", c->cells[1], again);
}

static void test_notices(void **state)
{
    (void)state;
    run_cases("notices.tsv", 2, check_notice);
}

static void test_none(void **state)
{
    (void)state;
    run_cases("none.tsv", 1, check_none);
}

static void test_misread(void **state)
{
    (void)state;
    assert_true(number_is_misread("IS0 9001"));
    assert_true(number_is_misread("JGJ l8-2012"));
    assert_false(number_is_misread("ISO 9001"));
    assert_false(number_is_misread("IEEE 802.1O"));
    assert_false(number_is_misread("lO1"));
}

static void test_certain(void **state)
{
    (void)state;
    run_cases("certain.tsv", 2, check_certain);
}

static gboolean stop_at_once(const Number *number, size_t start, size_t end, gpointer data)
{
    (void)number, (void)start, (void)end;
    (*(int *)data)++;
    return FALSE;
}

static void test_stop(void **state)
{
    static const char text[] = "GB 50254~50259-96, GB/T 22239-2019";
    int calls = 0;

    (void)state;
    number_find(text, strlen(text), stop_at_once, &calls);
    assert_int_equal(calls, 1);
    number_find(NULL, 0, stop_at_once, &calls);
    assert_int_equal(calls, 1);
}

/* A megabyte of what looks like beginnings must cost no more than another megabyte. */
static void test_linear(void **state)
{
    static const char *const units[] = {"GB/T 1",    "1",    "ISO/",      "ISO/IEC 1-1-1-",
                                        "20231926-", "T/A1", "GB/T 1.1~", "EN EN EN 1 "};

    (void)state;
    for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        size_t limits[4] = {0, 0, G_MAXSIZE, 0};

        while (text->len < 1 << 20)
            g_string_append(text, units[i]);
        limits[0] = text->len;
        number_find(text->str, text->len, count_and_check, limits); /* quadratic: never ends */
    }
}

static char *catalogue_path(void)
{
    const char *shared = g_getenv("BIAOSOU_SHARED"), *tests = g_getenv("TESTS_DIR");

    if (shared != NULL)
        return g_build_filename(shared, "catalogue", NULL);
    return g_build_filename(tests != NULL ? tests : "tests", "..", "..", "shared", "catalogue",
                            NULL);
}

typedef struct {
    const char *file;
    const char *command; /* printf format of the path */
    guint most_changed, most_unparsed;
} Catalogue;

/* Reads the catalogue through its command and checks every id. */
static void check_catalogue(const Catalogue *catalogue, const char *path)
{
    g_autofree char *quoted = g_shell_quote(path);
    g_autofree char *command = g_strdup_printf("%s %s", catalogue->command, quoted);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    FILE *in = popen(command, "r");
    char *line = NULL;
    size_t size = 0;
    guint count = 0, changed = 0, unparsed = 0;

    assert_non_null(in);
    while (getline(&line, &size, in) > 0) {
        json_t *record = json_loads(line, 0, NULL);
        const char *id = json_string_value(json_object_get(record, "id"));
        char *canonical = id != NULL ? number_canonical_id(id) : NULL;
        g_autoptr(Number) number = id != NULL ? number_parse(id, -1) : NULL;
        g_autofree char *again = canonical != NULL ? number_canonical_id(canonical) : NULL;

        assert_non_null(id);
        assert_string_equal(canonical, again);
        count++;
        changed += strcmp(id, canonical) != 0 ? 1 : 0;
        unparsed += number == NULL ? 1 : 0;
        if (g_hash_table_contains(seen, canonical) &&
            strcmp(g_hash_table_lookup(seen, canonical), id) != 0)
            fail_msg("%s: '%s' and '%s' are both '%s'", catalogue->file,
                     (char *)g_hash_table_lookup(seen, canonical), id, canonical);
        g_hash_table_insert(seen, canonical, g_strdup(id));
        json_decref(record);
    }
    free(line);
    assert_int_equal(pclose(in), 0);
    print_message("# %s: %u ids, %u parsed, %u unchanged\n", catalogue->file, count,
                  count - unparsed, count - changed);
    assert_true(count > 0);
    assert_in_range(changed, 0, catalogue->most_changed);
    assert_in_range(unparsed, 0, catalogue->most_unparsed);
}

/* Every id of the catalogues stays itself or changes to the spelling of its body (IEC's catalogue
 * writes ISO/IEC's Amd 1 as AMD1, ISO's IEC TR as IEC/TR), and no two become one. */
static void test_catalogues(void **state)
{
    static const Catalogue catalogues[] = {
        {"cn.jsonl", "cat", 5, 6},
        {"iso.jsonl.xz", "xz -dc", 120, 25},
        {"iec.jsonl.xz", "xz -dc", 2000, 60},
        {"jis.jsonl.xz", "xz -dc", 0, 15},
    };
    g_autofree char *dir = catalogue_path();

    (void)state;
    if (!g_file_test(dir, G_FILE_TEST_IS_DIR)) {
        /* cmocka's skip() writes "not ok # SKIP", which Automake's driver takes for a failure */
        print_message("# skipped: %s is absent\n", dir);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(catalogues); i++) {
        g_autofree char *path = g_build_filename(dir, catalogues[i].file, NULL);

        if (g_file_test(path, G_FILE_TEST_EXISTS))
            check_catalogue(&catalogues[i], path);
    }
}

/* The first letters of the table's names follow one another. */
static void test_prefixes(void **state)
{
    const Prefix *end = NULL;
    (void)state;
    for (char letter = 'A'; letter <= 'Z' + 1; letter++) {
        size_t n;
        const Prefix *first = prefixes_of(letter, &n);
        if (end && first != end)
            fail_msg("a prefix before %s stands in a wrong place", letter > 'Z' ? "the end" : first->name);
        end = first + n;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_parse),     cmocka_unit_test(test_find),
        cmocka_unit_test(test_meet),      cmocka_unit_test(test_sort),
        cmocka_unit_test(test_stop),      cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_linear),    cmocka_unit_test(test_catalogues),
        cmocka_unit_test(test_spellings), cmocka_unit_test(test_none), cmocka_unit_test(test_notices),
        cmocka_unit_test(test_doubtful),      cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_certain),       cmocka_unit_test(test_misread),   cmocka_unit_test(test_supplements),
    };

    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
