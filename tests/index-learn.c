/* The lexicon that is learned from pairs of titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "indexer/write/learn.h"

static const char *const pairs[][2] = {
    {"信息安全 风险评估", "Information security - Risk assessment"},
    {"信息安全 访问控制", "Information security - Access control"},
    {"信息安全 审计", "Information security - Audit"},
    {"工业 风险评估 方法", "Industrial risk assessment methods"},
    {"环境 风险评估", "Environmental risk assessment"},
    {"访问控制 系统", "Access control systems"},
    {"门禁 访问控制", "Access control of doors"},
};

static char *learn(gsize n)
{
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, NULL);
    g_autoptr(Learner) learner = learner_new(tokenizer);
    for (gsize i = 0; i < n; i++)
        learner_add(learner, pairs[i][0], strlen(pairs[i][0]), pairs[i][1], strlen(pairs[i][1]));
    return learner_result(learner);
}

/* Each of the three occurs in three titles, always with the same English pair of words. */
static void test_recurring_terms(void **state)
{
    (void)state;
    g_autofree char *learned = learn(G_N_ELEMENTS(pairs));
    assert_non_null(strstr(learned, "信息安全\tinformation security\n"));
    assert_non_null(strstr(learned, "风险评估\trisk assessment\n"));
    assert_non_null(strstr(learned, "访问控制\taccess control\n"));
}

/* An acronym is learned as it is written, wherever in a title it stands. */
static void test_acronyms(void **state)
{
    (void)state;
    static const char *const titles[][2] = {{"访问控制 要求", "Requirements for RBAC"},
                                            {"访问控制 指南", "Guidance on RBAC"},
                                            {"访问控制 审核", "Auditing of RBAC"}};
    g_autoptr(Lexicon) lexicon = lexicon_new_builtin();
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(lexicon, NULL);
    g_autoptr(Learner) learner = learner_new(tokenizer);
    for (gsize i = 0; i < G_N_ELEMENTS(titles); i++)
        learner_add(learner, titles[i][0], strlen(titles[i][0]), titles[i][1], strlen(titles[i][1]));
    g_autofree char *learned = learner_result(learner);
    if (!strstr(learned, "访问控制\tRBAC\n"))
        fail_msg("learned: %s", learned);
}

/* What was seen once or twice is chance. */
static void test_rare_terms_are_left_out(void **state)
{
    (void)state;
    g_autofree char *learned = learn(G_N_ELEMENTS(pairs));
    assert_null(strstr(learned, "审计"));
    assert_null(strstr(learned, "环境"));
}

static void test_too_little(void **state)
{
    (void)state;
    g_autofree char *nothing = learn(0), *two = learn(2);
    assert_string_equal(nothing, "");
    assert_string_equal(two, "");
}

static void test_deterministic(void **state)
{
    (void)state;
    g_autofree char *a = learn(G_N_ELEMENTS(pairs)), *b = learn(G_N_ELEMENTS(pairs));
    assert_string_equal(a, b);
}

/* Titles without a word, and with too many. */
static void test_odd_titles(void **state)
{
    (void)state;
    g_autoptr(Tokenizer) tokenizer = tokenizer_new(NULL, NULL);
    g_autoptr(Learner) learner = learner_new(tokenizer);
    g_autoptr(GString) zh = g_string_new(NULL), en = g_string_new(NULL);
    for (int i = 0; i < 500; i++) {
        g_string_append(zh, "信息 安全 ");
        g_string_append_printf(en, "word%c%c ", 'a' + i % 26, 'a' + i / 26);
    }
    for (int i = 0; i < 4; i++) {
        learner_add(learner, "", 0, "", 0);
        learner_add(learner, zh->str, zh->len, en->str, en->len);
    }
    g_autofree char *learned = learner_result(learner);
    assert_true(g_utf8_validate(learned, -1, NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recurring_terms),
        cmocka_unit_test(test_acronyms),
        cmocka_unit_test(test_rare_terms_are_left_out),
        cmocka_unit_test(test_too_little),
        cmocka_unit_test(test_deterministic),
        cmocka_unit_test(test_odd_titles),
    };
    return cmocka_run_group_tests_name("learn", tests, NULL, NULL);
}
