/* Natural order as a byte string. */
#include <string.h>

#include "number/number.h"

enum {
    FIELD_END = '\1', /* below every character of a field, so that a shorter field sorts first */
};

/* Appends TEXT with every run of digits led by its length: 9 before 10, and 010 beside 10. */
static void append_natural(GString *key, const char *text)
{
    while (*text != '\0') {
        size_t digits = 0, zeros = 0;

        if (!g_ascii_isdigit(*text)) {
            g_string_append_c(key, g_ascii_toupper(*text++));
            continue;
        }
        while (text[zeros] == '0' && g_ascii_isdigit(text[zeros + 1]))
            zeros++;
        text += zeros;
        while (g_ascii_isdigit(text[digits]))
            digits++;
        /* digits stay between '0' and '9' + 1 for up to nine; longer runs sort after them */
        g_string_append_c(key, (char)('0' + MIN(digits, 60)));
        g_string_append_len(key, text, (gssize)digits);
        text += digits;
    }
}

static void append_field(GString *key, const char *text)
{
    if (text != NULL)
        append_natural(key, text);
    g_string_append_c(key, FIELD_END);
}

char *number_sort_key(const char *id)
{
    g_autoptr(Number) number = NULL;
    g_autofree char *canonical = NULL;
    GString *key;

    g_return_val_if_fail(id != NULL, NULL);
    number = number_parse(id, -1);
    canonical = number_canonical_id(id);
    key = g_string_new(NULL);
    if (number != NULL) {
        g_autofree char *year = g_strdup_printf("%04d-%02d", MAX(number->year, 0), number->month);

        if (number->year == NUMBER_DRAFT_YEAR)
            strcpy(year, "9999-99"); /* a draft is newer than every edition */
        append_field(key, number->prefix);
        append_field(key, number->base);
        append_field(key, number->part);
        append_field(key, year);
        append_field(key, number->supplement);
        append_field(key, number->stage);
    }
    append_natural(key, canonical);
    return g_string_free(key, FALSE);
}
