/* Partial ISO 8601 dates. */
#include "corpus/record/date.h"

#include <string.h>

static int digits(const char *text, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static gboolean exists(int year, int month, int day)
{
    if (year < 1000 || year > 9999 || month < 0 || month > 12 || day < 0 || (day > 0 && month == 0))
        return FALSE;
    return day == 0 || day <= g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
}

/* Splits TEXT into its parts; FALSE if it has none of the three forms. */
static gboolean split(const char *text, size_t len, int *year, int *month, int *day)
{
    if (len != 4 && len != 7 && len != 10)
        return FALSE;
    *year = digits(text, 4);
    *month = len >= 7 ? (text[4] == '-' ? digits(text + 5, 2) : -1) : 0;
    *day = len == 10 ? (text[7] == '-' ? digits(text + 8, 2) : -1) : 0;
    if (*month < (len >= 7 ? 1 : 0) || *day < (len == 10 ? 1 : 0))
        return FALSE;
    return exists(*year, *month, *day);
}

gboolean date_is_valid(const char *text, size_t len)
{
    int year, month, day;
    return split(text, len, &year, &month, &day);
}

guint32 date_key(const char *text)
{
    int year, month, day;
    if (!text || !split(text, strlen(text), &year, &month, &day))
        return 0;
    return (guint32)(year * 10000 + month * 100 + day);
}

guint32 date_last(guint32 key)
{
    if (key && key % 100 == 0)
        key += 99;
    return key / 100 % 100 == 0 && key ? key + 9900 : key;
}

guint32 date_today(void)
{
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    int year, month, day;
    if (!now)
        return 0;
    g_date_time_get_ymd(now, &year, &month, &day);
    return (guint32)(year * 10000 + month * 100 + day);
}

char *date_format(int year, int month, int day)
{
    if (!exists(year, month, day))
        return NULL;
    if (month == 0)
        return g_strdup_printf("%04d", year);
    if (day == 0)
        return g_strdup_printf("%04d-%02d", year, month);
    return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

char *date_of_key(guint32 key)
{
    return date_format((int)(key / 10000), (int)(key / 100 % 100), (int)(key % 100));
}

char *date_add_days(const char *date, int days)
{
    int year, month, day;
    if (!date || !split(date, strlen(date), &year, &month, &day) || day == 0 || days < 0)
        return NULL;
    GDate end;
    g_date_set_dmy(&end, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    g_date_add_days(&end, (guint)MIN(days, 100000));
    return date_format(g_date_get_year(&end), (int)g_date_get_month(&end), g_date_get_day(&end));
}
