/* What searching reads may be damaged in any way: it is bounded all the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

#include "indexer/files/file-writer.h"
#include "search/match/postings.h"
#include "tokenizer/symbol.h"

static void symbols_of_any_bytes(void **state)
{
    (void)state;
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    for (int turn = 0; turn < 20000; turn++) {
        guint32 len = (guint32)g_rand_int_range(random, 1, 9), at = 0, code, n = 0;
        g_autofree char *text = g_malloc(len); /* exactly: the sanitizer sees a byte more */
        for (guint32 i = 0; i < len; i++)
            text[i] = (char)g_rand_int_range(random, turn % 2 ? 0 : 0xc0, 256);
        while (symbol_next(text, len, &at, &code) != SYMBOL_END) {
            assert_in_range(code, 0, 0x10ffff);
            assert_in_range(at, 1, len);
            assert_true(++n <= len);
        }
    }
}

#define DOCUMENTS 12000

/* Each document holds x twice: in the file, increments and counts in turn, 00 02 00 02. */
static char *write_database(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "db", NULL);
    g_autoptr(XcWritableDatabase) database =
        xc_writable_database_open(path, XC_WRITE_CREATE | XC_WRITE_NO_TERMLIST, 0, NULL);
    for (int i = 0; i < DOCUMENTS; i++) {
        XcTerm term = {xc_bytes("x"), 2};
        assert_true(xc_writable_database_add(database, &term, 1, xc_bytes(NULL), NULL, 0, NULL));
    }
    assert_true(xc_writable_database_close(database, NULL));
    return g_build_filename(path, "postlist.glass", NULL);
}

static guint32 most_in_window(const char *folder)
{
    static Posting found[POSTINGS_WINDOW];
    g_autofree char *path = g_build_filename(folder, "db", NULL);
    GError *error = NULL;
    g_autoptr(XcDatabase) database = xc_database_open(path, &error);
    Postings postings = {.documents = DOCUMENTS};
    guint32 most = 0;
    postings.postings = database ? xc_database_postings(database, xc_bytes("x"), NULL) : NULL;
    postings.docid = xc_posting_iterator_docid(postings.postings);
    for (guint32 start = 0; start < DOCUMENTS && !error; start += POSTINGS_WINDOW) {
        guint32 n = postings_window(&postings, start, NULL, TRUE, found, &error);
        most = MAX(most, n);
    }
    postings_clear(&postings);
    g_clear_error(&error);
    return most;
}

/* A damaged increment goes back, so that the same documents come again. */
static void postings_that_go_back(void **state)
{
    static const char back[] = "\xa7\xfb\xff\xff\x0f"; /* - 600, as libxapian packs numbers */
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = write_database(folder), *bytes = NULL;
    gsize len, damaged = 0;
    assert_int_equal(most_in_window(folder), POSTINGS_WINDOW - 1); /* there is no document 0 */
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    for (gsize at = 0; at + 64 < len; at += 64) {
        if (memcmp(bytes + at, "\0\2\0\2\0\2\0\2", 8) != 0)
            continue;
        g_autofree char *bad = g_memdup2(bytes, len);
        memcpy(bad + at, back, 5);
        damaged++;
        assert_true(g_file_set_contents(file, bad, (gssize)len, NULL));
        assert_in_range(most_in_window(folder), 0, POSTINGS_WINDOW);
    }
    assert_in_range(damaged, 100, len);
    file_remove_tree(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_of_any_bytes),
        cmocka_unit_test(postings_that_go_back),
    };
    return cmocka_run_group_tests_name("damaged data", tests, NULL, NULL);
}
