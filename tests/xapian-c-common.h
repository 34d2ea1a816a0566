/* What the tests of xapian-c share: a temporary directory, a small database, checks of errors. */
#ifndef TESTS_XAPIAN_C_COMMON_H
#define TESTS_XAPIAN_C_COMMON_H

#include "config.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include <glib/gstdio.h>

#include "xapian-c/xapian-c.h"

#define B(literal) xc_bytes(literal)

static inline int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

/* Fixture: *STATE is the path of an empty directory of the test's own. */
static inline int make_dir(void **state)
{
    *state = g_dir_make_tmp("xapian-c-XXXXXX", NULL);
    return *state != NULL ? 0 : -1;
}

static inline int remove_dir(void **state)
{
    nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    g_free(*state);
    return 0;
}

#define test_in_dir(test) cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)

static inline char *path_in(void **state, const char *name)
{
    return g_build_filename(*state, name, NULL);
}

/* The error must be this one, with a message; it is freed and the pointer cleared. */
#define assert_xc_error(error, expected)                                                           \
    do {                                                                                           \
        assert_non_null(error);                                                                    \
        if ((error)->code != (int)(expected))                                                           \
            print_error("%s\n", (error)->message);                                                 \
        assert_true((error)->domain == XC_ERROR);                                                  \
        assert_int_equal((error)->code, expected);                                                 \
        assert_true((error)->message[0] != '\0');                                                  \
        g_clear_error(&(error));                                                                   \
    } while (0)

#define assert_ok(error)                                                                           \
    do {                                                                                           \
        if ((error) != NULL)                                                                       \
            fail_msg("%s", (error)->message);                                                      \
    } while (0)

static inline void assert_bytes(XcBytes bytes, const char *expected)
{
    assert_int_equal(bytes.len, strlen(expected));
    if (bytes.len != 0)
        assert_memory_equal(bytes.data, expected, bytes.len);
}

/* A document of the words of TEXT, one blank between them, at positions 1, 2 … Data is TEXT itself,
 * slot 0 its first word, slot 1 its number of words as a sortable number. */
static inline XcDocument *document_of(const char *text)
{
    GError *error = NULL;
    XcDocument *doc = xc_document_new(&error);
    char **words = g_strsplit(text, " ", -1);
    uint32_t position = 1;
    for (char **word = words; *word != NULL; word++)
        assert_true(xc_document_add_posting(doc, B(*word), position++, 1, &error));
    assert_true(xc_document_set_data(doc, B(text), &error));
    assert_true(xc_document_set_value(doc, 0, B(words[0]), &error));
    char number[XC_SORTABLE_MAX];
    const size_t len = xc_sortable_serialise(position - 1, number);
    assert_true(xc_document_set_value(doc, 1, xc_bytes_n(number, len), &error));
    g_strfreev(words);
    assert_ok(error);
    return doc;
}

/* Fills a database at PATH with the TEXTS (NULL-terminated), ids from 1, and closes it. */
static inline void build(const char *path, unsigned flags, const char *const *texts)
{
    GError *error = NULL;
    g_autoptr(XcWritableDatabase) db = xc_writable_database_open(path, flags, 0, &error);
    assert_ok(error);
    for (; *texts != NULL; texts++) {
        g_autoptr(XcDocument) doc = document_of(*texts);
        assert_int_not_equal(xc_writable_database_add_document(db, doc, &error), 0);
    }
    assert_true(xc_writable_database_close(db, &error));
    assert_ok(error);
}

static const char *const standards[] = {
    "cloud computing security assessment", /* 1 */
    "cloud computing services",            /* 2 */
    "information security management systems requirements", /* 3 */
    "data security capability",            /* 4 */
    "cloud storage",                       /* 5 */
    NULL,
};
#define N_STANDARDS 5

#endif
