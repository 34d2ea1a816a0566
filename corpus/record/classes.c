/* Classes: what the letters of the Chinese Classification for Standards (CCS) are called, and which class a class is in. Those
 * of the international one are called as ics.c says. A class that has no name is called by its code. */
#include <string.h>

#include "corpus/record/value-private.h"

const ValueName value_ccs[] = {
    CLASS("A", "综合", "Generalities"),
    CLASS("B", "农业、林业", "Agriculture and forestry"),
    CLASS("C", "医药、卫生、劳动保护", "Medicine, health and labour protection"),
    CLASS("D", "矿业", "Mining"),
    CLASS("E", "石油", "Petroleum"),
    CLASS("F", "能源、核技术", "Energy and nuclear technology"),
    CLASS("G", "化工", "Chemicals"),
    CLASS("H", "冶金", "Metallurgy"),
    CLASS("J", "机械", "Machinery"),
    CLASS("K", "电工", "Electrical engineering"),
    CLASS("L", "电子元器件与信息技术", "Electronic components and information technology"),
    CLASS("M", "通信、广播", "Communication and broadcasting"),
    CLASS("N", "仪器、仪表", "Instruments and meters"),
    CLASS("P", "工程建设", "Engineering construction"),
    CLASS("Q", "建材", "Building materials"),
    CLASS("R", "公路、水路运输", "Road and water transport"),
    CLASS("S", "铁路", "Railways"),
    CLASS("T", "车辆", "Vehicles"),
    CLASS("U", "船舶", "Ships"),
    CLASS("V", "航空、航天", "Aviation and space"),
    CLASS("W", "纺织", "Textiles"),
    CLASS("X", "食品", "Food"),
    CLASS("Y", "轻工、文化与生活用品", "Light industry, cultural goods and articles of daily use"),
    CLASS("Z", "环境保护", "Environmental protection"),
};
const guint n_value_ccs = G_N_ELEMENTS(value_ccs);

/* How much of TEXT is a class of ICS: 35, 35.240 or 35.240.15. */
static gsize ics_length(const char *text)
{
    static const guint digits[] = {2, 3, 2};
    gsize len = 0;
    for (guint level = 0; level < G_N_ELEMENTS(digits); level++) {
        gsize at = len + (level > 0);
        if ((level > 0 && text[len] != '.') || strspn(text + at, "0123456789") != digits[level])
            return len;
        len = at + digits[level];
    }
    return len;
}

/* Of CCS: L or L80. */
static gsize ccs_length(const char *text)
{
    if (!g_ascii_isupper(*text))
        return 0;
    return strspn(text + 1, "0123456789") == 2 ? 3 : 1;
}

/* Sources write words behind the class: 35.030 信息技术安全. */
char *value_class(FieldId field, const char *text)
{
    gsize len = field == FIELD_ICS ? ics_length(text) : field == FIELD_CCS ? ccs_length(text) : 0;
    return len > 0 && (text[len] == '\0' || text[len] == ' ') ? g_strndup(text, len) : NULL;
}

static char *before_last(const char *text, char mark)
{
    const char *last = strrchr(text, mark);
    return last ? g_strndup(text, (gsize)(last - text)) : NULL;
}

/* SAC/TC 260 of SAC/TC 260/WG 4, ISO/IEC JTC 1 of ISO/IEC JTC 1/SC 27. */
static char *parent_committee(const char *text)
{
    g_autofree char *number = value_committee_number(text);
    const char *last = number ? strrchr(number, '/') : NULL;
    gboolean is_part = last && (g_str_has_prefix(last, "/SC") || g_str_has_prefix(last, "/WG") || g_str_has_prefix(last, "/SWG") ||
                                g_str_has_prefix(last, "/PC"));
    return is_part ? before_last(number, '/') : NULL;
}

char *value_parent(FieldId field, const char *text)
{
    static const char *const international[] = {"iso", "iec", "iso-iec", "itu", NULL};
    gboolean is_class = field == FIELD_ICS ? ics_length(text) == strlen(text) : field == FIELD_CCS && ccs_length(text) == strlen(text);
    if (field == FIELD_ICS)
        return is_class ? before_last(text, '.') : NULL;
    if (field == FIELD_CCS)
        return is_class && text[1] ? g_strndup(text, 1) : NULL;
    if (field == FIELD_COMMITTEE)
        return parent_committee(text);
    if (field == FIELD_KIND)
        return g_strv_contains(international, text) ? g_strdup(VALUE_INTERNATIONAL) : NULL;
    if (field == FIELD_PUBLISHED && strlen(text) == 4)
        return g_strdup_printf("%.3s0..%.3s9", text, text);
    return NULL;
}
