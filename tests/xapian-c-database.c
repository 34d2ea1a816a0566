/* Databases open for reading: statistics, iterators, shards, damage. */
#include "tests/xapian-c-common.h"

static XcDatabase *open_standards(void **state, unsigned flags)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    build(path, flags, standards);
    XcDatabase *db = xc_database_open(path, &error);
    assert_ok(error);
    return db;
}

static void statistics(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    assert_int_equal(xc_database_shard_count(db), 1);
    assert_int_equal(xc_database_doccount(db, &error), N_STANDARDS);
    assert_int_equal(xc_database_lastdocid(db, &error), N_STANDARDS);
    assert_int_equal(xc_database_total_length(db, &error), 17);
    assert_true(xc_database_average_length(db, &error) == 17.0 / 5);
    assert_in_range(xc_database_doclength_lower_bound(db, &error), 1, 2);
    assert_in_range(xc_database_doclength_upper_bound(db, &error), 5, 17);
    assert_true(xc_database_has_positions(db, &error));
    assert_false(xc_database_is_locked(db, &error));
    assert_int_equal(xc_database_revision(db, &error), 1);
    g_autofree char *uuid = xc_database_uuid(db, &error);
    assert_int_equal(strlen(uuid), 36);

    assert_int_equal(xc_database_termfreq(db, B("cloud"), &error), 3);
    assert_int_equal(xc_database_collection_freq(db, B("cloud"), &error), 3);
    assert_in_range(xc_database_wdf_upper_bound(db, B("cloud"), &error), 1, 3);
    assert_true(xc_database_term_exists(db, B("security"), &error));
    assert_false(xc_database_term_exists(db, B("unheard-of"), &error));
    assert_int_equal(xc_database_termfreq(db, B("unheard-of"), &error), 0);

    assert_int_equal(xc_database_value_freq(db, 0, &error), 5);
    assert_int_equal(xc_database_value_freq(db, 9, &error), 0);
    size_t len = 99;
    g_autofree char *lower = xc_database_value_lower_bound(db, 0, &len, &error);
    assert_string_equal(lower, "cloud");
    assert_int_equal(len, 5);
    g_autofree char *upper = xc_database_value_upper_bound(db, 0, &len, &error);
    assert_string_equal(upper, "information");
    g_autofree char *none = xc_database_value_upper_bound(db, 9, &len, &error);
    assert_string_equal(none, "");
    assert_int_equal(len, 0);

    assert_int_equal(xc_database_doclength(db, 3, &error), 5);
    assert_int_equal(xc_database_unique_terms(db, 3, &error), 5);
    assert_ok(error);
}

static void missing_documents(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    assert_null(xc_database_document(db, 6, &error));
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
    assert_int_equal(xc_database_doclength(db, 6, &error), 0);
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
    assert_int_equal(xc_database_unique_terms(db, 6, &error), 0);
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
    assert_null(xc_database_document_terms(db, 6, &error));
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
    assert_null(xc_database_document(db, 0, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_int_equal(xc_database_doclength(db, 0, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);

    g_autoptr(XcDocument) doc = xc_database_document(db, 2, &error);
    assert_bytes(xc_document_data(doc, &error), "cloud computing services");
    assert_int_equal(xc_document_docid(doc), 2);
    g_autoptr(XcDocument) same = xc_database_document_unchecked(db, 2, &error);
    assert_bytes(xc_document_data(same, &error), "cloud computing services");
    assert_bytes(xc_document_value(same, 0, &error), "cloud");
    assert_ok(error);
}

static void term_iterators(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    g_autoptr(XcTermIterator) it = xc_database_terms(db, B("c"), &error);
    static const char *const expected[] = {"capability", "cloud", "computing"};
    size_t n = 0;
    for (; xc_term_iterator_valid(it); xc_term_iterator_next(it, &error))
        assert_bytes(xc_term_iterator_term(it), expected[n++]);
    assert_int_equal(n, 3);

    g_autoptr(XcTermIterator) all = xc_database_terms(db, B(""), &error);
    assert_true(xc_term_iterator_skip_to(all, B("sec"), &error));
    assert_bytes(xc_term_iterator_term(all), "security");
    assert_int_equal(xc_term_iterator_termfreq(all, &error), 3);
    assert_true(xc_term_iterator_skip_to(all, B("a"), &error)); /* never backwards */
    assert_bytes(xc_term_iterator_term(all), "security");
    assert_ok(error);
    assert_int_equal(xc_term_iterator_wdf(all, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_null(xc_term_iterator_positions(all, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_false(xc_term_iterator_skip_to(all, B("z"), &error));

    g_autoptr(XcTermIterator) terms = xc_database_document_terms(db, 5, &error);
    assert_bytes(xc_term_iterator_term(terms), "cloud");
    assert_int_equal(xc_term_iterator_termfreq(terms, &error), 3);
    assert_int_equal(xc_term_iterator_wdf(terms, &error), 1);
    g_autoptr(XcPositionIterator) at = xc_term_iterator_positions(terms, &error);
    assert_int_equal(xc_position_iterator_position(at), 1);
    assert_ok(error);
}

static void posting_iterators(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    g_autoptr(XcPostingIterator) it = xc_database_postings(db, B("cloud"), &error);
    static const XcDocid expected[] = {1, 2, 5};
    size_t n = 0;
    for (; xc_posting_iterator_valid(it); xc_posting_iterator_next(it, &error)) {
        assert_int_equal(xc_posting_iterator_docid(it), expected[n++]);
        assert_int_equal(xc_posting_iterator_wdf(it, &error), 1);
    }
    assert_int_equal(n, 3);

    g_autoptr(XcPostingIterator) skip = xc_database_postings(db, B("cloud"), &error);
    assert_true(xc_posting_iterator_skip_to(skip, 3, &error));
    assert_int_equal(xc_posting_iterator_docid(skip), 5);
    assert_int_equal(xc_posting_iterator_doclength(skip, &error), 2);
    assert_int_equal(xc_posting_iterator_unique_terms(skip, &error), 2);
    g_autoptr(XcPositionIterator) at = xc_posting_iterator_positions(skip, &error);
    assert_int_equal(xc_position_iterator_position(at), 1);
    assert_true(xc_posting_iterator_skip_to(skip, 1, &error)); /* never backwards */
    assert_int_equal(xc_posting_iterator_docid(skip), 5);
    assert_false(xc_posting_iterator_skip_to(skip, 6, &error));

    g_autoptr(XcPostingIterator) all = xc_database_postings(db, B(""), &error);
    for (n = 0; xc_posting_iterator_valid(all); xc_posting_iterator_next(all, &error))
        assert_int_equal(xc_posting_iterator_docid(all), ++n);
    assert_int_equal(n, N_STANDARDS);

    g_autoptr(XcPostingIterator) none = xc_database_postings(db, B("unheard-of"), &error);
    assert_non_null(none);
    assert_false(xc_posting_iterator_valid(none));

    g_autoptr(XcPositionIterator) word = xc_database_positions(db, 3, B("management"), &error);
    assert_int_equal(xc_position_iterator_position(word), 3);
    assert_ok(error);
}

static void value_streams(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    g_autoptr(XcValueIterator) it = xc_database_values(db, 0, &error);
    assert_int_equal(xc_value_iterator_docid(it), 1);
    assert_int_equal(xc_value_iterator_slot(it), 0);
    assert_true(xc_value_iterator_skip_to(it, 3, &error));
    assert_int_equal(xc_value_iterator_docid(it), 3);
    assert_bytes(xc_value_iterator_value(it), "information");
    assert_true(xc_value_iterator_skip_to(it, 2, &error)); /* never backwards */
    assert_int_equal(xc_value_iterator_docid(it), 3);
    assert_true(xc_value_iterator_next(it, &error));
    assert_bytes(xc_value_iterator_value(it), "data");
    assert_false(xc_value_iterator_skip_to(it, 6, &error));
    g_autoptr(XcValueIterator) none = xc_database_values(db, 9, &error);
    assert_false(xc_value_iterator_valid(none));
    assert_ok(error);
}

static void iterators_outlive_the_handle(void **state)
{
    GError *error = NULL;
    XcDatabase *db = open_standards(state, 0);
    g_autoptr(XcPostingIterator) it = xc_database_postings(db, B("cloud"), &error);
    g_autoptr(XcDocument) doc = xc_database_document(db, 3, &error);
    xc_database_free(db);
    assert_true(xc_posting_iterator_next(it, &error));
    assert_int_equal(xc_posting_iterator_docid(it), 2);
    assert_bytes(xc_document_value(doc, 0, &error), "information");
    assert_ok(error);
    xc_database_free(NULL);
}

static void closed(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, 0);
    g_autoptr(XcDocument) doc = xc_database_document(db, 1, &error);
    assert_true(xc_database_close(db, &error));
    assert_true(xc_database_close(db, &error));
    assert_null(xc_database_terms(db, B(""), &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
    assert_int_equal(xc_document_data(doc, &error).len, 0);
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
    assert_null(xc_database_postings(db, B("cloud"), &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
    assert_false(xc_database_reopen(db, NULL, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
}

static void without_termlist(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state, XC_WRITE_NO_TERMLIST);
    assert_null(xc_database_document_terms(db, 1, &error));
    assert_xc_error(error, XC_ERROR_FEATURE_UNAVAILABLE);
    g_autoptr(XcDocument) doc = xc_database_document(db, 1, &error);
    assert_null(xc_document_terms(doc, &error));
    assert_xc_error(error, XC_ERROR_FEATURE_UNAVAILABLE);
    assert_null(xc_document_values(doc, &error));
    assert_xc_error(error, XC_ERROR_FEATURE_UNAVAILABLE);
    assert_bytes(xc_document_value(doc, 0, &error), "cloud"); /* one value can be read */
    assert_ok(error);
}

static void shards_interleave(void **state)
{
    g_autofree char *one = path_in(state, "one"), *two = path_in(state, "two");
    static const char *const others[] = {"cloud gateway", "cloud audit", NULL};
    GError *error = NULL;
    build(one, 0, standards);
    build(two, 0, others);
    g_autoptr(XcDatabase) both = xc_database_new(&error);
    assert_int_equal(xc_database_shard_count(both), 0);
    assert_int_equal(xc_database_doccount(both, &error), 0);
    size_t shard = 99;
    XcDocid local = 99;
    assert_false(xc_database_locate(both, 1, &shard, &local));
    assert_int_equal(xc_database_docid(both, 0, 1), 0);
    const char *const paths[] = {one, two};
    for (size_t i = 0; i < 2; i++) {
        g_autoptr(XcDatabase) db = xc_database_open(paths[i], &error);
        assert_true(xc_database_add(both, db, &error));
    }
    assert_ok(error);
    assert_int_equal(xc_database_shard_count(both), 2);
    assert_int_equal(xc_database_doccount(both, &error), 7);
    assert_int_equal(xc_database_termfreq(both, B("cloud"), &error), 5);
    g_autofree char *uuid = xc_database_uuid(both, &error);
    assert_int_equal(strlen(uuid), 73);

    /* each id, located by arithmetic, is the document that Xapian gives */
    size_t n = 0;
    g_autoptr(XcPostingIterator) it = xc_database_postings(both, B("cloud"), &error);
    for (; xc_posting_iterator_valid(it); xc_posting_iterator_next(it, &error)) {
        const XcDocid docid = xc_posting_iterator_docid(it);
        assert_true(xc_database_locate(both, docid, &shard, &local));
        assert_int_equal(xc_database_docid(both, shard, local), docid);
        g_autoptr(XcDocument) doc = xc_database_document(both, docid, &error);
        assert_int_equal(xc_document_docid(doc), local); /* a document knows its own shard's id */
        assert_bytes(xc_document_data(doc, &error), (shard == 0 ? standards : others)[local - 1]);
        n++;
    }
    assert_int_equal(n, 5);
    assert_false(xc_database_locate(both, 0, &shard, &local));
    assert_int_equal(xc_database_docid(both, 2, 1), 0);
    assert_int_equal(xc_database_docid(both, 1, 0), 0);
    assert_int_equal(xc_database_docid(both, 1, UINT32_MAX), 0);
    assert_ok(error);
    assert_int_equal(xc_database_revision(both, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_false(xc_database_add(both, both, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);

    /* a set of shards added to another is as many shards */
    g_autoptr(XcDatabase) three = xc_database_open(one, &error);
    assert_true(xc_database_add(three, both, &error));
    assert_int_equal(xc_database_shard_count(three), 3);
    assert_int_equal(xc_database_doccount(three, &error), 12);
}

static void write_file(const char *dir, const char *name, const char *bytes, size_t len)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
}

static void damaged(void **state)
{
    g_autofree char *path = path_in(state, "db");
    g_autofree char *version = g_build_filename(path, "iamglass", NULL);
    g_autofree char *postlist = g_build_filename(path, "postlist.glass", NULL);
    GError *error = NULL;
    build(path, 0, standards);
    g_autofree char *good = NULL;
    gsize len = 0;
    assert_true(g_file_get_contents(version, &good, &len, NULL));

    write_file(path, "iamglass", "not a database at all", 21);
    assert_null(xc_database_open(path, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CORRUPT);

    /* the format's version follows the 14 bytes of magic, as two bytes */
    g_autofree char *other = g_memdup2(good, len);
    other[14] = (char)(other[14] ^ 1);
    write_file(path, "iamglass", other, len);
    assert_null(xc_database_open(path, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_VERSION);
    assert_null(xc_writable_database_open(path, 0, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_VERSION);
    write_file(path, "iamglass", good, len);

    size_t n_errors = 99;
    char *report = NULL;
    assert_true(xc_database_check(path, XC_CHECK_SHOW_STATS, &n_errors, &report, &error));
    assert_int_equal(n_errors, 0);
    assert_non_null(strstr(report, "postlist"));
    free(report);

    /* a table with its blocks zeroed opens, and fails when it is read */
    gsize size = 0;
    g_autofree char *blocks = NULL;
    assert_true(g_file_get_contents(postlist, &blocks, &size, NULL));
    memset(blocks, 0, size);
    write_file(path, "postlist.glass", blocks, size);
    assert_false(xc_database_check(path, 0, &n_errors, NULL, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CORRUPT);
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    if (db != NULL)
        assert_int_equal(xc_database_termfreq(db, B("cloud"), &error), 0);
    assert_xc_error(error, XC_ERROR_DATABASE_CORRUPT);
    if (db != NULL) {
        assert_null(xc_database_postings(db, B("cloud"), &error));
        assert_xc_error(error, XC_ERROR_DATABASE_CORRUPT);
        assert_null(xc_database_terms(db, B(""), &error));
        assert_xc_error(error, XC_ERROR_DATABASE_CORRUPT);
    }
}

static void not_databases(void **state)
{
    GError *error = NULL;
    assert_null(xc_database_open(*state, &error)); /* an empty directory */
    assert_xc_error(error, XC_ERROR_DATABASE_NOT_FOUND);
    g_autofree char *file = path_in(state, "file");
    assert_true(g_file_set_contents(file, "text", -1, NULL));
    assert_null(xc_database_open(file, &error));
    assert_non_null(error);
    g_clear_error(&error);
    size_t n = 0;
    g_autofree char *nothing = path_in(state, "nothing");
    assert_false(xc_database_check(nothing, 0, &n, NULL, &error));
    assert_non_null(error);
    g_clear_error(&error);
    /* a stub file that names a server which is not there */
    g_autofree char *stub = path_in(state, "stub");
    assert_true(g_file_set_contents(stub, "remote 127.0.0.1:1\n", -1, NULL));
    assert_null(xc_database_open(stub, &error));
    assert_xc_error(error, XC_ERROR_NETWORK);
    error = NULL;
    assert_null(xc_database_open_remote("127.0.0.1", 1, 1000, 1000, &error));
    assert_xc_error(error, XC_ERROR_NETWORK);
}

static void alive(void **state)
{
    GError *error = NULL;
    g_autofree char *path = path_in(state, "files");
    g_autoptr(XcWritableDatabase) writer = xc_writable_database_open(path, XC_WRITE_CREATE, 0, &error);
    assert_non_null(writer);
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    assert_true(xc_database_keep_alive(db, &error)); /* of files nobody is asked */
    assert_null(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_dir(statistics),        test_in_dir(missing_documents),
        test_in_dir(term_iterators),    test_in_dir(posting_iterators),
        test_in_dir(value_streams),     test_in_dir(iterators_outlive_the_handle),
        test_in_dir(closed),            test_in_dir(without_termlist),
        test_in_dir(shards_interleave), test_in_dir(damaged),
        test_in_dir(not_databases),     test_in_dir(alive),
    };
    return cmocka_run_group_tests_name("xapian-c databases", tests, NULL, NULL);
}
