#include "corpus/bulletin/mark.h"

#include <glib.h>
#include <string.h>

size_t mark_one_of(const char *text, const char *const *marks)
{
    for (; *marks; marks++)
        if (g_str_has_prefix(text, *marks))
            return strlen(*marks);
    return 0;
}

static int digits_read(const char **p)
{
    int value = 0, count = 0;
    for (; g_ascii_isdigit(**p) && count < 3; ++*p, count++)
        value = value * 10 + (**p - '0');
    return count < 3 ? value : 0;
}

int mark_han_number(const char **p)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六",
                                         "七", "八", "九", "十", NULL};
    int value = 0;
    for (int i = 0; digits[i]; i++)
        if (g_str_has_prefix(*p, digits[i])) {
            *p += strlen(digits[i]);
            value = i + 1;
            break;
        }
    for (int i = 0; value == 10 && i < 9; i++)
        if (g_str_has_prefix(*p, digits[i])) {
            *p += strlen(digits[i]);
            return 11 + i;
        }
    return value;
}

static int circle_read(const char **p)
{
    gunichar c = g_utf8_get_char(*p);
    if (c < 0x2460 || c > 0x2473)
        return 0;
    *p = g_utf8_next_char(*p);
    return (int)(c - 0x2460) + 1;
}

/* Whether P is 2项: a count that follows "1." without a space. */
static gboolean is_count(const char *p)
{
    static const char *const counters[] = {"项", "个", "份", NULL};
    size_t digits = strspn(p, "0123456789");
    return digits <= 3 && mark_one_of(p + digits + strspn(p + digits, " "), counters) > 0;
}

static int read_open(const char *p, MarkStyle *style, const char **end)
{
    static const char *const opens[] = {"（", "(", NULL}, *const closes[] = {"）", ")", NULL};
    static const char *const points[] = {".", "．", NULL}, *const commas[] = {"、", NULL};
    size_t open = mark_one_of(p, opens), taken;
    p += open;
    int value = circle_read(&p);
    if (value && !open) {
        *style = MARK_CIRCLE;
        *end = p;
        return value;
    }
    value = digits_read(&p);
    *style = value ? MARK_PAREN : MARK_HAN_PAREN;
    value = value || !open ? value : mark_han_number(&p);
    if ((taken = mark_one_of(p, closes))) {
        *end = p + taken;
        return open || *style == MARK_PAREN ? value : 0;
    }
    if (open || !value || (!(taken = mark_one_of(p, points)) && !(taken = mark_one_of(p, commas))))
        return 0;
    *style = mark_one_of(p, points) ? MARK_POINT : MARK_COMMA;
    *end = p + taken;
    return *style == MARK_POINT && g_ascii_isdigit(**end) && !is_count(*end) ? 0 : value;
}

int mark_read(const char *text, MarkStyle *style, size_t *taken)
{
    const char *end = text;
    int value = read_open(text, style, &end);
    end += strspn(end, " ");
    *taken = (size_t)(end - text);
    return value && *end ? value : 0;
}
