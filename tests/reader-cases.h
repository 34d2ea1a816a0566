/* What a reader makes of a file, kept as text and compared with the files beside it. */
#ifndef TESTS_READER_CASES_H
#define TESTS_READER_CASES_H

#include "corpus/reader.h"

typedef struct {
    GPtrArray *records;
    GString *lines, *rejects; /* a record's JSON a line; LINE: REASON */
    int left;                 /* records before the sink wants no more; -1: all */
} Result;

static inline gboolean keep_record(Record *record, gpointer data)
{
    Result *result = data;
    g_autofree char *line = record_to_json_line(record);
    g_string_append_printf(result->lines, "%s\n", line);
    g_ptr_array_add(result->records, record);
    return result->left < 0 || --result->left > 0;
}

static inline gboolean keep_reject(const Reject *reject, gpointer data)
{
    g_string_append_printf(((Result *)data)->rejects, "%u: %s\n", reject->at.line, reject->reason);
    return TRUE;
}

static inline Result result_new(void)
{
    return (Result){g_ptr_array_new_with_free_func((GDestroyNotify)record_free),
                    g_string_new(NULL), g_string_new(NULL), -1};
}

static inline ReaderSink result_sink(Result *result)
{
    return (ReaderSink){.record = keep_record, .reject = keep_reject, .data = result};
}

static inline void result_free(Result *result)
{
    g_ptr_array_unref(result->records);
    g_string_free(result->lines, TRUE);
    g_string_free(result->rejects, TRUE);
}

/* The text of the file STEM with ENDING, "" without one. Caller frees. */
static inline char *case_contents(const char *stem, const char *ending)
{
    g_autofree char *file = g_strconcat(stem, ending, NULL);
    char *text = NULL;
    g_file_get_contents(file, &text, NULL, NULL);
    return text ? text : g_strdup("");
}

/* Fails unless RESULT, of the file NAME, is what STEM with RECORDS and with ".rejects" have. */
static inline void check_result(const Result *result, const char *name, const char *stem,
                                const char *records)
{
    g_autofree char *expected = case_contents(stem, records);
    g_autofree char *rejects = case_contents(stem, ".rejects");
    if (strcmp(result->lines->str, expected) != 0)
        fail_msg("%s gives\n%s\nexpected\n%s", name, result->lines->str, expected);
    if (strcmp(result->rejects->str, rejects) != 0)
        fail_msg("%s is rejected\n%s\nexpected\n%s", name, result->rejects->str, rejects);
}

/* Calls CHECK for each file of the folder OF in tests/cases of which IS_CASE is true, named from
 * within it, so that sources do not depend on where the tree is; fails if there are not at LEAST so
 * many. */
static inline void check_folder(const char *of, gboolean (*is_case)(const char *name),
                                void (*check)(const char *name), int least)
{
    const char *tests = getenv("TESTS_DIR");
    g_autofree char *here = g_get_current_dir();
    g_autofree char *folder = g_build_filename(tests ? tests : "tests", "cases", of, NULL);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    assert_non_null(dir);
    assert_int_equal(g_chdir(folder), 0);
    int count = 0;
    for (const char *name; (name = g_dir_read_name(dir));) {
        if (!is_case(name))
            continue;
        check(name);
        count++;
    }
    assert_true(count >= least);
    assert_int_equal(g_chdir(here), 0);
}

#endif
