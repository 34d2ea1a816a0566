/* The same tables, flattened in many ways, give the same records: wrapped at any width, with empty
 * lines anywhere, broken by pages, one cell after another or side by side. Hardly ever a row may be
 * rejected instead, none may be wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "corpus/reader.h"
#include "number/number.h"
#include "tests/flatten.h"

/* Reading back */

typedef struct {
    GPtrArray *records;
    GString *rejects;
} Result;

static gboolean keep_record(Record *record, gpointer data)
{
    g_ptr_array_add(((Result *)data)->records, record);
    return TRUE;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    g_string_append_printf(((Result *)data)->rejects, "%u: %s\n", reject->at.line, reject->reason);
    return TRUE;
}

/* Where a line was broken beside a Latin word, a space may be lost or not: it does not count. */
static char *without_spaces(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text ? text : ""; *p; p++)
        if (*p != ' ')
            g_string_append_c(out, *p);
    return g_string_free(out, FALSE);
}

static gboolean same(const char *got, const char *wanted, const char *what, int row, GString *wrong)
{
    if (g_strcmp0(got, wanted) == 0)
        return TRUE;
    g_string_append_printf(wrong, "row %d, %s: \"%s\", expected \"%s\"\n", row + 1, what, got,
                           wanted);
    return FALSE;
}

static const char *progress_text(const Record *record)
{
    const GPtrArray *list = record->values[FIELD_PROGRESS].list;
    return list ? ((Progress *)list->pdata[0])->text : NULL;
}

static char *bare_title(const char *cell)
{
    gboolean marked = g_str_has_prefix(cell, "《");
    return marked ? g_strndup(cell + strlen("《"), strlen(cell) - 2 * strlen("《"))
                  : g_strdup(cell);
}

static const char *column_value(const Record *record, const char *column)
{
    const GPtrArray *relations = record->values[FIELD_RELATIONS].list;
    if (strcmp(column, "项目名称") == 0 || strcmp(column, "中文名称") == 0 ||
        strcmp(column, "标准名称") == 0)
        return record_text(record, FIELD_TITLE_ZH);
    if (strcmp(column, "英文名称") == 0)
        return record_text(record, FIELD_TITLE_EN);
    if (strcmp(column, "标准范围") == 0)
        return record_text(record, FIELD_SCOPE_ZH);
    if (strcmp(column, "项目进展") == 0)
        return progress_text(record);
    if (strcmp(column, "阶段") == 0)
        return record_text(record, FIELD_STAGE);
    if (strcmp(column, "实施日期") == 0)
        return record_text(record, FIELD_EFFECTIVE);
    if (strcmp(column, "代替标准号") == 0)
        return relations ? ((Relation *)relations->pdata[0])->to : "—";
    return record_text(record, FIELD_ID);
}

/* The record of row ROW; NULL if the row was rejected. */
static const Record *record_of(const Content *content, const Style *style, const Result *result,
                               int row)
{
    g_autofree char *number = flatten_cell(content, style, row, 1);
    g_autofree char *id = number_canonical_id(number);
    for (guint i = 0; i < result->records->len; i++)
        if (strcmp(record_text(result->records->pdata[i], FIELD_ID), id) == 0)
            return result->records->pdata[i];
    g_autofree char *reject = g_strdup_printf(": row %d of the table: ", row + 1);
    return strstr(result->rejects->str, reject) ? NULL : result->records->pdata[0];
}

/* Returns how many rows were rejected. */
static int compare(const Content *content, const Style *style, const Result *result,
                   GString *wrong)
{
    int count = flatten_rows(content, style), rejected = 0;
    if (!result->records->len)
        g_string_append_printf(wrong, "no records\n%s", result->rejects->str);
    for (int row = 0; row < count && result->records->len; row++) {
        const Record *record = record_of(content, style, result, row);
        rejected += record == NULL;
        for (int c = 1; c < COLUMNS && record; c++) {
            const char *column = content->header[c];
            g_autofree char *cell = flatten_cell(content, style, row, c);
            g_autofree char *wanted = c == 1   ? number_canonical_id(cell)
                                      : c == 2 ? bare_title(cell)
                                               : g_strdup(cell);
            const char *got = column_value(record, column);
            g_autofree char *a = without_spaces(got);
            g_autofree char *b = without_spaces(wanted);
            gboolean exact = strcmp(column, "项目名称") == 0 || strcmp(column, "英文名称") == 0 ||
                             c == 1;
            same(exact ? got : a, exact ? wanted : b, column, row, wrong);
        }
    }
    if ((int)result->records->len + rejected != count)
        g_string_append_printf(wrong, "%u records and %d rejected rows of %d\n%s",
                               result->records->len, rejected, count, result->rejects->str);
    return rejected;
}

static char *style_name(const Content *content, const Style *style)
{
    return g_strdup_printf("%s: width %.2f blank %d number %d header %d page %d mark %d bare %d side "
                           "%d single %d centred %d ending %d repeat %d seed %u",
                           content->name, style->width, style->blank, style->number, style->header,
                           style->page, style->page_mark, style->bare, style->side, style->single,
                           style->centred, style->ending, style->repeat, style->seed);
}

/* Renders and reads; returns what is wrong, or NULL. Counts the rejected rows. */
static char *try(const Content *content, const Style *style, int *rejected)
{
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "biaosou-layout-XXXXXX", NULL);
    int fd = g_mkstemp(file);
    assert_true(fd >= 0);
    close(fd);
    g_autofree char *text = flatten(content, style);
    assert_true(flatten_write(file, text, style->ending));
    Result result = {g_ptr_array_new_with_free_func((GDestroyNotify)record_free),
                     g_string_new(NULL)};
    ReaderSink sink = {.record = keep_record, .reject = keep_reject, .data = &result};
    g_autoptr(GError) error = NULL;
    GString *wrong = g_string_new(NULL);
    if (!reader_read(file, &sink, &error))
        g_string_append_printf(wrong, "%s\n", error->message);
    *rejected += compare(content, style, &result, wrong);
    g_ptr_array_unref(result.records);
    g_string_free(result.rejects, TRUE);
    g_remove(file);
    if (wrong->len && getenv("SHOW"))
        fprintf(stderr, "%s\n", text);
    return g_string_free(wrong, wrong->len == 0);
}

/* Tries COUNT styles made by SEED from BASE; fails with the first that is wrong and how many are. */
static void try_many(const Style *base, int count)
{
    guint32 seed = base->seed;
    int failures = 0, rejected = 0;
    g_autofree char *first = NULL;
    for (int i = 0; i < count; i++) {
        static const double widths[] = {0.6, 0.8, 1, 1.3, 2, 10};
        const Content *content = &flatten_contents[i % FLATTEN_CONTENTS];
        Style style = *base;
        style.width = widths[flatten_random(&seed) % (base->side ? 5 : 6)];
        style.blank = (int)(flatten_random(&seed) % 4);
        style.number = (int)(flatten_random(&seed) % 5);
        style.header = (int)(flatten_random(&seed) % 3);
        style.bare = flatten_random(&seed) % 2 != 0;
        style.ending = (int)(flatten_random(&seed) % 6);
        style.page = base->page ? base->page + (int)(flatten_random(&seed) % 30) : 0;
        style.page_mark = (int)(flatten_random(&seed) % 5);
        style.seed = flatten_random(&seed);
        if (base->side) {
            style.single = flatten_random(&seed) % 2 != 0;
            style.number = style.number == 4 ? 2 : style.number;
            style.blank = style.blank == 3 ? 0 : style.blank == 1 ? 2 : style.blank;
        }
        char *wrong = try(content, &style, &rejected);
        if (!wrong)
            continue;
        failures++;
        if (!first) {
            g_autofree char *name = style_name(content, &style);
            first = g_strdup_printf("%s\n%s", name, wrong);
        }
        if (getenv("ALL")) {
            g_autofree char *name = style_name(content, &style);
            fprintf(stderr, "FAIL %s\n%s\n", name, wrong);
        }
        g_free(wrong);
    }
    if (rejected > count / 50)
        fail_msg("%d rows of %d layouts are rejected", rejected, count);
    if (failures)
        fail_msg("%d of %d layouts are read wrong; the first is\n%s", failures, count, first);
}

static void test_stream(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 1}, 300);
}

static void test_pages(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 2, .page = 5}, 300);
}

static void test_hundred_rows(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 3, .page = 30, .repeat = 20}, 6);
}

static void test_side_by_side(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 4, .side = TRUE}, 150);
}

static void test_side_by_side_centred(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 5, .side = TRUE, .centred = TRUE}, 90);
}

static void test_side_by_side_pages(void **state)
{
    (void)state;
    try_many(&(Style){.seed = 6, .side = TRUE, .page = 12, .repeat = 3}, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_hundred_rows),
        cmocka_unit_test(test_side_by_side),
        cmocka_unit_test(test_side_by_side_centred),
        cmocka_unit_test(test_side_by_side_pages),
    };
    return cmocka_run_group_tests_name("corpus-bulletin-layouts", tests, NULL, NULL);
}
