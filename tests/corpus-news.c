/* What the sentences of news tell: events, dates, the documents named and the bulletin's month; each
 * case is a line of tests/cases/news. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "corpus/bulletin/mention.h"
#include "corpus/bulletin/month.h"
#include "corpus/bulletin/table.h"
#include "corpus/text/date-finder.h"
#include "corpus/text/event.h"

/* Gives what the fields of a line but the last tell; caller frees. */
typedef char *(*Tell)(char **fields);

static void run_cases(const char *name, guint columns, Tell tell)
{
    const char *tests = getenv("TESTS_DIR");
    g_autofree char *file =
        g_build_filename(tests ? tests : "tests", "cases", "news", name, NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(file, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    int count = 0, wrong = 0;
    for (guint i = 0; lines[i]; i++) {
        if (*lines[i] == '#' || !*lines[i])
            continue;
        g_auto(GStrv) fields = g_strsplit(lines[i], "\t", -1);
        if (g_strv_length(fields) != columns)
            fail_msg("%s:%u: not %u columns", name, i + 1, columns);
        g_autofree char *told = tell(fields);
        if (strcmp(told, fields[columns - 1]) != 0) {
            print_error("%s:%u: %s\n  tells    \"%s\"\n  expected \"%s\"\n", name, i + 1,
                        fields[columns - 2], told, fields[columns - 1]);
            wrong++;
        }
        count++;
    }
    assert_int_equal(wrong, 0);
    assert_true(count > 15);
}

static char *tell_event(char **fields)
{
    EventReading read = event_read_after(fields[0], 0);
    switch (read.told) {
    case EVENT_NONE:
        assert_null(read.event);
        return g_strdup("-");
    case EVENT_DENIED:
        assert_null(read.event);
        return g_strdup("no");
    case EVENT_WEAK:
        return g_strconcat("~", read.event, NULL);
    default:
        return read.verdict ? g_strconcat(read.verdict, "+", read.event, NULL) : g_strdup(read.event);
    }
}

static void test_events(void **state)
{
    (void)state;
    run_cases("event.tsv", 2, tell_event);
}

static char *tell_dates(char **fields)
{
    int year = 0, month = 0;
    if (strcmp(fields[0], "-") != 0)
        assert_int_equal(sscanf(fields[0], "%d-%d", &year, &month), 2);
    g_autoptr(DateFinder) finder = date_finder_new(year, month);
    g_autoptr(GArray) spans = date_finder_find(finder, fields[1]);
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < spans->len; i++) {
        const DateSpan *span = &g_array_index(spans, DateSpan, i);
        g_string_append_printf(told, "%s%s%s%s", i ? " " : "", span->date ? span->date : "",
                               span->until ? ".." : "", span->until ? span->until : "");
        assert_true(span->start < span->end && span->end <= strlen(fields[1]));
    }
    return g_string_free(told, FALSE);
}

static void test_dates(void **state)
{
    (void)state;
    run_cases("date.tsv", 3, tell_dates);
}

static void test_lacking_year(void **state)
{
    (void)state;
    g_autoptr(DateFinder) unknown = date_finder_new(0, 0), known = date_finder_new(2024, 2);
    assert_true(date_finder_lacks_year(unknown, "3月5日"));
    assert_false(date_finder_lacks_year(unknown, "2023年3月5日，3月6日"));
    assert_false(date_finder_lacks_year(unknown, "近日"));
    assert_false(date_finder_lacks_year(known, "3月5日"));
}

static char *tell_month(char **fields)
{
    g_auto(GStrv) pieces = g_strsplit(fields[1], " / ", -1);
    g_autofree char *text = g_strjoinv("\n", pieces);
    g_autoptr(GPtrArray) lines = text_lines(text);
    g_autoptr(GPtrArray) tables = tables_find(lines);
    int year, month;
    bulletin_find_month(lines, tables, fields[0], &year, &month);
    return !year ? g_strdup("-")
           : month ? g_strdup_printf("%04d-%02d", year, month)
                   : g_strdup_printf("%04d", year);
}

static void test_months(void **state)
{
    (void)state;
    run_cases("month.tsv", 3, tell_month);
}

static char *tell_mentions(char **fields)
{
    static const char *const roles[] = {
        [MENTION_SUBJECT] = "subject",   [MENTION_CITED] = "cited", [MENTION_REPLACED] = "replaced",
        [MENTION_ADOPTED] = "adopted", [MENTION_NAMES] = "names",
    };
    int unclosed;
    g_autofree char *text = mentions_normal_marks(fields[0]);
    g_autoptr(GArray) mentions = mentions_find(text, &unclosed);
    GString *told = g_string_new(NULL);
    for (guint i = 0; i < mentions->len; i++) {
        const Mention *mention = &g_array_index(mentions, Mention, i);
        g_string_append_printf(told, "%s%s %s %s%s%s", i ? " | " : "", roles[mention->role],
                               mention->id ? mention->id : "-",
                               mention->title ? mention->title : "-", mention->named ? " =" : "",
                               mention->named ? mention->named : "");
    }
    for (; unclosed > 0; unclosed--)
        g_string_append(told, " ?");
    return g_string_free(told, FALSE);
}

static void test_mentions(void **state)
{
    (void)state;
    run_cases("mention.tsv", 2, tell_mentions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events), cmocka_unit_test(test_dates),
        cmocka_unit_test(test_lacking_year), cmocka_unit_test(test_months),
        cmocka_unit_test(test_mentions),
    };
    return cmocka_run_group_tests_name("corpus-news", tests, NULL, NULL);
}
