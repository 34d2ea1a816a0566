/* The tables of words, and their matching. */
#include "corpus/text/words.h"

#include <string.h>

#include "corpus/text/event.h"

static const HeaderWord header_words[] = {
    {"序号", COLUMN_SEQUENCE},       {"编号", COLUMN_NUMBER},
    {"国标计划号", COLUMN_PLAN},     {"国家标准计划号", COLUMN_PLAN},
    {"计划号", COLUMN_PLAN},         {"计划编号", COLUMN_PLAN},
    {"项目计划号", COLUMN_PLAN},     {"项目计划编号", COLUMN_PLAN},
    {"标准计划号", COLUMN_PLAN},     {"项目编号", COLUMN_PLAN},
    {"立项计划号", COLUMN_PLAN},     {"项目号", COLUMN_PLAN},
    {"标准编号", COLUMN_NUMBER},     {"标准号", COLUMN_NUMBER},
    {"国家标准编号", COLUMN_NUMBER}, {"国标号", COLUMN_NUMBER},
    {"国家标准号", COLUMN_NUMBER},   {"文件编号", COLUMN_NUMBER},
    {"文件号", COLUMN_NUMBER},       {"国际标准编号", COLUMN_NUMBER},
    {"国际标准号", COLUMN_NUMBER},   {"拟定标准号", COLUMN_NUMBER},
    {"项目名称", COLUMN_TITLE},      {"标准名称", COLUMN_TITLE},
    {"标准项目名称", COLUMN_TITLE},  {"计划名称", COLUMN_TITLE},
    {"计划项目名称", COLUMN_TITLE},  {"文件名称", COLUMN_TITLE},
    {"国家标准名称", COLUMN_TITLE},  {"名称", COLUMN_TITLE},
    {"中文项目名称", COLUMN_TITLE_ZH},
    {"英文名称", COLUMN_TITLE_EN},   {"标准英文名称", COLUMN_TITLE_EN},
    {"英文标题", COLUMN_TITLE_EN},   {"项目英文名称", COLUMN_TITLE_EN},
    {"中文名称", COLUMN_TITLE_ZH},   {"标准中文名称", COLUMN_TITLE_ZH},
    {"中文标题", COLUMN_TITLE_ZH},   {"项目中文名称", COLUMN_TITLE_ZH},
    {"标准范围", COLUMN_SCOPE},      {"范围", COLUMN_SCOPE},
    {"标准内容", COLUMN_SCOPE},      {"主要内容", COLUMN_SCOPE},
    {"标准主要内容", COLUMN_SCOPE},  {"适用范围", COLUMN_SCOPE},
    {"主要技术内容", COLUMN_SCOPE},  {"内容摘要", COLUMN_SCOPE},
    {"内容简介", COLUMN_SCOPE},      {"范围和主要技术内容", COLUMN_SCOPE},
    {"标准简介", COLUMN_SCOPE},      {"内容", COLUMN_SCOPE},
    {"项目进展", COLUMN_PROGRESS},   {"进展情况", COLUMN_PROGRESS},
    {"项目进展情况", COLUMN_PROGRESS}, {"工作进展", COLUMN_PROGRESS},
    {"进展", COLUMN_PROGRESS},       {"当前进展", COLUMN_PROGRESS},
    {"研制进展", COLUMN_PROGRESS},   {"最新进展", COLUMN_PROGRESS},
    {"本月进展", COLUMN_PROGRESS},   {"标准进展", COLUMN_PROGRESS},
    {"推进情况", COLUMN_PROGRESS},   {"完成情况", COLUMN_PROGRESS},
    {"阶段", COLUMN_STAGE},          {"项目阶段", COLUMN_STAGE},
    {"标准阶段", COLUMN_STAGE},      {"当前阶段", COLUMN_STAGE},
    {"所处阶段", COLUMN_STAGE},      {"投票阶段", COLUMN_STAGE},
    {"文件阶段", COLUMN_STAGE},      {"阶段代码", COLUMN_STAGE},
    {"代替标准号", COLUMN_REPLACES}, {"代替标准", COLUMN_REPLACES},
    {"替代标准号", COLUMN_REPLACES}, {"被代替标准号", COLUMN_REPLACES},
    {"代替标准编号", COLUMN_REPLACES}, {"代替号", COLUMN_REPLACES},
    {"拟代替标准号", COLUMN_REPLACES}, {"修订标准号", COLUMN_REPLACES},
    {"代替国标号", COLUMN_REPLACES}, {"被修订标准号", COLUMN_REPLACES},
    {"采用国际标准", COLUMN_ADOPTS}, {"采标情况", COLUMN_ADOPTS},
    {"采用国际标准编号", COLUMN_ADOPTS}, {"采标号", COLUMN_ADOPTS},
    {"采用国际标准号", COLUMN_ADOPTS}, {"采用标准号", COLUMN_ADOPTS},
    {"发布日期", COLUMN_PUBLISHED},  {"发布时间", COLUMN_PUBLISHED},
    {"批准日期", COLUMN_PUBLISHED},  {"实施日期", COLUMN_EFFECTIVE},
    {"实施时间", COLUMN_EFFECTIVE},  {"下达日期", COLUMN_DATE},
    {"下达时间", COLUMN_DATE},       {"截止日期", COLUMN_DATE},
    {"截止时间", COLUMN_DATE},       {"完成时间", COLUMN_DATE},
    {"报批日期", COLUMN_DATE},       {"报批时间", COLUMN_DATE},
    {"归口单位", COLUMN_COMMITTEE},  {"归口", COLUMN_COMMITTEE},
    {"技术委员会", COLUMN_COMMITTEE}, {"归口委员会", COLUMN_COMMITTEE},
    {"技术归口单位", COLUMN_COMMITTEE}, {"归口技术委员会", COLUMN_COMMITTEE},
    {"工作组", COLUMN_ORGANIZATION}, {"所属工作组", COLUMN_ORGANIZATION},
    {"起草单位", COLUMN_ORGANIZATION}, {"主要起草单位", COLUMN_ORGANIZATION},
    {"牵头单位", COLUMN_ORGANIZATION}, {"承担单位", COLUMN_ORGANIZATION},
    {"项目承担单位", COLUMN_ORGANIZATION}, {"主办单位", COLUMN_ORGANIZATION},
    {"项目牵头单位", COLUMN_ORGANIZATION}, {"申报单位", COLUMN_ORGANIZATION},
    {"制修订", COLUMN_MAKING},       {"制/修订", COLUMN_MAKING},
    {"制定/修订", COLUMN_MAKING},    {"制定修订", COLUMN_MAKING},
    {"项目类型", COLUMN_MAKING},     {"项目类别", COLUMN_MAKING},
    {"标准性质", COLUMN_NATURE},     {"性质", COLUMN_NATURE},
    {"标准类型", COLUMN_NATURE},     {"标准类别", COLUMN_NATURE},
    {"完成周期", COLUMN_PERIOD},     {"项目周期", COLUMN_PERIOD},
    {"周期", COLUMN_PERIOD},         {"研制周期", COLUMN_PERIOD},
    {"项目周期(月)", COLUMN_PERIOD}, {"完成周期(月)", COLUMN_PERIOD},
    {"状态", COLUMN_STATUS},         {"标准状态", COLUMN_STATUS},
    {"备注", COLUMN_NOTE},           {"说明", COLUMN_NOTE},
};

const HeaderWord *words_header(const char *text)
{
    const HeaderWord *best = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(header_words); i++)
        if (g_str_has_prefix(text, header_words[i].word) &&
            (!best || strlen(header_words[i].word) > strlen(best->word)))
            best = &header_words[i];
    return best;
}

gboolean words_is_header_beginning(const char *text, size_t len)
{
    for (size_t i = 0; i < G_N_ELEMENTS(header_words); i++)
        if (strncmp(header_words[i].word, text, len) == 0)
            return TRUE;
    return FALSE;
}

static const struct {
    const char *word, *stage;
} told_stages[] = {
    {"已发布", "发布"},         {"批准发布", "发布"},         {"正式发布", "发布"},
    {"报批", "报批"},           {"送审稿", "审查"},           {"征求意见", "征求意见"},
    {"草案", "起草"},           {"起草", "起草"},             {"立项", "立项"},
};

const char *words_stage_told(const char *text)
{
    for (size_t i = 0; i < G_N_ELEMENTS(told_stages); i++) {
        const char *word = told_stages[i].word;
        for (const char *at = text; (at = strstr(at, word)); at += strlen(word))
            if (event_stands(text, at, strlen(word)))
                return told_stages[i].stage;
    }
    return NULL;
}

static const char *const stages[] = {
    "PWI",   "NP",    "NWIP",  "AWI",  "WD",   "PDTR", "PDTS",   "CD",     "CDV",   "DIS",
    "FDIS",  "DTR",   "DTS",   "PRF",  "DAM",  "DAmd", "FDAM",   "FDAmd",  "PDAM",  "CDAM",
    "DCOR",  "IS",    "TR",    "TS",   "SR",   "DGuide", "IWA",  "预研",   "立项",  "起草",
    "草案",  "工作组草案", "工作草案", "委员会草案", "征求意见", "征求意见稿", "送审", "送审稿",
    "审查",  "报批",  "报批稿", "批准", "发布", "已发布", "出版", "复审",   "投票",  "在研",
    "国际标准草案", "最终国际标准草案", "新工作项目", "新工作项目提案", "技术报告草案",
    "技术规范草案", "废止",
};

/* Drops what stands around a stage's word: 2nd CD, CD2, CD 投票, WD阶段. */
static void strip_stage(char *text)
{
    static const char *const endings[] = {"投票", "阶段", "评议", "征询"};
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++)
        if (g_str_has_suffix(text, endings[i]) && strcmp(text, endings[i]) != 0)
            text[strlen(text) - strlen(endings[i])] = '\0';
    g_strstrip(text);
    size_t digits = strspn(text, "0123456789");
    if (digits && strspn(text + digits, "ndrsth ") >= 2)
        memmove(text, text + digits + strspn(text + digits, "ndrsth "),
                strlen(text + digits + strspn(text + digits, "ndrsth ")) + 1);
    size_t len = strlen(text);
    while (len > 1 && g_ascii_isdigit(text[len - 1]))
        text[--len] = '\0';
    g_strstrip(text);
}

static gboolean is_stage_code(const char *text)
{
    return strlen(text) == 5 && g_ascii_isdigit(text[0]) && g_ascii_isdigit(text[1]) &&
           text[2] == '.' && g_ascii_isdigit(text[3]) && g_ascii_isdigit(text[4]);
}

gboolean words_is_stage(const char *text)
{
    if (strlen(text) > 60)
        return FALSE;
    if (is_stage_code(text))
        return TRUE;
    g_autofree char *copy = g_strdup(text);
    strip_stage(copy);
    for (size_t i = 0; i < G_N_ELEMENTS(stages); i++)
        if (g_ascii_strcasecmp(stages[i], copy) == 0)
            return TRUE;
    return FALSE;
}

/* Lists of words, NULL at the end, matched at the start, at the end or anywhere. */
static const char *const scope_beginnings[] = {
    "该标准",   "本标准",   "本文件",   "该文件",   "本部分",   "该部分",   "本指导性技术文件",
    "该技术报告", "本技术报告", "该项目",   "本项目",   "规定了",   "给出了",   "描述了",
    "提出了",   "确立了",   "界定了",   "提供了",   "说明了",   "适用于",   "This document",
    "This standard", "This part", "该国际标准", "该技术规范", "主要规定", "主要内容", NULL};
static const char *const scope_words[] = {
    "规定了", "给出了", "描述了", "提出了", "确立了", "界定了", "提供了", "说明了", "阐述了",
    "总结了", "定义了", "适用于", "明确了", "规范了", "不适用", "规定", "specifies", NULL};
static const char *const progress_beginnings[] = {
    "已",   "正在", "完成", "形成", "通过", "拟",   "处于", "目前", "待",   "于20", "于 20", "处在",
    "计划于", "提交", "召开", "启动", "尚未", "暂未", "公开征求", "开展", "预计", "进入", "标准草案",
    "征求意见", "送审", "报批", "按照专家", "根据专家", "根据意见", "项目组", "编制组", "标准编制组",
    "起草组", "自20", NULL};
static const char *const progress_words[] = {
    "征求意见", "审查", "报批", "草案", "送审", "立项", "公示", "批准", "投票", "评审", "起草",
    "编制组", "工作组", "研讨", "意见处理", "修改完善", "评议", "发布", NULL};
static const char *const title_ends[] = {
    "规范", "指南", "要求", "方法", "格式", "准则", "框架", "规程", "导则", "术语", "模型",
    "通则", "代码", "编码", "协议", "体系", "规则", "指标", "标准", "分类", "技术", "系统",
    "接口", "目录", "定义", "总则", "原则", "程序", "机制", "架构", "设备", "产品", "实践",
    "词汇", "算法", "测试", "评估", "评价", "管理", "监控", "传输", "规定", "方案", "描述",
    NULL};
static const char *const organizations[] = {
    "公司", "研究院", "研究所", "大学", "学院", "中心", "委员会", "集团", "协会", "学会",
    "联盟", "银行", "实验室", "工作组", "秘书处", "有限", "总局", "部门", "TC", "SC", "WG",
    NULL};
static const char *const companies[] = {"公司", "研究院", "研究所", "大学、", "集团", "委员会、", "中心、",
                                        "实验室、", NULL};
static const char *const documents[] = {"规范", "指南", "要求", "方法", "准则", "规程", "导则", "术语",
                                        "通则", "总则", "部分：", NULL};
static const char *const notice_ends[] = {
    "通知", "办法", "规定", "条例", "意见", "公告", "决定", "细则", "函", "方案", "规划",
    "纲要", "计划", "报告", "月报", "白皮书", "政策", "战略", "简报", "通报", "倡议", "宣言",
    "手册", "指导意见", "行动", "合同", "协定", "备忘录", "征求意见函", "章程", NULL};
static const char *const notice_beginnings[] = {"关于", "中华人民共和国", NULL};
static const char *const nothings[] = {"—", "-", "–", "——", "--", "/", "无", "－", "\\", "N/A",
                                       "空", "待定", "暂无", "―", "一", NULL};
static const char *const paragraph_beginnings[] = {
    "为",   "根据", "按照", "近日", "本月", "依据", "日前", "随着", "围绕", "经",   "由",
    "当月", "截至", "全国", "秘书处", "会议", "目前", "《",  NULL};

static gboolean begins_with(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (g_str_has_prefix(text, *words))
            return TRUE;
    return FALSE;
}

static gboolean ends_with(const char *text, size_t len, const char *const *words)
{
    for (; *words; words++) {
        size_t size = strlen(*words);
        if (len >= size && memcmp(text + len - size, *words, size) == 0)
            return TRUE;
    }
    return FALSE;
}

static int count(const char *text, const char *const *words)
{
    int found = 0;
    for (; *words; words++)
        found += strstr(text, *words) != NULL;
    return found;
}

gboolean words_begins_scope(const char *text)
{
    return begins_with(text, scope_beginnings);
}

gboolean words_begins_progress(const char *text)
{
    return begins_with(text, progress_beginnings);
}

int words_count_scope(const char *text)
{
    return count(text, scope_words);
}

int words_count_progress(const char *text)
{
    return count(text, progress_words);
}

gboolean words_ends_title(const char *text, size_t len)
{
    return ends_with(text, len, title_ends);
}

gboolean words_names_organization(const char *text)
{
    return count(text, organizations) > 0;
}

gboolean words_ends_organization(const char *text)
{
    return ends_with(text, strlen(text), organizations);
}

gboolean words_names_company(const char *text)
{
    return count(text, companies) > 0;
}

gboolean words_names_document(const char *text)
{
    return count(text, documents) > 0;
}

gboolean words_begins_paragraph(const char *text)
{
    return begins_with(text, paragraph_beginnings);
}

gboolean words_is_notice(const char *title)
{
    static const char *const laws[] = {"法", NULL};
    static const char *const no_laws[] = {"方法", "算法", "语法", "技术规定", NULL};
    size_t len = strlen(title);
    if (ends_with(title, len, no_laws))
        return FALSE;
    return begins_with(title, notice_beginnings) || ends_with(title, len, notice_ends) ||
           ends_with(title, len, laws);
}

gboolean words_is_nothing(const char *text)
{
    for (const char *const *word = nothings; *word; word++)
        if (strcmp(*word, text) == 0)
            return TRUE;
    return FALSE;
}
