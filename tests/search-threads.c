/* Threads that search while commands change the index: each answer fits the generation that its searcher
 * is of, also where that generation is no longer kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <pthread.h>

#include "indexer/files/error.h"
#include "search/answer/answer.h"
#include "tests/index-folder.h"

#define THREADS 8
#define CHANGES 50
#define DOCUMENTS 300

/* What the threads share, under `mutex`; `moved` tells of any change. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;
static SearchSnapshot *current;
static guint32 answered[THREADS]; /* the generation that each thread has last searched */
static gboolean done;
static char *fault;

/* Documents FROM to TO, and number 1 once more with what CHANGE calls it. */
static char *write_documents(int from, int to, int change)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    for (int i = from; i <= to; i++)
        g_string_append_printf(lines, "{\"id\":\"T/CESA %d-2020\",\"title_zh\":\"密码模块 第%d部分\",\"scope_zh\":"
                                      "\"本文件规定了密码模块的安全要求。\"}\n", i, i);
    g_string_append_printf(lines, "{\"id\":\"T/CESA 1-2020\",\"title_zh\":\"变更%d号\"}\n", change);
    char *file = g_build_filename(folder, "documents.jsonl", NULL);
    assert_true(g_file_set_contents(file, lines->str, -1, NULL));
    return file;
}

static int make_index(void **state)
{
    (void)state;
    folder_make();
    g_autofree char *file = write_documents(2, DOCUMENTS, 0);
    assert_int_equal(index_run("build", file, NULL), 0);
    return 0;
}

static guint32 generation_of(SearchSnapshot *snapshot)
{
    return snapshot_manifest(snapshot->snapshot)->generation;
}

/* A fault of the answer to TEXT, of which generation CHANGE after the first holds TOTAL; else NULL. */
static char *ask(Searcher *searcher, const char *text, guint total, const char *first, guint change)
{
    g_autoptr(GError) error = NULL;
    SearchOptions options = SEARCH_OPTIONS_INIT;
    g_autoptr(Answer) result = answer_new(searcher, query_parse(text, NULL, NULL), &options, &error);
    if (!result)
        return g_strdup_printf("change %u: %s: %s", change, text, error->message);
    if (result->total != total)
        return g_strdup_printf("change %u: %s: %u results instead of %u", change, text, result->total,
                               total);
    const SearchHit *hit = &g_array_index(result->hits, SearchHit, 0);
    return !first || strcmp(hit->id, first) == 0
               ? NULL
               : g_strdup_printf("change %u: %s: %s instead of %s", change, text, hit->id, first);
}

/* Each change adds a document and renames the first. */
static char *ask_all(Searcher *searcher, guint change)
{
    g_autofree char *name = g_strdup_printf("变更%u号", change);
    g_autofree char *newest = g_strdup_printf("T/CESA %u-2020", DOCUMENTS + change);
    char *bad = ask(searcher, "密码模块", DOCUMENTS - 1 + change, NULL, change);
    bad = bad ? bad : ask(searcher, name, 1, "T/CESA 1-2020", change);
    return bad ? bad : ask(searcher, newest, 1, newest, change);
}

static guint32 first_generation;

static void *search(void *data)
{
    guint number = GPOINTER_TO_UINT(data);
    Searcher *searcher = NULL;
    pthread_mutex_lock(&mutex);
    while (!done && !fault) {
        g_autoptr(SearchSnapshot) snapshot = search_snapshot_ref(current);
        pthread_mutex_unlock(&mutex);
        g_autoptr(GError) error = NULL;
        char *bad = NULL;
        if (!searcher || searcher->shared != snapshot) {
            g_clear_pointer(&searcher, searcher_free);
            searcher = searcher_new(snapshot, &error);
        }
        bad = searcher ? ask_all(searcher, generation_of(snapshot) - first_generation)
                       : g_strdup(error->message);
        pthread_mutex_lock(&mutex);
        answered[number] = generation_of(snapshot);
        if (bad && fault)
            g_free(bad);
        else if (bad)
            fault = bad;
        pthread_cond_broadcast(&moved);
    }
    pthread_mutex_unlock(&mutex);
    g_clear_pointer(&searcher, searcher_free);
    return NULL;
}

static gboolean all_have_answered(guint32 generation)
{
    for (guint i = 0; i < THREADS; i++)
        if (answered[i] != generation)
            return FALSE;
    return TRUE;
}

/* Opens the current generation for the threads and waits until each has searched it. */
static void show_threads(void)
{
    g_autoptr(GError) error = NULL;
    SearchSnapshot *next = search_snapshot_open(index_folder, &error);
    pthread_mutex_lock(&mutex);
    if (!next && !fault)
        fault = g_strdup(error->message);
    if (next && current)
        search_snapshot_unref(current);
    current = next ? next : current;
    while (!fault && !all_have_answered(generation_of(current)))
        pthread_cond_wait(&moved, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void test_changes(void **state)
{
    pthread_t threads[THREADS];
    (void)state;
    g_autoptr(SearchSnapshot) oldest = search_snapshot_open(index_folder, NULL);
    assert_non_null(oldest);
    first_generation = generation_of(oldest);
    current = search_snapshot_ref(oldest);
    for (guint i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, search, GUINT_TO_POINTER(i)), 0);
    for (int change = 1; change <= CHANGES && !fault; change++) {
        assert_true(snapshot_is_current(current->snapshot));
        g_autofree char *file = write_documents(DOCUMENTS + change, DOCUMENTS + change, change);
        assert_int_equal(index_run("update", file, NULL), 0);
        assert_false(snapshot_is_current(current->snapshot));
        show_threads();
    }
    pthread_mutex_lock(&mutex);
    done = TRUE;
    pthread_mutex_unlock(&mutex);
    for (guint i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    if (fault)
        fail_msg("%s", fault);
    assert_int_equal(generation_of(current), first_generation + CHANGES);

    /* What is held is searched on, though nobody else can open it any more. */
    g_autoptr(GError) error = NULL;
    assert_null(snapshot_open_generation(index_folder, first_generation, &error));
    assert_true(g_error_matches(error, INDEX_ERROR, INDEX_ERROR_GONE));
    Searcher *searcher = searcher_new(oldest, NULL);
    assert_non_null(searcher);
    fault = ask_all(searcher, 0);
    assert_null(fault);
    search_snapshot_unref(g_steal_pointer(&oldest));
    assert_null(ask(searcher, "密码模块", DOCUMENTS - 1, NULL, 0));
    searcher_free(searcher);
    g_clear_pointer(&current, search_snapshot_unref);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes)};
    return cmocka_run_group_tests_name("searches of threads", tests, make_index, folder_remove);
}
