/* Documents: building, reading, byte strings with any bytes. */
#include "tests/xapian-c-common.h"

static void data_and_values(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    assert_non_null(doc);
    assert_int_equal(xc_document_docid(doc), 0);
    assert_bytes(xc_document_data(doc, &error), "");

    assert_true(xc_document_set_data(doc, xc_bytes_n("a\0b", 3), &error));
    XcBytes data = xc_document_data(doc, &error);
    assert_int_equal(data.len, 3);
    assert_memory_equal(data.data, "a\0b", 3);
    assert_ptr_equal(xc_document_data(doc, &error).data, data.data); /* borrowed, not copied again */

    assert_true(xc_document_set_value(doc, 7, B("现行"), &error));
    assert_true(xc_document_set_value(doc, 3, xc_bytes_n("\0\xff", 2), &error));
    assert_bytes(xc_document_value(doc, 7, &error), "现行");
    assert_int_equal(xc_document_value(doc, 3, &error).len, 2);
    assert_bytes(xc_document_value(doc, 4, &error), "");
    assert_int_equal(xc_document_value_count(doc, &error), 2);

    g_autoptr(XcValueIterator) it = xc_document_values(doc, &error);
    assert_int_equal(xc_value_iterator_slot(it), 3);
    assert_int_equal(xc_value_iterator_docid(it), 0);
    assert_true(xc_value_iterator_next(it, &error));
    assert_int_equal(xc_value_iterator_slot(it), 7);
    assert_bytes(xc_value_iterator_value(it), "现行");
    assert_false(xc_value_iterator_next(it, &error));
    assert_ok(error);

    assert_true(xc_document_set_value(doc, 7, B("废止"), &error));
    assert_bytes(xc_document_value(doc, 7, &error), "废止");
    assert_true(xc_document_remove_value(doc, 7, &error));
    assert_bytes(xc_document_value(doc, 7, &error), "");
    assert_false(xc_document_remove_value(doc, 7, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_true(xc_document_set_value(doc, 3, B(""), &error)); /* an empty value is none */
    assert_int_equal(xc_document_value_count(doc, &error), 0);
    assert_true(xc_document_set_value(doc, 3, B("x"), &error));
    assert_true(xc_document_clear_values(doc, &error));
    assert_int_equal(xc_document_value_count(doc, &error), 0);
    assert_ok(error);
}

static void values_skip_to_slot(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    for (XcSlot slot = 0; slot < 10; slot += 3)
        assert_true(xc_document_set_value(doc, slot, B("v"), &error));
    g_autoptr(XcValueIterator) it = xc_document_values(doc, &error);
    assert_true(xc_value_iterator_skip_to(it, 4, &error));
    assert_int_equal(xc_value_iterator_slot(it), 6);
    assert_true(xc_value_iterator_skip_to(it, 1, &error)); /* never backwards */
    assert_int_equal(xc_value_iterator_slot(it), 6);
    assert_false(xc_value_iterator_skip_to(it, 10, &error));
    assert_false(xc_value_iterator_valid(it));
    assert_bytes(xc_value_iterator_value(it), "");
    assert_ok(error);
}

static void terms(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    const XcTerm sorted[] = {
        {xc_bytes_n("a\0z", 3), 1}, {B("云"), 2}, {B("云计算"), 3}, {B("filter"), 0}, {B("云"), 5}};
    assert_true(xc_document_add_terms(doc, sorted, G_N_ELEMENTS(sorted), &error));
    assert_true(xc_document_add_terms(doc, NULL, 0, &error));
    assert_true(xc_document_add_term(doc, B("云计算"), 1, &error));
    assert_int_equal(xc_document_term_count(doc, &error), 4);

    static const struct {
        const char *term;
        uint32_t wdf;
    } expected[] = {{"a", 1}, {"filter", 0}, {"云", 7}, {"云计算", 4}};
    g_autoptr(XcTermIterator) it = xc_document_terms(doc, &error);
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
        assert_true(xc_term_iterator_valid(it));
        if (i > 0)
            assert_bytes(xc_term_iterator_term(it), expected[i].term);
        else
            assert_int_equal(xc_term_iterator_term(it).len, 3);
        assert_int_equal(xc_term_iterator_wdf(it, &error), expected[i].wdf);
        xc_term_iterator_next(it, &error);
    }
    assert_false(xc_term_iterator_valid(it));
    assert_false(xc_term_iterator_next(it, &error));
    assert_int_equal(xc_term_iterator_wdf(it, &error), 0);
    assert_bytes(xc_term_iterator_term(it), "");
    assert_ok(error);

    assert_true(xc_document_remove_term(doc, B("云"), &error));
    assert_int_equal(xc_document_term_count(doc, &error), 3);
    assert_false(xc_document_remove_term(doc, B("云"), &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_true(xc_document_clear_terms(doc, &error));
    assert_int_equal(xc_document_term_count(doc, &error), 0);
}

static void empty_and_long_terms_are_refused(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    assert_false(xc_document_add_term(doc, B(""), 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_document_add_posting(doc, B(""), 1, 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    char bytes[XC_TERM_MAX + 1] = {0};
    assert_false(xc_document_add_term(doc, xc_bytes_n(bytes, 123), 1, &error)); /* NUL counts twice */
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    memset(bytes, 'x', sizeof bytes);
    assert_false(xc_document_add_term(doc, xc_bytes_n(bytes, sizeof bytes), 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_document_add_posting(doc, xc_bytes_n(bytes, sizeof bytes), 1, 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    const XcTerm two[] = {{B("good"), 1}, {B(""), 1}};
    assert_false(xc_document_add_terms(doc, two, 2, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_int_equal(xc_document_term_count(doc, &error), 1);
}

static void positions(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    for (uint32_t p = 10; p <= 50; p += 10)
        assert_true(xc_document_add_posting(doc, B("word"), p, 2, &error));
    assert_true(xc_document_remove_posting(doc, B("word"), 20, 2, &error));
    assert_false(xc_document_remove_posting(doc, B("word"), 20, 2, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_document_remove_posting(doc, B("other"), 20, 2, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);

    g_autoptr(XcTermIterator) it = xc_document_terms(doc, &error);
    assert_int_equal(xc_term_iterator_wdf(it, &error), 8);
    g_autoptr(XcPositionIterator) at = xc_term_iterator_positions(it, &error);
    assert_int_equal(xc_position_iterator_position(at), 10);
    assert_true(xc_position_iterator_next(at, &error));
    assert_int_equal(xc_position_iterator_position(at), 30);
    assert_true(xc_position_iterator_skip_to(at, 31, &error));
    assert_int_equal(xc_position_iterator_position(at), 40);
    assert_true(xc_position_iterator_skip_to(at, 5, &error));
    assert_int_equal(xc_position_iterator_position(at), 40);
    assert_false(xc_position_iterator_skip_to(at, 51, &error));
    assert_false(xc_position_iterator_valid(at));
    assert_int_equal(xc_position_iterator_position(at), 0);
    assert_ok(error);
}

static void serialise_and_clear(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcDocument) doc = document_of("cloud computing");
    size_t len = 0;
    char *bytes = xc_document_serialise(doc, &len, &error);
    assert_non_null(bytes);
    g_autoptr(XcDocument) copy = xc_document_unserialise(xc_bytes_n(bytes, len), &error);
    assert_bytes(xc_document_data(copy, &error), "cloud computing");
    assert_bytes(xc_document_value(copy, 0, &error), "cloud");
    assert_int_equal(xc_document_term_count(copy, &error), 2);
    assert_null(xc_document_unserialise(xc_bytes_n(bytes, 3), &error));
    assert_non_null(error);
    g_clear_error(&error);
    free(bytes);

    assert_true(xc_document_clear(copy, &error));
    assert_bytes(xc_document_data(copy, &error), "");
    assert_int_equal(xc_document_value_count(copy, &error), 0);
    assert_int_equal(xc_document_term_count(copy, &error), 0);
    assert_ok(error);
    xc_document_free(NULL);
}

static void null_iterators_are_not_valid(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_false(xc_term_iterator_valid(NULL));
    assert_false(xc_term_iterator_next(NULL, &error));
    assert_false(xc_term_iterator_skip_to(NULL, B("x"), &error));
    assert_int_equal(xc_term_iterator_termfreq(NULL, &error), 0);
    assert_false(xc_posting_iterator_valid(NULL));
    assert_false(xc_posting_iterator_next(NULL, &error));
    assert_int_equal(xc_posting_iterator_docid(NULL), 0);
    assert_false(xc_position_iterator_valid(NULL));
    assert_false(xc_value_iterator_valid(NULL));
    assert_int_equal(xc_value_iterator_slot(NULL), 0);
    assert_int_equal(xc_value_iterator_docid(NULL), 0);
    assert_ok(error);
    xc_term_iterator_free(NULL);
    xc_posting_iterator_free(NULL);
    xc_position_iterator_free(NULL);
    xc_value_iterator_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_and_values),       cmocka_unit_test(values_skip_to_slot),
        cmocka_unit_test(terms),                 cmocka_unit_test(empty_and_long_terms_are_refused),
        cmocka_unit_test(positions),             cmocka_unit_test(serialise_and_clear),
        cmocka_unit_test(null_iterators_are_not_valid),
    };
    return cmocka_run_group_tests_name("xapian-c documents", tests, NULL, NULL);
}
