/* Dates as people and portals write them. */
#include <stdlib.h>
#include <string.h>

#include "corpus/record/date.h"

/* The parts of a date, in the order of the groups: a mark is the same between all of them. */
static const char pattern[] =
    "^(?:(\\d{4})([-/.])(\\d{1,2})(?:\\2(\\d{1,2}))?"             /* 2024-2-3, 2024/02, 2024.2.3 */
    "|(\\d{4})(\\d\\d)(\\d\\d)"                                   /* 20240203 */
    "|(\\d{4}) ?年(?: ?(\\d{1,2}) ?月(?: ?(\\d{1,2}) ?[日号])?)?" /* 2024年2月3日 */
    "|(\\d{4}))"
    "(?:(?:[Tt]| +)(\\d{1,2}):(\\d\\d)(?::(\\d\\d)(?:[.,]\\d{1,9})?)?"
    " ?([Zz]|UTC|GMT|[-+]\\d\\d:?\\d\\d)?)?$";

enum {
    YEAR = 1,
    MONTH = 3,
    DAY = 4,
    COMPACT = 5,
    CHINESE = 8,
    BARE_YEAR = 11,
    HOUR = 12,
    ZONE = 15,
    DAY_SECONDS = 24 * 60 * 60,
    BEIJING_SECONDS = 8 * 60 * 60,
};

static const GRegex *date_regex(void)
{
    static GRegex *regex; /* made once, then read only */
    static gsize made;

    if (g_once_init_enter(&made)) {
        regex = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return regex;
}

/* The value of group I; -1 if it is not there. */
static int group(const GMatchInfo *match, int i)
{
    g_autofree char *text = g_match_info_fetch(match, i);
    return text && *text ? atoi(text) : -1;
}

/* What a database writes where it has no date. */
static gboolean is_placeholder(int year, int month, int day)
{
    return year <= 1 || (year == 1900 && month <= 1 && day == 0) ||
           (year == 9999 && (month == 12 || month < 0));
}

/* Whether the time is midnight in Beijing, told in UTC. */
static gboolean is_midnight_in_beijing(const GMatchInfo *match)
{
    g_autofree char *zone = g_match_info_fetch(match, ZONE);
    if (!zone || !*zone || group(match, HOUR) != 16 || group(match, HOUR + 1) != 0 ||
        group(match, HOUR + 2) > 0)
        return FALSE;
    return g_ascii_isalpha(zone[0]) || strspn(zone + 1, "0:") == strlen(zone + 1);
}

static gboolean is_time(const GMatchInfo *match)
{
    return group(match, HOUR) <= 24 && group(match, HOUR + 1) <= 59 && group(match, HOUR + 2) <= 60;
}

/* A month that is written is one, even if it is 0. */
static char *format(int year, int month, int day)
{
    if (is_placeholder(year, month, day))
        return g_strdup("");
    return month == 0 || day == 0 ? NULL : date_format(year, MAX(month, 0), MAX(day, 0));
}

char *date_read(const char *text)
{
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autoptr(GMatchInfo) match = NULL;
    if (!plain || !g_regex_match(date_regex(), g_strstrip(plain), 0, &match) || !is_time(match))
        return NULL;
    int first = group(match, YEAR) >= 0      ? YEAR
                : group(match, COMPACT) >= 0 ? COMPACT
                : group(match, CHINESE) >= 0 ? CHINESE
                                             : BARE_YEAR;
    int year = group(match, first);
    int month = first == YEAR        ? group(match, MONTH)
                : first == BARE_YEAR ? -1
                                     : group(match, first + 1);
    int day = first == YEAR ? group(match, DAY) : first == BARE_YEAR ? -1 : group(match, first + 2);
    char *date = format(year, month, day);
    if (!date || day <= 0 || !is_midnight_in_beijing(match))
        return date;
    char *next = date_add_days(date, 1);
    g_free(date);
    return next;
}

char *date_read_number(gint64 number)
{
    if (number == 0)
        return g_strdup("");
    if (number >= 1000 && number <= 99999999) {
        g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, number);
        return date_read(digits);
    }
    gboolean seconds = number >= 1000000000 && number < 10000000000;
    if (!seconds && ABS(number) < 100000000000)
        return NULL;
    gint64 at = (seconds ? number : number / 1000) + BEIJING_SECONDS;
    gint64 days = at / DAY_SECONDS - (at % DAY_SECONDS < 0 ? 1 : 0) + 719163; /* of 1970-01-01 */
    if (days < 365243 || days > 3652059) /* the years 1001 to 9999 */
        return NULL;
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)days);
    return format(g_date_get_year(&date), (int)g_date_get_month(&date), g_date_get_day(&date));
}
