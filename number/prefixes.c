#include "number/prefixes.h"

#include <string.h>

const Style style_chinese = {.part_mark = '.', .year_mark = '-', .short_years = TRUE};
const Style style_bare = {.part_mark = '.', .year_mark = '-', .either_mark = TRUE};

const Style style_region = {
    .part_mark = '-', .year_mark = '-', .short_years = TRUE, .region = TRUE};
const Style style_classed = {.part_mark = '-', .year_mark = '-', .short_years = TRUE};
const Style style_atlas = {.part_mark = '-', .year_mark = '-', .undated = TRUE};

static const Style style_group = {.part_mark = '.',
                                  .year_mark = '-',
                                  .short_years = TRUE,
                                  .letters_max = 4,
                                  .letter_join = "",
                                  .classes = TRUE};
static const Style style_road = {.part_mark = '.',
                                 .year_mark = '-',
                                 .short_years = TRUE,
                                 .letters_max = 2,
                                 .letter_join = "",
                                 .volumes = TRUE};
static const Style style_cecs = {.part_mark = '.', .year_mark = ':', .short_years = TRUE};
static const Style style_sample = {.part_mark = '-', .year_mark = '-', .short_years = TRUE};
static const Style style_owner = {.part_mark = '.',
                                  .year_mark = '-',
                                  .short_years = TRUE,
                                  .letters_max = 4,
                                  .letter_join = "",
                                  .groups = TRUE};
static const Style style_iso = {
    .part_mark = '-', .year_mark = ':', .stages = TRUE, .spelling = SPELL_ISO};
static const Style style_iec = {
    .part_mark = '-', .year_mark = ':', .stages = TRUE, .spelling = SPELL_IEC};
static const Style style_jis = {.part_mark = '-',
                                .year_mark = ':',
                                .letters_min = 1,
                                .letters_max = 1,
                                .letter_join = " ",
                                .spelling = SPELL_JIS};
static const Style style_itu = {.part_mark = '.',
                                .year_mark = '(',
                                .letters_min = 1,
                                .letters_max = 2,
                                .letter_join = ".",
                                .either_mark = TRUE};
static const Style style_ieee = {
    .part_mark = '.', .year_mark = '-', .letters_max = 1, .letter_join = ""};
static const Style style_astm = {.part_mark = '.',
                                 .year_mark = '-',
                                 .letters_max = 1,
                                 .letter_join = "",
                                 .short_years = TRUE,
                                 .writes_short = TRUE};
static const Style style_europe = {.part_mark = '-', .year_mark = ':', .stages = TRUE};
static const Style style_etsi = {.part_mark = '-', .year_mark = ':', .groups = TRUE};
static const Style style_plain = {.part_mark = '-', .year_mark = '-'};
static const Style style_ansi = {
    .part_mark = '.', .year_mark = '-', .letters_max = 1, .letter_join = "", .either_mark = TRUE};
/* Of bodies whose numbers begin with letters of their own: ASME B16.5, SAE J1939-71, NACE MR0175 */
static const Style style_lettered = {
    .part_mark = '.', .year_mark = '-', .letters_max = 2, .letter_join = "", .either_mark = TRUE};
static const Style style_gost = {.part_mark = '.', .year_mark = '-', .short_years = TRUE};
static const Style style_rfc = {.part_mark = '-', .year_mark = '-', .undated = TRUE};

#define NATIONAL(name, suffixes, caution)                                                          \
    {                                                                                              \
        name, NULL, suffixes, &style_chinese, SCHEME_PLAIN, caution, "gb", 0, NULL                 \
    }
#define MILITARY(name, suffixes)                                                                   \
    {                                                                                              \
        name, NULL, suffixes, &style_chinese, SCHEME_PLAIN, CAUTION_NONE, "military", 0, NULL      \
    }
#define METROLOGY(name)                                                                            \
    {                                                                                              \
        name, NULL, NULL, &style_chinese, SCHEME_PLAIN, CAUTION_NONE, "metrology", 0, NULL         \
    }
#define INDUSTRY(name, suffixes)                                                                   \
    {                                                                                              \
        name, NULL, suffixes, &style_chinese, SCHEME_PLAIN, CAUTION_DATED, "industry", 0, NULL     \
    }
#define ROAD(name, suffixes)                                                                       \
    {                                                                                              \
        name, NULL, suffixes, &style_road, SCHEME_PLAIN, CAUTION_DATED, "industry", 0, NULL        \
    }
#define JOINT(name, style, kind)                                                                   \
    {                                                                                              \
        name, NULL, NULL, style, SCHEME_JOINT, CAUTION_NONE, kind, 0, NULL                         \
    }
#define ADOPTING(name, caution, kind)                                                              \
    {                                                                                              \
        name, NULL, NULL, &style_europe, SCHEME_ADOPTS, caution, kind, 0, NULL                     \
    }
#define OTHER(name, style, caution, kind)                                                          \
    {                                                                                              \
        name, NULL, NULL, style, SCHEME_PLAIN, caution, kind, 0, NULL                              \
    }
#define REGIONAL(name, canonical)                                                                  \
    {                                                                                              \
        name, canonical, NULL, &style_region, SCHEME_PLAIN, CAUTION_NONE, "local", 0, NULL         \
    }
#define ALIAS(name, canonical, style, scheme, caution, kind)                                       \
    {                                                                                              \
        name, canonical, NULL, style, scheme, caution, kind, 0, NULL                               \
    }

/* clang-format off */
/* Sorted by first letter. A new prefix is one line here. */
static const Prefix prefixes[] = {
    OTHER("AATCC", &style_lettered, CAUTION_NAME, "foreign"),
    OTHER("ANSI", &style_ansi, CAUTION_DATED, "foreign"),
    OTHER("API", &style_lettered, CAUTION_NAME, "foreign"),
    ALIAS("API RP", "API", &style_lettered, SCHEME_PLAIN, CAUTION_NAME, "foreign"),
    ALIAS("API SPEC", "API", &style_lettered, SCHEME_PLAIN, CAUTION_NAME, "foreign"),
    ALIAS("API STD", "API", &style_lettered, SCHEME_PLAIN, CAUTION_NAME, "foreign"),
    INDUSTRY("AQ", "T"),   /* 安全生产 */
    OTHER("AS", &style_europe, CAUTION_WORD, "foreign"),
    OTHER("AS/NZS", &style_europe, CAUTION_DATED, "foreign"),
    OTHER("ASME", &style_lettered, CAUTION_NAME, "foreign"),
    OTHER("ASTM", &style_astm, CAUTION_NONE, "astm"),
    OTHER("AWS", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("BB", "T"),   /* 包装 */
    INDUSTRY("BMB", "Z"),  /* 国家保密 */
    ADOPTING("BS", CAUTION_DATED, "foreign"),
    INDUSTRY("CB", "TZ"),  /* 船舶 */
    OTHER("CECS", &style_cecs, CAUTION_NONE, "group"),
    INDUSTRY("CH", "TZ"),  /* 测绘 */
    JOINT("CISPR", &style_iec, "iec"),
    INDUSTRY("CJ", "T"),   /* 城镇建设 */
    INDUSTRY("CJJ", "T"),  /* 城镇建设工程 */
    OTHER("CSA", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("CY", "TZ"),  /* 新闻出版 */
    INDUSTRY("DA", "T"),   /* 档案 */
    {"DB", NULL, "TZ", &style_chinese, SCHEME_LOCAL, CAUTION_DATED, "local", 0, NULL},
    {"DBJ", NULL, "T", &style_region, SCHEME_LOCAL, CAUTION_DATED, "local", 0, NULL},
    {"DBS", NULL, NULL, &style_chinese, SCHEME_LOCAL, CAUTION_DATED, "local", 0, NULL}, /* 食品安全地方标准 */
    INDUSTRY("DD", NULL),  /* 地质调查 */
    ADOPTING("DIN", CAUTION_DATED, "foreign"),
    /* 工程建设规范 of Shanghai, and of Jiangsu (DGJ32/TJ) */
    REGIONAL("DG TJ", "DG/TJ"),
    REGIONAL("DG-TJ", "DG/TJ"),
    REGIONAL("DG/T J", "DG/TJ"),
    REGIONAL("DG/TJ", NULL),
    {"DGJ", NULL, NULL, &style_region, SCHEME_LOCAL, CAUTION_DATED, "local", 0, NULL},
    REGIONAL("DGTJ", "DG/TJ"),
    INDUSTRY("DL", "TZ"),  /* 电力 */
    INDUSTRY("DY", "T"),   /* 电影 */
    INDUSTRY("DZ", "TZ"),  /* 地质矿产 */
    OTHER("EIA", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("EJ", "TZ"),  /* 核工业 */
    ADOPTING("EN", CAUTION_WORD, "en"),
    OTHER("ETSI EN", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("ETSI ES", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("ETSI GR", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("ETSI GS", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("ETSI TR", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("ETSI TS", &style_etsi, CAUTION_NONE, "etsi"),
    OTHER("FIPS", &style_plain, CAUTION_NONE, "foreign"),
    ALIAS("FIPS PUB", "FIPS", &style_plain, SCHEME_PLAIN, CAUTION_NONE, "foreign"),
    INDUSTRY("FZ", "T"),   /* 纺织 */
    INDUSTRY("GA", "TZ"),  /* 公共安全 */
    NATIONAL("GB", "TZ", CAUTION_UNIT),
    NATIONAL("GBJ", "T", CAUTION_NONE), /* 工程建设国家标准 */
    /* 国家职业卫生标准, numbered from 1; GB/Z without its slash has four digits and more */
    {"GBZ", NULL, "T", &style_chinese, SCHEME_PLAIN, CAUTION_NONE, "gb", 1000, "GB/Z"},
    INDUSTRY("GC", "T"),   /* 国家物资储备 */
    INDUSTRY("GD", "J"),   /* 广播电影电视 */
    INDUSTRY("GH", "TZ"),  /* 供销合作 */
    MILITARY("GJB", "Z"),
    INDUSTRY("GM", "TZY"), /* 密码 */
    OTHER("GOST", &style_gost, CAUTION_NONE, "foreign"),
    OTHER("GOST R", &style_gost, CAUTION_NONE, "foreign"),
    {"GSB", NULL, NULL, &style_sample, SCHEME_PLAIN, CAUTION_NONE, "gb", 0, NULL}, /* 标准样品 */
    INDUSTRY("GY", "TZ"),  /* 广播电视 */
    INDUSTRY("HB", "Z"),   /* 航空 */
    INDUSTRY("HG", "TZ"),  /* 化工 */
    INDUSTRY("HGJ", NULL),
    INDUSTRY("HJ", "TZ"),  /* 环境保护 */
    MILITARY("HJB", "Z"),
    INDUSTRY("HS", "T"),   /* 海关 */
    INDUSTRY("HY", "TZ"),  /* 海洋 */
    OTHER("IATF", &style_plain, CAUTION_NAME, "foreign"),
    JOINT("IEC", &style_iec, "iec"),
    OTHER("IEEE", &style_ieee, CAUTION_NONE, "ieee"),
    ALIAS("IEEE P", "IEEE", &style_ieee, SCHEME_PLAIN, CAUTION_NONE, "ieee"),
    ALIAS("IEEE STD", "IEEE", &style_ieee, SCHEME_PLAIN, CAUTION_NONE, "ieee"),
    OTHER("IPC", &style_lettered, CAUTION_NAME, "foreign"),
    JOINT("ISO", &style_iso, "iso"),
    ALIAS("ISOIEC", "ISO/IEC", &style_iso, SCHEME_JOINT, CAUTION_NONE, "iso-iec"),
    ALIAS("ITU R", "ITU-R", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    ALIAS("ITU T", "ITU-T", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    OTHER("ITU-R", &style_itu, CAUTION_NONE, "itu"),
    ALIAS("ITU-R REC.", "ITU-R", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    OTHER("ITU-T", &style_itu, CAUTION_NONE, "itu"),
    ALIAS("ITU-T REC.", "ITU-T", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    ALIAS("ITUR", "ITU-R", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    ALIAS("ITUT", "ITU-T", &style_itu, SCHEME_PLAIN, CAUTION_NONE, "itu"),
    OTHER("IWA", &style_iso, CAUTION_NONE, "iso"),
    INDUSTRY("JB", "TZ"),  /* 机械 */
    INDUSTRY("JC", "TZ"),  /* 建材 */
    INDUSTRY("JG", "T"),   /* 建筑工业 */
    INDUSTRY("JGJ", "T"),  /* 建筑工程 */
    OTHER("JIS", &style_jis, CAUTION_NONE, "jis"),
    METROLOGY("JJF"),
    METROLOGY("JJG"),
    INDUSTRY("JR", "TZ"),  /* 金融 */
    INDUSTRY("JT", "TZ"),  /* 交通 */
    ROAD("JTG", "T"),      /* 公路工程 */
    ROAD("JTJ", "T"),
    ROAD("JTS", "T"),      /* 水运工程 */
    INDUSTRY("JY", "TZ"),  /* 教育 */
    INDUSTRY("KA", "T"),   /* 矿山安全 */
    OTHER("KS", &style_jis, CAUTION_NONE, "foreign"),
    INDUSTRY("LB", "T"),   /* 旅游 */
    INDUSTRY("LD", "TZ"),  /* 劳动 */
    INDUSTRY("LS", "T"),   /* 粮食 */
    INDUSTRY("LY", "TZ"),  /* 林业 */
    INDUSTRY("MH", "T"),   /* 民航 */
    OTHER("MIL-STD", &style_lettered, CAUTION_NONE, "foreign"),
    INDUSTRY("MT", "TZ"),  /* 煤炭 */
    INDUSTRY("MZ", "T"),   /* 民政 */
    OTHER("NACE", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("NB", "TZ"),  /* 能源 */
    ADOPTING("NF", CAUTION_WORD, "foreign"),
    INDUSTRY("NB/SH", "T"), /* 能源, of petrochemicals */
    OTHER("NFPA", &style_plain, CAUTION_NAME, "foreign"),
    OTHER("NIST SP", &style_plain, CAUTION_NONE, "foreign"),
    INDUSTRY("NY", "TZ"),  /* 农业 */
    OTHER("OHSAS", &style_plain, CAUTION_NAME, "foreign"),
    OTHER("OIML R", &style_iso, CAUTION_NONE, "foreign"),
    {"Q", NULL, NULL, &style_owner, SCHEME_ORGANISATION, CAUTION_DATED, "enterprise", 0, NULL},
    INDUSTRY("QB", "TZ"),  /* 轻工 */
    INDUSTRY("QC", "T"),   /* 汽车 */
    INDUSTRY("QJ", "TZ"),  /* 航天 */
    INDUSTRY("QX", "TZ"),  /* 气象 */
    INDUSTRY("RB", "T"),   /* 认证认可 */
    OTHER("RFC", &style_rfc, CAUTION_NONE, "ietf"),
    INDUSTRY("RFJ", NULL), /* 人民防空 */
    OTHER("SAE", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("SB", "T"),   /* 国内贸易 */
    INDUSTRY("SC", "TZ"),  /* 水产 */
    OTHER("SEMI", &style_lettered, CAUTION_NAME, "foreign"),
    INDUSTRY("SF", "TZ"),  /* 司法 */
    INDUSTRY("SH", "TZ"),  /* 石油化工 */
    INDUSTRY("SJ", "TZ"),  /* 电子 */
    OTHER("SJG", &style_chinese, CAUTION_DATED, "local"), /* 深圳工程建设 */
    INDUSTRY("SL", "TZ"),  /* 水利 */
    INDUSTRY("SN", "T"),   /* 出入境检验检疫 */
    INDUSTRY("SW", "T"),   /* 税务 */
    INDUSTRY("SY", "T"),   /* 石油天然气 */
    {"T", NULL, NULL, &style_group, SCHEME_ORGANISATION, CAUTION_DATED, "group", 0, NULL},
    INDUSTRY("TB", "T"),   /* 铁路运输 */
    INDUSTRY("TD", "T"),   /* 土地管理 */
    OTHER("TIA", &style_lettered, CAUTION_NAME, "foreign"),
    OTHER("TR", &style_jis, CAUTION_WORD, "jis"), /* JIS technical reports: TR X 0001:1999 */
    OTHER("TS", &style_jis, CAUTION_WORD, "jis"),
    ROAD("TSG", NULL),     /* 特种设备安全技术规范 */
    INDUSTRY("TY", "T"),   /* 体育 */
    OTHER("UL", &style_plain, CAUTION_WORD, "foreign"),
    ADOPTING("UNE", CAUTION_DATED, "foreign"),
    OTHER("VDE", &style_plain, CAUTION_NAME, "foreign"),
    OTHER("VDI", &style_plain, CAUTION_NAME, "foreign"),
    INDUSTRY("WB", "T"),   /* 物资管理 */
    INDUSTRY("WH", "T"),   /* 文化 */
    INDUSTRY("WJ", "TZ"),  /* 兵工民品 */
    INDUSTRY("WM", "T"),   /* 外经贸 */
    INDUSTRY("WS", "TZ"),  /* 卫生 */
    INDUSTRY("WW", "TZ"),  /* 文物保护 */
    INDUSTRY("XB", "T"),   /* 稀土 */
    INDUSTRY("XF", "T"),   /* 消防救援 */
    INDUSTRY("YB", "TZ"),  /* 黑色冶金 */
    INDUSTRY("YC", "TZ"),  /* 烟草 */
    INDUSTRY("YD", "TBZ"), /* 通信 */
    INDUSTRY("YDB", NULL),
    INDUSTRY("YJ", "T"),   /* 应急管理 */
    INDUSTRY("YS", "T"),   /* 有色金属 */
    INDUSTRY("YY", "TZ"),  /* 医药 */
    INDUSTRY("YZ", "TZ"),  /* 邮政 */
    INDUSTRY("ZBY", NULL), /* 专业标准 */
    INDUSTRY("ZY", "T"),   /* 中医药 */
};

/* Longest first where one begins another. */
static const Stage stages[] = {
    {"PDTR", "PDTR", TRUE, FALSE},     {"PDTS", "PDTS", TRUE, FALSE},
    {"FDIS", "FDIS", TRUE, FALSE},     {"FDTR", "FDTR", TRUE, FALSE},
    {"FDTS", "FDTS", TRUE, FALSE},     {"DPAS", "DPAS", TRUE, FALSE},
    {"DIS", "DIS", TRUE, FALSE},       {"DTR", "DTR", TRUE, FALSE},
    {"DTS", "DTS", TRUE, FALSE},       {"CDV", "CDV", FALSE, FALSE},
    {"PWI", "PWI", FALSE, FALSE},      {"AWI", "AWI", FALSE, FALSE},
    {"PRF", "PRF", FALSE, FALSE},      {"PAS", "PAS", FALSE, FALSE},
    {"ISP", "ISP", FALSE, FALSE},      {"PDISP", "PDISP", FALSE, FALSE},
    {"DISP", "DISP", FALSE, FALSE},    {"NP", "NP", FALSE, FALSE},
    {"WD", "WD", FALSE, FALSE},        {"CD", "CD", FALSE, FALSE},
    {"TR", "TR", FALSE, FALSE},        {"TS", "TS", FALSE, FALSE},
    {"GUIDE", "Guide", FALSE, TRUE},   {"DGUIDE", "DGuide", FALSE, FALSE},
    {"FDGUIDE", "FDGuide", FALSE, FALSE}, {"SRD", "SRD", FALSE, FALSE},
    {"R", "R", FALSE, FALSE},          {"DATA", "DATA", FALSE, FALSE},
    {"TTA", "TTA", FALSE, FALSE},      {"ACEE", "ACEE", FALSE, FALSE},
    {"CA", "CA", FALSE, FALSE},        {"WT", "WT", FALSE, FALSE},
};

static const Supplement supplements[] = {
    {"AMENDMENT", {"Amd ", "AMD", "AMENDMENT "}},
    {"AMDT", {"Amd ", "AMD", "AMENDMENT "}},
    {"AMD", {"Amd ", "AMD", "AMENDMENT "}},
    {"CORRIGENDUM", {"Cor ", "COR", "CORRIGENDUM "}},
    {"CORR", {"Cor ", "COR", "CORRIGENDUM "}},
    {"COR", {"Cor ", "COR", "CORRIGENDUM "}},
    {"ADDENDUM", {"Add ", "ADD", "ADDENDUM "}},
    {"ADD", {"Add ", "ADD", "ADDENDUM "}},
    {"EXT", {"Ext ", "EXT", "EXT "}},
    {"SUPPL", {"Suppl ", "SUPPL", "SUPPL "}},
    {"DAMD", {"DAM ", "DAM", "DAM "}},
    {"DAM", {"DAM ", "DAM", "DAM "}},
    {"FDAMD", {"FDAM ", "FDAM", "FDAM "}},
    {"FDAM", {"FDAM ", "FDAM", "FDAM "}},
    {"PDAM", {"PDAM ", "PDAM", "PDAM "}},
    {"DCOR", {"DCOR ", "DCOR", "DCOR "}},
    {"ISH", {"ISH", "ISH", "ISH"}},
    {"FRAG", {"FRAG", "FRAG", "FRAG"}},
    {"EXPLANATION", {"EXPLANATION ", "EXPLANATION ", "EXPLANATION "}},
    {"EXPL", {"EXPL", "EXPL", "EXPL"}},
    {"XG", {"XG", "XG", "XG"}},  /* 修改单 of a national standard */
    {"AC", {"AC", "AC", "AC"}},  /* corrigendum of an EN */
    {"A", {"A", "A", "A"}},      /* amendment of an EN */
};

/* clang-format on */

static const char *const editions[] = {
    "EXV-CMV", "EXV-RLV", "CSV", "RLV", "CMV", "EXV", "SER", "DB", "EDN",
};

const Prefix *prefixes_of(char letter, size_t *n)
{
    size_t low = 0, high = G_N_ELEMENTS(prefixes), end;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (prefixes[middle].name[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    for (end = low; end < G_N_ELEMENTS(prefixes) && prefixes[end].name[0] == letter; end++)
        ;
    *n = end - low;
    return prefixes + low;
}

const Prefix *prefix_named(const char *name, size_t len)
{
    size_t n;
    const Prefix *p = prefixes_of(len > 0 ? name[0] : '\0', &n);

    for (size_t i = 0; i < n; i++)
        if (strncmp(p[i].name, name, len) == 0 && p[i].name[len] == '\0')
            return p + i;
    return NULL;
}

const Stage *stage_at(const char *text, size_t *len)
{
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++) {
        size_t n = word_at(text, stages[i].name);

        if (n > 0 && !g_ascii_isalpha(text[n])) {
            *len = n;
            return &stages[i];
        }
    }
    return NULL;
}

const Supplement *supplement_at(const char *text, size_t *len)
{
    for (size_t i = 0; i < G_N_ELEMENTS(supplements); i++) {
        size_t n = word_at(text, supplements[i].name);

        if (n > 0 && !g_ascii_isalpha(text[n])) {
            *len = n;
            return &supplements[i];
        }
    }
    return NULL;
}

const char *edition_at(const char *text, size_t *len)
{
    for (size_t i = 0; i < G_N_ELEMENTS(editions); i++) {
        size_t n = word_at(text, editions[i]);

        if (n > 0 && !g_ascii_isalnum(text[n])) {
            *len = n;
            return editions[i];
        }
    }
    return NULL;
}
