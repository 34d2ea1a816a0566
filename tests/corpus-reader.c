/* JSON Lines, plain and compressed, whole and damaged; lines; which reader a file is for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <lzma.h>
#include <zlib.h>

#include "corpus/read/lines.h"
#include "corpus/reader.h"

typedef struct {
    GString *ids, *rejects; /* "id@line " and "line:reason\n" */
    int stop_after;         /* records; -1: never */
    gboolean bad_reject;
} Seen;

static gboolean see_record(Record *record, gpointer data)
{
    Seen *seen = data;
    const Source *source = record->values[FIELD_SOURCES].list->pdata[0];
    g_string_append_printf(seen->ids, "%s@%u ", record_text(record, FIELD_ID), source->line);
    record_free(record);
    return seen->stop_after < 0 || seen->stop_after-- > 0;
}

static gboolean see_reject(const Reject *reject, gpointer data)
{
    Seen *seen = data;
    g_string_append_printf(seen->rejects, "%u:%s\n", reject->at.line, reject->reason);
    seen->bad_reject = seen->bad_reject || strlen(reject->text) > READER_REJECT_TEXT ||
                       !g_utf8_validate(reject->text, -1, NULL);
    return TRUE;
}

static char *folder;

/* Writes BYTES to NAME in the test's folder; the path, which the caller frees. */
static char *put(const char *name, const void *bytes, size_t len)
{
    char *file = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(file, bytes, (gssize)len, NULL));
    return file;
}

/* Reads FILE; the code of its error, 0 for none. */
static int read_code(const char *file, Seen *seen)
{
    ReaderSink sink = {.record = see_record, .reject = see_reject, .data = seen};
    g_autoptr(GError) error = NULL;
    seen->ids = g_string_new(NULL);
    seen->rejects = g_string_new(NULL);
    gboolean ok = reader_read(file, &sink, &error);
    assert_int_equal(ok, error == NULL);
    return error ? 1 + error->code : 0;
}

static void free_seen(Seen *seen)
{
    assert_false(seen->bad_reject);
    g_string_free(seen->ids, TRUE);
    g_string_free(seen->rejects, TRUE);
}

static void expect_code(const char *name, const char *text, size_t len, int code, const char *ids,
                        const char *reject)
{
    g_autofree char *file = put(name, text, len);
    Seen seen = {.stop_after = -1};
    assert_int_equal(read_code(file, &seen), code);
    assert_string_equal(seen.ids->str, ids);
    if (!strstr(seen.rejects->str, reject) || (!*reject && seen.rejects->len))
        fail_msg("rejects \"%s\", expected \"%s\"", seen.rejects->str, reject);
    free_seen(&seen);
}

static void expect(const char *name, const char *text, size_t len, const char *ids,
                   const char *reject)
{
    expect_code(name, text, len, 0, ids, reject);
}

#define EXPECT_CODE(text, code, ids, reject)                                                       \
    expect_code("a.jsonl", text, sizeof(text) - 1, code, ids, reject)
#define EXPECT(text, ids, reject) expect("a.jsonl", text, sizeof(text) - 1, ids, reject)

static void test_lines_of_json(void **state)
{
    (void)state;
    EXPECT("", "", "");
    EXPECT("\n\n", "", "");
    EXPECT("{\"id\":\"a\"}\n{\"id\":\"b\"}", "a@1 b@2 ", "");
    EXPECT("\xef\xbb\xbf{\"id\":\"a\"}\r\n\r\n  \r\n{\"id\":\"b\"}\r\n", "a@1 b@4 ", "");
    EXPECT("{\"id\":\"a\"}\nbad\n{\"id\":\"b\"}\n", "a@1 b@3 ", "2:not JSON");
    EXPECT("{\"id\":\"a\",\"x\":\"\0\"}\n{\"id\":\"b\"}\n", "b@2 ", "1:not JSON");
    EXPECT("{\"id\":\"a\",\"title_en\":\"t\",\"title_zh\":\"\xff 甲\"}\n", "a@1 ",
           "1:member \"title_zh\": holds bytes that are no UTF-8");
    EXPECT("{\"id\":\"b\"}\n{\"id\":\"a\",\"title_zh\":\"\xff 甲\"}\n", "b@1 ",
           "2:member \"title_zh\": holds bytes that are no UTF-8");
    EXPECT_CODE("{\n\"id\":\"a\"}\n{\"id\":\"b\"}\n", 1 + READER_ERROR_FORMAT, "", "1:no column is named");
    EXPECT("{\n\"id\":\"a\",\n\"title_zh\":\"甲\"}\n{\"id\":\"b\"}\n", "a@1 b@2 ", "");
    EXPECT("{\"id\":\"a\",\n{\"id\":\"b\"}\n", "b@2 ", "1:not JSON");
    EXPECT("{\"id\":\"\xff\"}\n{\"id\":\"b\"}\n", "b@2 ", "1:member \"id\"");
    EXPECT("{\"title_zh\":\"t\"}\n{\"id\":\"b\"}\n", "b@2 ", "1:member \"id\": missing");
    EXPECT("{\"id\":\"a\",\"sources\":[{\"file\":\"f\",\"line\":9}]}\n", "a@9 ", "");
}

/* Half of the lines must be records; empty ones are none. */
static void test_share_of_lines(void **state)
{
    (void)state;
    int failed = 1 + READER_ERROR_NOT_UNDERSTOOD;
    EXPECT_CODE("{\"id\":\"a\"}\n\n\nbad\n", 0, "a@1 ", "4:not JSON");
    EXPECT_CODE("{\"id\":\"a\"}\nbad\n{\"x\":1}\n", failed, "a@1 ", "3:member \"id\"");
    EXPECT_CODE("{\"x\":1}\n", failed, "", "1:member \"id\"");
}

/* What no title can be is none in a catalogue either. */
static void test_titles_of_lines(void **state)
{
    (void)state;
    EXPECT("{\"id\":\"a\",\"title_zh\":\"标准名称\"}\n{\"id\":\"b\",\"title_zh\":\"名称规则\"}\n", "b@2 ",
           "1:the title \"标准名称\" is the head of a column");
    EXPECT("{\"id\":\"a\",\"title_zh\":\"本文件规定了密钥的管理\"}\n{\"id\":\"b\",\"title_en\":\"C\"}\n", "b@2 ",
           "1:the title \"本文件规定了密钥的管理\" is a scope");
}

static void test_long_line(void **state)
{
    (void)state;
    GString *text = g_string_new("{\"id\":\"a\"}\n{\"id\":\"long\",\"x\":\"");
    for (size_t i = 0; i < LINE_MAX_BYTES; i++)
        g_string_append_c(text, 'x');
    g_string_append(text, "\"}\n{\"id\":\"b\"}\n");
    expect("a.jsonl", text->str, text->len, "a@1 b@3 ", "2:the line is longer than 12 MiB");
    g_string_free(text, TRUE);
}

static void test_many_values(void **state)
{
    (void)state;
    GString *text = g_string_new("{\"id\":\"a\",\"x\":[1");
    for (guint i = 0; i < 500000; i++)
        g_string_append(text, ",1");
    g_string_append(text, "]}\n{\"id\":\"b\"}\n");
    expect("a.jsonl", text->str, text->len, "b@2 ", "1:over 500000 values in a record");
    g_string_free(text, TRUE);
}

static GByteArray *compress_xz(const char *text, size_t len)
{
    GByteArray *out = g_byte_array_new();
    size_t used = 0, room = lzma_stream_buffer_bound(len);
    g_byte_array_set_size(out, (guint)room);
    assert_int_equal(lzma_easy_buffer_encode(1, LZMA_CHECK_CRC64, NULL, (const uint8_t *)text, len,
                                             out->data, &used, room),
                     LZMA_OK);
    g_byte_array_set_size(out, (guint)used);
    return out;
}

static GByteArray *compress_gzip(const char *text, size_t len)
{
    z_stream z = {0};
    GByteArray *out = g_byte_array_new();
    g_byte_array_set_size(out, (guint)compressBound(len) + 64);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)text;
    z.avail_in = (uInt)len;
    z.next_out = out->data;
    z.avail_out = out->len;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    g_byte_array_set_size(out, (guint)z.total_out);
    deflateEnd(&z);
    return out;
}

typedef GByteArray *(*Compress)(const char *text, size_t len);

/* Whole, concatenated, and cut off at every tenth of its bytes: what came before is delivered. */
static void check_compressed(Compress compress)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < 20000; i++)
        g_string_append_printf(text, "{\"id\":\"n %u\",\"title_en\":\"%u\"}\n", i, i * 2654435761u);
    g_autoptr(GByteArray) bytes = compress(text->str, text->len);
    guint whole = bytes->len;
    for (guint cut = 0; cut <= 10; cut++) {
        g_autofree char *file = put("c", bytes->data, (size_t)whole * cut / 10);
        Seen seen = {.stop_after = -1};
        int code = read_code(file, &seen);
        if (cut == 0)
            assert_int_equal(code, 1 + READER_ERROR_FORMAT);
        else
            assert_int_equal(code, cut == 10 ? 0 : 1 + READER_ERROR_COMPRESSED);
        assert_string_equal(seen.rejects->str, "");
        if (cut >= 6)
            assert_true(g_str_has_prefix(seen.ids->str, "n 0@1 n 1@2 "));
        if (cut == 10)
            assert_true(g_str_has_suffix(seen.ids->str, "n 19999@20000 "));
        free_seen(&seen);
    }
    g_autoptr(GByteArray) two = g_byte_array_new();
    g_byte_array_append(two, bytes->data, whole);
    g_byte_array_append(two, bytes->data, whole);
    g_autofree char *file = put("c", two->data, two->len);
    Seen seen = {.stop_after = -1};
    assert_int_equal(read_code(file, &seen), 0);
    assert_true(g_str_has_suffix(seen.ids->str, "n 19999@40000 "));
    free_seen(&seen);
    g_string_free(text, TRUE);
}

static void test_xz(void **state)
{
    (void)state;
    check_compressed(compress_xz);
}

static void test_gzip(void **state)
{
    (void)state;
    check_compressed(compress_gzip);
}

static void test_stopped(void **state)
{
    (void)state;
    g_autofree char *file = put("a.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n", 22);
    Seen seen = {.stop_after = 0};
    assert_int_equal(read_code(file, &seen), 1 + READER_ERROR_STOPPED);
    assert_string_equal(seen.ids->str, "a@1 ");
    free_seen(&seen);
}

static void test_no_reader(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        int code;
    } cases[] = {
        {"%PDF-1.7\n", 9, READER_ERROR_COMPRESSED}, /* a PDF that is none */
        {"PK\003\004....", 8, READER_ERROR_COMPRESSED}, /* an archive that is none */
        {"[{\"id\":\"a\"}]", 12, READER_ERROR_FORMAT},
        {"\x7f" "ELF\0\0\0\1\2\3\0\0\0", 14, READER_ERROR_FOREIGN},
        {"\x89PNG\r\n\x1a\n", 8, READER_ERROR_FOREIGN},
        {"\1\2\3\0\4", 5, READER_ERROR_FOREIGN}, /* of no kind that is known */
        {"Rar!\x1a\7\0", 7, READER_ERROR_FORMAT}, /* there may be something in it */
        {"int main(void) { return 0; }\n", 29, READER_ERROR_FORMAT},
        {"", 0, READER_ERROR_FORMAT},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *file = put("unknown", cases[i].bytes, cases[i].len);
        Seen seen = {.stop_after = -1};
        assert_int_equal(read_code(file, &seen), 1 + cases[i].code);
        free_seen(&seen);
    }
    Seen seen = {.stop_after = -1};
    assert_int_equal(read_code("/nonexistent/file", &seen), 1 + READER_ERROR_IO);
    free_seen(&seen);
    assert_int_equal(read_code(folder, &seen), 1 + READER_ERROR_IO);
    free_seen(&seen);
}

static int make_folder(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("biaosou-reader-XXXXXX", NULL);
    return folder ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"a.jsonl", "c", "unknown"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(folder, names[i], NULL);
        g_remove(file);
    }
    g_rmdir(folder);
    g_free(folder);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_of_json), cmocka_unit_test(test_share_of_lines),
        cmocka_unit_test(test_titles_of_lines), cmocka_unit_test(test_long_line), cmocka_unit_test(test_many_values),
        cmocka_unit_test(test_xz),            cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_stopped),       cmocka_unit_test(test_no_reader),
    };
    return cmocka_run_group_tests_name("corpus-reader", tests, make_folder, remove_folder);
}
