/* Readers survive anything: mutations of the bulletins, of tables and of records, fixed seeds. FUZZ_SECONDS in
 * the environment makes it go on. */
#include <setjmp.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "corpus/reader.h"

static guint64 random_state = 88172645463325252u;

static guint32 random_below(guint32 limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (guint32)((random_state >> 32) % MAX(limit, 1));
}

static gboolean drop_record(Record *record, gpointer data)
{
    (void)data;
    g_autoptr(GByteArray) packed = g_byte_array_new();
    g_autofree char *line = record_to_json_line(record);
    record_pack(record, packed);
    Record *again = record_unpack(packed->data, packed->len, NULL);
    assert_non_null(again);
    assert_true(g_utf8_validate(line, -1, NULL));
    assert_non_null(record_text(record, FIELD_ID));
    record_merge(again, record);
    record_free(again);
    record_free(record);
    return TRUE;
}

static gboolean drop_reject(const Reject *reject, gpointer data)
{
    (void)data;
    assert_true(g_utf8_validate(reject->text, -1, NULL));
    assert_true(g_utf8_validate(reject->reason, -1, NULL));
    return TRUE;
}

static void insert_something(GString *text, gsize at)
{
    static const char *const things[] = {
        "\n", "\f", "\n\n", " ", "    ", "《", "》", "。", "1 ", "12", "2024", "-", "附件 1：", "序号",
        "国标计划号", "项目名称", "\xff", "\xe4", "\r", "\t", "{", "\"", "[", "20240400-T-469", "—",
        "GB/T 1-2020", ",", ";", "|", "\"\"", "标准编号,标准名称\n", "代替", "（1）", "一、", "标准范围", "99999999999", "年", "月", "日", "0 月 0 日",
        "docid: ", "- ", "  ", ": ", "&a ", "*a", "{", "---\n", "<bibitem>", "</bibitem>", "&amp;", "<p>"};
    g_string_insert(text, (gssize)at, things[random_below(G_N_ELEMENTS(things))]);
}

static void mutate(GString *text)
{
    for (guint32 i = 1 + random_below(12); i > 0; i--) {
        gsize at = random_below((guint32)text->len);
        gsize len = random_below(60);
        len = MIN(len, text->len - at);
        switch (random_below(5)) {
        case 0:
            g_string_erase(text, (gssize)at, (gssize)len);
            break;
        case 1:
            if (at < text->len)
                text->str[at] = (char)random_below(256);
            break;
        case 2: {
            g_autofree char *copy = g_strndup(text->str + at, len);
            g_string_insert(text, random_below((guint32)text->len), copy);
            break;
        }
        default:
            insert_something(text, at);
        }
    }
}

static void add_seeds(GPtrArray *seeds, const char *of)
{
    const char *tests = getenv("TESTS_DIR");
    g_autofree char *folder = g_build_filename(tests ? tests : "tests", "cases", of, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *file = g_build_filename(folder, name, NULL);
        char *text;
        gsize len;
        if (g_file_get_contents(file, &text, &len, NULL))
            g_ptr_array_add(seeds, g_bytes_new_take(text, len));
    }
}

static GPtrArray *load_seeds(void)
{
    GPtrArray *seeds = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    add_seeds(seeds, "bulletin");
    guint bulletins = seeds->len;
    add_seeds(seeds, "container");
    add_seeds(seeds, "relaton");
    assert_true(bulletins > 0 && seeds->len > bulletins);
    return seeds;
}

static void read_bytes(const char *file, const char *bytes, gsize len)
{
    ReaderSink sink = {.record = drop_record, .reject = drop_reject};
    int fd = g_open(file, O_WRONLY | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (gssize)len);
    close(fd);
    Stream *stream = stream_open(file, NULL);
    ReaderShare share;
    if (stream) /* in this process: another's crash would be an error here */
        reader_read_here(file, stream, NULL, &sink, &share, NULL);
}

static void test_mutations(void **state)
{
    (void)state;
    g_autofree char *file = g_build_filename(g_get_tmp_dir(), "biaosou-fuzz-XXXXXX", NULL);
    close(g_mkstemp(file));
    g_autoptr(GPtrArray) seeds = load_seeds();
    const char *seconds = getenv("FUZZ_SECONDS");
    gint64 end = g_get_monotonic_time() + (seconds ? atoi(seconds) : 0) * G_USEC_PER_SEC;
    for (int i = 0; i < 1500 || g_get_monotonic_time() < end; i++) {
        gsize len;
        const char *bytes = g_bytes_get_data(seeds->pdata[random_below(seeds->len)], &len);
        GString *text = g_string_new_len(bytes, (gssize)len);
        mutate(text);
        read_bytes(file, text->str, text->len);
        g_string_free(text, TRUE);
    }
    g_remove(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutations)};
    return cmocka_run_group_tests_name("corpus-fuzz", tests, NULL, NULL);
}
