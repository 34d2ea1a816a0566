/* The rows of the field table. */
#include "corpus/record/field.h"

#include "messages/messages.h"

G_STATIC_ASSERT(FIELD_COUNT <= 32); /* sets of fields are bits */

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define FILTER FIELD_FACET

/* Weights are wdf increments; a field of weight 0 is stored and shown, never tokenized. */
const Field fields[FIELD_COUNT] = {
    [FIELD_ID] = {N_("id"), FIELD_TYPE_STRING, 0, FIELD_SORTABLE,
                  NAMES("number", "no", "标准号", "标准编号", "编号", "号"),
                  "canonical number, unique"},
    [FIELD_KIND] =
        {N_("kind"), FIELD_TYPE_STRING, 0, FILTER,
         NAMES("类型", "种类", "类别", "标准类型", "标准类别", "标准性质"),
         "gb, plan, industry, local, group, iso, iec, iso-iec, jis, news, ..., or a name of one"},
    [FIELD_TITLE_ZH] = {N_("title_zh"), FIELD_TYPE_STRING, 3, FIELD_SEARCHED,
                        NAMES("title", "标题", "名称", "中文名称", "标准名称"), "Chinese title"},
    [FIELD_TITLE_EN] = {N_("title_en"), FIELD_TYPE_STRING, 3, FIELD_SEARCHED,
                        NAMES("title", "标题", "名称", "英文名称"), "English title"},
    [FIELD_TITLE_OTHER] = {N_("title_other"), FIELD_TYPE_LANG_TEXTS, 3, FIELD_SEARCHED,
                           NAMES("title", "标题", "名称"),
                           "titles in other languages (title_ja, title_fr, ...)"},
    [FIELD_SCOPE_ZH] = {N_("scope_zh"), FIELD_TYPE_STRING, 1, FIELD_SEARCHED,
                        NAMES("scope", "范围", "标准范围"), "Chinese scope"},
    [FIELD_SCOPE_EN] = {N_("scope_en"), FIELD_TYPE_STRING, 1, FIELD_SEARCHED,
                        NAMES("scope", "范围", "标准范围"), "English scope"},
    [FIELD_SCOPE_OTHER] = {N_("scope_other"), FIELD_TYPE_LANG_TEXTS, 1, FIELD_SEARCHED,
                           NAMES("scope", "范围", "标准范围"),
                           "scopes in other languages (scope_ja, scope_fr, ...)"},
    [FIELD_STAGE] = {N_("stage"), FIELD_TYPE_STRING, 0, FILTER, NAMES("阶段", "标准阶段", "项目阶段"),
                     "stage as the source says: 征求意见, DIS, 60.60"},
    [FIELD_STATUS] = {N_("status"), FIELD_TYPE_STRING, 0, FILTER, NAMES("状态", "标准状态"),
                      "现行, 即将实施, 废止 or 被代替"},
    [FIELD_PROGRESS] = {N_("progress"), FIELD_TYPE_PROGRESS, 0, 0, NAMES("进展"),
                        "dated steps of the document's life"},
    [FIELD_COMMITTEE] = {N_("committee"), FIELD_TYPE_STRING, 0, FILTER,
                         NAMES("tc", "委员会", "技术委员会", "归口", "归口单位", "归口部门",
                               "标委会"),
                         "responsible committee"},
    [FIELD_ICS] = {N_("ics"), FIELD_TYPE_STRINGS, 0, FILTER,
                   NAMES("国际标准分类", "国际标准分类号", "ICS分类"),
                   "International Classification for Standards"},
    [FIELD_CCS] = {N_("ccs"), FIELD_TYPE_STRINGS, 0, FILTER,
                   NAMES("中国标准分类", "中国标准分类号", "CCS分类"),
                   "Chinese Classification for Standards"},
    [FIELD_PLAN] = {N_("plan"), FIELD_TYPE_STRING, 0, 0, NAMES("计划号", "国标计划号"),
                    "plan number (国标计划号)"},
    [FIELD_PUBLISHED] = {N_("published"), FIELD_TYPE_DATE, 0, FILTER | FIELD_SORTABLE,
                         NAMES("year", "发布日期", "发布时间", "发布", "年份", "年度", "年"),
                         "date of publication; the facet counts years"},
    [FIELD_EFFECTIVE] = {N_("effective"), FIELD_TYPE_DATE, 0, 0, NAMES("实施日期", "实施时间", "实施", "生效日期"),
                         "date from which it is in force"},
    [FIELD_WITHDRAWN] = {N_("withdrawn"), FIELD_TYPE_DATE, 0, 0, NAMES("废止日期", "废止时间", "作废日期"),
                         "date of withdrawal"},
    [FIELD_RELATIONS] = {N_("relations"), FIELD_TYPE_RELATIONS, 0, 0, NAMES("关系"),
                         "replaces, amends, adopts, cites, part-of"},
    [FIELD_URL] = {N_("url"), FIELD_TYPE_STRING, 0, 0, NAMES("网址"), "page of the document"},
    [FIELD_SOURCES] = {N_("sources"), FIELD_TYPE_SOURCES, 0, 0, NAMES("来源"),
                       "files and lines that the record was read from"},
    [FIELD_CONFLICTS] = {N_("conflicts"), FIELD_TYPE_CONFLICTS, 0, 0, NAMES("冲突"),
                         "values of members in which sources differ, the one that counts among them"},
};

static gboolean has_name(const Field *field, const char *name)
{
    if (g_ascii_strcasecmp(field->name, name) == 0)
        return TRUE;
    for (const char *const *alias = field->aliases; *alias; alias++)
        if (g_ascii_strcasecmp(*alias, name) == 0)
            return TRUE;
    return FALSE;
}

const Field *field_by_name(const char *name)
{
    for (int i = 0; i < FIELD_COUNT; i++)
        if (has_name(&fields[i], name))
            return &fields[i];
    return NULL;
}

guint32 field_group(const char *name)
{
    guint32 group = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (has_name(&fields[i], name))
            group |= 1u << i;
    return group;
}

char *field_names(void)
{
    const char *names[FIELD_COUNT + 1] = {NULL};
    for (int i = 0; i < FIELD_COUNT; i++)
        names[i] = fields[i].name;
    return g_strjoinv(" ", (char **)names);
}

char *field_facets(void)
{
    const char *names[FIELD_COUNT + 1] = {NULL};
    int n = 0;
    for (int i = 0; i < FIELD_COUNT; i++)
        if (fields[i].flags & FIELD_FACET)
            names[n++] = i == FIELD_PUBLISHED ? "year" : fields[i].name;
    return g_strjoinv(", ", (char **)names);
}
