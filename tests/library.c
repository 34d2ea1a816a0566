/* libbiaosou: searching, documents, reports, texts, and what it says of errors. */
#include <pthread.h>
#include <unistd.h>

#include "tests/library-folder.h"

typedef struct {
    char text[8192];
    size_t len;
} Text;

static int keep(const char *bytes, size_t len, void *data)
{
    Text *text = data;
    assert_true(text->len + len < sizeof text->text);
    memcpy(text->text + text->len, bytes, len);
    text->len += len;
    text->text[text->len] = '\0';
    return 0;
}

static int want_no_more(const char *bytes, size_t len, void *data)
{
    (void)bytes;
    (void)len;
    ++*(int *)data;
    return 1;
}

static void answers(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    Text text = {"", 0};
    options.facets = "kind,year";
    assert_int_equal(biaosou_search(open.searcher, "密码 模块", &options, &answer), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_total(answer), 1);
    assert_int_equal(biaosou_answer_relaxed(answer), 0);
    assert_true(biaosou_answer_is_found(answer));
    assert_int_equal(biaosou_answer_count(answer), 1);
    assert_string_equal(biaosou_answer_id(answer, 0), "GB/T 1-2020");
    assert_false(biaosou_answer_is_relaxed(answer, 0));
    assert_true(biaosou_answer_score(answer, 0) > 0);
    assert_null(biaosou_answer_id(answer, 1));
    assert_int_equal(biaosou_answer_write(answer, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"facets\""));
    assert_non_null(strstr(text.text, "\"highlights\""));
    text.len = 0;
    assert_int_equal(biaosou_answer_write(answer, "ids", NULL, keep, &text), BIAOSOU_OK);
    assert_string_equal(text.text, "GB/T 1-2020\n");
    int calls = 0;
    assert_int_equal(biaosou_answer_write(answer, "ids", NULL, want_no_more, &calls), BIAOSOU_STOPPED);
    assert_int_equal(calls, 1);
    assert_int_equal(biaosou_answer_write(answer, "xml", NULL, keep, &text), BIAOSOU_USAGE);
    biaosou_answer_free(answer);
    assert_int_equal(biaosou_search(open.searcher, "模块 算法", NULL, &answer), BIAOSOU_OK);
    assert_false(biaosou_answer_is_found(answer));
    assert_int_equal(biaosou_answer_total(answer), 0);
    assert_int_equal(biaosou_answer_relaxed(answer), 2);
    assert_true(biaosou_answer_is_relaxed(answer, 0));
    biaosou_answer_free(answer);
    options.relaxed_alone = 1;
    options.sort = "number";
    assert_int_equal(biaosou_search(open.searcher, "密码", &options, &answer), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_count(answer), 2);
    biaosou_answer_free(answer);
    options = (biaosou_search_options)BIAOSOU_SEARCH_OPTIONS_INIT;
    options.plain = 1;
    assert_int_equal(biaosou_search(open.searcher, "(密码 -模块", &options, &answer), BIAOSOU_OK);
    assert_string_equal(biaosou_answer_id(answer, 0), "GB/T 1-2020");
    biaosou_answer_free(answer);
    close_index(open);
}

static void colours(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    Text plain = {"", 0}, coloured = {"", 0};
    assert_int_equal(biaosou_search(open.searcher, "密码", NULL, &answer), BIAOSOU_OK);
    biaosou_answer_write(answer, "text", NULL, keep, &plain);
    how.colour = 1;
    biaosou_answer_write(answer, "text", &how, keep, &coloured);
    assert_null(strchr(plain.text, '\033'));
    assert_non_null(strstr(coloured.text, "\033[1;31m密码\033[0m"));
    /* Who was compiled when the struct ended before `accessed` has no such member. */
    Text dated = {"", 0}, older = {"", 0};
    how.accessed = "2024-05-01";
    biaosou_answer_write(answer, "bibtex", &how, keep, &dated);
    how.accessed = "2024-5-1"; /* would stand in the citation as it is */
    assert_int_equal(biaosou_answer_write(answer, "bibtex", &how, keep, &older), BIAOSOU_USAGE);
    how.version = 1;
    how.accessed = (const char *)1;
    biaosou_answer_write(answer, "bibtex", &how, keep, &older);
    assert_non_null(strstr(dated.text, "urldate = {2024-05-01}"));
    assert_null(strstr(older.text, "urldate"));
    biaosou_answer_free(answer);
    close_index(open);
    assert_int_equal(biaosou_format("json"), 2);
    assert_int_equal(biaosou_format("bibtex"), 1);
    assert_int_equal(biaosou_format("xml"), 0);
}

static void news(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_news_options options = BIAOSOU_NEWS_OPTIONS_INIT;
    biaosou_news *found;
    Text text = {"", 0};
    options.since = "2020";
    options.on = "2020-12-31";
    options.query = "密码算法";
    assert_int_equal(biaosou_news_find(open.searcher, &options, &found), BIAOSOU_OK);
    assert_int_equal(biaosou_news_count(found), 0);
    biaosou_news_free(found);
    options.query = NULL;
    assert_int_equal(biaosou_news_find(open.searcher, &options, &found), BIAOSOU_OK);
    assert_int_equal(biaosou_news_count(found), 1); /* GB/T 1-2020 is published */
    assert_int_equal(biaosou_news_write(found, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"date\": \"2020-05-01\""));
    assert_int_equal(biaosou_news_write(found, "xml", NULL, keep, &text), BIAOSOU_USAGE);
    assert_int_equal(biaosou_news_write(found, "text", NULL, want_no_more, &(int){0}), BIAOSOU_STOPPED);
    biaosou_news_free(found);
    options.generation = 99;
    assert_int_equal(biaosou_news_find(open.searcher, &options, &found), BIAOSOU_USAGE);
    assert_null(found);
    options.generation = 0;
    options.on = "soon";
    assert_int_equal(biaosou_news_find(open.searcher, &options, &found), BIAOSOU_USAGE);
    assert_int_equal(biaosou_news_find(open.searcher, NULL, &found), BIAOSOU_OK);
    biaosou_news_free(found);
    biaosou_news_free(NULL);
    close_index(open);
}

static void notes(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    assert_int_equal(biaosou_search(open.searcher, "\xc3\xdc\xc2\xeb", NULL, &answer), BIAOSOU_OK); /* 密码 */
    assert_int_equal(biaosou_answer_total(answer), 2);
    assert_non_null(strstr(biaosou_answer_note(answer, 0), "GB18030"));
    assert_null(biaosou_answer_note(answer, 1));
    assert_true(biaosou_answer_says(answer, 0, "json"));
    assert_false(biaosou_answer_says(answer, 0, "text"));
    assert_false(biaosou_answer_says(answer, 1, "json"));
    biaosou_answer_free(answer);
    close_index(open);
}

static void *speak_chinese(void *answer)
{
    assert_int_equal(biaosou_set_language("zh"), BIAOSOU_OK);
    return (void *)biaosou_answer_note(answer, 0);
}

/* The language is a thread's, and that of what is written is told besides; a note is to be had in both. */
static void languages(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    biaosou_answer *answer;
    assert_int_equal(biaosou_search(open.searcher, "\xc3\xdc\xc2\xeb", NULL, &answer), BIAOSOU_OK); /* 密码 */
    assert_string_equal(biaosou_answer_note(answer, 0), "this is not UTF-8: it was read as GB18030");
    pthread_t other;
    void *told;
    pthread_create(&other, NULL, speak_chinese, answer);
    pthread_join(other, &told);
    assert_string_equal(told, "输入不是 UTF-8，按 GB18030 读取");
    assert_string_equal(biaosou_answer_note(answer, 0), "this is not UTF-8: it was read as GB18030");
    for (how.english = 0; how.english < 2; how.english++) {
        Text text = {"", 0};
        assert_int_equal(biaosou_answer_write(answer, "json", &how, keep, &text), BIAOSOU_OK);
        assert_true(strstr(text.text, how.english ? "it was read as GB18030" : "按 GB18030 读取") != NULL);
    }
    assert_int_equal(biaosou_set_language("zh"), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_write(answer, "none", NULL, keep, NULL), BIAOSOU_USAGE);
    assert_string_equal(biaosou_error_message(), "未知格式“none”");
    assert_int_equal(biaosou_set_language("fr"), BIAOSOU_USAGE);
    assert_int_equal(biaosou_set_language("en"), BIAOSOU_OK);
    biaosou_answer_free(answer);
    close_index(open);
}

/* What TEXT fails with, in OPTIONS. */
static biaosou_status failure(const char *text, const biaosou_search_options *options)
{
    Open open = open_index();
    biaosou_answer *answer = (biaosou_answer *)&open;
    biaosou_status status = biaosou_search(open.searcher, text, options, &answer);
    assert_null(answer);
    close_index(open);
    return status;
}

static void *fail_elsewhere(void *unused)
{
    (void)unused;
    biaosou_index *index;
    assert_int_equal(biaosou_index_open("/nowhere", &index), BIAOSOU_MISSING);
    return NULL;
}

static void errors(void **state)
{
    (void)state;
    biaosou_search_options options = BIAOSOU_SEARCH_OPTIONS_INIT;
    biaosou_index *index;
    pthread_t thread;
    assert_int_equal(biaosou_index_open(folder, &index), BIAOSOU_MISSING);
    assert_null(index);
    assert_non_null(strstr(biaosou_error_message(), folder));
    assert_int_equal(failure("密码 year:abc", NULL), BIAOSOU_QUERY);
    assert_int_equal(biaosou_error_column(), 9);
    assert_int_equal(failure(" ", NULL), BIAOSOU_QUERY);
    assert_int_equal(biaosou_error_column(), 0);
    assert_int_equal(failure("\xff\xff", NULL), BIAOSOU_QUERY);
    options.facets = "kind,colour";
    assert_int_equal(failure("密码", &options), BIAOSOU_USAGE);
    assert_non_null(strstr(biaosou_error_message(), "'colour'"));
    assert_int_equal(pthread_create(&thread, NULL, fail_elsewhere, NULL), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_non_null(strstr(biaosou_error_message(), "'colour'")); /* each thread has its own */
    options = (biaosou_search_options)BIAOSOU_SEARCH_OPTIONS_INIT;
    options.sort = "colour";
    assert_int_equal(failure("密码", &options), BIAOSOU_USAGE);
}

static void report(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_report *report;
    Text text = {"", 0};
    assert_int_equal(biaosou_report_new(open.searcher, "2020-02-30", &report), BIAOSOU_USAGE);
    assert_null(report);
    assert_int_equal(biaosou_report_new(open.searcher, "2024-02-04", &report), BIAOSOU_OK);
    assert_int_equal(biaosou_report_add(report, "p. 1", "GBT 1—2020", "GBT 1—2020", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 2", "GB/T 1-2020", "GB/T 1-2020", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 2", "ISO 9010", "ISO 9010", NULL), 1);
    assert_int_equal(biaosou_report_add(report, "p. 3", "no number", "no number", NULL), 0);
    assert_int_equal(biaosou_report_count(report), 2);
    assert_int_equal(biaosou_report_check(report), BIAOSOU_OK);
    assert_in_range(biaosou_report_invalid(report), 1, 2);
    assert_int_equal(biaosou_report_write(report, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"p. 1\",\n        \"p. 2\"\n      ]"));
    assert_non_null(strstr(text.text, "\"not-found\": 1"));
    assert_int_equal(biaosou_report_write(report, "pdf", NULL, keep, &text), BIAOSOU_USAGE);
    assert_true(biaosou_report_format("xlsx"));
    assert_false(biaosou_report_format("pdf"));
    biaosou_report_free(report);
    close_index(open);
}

static void suggestions(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_suggestions *suggestions;
    Text text = {"", 0};
    assert_int_equal(biaosou_suggest(open.searcher, "密码", 0, &suggestions), BIAOSOU_USAGE);
    assert_null(suggestions);
    assert_int_equal(biaosou_suggest(open.searcher, "密码", 21, &suggestions), BIAOSOU_USAGE);
    assert_int_equal(biaosou_suggest(open.searcher, "\xff！", 20, &suggestions), BIAOSOU_OK);
    assert_int_equal(biaosou_suggestions_count(suggestions), 0);
    biaosou_suggestions_free(suggestions);
    assert_int_equal(biaosou_suggest(open.searcher, "gbt1", 1, &suggestions), BIAOSOU_OK);
    assert_int_equal(biaosou_suggestions_count(suggestions), 1);
    biaosou_suggestion best = biaosou_suggestions_get(suggestions, 0);
    assert_string_equal(best.kind, "number");
    assert_string_equal(best.text, "GB/T 1-2020");
    assert_string_equal(best.id, "GB/T 1-2020");
    assert_non_null(best.title);
    assert_int_equal(biaosou_suggestions_write(suggestions, "text", 0, keep, &text), BIAOSOU_OK);
    assert_string_equal(text.text, "GB/T 1-2020\n");
    int calls = 0;
    assert_int_equal(biaosou_suggestions_write(suggestions, "list", 1, want_no_more, &calls), BIAOSOU_STOPPED);
    assert_int_equal(biaosou_suggestions_write(suggestions, "xml", 0, keep, &text), BIAOSOU_USAGE);
    assert_true(biaosou_suggestions_format("json"));
    assert_false(biaosou_suggestions_format("xml"));
    close_index(open);
    assert_string_equal(best.text, "GB/T 1-2020"); /* its own */
    biaosou_suggestions_free(suggestions);
}

static void similar(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_similar *similar;
    Text text = {"", 0};
    assert_int_equal(biaosou_similar_of(open.searcher, "GB/T 7-1999", 3, &similar), BIAOSOU_USAGE);
    assert_null(similar);
    assert_int_equal(biaosou_similar_of(open.searcher, "GB/T 1-2020", 3, &similar), BIAOSOU_OK);
    assert_int_equal(biaosou_similar_write(similar, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"id\": \"GB/T 1-2020\""));
    biaosou_similar_free(similar);
    assert_int_equal(biaosou_similar_to(open.searcher, "密码模块检测", NULL, 3, &similar), BIAOSOU_OK);
    assert_in_range(biaosou_similar_count(similar), 1, 3);
    text = (Text){"", 0};
    assert_int_equal(biaosou_similar_write(similar, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"verdict\": \"same\""));
    assert_int_equal(biaosou_similar_write(similar, "pdf", NULL, keep, &text), BIAOSOU_USAGE);
    assert_true(biaosou_similar_format("md"));
    assert_false(biaosou_similar_format("pdf"));
    biaosou_similar_free(similar);
    close_index(open);
}

static void documents(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_found *found;
    Text text = {"", 0};
    const char *words[] = {"gbt1", "ISO 9010", "9001"};
    assert_int_equal(biaosou_find(open.searcher, words, 3, &found), BIAOSOU_OK);
    assert_int_equal(biaosou_found_count(found), 3);
    assert_string_equal(biaosou_found_id(found, 0), "GB/T 1-2020");
    assert_null(biaosou_found_id(found, 1));
    assert_string_equal(biaosou_found_text(found, 1), "ISO 9010");
    assert_string_equal(biaosou_found_near(found, 1, 0), "ISO 9001:2015");
    assert_null(biaosou_found_near(found, 0, 0));
    assert_null(biaosou_found_near(found, 1, 1));
    assert_string_equal(biaosou_found_id(found, 2), "ISO 9001:2015");
    assert_null(biaosou_found_id(found, 3));
    assert_null(biaosou_found_note(found));
    assert_int_equal(biaosou_found_write(found, 0, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "密码模块检测"));
    assert_int_equal(biaosou_found_write(found, 1, "json", NULL, keep, &text), BIAOSOU_USAGE);
    assert_int_equal(biaosou_found_write(found, 0, "xml", NULL, keep, &text), BIAOSOU_USAGE);
    int calls = 0;
    assert_int_equal(biaosou_found_write(found, 0, "text", NULL, want_no_more, &calls), BIAOSOU_STOPPED);
    biaosou_found_free(found);
    close_index(open);
}

/* An index of its own, in which documents replace and cite each other. */
static Open open_citing(void)
{
    char sources[96], name[96];
    const char *files[] = {sources};
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    Open open;
    snprintf(sources, sizeof sources, "%s/citing.jsonl", folder);
    snprintf(name, sizeof name, "%s/citing", folder);
    options.force = 1;
    write_file(sources,
               "{\"id\":\"GB/T 1-2010\",\"title_zh\":\"模块\",\"status\":\"废止\",\"url\":\"ftp://example.org/1\"}\n"
               "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"密码模块检测\",\"status\":\"现行\",\"published\":\"2020-01-02\","
               "\"url\":\"https://example.org/1\",\"relations\":[{\"type\":\"replaces\",\"to\":\"GB/T 1-2010\"}]}\n"
               "{\"id\":\"GB/T 2-2021\",\"title_zh\":\"密码算法\",\"status\":\"现行\",\"relations\":"
               "[{\"type\":\"cites\",\"to\":\"GB/T 1-2010\"},{\"type\":\"cites\",\"to\":\"GB/T 1\"}]}\n"
               "{\"id\":\"GB/T 3-2011\",\"title_zh\":\"密码协议\",\"status\":\"废止\",\"relations\":"
               "[{\"type\":\"cites\",\"to\":\"GB/T 1-2010\"}]}\n");
    if (biaosou_build(name, files, 1, &options, NULL) != BIAOSOU_OK)
        fail_msg("build: %s", biaosou_error_message());
    assert_int_equal(biaosou_index_open(name, &open.index), BIAOSOU_OK);
    assert_int_equal(biaosou_searcher_new(open.index, &open.searcher), BIAOSOU_OK);
    return open;
}

static void in_force(void **state)
{
    (void)state;
    Open open = open_citing();
    biaosou_found *found;
    biaosou_write_options how = BIAOSOU_WRITE_OPTIONS_INIT;
    Text text = {"", 0};
    const char *words[] = {"GB/T 1-2010", "GB/T 1-2020"}, *url;
    assert_int_equal(biaosou_find(open.searcher, words, 2, &found), BIAOSOU_OK);
    assert_int_equal(biaosou_found_url(found, 0, &url), BIAOSOU_OK);
    assert_null(url);
    assert_int_equal(biaosou_found_url(found, 1, &url), BIAOSOU_OK);
    assert_string_equal(url, "https://example.org/1");
    assert_int_equal(biaosou_found_url(found, 2, &url), BIAOSOU_OK);
    assert_null(url);
    assert_int_equal(biaosou_found_write(found, 0, "text", NULL, keep, &text), BIAOSOU_OK);
    assert_memory_equal(text.text, "GB/T 1-2010  已被代替 → GB/T 1-2020", strlen("GB/T 1-2010  已被代替 → GB/T 1-2020"));
    text = (Text){"", 0};
    how.english = 1;
    how.columns = 24;
    assert_int_equal(biaosou_found_write(found, 0, "text", &how, keep, &text), BIAOSOU_OK);
    assert_memory_equal(text.text, "GB/T 1-2010  replaced →\n  GB/T", strlen("GB/T 1-2010  replaced →\n  GB/T"));
    text = (Text){"", 0};
    how.version = 1; /* of who knows no language */
    assert_int_equal(biaosou_found_write(found, 0, "text", &how, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "已被代替"));
    how.version = 2;
    how.day = "2020-13-01";
    assert_int_equal(biaosou_found_write(found, 0, "text", &how, keep, &text), BIAOSOU_USAGE);
    assert_int_equal(biaosou_found_write(found, 0, "sources", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "citing.jsonl:1"));
    biaosou_found_free(found);
    close_index(open);
}

static void impact(void **state)
{
    (void)state;
    Open open = open_citing();
    biaosou_impact *impact;
    Text text = {"", 0};
    assert_int_equal(biaosou_impact_new(open.searcher, "GB/T 1-2020", "2020-02-30", 0, &impact), BIAOSOU_USAGE);
    assert_null(impact);
    assert_int_equal(biaosou_impact_new(open.searcher, "gbt 1-2020", NULL, 0, &impact), BIAOSOU_OK);
    assert_int_equal(biaosou_impact_count(impact), 2);
    assert_int_equal(biaosou_impact_stale(impact), 1);
    assert_int_equal(biaosou_impact_write(impact, "json", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "\"cites\": \"GB/T 1-2010\""));
    assert_int_equal(biaosou_impact_write(impact, "pdf", NULL, keep, &text), BIAOSOU_USAGE);
    int calls = 0;
    assert_int_equal(biaosou_impact_write(impact, "csv", NULL, want_no_more, &calls), BIAOSOU_STOPPED);
    biaosou_impact_free(impact);
    assert_int_equal(biaosou_impact_new(open.searcher, "GB/T 1-2010", NULL, 1, &impact), BIAOSOU_OK);
    assert_int_equal(biaosou_impact_count(impact), 3);
    biaosou_impact_free(impact);
    assert_int_equal(biaosou_impact_new(open.searcher, "no such thing", NULL, 0, &impact), BIAOSOU_OK);
    assert_int_equal(biaosou_impact_count(impact), 0);
    biaosou_impact_free(impact);
    assert_true(biaosou_impact_format("csv"));
    assert_false(biaosou_impact_format("pdf"));
    close_index(open);
}

static void keep_token(const biaosou_token *token, void *data)
{
    char line[64];
    int n = snprintf(line, sizeof line, "%.*s %s %zu %zu\n", (int)token->len, token->term, token->kind,
                     token->start, token->end);
    keep(line, (size_t)n, data);
}

static void keep_number(const char *number, size_t start, size_t end, void *data)
{
    char line[64];
    int n = snprintf(line, sizeof line, "%s %zu %zu\n", number, start, end);
    keep(line, (size_t)n, data);
}

static void texts(void **state)
{
    (void)state;
    static const char cited[] = "见gb22239-2019和ISO 9001";
    biaosou_tokenizer *tokenizer;
    unsigned skipped, line, invalid;
    size_t len;
    Text text = {"", 0};
    assert_int_equal(biaosou_tokenizer_new("密码\nx\n", 9, &skipped, &line, &tokenizer), BIAOSOU_OK);
    assert_int_equal(skipped, 1);
    assert_int_equal(line, 2);
    biaosou_tokenizer_free(tokenizer);
    assert_int_equal(biaosou_tokenizer_new(NULL, 0, NULL, NULL, &tokenizer), BIAOSOU_OK);
    const char *normalized = biaosou_tokenize(tokenizer, "Tests\xff", 6, keep_token, &text, &len, &invalid);
    assert_string_equal(normalized, "tests\xef\xbf\xbd");
    assert_int_equal(len, 8);
    assert_int_equal(invalid, 1);
    assert_non_null(strstr(text.text, "tests word 0 5\n"));
    assert_non_null(strstr(text.text, "test stem 0 5\n"));
    assert_string_equal(biaosou_tokenize(tokenizer, "", 0, NULL, NULL, NULL, NULL), "");
    biaosou_tokenizer_free(tokenizer);
    text.len = 0;
    biaosou_find_numbers(cited, strlen(cited), keep_number, &text);
    assert_string_equal(text.text, "GB 22239-2019 3 15\nISO 9001 18 26\n");
    assert_int_equal(strncmp(biaosou_version(), "0.", 2), 0);
}

static void names(void **state)
{
    (void)state;
    static const struct {
        const char *field, *value, *zh, *en;
    } of[] = {
        {"kind", "gb", "国家标准", "gb"},
        {"status", "被代替", "被代替", "superseded"},
        {"verdict", "not-yet", "尚未实施", "not yet in effect"},
        {"relation", "amended-by", "修改单", "amended-by"},
        {"relation", "cites", "引用", "cites"},
        {"title_zh", "现行", "现行", "现行"},
        {"verdict", "gb", "gb", "gb"},
        {"colour", "red", "red", "red"},
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        assert_string_equal(biaosou_value_name(of[i].field, of[i].value, 0), of[i].zh);
        assert_string_equal(biaosou_value_name(of[i].field, of[i].value, 1), of[i].en);
    }
}

/* All that is told of the document WORD and of who cites it. */
static void tell(Open open, const char *word, Text *text)
{
    biaosou_found *found;
    biaosou_impact *impact;
    static const char *const formats[] = {"json", "sources", "text"};
    text->len = 0;
    assert_int_equal(biaosou_find(open.searcher, &word, 1, &found), BIAOSOU_OK);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(biaosou_found_write(found, 0, formats[i], NULL, keep, text), BIAOSOU_OK);
    biaosou_found_free(found);
    assert_int_equal(biaosou_impact_new(open.searcher, word, NULL, 1, &impact), BIAOSOU_OK);
    assert_int_equal(biaosou_impact_count(impact), 1);
    assert_int_equal(biaosou_impact_write(impact, "json", NULL, keep, text), BIAOSOU_OK);
    assert_int_equal(biaosou_impact_write(impact, "csv", NULL, keep, text), BIAOSOU_OK);
    biaosou_impact_free(impact);
}

/* Where files lie is told, unless that is to be hidden: then their names are. */
static void folders(void **state)
{
    (void)state;
    biaosou_change_options options = BIAOSOU_CHANGE_OPTIONS_INIT;
    const char *files[] = {first, second};
    Text text = {"", 0};
    options.force = options.allow_shrink = 1;
    write_file(second, "{\"id\":\"GB/T 1-2020\",\"title_zh\":\"另一个名称\",\"published\":\"2020-06-01\"}\n"
                       "{\"id\":\"GB/T 2-2021\",\"relations\":[{\"type\":\"cites\",\"to\":\"GB/T 1-2020\"}]}\n");
    assert_int_equal(biaosou_build(dir, files, 2, &options, NULL), BIAOSOU_OK);
    Open open = open_index();
    tell(open, "GB/T 1-2020", &text);
    assert_non_null(strstr(text.text, folder));
    assert_non_null(strstr(text.text, "\"conflicts\""));
    biaosou_searcher_hide_folders(open.searcher);
    tell(open, "GB/T 1-2020", &text);
    assert_null(strstr(text.text, folder));
    assert_non_null(strstr(text.text, "\"file\": \"first.jsonl\""));
    assert_non_null(strstr(text.text, "\"second.jsonl:2\"")); /* who cites it */
    assert_non_null(strstr(text.text, "\"source\": \"second.jsonl:1\""));
    close_index(open);
    build(first);
}

/* Time that has passed: nothing is answered, and nothing is broken by it. */
static void late(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_answer *answer;
    biaosou_suggestions *suggestions;
    biaosou_found *found;
    const char *word = "GB/T 1-2020";
    biaosou_searcher_limit(open.searcher, 1);
    usleep(3000);
    assert_int_equal(biaosou_search(open.searcher, "密码 模块", NULL, &answer), BIAOSOU_LATE);
    assert_null(answer);
    assert_string_equal(biaosou_error_message(), "it took too long and was cut off");
    assert_int_equal(biaosou_find(open.searcher, &word, 1, &found), BIAOSOU_LATE);
    assert_int_equal(biaosou_suggest(open.searcher, "密码", 5, &suggestions), BIAOSOU_LATE);
    biaosou_searcher_limit(open.searcher, 60000);
    assert_int_equal(biaosou_search(open.searcher, "密码 模块", NULL, &answer), BIAOSOU_OK);
    assert_int_equal(biaosou_answer_total(answer), 1);
    biaosou_answer_free(answer);
    biaosou_searcher_limit(open.searcher, 1);
    usleep(3000);
    biaosou_searcher_limit(open.searcher, 0);
    assert_int_equal(biaosou_search(open.searcher, "密码 模块", NULL, &answer), BIAOSOU_OK);
    biaosou_answer_free(answer);
    close_index(open);
}

/* What bytes cite, and what a file does; bytes that nothing reads. */
static void cited(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_report *report;
    Text text = {"", 0};
    const char list[] = "GB/T 1-2020\nGB/T 2-2021\n", picture[] = "\x89PNG\r\n\x1a\n";
    assert_int_equal(biaosou_report_new(open.searcher, NULL, &report), BIAOSOU_OK);
    assert_int_equal(biaosou_report_read(report, "list.txt", list, sizeof list - 1), BIAOSOU_OK);
    assert_int_equal(biaosou_report_count(report), 2);
    assert_int_equal(biaosou_report_read(report, first, NULL, 0), BIAOSOU_OK);
    assert_int_equal(biaosou_report_count(report), 3);
    assert_int_equal(biaosou_report_read(report, "a.png", picture, sizeof picture - 1), BIAOSOU_INPUT);
    assert_non_null(strstr(biaosou_error_message(), "a.png"));
    assert_int_equal(biaosou_report_read(report, "/nonexistent", NULL, 0), BIAOSOU_LACKING);
    biaosou_report_limit(report, 4);
    assert_int_equal(biaosou_report_read(report, "more.txt", "GB/T 7-2020", 11), BIAOSOU_OK);
    assert_int_equal(biaosou_report_read(report, "many.txt", "GB/T 8-2020\nGB/T 9-2020\n", 24), BIAOSOU_LACKING);
    assert_string_equal(biaosou_error_message(), "many.txt: it names over 4 standards; give it in pieces");
    biaosou_report_limit(report, 0);
    biaosou_searcher_limit(open.searcher, 1);
    usleep(3000);
    assert_int_equal(biaosou_report_read(report, "list.txt", list, sizeof list - 1), BIAOSOU_LATE);
    biaosou_searcher_limit(open.searcher, 0);
    assert_int_equal(biaosou_report_read(report, "list.txt", list, sizeof list - 1), BIAOSOU_OK);
    assert_int_equal(biaosou_report_write(report, "csv", NULL, keep, &text), BIAOSOU_OK);
    assert_non_null(strstr(text.text, "list.txt:2"));
    biaosou_report_free(report);
    close_index(open);
}

/* A document's own citation. */
static void citations(void **state)
{
    (void)state;
    Open open = open_index();
    biaosou_found *found;
    const char *word = "gbt1";
    assert_int_equal(biaosou_find(open.searcher, &word, 1, &found), BIAOSOU_OK);
    for (int i = 0; i < 5; i++) {
        static const char *const formats[] = {"gbt7714", "gbt7714-2015", "bibtex", "ris", "csl"};
        Text text = {"", 0};
        assert_int_equal(biaosou_found_write(found, 0, formats[i], NULL, keep, &text), BIAOSOU_OK);
        assert_non_null(strstr(text.text, "密码模块检测"));
    }
    Text text = {"", 0};
    assert_int_equal(biaosou_found_write(found, 0, "csv", NULL, keep, &text), BIAOSOU_USAGE);
    biaosou_found_free(found);
    close_index(open);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers),
        cmocka_unit_test(colours),
        cmocka_unit_test(news), cmocka_unit_test(notes), cmocka_unit_test(languages),
        cmocka_unit_test(errors),
        cmocka_unit_test(documents),
        cmocka_unit_test(in_force),
        cmocka_unit_test(impact),
        cmocka_unit_test(report),
        cmocka_unit_test(similar),
        cmocka_unit_test(suggestions),
        cmocka_unit_test(texts),
        cmocka_unit_test(late), cmocka_unit_test(folders), cmocka_unit_test(names),
        cmocka_unit_test(cited),
        cmocka_unit_test(citations),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
