/* Compaction and merging. */
#include "tests/xapian-c-common.h"

#include <sys/wait.h>
#include <unistd.h>

static const char *const more[] = {"cloud gateway", "network audit", NULL};

/* Builds two databases with metadata; the caller frees the paths. */
static void build_two(void **state, char *paths[2])
{
    GError *error = NULL;
    paths[0] = path_in(state, "one");
    paths[1] = path_in(state, "two");
    build(paths[0], 0, standards);
    build(paths[1], 0, more);
    for (size_t i = 0; i < 2; i++) {
        g_autoptr(XcWritableDatabase) db =
            xc_writable_database_open(paths[i], XC_WRITE_OPEN, 0, &error);
        xc_writable_database_set_metadata(db, B("name"), B(i == 0 ? "one" : "two"), &error);
        assert_true(xc_writable_database_close(db, &error));
    }
    assert_ok(error);
}

typedef struct {
    GString *tables;
    int calls;
    int stop_at;
    bool with_error;
} Log;

static bool log_progress(const char *table, const char *status, void *data, GError **error)
{
    Log *log = data;
    if (status[0] == '\0')
        g_string_append_printf(log->tables, "%s ", table);
    if (++log->calls != log->stop_at)
        return true;
    if (log->with_error)
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INTR, "interrupted");
    return false;
}

static size_t choose_last(XcBytes key, const XcBytes *values, size_t n, void *data, GError **error)
{
    (void)data, (void)error;
    assert_bytes(key, "name");
    assert_int_equal(n, 2);
    assert_bytes(values[0], "one");
    assert_bytes(values[1], "two");
    return n - 1;
}

static size_t choose_none(XcBytes key, const XcBytes *values, size_t n, void *data, GError **error)
{
    (void)key, (void)values, (void)data, (void)error;
    return n;
}

static void merge(void **state)
{
    char *paths[2];
    build_two(state, paths);
    g_autofree char *out = path_in(state, "out");
    GError *error = NULL;
    Log log = {g_string_new(NULL), 0, 0, false};
    const XcCompactCallbacks callbacks = {log_progress, choose_last, &log};
    assert_true(xc_compact((const char *const *)paths, 2, out, XC_COMPACT_FULLER | XC_COMPACT_MULTIPASS,
                           4096, &callbacks, &error));
    assert_ok(error);
    assert_string_equal(log.tables->str, "postlist docdata termlist position spelling synonym ");
    g_string_free(log.tables, TRUE);

    g_autoptr(XcDatabase) db = xc_database_open(out, &error);
    assert_int_equal(xc_database_shard_count(db), 1);
    assert_int_equal(xc_database_doccount(db, &error), 7);
    assert_int_equal(xc_database_termfreq(db, B("cloud"), &error), 4);
    g_autoptr(XcDocument) sixth = xc_database_document(db, N_STANDARDS + 1, &error);
    assert_bytes(xc_document_data(sixth, &error), more[0]);
    g_autofree char *name = xc_database_metadata(db, B("name"), NULL, &error);
    assert_string_equal(name, "two");
    size_t n_errors = 99;
    assert_true(xc_database_check(out, XC_CHECK_DEFAULT, &n_errors, NULL, &error));
    assert_int_equal(n_errors, 0);
    assert_ok(error);
    g_free(paths[0]);
    g_free(paths[1]);
}

static void keep_ids(void **state)
{
    char *paths[2];
    build_two(state, paths);
    g_autofree char *out = path_in(state, "out"), *single = path_in(state, "single");
    GError *error = NULL;
    assert_false(xc_compact((const char *const *)paths, 2, out, XC_COMPACT_NO_RENUMBER, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION); /* ids overlap */
    assert_true(xc_compact((const char *const *)paths, 1, single,
                           XC_COMPACT_NO_RENUMBER | XC_COMPACT_SINGLE_FILE, 0, NULL, &error));
    assert_true(g_file_test(single, G_FILE_TEST_IS_REGULAR));
    g_autoptr(XcDatabase) db = xc_database_open(single, &error);
    assert_int_equal(xc_database_doccount(db, &error), N_STANDARDS);
    g_autofree char *name = xc_database_metadata(db, B("name"), NULL, &error);
    assert_string_equal(name, "one");
    assert_ok(error);
    g_free(paths[0]);
    g_free(paths[1]);
}

static void first_metadata_by_default(void **state)
{
    char *paths[2];
    build_two(state, paths);
    g_autofree char *out = path_in(state, "out");
    GError *error = NULL;
    assert_true(xc_compact((const char *const *)paths, 2, out, XC_COMPACT_STANDARD, 0, NULL, &error));
    g_autoptr(XcDatabase) db = xc_database_open(out, &error);
    g_autofree char *name = xc_database_metadata(db, B("name"), NULL, &error);
    assert_string_equal(name, "one");
    assert_ok(error);
    g_free(paths[0]);
    g_free(paths[1]);
}

/* Runs in a child process, because libxapian loses memory when it is stopped here. Returns the number
 * of the first check that failed, 0 if none did. */
static int stop_three_times(const char *const *paths, const char *out)
{
    GError *error = NULL;
    Log log = {g_string_new(NULL), 0, 3, false};
    const XcCompactCallbacks callbacks = {log_progress, NULL, &log};
    if (xc_compact(paths, 2, out, XC_COMPACT_FULL, 0, &callbacks, &error) || log.calls != 3 ||
        !g_error_matches(error, XC_ERROR, XC_ERROR_CALLBACK))
        return 1;
    g_clear_error(&error);
    log.calls = 0;
    log.with_error = true;
    if (xc_compact(paths, 2, out, XC_COMPACT_FULL, 0, &callbacks, &error) || log.calls != 3 ||
        !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INTR))
        return 2;
    g_clear_error(&error);
    const XcCompactCallbacks choosy = {NULL, choose_none, NULL};
    if (xc_compact(paths, 2, out, 0, 0, &choosy, &error) ||
        !g_error_matches(error, XC_ERROR, XC_ERROR_CALLBACK))
        return 3;
    g_clear_error(&error);
    return 0;
}

static void stopping(void **state)
{
    char *paths[2];
    build_two(state, paths);
    g_autofree char *out = path_in(state, "out");
    GError *error = NULL;
    const pid_t child = fork();
    if (child == 0)
        _exit(stop_three_times((const char *const *)paths, out));
    int status = -1;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    /* the inputs are as they were, and the output can be written after all */
    assert_true(xc_compact((const char *const *)paths, 2, out, 0, 0, NULL, &error));
    assert_ok(error);
    g_free(paths[0]);
    g_free(paths[1]);
}

static void wrong_arguments(void **state)
{
    char *paths[2];
    build_two(state, paths);
    g_autofree char *out = path_in(state, "out");
    g_autofree char *deep = g_build_filename(out, "no", "such", "parent", NULL);
    GError *error = NULL;
    assert_false(xc_compact(NULL, 0, out, 0, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    const char *const missing[] = {paths[0], deep};
    assert_false(xc_compact(missing, 2, out, 0, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_NOT_FOUND);
    assert_false(xc_compact((const char *const *)paths, 2, paths[0], 0, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT); /* the output is an input */
    assert_false(xc_compact((const char *const *)paths, 2, deep, 0, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_DATABASE);
    g_free(paths[0]);
    g_free(paths[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_dir(merge),
        test_in_dir(keep_ids),
        test_in_dir(first_metadata_by_default),
        test_in_dir(stopping),
        test_in_dir(wrong_arguments),
    };
    return cmocka_run_group_tests_name("xapian-c compaction", tests, NULL, NULL);
}
