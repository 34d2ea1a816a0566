/* Queries, enquires, match sets, weighting, spies and deciders, on a small database. */
#include "tests/xapian-c-common.h"

static XcDatabase *open_standards(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    build(path, 0, standards);
    XcDatabase *db = xc_database_open(path, &error);
    assert_ok(error);
    return db;
}

static XcQuery *term(const char *text)
{
    return xc_query_term(B(text), 1, NULL);
}

/* Combines two queries, which it releases. */
static XcQuery *combine(XcQueryOp op, XcQuery *a, XcQuery *b, uint32_t parameter)
{
    GError *error = NULL;
    XcQuery *const parts[] = {a, b};
    XcQuery *query = xc_query_combine(op, parts, 2, parameter, &error);
    assert_ok(error);
    xc_query_unref(a);
    xc_query_unref(b);
    return query;
}

static XcMSet *search(XcDatabase *db, const XcQuery *query)
{
    GError *error = NULL;
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    XcMSet *mset = xc_enquire_mset(enquire, 0, 100, 100, NULL, &error);
    assert_ok(error);
    return mset;
}

/* QUERY, which is released, must find exactly EXPECTED, given as "1 2 5" in ascending order. */
static void assert_finds(XcDatabase *db, XcQuery *query, const char *expected)
{
    assert_non_null(query);
    g_autoptr(XcMSet) mset = search(db, query);
    gboolean found[100] = {0};
    for (uint32_t i = 0; i < xc_mset_size(mset); i++)
        found[xc_mset_docid(mset, i)] = TRUE;
    g_autoptr(GString) ids = g_string_new(NULL);
    for (int id = 0; id < 100; id++)
        if (found[id])
            g_string_append_printf(ids, ids->len > 0 ? " %d" : "%d", id);
    assert_string_equal(ids->str, expected);
    xc_query_unref(query);
}

static void operators(void **state)
{
    g_autoptr(XcDatabase) db = open_standards(state);
    static const struct {
        XcQueryOp op;
        const char *a, *b;
        uint32_t parameter;
        const char *expected;
    } cases[] = {
        {XC_QUERY_AND, "cloud", "computing", 0, "1 2"},
        {XC_QUERY_OR, "storage", "services", 0, "2 5"},
        {XC_QUERY_AND_NOT, "cloud", "computing", 0, "5"},
        {XC_QUERY_XOR, "cloud", "security", 0, "2 3 4 5"},
        {XC_QUERY_AND_MAYBE, "cloud", "security", 0, "1 2 5"},
        {XC_QUERY_FILTER, "security", "cloud", 0, "1"},
        {XC_QUERY_NEAR, "security", "cloud", 3, "1"},
        {XC_QUERY_NEAR, "security", "cloud", 2, ""},
        {XC_QUERY_PHRASE, "cloud", "computing", 2, "1 2"},
        {XC_QUERY_PHRASE, "computing", "cloud", 2, ""},
        {XC_QUERY_ELITE_SET, "cloud", "storage", 1, "5"},
        {XC_QUERY_SYNONYM, "storage", "services", 0, "2 5"},
        {XC_QUERY_MAX, "storage", "capability", 0, "4 5"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_finds(db, combine(cases[i].op, term(cases[i].a), term(cases[i].b), cases[i].parameter),
                     cases[i].expected);
}

static void leaves(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    char three[XC_SORTABLE_MAX], four[XC_SORTABLE_MAX];
    const XcBytes b3 = xc_bytes_n(three, xc_sortable_serialise(3, three));
    const XcBytes b4 = xc_bytes_n(four, xc_sortable_serialise(4, four));
    assert_finds(db, xc_query_match_all(&error), "1 2 3 4 5");
    assert_finds(db, xc_query_term(B(""), 1, &error), "1 2 3 4 5");
    assert_finds(db, xc_query_match_nothing(&error), "");
    assert_finds(db, term("unheard-of"), "");
    assert_finds(db, xc_query_value_range(1, b3, b4, &error), "1 2 4");
    assert_finds(db, xc_query_value_ge(1, b4, &error), "1 3");
    assert_finds(db, xc_query_value_le(1, b3, &error), "2 4 5");
    assert_finds(db, xc_query_value_range(0, B("d"), B("e"), &error), "4");
    assert_finds(db, xc_query_combine(XC_QUERY_AND, NULL, 0, 0, &error), "");
    assert_finds(db, xc_query_wildcard(B("s"), 0, XC_WILDCARD_ERROR, XC_QUERY_SYNONYM, &error),
                 "1 2 3 4 5");
    assert_finds(db, xc_query_wildcard(B("s"), 1, XC_WILDCARD_MOST_FREQUENT, XC_QUERY_SYNONYM, &error),
                 "1 3 4");
    assert_finds(db, xc_query_wildcard(B("st"), 1, XC_WILDCARD_FIRST, XC_QUERY_MAX, &error), "5");
    assert_ok(error);
}

static void wildcard_limit(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcQuery) query =
        xc_query_wildcard(B("s"), 2, XC_WILDCARD_ERROR, XC_QUERY_SYNONYM, &error);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    assert_null(xc_enquire_mset(enquire, 0, 10, 0, NULL, &error));
    assert_xc_error(error, XC_ERROR_WILDCARD);
}

static void bad_queries(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcQuery) cloud = term("cloud");
    XcQuery *const parts[] = {cloud};
    assert_null(xc_query_combine((XcQueryOp)15, parts, 1, 0, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_query_scale(cloud, -1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_query_wildcard(B("s"), 0, (XcWildcardLimit)3, XC_QUERY_OR, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_query_wildcard(B("s"), 0, XC_WILDCARD_FIRST, XC_QUERY_AND, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_query_unserialise(B("\x7fnonsense"), &error));
    assert_xc_error(error, XC_ERROR_SERIALISATION);
}

static void describe_and_serialise(void **state)
{
    (void)state;
    GError *error = NULL;
    g_autoptr(XcQuery) query =
        combine(XC_QUERY_OR, term("云"), combine(XC_QUERY_AND, term("计算"), term("云"), 0), 0);
    assert_int_equal(xc_query_unique_term_count(query, &error), 2);
    assert_int_equal(xc_query_length(query), 3);
    assert_false(xc_query_is_empty(query));
    g_autofree char *text = xc_query_describe(query, &error);
    assert_string_equal(text, "Query((云 OR (计算 AND 云)))");
    g_autoptr(XcTermIterator) it = xc_query_terms(query, &error);
    assert_bytes(xc_term_iterator_term(it), "云");
    assert_true(xc_term_iterator_next(it, &error));
    assert_bytes(xc_term_iterator_term(it), "计算");
    assert_false(xc_term_iterator_next(it, &error));

    size_t len = 0;
    g_autofree char *bytes = xc_query_serialise(query, &len, &error);
    g_autoptr(XcQuery) copy = xc_query_unserialise(xc_bytes_n(bytes, len), &error);
    g_autofree char *again = xc_query_describe(copy, &error);
    assert_string_equal(again, text);
    g_autoptr(XcQuery) nothing = xc_query_match_nothing(&error);
    assert_true(xc_query_is_empty(nothing));

    assert_ptr_equal(xc_query_ref(query), query);
    xc_query_unref(query);
    assert_int_equal(xc_query_length(query), 3); /* one reference is left */
    assert_ok(error);
}

static void match_set(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcQuery) query = combine(XC_QUERY_OR, term("cloud"), term("storage"), 0);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcMSet) none = xc_enquire_mset(enquire, 0, 10, 0, NULL, &error);
    assert_int_equal(xc_mset_size(none), 0);
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 10, NULL, &error);
    assert_ok(error);
    assert_int_equal(xc_mset_size(mset), 3);
    assert_int_equal(xc_mset_first(mset), 0);
    assert_int_equal(xc_mset_matches_lower_bound(mset), 3);
    assert_int_equal(xc_mset_matches_estimated(mset), 3);
    assert_int_equal(xc_mset_matches_upper_bound(mset), 3);
    assert_int_equal(xc_mset_uncollapsed_lower_bound(mset), 3);
    assert_int_equal(xc_mset_uncollapsed_estimated(mset), 3);
    assert_int_equal(xc_mset_uncollapsed_upper_bound(mset), 3);
    assert_true(xc_mset_max_possible(mset) >= xc_mset_max_attained(mset));

    XcMSetItem item;
    assert_true(xc_mset_item(mset, 0, &item));
    assert_int_equal(item.docid, 5);
    assert_true(item.weight == xc_mset_max_attained(mset));
    assert_true(item.weight == xc_mset_weight(mset, 0));
    assert_int_equal(item.percent, 100);
    assert_int_equal(item.percent, xc_mset_percent(mset, item.weight));
    assert_int_equal(item.rank, 0);
    assert_int_equal(item.collapse_count, 0);
    assert_true(xc_mset_fetch(mset, 0, 2, &error));
    g_autoptr(XcDocument) doc = xc_mset_document(mset, 0, &error);
    assert_bytes(xc_document_data(doc, &error), "cloud storage");
    assert_int_equal(xc_mset_termfreq(mset, B("cloud"), &error), 3);
    assert_true(xc_mset_termweight(mset, B("storage"), &error) >
                xc_mset_termweight(mset, B("cloud"), &error));
    assert_ok(error);

    assert_false(xc_mset_item(mset, 3, &item));
    assert_int_equal(xc_mset_docid(mset, 3), 0);
    assert_true(xc_mset_weight(mset, 3) == 0);
    assert_null(xc_mset_document(mset, 3, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_mset_collapse_key(mset, 3, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_mset_sort_key(mset, 3, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_mset_fetch(mset, 2, 3, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_false(xc_mset_fetch(mset, 2, 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_true(xc_mset_termweight(mset, B("unheard-of"), &error) == 0);
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);

    g_autoptr(XcMSet) second = xc_enquire_mset(enquire, 1, 1, 0, NULL, &error);
    assert_int_equal(xc_mset_first(second), 1);
    assert_int_equal(xc_mset_size(second), 1);
    assert_true(xc_mset_item(second, 0, &item));
    assert_int_equal(item.rank, 1);

    g_autoptr(XcTermIterator) matching = xc_enquire_matching_terms(enquire, 5, &error);
    assert_bytes(xc_term_iterator_term(matching), "cloud");
    assert_true(xc_term_iterator_next(matching, &error));
    assert_bytes(xc_term_iterator_term(matching), "storage");
    assert_ok(error);
    assert_null(xc_enquire_matching_terms(enquire, 99, &error));
    assert_xc_error(error, XC_ERROR_DOC_NOT_FOUND);
}

/* The ids of a search for everything, in their order. */
static void assert_order(XcEnquire *enquire, const char *expected)
{
    GError *error = NULL;
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 100, 0, NULL, &error);
    assert_ok(error);
    g_autoptr(GString) ids = g_string_new(NULL);
    for (uint32_t i = 0; i < xc_mset_size(mset); i++)
        g_string_append_printf(ids, i > 0 ? " %u" : "%u", xc_mset_docid(mset, i));
    assert_string_equal(ids->str, expected);
}

static void orders(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) all = xc_query_match_all(&error);
    assert_true(xc_enquire_set_query(enquire, all, 0, &error));
    assert_order(enquire, "1 2 3 4 5");
    assert_true(xc_enquire_set_docid_order(enquire, XC_DOCID_DESCENDING, &error));
    assert_order(enquire, "5 4 3 2 1");
    assert_false(xc_enquire_set_docid_order(enquire, (XcDocidOrder)3, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_true(xc_enquire_set_docid_order(enquire, XC_DOCID_DONT_CARE, &error));
    assert_true(xc_enquire_set_docid_order(enquire, XC_DOCID_ASCENDING, &error));

    assert_true(xc_enquire_sort_by_value(enquire, 0, false, &error));
    assert_order(enquire, "1 2 5 4 3");
    assert_true(xc_enquire_sort_by_value_then_relevance(enquire, 0, true, &error));
    assert_order(enquire, "3 4 1 2 5");
    assert_true(xc_enquire_sort_by_relevance_then_value(enquire, 1, true, &error));
    assert_order(enquire, "3 1 2 4 5");
    assert_false(xc_enquire_sort_by_value(enquire, UINT32_MAX, false, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);

    XcKeyMaker *maker = xc_key_maker_new(&error);
    assert_true(xc_key_maker_add(maker, 0, false, B(""), &error));
    assert_true(xc_key_maker_add(maker, 1, true, B(""), &error));
    assert_true(xc_enquire_sort_by_key(enquire, maker, false, &error));
    assert_true(xc_enquire_sort_by_key_then_relevance(enquire, maker, false, &error));
    xc_key_maker_free(maker); /* the enquire keeps it */
    assert_order(enquire, "1 2 5 4 3");
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 1, 0, NULL, &error);
    size_t len = 0;
    g_autofree char *key = xc_mset_sort_key(mset, 0, &len, &error);
    assert_true(len > 5 && memcmp(key, "cloud", 5) == 0);
    g_autoptr(XcKeyMaker) other = xc_key_maker_new(&error);
    assert_true(xc_key_maker_add(other, 1, false, B(""), &error));
    assert_true(xc_enquire_sort_by_relevance_then_key(enquire, other, false, &error));
    assert_order(enquire, "5 2 4 1 3");
    assert_true(xc_enquire_sort_by_relevance(enquire, &error));
    assert_order(enquire, "1 2 3 4 5");
    assert_ok(error);
}

static void collapsing(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) all = xc_query_match_all(&error);
    assert_true(xc_enquire_set_query(enquire, all, 0, &error));
    assert_true(xc_enquire_set_collapse(enquire, 0, 1, &error));
    assert_order(enquire, "1 3 4");
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 10, NULL, &error);
    assert_int_equal(xc_mset_uncollapsed_upper_bound(mset), 5);
    g_autofree char *key = xc_mset_collapse_key(mset, 0, NULL, &error);
    assert_string_equal(key, "cloud");
    XcMSetItem item;
    assert_true(xc_mset_item(mset, 0, &item));
    assert_int_equal(item.collapse_count, 2);
    assert_true(xc_enquire_set_collapse(enquire, 0, 0, &error));
    assert_order(enquire, "1 2 3 4 5");
    assert_false(xc_enquire_set_collapse(enquire, UINT32_MAX, 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
}

static void weights(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) query = combine(XC_QUERY_OR, term("security"), term("capability"), 0);
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    for (XcWeightScheme s = 0; s < XC_WEIGHT_COUNT; s++) {
        const XcWeightInfo *info = xc_weight_info(s);
        assert_int_equal(info->scheme, s);
        assert_ptr_equal(xc_weight_find(info->name), info);
        for (size_t i = 0; i < XC_WEIGHT_PARAMS_MAX; i++)
            assert_true((info->param_names[i] != NULL) == (i < info->n_params));
        g_autoptr(XcWeight) by_default = xc_weight_new(s, NULL, 0, &error);
        g_autoptr(XcWeight) same = xc_weight_new(s, info->defaults, info->n_params, &error);
        assert_ok(error);
        double best[2];
        const XcWeight *const both[] = {by_default, same};
        for (size_t i = 0; i < 2; i++) {
            assert_true(xc_enquire_set_weight(enquire, both[i], &error));
            g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 0, NULL, &error);
            assert_ok(error);
            assert_int_equal(xc_mset_size(mset), 3);
            best[i] = xc_mset_weight(mset, 0);
        }
        assert_true(best[0] == best[1]); /* our defaults are Xapian's */
        const double many[XC_WEIGHT_PARAMS_MAX + 1] = {0};
        assert_null(xc_weight_new(s, many, info->n_params + 1, &error));
        assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    }
    assert_null(xc_weight_info(XC_WEIGHT_COUNT));
    assert_null(xc_weight_find("bm26"));
    assert_null(xc_weight_new((XcWeightScheme)15, NULL, 0, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_weight_new(XC_WEIGHT_PL2, (const double[]){-1}, 1, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    assert_null(xc_weight_new_tfidf("???", &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    g_autoptr(XcWeight) tfidf = xc_weight_new_tfidf("ltn", &error);
    assert_true(xc_enquire_set_weight(enquire, tfidf, &error));
    xc_weight_free(NULL);
    assert_ok(error);
}

static void scale_and_cutoff(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) cloud = term("cloud");
    g_autoptr(XcQuery) twice = xc_query_scale(cloud, 2, &error);
    g_autoptr(XcQuery) zero = xc_query_scale(cloud, 0, &error);
    double top[3];
    XcQuery *const queries[] = {cloud, twice, zero};
    for (size_t i = 0; i < 3; i++) {
        assert_true(xc_enquire_set_query(enquire, queries[i], 0, &error));
        g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 0, NULL, &error);
        assert_int_equal(xc_mset_size(mset), 3);
        top[i] = xc_mset_weight(mset, 0);
    }
    assert_true(top[0] > 0);
    assert_true(top[1] == 2 * top[0]);
    assert_true(top[2] == 0);

    assert_true(xc_enquire_set_query(enquire, cloud, 0, &error));
    assert_true(xc_enquire_set_cutoff(enquire, 100, 0, &error));
    assert_order(enquire, "5");
    assert_true(xc_enquire_set_cutoff(enquire, 0, 1000, &error));
    assert_order(enquire, "");
    assert_true(xc_enquire_set_cutoff(enquire, 0, 0, &error));
    assert_true(xc_enquire_set_time_limit(enquire, 10, &error));
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 0, NULL, &error);
    assert_int_equal(xc_mset_size(mset), 3);
    assert_ok(error);
}

static void value_count_spy(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) all = xc_query_match_all(&error);
    g_autoptr(XcMatchSpy) spy = xc_match_spy_new_value_count(0, &error);
    assert_true(xc_enquire_set_query(enquire, all, 0, &error));
    assert_true(xc_enquire_add_match_spy(enquire, spy, &error));
    xc_mset_free(xc_enquire_mset(enquire, 0, 1, 100, NULL, &error));
    assert_int_equal(xc_match_spy_total(spy), 5);

    g_autoptr(XcTermIterator) values = xc_match_spy_values(spy, &error);
    static const struct {
        const char *value;
        uint32_t count;
    } expected[] = {{"cloud", 3}, {"data", 1}, {"information", 1}};
    for (size_t i = 0; i < 3; i++, xc_term_iterator_next(values, &error)) {
        assert_bytes(xc_term_iterator_term(values), expected[i].value);
        assert_int_equal(xc_term_iterator_termfreq(values, &error), expected[i].count);
    }
    assert_false(xc_term_iterator_valid(values));
    g_autoptr(XcTermIterator) top = xc_match_spy_top_values(spy, 1, &error);
    assert_bytes(xc_term_iterator_term(top), "cloud");
    assert_false(xc_term_iterator_next(top, &error));

    assert_true(xc_enquire_clear_match_spies(enquire, &error));
    xc_mset_free(xc_enquire_mset(enquire, 0, 1, 100, NULL, &error));
    assert_int_equal(xc_match_spy_total(spy), 5);
    assert_ok(error);
}

static bool count_lengths(XcDocid docid, double weight, const XcDocument *doc, void *data,
                          GError **error)
{
    size_t *sum = data;
    assert_int_equal(docid, xc_document_docid(doc));
    assert_true(weight >= 0);
    *sum += xc_document_data(doc, error).len + xc_document_value(doc, 0, error).len;
    return true;
}

static bool stop(XcDocid docid, double weight, const XcDocument *doc, void *data, GError **error)
{
    (void)docid, (void)weight, (void)doc;
    if (data != NULL)
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_INTR, "enough");
    return false;
}

static void callback_spy(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) query = term("cloud");
    size_t sum = 0;
    XcMatchSpy *spy = xc_match_spy_new_callback(count_lengths, &sum, NULL, &error);
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    assert_true(xc_enquire_add_match_spy(enquire, spy, &error));
    xc_mset_free(xc_enquire_mset(enquire, 0, 10, 100, NULL, &error));
    assert_int_equal(sum, strlen(standards[0]) + strlen(standards[1]) + strlen(standards[4]) + 15);
    assert_int_equal(xc_match_spy_total(spy), 3);
    assert_null(xc_match_spy_values(spy, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_null(xc_match_spy_top_values(spy, 3, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    xc_match_spy_free(spy); /* the enquire keeps it */
    xc_mset_free(xc_enquire_mset(enquire, 0, 10, 100, NULL, &error));
    assert_ok(error);

    assert_true(xc_enquire_clear_match_spies(enquire, &error));
    g_autoptr(XcMatchSpy) silent = xc_match_spy_new_callback(stop, NULL, NULL, &error);
    assert_true(xc_enquire_add_match_spy(enquire, silent, &error));
    assert_null(xc_enquire_mset(enquire, 0, 10, 100, NULL, &error));
    assert_xc_error(error, XC_ERROR_CALLBACK);

    assert_true(xc_enquire_clear_match_spies(enquire, &error));
    g_autoptr(XcMatchSpy) loud =
        xc_match_spy_new_callback(stop, g_strdup("data"), g_free, &error);
    assert_true(xc_enquire_add_match_spy(enquire, loud, &error));
    assert_null(xc_enquire_mset(enquire, 0, 10, 100, NULL, &error));
    assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_INTR));
    assert_string_equal(error->message, "enough");
    g_clear_error(&error);
    assert_null(xc_enquire_mset(enquire, 0, 10, 100, NULL, NULL)); /* nobody wants to know */

    assert_null(xc_match_spy_new_callback(NULL, g_strdup("released"), g_free, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    xc_match_spy_free(NULL);
}

static XcDecision decide(const XcDocument *doc, void *data, GError **error)
{
    const char *word = data;
    if (strcmp(word, "stop") == 0)
        return XC_DECISION_STOP;
    if (strcmp(word, "fail") == 0) {
        xc_error_provoke(XC_ERROR_RANGE, "from a decider", error);
        return XC_DECISION_STOP;
    }
    const XcBytes text = xc_document_data(doc, error);
    return g_strstr_len(text.data, (gssize)text.len, word) != NULL ? XC_DECISION_KEEP
                                                                   : XC_DECISION_DROP;
}

static void deciders(void **state)
{
    GError *error = NULL;
    g_autoptr(XcDatabase) db = open_standards(state);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, &error);
    g_autoptr(XcQuery) query = term("cloud");
    assert_true(xc_enquire_set_query(enquire, query, 0, &error));
    XcMatchDecider decider = {decide, (void *)"computing"};
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 100, &decider, &error);
    assert_ok(error);
    assert_int_equal(xc_mset_size(mset), 2);
    assert_int_equal(xc_mset_matches_upper_bound(mset), 2);
    decider.data = (void *)"stop";
    assert_null(xc_enquire_mset(enquire, 0, 10, 100, &decider, &error));
    assert_xc_error(error, XC_ERROR_CALLBACK);
    decider.data = (void *)"fail";
    assert_null(xc_enquire_mset(enquire, 0, 10, 100, &decider, &error));
    assert_xc_error(error, XC_ERROR_RANGE);
    /* a search that was stopped leaves the enquire usable */
    g_autoptr(XcMSet) after = xc_enquire_mset(enquire, 0, 10, 100, NULL, &error);
    assert_int_equal(xc_mset_size(after), 3);
    assert_ok(error);
}

static void results_outlive_everything(void **state)
{
    GError *error = NULL;
    XcDatabase *db = open_standards(state);
    XcEnquire *enquire = xc_enquire_new(db, &error);
    XcQuery *query = term("storage");
    XcMatchSpy *spy = xc_match_spy_new_value_count(0, &error);
    xc_enquire_set_query(enquire, query, 0, &error);
    xc_enquire_add_match_spy(enquire, spy, &error);
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 0, NULL, &error);
    g_autoptr(XcTermIterator) values = xc_match_spy_values(spy, &error);
    xc_match_spy_free(spy);
    xc_query_unref(query);
    xc_enquire_free(enquire);
    xc_database_free(db);
    g_autoptr(XcDocument) doc = xc_mset_document(mset, 0, &error);
    assert_bytes(xc_document_data(doc, &error), "cloud storage");
    assert_bytes(xc_term_iterator_term(values), "cloud");
    assert_ok(error);
    xc_mset_free(NULL);
    xc_enquire_free(NULL);
    xc_query_unref(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_dir(operators),        test_in_dir(leaves),
        test_in_dir(wildcard_limit),   cmocka_unit_test(bad_queries),
        cmocka_unit_test(describe_and_serialise),
        test_in_dir(match_set),        test_in_dir(orders),
        test_in_dir(collapsing),       test_in_dir(weights),
        test_in_dir(scale_and_cutoff), test_in_dir(value_count_spy),
        test_in_dir(callback_spy),     test_in_dir(deciders),
        test_in_dir(results_outlive_everything),
    };
    return cmocka_run_group_tests_name("xapian-c searching", tests, NULL, NULL);
}
