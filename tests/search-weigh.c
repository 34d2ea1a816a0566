/* What weighs by itself weighs as libxapian does, and the set of a character is what its bigrams
 * tell; on an index of two shards with dead documents, and on a joined one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>

#include "indexer/file-writer.h"
#include "search/searcher.h"
#include "search/weigh.h"

#define DOCUMENTS 3000

/* The documents hold these by their numbers' divisors: 2, 3, 5 … */
static const char *const held[] = {"数据", "安全管理", "云", "接口规范", "密码的", "网络"};
static const int divisors[] = {2, 3, 5, 7, 11, 1};

static char *folder;

static void run(const char *command, const char *more)
{
    g_autofree char *line = g_strdup_printf("\"%s\" index %s -d \"%s/I\" %s 2>/dev/null",
                                            g_getenv("BIAOSOU"), command, folder, more);
    assert_int_equal(system(line), 0);
}

static char *write_documents(const char *name, int from, int to)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = from; i <= to; i++) {
        g_string_append_printf(lines, "{\"id\":\"T/A %d-2020\",\"title_zh\":\"第%d号", i, i);
        for (guint w = 0; w < G_N_ELEMENTS(held); w++)
            for (int n = 0; i % divisors[w] == 0 && n <= i % 4; n++)
                g_string_append(lines, held[w]);
        g_string_append_printf(lines, "\",\"scope_zh\":\"%.*s\"}\n", i % 17 * 3,
                               "本标准规定了信息系统的总体要求和方法等等");
    }
    char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, lines->str, -1, NULL));
    return file;
}

static int make_index(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *first = write_documents("first.jsonl", 1, DOCUMENTS);
    g_autofree char *second = write_documents("second.jsonl", DOCUMENTS - 100, DOCUMENTS + 400);
    run("build", first);
    run("update", second);
    run("delete", "\"T/A 6-2020\" \"T/A 30-2020\"");
    return 0;
}

static int remove_index(void **state)
{
    (void)state;
    file_remove_tree(folder);
    g_free(folder);
    return 0;
}

static Index *open_index(void)
{
    g_autofree char *dir = g_build_filename(folder, "I", NULL);
    Index *index = index_open(dir, NULL);
    assert_non_null(index);
    return index;
}

static GArray *some_terms(Searcher *searcher)
{
    static const char *const terms[] = {"数据", "全管", "云", "接口", "无此", "网络"};
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Weighed));
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++) {
        guint32 df = xc_database_termfreq(index_database(searcher->index), xc_bytes(terms[i]), NULL);
        Weighed weighed = {terms[i], df, 1 + i / 4.0};
        g_array_append_val(out, weighed);
    }
    return out;
}

/* What libxapian finds for the same, within the documents of WITHIN or all. */
static XcMSet *by_libxapian(Searcher *searcher, const GArray *terms, XcQuery *within, guint max)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (guint i = 0; i < terms->len; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        g_autoptr(XcQuery) term = xc_query_term(xc_bytes(weighed->term), 1, NULL);
        g_ptr_array_add(parts, xc_query_scale(term, weighed->factor, NULL));
    }
    g_autoptr(XcQuery) any = searcher_join(XC_QUERY_OR, parts, NULL);
    g_autoptr(XcQuery) flat = within ? xc_query_scale(within, 0, NULL) : NULL;
    XcQuery *both[] = {flat, any};
    g_autoptr(XcQuery) query =
        within ? xc_query_combine(XC_QUERY_AND_MAYBE, both, 2, 0, NULL) : xc_query_ref(any);
    g_autoptr(XcQuery) live = index_live_query(searcher->index, query, NULL);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(index_database(searcher->index), NULL);
    assert_true(xc_enquire_set_query(enquire, live, 0, NULL));
    assert_true(xc_enquire_set_weight(enquire, searcher->bm25, NULL));
    return xc_enquire_mset(enquire, 0, max, 0, NULL, NULL);
}

static void compare(const GArray *candidates, const XcMSet *wanted)
{
    assert_int_equal(candidates->len, xc_mset_size(wanted));
    for (guint32 i = 0; i < candidates->len; i++) {
        const Candidate *candidate = &g_array_index(candidates, Candidate, i);
        assert_true(fabs(candidate->bm25 - xc_mset_weight(wanted, i)) < 1e-9);
        assert_int_equal(candidate->docid, xc_mset_docid(wanted, i));
    }
}

static void check_weights(Searcher *searcher, guint max)
{
    g_autoptr(GArray) terms = some_terms(searcher);
    g_autoptr(GArray) all = weigh_all(searcher, terms, max, NULL);
    g_autoptr(XcMSet) wanted = by_libxapian(searcher, terms, NULL, max);
    compare(all, wanted);
    g_autoptr(XcQuery) within = searcher_term(searcher, "", "口规", NULL);
    g_autoptr(GArray) docids = searcher_documents(searcher, within, NULL);
    g_autoptr(GArray) some = weigh_documents(searcher, terms, docids, max, NULL);
    g_autoptr(XcMSet) wanted_some = by_libxapian(searcher, terms, within, max);
    compare(some, wanted_some);
}

static void check_lengths(const Index *index)
{
    XcDatabase *db = index_database(index);
    g_autoptr(XcPostingIterator) it = xc_database_postings(db, xc_bytes(""), NULL);
    guint32 n = 0;
    for (; xc_posting_iterator_valid(it); xc_posting_iterator_next(it, NULL), n++)
        assert_int_equal(index_length(index, xc_posting_iterator_docid(it)),
                         xc_posting_iterator_doclength(it, NULL));
    assert_int_equal(n, xc_database_doccount(db, NULL));
}

/* The documents of the set of a character are those of all terms that begin with it. */
static void check_characters(Searcher *searcher)
{
    static const char *const characters[] = {"数", "据", "全", "云", "的", "络", "号", "和", "无"};
    for (guint c = 0; c < G_N_ELEMENTS(characters); c++) {
        g_autoptr(XcQuery) set =
            searcher_character_query(searcher, g_utf8_get_char(characters[c]), NULL);
        g_autoptr(XcQuery) terms = xc_query_wildcard(xc_bytes(characters[c]), 0, XC_WILDCARD_FIRST,
                                                     XC_QUERY_OR, NULL);
        g_autoptr(GArray) got = searcher_documents(searcher, set, NULL);
        g_autoptr(GArray) wanted = searcher_documents(searcher, terms, NULL);
        assert_int_equal(got->len, wanted->len);
        assert_int_equal(got->len == 0, strcmp(characters[c], "无") == 0);
        if (got->len)
            assert_memory_equal(got->data, wanted->data, got->len * sizeof(XcDocid));
    }
}

static void check_all(void)
{
    g_autoptr(Index) index = open_index();
    g_autoptr(Searcher) searcher = searcher_new(index, NULL);
    check_lengths(index);
    check_characters(searcher);
    check_weights(searcher, 7);
    check_weights(searcher, 200);
    check_weights(searcher, 10000);
    g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(Weighed));
    g_autoptr(GArray) none = weigh_all(searcher, nothing, 10, NULL);
    assert_int_equal(none->len, 0);
}

static void changed(void **state)
{
    (void)state;
    g_autoptr(Index) index = open_index();
    assert_int_equal(index_shard_count(index), 2);
    assert_int_equal(index_doccount(index), DOCUMENTS + 400 - 2);
    check_all();
}

static void joined(void **state)
{
    (void)state;
    run("compact", "");
    g_autoptr(Index) index = open_index();
    assert_int_equal(index_shard_count(index), 1);
    check_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(changed), cmocka_unit_test(joined)};
    return cmocka_run_group_tests_name("weights and sets", tests, make_index, remove_index);
}
