/* libbiaosou as another program has it, by its header and its archive alone: a folder with sources and an index. */
#ifndef TESTS_LIBRARY_FOLDER_H
#define TESTS_LIBRARY_FOLDER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "libbiaosou/biaosou.h"

static char folder[64], dir[96], first[96], second[96], fifo[96];

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline void build(const char *file)
{
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    options.force = options.allow_shrink = 1;
    if (biaosou_build(dir, &file, 1, &options, NULL) != BIAOSOU_OK)
        fail_msg("build: %s", biaosou_error_message());
}

static inline int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/biaosou-library-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(dir, sizeof dir, "%s/标准", folder);
    snprintf(first, sizeof first, "%s/first.jsonl", folder);
    snprintf(second, sizeof second, "%s/second.jsonl", folder);
    snprintf(fifo, sizeof fifo, "%s/fifo", folder);
    write_file(first, "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"密码模块检测\",\"kind\":\"gb\",\"url\":\"https://example.org/1\",\"published\":\"2020-05-01\"}\n"
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

static inline int tear_down(void **state)
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

static inline Open open_index(void)
{
    Open open = {NULL, NULL};
    assert_int_equal(biaosou_index_open(dir, &open.index), BIAOSOU_OK);
    assert_int_equal(biaosou_searcher_new(open.index, &open.searcher), BIAOSOU_OK);
    return open;
}

static inline void close_index(Open open)
{
    biaosou_searcher_free(open.searcher);
    biaosou_index_free(open.index);
}

#endif
