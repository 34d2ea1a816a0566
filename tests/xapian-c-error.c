/* Errors: the whole table, and that nothing else gets through. */
#include "tests/xapian-c-common.h"

static const struct {
    XcError code;
    const char *name;
} table[] = {
    {XC_ERROR_ASSERTION, "AssertionError"},
    {XC_ERROR_INVALID_ARGUMENT, "InvalidArgumentError"},
    {XC_ERROR_INVALID_OPERATION, "InvalidOperationError"},
    {XC_ERROR_UNIMPLEMENTED, "UnimplementedError"},
    {XC_ERROR_DATABASE, "DatabaseError"},
    {XC_ERROR_DATABASE_CORRUPT, "DatabaseCorruptError"},
    {XC_ERROR_DATABASE_CREATE, "DatabaseCreateError"},
    {XC_ERROR_DATABASE_LOCK, "DatabaseLockError"},
    {XC_ERROR_DATABASE_MODIFIED, "DatabaseModifiedError"},
    {XC_ERROR_DATABASE_OPENING, "DatabaseOpeningError"},
    {XC_ERROR_DATABASE_VERSION, "DatabaseVersionError"},
    {XC_ERROR_DATABASE_NOT_FOUND, "DatabaseNotFoundError"},
    {XC_ERROR_DATABASE_CLOSED, "DatabaseClosedError"},
    {XC_ERROR_DOC_NOT_FOUND, "DocNotFoundError"},
    {XC_ERROR_FEATURE_UNAVAILABLE, "FeatureUnavailableError"},
    {XC_ERROR_INTERNAL, "InternalError"},
    {XC_ERROR_NETWORK, "NetworkError"},
    {XC_ERROR_NETWORK_TIMEOUT, "NetworkTimeoutError"},
    {XC_ERROR_QUERY_PARSER, "QueryParserError"},
    {XC_ERROR_SERIALISATION, "SerialisationError"},
    {XC_ERROR_RANGE, "RangeError"},
    {XC_ERROR_WILDCARD, "WildcardError"},
    {XC_ERROR_NO_MEMORY, "std::bad_alloc"},
    {XC_ERROR_STD_EXCEPTION, "std::exception"},
    {XC_ERROR_UNKNOWN, "unknown exception"},
    {XC_ERROR_CALLBACK, "stopped by callback"},
};

static void every_class_has_its_code(void **state)
{
    (void)state;
    assert_int_equal(G_N_ELEMENTS(table), XC_ERROR_LAST);
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        GError *error = NULL;
        assert_int_equal(table[i].code, i + 1);
        assert_string_equal(xc_error_name((int)table[i].code), table[i].name);
        assert_false(xc_error_provoke(table[i].code, "disk on fire", &error));
        assert_int_equal(error->code, table[i].code);
        if (table[i].code <= XC_ERROR_WILDCARD) {
            char *expected = g_strconcat(table[i].name, ": disk on fire", NULL);
            assert_string_equal(error->message, expected);
            g_free(expected);
        }
        assert_xc_error(error, table[i].code);
        /* the caller need not want to know */
        assert_false(xc_error_provoke(table[i].code, "ignored", NULL));
    }
}

static void unknown_codes(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(xc_error_name(0));
    assert_null(xc_error_name(XC_ERROR_LAST + 1));
    assert_false(xc_error_provoke((XcError)31, "x", &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
}

static void messages_are_utf8(void **state)
{
    (void)state;
    GError *error = NULL;
    xc_error_provoke(XC_ERROR_DATABASE, "bad \xff byte", &error);
    assert_true(g_utf8_validate(error->message, -1, NULL));
    assert_xc_error(error, XC_ERROR_DATABASE);
    xc_error_provoke(XC_ERROR_DATABASE, NULL, &error);
    assert_xc_error(error, XC_ERROR_DATABASE);
}

static void messages_tell_the_system_error(void **state)
{
    char *path = path_in(state, "nothing");
    GError *error = NULL;
    assert_null(xc_database_open(path, &error));
    assert_non_null(strstr(error->message, "DatabaseNotFoundError"));
    assert_non_null(strstr(error->message, path));
    assert_non_null(strstr(error->message, "No such file or directory"));
    assert_xc_error(error, XC_ERROR_DATABASE_NOT_FOUND);
    g_free(path);
}

static void version(void **state)
{
    (void)state;
    int major = 0, minor = 0, revision = 0;
    xc_xapian_version_parts(&major, &minor, &revision);
    xc_xapian_version_parts(NULL, NULL, NULL);
    char *text = g_strdup_printf("%d.%d.%d", major, minor, revision);
    assert_string_equal(text, xc_xapian_version());
    assert_int_equal(major, 1);
    g_free(text);
}

static void sortable_numbers(void **state)
{
    (void)state;
    static const double numbers[] = {-1e300, -20240131, -1, -0.5, 0, 1e-9, 0.5, 1, 2, 10, 2024, 1e300};
    char before[XC_SORTABLE_MAX];
    size_t before_len = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char now[XC_SORTABLE_MAX];
        const size_t len = xc_sortable_serialise(numbers[i], now);
        assert_true(len <= sizeof now);
        assert_true(xc_sortable_unserialise(xc_bytes_n(now, len)) == numbers[i]);
        if (i > 0) {
            const int order = memcmp(before, now, MIN(before_len, len));
            assert_true(order < 0 || (order == 0 && before_len < len));
        }
        memcpy(before, now, len);
        before_len = len;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_has_its_code),
        cmocka_unit_test(unknown_codes),
        cmocka_unit_test(messages_are_utf8),
        test_in_dir(messages_tell_the_system_error),
        cmocka_unit_test(version),
        cmocka_unit_test(sortable_numbers),
    };
    return cmocka_run_group_tests_name("xapian-c errors", tests, NULL, NULL);
}
