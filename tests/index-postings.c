/* The postings of batches: their runs, joined, become postings.map and the names in libxapian's database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "indexer/files/error.h"
#include "indexer/files/file-writer.h"
#include "indexer/read/posting-map.h"
#include "indexer/write/inverter.h"
#include "indexer/write/posting-join.h"
#include "xapian-c/xapian-c.h"

/* Of three batches of 100 documents: how often document DOCID has a term. "heavy" more often than is counted, "late" only in the
 * last one, "once" in one of the second batch, "pair" in the last of the first batch and the first of the second. */
#define BATCHES 3
#define BATCH 100u
#define DOCUMENTS (BATCHES * BATCH)

static const char *const names[] = {"always", "heavy", "late", "once", "pair", "rare"};

static guint32 has(const char *term, guint32 docid)
{
    guint32 batch = (docid - 1) / BATCH, in_batch = (docid - 1) % BATCH;
    if (strcmp(term, "always") == 0)
        return 1 + docid % 5;
    if (strcmp(term, "heavy") == 0)
        return batch == 2 ? 200 + in_batch : 0;
    if (strcmp(term, "late") == 0)
        return docid == DOCUMENTS ? 7 : 0;
    if (strcmp(term, "once") == 0)
        return docid == 142 ? 3 : 0;
    if (strcmp(term, "pair") == 0)
        return docid == BATCH || docid == BATCH + 1;
    return in_batch == 7; /* rare */
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

/* Writes batch NUMBER's files to FOLDER. Every seventh document has a date. */
static void write_batch(guint32 number, const char *folder)
{
    g_autoptr(Inverter) inverter = invert(number);
    g_autofree char *run = g_build_filename(folder, POSTING_RUN, NULL), *file = g_build_filename(folder, DATES_FILE, NULL);
    FileWriter dates;
    assert_true(inverter_write_run(inverter, run, NULL));
    assert_true(file_writer_open(&dates, file, NULL));
    for (guint32 i = 0; i < BATCH; i++) {
        DocumentDates own = {0};
        guint32 docid = number * BATCH + i + 1;
        if (docid % 7 == 0)
            g_snprintf(own.slots[1], sizeof own.slots[1], "%08u", docid);
        assert_true(file_writer_put(&dates, &own, sizeof own, NULL));
    }
    assert_true(file_writer_close(&dates, NULL));
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

/* libxapian has a term's name, posted in the first document that has it. */
static void check_name(XcDatabase *database, const char *term, guint32 first)
{
    g_autoptr(XcPostingIterator) postings = xc_database_postings(database, xc_bytes(term), NULL);
    assert_int_equal(xc_database_termfreq(database, xc_bytes(term), NULL), 1);
    assert_int_equal(xc_posting_iterator_docid(postings), first);
    assert_int_equal(xc_posting_iterator_wdf(postings, NULL), MIN(has(term, first), POSTING_MAX_WDF));
}

static void check_dates(XcDatabase *database)
{
    g_autoptr(XcValueIterator) dates = xc_database_values(database, 1, NULL);
    guint32 n = 0;
    for (; xc_value_iterator_valid(dates); xc_value_iterator_next(dates, NULL), n++) {
        char expected[9];
        g_snprintf(expected, sizeof expected, "%08u", (n + 1) * 7);
        XcBytes value = xc_value_iterator_value(dates);
        assert_int_equal(xc_value_iterator_docid(dates), (n + 1) * 7);
        assert_int_equal(value.len, 8);
        assert_memory_equal(value.data, expected, 8);
    }
    assert_int_equal(n, DOCUMENTS / 7);
}

static void check_joined(const char *terms, const char *postings)
{
    g_autoptr(PostingMap) map = posting_map_open(postings, NULL, NULL);
    g_autoptr(XcDatabase) database = xc_database_open(terms, NULL);
    static const guint32 counts[] = {300, 100, 0, 0, 2, 3}; /* where it is one, libxapian has it */
    static const guint32 firsts[] = {1, 201, 300, 142, 100, 8};
    assert_non_null(map);
    assert_non_null(database);
    assert_int_equal(posting_map_doccount(map), DOCUMENTS);
    assert_int_equal(xc_database_doccount(database, NULL), DOCUMENTS);
    for (guint t = 0; t < G_N_ELEMENTS(names); t++) {
        check_term(map, names[t], counts[t]);
        check_name(database, names[t], firsts[t]);
    }
    check_dates(database);
}

static void joined(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *terms = g_build_filename(folder, "terms.glass", NULL), *file = g_build_filename(folder, "postings.map", NULL);
    const guint32 documents[BATCHES] = {BATCH, BATCH, BATCH};
    char *parts[BATCHES + 1] = {NULL};
    for (guint32 i = 0; i < BATCHES; i++) {
        parts[i] = g_strdup_printf("%s/%u", folder, i);
        assert_int_equal(g_mkdir(parts[i], 0777), 0);
        write_batch(i, parts[i]);
    }
    g_autoptr(TermsWriter) writer = terms_writer_new(folder, DOCUMENTS);
    assert_true(posting_join((const char *const *)parts, documents, BATCHES, writer, file, NULL));
    assert_true(terms_writer_finish(writer, (const char *const *)parts, BATCHES, terms, NULL));
    check_joined(terms, file);
    for (guint32 i = 0; i < BATCHES; i++)
        g_free(parts[i]);
    file_remove_tree(folder);
}

/* N documents, more than in one of the writer's pieces, some of which have no term of their own. */
static void check_pieces(guint32 n)
{
    const guint32 N = n;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *terms = g_build_filename(folder, "terms.glass", NULL), *dates = g_build_filename(folder, DATES_FILE, NULL);
    g_autofree DocumentDates *own = g_new0(DocumentDates, N);
    static const guint32 dated[] = {1, 8192, 8193, 8200}; /* and the last */
    for (guint i = 0; i < G_N_ELEMENTS(dated); i++)
        g_snprintf(own[dated[i] - 1].slots[1], sizeof own->slots[1], "%08u", dated[i]);
    g_snprintf(own[N - 1].slots[1], sizeof own->slots[1], "%08u", N);
    assert_true(g_file_set_contents(dates, (const char *)own, (gssize)(N * sizeof *own), NULL));
    g_autoptr(TermsWriter) writer = terms_writer_new(folder, N);
    assert_true(terms_writer_add(writer, "a", 1, N, 5, NULL));
    assert_true(terms_writer_add(writer, "bc", 2, 1, 1, NULL));
    assert_true(terms_writer_add(writer, "bcd", 3, N, 1, NULL));
    assert_true(terms_writer_add(writer, "d", 1, 8200, 2, NULL));
    assert_true(terms_writer_finish(writer, (const char *const *)&folder, 1, terms, NULL));
    g_autoptr(XcDatabase) database = xc_database_open(terms, NULL);
    assert_int_equal(xc_database_doccount(database, NULL), N);
    const struct {
        const char *name;
        guint32 docid, wdf;
    } expected[] = {{"a", N, 5}, {"bc", 1, 1}, {"bcd", N, 1}, {"d", 8200, 2}};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autoptr(XcPostingIterator) postings = xc_database_postings(database, xc_bytes(expected[i].name), NULL);
        assert_int_equal(xc_posting_iterator_docid(postings), expected[i].docid);
        assert_int_equal(xc_posting_iterator_wdf(postings, NULL), expected[i].wdf);
    }
    g_autoptr(XcValueIterator) found = xc_database_values(database, 1, NULL);
    for (guint i = 0; i <= G_N_ELEMENTS(dated); i++, xc_value_iterator_next(found, NULL))
        assert_int_equal(xc_value_iterator_docid(found), i < G_N_ELEMENTS(dated) ? dated[i] : N);
    assert_false(xc_value_iterator_valid(found));
    file_remove_tree(folder);
}

static void pieces(void **state)
{
    (void)state;
    check_pieces(20000);
}

/* So many that pieces are larger. */
static void large_pieces(void **state)
{
    (void)state;
    check_pieces(530000);
}

/* A batch whose file of dates ends too soon. */
static void dates_lack(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *terms = g_build_filename(folder, "terms.glass", NULL), *dates = g_build_filename(folder, DATES_FILE, NULL);
    const DocumentDates one = {0};
    g_autoptr(GError) error = NULL;
    assert_true(g_file_set_contents(dates, (const char *)&one, sizeof one, NULL));
    g_autoptr(TermsWriter) writer = terms_writer_new(folder, 2);
    assert_false(terms_writer_finish(writer, (const char *const *)&folder, 1, terms, &error));
    assert_true(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_WRITE));
    file_remove_tree(folder);
}

static void no_run(void **state)
{
    (void)state;
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, "postings.map", NULL);
    const guint32 documents[] = {1};
    g_autoptr(GError) error = NULL;
    g_autoptr(TermsWriter) writer = terms_writer_new(folder, 1);
    assert_false(posting_join((const char *const *)&folder, documents, 1, writer, file, &error));
    assert_non_null(error);
    file_remove_tree(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joined),
        cmocka_unit_test(pieces),
        cmocka_unit_test(large_pieces),
        cmocka_unit_test(dates_lack),
        cmocka_unit_test(no_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
