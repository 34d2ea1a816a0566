#include "server/page/words.h"

#include <string.h>

#define WORD_TEXTS(id, zh, en) [W_##id] = {zh, en},
static const char *const words[WORDS][2] = {PAGE_WORDS(WORD_TEXTS)};

const char *word_in(Word word, gboolean english)
{
    return words[word][english ? 1 : 0];
}

/* Values that the library gives as they are stored, and what a page calls them. */
static const struct {
    const char *field, *value, *zh, *en;
} values[] = {
    {"status", "现行", "现行", "In force"},
    {"status", "即将实施", "即将实施", "Soon in force"},
    {"status", "被代替", "被代替", "Superseded"},
    {"status", "废止", "废止", "Withdrawn"},
    {"kind", "gb", "国家标准", "Chinese national"},
    {"kind", "plan", "标准计划", "Plans"},
    {"kind", "industry", "行业标准", "Sector"},
    {"kind", "local", "地方标准", "Local"},
    {"kind", "group", "团体标准", "Association"},
    {"kind", "enterprise", "企业标准", "Enterprise"},
    {"kind", "military", "军用标准", "Military"},
    {"kind", "metrology", "计量技术规范", "Metrology"},
    {"kind", "international", "国际标准", "International"},
    {"kind", "iso", "ISO", "ISO"},
    {"kind", "iec", "IEC", "IEC"},
    {"kind", "iso-iec", "ISO/IEC", "ISO/IEC"},
    {"kind", "itu", "ITU", "ITU"},
    {"kind", "jis", "日本工业标准", "Japanese (JIS)"},
    {"kind", "en", "欧洲标准", "European (EN)"},
    {"kind", "foreign", "国外标准", "Foreign"},
    {"kind", "news", "动态", "News"},
    {"kind", "law", "法规", "Laws"},
    {"event", "发布", "发布", "published"},
    {"event", "实施", "实施", "in effect"},
    {"event", "废止", "废止", "withdrawn"},
    {"event", "征求意见", "征求意见", "open for comment"},
    {"event", "投票", "投票", "ballot"},
    {"event", "启动", "启动", "started"},
    {"event", "起草", "起草", "drafting"},
    {"event", "审查", "审查", "under review"},
    {"event", "立项", "立项", "project approved"},
    {"event", "送审", "送审", "sent for review"},
    {"event", "报批", "报批", "sent for approval"},
    {"relation", "replaces", "代替", "replaces"},
    {"relation", "replaced-by", "被代替", "replaced by"},
    {"relation", "amends", "修改", "amends"},
    {"relation", "amended-by", "修改单", "amended by"},
    {"relation", "adopts", "采用", "adopts"},
    {"relation", "adopted-by", "被采用", "adopted by"},
    {"relation", "cites", "引用", "cites"},
    {"relation", "cited-by", "被引用", "cited by"},
    {"relation", "part-of", "属于", "part of"},
    {"relation", "has-part", "部分", "has part"},
    {"verdict", "in-force", "现行有效", "In force"},
    {"verdict", "to-be-replaced", "即将被代替", "In force, to be replaced"},
    {"verdict", "not-yet", "尚未实施", "Not yet in effect"},
    {"verdict", "replaced", "已被代替", "Replaced"},
    {"verdict", "withdrawn", "已废止", "Withdrawn"},
    {"verdict", "draft", "尚未发布", "Not published"},
    {"verdict", "other-year", "年代号有误", "No edition of that year"},
    {"verdict", "other-number", "编号有误", "Another number is meant"},
    {"verdict", "other-title", "名称不符", "The title is another's"},
    {"verdict", "no-status", "状态不详", "Status not known"},
    {"verdict", "not-found", "未收录", "Not found"},
};

const char *value_name(const char *field, const char *value, gboolean english)
{
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++)
        if (strcmp(values[i].field, field) == 0 && strcmp(values[i].value, value) == 0)
            return english ? values[i].en : values[i].zh;
    return value;
}
