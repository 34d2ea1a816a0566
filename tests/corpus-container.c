/* Files that hold tables, and standards themselves: each NAME.EXT of tests/cases/container and standard gives the records of NAME.EXT.jsonl and the rejects of
 * NAME.EXT.rejects (line: reason), or fails with what NAME.EXT.error says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "corpus/container/container.h"
#include "corpus/table/column.h"
#include "tests/reader-cases.h"

static void check_case(const char *name)
{
    g_autofree char *says = g_strchomp(case_contents(name, ".error"));
    Result result = result_new();
    ReaderSink sink = result_sink(&result);
    g_autoptr(GError) error = NULL;
    gboolean ok = reader_read(name, &sink, &error);
    if (ok != !*says || (!ok && !strstr(error->message, says)))
        fail_msg("%s: %s, expected \"%s\"", name, ok ? "is read" : error->message, says);
    check_result(&result, name, name, ".jsonl");
    result_free(&result);
}

static gboolean is_case(const char *name)
{
    return !g_str_has_suffix(name, ".jsonl") && !g_str_has_suffix(name, ".rejects") &&
           !g_str_has_suffix(name, ".error");
}

static void cases(void **state)
{
    (void)state;
    check_folder("container", is_case, check_case, 9);
}

static void relaton(void **state)
{
    (void)state;
    check_folder("relaton", is_case, check_case, 15);
}

static void standards(void **state)
{
    (void)state;
    check_folder("standard", is_case, check_case, 6);
}

/* Reads TEXT as NAME in a folder of its own, LEFT records of it. */
static Result read_text(const char *name, const char *text, gsize len, int left, ReaderShare *share, int *code)
{
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, text, (gssize)len, NULL));
    Result result = result_new();
    result.left = left;
    ReaderSink sink = result_sink(&result);
    g_autoptr(GError) error = NULL;
    *code = reader_read_share(file, &sink, share, &error) ? -1 : error->code;
    g_remove(file);
    g_rmdir(folder);
    return result;
}

#define HEAD "标准编号,标准名称\n"
#define ROW "GB/T 70001-2024,钢管 尺寸\n"

static void shares(void **state)
{
    (void)state;
    static const char half[] = HEAD ROW "x,\ny,\n", less[] = HEAD ROW "x,\ny,\nz,\n";
    ReaderShare share;
    int code;
    Result result = read_text("a.csv", half, strlen(half), -1, &share, &code);
    assert_int_equal(code, -1);
    assert_string_equal(share.unit, "rows");
    assert_int_equal(share.all, 4);
    assert_int_equal(share.understood, 2); /* the head is */
    result_free(&result);
    result = read_text("a.csv", less, strlen(less), -1, &share, &code);
    assert_int_equal(code, READER_ERROR_NOT_UNDERSTOOD);
    result_free(&result);
}

/* Lists of JSON that are no list of standards by their columns, and rows that are none, are not understood. */
static void shares_of_json(void **state)
{
    (void)state;
    static const char text[] = "{\"a\": [{\"bzbh\": \"GB/T 70001-2024\", \"bzmc\": \"钢管 尺寸\"}, 7], \"b\": [{\"name\": 1}],"
                               " \"c\": [{\"x\": \"GB/T 70002-2024\"}, {\"x\": \"GB/T 70003-2024\"}], \"d\": [[\"GB 1-2020\"]]}";
    ReaderShare share;
    int code;
    Result result = read_text("a.json", text, strlen(text), -1, &share, &code);
    assert_int_equal(code, READER_ERROR_NOT_UNDERSTOOD);
    assert_int_equal(share.understood, 2); /* the names of the members are a head */
    assert_int_equal(share.all, 6);
    result_free(&result);
}

static void stopping(void **state)
{
    (void)state;
    static const char text[] = HEAD ROW ROW ROW;
    ReaderShare share;
    int code;
    Result result = read_text("a.csv", text, strlen(text), 2, &share, &code);
    assert_int_equal(code, READER_ERROR_STOPPED);
    assert_int_equal(result.left, 0);
    result_free(&result);
}

/* A file of items that has BEFORE, then ONE a hundred thousand times, fails with WORD. */
static void fails(const char *name, const char *before, const char *one, const char *word)
{
    g_autoptr(GString) text = g_string_new(before);
    for (int i = 0; i < 100000; i++)
        g_string_append(text, one);
    g_autofree char *folder = g_dir_make_tmp("biaosou-XXXXXX", NULL);
    g_autofree char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, text->str, (gssize)text->len, NULL));
    Result result = result_new();
    ReaderSink sink = result_sink(&result);
    g_autoptr(GError) error = NULL;
    assert_false(reader_read(file, &sink, &error));
    assert_non_null(strstr(error->message, word));
    assert_int_equal(result.records->len, 0);
    result_free(&result);
    g_remove(file);
    g_rmdir(folder);
}

/* Nests and lists without end are told of, and read no further. */
static void deep(void **state)
{
    (void)state;
    fails("a.yaml", "docid: ISO 70001\ntitle: Nuts\nplace: ", "[", "nested too deeply");
    fails("a.yaml", "docid: ISO 70001\ntitle: Nuts\nplace:\n", "- a: b\n  c: d\n", "too many members");
    fails("a.xml", "<bibitem><title>Nuts</title><docidentifier>ISO 70001</docidentifier>", "<a>", "nested too deeply");
    fails("a.xml", "<bibitem><title>Nuts</title><docidentifier>ISO 70001</docidentifier>", "<a/><b/><c/>",
          "too many elements");
}

/* A table by its head, whatever the file is called; by its name, whatever its head; a bulletin is neither. */
static void kinds(void **state)
{
    (void)state;
    static const char table[] = HEAD ROW, bulletin[] = "序号\t国标计划号\n项目名称\n1\t20240511-T-469\n";
    static const char headless[] = "GB/T 70001-2024,钢管 尺寸测量\nGB/T 70002-2024,钢管 外观检验\n";
    static const char prose[] = "今天没有表格。\n明天也没有。\n";
    assert_true(delimited_knows(table, strlen(table), FALSE));
    assert_false(delimited_knows(bulletin, strlen(bulletin), FALSE));
    assert_false(delimited_knows(headless, strlen(headless), FALSE));
    assert_true(delimited_knows(headless, strlen(headless), TRUE));
    assert_false(delimited_knows(prose, strlen(prose), TRUE));
    assert_false(delimited_knows("", 0, TRUE));
}

/* What is broken ends with an error or rejects, and what is whole is taken. */
static void broken(void **state)
{
    (void)state;
    static const char nul[] = "GB/T 1\0-2020,钢管 尺寸\n", bytes[] = "\xff\xff,钢管 尺寸\n";
    ReaderShare share;
    int code;
    g_autoptr(GString) far = g_string_new(HEAD);
    guint rows = 0;
    for (; far->len < 2 * STREAM_PEEK; rows++) /* behind what the kind of file is told by */
        g_string_append(far, ROW);
    g_string_append_len(far, nul, sizeof nul - 1);
    g_string_append(far, bytes);
    Result result = read_text("a.csv", far->str, far->len, -1, &share, &code);
    g_autofree char *wanted =
        g_strdup_printf("%u: this is neither UTF-8 nor GB18030, or holds a NUL\n"
                        "%u: this is neither UTF-8 nor GB18030, or holds a NUL\n",
                        rows + 2, rows + 3);
    assert_string_equal(result.rejects->str, wanted);
    result_free(&result);
    /* many quotation marks that are not closed: each costs its own row */
    g_autoptr(GString) text = g_string_new(HEAD);
    for (int i = 0; i < 500; i++)
        g_string_append(text, i % 2 ? ROW : "GB/T 5-2020,\"锁 要求\n");
    g_string_append(text, "\"");
    result = read_text("a.csv", text->str, text->len, -1, &share, &code);
    assert_true(share.all >= 500);
    result_free(&result);
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(column_find("标 准 编 号")->member, "id");
    assert_string_equal(column_find("标准\n号")->member, "id");
    assert_string_equal(column_find("C_STD_CODE")->member, "id");
    assert_string_equal(column_find("ＩＣＳ")->member, "ics");
    assert_string_equal(column_find("标准名称（英文）")->member, "title_en");
    assert_int_equal(column_find("标准名称（必填）")->content, CONTENT_TITLE);
    assert_int_equal(column_find("文号")->content, CONTENT_KEPT);
    assert_null(column_find("颜色"));
    assert_null(column_find(""));
    assert_null(column_find("（）"));
    assert_null(column_find(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases), cmocka_unit_test(relaton),  cmocka_unit_test(deep),
                                       cmocka_unit_test(standards), cmocka_unit_test(shares), cmocka_unit_test(shares_of_json),
                                       cmocka_unit_test(stopping), cmocka_unit_test(kinds),
                                       cmocka_unit_test(broken),   cmocka_unit_test(names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
