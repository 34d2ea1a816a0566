/* postings.map by itself: what was written is read in each way; damaged bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>

#include "indexer/read/docid-block.h"
#include "search/match/postings.h"
#include "tests/index-damaged.h"

#define POSTING_DOCUMENTS 70000u

/* How often the document has each term: always (more than a byte holds), often enough for a bitmap,
 * for an array, in the second block alone; seldom, and so seldom that there are no blocks. */
static guint32 often_has(guint32 docid, const char *term)
{
    switch (*term) {
    case 'a':
        return 1 + docid % 300;
    case 'b':
        return docid % 7 == 0 ? 1 + docid % 3 : 0;
    case 'c':
        return docid % 40 == 0 ? 1 + docid % 9 : 0;
    case 'd':
        return docid > 65536 && docid % 2 ? 1 : 0;
    case 'e':
        return docid % 2000 == 0;
    case 'f':
        return docid % 10000 == 1 ? 14 + docid / 10000 : 0;
    case 'g':
        return docid == 3 || docid == 69999 ? docid % 256 : 0;
    default:
        return 0;
    }
}

static const char *const posting_terms[] = {"a", "b", "c", "d", "e", "f", "g"};

static void write_postings(const char *file)
{
    g_autoptr(PostingMapWriter) writer = posting_map_writer_new(file, POSTING_DOCUMENTS, NULL);
    g_autofree guint32 *docids = g_new(guint32, POSTING_DOCUMENTS);
    g_autofree guint8 *wdfs = g_new(guint8, POSTING_DOCUMENTS);
    assert_non_null(writer);
    for (guint t = 0; t < G_N_ELEMENTS(posting_terms); t++) {
        guint32 n = 0;
        for (guint32 docid = 1; docid <= POSTING_DOCUMENTS; docid++) {
            guint32 wdf = often_has(docid, posting_terms[t]);
            docids[n] = docid;
            wdfs[n] = (guint8)MIN(wdf, POSTING_MAX_WDF);
            n += wdf > 0;
        }
        assert_true(posting_map_writer_add(writer, posting_terms[t], 1, docids, wdfs, n, NULL));
    }
    assert_true(posting_map_writer_finish(writer, NULL));
}

/* Of every STEP-th document of block B, those that have TERM are kept, and no others. */
static void check_kept(const PostingBlock *block, guint32 b, const char *term, guint32 step)
{
    guint64 bits[DOCID_BLOCK_WORDS] = {0};
    for (guint32 low = 0; low < block->docids.words * 64; low += step)
        bits[low / 64] |= G_GUINT64_CONSTANT(1) << low % 64;
    assert_true(docid_block_keep(&block->docids, bits));
    for (guint32 low = 0; low < block->docids.words * 64; low++) {
        guint32 docid = b * DOCID_BLOCK_DOCUMENTS + low;
        gboolean asked = low % step == 0, there = docid > 0 && docid <= POSTING_DOCUMENTS;
        assert_int_equal(bits[low / 64] >> low % 64 & 1, asked && there && often_has(docid, term) > 0);
    }
}

/* The windows of TERM, one in three left out, have the documents that it has there. */
static void check_windows(PostingSet set, const char *term)
{
    static Posting found[POSTINGS_WINDOW];
    PostingReader reader = {.set = set};
    for (guint32 start = 0, w = 0; start <= POSTING_DOCUMENTS; start += POSTINGS_WINDOW, w++) {
        guint32 n = w % 3 == 1 ? 0 : postings_window(&reader, start, NULL, found, NULL), seen = 0;
        for (guint32 place = 0; w % 3 != 1 && place < POSTINGS_WINDOW; place++) {
            guint32 docid = start + place, wdf = often_has(docid, term);
            if (docid == 0 || docid > POSTING_DOCUMENTS || wdf == 0)
                continue;
            assert_true(seen < n);
            assert_int_equal(found[seen].place, place);
            assert_int_equal(found[seen++].wdf, MIN(wdf, POSTING_MAX_WDF));
        }
        assert_int_equal(seen, n);
    }
}

/* Reads every posting of TERM as searching does; returns how many there are. */
static guint32 check_postings(const PostingMap *map, const char *term)
{
    PostingSet set = posting_map_find(map, term, strlen(term));
    guint32 n = 0;
    for (guint32 b = 0; set.documents && b < docid_blocks(POSTING_DOCUMENTS); b++) {
        PostingBlock block;
        guint64 bits[DOCID_BLOCK_WORDS] = {0};
        assert_true(posting_set_block(&set, b, &block, NULL));
        assert_true(docid_block_add(&block.docids, bits));
        guint32 rank = 0;
        for (guint32 low = 0; low < DOCID_BLOCK_DOCUMENTS; low++) {
            guint32 wdf = often_has(b * DOCID_BLOCK_DOCUMENTS + low, term);
            gboolean there = b * DOCID_BLOCK_DOCUMENTS + low <= POSTING_DOCUMENTS && b + low > 0;
            if (block.ranks && low < block.docids.words * 64 &&
                low % (64 * POSTING_RANK_WORDS) == 0)
                assert_int_equal(block.ranks[low / (64 * POSTING_RANK_WORDS)], rank);
            assert_int_equal(bits[low / 64] >> low % 64 & 1, there && wdf > 0);
            if (there && wdf > 0)
                assert_int_equal(posting_block_wdf(&block, rank++), MIN(wdf, 255));
        }
        assert_int_equal(rank, block.docids.n);
        n += rank;
        check_kept(&block, b, term, 1);
        check_kept(&block, b, term, 7);
        check_kept(&block, b, term, 997);
        check_kept(&block, b, term, 4999); /* so few that a list is looked into */
        check_kept(&block, b, term, 5000);
    }
    if (set.documents)
        check_windows(set, term);
    return n;
}

/* Goes on from the document before; until the thousandth. */
static gboolean count_each(guint32 docid, guint32 wdf, gpointer data)
{
    guint32 *each = data; /* how many, the last document, how often all have it */
    assert_true(docid > each[1] && docid <= POSTING_DOCUMENTS);
    each[0]++;
    each[1] = docid;
    each[2] += wdf;
    return each[0] < 1000;
}

static void check_each(const PostingMap *map, const char *term, guint32 n, guint32 last, guint32 occurrences)
{
    guint32 each[3] = {0};
    PostingSet set = posting_map_find(map, term, 1);
    assert_true(posting_set_each(&set, count_each, each, NULL));
    assert_int_equal(each[0], n);
    assert_int_equal(each[1], last);
    assert_int_equal(each[2], occurrences);
}

static void posting_map(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    write_postings(file);
    g_autoptr(PostingMap) map = posting_map_open(file, NULL, NULL);
    assert_non_null(map);
    assert_int_equal(posting_map_doccount(map), POSTING_DOCUMENTS);
    assert_int_equal(check_postings(map, "a"), 70000);
    assert_int_equal(check_postings(map, "b"), 10000);
    assert_int_equal(check_postings(map, "c"), 1750);
    assert_int_equal(check_postings(map, "d"), 2232);
    assert_int_equal(check_postings(map, "e"), 35);
    check_each(map, "b", 1000, 7000, 2000);          /* 1, 2 and 3 times by turns: docid % 3 of 7, 14, 21 … begins 1, 2, 0 */
    check_each(map, "d", 1000, 65537 + 2 * 999, 1000); /* 65537 is the first; the second block alone */
    check_each(map, "e", 35, 70000, 35);
    check_each(map, "f", 7, 60001, 7 * 17);
    assert_int_equal(posting_map_find(map, "f", 1).n_blocks, 0);
    check_each(map, "g", 2, 69999, 3 + 69999 % 256); /* behind one that ends at no multiple of 8 bytes */
    assert_int_equal(check_postings(map, "ab"), 0);
    assert_int_equal(check_postings(map, ""), 0);
    g_unlink(file);
    g_rmdir(folder);
}

/* Reads a term's postings in each way. */
static gboolean look_at_all(PostingSet set, guint32 documents, GError **error)
{
    static Posting found[POSTINGS_WINDOW];
    guint32 words = documents / 64 + 1;
    if (documents > 2 * POSTING_DOCUMENTS)
        return TRUE; /* more than there is room for here; the shard's other files say otherwise */
    g_autofree guint64 *bits = g_new0(guint64, words);
    if (!postings_add(&set, bits, words, error) || !postings_keep(&set, bits, words, error))
        return FALSE;
    GError *inner = NULL;
    PostingReader reader = {.set = set};
    for (guint32 start = 0; start <= documents && !inner; start += POSTINGS_WINDOW) {
        guint32 n = postings_window(&reader, start, NULL, found, &inner);
        assert_in_range(n, 0, POSTINGS_WINDOW);
    }
    if (inner)
        g_propagate_error(error, inner);
    return inner == NULL;
}

static gboolean look_at_postings(const char *file, GError **error)
{
    g_autoptr(PostingMap) map = posting_map_open(file, NULL, error);
    gboolean ok = map != NULL;
    for (guint t = 0; ok && t < G_N_ELEMENTS(posting_terms); t++) {
        PostingSet set = posting_map_find(map, posting_terms[t], 1);
        ok = set.documents == 0 || look_at_all(set, posting_map_doccount(map), error);
    }
    return ok;
}

static void posting_map_damage(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    write_postings(file);
    assert_in_range(damage(file, 32, 200, look_at_postings), 40, 199);
    g_unlink(file);
    g_rmdir(folder);
}

/* Sets u64 AT of what the map says of its last term, which has no blocks, to VALUE; returns how many documents it has then. */
static guint32 documents_after(const char *file, gsize at, guint64 value, gboolean *hurt)
{
    g_autofree char *bytes = NULL;
    gsize len;
    guint64 terms_at;
    guint32 terms;
    assert_true(g_file_get_contents(file, &bytes, &len, NULL));
    memcpy(&terms, bytes + 12, sizeof terms);
    memcpy(&terms_at, bytes + 16, sizeof terms_at);
    memcpy(bytes + terms_at + (terms - 1) * 32 + at, &value, sizeof value);
    g_autofree char *bad = g_strconcat(file, ".bad", NULL);
    assert_true(g_file_set_contents(bad, bytes, (gssize)len, NULL));
    g_autoptr(PostingMap) map = posting_map_open(bad, NULL, NULL);
    guint32 documents = posting_map_find(map, "g", 1).documents;
    *hurt = posting_map_file(map)->hurt;
    g_unlink(bad);
    return documents;
}

/* Few documents are where they can be, or there are none, which is noted. */
static void few_damaged(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    gboolean hurt;
    write_postings(file);
    assert_int_equal(documents_after(file, 8, 40, &hurt), 2); /* elsewhere, but there */
    assert_false(hurt);
    assert_int_equal(documents_after(file, 8, 41, &hurt), 0);
    assert_true(hurt);
    assert_int_equal(documents_after(file, 16, 1 | G_GUINT64_CONSTANT(1) << 52, &hurt), 0); /* 1,048,576 documents */
    assert_true(hurt);
    g_unlink(file);
    g_rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(posting_map),
        cmocka_unit_test(posting_map_damage),
        cmocka_unit_test(few_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
