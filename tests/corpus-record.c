/* The record: JSON in and out, packing, normalization, merging. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/record/date.h"
#include "corpus/record/record.h"

static Record *parse(const char *json)
{
    g_autoptr(GError) error = NULL;
    Record *record = record_from_json(json, strlen(json), NULL, &error);
    if (!record)
        fail_msg("%s: %s", json, error->message);
    return record;
}

static void test_json_round_trip(void **state)
{
    (void)state;
    const char *json =
        "{\"id\":\"GB/T 1-2024\",\"kind\":\"gb\",\"title_zh\":\"标题\",\"title_en\":\"Title\","
        "\"title_ja\":\"題\",\"title_zh-hant\":\"標題\",\"scope_zh\":\"范围\\n二\",\"scope_fr\":"
        "\"é\","
        "\"stage\":\"60.60\",\"status\":\"现行\",\"progress\":[{\"date\":\"2024-02\",\"until\":"
        "\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"t\",\"source\":\"s\"},{\"text\":\"u\"}],"
        "\"committee\":\"TC 260\",\"ics\":[\"35.030\",\"35.040\"],\"ccs\":[\"L80\"],"
        "\"plan\":\"20240400-T-469\",\"published\":\"2024\",\"effective\":\"2024-02\","
        "\"withdrawn\":\"2024-02-29\",\"relations\":[{\"type\":\"adopts\",\"degree\":\"IDT\","
        "\"to\":\"ISO 1\"}],\"url\":\"https://x/\",\"sources\":[{\"file\":\"f\",\"sheet\":\"s\",\"page\":3,\"line\":7,\"ocr\":93}],"
        "\"zz\":1,\"aa\":{\"b\":[null,true,1.5]},\"title\":\"plain\",\"title_other\":\"o\"}";
    g_autoptr(Record) record = parse(json);
    g_autofree char *line = record_to_json_line(record);
    assert_string_equal(line, json);
    assert_int_equal(json_object_size(record->extra), 4);

    g_autoptr(GByteArray) packed = g_byte_array_new();
    record_pack(record, packed);
    size_t id_len = 0;
    const char *id = record_packed_id(packed->data, packed->len, &id_len);
    assert_int_equal(id_len, strlen("GB/T 1-2024"));
    assert_memory_equal(id, "GB/T 1-2024", id_len);
    g_autoptr(Record) again = record_unpack(packed->data, packed->len, NULL);
    g_autofree char *second = record_to_json_line(again);
    assert_string_equal(second, json);
}

/* Inputs that are no record, with what the error must name. */
static void test_json_errors(void **state)
{
    (void)state;
    static const struct {
        const char *json, *message;
    } cases[] = {
        {"", "not JSON"},
        {"{", "not JSON"},
        {"nonsense", "not JSON"},
        {"[]", "found an array"},
        {"\"x\"", "found a string"},
        {"null", "found null"},
        {"{\"id\":\"a\"} {}", "not JSON"},
        {"{}", "\"id\": missing"},
        {"{\"id\":\"\"}", "\"id\": missing"},
        {"{\"id\":null}", "\"id\": missing"},
        {"{\"id\":5}", "\"id\": expected a string, found a number"},
        {"{\"id\":\"a\",\"id\":\"b\"}", "duplicate"},
        {"{\"id\":\"a\",\"title_zh\":[]}", "\"title_zh\": expected a string, found an array"},
        {"{\"id\":\"a\",\"title_ja\":true}", "\"title_ja\": expected a string, found a boolean"},
        {"{\"id\":\"无\",\"title_zh\":\"t\"}", "\"id\": missing"},
        {"{\"id\":\"&nbsp;\",\"title_zh\":\"t\"}", "\"id\": missing"},
        {"{\"id\":\"a\",\"title_zh\":\"\\ud800\"}", "not JSON"},
        {"{\"id\":\"a\\u0000b\"}", "\"id\": holds bytes"},
        {"{\"id\":\"a\xff\"}", "\"id\": holds bytes"},
        {"{\"id\":\"a\",\"title_zh\":\"x\xff\"}", "\"title_zh\": holds bytes"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(record_from_json(cases[i].json, strlen(cases[i].json), NULL, &error));
        if (!strstr(error->message, cases[i].message))
            fail_msg("%s: %s", cases[i].json, error->message);
    }
}

static void test_json_hostile(void **state)
{
    (void)state;
    g_autoptr(Record) nul = parse("{\"id\":\"a\",\"title_zh\":\"x\\u0000y\",\"e\":\"\\u0000\"}");
    assert_string_equal(record_text(nul, FIELD_TITLE_ZH), "x\xef\xbf\xbdy");
    g_autoptr(Record) sound = parse("{\"id\":\"a\",\"title_zh\":\"\xef\xbf\xbd\"}"); /* as the source has it */
    assert_string_equal(record_text(sound, FIELD_TITLE_ZH), "\xef\xbf\xbd");
    g_autoptr(Record) absent = parse("{\"id\":\"a\",\"ics\":null,\"published\":null,\"ccs\":[]}");
    g_autofree char *line = record_to_json_line(absent);
    assert_string_equal(line, "{\"id\":\"a\"}");

    GString *bomb = g_string_new("{\"id\":\"a\",\"x\":");
    for (int i = 0; i < 1000000; i++)
        g_string_append_c(bomb, '[');
    assert_null(record_from_json(bomb->str, bomb->len, NULL, NULL));
    g_string_assign(bomb, "{\"id\":\"a\",\"scope_zh\":\"");
    for (int i = 0; i < 10 * 1024 * 1024; i++)
        g_string_append_c(bomb, 'x');
    g_string_append(bomb, "\"}");
    g_autoptr(Record) big = parse(bomb->str);
    assert_int_equal(strlen(record_text(big, FIELD_SCOPE_ZH)), 10 * 1024 * 1024);
    g_string_free(bomb, TRUE);
}

/* Every damaged form of a packed record is an error or a record, never a crash. */
static void test_pack_damage(void **state)
{
    (void)state;
    g_autoptr(Record) record =
        parse("{\"id\":\"GB 1\",\"title_zh\":\"t\",\"title_ja\":\"j\",\"ics\":[\"1\"],\"progress\":"
              "[{\"text\":\"p\"}],\"relations\":[{\"type\":\"cites\",\"to\":\"GB 2\"}],"
              "\"sources\":[{\"file\":\"f\",\"line\":300},{\"file\":\"f\",\"sheet\":\"s\",\"page\":400,\"ocr\":93}],\"extra\":{\"a\":1}}");
    g_autoptr(Record) merged = parse("{\"id\":\"GB 1\"}");
    record_merge(merged, record);
    g_autoptr(GByteArray) packed = g_byte_array_new();
    record_pack(merged, packed);
    for (guint len = 0; len < packed->len; len++)
        record_free(record_unpack(packed->data, len, NULL));
    for (guint i = 0; i < packed->len; i++) {
        for (int value = 0; value < 256; value++) {
            guint8 kept = packed->data[i];
            packed->data[i] = (guint8)value;
            g_autoptr(Record) other = record_unpack(packed->data, packed->len, NULL);
            g_autofree char *line = other ? record_to_json_line(other) : NULL;
            assert_true(!line || g_utf8_validate(line, -1, NULL));
            size_t id_len = 0;
            record_packed_id(packed->data, packed->len, &id_len);
            packed->data[i] = kept;
        }
    }
    g_autoptr(Record) back = record_unpack(packed->data, packed->len, NULL);
    assert_non_null(back->dated);
    assert_memory_equal(back->dated, merged->dated, FIELD_COUNT * sizeof *back->dated);
}

/* What only damage can have made is no record: a part that stands twice, or is longer than what is there. */
static void test_damaged_pack(void **state)
{
    (void)state;
    g_autoptr(Record) record = parse("{\"id\":\"a\",\"extra\":1}");
    g_autoptr(GByteArray) packed = g_byte_array_new();
    record_pack(record, packed);
    g_autoptr(Record) back = record_unpack(packed->data, packed->len, NULL);
    assert_non_null(back);
    guint extra = packed->len - (guint)strlen("{\"extra\":1}") - 2; /* a tag, a length, the text */
    assert_int_equal(packed->data[extra], 0xff);
    for (guint len = extra + 1; len < packed->len; len++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Record) cut = record_unpack(packed->data, len, &error);
        assert_true(cut == NULL && g_error_matches(error, RECORD_ERROR, RECORD_ERROR_PACKED));
    }
    for (guint at = 1; at <= extra; at += extra - 1) { /* all fields again, then the extra again */
        g_autoptr(GByteArray) twice = g_byte_array_new();
        g_autoptr(GError) error = NULL;
        g_byte_array_append(twice, packed->data, packed->len);
        g_byte_array_append(twice, packed->data + at, packed->len - at);
        g_autoptr(Record) none = record_unpack(twice->data, twice->len, &error);
        assert_null(none);
        assert_true(g_error_matches(error, RECORD_ERROR, RECORD_ERROR_PACKED));
    }
    packed->data[extra + 1]++; /* one byte more than there is */
    g_autoptr(Record) longer = record_unpack(packed->data, packed->len, NULL);
    assert_null(longer);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        gboolean valid;
    } cases[] = {{"2024", TRUE},        {"2024-02", TRUE},     {"2024-02-29", TRUE},
                 {"2023-02-29", FALSE}, {"2024-13", FALSE},    {"2024-00", FALSE},
                 {"2024-01-00", FALSE}, {"2024-1-1", FALSE},   {"24", FALSE},
                 {"0999", FALSE},       {"2024/02/02", FALSE}, {"", FALSE}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        assert_int_equal(date_is_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
    g_autofree char *end = date_add_days("2024-02-04", 60);
    assert_string_equal(end, "2024-04-04");
    assert_null(date_add_days("2024-02", 60));
}

/* input JSON → canonical JSON after record_normalize() */
static void test_normalize(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
    } cases[] = {
        {"{\"id\":\"GBT22239-2019\",\"status\":\"valid\"}",
         "{\"id\":\"GB/T 22239-2019\",\"kind\":\"gb\",\"status\":\"现行\"}"},
        {"{\"id\":\"ISO/IEC 27001:2022\",\"kind\":\"iso\",\"stage\":\"60.60\"}",
         "{\"id\":\"ISO/IEC 27001:2022\",\"kind\":\"iso-iec\",\"stage\":\"60.60\","
         "\"status\":\"现行\"}"},
        {"{\"id\":\"LAW-1\",\"kind\":\"law\",\"title_zh\":\" 法 \"}",
         "{\"id\":\"LAW-1\",\"kind\":\"law\",\"title_zh\":\"法\"}"},
        {"{\"id\":\"IEC 60050:1990\",\"stage\":\"REVISED\"}",
         "{\"id\":\"IEC 60050:1990\",\"kind\":\"iec\",\"stage\":\"REVISED\","
         "\"status\":\"被代替\"}"},
        {"{\"id\":\"20231926-t-469\"}",
         "{\"id\":\"20231926-T-469\",\"kind\":\"plan\",\"plan\":\"20231926-T-469\"}"},
        {"{\"id\":\"GB 1-2000\",\"status\":\"待查\",\"stage\":\"95.99\",\"relations\":"
         "[{\"type\":\"replaces\",\"to\":\"GBT 2-1990\"}]}",
         "{\"id\":\"GB 1-2000\",\"kind\":\"gb\",\"stage\":\"95.99\",\"status\":\"待查\","
         "\"relations\":[{\"type\":\"replaces\",\"to\":\"GB/T 2-1990\"}]}"},
        {"{\"id\":\"GB/T 22080—2016/ISO/IEC 27001：2013\"}",
         "{\"id\":\"GB/T 22080-2016\",\"kind\":\"gb\",\"relations\":[{\"type\":\"adopts\","
         "\"degree\":\"IDT\",\"to\":\"ISO/IEC 27001:2013\"}]}"},
        {"{\"id\":\"GB 4943.1-2011 (IEC 60950-1:2005, MOD)\"}",
         "{\"id\":\"GB 4943.1-2011\",\"kind\":\"gb\",\"relations\":[{\"type\":\"adopts\","
         "\"degree\":\"MOD\",\"to\":\"IEC 60950-1:2005\"}]}"},
        {"{\"id\":\"GB 50016-2014(2018年版)\",\"scope_zh\":\"一\\n二\",\"scope_en\":\"N/A\","
         "\"ics\":[\"-\"],\"committee\":\"/"
         "\",\"relations\":[{\"type\":\"replaces\",\"to\":\"无\"}]}",
         "{\"id\":\"GB 50016-2014\",\"kind\":\"gb\",\"scope_zh\":\"一\\n二\"}"},
        /* a placeholder goes, wherever in a list it stands; what stands beside it stays */
        {"{\"id\":\"GB 1-2000\",\"title_fr\":\"N/A\",\"title_ru\":\"Термины\",\"ics\":[\"-\",\"01.040\","
         "\"-\"],\"relations\":[{\"type\":\"replaces\",\"to\":\"无\"},{\"type\":\"replaces\","
         "\"to\":\"GB 1-1990\"}]}",
         "{\"id\":\"GB 1-2000\",\"kind\":\"gb\",\"title_ru\":\"Термины\",\"ics\":[\"01.040\"],"
         "\"relations\":[{\"type\":\"replaces\",\"to\":\"GB 1-1990\"}]}"},
        {"{\"id\":\"draft 《某标准》\"}", "{\"id\":\"draft 《某标准》\",\"kind\":\"plan\"}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Record) record = parse(cases[i].from);
        record_normalize(record);
        g_autofree char *once = record_to_json_line(record);
        assert_string_equal(once, cases[i].to);
        record_normalize(record);
        g_autofree char *twice = record_to_json_line(record);
        assert_string_equal(twice, cases[i].to);
    }
    g_autofree char *a = record_title_key_of("信息安全技术 网络ＡＢ—安全");
    g_autofree char *b = record_title_key_of("《信息安全技术　网络ab-安全》");
    assert_string_equal(a, b);
    assert_null(record_title_key_of("《》"));
}

/* Merges records given as JSON, in order; NULL ends. What they differ in has a test of its own. */
static char *merge(const char *const *json)
{
    g_autoptr(Record) into = parse(json[0]);
    for (int i = 1; json[i]; i++) {
        g_autoptr(Record) from = parse(json[i]);
        g_autofree char *before = record_to_json_line(from);
        record_merge(into, from);
        g_autofree char *after = record_to_json_line(from);
        assert_string_equal(before, after);
    }
    g_clear_pointer(&into->values[FIELD_CONFLICTS].list, g_ptr_array_unref);
    return record_to_json_line(into);
}

static void test_merge(void **state)
{
    (void)state;
    static const struct {
        const char *from[5], *to;
    } cases[] = {
        /* neither dated: the later in order, field by field */
        {{"{\"id\":\"a\",\"title_zh\":\"1\",\"url\":\"u\"}", "{\"id\":\"a\",\"title_zh\":\"2\"}"},
         "{\"id\":\"a\",\"title_zh\":\"2\",\"url\":\"u\"}"},
        /* the later dated wins although it comes first */
        {{"{\"id\":\"a\",\"stage\":\"3\",\"progress\":[{\"date\":\"2024-03\"}]}",
          "{\"id\":\"a\",\"stage\":\"2\",\"progress\":[{\"date\":\"2024-02-05\"}]}"},
         "{\"id\":\"a\",\"stage\":\"3\",\"progress\":[{\"date\":\"2024-02-05\"},"
         "{\"date\":\"2024-03\"}]}"},
        /* each value keeps its own date: stage 1 of January loses to 2 of February although news
         * of March came between */
        {{"{\"id\":\"a\",\"stage\":\"1\",\"progress\":[{\"date\":\"2024-01\"}]}",
          "{\"id\":\"a\",\"title_zh\":\"t\",\"progress\":[{\"date\":\"2024-03\"}]}",
          "{\"id\":\"a\",\"stage\":\"2\",\"progress\":[{\"date\":\"2024-02\"}]}"},
         "{\"id\":\"a\",\"title_zh\":\"t\",\"stage\":\"2\",\"progress\":[{\"date\":\"2024-01\"},"
         "{\"date\":\"2024-02\"},{\"date\":\"2024-03\"}]}"},
        /* a later step that is a later stage is the stage; not what is earlier, begins anew or is none */
        {{"{\"id\":\"a\",\"stage\":\"征求意见\",\"progress\":[{\"date\":\"2024-02-05\",\"event\":\"征求意见\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"审查\"},{\"date\":\"2024-01\",\"event\":\"发布\"},{\"date\":\"2024-04\",\"event\":\"宣贯\"}]}"},
         "{\"id\":\"a\",\"stage\":\"审查\",\"progress\":[{\"date\":\"2024-01\",\"event\":\"发布\"},{\"date\":\"2024-02-05\",\"event\":\"征求意见\"},{\"date\":\"2024-03\",\"event\":\"审查\"},{\"date\":\"2024-04\",\"event\":\"宣贯\"}]}"},
        {{"{\"id\":\"a\",\"stage\":\"发布\"}", "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"立项\"}]}"},
         "{\"id\":\"a\",\"stage\":\"发布\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"立项\"}]}"},
        {{"{\"id\":\"a\",\"stage\":\"60.60\"}", "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"立项\"}]}"},
         "{\"id\":\"a\",\"stage\":\"60.60\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"立项\"}]}"},
        {{"{\"id\":\"a\",\"stage\":\"审查\",\"progress\":[{\"date\":\"2024-03-05\"}]}", "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"报批\"}]}"},
         "{\"id\":\"a\",\"stage\":\"审查\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"报批\"},{\"date\":\"2024-03-05\"}]}"},
        /* so is that a standard was published, of a standard that its draft or plan came to be, and later */
        {{"{\"id\":\"GB/T 1-2024\",\"stage\":\"征求意见\",\"progress\":[{\"date\":\"2024-02-05\"}]}",
          "{\"id\":\"GB/T 1-2024\",\"published\":\"2024-03-01\"}"},
         "{\"id\":\"GB/T 1-2024\",\"stage\":\"发布\",\"progress\":[{\"date\":\"2024-02-05\"}],\"published\":\"2024-03-01\"}"},
        {{"{\"id\":\"GB/T 1-2024\",\"stage\":\"立项\",\"progress\":[{\"date\":\"2024-03-05\"}]}",
          "{\"id\":\"GB/T 1-2024\",\"published\":\"2024-03\"}"},
         "{\"id\":\"GB/T 1-2024\",\"stage\":\"立项\",\"progress\":[{\"date\":\"2024-03-05\"}],\"published\":\"2024-03\"}"},
        {{"{\"id\":\"20230001-T-469\",\"plan\":\"20230001-T-469\",\"stage\":\"审查\"}",
          "{\"id\":\"20230001-T-469\",\"published\":\"2024-03-01\"}"},
         "{\"id\":\"20230001-T-469\",\"stage\":\"审查\",\"plan\":\"20230001-T-469\",\"published\":\"2024-03-01\"}"},
        {{"{\"id\":\"draft 《甲》\",\"stage\":\"审查\"}",
          "{\"id\":\"draft 《甲》\",\"published\":\"2024-03-01\"}"},
         "{\"id\":\"draft 《甲》\",\"stage\":\"审查\",\"published\":\"2024-03-01\"}"},
        {{"{\"id\":\"GB/T 1-2024\",\"stage\":\"95.99\"}",
          "{\"id\":\"GB/T 1-2024\",\"published\":\"2024-03-01\"}"},
         "{\"id\":\"GB/T 1-2024\",\"stage\":\"95.99\",\"published\":\"2024-03-01\"}"},
        /* another sheet or page is another source */
        {{"{\"id\":\"a\",\"sources\":[{\"file\":\"f\",\"line\":1},{\"file\":\"f\",\"sheet\":\"s\",\"line\":1}]}",
          "{\"id\":\"a\",\"sources\":[{\"file\":\"f\",\"sheet\":\"s\",\"line\":1},{\"file\":\"f\",\"sheet\":\"t\",\"line\":1},"
          "{\"file\":\"f\",\"page\":1,\"line\":1}]}"},
         "{\"id\":\"a\",\"sources\":[{\"file\":\"f\",\"line\":1},{\"file\":\"f\",\"sheet\":\"s\",\"line\":1},"
         "{\"file\":\"f\",\"sheet\":\"t\",\"line\":1},{\"file\":\"f\",\"page\":1,\"line\":1}]}"},
        /* a source's name dates it */
        {{"{\"id\":\"a\",\"stage\":\"2\",\"sources\":[{\"file\":\"x/2024-02.txt\",\"line\":1}]}",
          "{\"id\":\"a\",\"stage\":\"1\",\"sources\":[{\"file\":\"2023年12月.txt\",\"line\":1}]}"},
         "{\"id\":\"a\",\"stage\":\"2\",\"sources\":[{\"file\":\"x/2024-02.txt\",\"line\":1},"
         "{\"file\":\"2023年12月.txt\",\"line\":1}]}"},
        /* a more precise date beats its prefix from either side; another date is later's */
        {{"{\"id\":\"a\",\"published\":\"2024-02-04\",\"effective\":\"2024\"}",
          "{\"id\":\"a\",\"published\":\"2024\",\"effective\":\"2024-07\"}"},
         "{\"id\":\"a\",\"published\":\"2024-02-04\",\"effective\":\"2024-07\"}"},
        {{"{\"id\":\"a\",\"published\":\"2024-02-04\"}", "{\"id\":\"a\",\"published\":\"2025\"}"},
         "{\"id\":\"a\",\"published\":\"2025\"}"},
        /* lists: relations, progress, sources accumulate; ics is one value */
        {{"{\"id\":\"a\",\"ics\":[\"1\"],\"relations\":[{\"type\":\"cites\",\"to\":\"b\"}],"
          "\"x\":1,\"y\":1}",
          "{\"id\":\"a\",\"ics\":[\"2\"],\"relations\":[{\"type\":\"cites\",\"to\":\"b\"},"
          "{\"type\":\"cites\",\"to\":\"c\"}],\"x\":2,\"z\":3}"},
         "{\"id\":\"a\",\"ics\":[\"2\"],\"relations\":[{\"type\":\"cites\",\"to\":\"b\"},"
         "{\"type\":\"cites\",\"to\":\"c\"}],\"x\":2,\"y\":1,\"z\":3}"},
        /* a source read twice says nothing twice; what of it differs in anything is another step */
        {{"{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"t\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"i\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"乙\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-05-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"t\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"i\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"乙\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-05-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"}]}"},
         "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"t\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"i\"},{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"乙\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"},{\"date\":\"2024-02-04\",\"until\":\"2024-05-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"f\",\"section\":\"s\",\"heading\":\"h\"}]}"},
        /* the same step told again: its day, the words and sources of both */
        {{"{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02\",\"event\":\"审查\",\"text\":\"通过审查。\",\"source\":\"2024-02.txt\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"2月4日，甲通过审查。\",\"source\":\"2024-03.txt\",\"heading\":\"h\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"审查会召开。\",\"source\":\"2024-04.txt\"}]}"},
         "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"2月4日，甲通过审查。审查会召开。\",\"source\":\"2024-02.txt; 2024-03.txt; 2024-04.txt\",\"heading\":\"h\"}]}"},
        /* the same words month after month: since the first; but what recurs, recurs */
        {{"{\"id\":\"a\",\"progress\":[{\"date\":\"2024-03\",\"event\":\"起草\",\"text\":\"已形成草案。\",\"source\":\"2024-03.txt\"},{\"date\":\"2024-03\",\"event\":\"复审\",\"text\":\"继续有效。\",\"source\":\"2024-03.txt\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02\",\"event\":\"起草\",\"text\":\"已形成草案。\",\"source\":\"2024-02.txt\"},{\"date\":\"2024-02\",\"event\":\"复审\",\"text\":\"继续有效。\",\"source\":\"2024-02.txt\"}]}"},
         "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02\",\"event\":\"起草\",\"text\":\"已形成草案。\",\"source\":\"2024-03.txt; 2024-02.txt\"},{\"date\":\"2024-02\",\"event\":\"复审\",\"text\":\"继续有效。\",\"source\":\"2024-02.txt\"},{\"date\":\"2024-03\",\"event\":\"复审\",\"text\":\"继续有效。\",\"source\":\"2024-03.txt\"}]}"},
        /* another day, another event, another end, the same source, no event: another step */
        {{"{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"甲\",\"source\":\"2024-02.txt\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-05\",\"event\":\"审查\",\"text\":\"甲\",\"source\":\"2024-03.txt\"},{\"date\":\"2024-02-04\",\"event\":\"报批\",\"text\":\"甲\",\"source\":\"2024-03.txt\"},{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"乙\",\"source\":\"2024-02.txt\"},{\"date\":\"2024-02-04\",\"text\":\"甲\",\"source\":\"2024-03.txt\"}]}"},
         "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"甲\",\"source\":\"2024-02.txt\"},{\"date\":\"2024-02-04\",\"event\":\"报批\",\"text\":\"甲\",\"source\":\"2024-03.txt\"},{\"date\":\"2024-02-04\",\"event\":\"审查\",\"text\":\"乙\",\"source\":\"2024-02.txt\"},{\"date\":\"2024-02-04\",\"text\":\"甲\",\"source\":\"2024-03.txt\"},{\"date\":\"2024-02-05\",\"event\":\"审查\",\"text\":\"甲\",\"source\":\"2024-03.txt\"}]}"},
        {{"{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"2024-02.txt\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-05-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"2024-03.txt\"}]}",
          "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"2024-04.txt\"}]}"},
         "{\"id\":\"a\",\"progress\":[{\"date\":\"2024-02-04\",\"until\":\"2024-04-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"2024-02.txt; 2024-04.txt\"},{\"date\":\"2024-02-04\",\"until\":\"2024-05-04\",\"event\":\"征求意见\",\"text\":\"甲\",\"source\":\"2024-03.txt\"}]}"},
        {{"{\"id\":\"a\",\"title_ja\":\"j\",\"title_fr\":\"f\"}",
          "{\"id\":\"a\",\"title_fr\":\"F\",\"title_de\":\"d\"}"},
         "{\"id\":\"a\",\"title_ja\":\"j\",\"title_fr\":\"F\",\"title_de\":\"d\"}"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *merged = merge(cases[i].from);
        assert_string_equal(merged, cases[i].to);
    }
}

/* (a + b) + c = a + (b + c) for values and lists, whatever the dates. */
static void test_merge_is_associative(void **state)
{
    (void)state;
    static const char *const dates[] = {"2024-01", "2024-02", "2024-02-03", "2024-03", NULL};
    for (int i = 0; i < 125; i++) {
        Record *r[3];
        for (int k = 0, n = i; k < 3; k++, n /= 5) {
            const char *date = dates[n % 5];
            g_autofree char *progress =
                date ? g_strdup_printf(",\"progress\":[{\"date\":\"%s\"}]", date) : g_strdup("");
            g_autofree char *json = g_strdup_printf(
                "{\"id\":\"a\",\"stage\":\"%d\",\"ics\":[\"%d\"]%s%s,\"committee\":\"TC %d\",\"published\":\"202%d\","
                "\"sources\":[{\"file\":\"f%d\",\"line\":1}],\"relations\":[{\"type\":\"cites\",\"to\":\"%d\"}]}",
                k, k, k == 1 ? "" : ",\"title_zh\":\"t\"", progress, n % 2, n % 3, k, n % 2);
            r[k] = parse(json);
        }
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        record_pack(r[0], bytes);
        g_autoptr(Record) left = record_unpack(bytes->data, bytes->len, NULL);
        record_merge(left, r[1]);
        record_merge(left, r[2]);
        record_merge(r[1], r[2]);
        record_merge(r[0], r[1]);
        g_autofree char *one = record_to_json_line(left);
        g_autofree char *other = record_to_json_line(r[0]);
        assert_string_equal(one, other);
        for (int k = 0; k < 3; k++)
            record_free(r[k]);
    }
}

/* What sources differ in is kept, with who said it, the last or else the first of several; what counts is among it.
 * Titles differ by more than spaces and marks, dates where none is the other's beginning; scopes and stages not at all. */
static void test_conflicts(void **state)
{
    (void)state;
    static const char *const from[] = {
        "{\"id\":\"a\",\"title_zh\":\"甲 要求\",\"committee\":\"SAC/TC 260\",\"published\":\"2024-02\",\"stage\":\"起草\",\"scope_zh\":\"一\",\"progress\":[{\"date\":\"2024-01\"}],\"sources\":[{\"file\":\"1.txt\",\"line\":1}]}",
        "{\"id\":\"a\",\"title_zh\":\"甲要求\",\"committee\":\"SAC/TC 28\",\"published\":\"2024-02-03\",\"stage\":\"审查\",\"scope_zh\":\"二\",\"progress\":[{\"date\":\"2024-03\"}],\"sources\":[{\"file\":\"3.txt\",\"page\":2}]}",
        "{\"id\":\"a\",\"title_zh\":\"乙要求\",\"committee\":\"SAC/TC28\",\"progress\":[{\"date\":\"2024-02\"}],\"sources\":[{\"file\":\"2.txt\",\"line\":9}]}"};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autoptr(Record) record = parse(from[orders[i][0]]);
        for (int k = 1; k < 3; k++) {
            g_autoptr(Record) other = parse(from[orders[i][k]]);
            record_merge(record, other);
        }
        json_auto_t *object = record_to_json(record);
        char *conflicts = json_dumps(json_object_get(object, "conflicts"), JSON_COMPACT);
        assert_string_equal(conflicts, "[{\"member\":\"committee\",\"value\":\"SAC/TC 260\",\"date\":\"2024-01\",\"source\":\"1.txt:1\"},"
                                       "{\"member\":\"committee\",\"value\":\"SAC/TC 28\",\"date\":\"2024-03\",\"source\":\"3.txt:p. 2\"},"
                                       "{\"member\":\"title_zh\",\"value\":\"乙要求\",\"date\":\"2024-02\",\"source\":\"2.txt:9\"},"
                                       "{\"member\":\"title_zh\",\"value\":\"甲 要求\",\"date\":\"2024-03\",\"source\":\"3.txt:p. 2\"}]");
        free(conflicts);
        assert_string_equal(record_text(record, FIELD_TITLE_ZH), "甲要求");
    }
}

static void test_field_names(void **state)
{
    (void)state;
    assert_ptr_equal(field_by_name("标题"), &fields[FIELD_TITLE_ZH]);
    assert_ptr_equal(field_by_name("Number"), &fields[FIELD_ID]);
    assert_ptr_equal(field_by_name("year"), &fields[FIELD_PUBLISHED]);
    assert_null(field_by_name("nothing"));
    assert_int_equal(field_group("title"),
                     1u << FIELD_TITLE_ZH | 1u << FIELD_TITLE_EN | 1u << FIELD_TITLE_OTHER);
    assert_int_equal(field_group("title_en"), 1u << FIELD_TITLE_EN);
    assert_int_equal(field_group("nothing"), 0);
    g_autofree char *facets = field_facets();
    assert_true(g_str_has_prefix(facets, "kind, "));
    assert_non_null(strstr(facets, ", year"));
    assert_null(strstr(facets, "published"));
    assert_null(strstr(facets, "title"));
}

/* What the flags of a field ask for, its type can give; and each date is among the dates. */
static void test_field_table(void **state)
{
    (void)state;
    for (int i = 0; i < FIELD_COUNT; i++) {
        FieldType type = fields[i].type;
        gboolean is_text = type == FIELD_TYPE_STRING || type == FIELD_TYPE_LANG_TEXTS;
        gboolean has_values = type == FIELD_TYPE_STRING || type == FIELD_TYPE_STRINGS || i == FIELD_PUBLISHED;
        assert_int_equal(fields[i].weight > 0, (fields[i].flags & FIELD_SEARCHED) != 0);
        assert_true(is_text || !(fields[i].flags & FIELD_SEARCHED));
        assert_true(has_values || !(fields[i].flags & FIELD_FACET));
        assert_int_equal(type == FIELD_TYPE_DATE, i >= FIELD_PUBLISHED && i < FIELD_DATES_END);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_round_trip), cmocka_unit_test(test_json_errors),
        cmocka_unit_test(test_json_hostile),    cmocka_unit_test(test_pack_damage),
        cmocka_unit_test(test_dates), cmocka_unit_test(test_damaged_pack),           cmocka_unit_test(test_normalize),
        cmocka_unit_test(test_merge),           cmocka_unit_test(test_merge_is_associative),
        cmocka_unit_test(test_conflicts),
        cmocka_unit_test(test_field_names), cmocka_unit_test(test_field_table),
    };
    return cmocka_run_group_tests_name("corpus-record", tests, NULL, NULL);
}
