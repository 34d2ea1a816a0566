/* Bulletins: each tests/cases/bulletin/NAME.txt gives the records of NAME.expected.jsonl and the
 * rejects of NAME.rejects (line: reason); and the real bulletin, where it is at hand, gives what a
 * person reads in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/reader-cases.h"

static Result read_file(const char *file)
{
    Result result = result_new();
    ReaderSink sink = result_sink(&result);
    g_autoptr(GError) error = NULL;
    if (!reader_read(file, &sink, &error))
        fail_msg("%s", error->message);
    return result;
}

static void check_case(const char *name)
{
    g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".txt"));
    Result result = read_file(name);
    check_result(&result, name, stem, ".expected.jsonl");
    result_free(&result);
}

static gboolean is_case(const char *name)
{
    return g_str_has_suffix(name, ".txt");
}

static void test_cases(void **state)
{
    (void)state;
    check_folder("bulletin", is_case, check_case, 12);
}

/* The real bulletin */

typedef struct {
    const char *id, *title_zh, *title_en, *scope, *stage, *progress, *event, *date, *until;
} Expected;

static const Expected real[] = {
    {"20240400-T-469", "信息安全技术 网络安全运维实施指南", NULL,
     "该标准提出了网络安全运维参考框架、网络安全运维提供方和运维人员条件、网络安全运维效果评估模型，给出了"
     "运维管理、识别、防御、监测、响应和协同等网络安全运维主要工作环节的实施内容；适用于网络安全运维提供方"
     "、网络安全运维需求方。",
     "征求意见", "已形成征求意见稿，并通过专家审查会评审。", "审查", "2024-02-02", NULL},
    {"20230241-T-469", "信息安全技术 互联网恶意软件定义与描述格式", NULL,
     "该标准描述了互联网恶意软件的定义和分类，规定了其命名格式和关于捕获来源、行为、危害等属性的描述格式；"
     "适用于移动互联网设备、计算机网络设备上恶意软件的分类、命名以及共享等工作。",
     "征求意见", "已形成征求意见稿。", "起草", "2024-02", NULL},
    {"20231920-T-469", "信息安全技术 信息系统灾难恢复规范", NULL,
     "该标准给出了信息系统灾难恢复工作原则，提出了信息系统灾难恢复生命周期，规定了信息系统灾难恢复应遵循的"
     "基本要求、灾难恢复能力等级划分和测试评价方法；适用于灾难恢复的需求方、服务提供方和评估方等各类组织开"
     "展信息系统灾难恢复的规划、实施、安全建设和运行管理等工作。",
     "征求意见", "已形成征求意见稿，并通过专家审查会评审。", "审查", "2024-02-02", NULL},
    {"20231926-T-469", "信息安全技术 云计算服务安全能力评估方法", NULL,
     "该标准给出了依据《信息安全技术 云计算服务安全能力要求》开展评估的原则、实施过程以及针对各项具体安全要"
     "求进行评估的方法；适用于第三方评估机构对云服务商提供云计算服务时具备的安全能力进行评估。",
     "征求意见", "已形成征求意见稿，并于 2024 年 2 月 4日至 2024 年 4 月 4日公开征求意见。", "征求意见",
     "2024-02-04", "2024-04-04"},
    {"ISO/IEC DTR 5891", "信息安全 网络安全和隐私保护 用于硬件安全评估的硬件监控技术",
     "Information security cybersecurity and privacy protection—Hardware monitoring technology for "
     "hardware security assessment",
     "该项目由中国提出并担任编辑。ISO/IEC 5891总结了硬件监控技术的现状及运行时硬件安全评估中的方法，对 CPU"
     "硬件安全评估框架提供了指导。",
     "DIS", NULL, "投票", "2024-02", NULL},
};

static void check_text(const Record *record, FieldId field, const char *expected)
{
    const char *text = record_text(record, field);
    if (g_strcmp0(text, expected) != 0)
        fail_msg("%s, %s: \"%s\", expected \"%s\"", record_text(record, FIELD_ID),
                 fields[field].name, text, expected);
}

static const Progress *progress_at(const Record *record, guint i)
{
    const GPtrArray *list = record->values[FIELD_PROGRESS].list;
    assert_non_null(list);
    assert_true(list->len > i);
    return list->pdata[i];
}

static void check_real_record(const Record *record, const Expected *expected)
{
    check_text(record, FIELD_ID, expected->id);
    check_text(record, FIELD_TITLE_ZH, expected->title_zh);
    check_text(record, FIELD_TITLE_EN, expected->title_en);
    check_text(record, FIELD_SCOPE_ZH, expected->scope);
    check_text(record, FIELD_STAGE, expected->stage);
    const Progress *first = progress_at(record, 0);
    if (expected->progress)
        assert_true(g_str_has_prefix(first->text, expected->progress));
    assert_string_equal(first->event, expected->event);
    assert_string_equal(first->date, expected->date);
    assert_int_equal(g_strcmp0(first->until, expected->until), 0);
}

static void check_news(const Record *record, const char *id, const char *title, const char *date,
                       const char *section, const char *words)
{
    check_text(record, FIELD_ID, id);
    check_text(record, FIELD_KIND, "news");
    check_text(record, FIELD_TITLE_ZH, title);
    check_text(record, FIELD_PUBLISHED, date);
    assert_string_equal(json_string_value(json_object_get(record->extra, "section")), section);
    assert_non_null(strstr(record_text(record, FIELD_SCOPE_ZH), words));
}

static char *find_real(void)
{
    static const char *const places[] = {"../shared", "../../shared", "../../../shared"};
    const char *tests = getenv("TESTS_DIR");
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        char *file = g_build_filename(tests ? tests : "tests", "..", places[i], "bulletins",
                                      "2024-02.txt", NULL);
        if (g_file_test(file, G_FILE_TEST_EXISTS))
            return file;
        g_free(file);
    }
    return NULL;
}

static void test_real(void **state)
{
    (void)state;
    g_autofree char *file = find_real();
    if (!file) {
        print_message("# skipped: ../shared/bulletins/2024-02.txt is not here\n");
        skip();
    }
    Result result = read_file(file);
    assert_string_equal(result.rejects->str, "");
    assert_int_equal(result.records->len, 8);
    for (guint i = 0; i < G_N_ELEMENTS(real); i++)
        check_real_record(result.records->pdata[i], &real[i]);
    for (guint i = 0; i < 3; i++) { /* the expert review of 2 February: told by table and news */
        const Record *record = result.records->pdata[i];
        guint steps = record->values[FIELD_PROGRESS].list->len;
        assert_int_equal(steps, i == 1 ? 2 : 1);
        const Progress *review = progress_at(record, steps - 1);
        assert_string_equal(review->date, "2024-02-02");
        assert_string_equal(review->event, "审查");
        assert_string_equal(review->section, "国家标准研制");
        assert_string_equal(review->heading, "3 项国家标准征求意见稿专家审查");
        assert_true(g_str_has_suffix(review->text, "其中，2项标准通过审查。详见附件 1。"));
    }
    const Record *cloud = result.records->pdata[3];
    assert_int_equal(cloud->values[FIELD_PROGRESS].list->len, 1);
    const Progress *comments = progress_at(cloud, 0);
    assert_string_equal(comments->date, "2024-02-04");
    assert_string_equal(comments->until, "2024-04-04"); /* 60 days */
    assert_string_equal(comments->event, "征求意见");
    assert_string_equal(comments->heading, "1 项国家标准公开征求意见");
    assert_true(g_str_has_suffix(comments->text, "征求意见期限为60天。详见附件 1。"));
    check_news(result.records->pdata[5], "news 2024-02 1.1", "17 项网络安全国家标准立项",
               "2024-02-19", "国家标准研制", "其中标准制定项目 13项、标准修订项目 4项。");
    check_news(result.records->pdata[6], "news 2024-02 3.1",
               "17 项网络安全国家标准立项项目研制工作部署会在京召开", "2024-02-28",
               "重要会议和活动", "提出了建设性的意见和建议");
    check_news(result.records->pdata[7], "news 2024-02 4.1",
               "关于公布 2023 年网络安全国家标准优秀实践案例获奖名单的通知", "2024-02", "其他",
               "发挥标准在国家网络安全工作中的基础性、规范性、引领性作用");
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_real),
    };
    return cmocka_run_group_tests_name("corpus-bulletin", tests, NULL, NULL);
}
