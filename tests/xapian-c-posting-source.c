/* Posting sources: lists of ids by shard, callbacks with weights, and stopping. */
#include "tests/xapian-c-common.h"

/* A shard's list of ids, as the program that has them would keep it. */
typedef struct {
    GHashTable *by_uuid; /* uuid → GArray of XcDocid */
    int lookups;
    bool fail;
} Lists;

static bool look_up(void *data, const char *uuid, const XcDocid **docids, size_t *count,
                    GError **error)
{
    Lists *lists = data;
    lists->lookups++;
    if (lists->fail) {
        g_set_error_literal(error, G_FILE_ERROR, G_FILE_ERROR_IO, "list lost");
        return false;
    }
    const GArray *list = g_hash_table_lookup(lists->by_uuid, uuid);
    if (list != NULL) {
        *docids = (const XcDocid *)(const void *)list->data;
        *count = list->len;
    }
    return true;
}

static void free_lists(void *data)
{
    Lists *lists = data;
    g_hash_table_unref(lists->by_uuid);
    g_free(lists);
}

static void free_list(gpointer list)
{
    g_array_free(list, TRUE);
}

static Lists *new_lists(void)
{
    Lists *lists = g_new0(Lists, 1);
    lists->by_uuid = g_hash_table_new_full(g_str_hash, g_str_equal, free, free_list);
    return lists;
}

static XcMSet *search(XcDatabase *db, const XcQuery *query, GError **error)
{
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, error);
    xc_enquire_set_query(enquire, query, 0, error);
    return xc_enquire_mset(enquire, 0, 10000, 0, NULL, error);
}

/* Two shards of N documents each; every third id of the first and all even ids of the second are
 * dead. The search must find the others, and know their number exactly. */
static void dead_documents(void **state)
{
    enum { N = 1000 };
    GError *error = NULL;
    g_autoptr(XcDatabase) db = xc_database_new(&error);
    Lists *lists = new_lists();
    size_t alive = 0;
    for (size_t shard = 0; shard < 2; shard++) {
        g_autofree char *path = path_in(state, shard == 0 ? "a" : "b");
        g_autoptr(XcWritableDatabase) writer = xc_writable_database_open(
            path, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_NO_TERMLIST, 0, &error);
        GArray *dead = g_array_new(FALSE, FALSE, sizeof(XcDocid));
        for (XcDocid docid = 1; docid <= N; docid++) {
            const XcTerm terms[] = {{B("all"), 1}, {B(docid % 10 == 0 ? "ten" : "other"), 1}};
            assert_int_equal(xc_writable_database_add(writer, terms, 2, B(""), NULL, 0, &error), docid);
            if (docid % (shard == 0 ? 3 : 2) == 0)
                g_array_append_val(dead, docid);
            else
                alive++;
        }
        assert_true(xc_writable_database_close(writer, &error));
        g_autoptr(XcDatabase) one = xc_database_open(path, &error);
        assert_true(xc_database_add(db, one, &error));
        g_hash_table_insert(lists->by_uuid, xc_database_uuid(one, &error), dead);
    }
    assert_ok(error);

    XcPostingSource *source = xc_posting_source_new_docids(look_up, lists, free_lists, &error);
    g_autoptr(XcQuery) excluded = xc_query_posting_source(source, &error);
    xc_posting_source_free(source); /* the query keeps what it needs */
    g_autoptr(XcQuery) all = xc_query_term(B("all"), 1, &error);
    g_autoptr(XcQuery) ten = xc_query_term(B("ten"), 1, &error);
    XcQuery *const all_parts[] = {all, excluded}, *const ten_parts[] = {ten, excluded};
    g_autoptr(XcQuery) living = xc_query_combine(XC_QUERY_AND_NOT, all_parts, 2, 0, &error);
    g_autoptr(XcQuery) living_ten = xc_query_combine(XC_QUERY_AND_NOT, ten_parts, 2, 0, &error);
    g_autofree char *text = xc_query_describe(living, &error);
    assert_non_null(strstr(text, "AND_NOT"));

    for (int again = 0; again < 2; again++) { /* a source serves many searches */
        g_autoptr(XcMSet) mset = search(db, living, &error);
        assert_ok(error);
        assert_int_equal(xc_mset_size(mset), alive);
        assert_int_equal(xc_mset_matches_lower_bound(mset), alive);
        assert_int_equal(xc_mset_matches_upper_bound(mset), alive);
        assert_true(xc_mset_weight(mset, 0) > 0);
        for (uint32_t i = 0; i < xc_mset_size(mset); i++) {
            size_t shard;
            XcDocid local;
            assert_true(xc_database_locate(db, xc_mset_docid(mset, i), &shard, &local));
            assert_int_not_equal(local % (shard == 0 ? 3 : 2), 0);
        }
    }
    assert_int_equal(lists->lookups, 4);
    g_autoptr(XcMSet) tens = search(db, living_ten, &error); /* skips, instead of stepping */
    assert_int_equal(xc_mset_size(tens), N / 10 - N / 30);
    g_autoptr(XcMSet) dead = search(db, excluded, &error); /* alone: the list itself, weight 0 */
    assert_int_equal(xc_mset_size(dead), 2 * N - alive);
    assert_true(xc_mset_weight(dead, 0) == 0);
    assert_ok(error);

    size_t len = 0;
    assert_null(xc_query_serialise(living, &len, &error));
    assert_xc_error(error, XC_ERROR_UNIMPLEMENTED);
    lists->fail = true;
    assert_null(search(db, living, &error));
    assert_true(g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_IO));
    g_clear_error(&error);

    g_hash_table_remove_all(lists->by_uuid); /* shards without a list have no dead documents */
    lists->fail = false;
    g_autoptr(XcMSet) everything = search(db, living, &error);
    assert_int_equal(xc_mset_size(everything), 2 * N);
    assert_ok(error);
}

/* A bitmap for every shard. */
typedef struct {
    uint64_t bits[4]; /* ids up to 255 */
    size_t count;
    bool fail;
} Bitmap;

static bool look_up_bitmap(void *data, const char *uuid, const uint64_t **bits, size_t *words,
                           size_t *count, GError **error)
{
    const Bitmap *bitmap = data;
    (void)error;
    assert_int_equal(strlen(uuid), 36);
    *bits = bitmap->bits;
    *words = G_N_ELEMENTS(bitmap->bits);
    *count = bitmap->count;
    return !bitmap->fail;
}

/* The ids at the borders of words, met alone and with terms that skip. */
static void bitmaps(void **state)
{
    static const XcDocid ids[] = {1, 63, 64, 65, 128, 191, 250};
    GError *error = NULL;
    g_autofree char *path = path_in(state, "bits");
    g_autoptr(XcWritableDatabase) writer = xc_writable_database_open(
        path, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_NO_TERMLIST, 0, &error);
    for (XcDocid docid = 1; docid <= 250; docid++) {
        const XcTerm terms[] = {{B("all"), 1}, {B(docid % 2 ? "odd" : "even"), 1}};
        assert_int_equal(xc_writable_database_add(writer, terms, 2, B(""), NULL, 0, &error), docid);
    }
    assert_true(xc_writable_database_close(writer, &error));
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    Bitmap bitmap = {.count = G_N_ELEMENTS(ids)};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        bitmap.bits[ids[i] / 64] |= UINT64_C(1) << ids[i] % 64;
    g_autoptr(XcPostingSource) source =
        xc_posting_source_new_bitmap(look_up_bitmap, &bitmap, NULL, &error);
    g_autoptr(XcQuery) listed = xc_query_posting_source(source, &error);
    g_autoptr(XcQuery) odd = xc_query_term(B("odd"), 1, &error);
    XcQuery *const parts[] = {odd, listed};
    g_autoptr(XcQuery) both = xc_query_combine(XC_QUERY_AND, parts, 2, 0, &error);
    g_autoptr(XcQuery) others = xc_query_combine(XC_QUERY_AND_NOT, parts, 2, 0, &error);

    g_autoptr(XcMSet) alone = search(db, listed, &error);
    assert_ok(error);
    assert_int_equal(xc_mset_size(alone), G_N_ELEMENTS(ids));
    assert_int_equal(xc_mset_matches_lower_bound(alone), G_N_ELEMENTS(ids));
    for (uint32_t i = 0; i < xc_mset_size(alone); i++) {
        assert_int_equal(xc_mset_docid(alone, i), ids[i]);
        assert_true(xc_mset_weight(alone, i) == 0);
    }
    g_autoptr(XcMSet) met = search(db, both, &error);
    assert_int_equal(xc_mset_size(met), 4); /* 1, 63, 65, 191 */
    g_autoptr(XcMSet) rest = search(db, others, &error);
    assert_int_equal(xc_mset_size(rest), 125 - 4);
    assert_ok(error);
    bitmap.fail = true;
    assert_null(search(db, both, &error));
    assert_xc_error(error, XC_ERROR_CALLBACK);
    bitmap = (Bitmap){.count = 0};
    g_autoptr(XcMSet) none = search(db, listed, &error);
    assert_int_equal(xc_mset_size(none), 0);
    assert_ok(error);
    assert_null(xc_posting_source_new_bitmap(NULL, NULL, NULL, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
}

/* Every STEP-th document, weighing its id; fails at a given id or call. */
typedef struct {
    XcDocid step;
    XcDocid last;
    XcDocid at;
    XcDocid fail_at;
    int *open_cursors;
} Stepper;

static bool stepper_open(void *data, const char *uuid, uint32_t doccount, XcDocid lastdocid,
                         XcPostingEstimate *estimate, void **cursor, GError **error)
{
    (void)error;
    const Stepper *config = data;
    assert_int_equal(strlen(uuid), 36);
    assert_int_equal(estimate->termfreq_max, doccount);
    estimate->termfreq_min = estimate->termfreq_est = estimate->termfreq_max =
        lastdocid / config->step;
    estimate->max_weight = lastdocid;
    Stepper *copy = g_memdup2(config, sizeof *config);
    copy->last = lastdocid;
    ++*copy->open_cursors;
    *cursor = copy;
    return true;
}

static bool stepper_advance(void *cursor, XcDocid target, double min_weight, XcDocid *docid,
                            GError **error)
{
    (void)min_weight;
    Stepper *stepper = cursor;
    stepper->at = (target + stepper->step - 1) / stepper->step * stepper->step;
    if (stepper->fail_at != 0 && stepper->at >= stepper->fail_at) {
        if (stepper->fail_at == 2)
            xc_error_provoke(XC_ERROR_RANGE, "from a source", error);
        return false;
    }
    *docid = stepper->at <= stepper->last ? stepper->at : 0;
    return true;
}

static bool stepper_weight(void *cursor, double *weight, GError **error)
{
    (void)error;
    const Stepper *stepper = cursor;
    *weight = stepper->at;
    return true;
}

static void stepper_close(void *cursor)
{
    Stepper *stepper = cursor;
    --*stepper->open_cursors;
    g_free(stepper);
}

static bool backwards(void *cursor, XcDocid target, double min_weight, XcDocid *docid,
                      GError **error)
{
    (void)cursor, (void)min_weight, (void)error;
    *docid = target > 1 ? 1 : target;
    return true;
}

static const XcPostingCallbacks stepper_callbacks = {
    stepper_open,
    stepper_advance,
    stepper_weight,
    stepper_close,
};

static void callbacks_with_weights(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    int open_cursors = 0;
    build(path, 0, standards);
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    Stepper config = {2, 0, 0, 0, &open_cursors};
    g_autoptr(XcPostingSource) source =
        xc_posting_source_new_callbacks(&stepper_callbacks, &config, NULL, &error);
    g_autoptr(XcQuery) query = xc_query_posting_source(source, &error);
    g_autoptr(XcQuery) cloud = xc_query_term(B("cloud"), 1, &error);
    XcQuery *const parts[] = {cloud, query};
    g_autoptr(XcQuery) both = xc_query_combine(XC_QUERY_AND, parts, 2, 0, &error);

    g_autoptr(XcMSet) mset = search(db, query, &error);
    assert_ok(error);
    assert_int_equal(xc_mset_size(mset), 2);
    assert_int_equal(xc_mset_docid(mset, 0), 4);
    assert_true(xc_mset_weight(mset, 0) == 4);
    assert_int_equal(xc_mset_docid(mset, 1), 2);
    g_autoptr(XcMSet) joined = search(db, both, &error);
    assert_int_equal(xc_mset_size(joined), 1);
    assert_int_equal(xc_mset_docid(joined, 0), 2);
    assert_true(xc_mset_weight(joined, 0) > 2);
    assert_int_equal(open_cursors, 0);

    config.fail_at = 2; /* with an error of its own */
    assert_null(search(db, query, &error));
    assert_xc_error(error, XC_ERROR_RANGE);
    config.fail_at = 4; /* without */
    assert_null(search(db, query, &error));
    assert_xc_error(error, XC_ERROR_CALLBACK);
    assert_int_equal(open_cursors, 0);

    XcPostingCallbacks bad = stepper_callbacks;
    bad.advance = backwards;
    bad.weight = NULL;
    config.fail_at = 0;
    g_autoptr(XcPostingSource) wrong = xc_posting_source_new_callbacks(&bad, &config, NULL, &error);
    g_autoptr(XcQuery) wrong_query = xc_query_posting_source(wrong, &error);
    assert_null(search(db, wrong_query, &error));
    assert_xc_error(error, XC_ERROR_INVALID_OPERATION);
    assert_int_equal(open_cursors, 0);
}

static void ready_made_sources(void **state)
{
    g_autofree char *path = path_in(state, "db");
    GError *error = NULL;
    build(path, 0, standards);
    g_autoptr(XcDatabase) db = xc_database_open(path, &error);
    g_autoptr(XcPostingSource) by_value = xc_posting_source_new_value_weight(1, &error);
    g_autoptr(XcQuery) words = xc_query_posting_source(by_value, &error);
    g_autoptr(XcMSet) longest = search(db, words, &error);
    assert_int_equal(xc_mset_docid(longest, 0), 3);
    assert_true(xc_mset_weight(longest, 0) == 5);

    g_autoptr(XcPostingSource) fixed = xc_posting_source_new_fixed_weight(2.5, &error);
    g_autoptr(XcQuery) all = xc_query_posting_source(fixed, &error);
    g_autoptr(XcMSet) everything = search(db, all, &error);
    assert_int_equal(xc_mset_size(everything), N_STANDARDS);
    assert_true(xc_mset_weight(everything, 4) == 2.5);
    assert_ok(error);

    /* these can travel */
    size_t len = 0;
    g_autofree char *bytes = xc_query_serialise(words, &len, &error);
    g_autoptr(XcQuery) copy = xc_query_unserialise(xc_bytes_n(bytes, len), &error);
    g_autoptr(XcMSet) same = search(db, copy, &error);
    assert_int_equal(xc_mset_docid(same, 0), 3);
    assert_ok(error);
}

static void missing_callbacks(void **state)
{
    (void)state;
    GError *error = NULL;
    assert_null(xc_posting_source_new_docids(NULL, g_strdup("released"), g_free, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    const XcPostingCallbacks none = {0};
    assert_null(xc_posting_source_new_callbacks(&none, g_strdup("released"), g_free, &error));
    assert_xc_error(error, XC_ERROR_INVALID_ARGUMENT);
    xc_posting_source_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_dir(dead_documents),
        test_in_dir(bitmaps),
        test_in_dir(callbacks_with_weights),
        test_in_dir(ready_made_sources),
        cmocka_unit_test(missing_callbacks),
    };
    return cmocka_run_group_tests_name("xapian-c posting sources", tests, NULL, NULL);
}
