/* Dates in running Chinese text. */
#include "corpus/text/date-finder.h"

#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"

struct DateFinder {
    int year, month;
    GRegex *date, *range, *length, *ends_before, *ends_after;
};

/* What was done in a year that is told alone: 2022年形成草案, not 2022年计划. */
#define DONE "(?:正式|首次|获批|完成|形成|立项|下达|启动|通过|发布|批准|报批|公开|召开|提出)"
/* 1 year, 2 month, 3 day of 2024年2月4日; 4, 5, 6 of 2024-02-04; 7, 8 of 2月4日; 9, 10 of 2024年2月;
 * 11 of 于2022年, 2022年立项; 12 of 3月，3月底, 3月立项 */
#define DATE                                                                                       \
    "(?:([12][0-9]{3}) ?年 ?([01]?[0-9]) ?月 ?([0-3]?[0-9]) ?[日号]|"                              \
    "(?<![0-9A-Za-z])([12][0-9]{3}) ?[-/.—－] ?([01]?[0-9]) ?[-/.—－] ?([0-3]?[0-9])(?![0-9])|"     \
    "(?<![0-9年])([01]?[0-9]) ?月 ?([0-3]?[0-9]) ?[日号]|"                                         \
    "([12][0-9]{3}) ?年 ?([01]?[0-9]) ?月(?!份?龄)|"                                               \
    "(?:(?<=[于在])|(?<![0-9])(?=[12][0-9]{3} ?年" DONE ")) ?([12][0-9]{3}) ?年"                    \
    "(?!度|第|代|版|内|[前后初中末底]| ?[0-9一二三四五六七八九十])|"                               \
    "(?<![0-9年个第为限期])(1[0-2]|0?[1-9]) ?月份?(?=[，底初末]|[上中下]旬|" DONE "))"
/* Between the ends of a period; its second end may be a day alone. */
#define BETWEEN "^ ?(?:起 ?)?(?:至|到|[-–—－~～]{1,2}) ?(?:(?=[0-9])|$)"

/* A period's length: 1 the count, in digits or Han, 2 the unit. Working days have no known end. */
#define LENGTH                                                                                     \
    "(?:期限?|时间|时限|周期|意见|公示|为期)(?:均|都|一律|统一)?(?:为|是|：|:|共计?)? ?"              \
    "(?:(?:自|从)[^，,。；;0-9]{0,10}起 ?)?"                                                          \
    "([0-9]{1,3}|[一二两三四五六七八九十]{1,3}) ?个?(?:自然|日历)?(天|日(?!期)|月(?!底|初|中|份|[0-9])|周|星期)"

DateFinder *date_finder_new(int year, int month)
{
    DateFinder *finder = g_new0(DateFinder, 1);
    finder->year = year;
    finder->month = month;
    finder->date = g_regex_new(DATE, G_REGEX_OPTIMIZE, 0, NULL);
    finder->range = g_regex_new(BETWEEN "(?:([0-3]?[0-9]) ?[日号])?", G_REGEX_OPTIMIZE, 0, NULL);
    finder->length = g_regex_new(LENGTH, G_REGEX_OPTIMIZE, 0, NULL);
    finder->ends_before = g_regex_new("(?:截止(?:时间|日期|期限|日)?|(?:意见|公示|反馈)(?:期|期限|时间)?(?:截?至|到))"
                                      " ?(?:为|到|至|于|是|：|:)* ?$",
                                      G_REGEX_OPTIMIZE, 0, NULL);
    finder->ends_after = g_regex_new("^ ?(?:之前|以前|前(?!后|期|往|述)|止|截止)", G_REGEX_OPTIMIZE, 0, NULL);
    return finder;
}

void date_finder_free(DateFinder *finder)
{
    g_regex_unref(finder->date);
    g_regex_unref(finder->range);
    g_regex_unref(finder->length);
    g_regex_unref(finder->ends_before);
    g_regex_unref(finder->ends_after);
    g_free(finder);
}

static int group(const GMatchInfo *match, int number)
{
    g_autofree char *text = g_match_info_fetch(match, number);
    return text ? atoi(text) : 0;
}

/* The year of MONTH, told without one: see date_finder_new(). DEADLINE: it ends a period. */
static int year_of_month(const DateFinder *finder, int month, gboolean deadline)
{
    if (!finder->year || !finder->month)
        return finder->year;
    if (month > finder->month + 6)
        return finder->year - 1;
    int back = finder->month - month;
    return back >= 11 || (deadline && back > 6) ? finder->year + 1 : finder->year;
}

/* KNOWN: the year of the date before, 0 if there is none. */
static char *date_of(const DateFinder *finder, const GMatchInfo *match, gboolean deadline, int known)
{
    if (group(match, 1))
        return date_format(group(match, 1), group(match, 2), group(match, 3));
    if (group(match, 4))
        return date_format(group(match, 4), group(match, 5), group(match, 6));
    if (group(match, 9))
        return date_format(group(match, 9), group(match, 10), 0);
    if (group(match, 11))
        return date_format(group(match, 11), 0, 0);
    int month = group(match, 7) + group(match, 12);
    int year = year_of_month(finder, month, deadline);
    return date_format(year ? year : known, month, group(match, 8));
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

/* The end that SPAN tells where it follows the beginning of a period. */
static char *steal_end(DateSpan *span)
{
    return span->date ? g_steal_pointer(&span->date) : g_steal_pointer(&span->until);
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

/* The end that B, a span of TEXT, tells of the period that begins at BEGIN; where it tells no year, the
 * next such day. */
static char *steal_end_after(const char *begin, DateSpan *b, const char *text)
{
    char *end = steal_end(b);
    guint32 first = date_key(begin), last = date_key(end);
    gboolean has_year = strspn(text + b->start, "0123456789") >= 4;
    if (has_year || !first || last / 10000 <= first / 10000)
        return not_before(begin, end);
    g_free(end);
    end = date_format((int)(first / 10000), (int)(last / 100 % 100), (int)(last % 100));
    return not_before(begin, end);
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
        if (!a->date || a->until || !g_regex_match(finder->range, gap, 0, &match) ||
            !g_match_info_fetch_pos(match, 0, &start, &end) || (size_t)end != strlen(gap))
            continue;
        a->until = steal_end_after(a->date, b, text);
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

/* A date that only ends a period (截止…, …前), or that 截至 stands before, ends the one that the date
 * before it began. */
static void end_by_deadline(GArray *spans, const char *text)
{
    for (guint i = 1; i < spans->len; i++) {
        DateSpan *a = &g_array_index(spans, DateSpan, i - 1);
        DateSpan *b = &g_array_index(spans, DateSpan, i);
        g_autofree char *gap = g_strndup(text + a->end, b->start - a->end);
        gboolean ends = !b->date || (!b->until && strstr(gap, "截至"));
        if (a->until || !a->date || !ends || strstr(gap, "。"))
            continue;
        a->until = steal_end_after(a->date, b, text);
        a->end = b->end;
        g_array_remove_index(spans, i--);
    }
}

/* 60, 两, 十五, 二十 */
static int count_of(const char *text)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int tens = 0, ones = 0;
    gboolean ten = FALSE;
    if (g_ascii_isdigit(*text))
        return atoi(text);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (g_str_has_prefix(p, "十")) {
            ten = TRUE;
            tens = ones ? ones : 1;
            ones = 0;
        }
        for (int i = 0; i < 9; i++)
            if (g_str_has_prefix(p, digits[i]))
                ones = i + 1;
        if (g_str_has_prefix(p, "两"))
            ones = 2;
    }
    return ten ? tens * 10 + ones : ones;
}

static char *add_length(const char *date, int count, const char *unit)
{
    return strcmp(unit, "月") == 0                               ? add_months(date, count)
           : strcmp(unit, "周") == 0 || strcmp(unit, "星期") == 0 ? date_add_days(date, 7 * count)
                                                                 : date_add_days(date, count);
}

/* Ends the date before each length; several dates that one length is told of (均为60天) all. */
static void end_by_length(const DateFinder *finder, GArray *spans, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(finder->length, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0, end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        g_autofree char *count = g_match_info_fetch(match, 1);
        g_autofree char *unit = g_match_info_fetch(match, 2);
        g_autofree char *words = g_strndup(text + start, (gsize)(end - start));
        gboolean all = strstr(words, "均") || strstr(words, "都") || strstr(words, "一律");
        for (guint i = spans->len; i-- > 0;) {
            DateSpan *span = &g_array_index(spans, DateSpan, i);
            if (span->start > (size_t)start)
                continue;
            if (span->until || !span->date)
                break;
            span->until = add_length(span->date, count_of(count), unit);
            if (!all)
                break;
        }
    }
}

static gboolean is_deadline(const DateFinder *finder, const char *text, int start, int end)
{
    g_autofree char *before = g_strndup(text, (gsize)start);
    return g_regex_match(finder->ends_before, before, 0, NULL) ||
           g_regex_match(finder->ends_after, text + end, 0, NULL);
}

GArray *date_finder_find(const DateFinder *finder, const char *text)
{
    GArray *spans = g_array_new(FALSE, TRUE, sizeof(DateSpan));
    g_array_set_clear_func(spans, clear_span);
    g_autoptr(GMatchInfo) match = NULL;
    int known = 0;
    g_regex_match(finder->date, text, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        int start = 0, end = 0;
        g_match_info_fetch_pos(match, 0, &start, &end);
        gboolean deadline = is_deadline(finder, text, start, end);
        char *date = date_of(finder, match, deadline, known);
        DateSpan span = {deadline ? NULL : date, deadline ? date : NULL, (size_t)start, (size_t)end};
        if (!date)
            continue;
        known = (int)(date_key(date) / 10000);
        g_array_append_val(spans, span);
    }
    join_periods(finder, spans, text);
    end_by_deadline(spans, text);
    end_by_length(finder, spans, text);
    return spans;
}

gboolean date_finder_lacks_year(const DateFinder *finder, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    if (finder->year || !g_regex_match(finder->date, text, 0, &match))
        return FALSE;
    return group(match, 7) + group(match, 12) > 0; /* the first date: later ones have the year of those before */
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
        !g_match_info_fetch_pos(match, 0, &start, &end) || start != 0 || (size_t)end != len) {
        g_autofree char *date = date_read(text);
        return date && *date ? g_steal_pointer(&date) : NULL;
    }
    return date_of(finder, match, FALSE, 0);
}

gboolean date_find_month(const char *text, int *year, int *month)
{
    g_autoptr(GRegex) regex =
        g_regex_new("(?<![0-9])(20[0-9]{2}|19[0-9]{2})(?: ?年 ?(1[0-2]|0?[1-9]) ?月|"
                    "[-_.]?(1[0-2]|0[1-9])(?![0-9])|[-_.](1[0-2]|0[1-9])[-_.][0-9])",
                    0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    if (!g_regex_match(regex, text, 0, &match))
        return FALSE;
    *year = group(match, 1);
    *month = group(match, 2) + group(match, 3) + group(match, 4);
    return TRUE;
}
