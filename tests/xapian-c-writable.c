/* Databases open for writing: changes, transactions, locks. */
#include "tests/xapian-c-common.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static XcWritableDatabase *create(void **state, unsigned flags)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    XcWritableDatabase *db = xc_writable_database_open(path, flags, 0, &error);
    assert_ok(error);
    return db;
}

static uint32_t committed_count(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    assert_ok(error);
    return xc_database_doccount(db, NULL);
}

static void add_replace_delete(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    XcDatabase *view = xc_writable_database_as_database(db);
    for (size_t i = 0; i < N_STANDARDS; i++) {
        g_autoptr(XcDocument) doc = document_of(standards[i]);
        assert_int_equal(xc_writable_database_add_document(db, doc, &error), i + 1);
    }
    assert_int_equal(xc_database_doccount(view, &error), N_STANDARDS); /* not yet committed */
    assert_int_equal(xc_database_termfreq(view, B("cloud"), &error), 3);

    g_autoptr(XcDocument) doc = document_of("edge computing");
    assert_true(xc_writable_database_replace(db, 2, doc, &error));
    assert_true(xc_writable_database_replace(db, 10, doc, &error)); /* a free id */
    assert_int_equal(xc_database_lastdocid(view, &error), 10);
    assert_int_equal(xc_database_termfreq(view, B("edge"), &error), 2);
    assert_int_equal(xc_writable_database_replace_by_term(db, B("edge"), doc, &error), 2);
    assert_int_equal(xc_database_termfreq(view, B("edge"), &error), 1);
    assert_int_equal(xc_writable_database_replace_by_term(db, B("new"), doc, &error), 11);

    assert_true(xc_writable_database_delete(db, 11, &error));
    assert_true(xc_writable_database_delete_by_term(db, B("cloud"), &error));
    assert_true(xc_writable_database_delete_by_term(db, B("unheard-of"), &error));
    assert_int_equal(xc_database_doccount(view, &error), 3);
    assert_true(xc_writable_database_commit(db, &error));
    assert_int_equal(committed_count(state), 3);
    assert_ok(error);

    assert_false(xc_writable_database_delete(db, 11, &error));
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
    assert_false(xc_writable_database_delete(db, 0, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_writable_database_replace(db, 0, doc, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_int_equal(xc_writable_database_replace_by_term(db, B(""), doc, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_writable_database_delete_by_term(db, B(""), &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
}

static void fast_add_equals_add_document(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    XcDatabase *view = xc_writable_database_as_database(db);
    const XcTerm terms[] = {{B("云"), 1}, {B("云计算"), 2}, {B("计算"), 3}, {B("云"), 4}};
    const XcValue values[] = {{0, B("2024")}, {5, B("现行")}};
    const XcDocid fast = xc_writable_database_add(db, terms, 4, B("数据"), values, 2, &error);
    g_autoptr(XcDocument) doc = xc_document_new(&error);
    xc_document_add_terms(doc, terms, 4, &error);
    xc_document_set_data(doc, B("数据"), &error);
    xc_document_set_value(doc, 0, B("2024"), &error);
    xc_document_set_value(doc, 5, B("现行"), &error);
    const XcDocid slow = xc_writable_database_add_document(db, doc, &error);
    assert_ok(error);

    size_t len[2];
    char *bytes[2];
    const XcDocid ids[] = {fast, slow};
    for (size_t i = 0; i < 2; i++) {
        g_autoptr(XcDocument) stored = xc_database_document(view, ids[i], &error);
        bytes[i] = xc_document_serialise(stored, &len[i], &error);
    }
    assert_int_equal(len[0], len[1]);
    assert_memory_equal(bytes[0], bytes[1], len[0]);
    free(bytes[0]);
    free(bytes[1]);

    /* nothing of the last one is left in the next */
    const XcDocid next = xc_writable_database_add(db, terms, 1, B(""), NULL, 0, &error);
    assert_int_equal(xc_database_unique_terms(view, next, &error), 1);
    g_autoptr(XcDocument) empty = xc_database_document(view, next, &error);
    assert_bytes(xc_document_data(empty, &error), "");
    assert_int_equal(xc_document_value_count(empty, &error), 0);
    assert_int_not_equal(xc_writable_database_add(db, NULL, 0, B(""), NULL, 0, &error), 0);
    assert_ok(error);
}

static void bad_terms_add_nothing(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    char longest[XC_TERM_MAX + 1];
    memset(longest, 'x', sizeof longest);
    const XcTerm good = {xc_bytes_n(longest, XC_TERM_MAX), 1};
    const XcTerm bad[] = {{B("a"), 1}, {xc_bytes_n(longest, XC_TERM_MAX + 1), 1}};
    const XcTerm empty[] = {{B("a"), 1}, {B(""), 1}};
    assert_int_equal(xc_writable_database_add(db, &good, 1, B(""), NULL, 0, &error), 1);
    assert_int_equal(xc_writable_database_add(db, bad, 2, B(""), NULL, 0, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_int_equal(xc_writable_database_add(db, empty, 2, B(""), NULL, 0, &error), 0);
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    /* and the document before, not yet committed, is still there */
    XcDatabase *view = xc_writable_database_as_database(db);
    assert_int_equal(xc_database_doccount(view, &error), 1);
    assert_int_equal(xc_database_termfreq(view, B("a"), &error), 0);
    assert_ok(error);
}

static void metadata(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    XcDatabase *view = xc_writable_database_as_database(db);
    assert_true(xc_writable_database_set_metadata(db, B("format"), xc_bytes_n("1\0", 2), &error));
    assert_true(xc_writable_database_set_metadata(db, B("field.title"), B("标题"), &error));
    assert_true(xc_writable_database_set_metadata(db, B("field.scope"), B("范围"), &error));
    assert_true(xc_writable_database_set_metadata(db, B("gone"), B("x"), &error));
    assert_true(xc_writable_database_set_metadata(db, B("gone"), B(""), &error));
    assert_true(xc_writable_database_commit(db, &error));
    size_t len = 99;
    g_autofree char *format = xc_database_metadata(view, B("format"), &len, &error);
    assert_int_equal(len, 2);
    assert_memory_equal(format, "1\0", 3);
    g_autofree char *gone = xc_database_metadata(view, B("gone"), &len, &error);
    assert_int_equal(len, 0);
    assert_string_equal(gone, "");

    g_autoptr(XcTermIterator) it = xc_database_metadata_keys(view, B("field."), &error);
    assert_bytes(xc_term_iterator_term(it), "field.scope");
    assert_true(xc_term_iterator_next(it, &error));
    assert_bytes(xc_term_iterator_term(it), "field.title");
    assert_false(xc_term_iterator_next(it, &error));
    assert_ok(error);

    assert_false(xc_writable_database_set_metadata(db, B(""), B("x"), &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_database_metadata(view, B(""), &len, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
}

static void transactions(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    g_autoptr(XcDocument) doc = document_of("cloud");
    assert_true(xc_writable_database_begin(db, true, &error));
    xc_writable_database_add_document(db, doc, &error);
    assert_false(xc_writable_database_commit(db, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_false(xc_writable_database_begin(db, true, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_int_equal(committed_count(state), 0);
    assert_true(xc_writable_database_commit_transaction(db, &error));
    assert_int_equal(committed_count(state), 1);

    assert_true(xc_writable_database_begin(db, false, &error));
    xc_writable_database_add_document(db, doc, &error);
    assert_true(xc_writable_database_cancel_transaction(db, &error));
    assert_int_equal(xc_database_doccount(xc_writable_database_as_database(db), &error), 1);
    assert_ok(error);
    assert_false(xc_writable_database_commit_transaction(db, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_false(xc_writable_database_cancel_transaction(db, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
}

static void modes(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    assert_null(xc_writable_database_open(path, XC_WRITE_OPEN, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_NOT_FOUND);
    build(path, XC_WRITE_CREATE, standards);
    assert_null(xc_writable_database_open(path, XC_WRITE_CREATE, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CREATE);
    xc_writable_database_free(xc_writable_database_open(path, XC_WRITE_OPEN, 0, &error));
    assert_ok(error);
    assert_int_equal(committed_count(state), N_STANDARDS);
    xc_writable_database_free(
        xc_writable_database_open(path, XC_WRITE_CREATE_OR_OVERWRITE | XC_WRITE_NO_SYNC, 4096, &error));
    assert_ok(error);
    assert_int_equal(committed_count(state), 0);

    g_autofree char *deep = g_build_filename(path, "no", "such", "parent", NULL);
    assert_null(xc_writable_database_open(deep, XC_WRITE_CREATE, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CREATE);

    g_autofree char *fast = path_in(state, "fast");
    build(fast, XC_WRITE_CREATE | XC_WRITE_DANGEROUS | XC_WRITE_NO_SYNC | XC_WRITE_NO_TERMLIST,
          standards);
    assert_null(xc_writable_database_open(fast, XC_WRITE_OPEN, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_OPENING);
    g_autoptr(XcWritableDatabase) db = xc_writable_database_open(fast, XC_WRITE_OPEN | XC_WRITE_NO_TERMLIST,
                                                                 0, &error);
    assert_ok(error);
    assert_false(xc_writable_database_delete(db, 1, &error));
    assert_xc_error(error, XC_ERROR_FEATURE_UNAVAILABLE);
    g_autoptr(XcDocument) doc = document_of("cloud");
    assert_false(xc_writable_database_replace(db, 1, doc, &error));
    assert_xc_error(error, XC_ERROR_FEATURE_UNAVAILABLE);
}

static void in_memory(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = xc_writable_database_open("", XC_WRITE_INMEMORY, 0, &error);
    assert_ok(error);
    g_autoptr(XcDocument) doc = document_of("cloud computing");
    assert_int_equal(xc_writable_database_add_document(db, doc, &error), 1);
    assert_int_equal(
        xc_database_termfreq(xc_writable_database_as_database(db), B("cloud"), &error), 1);
    assert_ok(error);
}

static void closed(void **state)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = create(state, XC_WRITE_CREATE);
    g_autoptr(XcDocument) doc = document_of("cloud");
    assert_int_equal(xc_writable_database_add_document(db, doc, &error), 1);
    assert_true(xc_writable_database_close(db, &error)); /* commits */
    assert_int_equal(committed_count(state), 1);
    assert_int_equal(xc_writable_database_add_document(db, doc, &error), 0);
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
    assert_false(xc_writable_database_set_metadata(db, B("k"), B("v"), &error));
    assert_xc_error(error, XC_ERROR_DATABASE_CLOSED);
    xc_writable_database_free(NULL);
}

/* A child process takes the lock, says so through a pipe, and holds it until it is killed. */
static void locked_by_another_process(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    build(path, 0, standards);
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    const pid_t child = fork();
    if (child == 0) {
        XcWritableDatabase *db = xc_writable_database_open(path, XC_WRITE_OPEN, 0, NULL);
        const char answer = db != NULL ? 'y' : 'n';
        if (write(ready[1], &answer, 1) == 1)
            pause();
        _exit(1);
    }
    assert_true(child > 0);
    char answer = 0;
    assert_int_equal(read(ready[0], &answer, 1), 1);
    assert_int_equal(answer, 'y');

    assert_null(xc_writable_database_open(path, XC_WRITE_OPEN, 0, &error));
    assert_xc_error(error, XC_ERROR_DATABASE_LOCK);
    g_autoptr(XcDatabase) reader = xc_database_open(path, &error);
    assert_ok(error); /* readers are not disturbed */
    assert_true(xc_database_is_locked(reader, &error));
    assert_int_equal(xc_database_doccount(reader, &error), N_STANDARDS);

    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    close(ready[0]);
    close(ready[1]);
    /* the lock goes with the process; its helper may need a moment */
    g_autoptr(XcWritableDatabase) db =
        xc_writable_database_open(path, XC_WRITE_OPEN | XC_WRITE_RETRY_LOCK, 0, &error);
    assert_ok(error);
    assert_null(xc_writable_database_open(path, XC_WRITE_OPEN, 0, &error)); /* this process too */
    assert_xc_error(error, XC_ERROR_DATABASE_LOCK);
    assert_int_equal(
        xc_database_doccount(xc_writable_database_as_database(db), &error), N_STANDARDS);
}

/* A reader sees the revision it opened; after two commits its blocks may be overwritten. */
static void readers_and_commits(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = xc_writable_database_open(path, XC_WRITE_CREATE, 0, &error);
    g_autoptr(XcDatabase) reader = NULL;
    bool changed = true;
    for (int round = 0; round < 4; round++) {
        for (XcDocid docid = 1; docid <= 1000; docid++) {
            g_autofree char *text = g_strdup_printf("cloud word%d round%d", docid, round);
            g_autoptr(XcDocument) doc = document_of(text);
            xc_writable_database_replace(db, docid, doc, &error);
        }
        assert_true(xc_writable_database_commit(db, &error));
        if (round == 0) {
            reader = xc_database_open(path, &error);
            assert_true(xc_database_reopen(reader, &changed, &error));
            assert_false(changed);
        }
    }
    assert_ok(error);
    for (XcDocid docid = 1; docid <= 1000 && error == NULL; docid++) {
        g_autoptr(XcDocument) doc = xc_database_document(reader, docid, &error);
        if (doc != NULL)
            xc_document_data(doc, &error);
    }
    assert_xc_error(error, XC_ERROR_DATABASE_MODIFIED);
    assert_true(xc_database_reopen(reader, &changed, &error));
    assert_true(changed);
    assert_int_equal(xc_database_termfreq(reader, B("round3"), &error), 1000);
    assert_ok(error);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_dir(add_replace_delete),    test_in_dir(fast_add_equals_add_document),
        test_in_dir(bad_terms_add_nothing), test_in_dir(metadata),
        test_in_dir(transactions),          test_in_dir(modes),
        cmocka_unit_test(in_memory),        test_in_dir(closed),
        test_in_dir(locked_by_another_process),
        test_in_dir(readers_and_commits),
    };
    return cmocka_run_group_tests_name("xapian-c writing", tests, NULL, NULL);
}
