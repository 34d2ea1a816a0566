/* What is no bulletin is not read as one: an error that names the format, no record. And what is one,
 * though it holds tabs, commas or a #, is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "corpus/record/fault.h"
#include "tests/reader-cases.h"

typedef struct {
    int records, rejects;
    GString *ids;
} Seen;

static gboolean see_record(Record *record, gpointer data)
{
    Seen *seen = data;
    seen->records++;
    g_string_append_printf(seen->ids, "%s|", record_text(record, FIELD_ID));
    record_free(record);
    return TRUE;
}

static gboolean see_reject(const Reject *reject, gpointer data)
{
    (void)reject;
    ((Seen *)data)->rejects++;
    return TRUE;
}

/* Whether the file NAME, of a kind that no reader is for, is left out of a folder. */
static gboolean is_left_out(const char *name)
{
    static const char *const endings[] = {"list.xml", ".eml", ".log", ".py"};
    for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(name, endings[i]))
            return TRUE;
    return FALSE;
}

static void check_case(const char *name)
{
    g_autofree char *says = g_strchomp(case_contents(name, ".error"));
    Seen seen = {0, 0, g_string_new(NULL)};
    ReaderSink sink = {.record = see_record, .reject = see_reject, .data = &seen};
    g_autoptr(GError) error = NULL;
    if (!*says)
        fail_msg("%s has no %s.error beside it", name, name);
    if (reader_read(name, &sink, &error) || seen.records)
        fail_msg("%s is taken in: %s", name, seen.ids->str);
    assert_true(g_error_matches(error, READER_ERROR, is_left_out(name) ? READER_ERROR_FOREIGN : READER_ERROR_FORMAT));
    if (!strstr(error->message, says) || !strstr(error->message, name))
        fail_msg("%s: \"%s\" does not say \"%s\"", name, error->message, says);
    g_string_free(seen.ids, TRUE);
}

static gboolean is_case(const char *name)
{
    return !g_str_has_suffix(name, ".error") && strcmp(name, "README.md") != 0;
}

static void test_foreign(void **state)
{
    (void)state;
    check_folder("foreign", is_case, check_case, 12);
}

/* Reads TEXT; its error's code + 1 or 0, the share, and the ids that were delivered. */
static int read_text(const char *text, ReaderShare *share, char **ids)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "biaosou-foreign-XXXXXX", NULL);
    int fd = g_mkstemp(file);
    assert_true(fd >= 0);
    close(fd);
    assert_true(g_file_set_contents(file, text, -1, NULL));
    Seen seen = {0, 0, g_string_new(NULL)};
    ReaderSink sink = {.record = see_record, .reject = see_reject, .data = &seen};
    g_autoptr(GError) error = NULL;
    gboolean ok = reader_read_share(file, &sink, share, &error);
    g_remove(file);
    *ids = g_string_free(seen.ids, FALSE);
    return ok ? 0 : error->code + 1;
}

#define CAPTION "附件 1：2024 年 5 月在研标准项目推进工作一览表\n"
#define HEAD "序号\n国标计划号\n项目名称\n标准范围\n项目进展\n"
#define ROW_1                                                                                      \
    "1\n20240511-T-469\n《信息安全技术 日志留存要求》\n该标准规定了日志留存的要求；适用于运营者。\n已报批。\n"
#define BROKEN(n)                                                                                  \
    n "\n2024051-T-469\n《信息安全技术 口令管理指南》\n该标准给出了口令管理的建议；适用于使用者。\n已报批。\n"

static void check_text(const char *text, const char *wanted)
{
    ReaderShare share;
    g_autofree char *ids = NULL;
    assert_int_equal(read_text(text, &share, &ids), 0);
    assert_string_equal(ids, wanted);
}

static void test_bulletins_with_odd_signs(void **state)
{
    (void)state;
    check_text("# 标准月报\n\t2024年5月\n" CAPTION HEAD ROW_1, "20240511-T-469|");
    check_text("主编, 编辑, 校对\n" CAPTION "序号\t国标计划号\n项目名称\n标准范围\n项目进展\n" ROW_1,
               "20240511-T-469|");
    check_text("- 要闻\n" CAPTION HEAD ROW_1, "20240511-T-469|");
}

/* A file of which less than half was understood delivers nothing. */
static void test_share(void **state)
{
    (void)state;
    ReaderShare share;
    g_autofree char *all = NULL, *most = NULL, *little = NULL;
    assert_int_equal(read_text(CAPTION HEAD ROW_1, &share, &all), 0);
    assert_int_equal(reader_share_percent(&share), 100);
    assert_string_equal(share.unit, "bytes");
    assert_int_equal(read_text(CAPTION HEAD ROW_1 BROKEN("2"), &share, &most), 0);
    assert_string_equal(most, "20240511-T-469|");
    assert_in_range(reader_share_percent(&share), 50, 90);
    assert_int_equal(read_text(CAPTION HEAD ROW_1 BROKEN("2") BROKEN("3") BROKEN("4"), &share, &little),
                     1 + READER_ERROR_NOT_UNDERSTOOD);
    assert_string_equal(little, "");
    assert_in_range(reader_share_percent(&share), 20, 49);
    assert_int_equal(reader_share_percent(&(ReaderShare){.understood = 999, .all = 1000}), 99);
    assert_true(reader_share_suffices(&(ReaderShare){.understood = 1, .all = 2}));
    assert_false(reader_share_suffices(&(ReaderShare){.understood = 1, .all = 3}));
}

/* Text of which nothing becomes a record and nothing is rejected is no bulletin: it is not left out
 * in silence, though it names a standard or has the head of a table. */
static void test_nothing_read(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "GB/T 1.1-2020 标准化工作导则\n",
        "GB/T 1.1-2020          GB/T 1.2-2020\n标准化工作导则          文件起草规则\n",
        "国标计划号 项目名称 标准范围 项目进展\n",
    };
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        ReaderShare share;
        g_autofree char *ids = NULL;
        assert_int_equal(read_text(texts[i], &share, &ids), 1 + READER_ERROR_FORMAT);
        assert_string_equal(ids, "");
    }
}

static const struct {
    const char *title, *fault; /* NULL: none */
} titles[] = {
    {"信息安全技术 日志留存要求", NULL},
    {"GB/T 22239—2019 实施指南", NULL},
    {"家用和类似用途电器的安全 第2部分：洗衣机的特殊要求", NULL},
    {"Information security — Vocabulary (part 1)", NULL},
    {"信息安全技术 标准范围的写法", NULL},
    {"《规则》的实施要求", NULL},
    {"网络安全技 该标准规定了存储的要求", "holds a scope"},
    {"日志留存要求 已形成征求意见稿，并", "holds a document's progress"},
    {"日志留存要求 2024年5月6日", "holds a document's progress"},
    {"20240511- 日志留存", "holds half a plan number"},
    {"日志 T-469 留存", "holds half a plan number"},
    {"日志留存要求 GB/T 31101-", "ends with half a number"},
    {"日志《留存", "has 《 without 》, or 》 without 《"},
    {"日志》留存", "has 《 without 》, or 》 without 《"},
    {"日志（留存", "has a bracket that is not closed"},
    {"国标计划号 项目名称", "holds the head of the table"},
    {"标准名称", "is the head of a column"},
    {"日志留存要求。口令", "holds the end of a sentence"},
    {"日志留存、", "is cut off"},
    {"，日志留存", "is cut off"},
    {"日志 file:///tmp/a.html 留存", "holds the header or footer of a page"},
    {"日志 11/25/26, 10:29 PM 留存", "holds the header or footer of a page"},
    {"日志留存 南山大学、北岭公司", "holds the names of organizations"},
    {"2024-05", "has no letter"},
};

static void test_titles(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        const char *fault = text_fault(titles[i].title, FAULT_TITLE);
        if (g_strcmp0(fault, titles[i].fault) != 0)
            fail_msg("\"%s\" %s, expected: %s", titles[i].title, fault ? fault : "is right",
                     titles[i].fault ? titles[i].fault : "none");
    }
    GString *wide = g_string_new(NULL);
    for (int i = 0; i < 211; i++)
        g_string_append(wide, "规");
    assert_string_equal(text_fault(wide->str, FAULT_TITLE), "is too long");
    assert_null(text_fault(wide->str, FAULT_CATALOGUE));
    g_string_free(wide, TRUE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_bulletins_with_odd_signs),
        cmocka_unit_test(test_share),
        cmocka_unit_test(test_nothing_read),
        cmocka_unit_test(test_titles),
    };
    return cmocka_run_group_tests_name("corpus-foreign", tests, NULL, NULL);
}
