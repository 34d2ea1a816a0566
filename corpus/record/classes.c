/* What classes are called, a row each: the fields of the International Classification for Standards (ICS, with the groups of
 * information technology) and the letters of the Chinese one (CCS). A class that is not here is called by its code. And which
 * class a class is in. */
#include <string.h>

#include "corpus/record/value-private.h"

#define CLASS(code, chinese, english) {code, chinese, english, 0, 0}

const ValueName value_ics[] = {
    CLASS("01", "综合、术语学、标准化、文献", "Generalities. Terminology. Standardization. Documentation"),
    CLASS("03", "社会学、服务、公司的组织与管理、行政、运输", "Services. Company organization, management and quality. Administration. Transport. Sociology"),
    CLASS("07", "数学、自然科学", "Mathematics. Natural sciences"),
    CLASS("11", "医药卫生技术", "Health care technology"),
    CLASS("13", "环保、保健与安全", "Environment. Health protection. Safety"),
    CLASS("17", "计量学和测量、物理现象", "Metrology and measurement. Physical phenomena"),
    CLASS("19", "试验", "Testing"),
    CLASS("21", "机械系统和通用件", "Mechanical systems and components for general use"),
    CLASS("23", "流体系统和通用件", "Fluid systems and components for general use"),
    CLASS("25", "机械制造", "Manufacturing engineering"),
    CLASS("27", "能源和热传导工程", "Energy and heat transfer engineering"),
    CLASS("29", "电气工程", "Electrical engineering"),
    CLASS("31", "电子学", "Electronics"),
    CLASS("33", "电信、音频和视频工程", "Telecommunications. Audio and video engineering"),
    CLASS("35", "信息技术、办公机械", "Information technology. Office machines"),
    CLASS("35.020", "信息技术综合", "Information technology in general"),
    CLASS("35.030", "信息技术安全", "IT security"),
    CLASS("35.040", "信息编码", "Information coding"),
    CLASS("35.060", "信息技术用语言", "Languages used in information technology"),
    CLASS("35.080", "软件", "Software"),
    CLASS("35.100", "开放系统互连", "Open systems interconnection"),
    CLASS("35.110", "网络", "Networking"),
    CLASS("35.140", "计算机图形技术", "Computer graphics"),
    CLASS("35.160", "微处理机系统", "Microprocessor systems"),
    CLASS("35.180", "信息技术终端和其他外围设备", "IT terminal and other peripheral equipment"),
    CLASS("35.200", "接口和互连设备", "Interface and interconnection equipment"),
    CLASS("35.210", "云计算", "Cloud computing"),
    CLASS("35.220", "数据存储设备", "Data storage devices"),
    CLASS("35.240", "信息技术应用", "Applications of information technology"),
    CLASS("35.260", "办公机械", "Office machines"),
    CLASS("37", "成像技术", "Image technology"),
    CLASS("39", "精密机械、珠宝", "Precision mechanics. Jewellery"),
    CLASS("43", "道路车辆工程", "Road vehicles engineering"),
    CLASS("45", "铁路工程", "Railway engineering"),
    CLASS("47", "造船和海上建筑物", "Shipbuilding and marine structures"),
    CLASS("49", "航空器和航天器工程", "Aircraft and space vehicle engineering"),
    CLASS("53", "材料储运设备", "Materials handling equipment"),
    CLASS("55", "货物的包装和调运", "Packaging and distribution of goods"),
    CLASS("59", "纺织和皮革技术", "Textile and leather technology"),
    CLASS("61", "服装工业", "Clothing industry"),
    CLASS("65", "农业", "Agriculture"),
    CLASS("67", "食品技术", "Food technology"),
    CLASS("71", "化工技术", "Chemical technology"),
    CLASS("73", "采矿和矿产品", "Mining and minerals"),
    CLASS("75", "石油及相关技术", "Petroleum and related technologies"),
    CLASS("77", "冶金", "Metallurgy"),
    CLASS("79", "木材技术", "Wood technology"),
    CLASS("81", "玻璃和陶瓷工业", "Glass and ceramics industries"),
    CLASS("83", "橡胶和塑料工业", "Rubber and plastic industries"),
    CLASS("85", "造纸技术", "Paper technology"),
    CLASS("87", "涂料和颜料工业", "Paint and colour industries"),
    CLASS("91", "建筑材料和建筑物", "Construction materials and building"),
    CLASS("93", "土木工程", "Civil engineering"),
    CLASS("95", "军事工程", "Military affairs. Military engineering. Weapons"),
    CLASS("97", "家用和商用设备、文娱、体育", "Domestic and commercial equipment. Entertainment. Sports"),
};
const guint n_value_ics = G_N_ELEMENTS(value_ics);

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
