/* The postings of batches: what goes to a batch's run, what libxapian is left, and both together in postings.map. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/file-writer.h"
#include "indexer/read/posting-map.h"
#include "indexer/write/inverter.h"
#include "indexer/write/posting-join.h"

/* Of three batches of 100 documents: how often document DOCID has a term. "always" is frequent in each, "first" in the first
 * and rare in the second, "edge" in 16 of the first and "under" in 15 of it, "rare" in one of each, "heavy" more often than
 * is counted. */
#define BATCHES 3
#define BATCH 100u
#define DOCUMENTS (BATCHES * BATCH)

static const char *const names[] = {"always", "edge", "first", "heavy", "rare", "under"};

static guint32 has(const char *term, guint32 docid)
{
    guint32 batch = (docid - 1) / BATCH, in_batch = (docid - 1) % BATCH;
    if (strcmp(term, "always") == 0)
        return 1 + docid % 5;
    if (strcmp(term, "edge") == 0)
        return batch == 0 && in_batch < 16;
    if (strcmp(term, "first") == 0)
        return (batch == 0 && in_batch % 2 == 0) || (batch == 1 && in_batch == 40) ? 2 : 0;
    if (strcmp(term, "heavy") == 0)
        return batch == 2 ? 200 + in_batch : 0;
    if (strcmp(term, "rare") == 0)
        return in_batch == 7;
    return batch == 0 && in_batch >= 85; /* under */
}

static Inverter *invert(guint32 batch)
{
    Inverter *inverter = inverter_new();
    for (guint32 i = 0; i < BATCH; i++) {
        XcTerm terms[G_N_ELEMENTS(names)];
        gsize n = 0;
        for (guint t = G_N_ELEMENTS(names); t-- > 0;) { /* in no order */
            guint32 wdf = has(names[t], batch * BATCH + i + 1);
            if (wdf)
                terms[n++] = (XcTerm){xc_bytes(names[t]), wdf};
        }
        inverter_add(inverter, terms, n);
    }
    return inverter;
}

/* How many documents of the batch libxapian is given TERM with. */
static guint32 rest_of(Inverter *inverter, const char *term)
{
    guint32 count = 0;
    for (guint32 i = 0; i < BATCH; i++) {
        gsize n;
        const XcTerm *terms = inverter_rest(inverter, i, &n);
        for (gsize t = 0; t < n; t++)
            count += terms[t].term.len == strlen(term) && memcmp(terms[t].term.data, term, terms[t].term.len) == 0;
    }
    return count;
}

static void what_is_left(void **state)
{
    (void)state;
    static const guint32 left[] = {1, 1, 1, 0, 1, 15}; /* names, in the first batch */
    for (guint t = 0; t < G_N_ELEMENTS(names); t++) {
        g_autoptr(Inverter) inverter = invert(0);
        assert_int_equal(rest_of(inverter, names[t]), left[t]);
    }
    g_autoptr(Inverter) last = invert(2);
    assert_int_equal(rest_of(last, "heavy"), 1);
}

/* Writes batch NUMBER's run to its folder, and the rest to DATABASE. */
static void write_batch(guint32 number, const char *folder, XcWritableDatabase *database)
{
    g_autoptr(Inverter) inverter = invert(number);
    g_autofree char *run = g_build_filename(folder, POSTING_RUN, NULL);
    assert_true(inverter_write_run(inverter, run, NULL));
    for (guint32 i = 0; i < BATCH; i++) {
        gsize n;
        const XcTerm *terms = inverter_rest(inverter, i, &n);
        assert_int_equal(xc_writable_database_add(database, terms, n, xc_bytes(NULL), NULL, 0, NULL),
                         number * BATCH + i + 1);
    }
}

typedef struct {
    const char *term;
    guint32 last, n;
} Checking;

/* No document that has the term was passed over, and it has it so often. */
static gboolean check_posting(guint32 docid, guint32 wdf, gpointer data)
{
    Checking *checking = data;
    for (guint32 before = checking->last + 1; before < docid; before++)
        assert_int_equal(has(checking->term, before), 0);
    assert_int_equal(wdf, MIN(has(checking->term, docid), POSTING_MAX_WDF));
    checking->last = docid;
    checking->n++;
    return TRUE;
}

static void check_term(const PostingMap *map, const char *term, guint32 documents)
{
    PostingSet set = posting_map_find(map, term, strlen(term));
    Checking checking = {.term = term};
    assert_int_equal(set.documents, documents);
    if (documents)
        assert_true(posting_set_each(&set, check_posting, &checking, NULL));
    assert_int_equal(checking.n, documents);
}

static void joined(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *rest = g_build_filename(folder, "rest", NULL), *file = g_build_filename(folder, "postings.map", NULL);
    g_autoptr(XcWritableDatabase) database =
        xc_writable_database_open(rest, XC_WRITE_CREATE | XC_WRITE_NO_SYNC | XC_WRITE_INMEMORY, 0, NULL);
    const guint32 documents[BATCHES] = {BATCH, BATCH, BATCH};
    char *parts[BATCHES + 1] = {NULL};
    for (guint32 i = 0; i < BATCHES; i++) {
        parts[i] = g_strdup_printf("%s/%u", folder, i);
        assert_int_equal(g_mkdir(parts[i], 0777), 0);
        write_batch(i, parts[i], database);
    }
    assert_true(posting_join((const char *const *)parts, documents, BATCHES, xc_writable_database_as_database(database), file,
                             NULL));
    g_autoptr(PostingMap) map = posting_map_open(file, NULL, NULL);
    assert_non_null(map);
    assert_int_equal(posting_map_doccount(map), DOCUMENTS);
    check_term(map, "always", 300);
    check_term(map, "edge", 16);
    check_term(map, "first", 51); /* the one of the second batch too */
    check_term(map, "heavy", 100);
    check_term(map, "rare", 0); /* libxapian has these */
    check_term(map, "under", 0);
    for (guint32 i = 0; i < BATCHES; i++)
        g_free(parts[i]);
    file_remove_tree(folder);
}

static void no_run(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    const guint32 documents[] = {1};
    g_autoptr(GError) error = NULL;
    g_autoptr(XcDatabase) rest = xc_database_new(NULL);
    assert_false(posting_join((const char *const *)&folder, documents, 1, rest, file, &error));
    assert_non_null(error);
    file_remove_tree(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_left),
        cmocka_unit_test(joined),
        cmocka_unit_test(no_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
