/* Rows of JSON Lines as people and portals write them: cases in tests/cases/record/. A line that
 * begins with # is a comment; \n, \r, \t, \s (a space) and \xHH stand for bytes in dates and
 * titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/read/jsonl.h"
#include "corpus/read/row.h"
#include "corpus/record/record.h"

typedef gboolean (*CaseCheck)(char **cells);

/* What reading one line gave. */
typedef struct {
    Record *record;
    GPtrArray *reasons;
} Read;

static gboolean keep_record(Record *record, gpointer data)
{
    ((Read *)data)->record = record;
    return TRUE;
}

static gboolean keep_reject(const Reject *reject, gpointer data)
{
    assert_string_equal(reject->at.file, "rows");
    assert_int_equal(reject->at.line, 3);
    g_ptr_array_add(((Read *)data)->reasons, g_strdup(reject->reason));
    return TRUE;
}

static Read read_row(const char *json)
{
    Read read = {NULL, g_ptr_array_new_with_free_func(g_free)};
    ReaderSink sink = {.record = keep_record, .reject = keep_reject, .data = &read};
    Line line = {.text = json, .len = strlen(json), .number = 3};

    assert_true(jsonl_read_line("rows", &line, &sink));
    return read;
}

static void read_clear(Read *read)
{
    record_free(read->record);
    g_ptr_array_unref(read->reasons);
}

static void unescape(char *text)
{
    char *to = text;
    for (const char *from = text; *from;) {
        if (from[0] != '\\' || !from[1]) {
            *to++ = *from++;
        } else if (from[1] == 'x') {
            *to++ = (char)(g_ascii_xdigit_value(from[2]) * 16 + g_ascii_xdigit_value(from[3]));
            from += 4;
        } else {
            *to++ = from[1] == 'n' ? '\n' : from[1] == 'r' ? '\r' : from[1] == 't' ? '\t' : ' ';
            from += 2;
        }
    }
    *to = '\0';
}

/* \xFF in a member is that byte; other escapes are JSON's. */
static void unescape_bytes(char *text)
{
    for (char *at = text; (at = strstr(at, "\\x")); at++) {
        *at = (char)(g_ascii_xdigit_value(at[2]) * 16 + g_ascii_xdigit_value(at[3]));
        memmove(at + 1, at + 4, strlen(at + 4) + 1);
    }
}

static void run_cases(const char *name, guint cells, CaseCheck check)
{
    const char *dir = g_getenv("TESTS_DIR");
    g_autofree char *path = g_build_filename(dir ? dir : "tests", "cases", "record", name, NULL);
    g_autofree char *text = NULL;
    guint failed = 0, count = 0;

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        if (!lines[i][0] || lines[i][0] == '#')
            continue;
        g_auto(GStrv) split = g_strsplit(lines[i], "\t", -1);
        count++;
        if (g_strv_length(split) >= cells && check(split))
            continue;
        print_error("%s:%u: %s\n", name, i + 1, lines[i]);
        failed++;
    }
    print_message("# %s: %u cases\n", name, count);
    assert_true(count > 0);
    assert_int_equal(failed, 0);
}

/* A date as a string, and as a number where it is one. */
static gboolean check_one_date(const char *json, const char *wanted)
{
    g_autofree char *row =
        g_strdup_printf("{\"id\":\"a\",\"title_zh\":\"t\",\"published\":%s}", json);
    Read read = read_row(row);
    const char *date = read.record ? record_text(read.record, FIELD_PUBLISHED) : "no record";
    gboolean none = strcmp(wanted, "none") == 0, absent = strcmp(wanted, "absent") == 0;
    gboolean ok =
        g_strcmp0(date, none || absent ? NULL : wanted) == 0 && read.reasons->len == (none ? 1 : 0);
    if (!ok)
        print_error("%s: got %s, %u rejects\n", row, date ? date : "none", read.reasons->len);
    read_clear(&read);
    return ok;
}

static gboolean check_date(char **cells)
{
    unescape(cells[0]);
    json_t *string = json_string(cells[0]);
    g_autofree char *quoted = json_dumps(string, JSON_ENCODE_ANY);
    gboolean number =
        strspn(cells[0], "0123456789") == strlen(cells[0]) && (cells[0][0] != '0' || !cells[0][1]);
    json_decref(string);
    return check_one_date(quoted, cells[1]) && (!number || check_one_date(cells[0], cells[1]));
}

static gboolean check_title(char **cells)
{
    unescape(cells[0]);
    unescape(cells[1]);
    g_autoptr(Record) record = record_new();
    record_set_text(record, FIELD_ID, "a", -1);
    record_set_text(record, FIELD_TITLE_ZH, cells[0], -1);
    for (int i = 0; i < 2; i++) { /* a second time changes nothing */
        record_normalize(record);
        const char *title = record_text(record, FIELD_TITLE_ZH);
        if (g_strcmp0(title, strcmp(cells[1], "absent") == 0 ? NULL : cells[1]) != 0) {
            print_error("got %s\n", title ? title : "nothing");
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean check_member(char **cells)
{
    unescape_bytes(cells[0]);
    g_autofree char *row = g_strdup_printf("{\"id\":\"a\",\"title_zh\":\"t\",%s}", cells[0]);
    g_autofree char *wanted =
        g_strdup_printf("{\"id\":\"a\",\"title_zh\":\"t\"%s%s}", cells[1][0] ? "," : "", cells[1]);
    g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Record) record = record_from_json(row, strlen(row), problems, NULL);
    if (!record)
        return FALSE;
    if (record->values[FIELD_ICS].list && g_str_has_prefix(cells[0], "\"ics\":[\"\"]"))
        return FALSE;
    g_autofree char *line = record_to_json_line(record);
    gboolean ok = strcmp(line, wanted) == 0 && problems->len == (cells[2][0] ? 1 : 0) &&
                  (!cells[2][0] || strstr(problems->pdata[0], cells[2]));
    if (!ok)
        print_error("got %s, %u problems: %s\n", line, problems->len,
                    problems->len ? (char *)problems->pdata[0] : "");
    Read read = read_row(row);
    ok = ok && read.record && read.reasons->len == problems->len &&
         (!problems->len || g_str_has_suffix(read.reasons->pdata[0], "taken without it"));
    read_clear(&read);
    return ok;
}

static gboolean check_row(char **cells)
{
    Read read = read_row(cells[0]);
    const char *id = read.record ? record_text(read.record, FIELD_ID) : "reject";
    gboolean ok = strcmp(id, cells[1]) == 0 && read.reasons->len == (read.record ? 0 : 1) &&
                  (read.record || strstr(read.reasons->pdata[0], cells[2]));
    if (!ok)
        print_error("got %s: %s\n", id, read.reasons->len ? (char *)read.reasons->pdata[0] : "");
    read_clear(&read);
    return ok;
}

static void test_dates(void **state)
{
    (void)state;
    run_cases("dates.tsv", 2, check_date);
}

static void test_titles(void **state)
{
    (void)state;
    run_cases("titles.tsv", 2, check_title);
}

static void test_members(void **state)
{
    (void)state;
    run_cases("members.tsv", 3, check_member);
}

static void test_rows(void **state)
{
    (void)state;
    run_cases("rows.tsv", 2, check_row);
}

/* What a reader made itself, of a line without a number. */
static void test_no_id(void **state)
{
    (void)state;
    static const char *const ids[] = {NULL, "—"};
    for (gsize i = 0; i < G_N_ELEMENTS(ids); i++) {
        Read read = {NULL, g_ptr_array_new_with_free_func(g_free)};
        ReaderSink sink = {.record = keep_record, .reject = keep_reject, .data = &read};
        Record *record = record_new();
        gboolean taken;
        record_set_text(record, FIELD_ID, ids[i], -1);
        record_set_text(record, FIELD_TITLE_ZH, "钢管 尺寸", -1);
        const Source at = {.file = (char *)"rows", .line = 3};
        assert_true(row_send(record, NULL, &at, "= 钢管", strlen("= 钢管"), &sink, &taken));
        assert_false(taken);
        assert_null(read.record);
        assert_int_equal(read.reasons->len, 1);
        assert_non_null(strstr(read.reasons->pdata[0], "no number"));
        read_clear(&read);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_no_id),
    };
    return cmocka_run_group_tests_name("corpus-row", tests, NULL, NULL);
}
