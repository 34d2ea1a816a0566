/* The number of a notice (发文字号, GB/T 9704): who issued it, 〔year〕, number, 号. */
#include <string.h>

#include "number/number.h"

enum { ISSUER_MOST = 24, DIGITS_MOST = 6 };

/* The digit that C is, also a full-width one; -1 if it is none. */
static int digit(gunichar c)
{
    if (c >= 0xFF10 && c <= 0xFF19)
        return (int)(c - 0xFF10);
    return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
}

static gboolean is_one_of(gunichar c, const char *set)
{
    return c && g_utf8_strchr(set, -1, c) != NULL;
}

static const char *skip_spaces(const char *p)
{
    while (g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

/* The digits at *P, at most MOST, appended to OUT; how many. */
static int take_digits(const char **p, int most, GString *out)
{
    int n = 0;
    for (; n < most && digit(g_utf8_get_char(*p)) >= 0; *p = g_utf8_next_char(*p), n++)
        g_string_append_c(out, (char)('0' + digit(g_utf8_get_char(*p))));
    return n;
}

/* Appends to OUT what issues: Chinese characters, letters and marks inside. Returns what follows it. */
static const char *take_issuer(const char *p, GString *out)
{
    int han = 0;
    for (int n = 0; n < ISSUER_MOST; n++, p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        gboolean ideograph = g_unichar_get_script(c) == G_UNICODE_SCRIPT_HAN;
        if (!ideograph && !g_ascii_isalpha((int)MIN(c, 127)) && !is_one_of(c, "·-"))
            break;
        han += ideograph;
        g_string_append_unichar(out, c);
    }
    return han > 0 ? skip_spaces(p) : NULL;
}

char *number_notice(const char *text)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_return_val_if_fail(text != NULL, NULL);
    const char *p = take_issuer(skip_spaces(text), out);
    if (!p || !is_one_of(g_utf8_get_char(p), "〔[［（(【〈﹝"))
        return NULL;
    p = skip_spaces(g_utf8_next_char(p));
    g_string_append(out, "〔");
    if (take_digits(&p, 4, out) != 4)
        return NULL;
    if (g_str_has_prefix(p, "年"))
        p += strlen("年");
    p = skip_spaces(p);
    if (!is_one_of(g_utf8_get_char(p), "〕]］）)】〉﹞"))
        return NULL;
    g_string_append(out, "〕");
    p = skip_spaces(g_utf8_next_char(p));
    if (g_str_has_prefix(p, "第"))
        p = skip_spaces(p + strlen("第"));
    if (!take_digits(&p, DIGITS_MOST, out))
        return NULL;
    p = skip_spaces(p);
    if (!g_str_has_prefix(p, "号") || *skip_spaces(p + strlen("号")))
        return NULL;
    g_string_append(out, "号");
    return g_strdup(out->str);
}
