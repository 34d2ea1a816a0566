/* Tables in flattened text: their heads, where rows begin and end, what becomes of a cell. Each case is
 * a line of tests/cases/table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "corpus/bulletin/table.h"
#include "corpus/reader.h"
#include "tests/cases.h"

static void append_text(GString *told, const GPtrArray *lines, guint i)
{
    if (i < lines->len)
        g_string_append(told, ((TextLine *)lines->pdata[i])->text);
}

/* Each table: its caption, < if its cells stand side by side, the words of its head (# for the
 * sequence number's, ? if it could not be told), the first line of its rows and the line after them. */
static char *tell_tables(char **columns)
{
    cases_unescape(columns[0]);
    g_autoptr(GPtrArray) lines = text_lines(columns[0]);
    g_autoptr(GPtrArray) tables = tables_find(lines);
    GString *told = g_string_new(tables->len ? NULL : "-");
    for (guint i = 0; i < tables->len; i++) {
        const Table *table = tables->pdata[i];
        g_string_append_printf(told, "%s%s%s%s", i ? " // " : "", table->caption ? table->caption : "",
                               table->caption ? ": " : "", table->shape == SHAPE_LAYOUT ? "< " : "");
        g_string_append(told, table->unreadable ? "?" : table->header.has_sequence ? "#" : "");
        for (int c = 0; c < table->header.count; c++)
            g_string_append_printf(told, "%s%s", c || table->header.has_sequence ? " " : "",
                                   table->header.columns[c]->word);
        g_string_append(told, " | ");
        append_text(told, lines, table->body);
        g_string_append(told, " | ");
        append_text(told, lines, table->end);
    }
    return g_strchomp(g_string_free(told, FALSE));
}

static void test_heads(void **state)
{
    (void)state;
    cases_run("table/heads.tsv", 2, tell_tables);
}

/* Each row: its sequence number and cells; ? before what is doubted. */
static char *tell_rows(char **columns)
{
    g_autofree char *text = g_strconcat(columns[0], "\\n", columns[1], "\\n注：乙。", NULL);
    cases_unescape(text);
    g_autoptr(GPtrArray) lines = text_lines(text);
    g_autoptr(GPtrArray) tables = tables_find(lines);
    if (tables->len != 1)
        return g_strdup_printf("%u tables", tables->len);
    const Table *table = tables->pdata[0];
    g_autoptr(DateFinder) dates = date_finder_new(2024, 5);
    g_autoptr(GPtrArray) rows = rows_read(lines, table, dates);
    GString *told = g_string_new(rows->len ? NULL : "-");
    for (guint i = 0; i < rows->len; i++) {
        const Row *row = rows->pdata[i];
        g_string_append_printf(told, "%s%s%d:", i ? " // " : "", row->doubt ? "?" : "", row->sequence);
        for (int c = 0; c < table->header.count && !row->doubt; c++)
            g_string_append_printf(told, "%s %s", c ? " |" : "", row->cells[c] ? row->cells[c] : "-");
    }
    return g_string_free(told, FALSE);
}

static void test_rows(void **state)
{
    (void)state;
    cases_run("table/rows.tsv", 3, tell_rows);
}

static gboolean keep_record(Record *record, gpointer data)
{
    g_clear_pointer(&record->values[FIELD_SOURCES].list, g_ptr_array_unref);
    g_autofree char *line = record_to_json_line(record);
    g_string_append(data, line);
    record_free(record);
    return TRUE;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    const char *what_to_do = strstr(reject->reason, "; give the PDF itself");
    size_t len = what_to_do ? (size_t)(what_to_do - reject->reason) : strlen(reject->reason);
    g_string_append_printf(data, "reject: %.*s", (int)len, reject->reason);
    return TRUE;
}

/* The members that a cell under the head of a column gives its record, besides those that the other
 * cells do; "-" for none; or why the row is rejected. */
static char *tell_cell(char **columns)
{
    static const char others[] =
        "{\"id\":\"GB/T 45101-2024\",\"kind\":\"gb\",\"title_zh\":\"信息安全技术 甲规范\"";
    g_autofree char *text =
        g_strdup_printf("附件 1：2024年5月国家标准目录\n序号 标准编号 标准名称 %s\n1\nGB/T 45101-2024\n"
                        "《信息安全技术 甲规范》\n%s\n注：乙。\n",
                        columns[0], columns[1]);
    cases_unescape(text);
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "biaosou-table-XXXXXX", NULL);
    close(g_mkstemp(file));
    assert_true(g_file_set_contents(file, text, -1, NULL));
    GString *told = g_string_new(NULL);
    ReaderSink sink = {.record = keep_record, .reject = keep_reject, .data = told};
    reader_read(file, &sink, NULL);
    g_remove(file);
    if (g_str_has_prefix(told->str, others)) {
        g_string_erase(told, 0, (gssize)strlen(others));
        g_string_erase(told, 0, *told->str == ',');
        g_string_truncate(told, told->len - 1);
    }
    return g_string_free(told->len ? told : g_string_append_c(told, '-'), FALSE);
}

static void test_cells(void **state)
{
    (void)state;
    cases_run("table/cells.tsv", 3, tell_cell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_cells),
    };
    return cmocka_run_group_tests_name("corpus-table", tests, NULL, NULL);
}
