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

#define LABEL "^(?:(?:发布|批准|实施|施行|生效|废止|作废)(?:日期|时间)|日期)[ ]*:[ ]*"
#define ENGLISH_MONTH                                                                              \
    "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"                \
    "Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?"

typedef struct {
    GRegex *date, *label;
    GRegex *english[2]; /* 12 March 2024, March 12, 2024, March 2024 */
} Patterns;

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;

    if (g_once_init_enter(&made)) {
        patterns = g_new(Patterns, 1);
        patterns->date = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->label = g_regex_new(LABEL, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->english[0] =
            g_regex_new("^(?<day>\\d{1,2})(?:st|nd|rd|th)?[ -]+(?<month>" ENGLISH_MONTH
                        ")(?:,? +|-)(?<year>\\d{4})$",
                        G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
        patterns->english[1] =
            g_regex_new("^(?<month>" ENGLISH_MONTH ")(?: +(?<day>\\d{1,2})(?:st|nd|rd|th)?)?"
                        ",? +(?<year>\\d{4})$",
                        G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

static int month_named(const char *name)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (size_t i = 0; i < G_N_ELEMENTS(months); i++)
        if (g_ascii_strncasecmp(name, months[i], strlen(months[i])) == 0)
            return (int)i + 1;
    return 0;
}

/* The date that TEXT writes with the name of its month; NULL if it does not. */
static char *read_english(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(patterns_get()->english); i++) {
        g_autoptr(GMatchInfo) match = NULL;
        if (!g_regex_match(patterns_get()->english[i], text, 0, &match))
            continue;
        g_autofree char *year = g_match_info_fetch_named(match, "year");
        g_autofree char *month = g_match_info_fetch_named(match, "month");
        g_autofree char *day = g_match_info_fetch_named(match, "day");
        gboolean has_day = day && *day;
        return has_day && atoi(day) == 0
                   ? NULL
                   : date_format(atoi(year), month_named(month), has_day ? atoi(day) : 0);
    }
    return NULL;
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
    g_autofree char *normal = g_utf8_normalize(text, -1, G_NORMALIZE_ALL_COMPOSE);
    g_autofree char *plain =
        normal ? g_regex_replace_literal(patterns_get()->label, g_strstrip(normal), -1, 0, "", 0, NULL)
               : NULL;
    g_autoptr(GMatchInfo) match = NULL;
    if (!plain)
        return NULL;
    if (!g_regex_match(patterns_get()->date, plain, 0, &match))
        return read_english(plain);
    if (!is_time(match))
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
