/* Dates in running Chinese text. */
#include "corpus/bulletin-date.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/date.h"

struct DateFinder {
    int year, month;
    GRegex *date, *range, *days;
};

/* 1 year, 2 month, 3 day of 2024年2月4日; 4, 5, 6 of 2024-02-04; 7, 8 of 2月4日; 9, 10 of 2024年2月 */
#define DATE                                                                                       \
    "(?:([12][0-9]{3}) ?年 ?([01]?[0-9]) ?月 ?([0-3]?[0-9]) ?[日号]|"                              \
    "(?<![0-9A-Za-z])([12][0-9]{3}) ?[-/.—－] ?([01]?[0-9]) ?[-/.—－] ?([0-3]?[0-9])(?![0-9])|"     \
    "(?<![0-9年])([01]?[0-9]) ?月 ?([0-3]?[0-9]) ?[日号]|"                                         \
    "([12][0-9]{3}) ?年 ?([01]?[0-9]) ?月(?!份?龄))"
/* Between the ends of a period; its second end may be a day alone. */
#define BETWEEN "^ ?(?:起 ?)?(?:至|到|[-–—－~～]{1,2}) ?(?:(?=[0-9])|$)"

DateFinder *date_finder_new(int year, int month)
{
    DateFinder *finder = g_new0(DateFinder, 1);
    finder->year = year;
    finder->month = month;
    finder->date = g_regex_new(DATE, G_REGEX_OPTIMIZE, 0, NULL);
    finder->range = g_regex_new(BETWEEN "(?:([0-3]?[0-9]) ?[日号])?", G_REGEX_OPTIMIZE, 0, NULL);
    finder->days = g_regex_new("(?:期限?|时间|为期|时限|周期)(?:为|是|：|:|共)? ?([0-9]{1,3}) ?(?:个)?"
                               "(?:自然|日历)?(天|日(?!期)|个月|周)",
                               G_REGEX_OPTIMIZE, 0, NULL);
    return finder;
}

void date_finder_free(DateFinder *finder)
{
    g_regex_unref(finder->date);
    g_regex_unref(finder->range);
    g_regex_unref(finder->days);
    g_free(finder);
}

static int group(const GMatchInfo *match, int number)
{
    g_autofree char *text = g_match_info_fetch(match, number);
    return text ? atoi(text) : 0;
}

static int year_of_month(const DateFinder *finder, int month)
{
    if (!finder->year || !finder->month)
        return finder->year;
    return month > finder->month + 6 ? finder->year - 1 : finder->year;
}

static char *date_of(const DateFinder *finder, const GMatchInfo *match)
{
    if (group(match, 1))
        return date_format(group(match, 1), group(match, 2), group(match, 3));
    if (group(match, 4))
        return date_format(group(match, 4), group(match, 5), group(match, 6));
    if (group(match, 9))
        return date_format(group(match, 9), group(match, 10), 0);
    return date_format(year_of_month(finder, group(match, 7)), group(match, 7), group(match, 8));
}

static void clear_span(gpointer pointer)
{
    DateSpan *span = pointer;
    g_free(span->date);
    g_free(span->until);
}

/* The end of a period that has no year of its own is not before its beginning. */
static char *not_before(const char *begin, char *end)
{
    guint32 first = date_key(begin), last = date_key(end);
    if (!last || last >= first)
        return end;
    char *later = date_format((int)(last / 10000) + 1, (int)(last / 100 % 100), (int)(last % 100));
    g_free(end);
    return later;
}

/* 2月4日至6日: the day that goes on from SPAN's own month, if GAP (what follows it) tells one. */
static void end_by_day(const DateFinder *finder, DateSpan *span, const char *rest)
{
    g_autoptr(GMatchInfo) match = NULL;
    guint32 begin = date_key(span->date);
    int start, end;
    if (!begin || span->until || !g_regex_match(finder->range, rest, 0, &match) ||
        !group(match, 1) || !g_match_info_fetch_pos(match, 0, &start, &end))
        return;
    span->until = date_format((int)(begin / 10000), (int)(begin / 100 % 100), group(match, 1));
    span->end += (size_t)end;
}

/* Joins the dates that 至 stands between. */
static void join_periods(const DateFinder *finder, GArray *spans, const char *text)
{
    for (guint i = 0; i + 1 < spans->len; i++) {
        DateSpan *a = &g_array_index(spans, DateSpan, i);
        DateSpan *b = &g_array_index(spans, DateSpan, i + 1);
        g_autofree char *gap = g_strndup(text + a->end, b->start - a->end);
        g_autoptr(GMatchInfo) match = NULL;
        int start, end;
        if (a->until || !g_regex_match(finder->range, gap, 0, &match) ||
            !g_match_info_fetch_pos(match, 0, &start, &end) || (size_t)end != strlen(gap))
            continue;
        a->until = not_before(a->date, g_steal_pointer(&b->date));
        a->end = b->end;
        g_array_remove_index(spans, i + 1);
    }
    for (guint i = 0; i < spans->len; i++) {
        DateSpan *span = &g_array_index(spans, DateSpan, i);
        end_by_day(finder, span, text + span->end);
    }
}

static char *add_months(const char *date, int months)
{
    guint32 key = date_key(date);
    if (!key || key % 100 == 0)
        return NULL;
    GDate end;
    g_date_set_dmy(&end, (GDateDay)(key % 100), (GDateMonth)(key / 100 % 100),
                   (GDateYear)(key / 10000));
    g_date_add_months(&end, (guint)months);
    return date_format(g_date_get_year(&end), (int)g_date_get_month(&end), g_date_get_day(&end));
}

/* 截至, 截止 before a date: it ends the period that the date before it began. */
static void end_by_deadline(GArray *spans, const char *text)
{
    for (guint i = 1; i < spans->len; i++) {
        DateSpan *a = &g_array_index(spans, DateSpan, i - 1);
        DateSpan *b = &g_array_index(spans, DateSpan, i);
        g_autofree char *gap = g_strndup(text + a->end, b->start - a->end);
        if (a->until || !b->date || (!strstr(gap, "截止") && !strstr(gap, "截至")))
            continue;
        a->until = not_before(a->date, g_steal_pointer(&b->date));
        a->end = b->end;
        g_array_remove_index(spans, i);
    }
}

static void end_by_length(const DateFinder *finder, GArray *spans, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start, end;
    if (!g_regex_match(finder->days, text, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, &end))
        return;
    g_autofree char *unit = g_match_info_fetch(match, 2);
    for (guint i = spans->len; i-- > 0;) {
        DateSpan *span = &g_array_index(spans, DateSpan, i);
        if (span->start > (size_t)start || span->until)
            continue;
        int count = group(match, 1);
        span->until = strcmp(unit, "个月") == 0 ? add_months(span->date, count)
                      : strcmp(unit, "周") == 0 ? date_add_days(span->date, 7 * count)
                                                : date_add_days(span->date, count);
        return;
    }
}

GArray *date_finder_find(const DateFinder *finder, const char *text)
{
    GArray *spans = g_array_new(FALSE, TRUE, sizeof(DateSpan));
    g_array_set_clear_func(spans, clear_span);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(finder->date, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0, end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        DateSpan span = {date_of(finder, match), NULL, (size_t)start, (size_t)end};
        if (span.date)
            g_array_append_val(spans, span);
    }
    join_periods(finder, spans, text);
    end_by_deadline(spans, text);
    end_by_length(finder, spans, text);
    return spans;
}

char *date_finder_whole(const DateFinder *finder, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start, end;
    size_t len = strlen(text);
    if (date_is_valid(text, len) && len > 4)
        return g_strdup(text);
    if (len == 8 && strspn(text, "0123456789") == 8)
        return date_format(atoi(text) / 10000, atoi(text) / 100 % 100, atoi(text) % 100);
    if (!g_regex_match(finder->date, text, 0, &match) ||
        !g_match_info_fetch_pos(match, 0, &start, &end) || start != 0 || (size_t)end != len)
        return NULL;
    return date_of(finder, match);
}

gboolean date_find_month(const char *text, int *year, int *month)
{
    g_autoptr(GRegex) regex =
        g_regex_new("(?<![0-9])(20[0-9]{2}|19[0-9]{2})(?: ?年 ?(?:第 ?)?(1[0-2]|0?[1-9]) ?[月期]|"
                    "[-_.]?(1[0-2]|0[1-9])(?![0-9])|[-_.](1[0-2]|0[1-9])[-_.][0-9])",
                    0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, text, 0, &match))
        return FALSE;
    *year = group(match, 1);
    *month = group(match, 2) + group(match, 3) + group(match, 4);
    return TRUE;
}
