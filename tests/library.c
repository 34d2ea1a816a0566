/* libbiaosou as another program has it: by its header and its archive alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "libbiaosou/biaosou.h"

#define SEARCHERS 4
#define BUILDS 6

static char folder[64], dir[96], first[96], second[96], fifo[96];

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void build(const char *file)
{
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    options.force = options.allow_shrink = 1;
    if (biaosou_build(dir, &file, 1, &options, NULL) != BIAOSOU_OK)
        fail_msg("build: %s", biaosou_error_message());
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/biaosou-library-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(dir, sizeof dir, "%s/标准", folder);
    snprintf(first, sizeof first, "%s/first.jsonl", folder);
    snprintf(second, sizeof second, "%s/second.jsonl", folder);
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    write_file(first, "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"密码模块检测\",\"kind\":\"gb\"}\n"
                      "{\"id\":\"GB/T 2-2021\",\"title_zh\":\"密码算法\",\"kind\":\"gb\"}\n"
                      "{\"id\":\"ISO 9001:2015\",\"title_en\":\"Quality management systems\"}\n");
    write_file(second, "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"密码模块检测\"}\n"
                       "{\"id\":\"GB/T 3-2022\",\"title_zh\":\"密码协议\"}\n"
                       "{\"title_zh\":\"\"}\n");
    if (mkfifo(fifo, 0600) != 0)
        return -1;
    build(first);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char command[96];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

typedef struct {
    biaosou_index *index;
    biaosou_searcher *searcher;
} Open;

static Open open_index(void)
{
    Open open = {NULL, NULL};
    assert_int_equal(biaosou_index_open(dir, &open.index), BIAOSOU_OK);
    assert_int_equal(biaosou_searcher_new(open.index, &open.searcher), BIAOSOU_OK);
    return open;
}

static void close_index(Open open)
{
    biaosou_searcher_free(open.searcher);
    biaosou_index_free(open.index);
}

typedef struct {
    char text[8192];
    size_t len;
} Text;

static int keep(const char *bytes, size_t len, void *data)
{
    Text *text = data;
    assert_true(text->len + len < sizeof text->text);
    memcpy(text->text + text->len, bytes, len);
    text->len += len;
    text->text[text->len] = '\0';
    return 0;
}

static int want_no_more(const char *bytes, size_t len, void *data)
{
    (void)bytes;
    (void)len;
    ++*(int *)data;
    return 1;
}

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

static void answers(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    Text text = {"", 0};
    options.facets = "kind,year";
    assert_int_equal(biaosou_search(open.searcher, "密码 模块", &options, &answer), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_total(answer), 1);
    assert_int_equal(biaosou_answer_relaxed(answer), 0);
    assert_true(biaosou_answer_is_found(answer));
    assert_int_equal(biaosou_answer_count(answer), 1);
    assert_string_equal(biaosou_answer_id(answer, 0), "GB/T 1-2020");
    assert_false(biaosou_answer_is_relaxed(answer, 0));
    assert_true(biaosou_answer_score(answer, 0) > 0);
    assert_null(biaosou_answer_id(answer, 1));
    assert_int_equal(biaosou_answer_write(answer, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"facets\""));
    assert_non_null(strstr(text.text, "\"highlights\""));
    text.len = 0;
    assert_int_equal(biaosou_answer_write(answer, "ids", NULL, keep, &text), BIAOSOU_OK);
    assert_string_equal(text.text, "GB/T 1-2020\n");
    int calls = 0;
    assert_int_equal(biaosou_answer_write(answer, "ids", NULL, want_no_more, &calls), BIAOSOU_STOPPED);
    assert_int_equal(calls, 1);
    assert_int_equal(biaosou_answer_write(answer, "xml", NULL, keep, &text), BIAOSOU_USAGE);
    biaosou_answer_free(answer);
    assert_int_equal(biaosou_search(open.searcher, "模块 算法", NULL, &answer), BIAOSOU_OK);
    assert_false(biaosou_answer_is_found(answer));
    assert_int_equal(biaosou_answer_total(answer), 0);
    assert_int_equal(biaosou_answer_relaxed(answer), 2);
    assert_true(biaosou_answer_is_relaxed(answer, 0));
    biaosou_answer_free(answer);
    options.relaxed_alone = 1;
    options.sort = "number";
    assert_int_equal(biaosou_search(open.searcher, "密码", &options, &answer), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_count(answer), 2);
    biaosou_answer_free(answer);
    options = (biaosou_search_options)BIAOSOU_SEARCH_OPTIONS_INIT;
    options.plain = 1;
    assert_int_equal(biaosou_search(open.searcher, "(密码 -模块", &options, &answer), BIAOSOU_OK);
    assert_string_equal(biaosou_answer_id(answer, 0), "GB/T 1-2020");
    biaosou_answer_free(answer);
    close_index(open);
}

static void colours(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    Text plain = {"", 0}, coloured = {"", 0};
    assert_int_equal(biaosou_search(open.searcher, "密码", NULL, &answer), BIAOSOU_OK);
    biaosou_answer_write(answer, "text", NULL, keep, &plain);
    how.colour = 1;
    biaosou_answer_write(answer, "text", &how, keep, &coloured);
    assert_null(strchr(plain.text, '\033'));
    assert_non_null(strstr(coloured.text, "\033[1;31m密码\033[0m"));
    biaosou_answer_free(answer);
    close_index(open);
    assert_int_equal(biaosou_format("json"), 2);
    assert_int_equal(biaosou_format("bibtex"), 1);
    assert_int_equal(biaosou_format("xml"), 0);
}

static void notes(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    assert_int_equal(biaosou_search(open.searcher, "\xc3\xdc\xc2\xeb", NULL, &answer), BIAOSOU_OK); /* 密码 */
    assert_int_equal(biaosou_answer_total(answer), 2);
    assert_non_null(strstr(biaosou_answer_note(answer, 0), "GB18030"));
    assert_null(biaosou_answer_note(answer, 1));
    assert_true(biaosou_answer_says(answer, 0, "json"));
    assert_false(biaosou_answer_says(answer, 0, "text"));
    assert_false(biaosou_answer_says(answer, 1, "json"));
    biaosou_answer_free(answer);
    close_index(open);
}

/* What TEXT fails with, in OPTIONS. */
static biaosou_status failure(const char *text, const biaosou_search_options *options)
{
    Open open = open_index();
    biaosou_answer *answer = (biaosou_answer *)&open;
    biaosou_status status = biaosou_search(open.searcher, text, options, &answer);
    assert_null(answer);
    close_index(open);
    return status;
}

static void *fail_elsewhere(void *unused)
{
    (void)unused;
    biaosou_index *index;
    assert_int_equal(biaosou_index_open("/nowhere", &index), BIAOSOU_MISSING);
    return NULL;
}

static void errors(void **state)
{
    (void)state;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_index *index;
    pthread_t thread;
    assert_int_equal(biaosou_index_open(folder, &index), BIAOSOU_MISSING);
    assert_null(index);
    assert_non_null(strstr(biaosou_error_message(), folder));
    assert_int_equal(failure("密码 year:abc", NULL), BIAOSOU_QUERY);
    assert_int_equal(biaosou_error_column(), 9);
    assert_int_equal(failure(" ", NULL), BIAOSOU_QUERY);
    assert_int_equal(biaosou_error_column(), 0);
    assert_int_equal(failure("\xff\xff", NULL), BIAOSOU_QUERY);
    options.facets = "kind,colour";
    assert_int_equal(failure("密码", &options), BIAOSOU_USAGE);
    assert_non_null(strstr(biaosou_error_message(), "'colour'"));
    assert_int_equal(pthread_create(&thread, NULL, fail_elsewhere, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_non_null(strstr(biaosou_error_message(), "'colour'")); /* each thread has its own */
    options = (biaosou_search_options)BIAOSOU_SEARCH_OPTIONS_INIT;
    options.sort = "colour";
    assert_int_equal(failure("密码", &options), BIAOSOU_USAGE);
}

static void report(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_report *report;
    Text text = {"", 0};
    assert_int_equal(biaosou_report_new(open.searcher, "2020-02-30", &report), BIAOSOU_USAGE);
    assert_null(report);
    assert_int_equal(biaosou_report_new(open.searcher, "2024-02-04", &report), BIAOSOU_OK);
    assert_int_equal(biaosou_report_add(report, "p. 1", "GBT 1—2020", "GBT 1—2020", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 2", "GB/T 1-2020", "GB/T 1-2020", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 2", "ISO 9010", "ISO 9010", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 3", "no number", "no number", NULL), 0);
    assert_int_equal(biaosou_report_count(report), 2);
    assert_int_equal(biaosou_report_check(report), BIAOSOU_OK);
    assert_in_range(biaosou_report_invalid(report), 1, 2);
    assert_int_equal(biaosou_report_write(report, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"p. 1\",\n        \"p. 2\"\n      ]"));
    assert_non_null(strstr(text.text, "\"not-found\": 1"));
    assert_int_equal(biaosou_report_write(report, "pdf", NULL, keep, &text), BIAOSOU_USAGE);
    assert_true(biaosou_report_format("xlsx"));
    assert_false(biaosou_report_format("pdf"));
    biaosou_report_free(report);
    close_index(open);
}

static void similar(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_similar *similar;
    Text text = {"", 0};
    assert_int_equal(biaosou_similar_of(open.searcher, "GB/T 7-1999", 3, &similar), BIAOSOU_USAGE);
    assert_null(similar);
    assert_int_equal(biaosou_similar_of(open.searcher, "GB/T 1-2020", 3, &similar), BIAOSOU_OK);
    assert_int_equal(biaosou_similar_write(similar, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"id\": \"GB/T 1-2020\""));
    biaosou_similar_free(similar);
    assert_int_equal(biaosou_similar_to(open.searcher, "密码模块检测", NULL, 3, &similar), BIAOSOU_OK);
    assert_in_range(biaosou_similar_count(similar), 1, 3);
    text = (Text){"", 0};
    assert_int_equal(biaosou_similar_write(similar, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"verdict\": \"same\""));
    assert_int_equal(biaosou_similar_write(similar, "pdf", NULL, keep, &text), BIAOSOU_USAGE);
    assert_true(biaosou_similar_format("md"));
    assert_false(biaosou_similar_format("pdf"));
    biaosou_similar_free(similar);
    close_index(open);
}

static void documents(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_found *found;
    Text text = {"", 0};
    const char *words[] = {"gbt1", "ISO 9010", "9001"};
    assert_int_equal(biaosou_find(open.searcher, words, 3, &found), BIAOSOU_OK);
    assert_int_equal(biaosou_found_count(found), 3);
    assert_string_equal(biaosou_found_id(found, 0), "GB/T 1-2020");
    assert_null(biaosou_found_id(found, 1));
    assert_string_equal(biaosou_found_text(found, 1), "ISO 9010");
    assert_string_equal(biaosou_found_near(found, 1, 0), "ISO 9001:2015");
    assert_null(biaosou_found_near(found, 0, 0));
    assert_null(biaosou_found_near(found, 1, 1));
    assert_string_equal(biaosou_found_id(found, 2), "ISO 9001:2015");
    assert_null(biaosou_found_id(found, 3));
    assert_null(biaosou_found_note(found));
    assert_int_equal(biaosou_found_write(found, 0, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "密码模块检测"));
    assert_int_equal(biaosou_found_write(found, 1, "json", NULL, keep, &text), BIAOSOU_USAGE);
    assert_int_equal(biaosou_found_write(found, 0, "xml", NULL, keep, &text), BIAOSOU_USAGE);
    int calls = 0;
    assert_int_equal(biaosou_found_write(found, 0, "text", NULL, want_no_more, &calls), BIAOSOU_STOPPED);
    biaosou_found_free(found);
    close_index(open);
}

static void keep_token(const biaosou_token *token, void *data)
{
    char line[64];
    int n = snprintf(line, sizeof line, "%.*s %s %zu %zu\n", (int)token->len, token->term, token->kind,
                     token->start, token->end);
    keep(line, (size_t)n, data);
}

static void keep_number(const char *number, size_t start, size_t end, void *data)
{
    char line[64];
    int n = snprintf(line, sizeof line, "%s %zu %zu\n", number, start, end);
    keep(line, (size_t)n, data);
}

static void texts(void **state)
{
    (void)state;
    static const char cited[] = "见gb22239-2019和ISO 9001";
    biaosou_tokenizer *tokenizer;
    unsigned skipped, line, invalid;
    size_t len;
    Text text = {"", 0};
    assert_int_equal(biaosou_tokenizer_new("密码\nx\n", 9, &skipped, &line, &tokenizer), BIAOSOU_OK);
    assert_int_equal(skipped, 1);
    assert_int_equal(line, 2);
    biaosou_tokenizer_free(tokenizer);
    assert_int_equal(biaosou_tokenizer_new(NULL, 0, NULL, NULL, &tokenizer), BIAOSOU_OK);
    const char *normalized = biaosou_tokenize(tokenizer, "Tests\xff", 6, keep_token, &text, &len, &invalid);
    assert_string_equal(normalized, "tests\xef\xbf\xbd");
    assert_int_equal(len, 8);
    assert_int_equal(invalid, 1);
    assert_non_null(strstr(text.text, "tests word 0 5\n"));
    assert_non_null(strstr(text.text, "test stem 0 5\n"));
    assert_string_equal(biaosou_tokenize(tokenizer, "", 0, NULL, NULL, NULL, NULL), "");
    biaosou_tokenizer_free(tokenizer);
    text.len = 0;
    biaosou_find_numbers(cited, strlen(cited), keep_number, &text);
    assert_string_equal(text.text, "GB 22239-2019 3 15\nISO 9001 18 26\n");
    assert_int_equal(strncmp(biaosou_version(), "0.", 2), 0);
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
        cmocka_unit_test(changes),        cmocka_unit_test(answers),
        cmocka_unit_test(colours),        cmocka_unit_test(notes),
        cmocka_unit_test(errors),         cmocka_unit_test(documents),
        cmocka_unit_test(report),         cmocka_unit_test(similar),
        cmocka_unit_test(texts),          cmocka_unit_test(wholeness),
        cmocka_unit_test(stopping),       cmocka_unit_test(programs_that_fail),
        cmocka_unit_test(host_that_dies), cmocka_unit_test(host_with_threads),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
