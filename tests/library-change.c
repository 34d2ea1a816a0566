/* libbiaosou: changing an index, and what the program that does it notices of it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/library-folder.h"

#define SEARCHERS 4
#define BUILDS 6

static void changes(void **state)
{
    (void)state;
    biaosou_change_result result = BIAOSOU_CHANGE_RESULT_INIT;
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    const char *files[] = {first}, *more[] = {second}, *ids[] = {"GB/T 3", "GB/T 99-1999"};
    assert_int_equal(biaosou_build(dir, files, 1, &options, &result), BIAOSOU_OK);
    assert_true(result.unchanged);
    assert_int_equal(result.documents, 3);
    uint32_t generation = result.generation;
    assert_int_equal(biaosou_update(dir, more, 1, NULL, &result), BIAOSOU_OK);
    assert_false(result.unchanged);
    assert_int_equal(result.generation, generation + 1);
    assert_int_equal(result.documents, 4);
    assert_int_equal(result.records, 2);
    assert_int_equal(result.added, 1);
    assert_int_equal(result.replaced, 1);
    assert_int_equal(result.rejects, 1);
    assert_int_equal(access(result.report, R_OK), 0);
    biaosou_change_result_clear(&result);
    assert_null(result.report);
    assert_int_equal(biaosou_delete(dir, ids, 2, NULL, &result), BIAOSOU_OK);
    assert_int_equal(result.deleted, 1);
    assert_int_equal(result.documents, 3);
    assert_non_null(strstr(result.missing, "GB/T 99-1999"));
    assert_null(strstr(result.missing, "GB/T 3"));
    biaosou_change_result_clear(&result);
    assert_int_equal(biaosou_compact(dir, NULL, &result), BIAOSOU_OK);
    assert_int_equal(biaosou_rollback(dir, NULL, &result), BIAOSOU_OK);
    biaosou_change_result_clear(&result);
    options.max_rejects = 0;
    assert_int_equal(biaosou_delete(dir, ids, 2, NULL, &result), BIAOSOU_OK);
    assert_non_null(result.missing);
    assert_int_equal(biaosou_update(dir, more, 1, &options, &result), BIAOSOU_INPUT);
    assert_int_equal(result.rejects, 1);
    assert_null(result.missing); /* nothing of the change before */
    biaosou_change_result_clear(&result);
    const char *none = "/nowhere/a.jsonl";
    assert_int_equal(biaosou_build(dir, &none, 1, NULL, NULL), BIAOSOU_INPUT);
    assert_non_null(strstr(biaosou_error_message(), none));
    build(first);
}

static unsigned count_new(const char *since, unsigned generation)
{
    Open open = open_index();
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_answer *answer;
    options.since = since;
    options.generation = generation;
    assert_int_equal(biaosou_search(open.searcher, "密码", &options, &answer), BIAOSOU_OK);
    unsigned total = (unsigned)biaosou_answer_total(answer);
    biaosou_answer_free(answer);
    close_index(open);
    return total;
}

/* Of a day and a generation what both find. */
static void what_is_new(void **state)
{
    (void)state;
    biaosou_change_result result = BIAOSOU_CHANGE_RESULT_INIT;
    char third[160];
    const char *more = third;
    snprintf(third, sizeof third, "%s/third.jsonl", folder);
    write_file(third, "{\"id\":\"GB/T 2-2021\",\"title_zh\":\"密码算法\",\"title_en\":\"Ciphers\"}\n"
                     "{\"id\":\"GB/T 4-2023\",\"title_zh\":\"密码卡\",\"published\":\"2023-05-01\"}\n");
    assert_int_equal(biaosou_update(dir, &more, 1, NULL, &result), BIAOSOU_OK);
    assert_int_equal(count_new("2020", 0), 2); /* 1-2020, 4-2023 */
    assert_int_equal(count_new(NULL, result.generation - 1), 2); /* 2-2021, 4-2023 */
    assert_int_equal(count_new("2020", result.generation - 1), 1);
    assert_int_equal(count_new("2024", result.generation - 1), 0);
    assert_int_equal(count_new("2020", result.generation), 0);
    biaosou_change_result_clear(&result);
    build(first);
}

static void count_fault(const char *file, const char *what, void *data)
{
    assert_non_null(file);
    assert_non_null(what);
    ++*(unsigned *)data;
}

static void wholeness(void **state)
{
    (void)state;
    Open open = open_index();
    unsigned told = 0, faults = 99;
    char *info;
    assert_int_equal(biaosou_index_documents(open.index), 3);
    assert_null(biaosou_index_warning(open.index));
    assert_int_equal(biaosou_index_info(open.index, &info), BIAOSOU_OK);
    assert_non_null(strstr(info, "\"shards\""));
    biaosou_free(info);
    assert_true(biaosou_index_is_current(open.index));
    assert_int_equal(biaosou_index_check(dir, count_fault, &told, &faults), BIAOSOU_OK);
    assert_int_equal(faults, 0);
    char command[256];
    snprintf(command, sizeof command,
             "for f in %s/shards/*/records.map; do printf XYZ | dd of=$f bs=1 seek=40 conv=notrunc; done 2>%s/dd",
             dir, folder);
    assert_int_equal(system(command), 0);
    assert_int_equal(biaosou_index_check(dir, count_fault, &told, &faults), BIAOSOU_OK);
    assert_true(faults > 0);
    assert_int_equal(told, faults);
    assert_int_equal(biaosou_index_check(folder, NULL, NULL, &faults), BIAOSOU_MISSING);
    build(first);
    assert_false(biaosou_index_is_current(open.index));
    assert_true(biaosou_index_generation(open.index) > 0);
    close_index(open);
}

typedef struct {
    int calls, last; /* it asks to stop at call LAST */
} Patience;

static int lose_patience(const biaosou_progress *progress, void *data)
{
    Patience *patience = data;
    assert_true(progress->step == 0 || progress->step == 1);
    return ++patience->calls >= patience->last;
}

/* A source that never comes: whoever waits for it waits until it is asked to stop. */
static void stopping(void **state)
{
    (void)state;
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    biaosou_change_result result = BIAOSOU_CHANGE_RESULT_INIT;
    Patience patience = {0, 3};
    const char *files[] = {fifo};
    int writer = open(fifo, O_RDWR);
    options.progress = lose_patience;
    options.data = &patience;
    assert_int_equal(biaosou_update(dir, files, 1, &options, &result), BIAOSOU_STOPPED);
    assert_int_equal(patience.calls, 3);
    assert_non_null(strstr(biaosou_error_message(), "stopped"));
    close(writer);
    biaosou_change_result_clear(&result);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no process is left */
    assert_int_equal(errno, ECHILD);
    patience = (Patience){0, 1000000};
    files[0] = second;
    assert_int_equal(biaosou_update(dir, files, 1, &options, NULL), BIAOSOU_OK);
    assert_true(patience.calls > 0);
    build(first);
}

/* A program that goes away leaves nothing that runs on or holds the lock. */
static void host_that_dies(void **state)
{
    (void)state;
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    const char *files[] = {fifo}, *good[] = {first};
    int writer = open(fifo, O_RDWR | O_CLOEXEC), started[2];
    assert_int_equal(pipe(started), 0);
    pid_t host = fork();
    if (host == 0) {
        Patience patience = {0, 1000000};
        options.progress = lose_patience;
        options.data = &patience;
        close(started[0]);
        fcntl(started[1], F_SETFD, FD_CLOEXEC);
        alarm(2); /* this ends it */
        biaosou_update(dir, files, 1, &options, NULL);
        _exit(0);
    }
    int how;
    assert_int_equal(waitpid(host, &how, 0), host);
    assert_true(WIFSIGNALED(how));
    close(started[0]);
    close(started[1]);
    options.wait = options.force = 1;
    assert_int_equal(biaosou_build(dir, good, 1, &options, NULL), BIAOSOU_OK);
    close(writer);
}

static biaosou_status build_with(const char *program)
{
    const char *files[] = {first};
    char *usual = strdup(getenv("BIAOSOU_CHANGE"));
    setenv("BIAOSOU_CHANGE", program, 1);
    biaosou_status status = biaosou_build(dir, files, 1, NULL, NULL);
    setenv("BIAOSOU_CHANGE", usual, 1);
    free(usual);
    return status;
}

static void programs_that_fail(void **state)
{
    (void)state;
    char script[96];
    snprintf(script, sizeof script, "%s/script", folder);
    write_file(script, "#!/bin/sh\nkill -9 $$\n");
    chmod(script, 0700);
    assert_int_equal(build_with("/nowhere/biaosou-change"), BIAOSOU_FAILED);
    assert_non_null(strstr(biaosou_error_message(), "cannot start /nowhere/biaosou-change"));
    assert_int_equal(build_with("/bin/false"), BIAOSOU_FAILED);
    assert_non_null(strstr(biaosou_error_message(), "without an answer"));
    assert_int_equal(build_with(script), BIAOSOU_FAILED);
    assert_non_null(strstr(biaosou_error_message(), "signal 9"));
}

static int failed; /* atomic */
static int go_on = 1;

/* Both files have two documents with 密码. */
static void *search_on(void *unused)
{
    (void)unused;
    while (__atomic_load_n(&go_on, __ATOMIC_RELAXED)) {
        biaosou_index *index;
        biaosou_searcher *searcher;
        biaosou_answer *answer;
        if (biaosou_index_open(dir, &index) != BIAOSOU_OK ||
            biaosou_searcher_new(index, &searcher) != BIAOSOU_OK ||
            biaosou_search(searcher, "密码", NULL, &answer) != BIAOSOU_OK ||
            biaosou_answer_total(answer) != 2) {
            __atomic_add_fetch(&failed, 1, __ATOMIC_RELAXED);
            break;
        }
        biaosou_answer_free(answer);
        biaosou_searcher_free(searcher);
        biaosou_index_free(index);
    }
    return NULL;
}

/* Building in a program that has threads, its own signals, limits and children. */
static void host_with_threads(void **state)
{
    (void)state;
    pthread_t threads[SEARCHERS];
    struct sigaction before[3], after;
    struct rlimit files_before, files_after;
    static const int signals[] = {SIGINT, SIGTERM, SIGCHLD};
    pid_t child = fork();
    if (child == 0)
        _exit(7);
    for (int i = 0; i < 3; i++)
        sigaction(signals[i], NULL, &before[i]);
    getrlimit(RLIMIT_NOFILE, &files_before);
    for (int i = 0; i < SEARCHERS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, search_on, NULL), 0);
    for (int i = 0; i < BUILDS; i++)
        build(i % 2 ? first : second);
    __atomic_store_n(&go_on, 0, __ATOMIC_RELAXED);
    for (int i = 0; i < SEARCHERS; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(failed, 0);
    int how;
    assert_int_equal(waitpid(child, &how, 0), child); /* nobody else waited for it */
    assert_int_equal(WEXITSTATUS(how), 7);
    for (int i = 0; i < 3; i++) {
        sigaction(signals[i], NULL, &after);
        assert_true(after.sa_handler == before[i].sa_handler);
    }
    getrlimit(RLIMIT_NOFILE, &files_after);
    assert_int_equal(files_before.rlim_cur, files_after.rlim_cur);
    signal(SIGCHLD, SIG_IGN); /* a host that reaps nothing */
    build(first);
    signal(SIGCHLD, SIG_DFL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes),
        cmocka_unit_test(what_is_new),
        cmocka_unit_test(wholeness),
        cmocka_unit_test(stopping),
        cmocka_unit_test(programs_that_fail),
        cmocka_unit_test(host_that_dies),
        cmocka_unit_test(host_with_threads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
