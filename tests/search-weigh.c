/* What weighs by itself weighs as libxapian does, and what is selected by itself is what libxapian
 * finds in databases of the same documents; on an index of two shards with dead documents, and on a joined one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>

#include "indexer/write/document.h"
#include "search/match/searcher.h"
#include "search/match/weigh.h"
#include "tests/index-folder.h"

#define DOCUMENTS 3000

/* The documents hold these by their numbers' divisors: 2, 3, 5 … */
static const char *const held[] = {"数据", "安全管理", "云", "接口规范", "密码的", "网络"};
static const int divisors[] = {2, 3, 5, 7, 11, 1};

static char *write_documents(const char *name, int from, int to)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = from; i <= to; i++) {
        g_string_append_printf(lines, "{\"id\":\"T/A %d-2020\",\"title_zh\":\"第%d号", i, i);
        for (guint w = 0; w < G_N_ELEMENTS(held); w++)
            for (int n = 0; i % divisors[w] == 0 && n <= i % 4; n++)
                g_string_append(lines, held[w]);
        g_string_append_printf(lines, "\",\"published\":\"%d-%02d-%02d\",\"scope_zh\":\"%.*s\"}\n",
                               2010 + i % 14, 1 + i % 12, 1 + i % 28, i % 17 * 3,
                               "本标准规定了信息系统的总体要求和方法等等");
    }
    char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, lines->str, -1, NULL));
    return file;
}

static int make_index(void **state)
{
    (void)state;
    folder_make();
    g_autofree char *first = write_documents("first.jsonl", 1, DOCUMENTS);
    g_autofree char *second = write_documents("second.jsonl", DOCUMENTS - 100, DOCUMENTS + 400);
    assert_int_equal(index_run("build", first, NULL), 0);
    assert_int_equal(index_run("update", second, NULL), 0);
    assert_int_equal(index_run("delete", "T/A 6-2020", "T/A 30-2020", NULL), 0);
    return 0;
}

static Index *open_index(void)
{
    Index *index = index_open(index_folder, NULL);
    assert_non_null(index);
    return index;
}

static Searcher *open_searcher(void)
{
    Searcher *searcher = searcher_open(index_folder, NULL);
    assert_non_null(searcher);
    return searcher;
}

/* A libxapian database of the documents of each shard of the index, all their terms and dates, and all as one. */
static XcDatabase *whole;
static GPtrArray *parts_of_whole; /* XcWritableDatabase */

static void add_to_whole(XcWritableDatabase *part, const Document *document)
{
    XcValue dates[DATE_SLOTS];
    guint n = 0;
    for (guint32 slot = 0; slot < DATE_SLOTS; slot++)
        if (*document->dates.slots[slot])
            dates[n++] = (XcValue){slot, xc_bytes(document->dates.slots[slot])};
    assert_true(xc_writable_database_add(part, document->terms, document->n_terms, xc_bytes(NULL), dates, n, NULL));
}

static void whole_make(const Index *index)
{
    g_autofree char *scratch = g_build_filename(folder, "values", NULL);
    g_autoptr(TextMapWriter) values = text_map_writer_new(scratch, NULL, NULL);
    DocumentBuilder *builder = document_builder_new(index_tokenizer(index));
    parts_of_whole = g_ptr_array_new_with_free_func((GDestroyNotify)xc_writable_database_free);
    whole = xc_database_new(NULL);
    for (guint32 s = 0; s < index_shard_count(index); s++) {
        XcWritableDatabase *part = xc_writable_database_open("", XC_WRITE_CREATE | XC_WRITE_INMEMORY, 0, NULL);
        g_ptr_array_add(parts_of_whole, part);
        for (guint32 local = 1; local <= shard_doccount(index_shard(index, s)); local++) {
            g_autoptr(Record) record = shard_record(index_shard(index, s), local, NULL);
            add_to_whole(part, document_build(builder, record, values));
        }
        assert_true(xc_database_add(whole, xc_writable_database_as_database(part), NULL));
    }
    document_builder_free(builder);
}

static void whole_free(void)
{
    xc_database_free(whole);
    g_ptr_array_unref(parts_of_whole);
}

static GArray *some_terms(Searcher *searcher)
{
    static const char *const terms[] = {"数据", "全管", "云", "接口", "无此", "网络"};
    GArray *out = g_array_new(FALSE, FALSE, sizeof(Weighed));
    for (guint i = 0; i < G_N_ELEMENTS(terms); i++) {
        guint32 df = xc_database_termfreq(whole, xc_bytes(terms[i]), NULL);
        assert_int_equal(index_termfreq(searcher->index, terms[i], strlen(terms[i])), df);
        Weighed weighed = {terms[i], df, 1 + i / 4.0};
        g_array_append_val(out, weighed);
    }
    return out;
}

static const double bm25_parameters[] = {1.2, 0, 1, 0.75, 0.5}; /* k1, k2, k3, b, least length */

/* The best MAX live documents: Candidate. */
static GArray *match(const Index *index, XcQuery *query, XcWeight *weight, guint max)
{
    g_autoptr(XcEnquire) enquire = xc_enquire_new(whole, NULL);
    assert_true(xc_enquire_set_query(enquire, query, 0, NULL));
    assert_true(xc_enquire_set_weight(enquire, weight, NULL));
    g_autoptr(XcMSet) found = xc_enquire_mset(enquire, 0, 10 * DOCUMENTS, 0, NULL, NULL);
    GArray *best = g_array_new(FALSE, FALSE, sizeof(Candidate));
    for (guint32 i = 0; i < xc_mset_size(found) && best->len < max; i++) {
        Candidate one = {xc_mset_docid(found, i), xc_mset_weight(found, i)};
        guint32 shard, local;
        index_locate(index, one.docid, &shard, &local);
        if (!index_is_dead(index, shard, local))
            g_array_append_val(best, one);
    }
    return best;
}

/* What libxapian finds for the same, within the documents of WITHIN or all. */
static GArray *by_libxapian(const Index *index, const GArray *terms, XcQuery *within, guint max)
{
    g_autoptr(XcWeight) bm25 =
        xc_weight_new(XC_WEIGHT_BM25, bm25_parameters, G_N_ELEMENTS(bm25_parameters), NULL);
    XcQuery *parts[16];
    for (guint i = 0; i < terms->len; i++) {
        const Weighed *weighed = &g_array_index(terms, Weighed, i);
        g_autoptr(XcQuery) term = xc_query_term(xc_bytes(weighed->term), 1, NULL);
        parts[i] = xc_query_scale(term, weighed->factor, NULL);
    }
    g_autoptr(XcQuery) any = xc_query_combine(XC_QUERY_OR, parts, terms->len, 0, NULL);
    for (guint i = 0; i < terms->len; i++)
        xc_query_unref(parts[i]);
    g_autoptr(XcQuery) flat = within ? xc_query_scale(within, 0, NULL) : NULL;
    XcQuery *both[] = {flat, any};
    g_autoptr(XcQuery) query =
        within ? xc_query_combine(XC_QUERY_AND_MAYBE, both, 2, 0, NULL) : xc_query_ref(any);
    return match(index, query, bm25, max);
}

static void compare(const GArray *candidates, const GArray *wanted)
{
    assert_int_equal(candidates->len, wanted->len);
    for (guint i = 0; i < candidates->len; i++) {
        const Candidate *one = &g_array_index(candidates, Candidate, i);
        assert_true(fabs(one->bm25 - g_array_index(wanted, Candidate, i).bm25) < 1e-9);
        assert_int_equal(one->docid, g_array_index(wanted, Candidate, i).docid);
    }
}

static void check_weights(Searcher *searcher, guint max)
{
    g_autoptr(GArray) terms = some_terms(searcher);
    g_autoptr(GArray) all = weigh_any(searcher, terms, searcher->live, max, NULL);
    g_autoptr(GArray) wanted = by_libxapian(searcher->index, terms, NULL, max);
    compare(all, wanted);
    g_autoptr(Selection) within = selection_term("", "口规");
    g_autoptr(XcQuery) same = xc_query_term(xc_bytes("口规"), 1, NULL);
    g_autoptr(DocSet) set = searcher_find(searcher, within, NULL);
    g_autoptr(GArray) some = weigh_set(searcher, terms, set, max, NULL);
    g_autoptr(GArray) wanted_some = by_libxapian(searcher->index, terms, same, max);
    compare(some, wanted_some);
    g_autoptr(GArray) any = weigh_any(searcher, terms, set, 10 * DOCUMENTS, NULL);
    assert_in_range(any->len, 1, docset_count(set));
    for (guint i = 0; i < any->len; i++)
        assert_true(docset_has_docid(set, &searcher->space,
                                     g_array_index(any, Candidate, i).docid));
}

static gint by_docid(gconstpointer first, gconstpointer second)
{
    XcDocid a = *(const XcDocid *)first, b = *(const XcDocid *)second;
    return (a > b) - (a < b);
}

/* Where all weigh the same, the best are the first by docid, however many are wanted and in whichever
 * shard they are. */
static void check_ties(Searcher *searcher, guint max)
{
    g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(Weighed));
    g_autoptr(GArray) best = weigh_set(searcher, nothing, searcher->live, max, NULL);
    g_autoptr(GArray) all = docset_docids(searcher->live, &searcher->space, G_MAXUINT32);
    g_array_sort(all, by_docid);
    assert_int_equal(best->len, MIN(max, all->len));
    for (guint i = 0; i < best->len; i++)
        assert_int_equal(g_array_index(best, Candidate, i).docid, g_array_index(all, XcDocid, i));
}

static void check_lengths(const Index *index)
{
    g_autoptr(XcPostingIterator) it = xc_database_postings(whole, xc_bytes(""), NULL);
    guint32 n = 0;
    for (; xc_posting_iterator_valid(it); xc_posting_iterator_next(it, NULL), n++) {
        guint32 local;
        const Shard *shard = index_locate(index, xc_posting_iterator_docid(it), NULL, &local);
        assert_int_equal(shard_lengths(shard)[local - 1], xc_posting_iterator_doclength(it, NULL));
    }
    assert_int_equal(n, xc_database_doccount(index_database(index), NULL));
}

/* The same as a selection and as a query of libxapian's. */
typedef struct {
    Selection *selection;
    XcQuery *query;
} Both;

/* Takes BOTH over. Returns how many documents it has. */
static guint check_same(Searcher *searcher, Both both)
{
    g_autoptr(XcWeight) none = xc_weight_new(XC_WEIGHT_BOOL, NULL, 0, NULL);
    g_autoptr(Selection) selection = both.selection;
    g_autoptr(XcQuery) query = both.query;
    g_autoptr(GArray) wanted = match(searcher->index, query, none, G_MAXUINT);
    g_autoptr(GArray) got = searcher_documents(searcher, selection, G_MAXUINT32, NULL);
    assert_non_null(got);
    g_array_sort(got, by_docid);
    assert_int_equal(got->len, wanted->len);
    for (guint i = 0; i < got->len; i++)
        assert_int_equal(g_array_index(got, XcDocid, i), g_array_index(wanted, Candidate, i).docid);
    return got->len;
}

/* The documents that hold a character are those of all terms that begin with it. */
static Both character(const char *c)
{
    return (Both){selection_term("", c), xc_query_wildcard(xc_bytes(c), 0, XC_WILDCARD_FIRST,
                                                           XC_QUERY_OR, NULL)};
}

static Both leaf(GRand *random)
{
    static const char *const terms[] = {"数据", "全管", "云", "接口", "无此", "网络", "密码",
                                        "号数", "本标", "的总", "的", "号", "标"};
    const char *term = terms[g_rand_int_range(random, 0, G_N_ELEMENTS(terms))];
    switch (g_rand_int_range(random, 0, 8)) {
    case 0:
        return (Both){selection_all(), xc_query_match_all(NULL)};
    case 1:
        return (Both){selection_none(), xc_query_match_nothing(NULL)};
    case 2:
        return (Both){selection_prefix("F", "year:20"),
                      xc_query_wildcard(xc_bytes("Fyear:20"), 0, XC_WILDCARD_FIRST, XC_QUERY_OR,
                                        NULL)};
    case 3: {
        guint32 from = 20150101 + (guint32)g_rand_int_range(random, 0, 8) * 10000;
        char lower[16], upper[16];
        g_snprintf(lower, sizeof lower, "%u", from);
        g_snprintf(upper, sizeof upper, "%u", from + 15000);
        return (Both){selection_dates(FIELD_PUBLISHED, from, from + 15000),
                      xc_query_value_range(date_slot(FIELD_PUBLISHED), xc_bytes(lower), xc_bytes(upper),
                                           NULL)};
    }
    default:
        if (g_utf8_strlen(term, -1) == 1)
            return character(term);
        return (Both){selection_term("", term), xc_query_term(xc_bytes(term), 1, NULL)};
    }
}

static Both tree(GRand *random, int depth)
{
    static const XcQueryOp ops[] = {XC_QUERY_AND, XC_QUERY_OR, XC_QUERY_AND_NOT};
    if (depth == 0 || g_rand_int_range(random, 0, 4) == 0)
        return leaf(random);
    int op = g_rand_int_range(random, 0, 3), n = op == 2 ? 2 : g_rand_int_range(random, 2, 4);
    g_autoptr(GPtrArray) parts = selection_parts();
    XcQuery *queries[4];
    Both made;
    for (int i = 0; i < n; i++) {
        Both one = tree(random, depth - 1);
        g_ptr_array_add(parts, one.selection);
        queries[i] = one.query;
    }
    made.query = xc_query_combine(ops[op], queries, (size_t)n, 0, NULL);
    if (op == 2) {
        made.selection = selection_without(parts->pdata[0], parts->pdata[1]);
    } else {
        made.selection = selection_join(op == 0 ? SELECTION_AND : SELECTION_OR, parts);
    }
    for (int i = 0; i < n; i++)
        xc_query_unref(queries[i]);
    return made;
}

static void check_selections(Searcher *searcher)
{
    static const char *const characters[] = {"数", "据", "全", "云", "的", "络", "号", "和"};
    for (guint c = 0; c < G_N_ELEMENTS(characters); c++)
        assert_true(check_same(searcher, character(characters[c])) > 0);
    assert_int_equal(check_same(searcher, character("无")), 0);
    g_autoptr(GRand) random = g_rand_new_with_seed(11);
    guint some = 0;
    for (int turn = 0; turn < 400; turn++)
        some += check_same(searcher, tree(random, 3)) > 0;
    assert_in_range(some, 200, 400);
}

static void describes(void **state)
{
    (void)state;
    g_autoptr(GPtrArray) parts = selection_parts();
    g_ptr_array_add(parts, selection_term("", "云计"));
    g_ptr_array_add(parts, selection_term("N", "22239"));
    g_ptr_array_add(parts, selection_prefix("", "secur"));
    g_autoptr(Selection) any = selection_join(SELECTION_OR, parts);
    assert_int_equal(parts->len, 0);
    g_autoptr(Selection) not = selection_term("", "安");
    g_autoptr(Selection) all = selection_without(any, not);
    g_autofree char *text = selection_describe(all);
    assert_string_equal(text, "((云计 OR N22239 OR secur*) AND NOT 安)");
    g_autoptr(Searcher) searcher = open_searcher();
    g_autoptr(Selection) some = selection_verified(docset_new(&searcher->space), not);
    g_autofree char *verified = selection_describe(some);
    assert_string_equal(verified, "安 [0 verified]");
}

static void check_all(void)
{
    g_autoptr(Searcher) searcher = open_searcher();
    whole_make(searcher->index);
    check_lengths(searcher->index);
    check_selections(searcher);
    for (guint max = 0; max < 900; max += 100 + max % 7)
        check_ties(searcher, max);
    check_weights(searcher, 7);
    check_weights(searcher, 200);
    check_weights(searcher, 10000);
    g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(Weighed));
    g_autoptr(GArray) none = weigh_any(searcher, nothing, searcher->live, 10, NULL);
    assert_int_equal(none->len, 0);
    whole_free();
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
    assert_int_equal(index_run("compact", NULL), 0);
    g_autoptr(Index) index = open_index();
    assert_int_equal(index_shard_count(index), 1);
    check_all();
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(changed), cmocka_unit_test(joined),
                                       cmocka_unit_test(describes)};
    return cmocka_run_group_tests_name("weights and sets", tests, make_index, folder_remove);
}
