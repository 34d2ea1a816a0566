#include "search/plan/edition.h"

#include <string.h>

#include "number/number.h"

static guint go_further(const Number *number)
{
    guint further = EDITION_SUPPLEMENT;
    if (!number->supplement)
        return number->part ? EDITION_PART : EDITION_PLAIN;
    for (const char *at = number->supplement; *at; at++)
        further += *at == '/';
    return further;
}

void edition_init(Edition *edition, const char *id, guint status)
{
    *edition = (Edition){.status = status, .old = status == EDITION_PAST};
    g_autoptr(Number) number = number_parse(id, -1);
    if (!number || number->type != NUMBER_STANDARD)
        return;
    edition->further = go_further(number);
    edition->year = MAX(number->year, 0);
    edition->number =
        g_strconcat(number->prefix ? number->prefix : "", " ", number->base,
                    number->part ? (char[]){number->part_mark, '\0'} : "", number->part, NULL);
}

/* The number of ID without its year, or NULL. Caller frees. */
static Number *read_undated(const char *id)
{
    g_autoptr(Number) number = number_parse(id, -1);
    if (!number || number->type != NUMBER_STANDARD || number->year <= 0 || number->supplement)
        return NULL;
    number->year = NUMBER_NO_YEAR;
    number->month = 0;
    return g_steal_pointer(&number);
}

char *edition_undated(const char *id)
{
    g_autoptr(Number) number = read_undated(id);
    return number ? number_format(number) : NULL;
}

char *edition_whole(const char *id)
{
    g_autoptr(Number) number = read_undated(id);
    if (number)
        g_clear_pointer(&number->part, g_free);
    return number ? number_format(number) : NULL;
}

guint edition_digits(const char *id, gsize len)
{
    guint value = 0;
    gsize at = 0;
    while (at < len && !g_ascii_isdigit(id[at]))
        at++;
    for (; at < len && g_ascii_isdigit(id[at]); at++)
        value = value * 10 + (guint)(id[at] - '0');
    return value;
}

void edition_clear(Edition *edition)
{
    g_clear_pointer(&edition->number, g_free);
}

static gint by_number(gconstpointer first, gconstpointer second)
{
    const Edition *a = *(Edition *const *)first, *b = *(Edition *const *)second;
    int order = g_strcmp0(a->number, b->number);
    return order != 0 ? order : (a->year < b->year) - (a->year > b->year);
}

/* An edition that is only soon in force leaves those before it as they are. */
void editions_mark_old(GPtrArray *editions)
{
    const char *number = NULL;
    int newest = 0;
    g_ptr_array_sort(editions, by_number);
    for (guint i = 0; i < editions->len; i++) {
        Edition *edition = editions->pdata[i];
        if (!edition->number)
            continue;
        if (g_strcmp0(number, edition->number) != 0)
            newest = 0;
        number = edition->number;
        if (edition->status == EDITION_IN_FORCE || edition->status == EDITION_UNKNOWN)
            newest = MAX(newest, edition->year);
        edition->old =
            edition->status == EDITION_PAST ||
            (edition->status == EDITION_UNKNOWN && edition->year > 0 && edition->year < newest);
    }
}
