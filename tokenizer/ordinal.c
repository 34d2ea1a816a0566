#include "tokenizer/ordinal.h"

#include <string.h>

#define MAX_ORDINAL 99999u

/* Units, the longer before its own prefix. */
static const struct {
    UChar text[3];
    guint32 len;
    const char *term;
} units[] = {
    {u"部分", 2, "部分"}, {u"分册", 2, "分册"}, {u"条", 1, "条"}, {u"款", 1, "款"},
    {u"项", 1, "项"},     {u"章", 1, "章"},     {u"节", 1, "节"}, {u"编", 1, "编"},
    {u"册", 1, "册"},     {u"卷", 1, "卷"},
};

static int chinese_digit(UChar c)
{
    static const UChar digits[] = u"零一二三四五六七八九";
    if (c == u'〇')
        return 0;
    if (c == u'两')
        return 2;
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return -1;
}

static guint32 chinese_multiplier(UChar c)
{
    return c == u'十' ? 10 : c == u'百' ? 100 : c == u'千' ? 1000 : c == u'万' ? 10000 : 0;
}

/* 三十三, 一百零三, 二〇二四, 十; returns the units read. */
static guint32 chinese_number(const UChar *text, guint32 len, guint32 *value)
{
    guint32 total = 0, section = 0, i = 0;
    gint64 digits = -1; /* digits written one after another, 二〇二四 */
    for (; i < len; i++) {
        int digit = chinese_digit(text[i]);
        guint32 multiplier = chinese_multiplier(text[i]);
        if (digit >= 0) {
            digits = digits < 0 ? digit : digits * 10 + digit;
            if (digits > MAX_ORDINAL)
                return 0;
        } else if (multiplier == 10000) {
            total += (section + (guint32)MAX(digits, 0)) * multiplier;
            section = 0;
            digits = -1;
        } else if (multiplier) {
            section += (digits < 0 ? 1 : (guint32)digits) * multiplier;
            digits = -1;
        } else {
            break;
        }
        if (total > MAX_ORDINAL || section > MAX_ORDINAL)
            return 0;
    }
    *value = total + section + (guint32)MAX(digits, 0);
    return i;
}

static guint32 arabic_number(const UChar *text, guint32 len, guint32 *value)
{
    guint32 i = 0;
    for (*value = 0; i < len && text[i] >= '0' && text[i] <= '9'; i++) {
        *value = *value * 10 + (guint32)(text[i] - '0');
        if (*value > MAX_ORDINAL)
            return 0;
    }
    return i;
}

guint32 ordinal_match(const UChar *text, guint32 len, char term[ORDINAL_TERM_SIZE])
{
    if (len < 3 || text[0] != u'第')
        return 0;
    guint32 value;
    guint32 at = arabic_number(text + 1, len - 1, &value);
    if (!at)
        at = chinese_number(text + 1, len - 1, &value);
    if (!at)
        return 0;
    at++;
    for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
        if (at + units[i].len > len ||
            memcmp(text + at, units[i].text, units[i].len * sizeof *text))
            continue;
        g_snprintf(term, ORDINAL_TERM_SIZE, "第%u%s", value, units[i].term);
        return at + units[i].len;
    }
    return 0;
}
