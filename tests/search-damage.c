/* What searching reads may be damaged in any way: it is bounded all the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

#include "indexer/files/error.h"
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

/* Few documents, of a map that is whole. */
static PostingSet few(const PostingMap *map, const guint32 *docids, const guint8 *wdfs, guint32 n)
{
    return (PostingSet){.map = map, .documents = n, .docids = docids, .wdfs = wdfs};
}

#define WORDS 4u

static void a_few_postings(void **state)
{
    (void)state;
    static const guint32 docids[] = {1, 70, 200};
    static const guint8 wdfs[] = {3, 1, 255};
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    g_autoptr(PostingMapWriter) writer = posting_map_writer_new(file, WORDS * 64 - 1, NULL);
    assert_true(posting_map_writer_add(writer, "t", 1, docids, wdfs, 3, NULL));
    assert_true(posting_map_writer_finish(writer, NULL));
    g_autoptr(PostingMap) map = posting_map_open(file, NULL, NULL);
    PostingSet set = posting_map_find(map, "t", 1);
    PostingReader reader = {.set = set}, again = {.set = set};
    guint64 bits[WORDS] = {0, 0, 1}, all[WORDS] = {2 | 4, ~(guint64)0, 8, 1 << 8};
    Posting found[POSTINGS_WINDOW];
    GError *error = NULL;
    assert_int_equal(set.n_blocks, 0);
    assert_true(postings_add(&set, bits, WORDS, NULL));
    assert_memory_equal(bits, ((guint64[]){2, 1 << 6, 1, 1 << 8}), sizeof bits);
    assert_true(postings_keep(&set, all, WORDS, NULL));
    assert_memory_equal(all, ((guint64[]){2, 1 << 6, 0, 1 << 8}), sizeof all);
    assert_int_equal(postings_window(&reader, 0, NULL, found, &error), 3);
    assert_int_equal(found[2].place, 200);
    assert_int_equal(found[2].wdf, 255);
    assert_int_equal(postings_window(&reader, POSTINGS_WINDOW, NULL, found, &error), 0);
    guint64 held[POSTINGS_WINDOW_WORDS] = {0, 1 << 6};
    assert_int_equal(postings_window(&again, 0, held, found, &error), 1);
    assert_int_equal(found[0].wdf, 1);
    file_remove_tree(folder);
}

/* Docids that are none of the shard's, or in no order. */
static void few_that_are_damaged(void **state)
{
    (void)state;
    static const guint32 beyond[] = {1, WORDS * 64}, back[] = {200, 3};
    static const guint8 wdfs[] = {1, 1};
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    g_autoptr(PostingMapWriter) writer = posting_map_writer_new(file, WORDS * 64 - 1, NULL);
    assert_true(posting_map_writer_finish(writer, NULL));
    g_autoptr(PostingMap) map = posting_map_open(file, NULL, NULL);
    PostingSet sets[] = {few(map, beyond, wdfs, 2), few(map, back, wdfs, 2)};
    Posting found[POSTINGS_WINDOW];
    for (guint i = 0; i < G_N_ELEMENTS(sets); i++) {
        guint64 bits[WORDS] = {0};
        g_autoptr(GError) error = NULL;
        assert_false(postings_keep(&sets[i], bits, WORDS, &error));
        assert_true(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_DAMAGED));
        PostingReader reader = {.set = sets[i]};
        assert_in_range(postings_window(&reader, 0, NULL, found, NULL), 0, 2);
    }
    guint64 bits[WORDS] = {0};
    assert_false(postings_add(&sets[0], bits, WORDS, NULL));
    file_remove_tree(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(symbols_of_any_bytes),
        cmocka_unit_test(a_few_postings),
        cmocka_unit_test(few_that_are_damaged),
    };
    return cmocka_run_group_tests_name("damaged data", tests, NULL, NULL);
}
