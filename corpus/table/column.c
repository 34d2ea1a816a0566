#include "corpus/table/column.h"

#include <string.h>

static const Column columns[] = {
    {CONTENT_NOTHING, NULL, "序号|序|no|seq|index|编序|顺序号|行号"},
    {CONTENT_NUMBER, "id",
     "标准号|标准编号|编号|标准代号|标准号编号|标准编码|文件编号|标准文件号|规范编号|国家标准编号|国家标准号|行业标准编号|"
     "地方标准编号|团体标准编号|国际标准号|国际标准编号|bzbh|bzh|bh|cstdcode|stdcode|stdno|standardno|standardnumber|"
     "standardcode|standard|reference|number|id"},
    {CONTENT_PLAN, "plan",
     "国标计划号|计划号|项目编号|计划编号|项目计划号|国家标准计划号|计划项目编号|立项编号|计划项目号|行标计划号|标准计划号|"
     "plannumber|planno|plan|projectno"},
    {CONTENT_MEMBER, "title_zh",
     "标准中文名称|中文名称|中文标准名称|标准名称中文|项目中文名称|中文题名|项目名称中文|ccname|titlezh"},
    {CONTENT_MEMBER, "title_en",
     "标准英文名称|英文名称|英文标准名称|标准名称英文|英文题名|项目英文名称|项目名称英文|外文名称|cename|titleen|"
     "englishtitle|englishname"},
    {CONTENT_TITLE, NULL,
     "标准名称|项目名称|名称|题名|标准项目名称|标准文件名称|标准题名|国家标准名称|行业标准名称|计划项目名称|计划名称|标准名|"
     "mc|bzmc|title|name|standardtitle|standardname"},
    {CONTENT_MEMBER, "scope_zh",
     "标准范围|适用范围|范围|主要内容|范围和主要技术内容|适用范围和主要技术内容|主要技术内容|标准适用范围|内容简介|标准简介|"
     "scopezh"},
    {CONTENT_MEMBER, "scope_en", "scopeen|abstract|scope"},
    {CONTENT_STATE, NULL,
     "状态|标准状态|项目状态|当前状态|标准有效性|有效性|有效状态|现行状态|cstate|state|status"},
    {CONTENT_PROGRESS, NULL, "项目进展|进展|工作进展|进展情况|研制进展|项目进度"},
    {CONTENT_MEMBER, "stage", "阶段|项目阶段|标准阶段|当前阶段|所处阶段|stage"},
    {CONTENT_MEMBER, "published",
     "发布日期|发布时间|批准日期|批准时间|批准发布日期|发布年月|颁布日期|出版日期|pz|fbrq|cissuedate|issuedate|published|"
     "publicationdate|dateofpublication"},
    {CONTENT_MEMBER, "effective",
     "实施日期|实施时间|生效日期|施行日期|ss|ssrq|cactdate|actdate|effective|effectivedate|implementationdate"},
    {CONTENT_MEMBER, "withdrawn", "废止日期|废止时间|作废日期|fzrq|withdrawn|withdrawaldate"},
    {CONTENT_REPLACES, NULL,
     "代替标准|代替标准号|代替标准编号|代替|替代标准|替代标准号|代替的标准|代替情况|拟代替标准|拟代替标准号|被修订标准号|"
     "replaces|supersedes"},
    {CONTENT_ADOPTS, NULL,
     "采用标准|采用标准号|采标号|采标情况|采用国际标准|采用国际标准号|采用国际标准编号|采标标准号|采标|对应国际标准|"
     "对应国际标准号|采用国际标准情况|采标标准|adopts|adopted"},
    {CONTENT_DEGREE, NULL, "一致性程度|采标程度|采用程度|一致性程度标识|degree"},
    {CONTENT_MEMBER, "committee",
     "归口单位|技术委员会|归口部门|归口|技术归口单位|标委会|归口技术委员会|committee|technicalcommittee|tc"},
    {CONTENT_LIST, "ics", "ics|ics分类|ics号|ics分类号|国际标准分类|国际标准分类号"},
    {CONTENT_LIST, "ccs", "ccs|ccs分类|ccs分类号|中标分类|中标分类号|中国标准分类|中国标准分类号"},
    {CONTENT_MEMBER, "url", "url|网址|链接|链接地址|网页|link|href"},
    {CONTENT_KEPT, NULL,
     "备注|说明|文号|公告号|公告|起草单位|主要起草单位|起草人|主要起草人|主管部门|主管单位|制修订|制定修订|标准性质|性质|"
     "项目周期|完成年限|被代替标准|被代替标准号|截止日期|征求意见截止日期|征求意见截止时间|关键词|页数|价格|remark|remarks|"
     "note|notes|标准类别|类别|类型|标准类型|级别"},
};

/* Names of columns that lists of standards do not have, unless they say that they are such. */
static const Column foreign = {CONTENT_KEPT, NULL,
     "数量|单价|金额|总价|合计|小计|库存|规格型号|型号规格|规格|型号|材料|材质|品牌|供应商|厂家|姓名|负责人|联系人|联系电话|电话|手机|"
     "身份证号|工号|职务|作者|出版社|检测项目|检验项目|检测结果|检验结果|实测值|检测值|标准要求|结论|预算|"
     "qty|quantity|unitprice|stock|phone|email|author|sku"};
/* Columns of what a table of something else cites; and what the column behind them is called where it has the titles of that. */
static const Column cited = {CONTENT_KEPT, NULL,
     "依据|检测依据|检验依据|试验依据|评定依据|判定依据|验收依据|编制依据|标准依据|依据标准|依据文件|引用标准|引用文件|规范性引用文件|"
     "执行标准|适用标准|检测标准|检验标准|验收标准|试验标准|方法标准|产品标准|参照标准|参考标准|相关标准|检测方法|检验方法|试验方法|"
     "basis|testmethod|teststandard|normativereference|normativereferences|referencedstandard|applicablestandard"};
static const Column cited_titles = {CONTENT_KEPT, NULL, "名称|题名|标准名称|标准名|标准题名|标准文件名称|title|standardtitle|standardname"};
/* Parts of names. */
static const char *const of_standards[] = {"标准", "国标", "计划", "归口", "制修订", "采标", "代替", "standard", "ics", "ccs"};

/* NAME as names are compared: folded, without white space and marks; with WITHOUT_REMARKS without
 * what stands in parentheses. Caller frees. */
static char *key_of(const char *name, gboolean without_remarks)
{
    g_autofree char *wide = g_utf8_normalize(name, -1, G_NORMALIZE_NFKC);
    g_autofree char *folded = wide ? g_utf8_strdown(wide, -1) : g_strdup("");
    GString *key = g_string_new(NULL);
    int depth = 0;
    for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        depth += c == '(' || c == '[';
        if (g_unichar_isalnum(c) && !(depth > 0 && without_remarks))
            g_string_append_unichar(key, c);
        if ((c == ')' || c == ']') && depth > 0)
            depth--;
    }
    return g_string_free(key, FALSE);
}

/* Added by the user: key → Column *, and as they were given. */
static GHashTable *added;
static GPtrArray *added_names;

static gboolean has_key(const Column *column, const char *key)
{
    size_t len = strlen(key);
    for (const char *name = column->names; len > 0 && name;) {
        const char *bar = strchr(name, '|');
        size_t n = bar ? (size_t)(bar - name) : strlen(name);
        if (n == len && memcmp(name, key, n) == 0)
            return TRUE;
        name = bar ? bar + 1 : NULL;
    }
    return FALSE;
}

static const Column *find_key(const char *key)
{
    const Column *other = added ? g_hash_table_lookup(added, key) : NULL;
    if (other)
        return other;
    for (gsize i = 0; i < G_N_ELEMENTS(columns); i++)
        if (has_key(&columns[i], key))
            return &columns[i];
    return NULL;
}

#define LONGEST_NAME 120

const Column *column_find_below(const char *name)
{
    g_autofree char *key = name && strlen(name) <= LONGEST_NAME ? key_of(name, TRUE) : g_strdup("");
    if (strcmp(key, "中文") == 0 || strcmp(key, "中文名") == 0)
        return find_key("中文名称");
    if (strcmp(key, "英文") == 0 || strcmp(key, "英文名") == 0)
        return find_key("英文名称");
    return column_find(name);
}

/* Objects in portals' rows that stand for the standard itself; names that say no more than what they are in; languages. */
static const char wrappers[] = "|std|standard|document|doc|data|dates|item|base|basic|info|detail|attributes|fields|record|标准|标准信息|基本信息|";
static const char plain_names[] = "|code|no|number|id|name|title|text|value|label|编号|名称|";
static const char *const languages[][2] = {{"|zh|cn|chinese|中文|", "中文名称"}, {"|en|english|英文|", "英文名称"}};

/* Whether PART of a path is one of WORDS, between bars. */
static gboolean is_one_of(const char *part, const char *words)
{
    g_autofree char *key = key_of(part, FALSE);
    g_autofree char *barred = g_strconcat("|", key, "|", NULL);
    return *key && strstr(words, barred);
}

/* The column that the path NAME to a member is: without the objects around it that are only the standard (std.code); what it is in, if its
 * name says no more (committee.name), or the title in a language (name.zh). */
static const Column *find_path(const char *name)
{
    g_auto(GStrv) parts = g_strsplit(name, ".", -1);
    char **part = parts;
    while (part[0] && part[1] && is_one_of(part[0], wrappers))
        part++;
    if (part == parts && g_strv_length(parts) != 2)
        return NULL;
    g_autofree char *inner = g_strjoinv(".", part), *key = key_of(inner, FALSE), *above = key_of(part[0] ? part[0] : "", FALSE);
    const Column *column = find_key(key), *of = part[0] && part[1] && !part[2] ? find_key(above) : NULL;
    of = of && of->content == CONTENT_NOTHING ? NULL : of; /* No.Title are two names */
    for (gsize i = 0; of && !column && i < G_N_ELEMENTS(languages); i++)
        if (of->content == CONTENT_TITLE && is_one_of(part[1], languages[i][0]))
            column = find_key(languages[i][1]);
    return column || !of ? column : is_one_of(part[1], plain_names) ? of : NULL;
}

const Column *column_find(const char *name)
{
    if (!name || strlen(name) > LONGEST_NAME)
        return NULL;
    g_autofree char *whole = key_of(name, FALSE);
    const Column *column = find_key(whole);
    if (column)
        return column;
    g_autofree char *bare = key_of(name, TRUE);
    column = find_key(bare);
    return column || !strchr(name, '.') || strchr(name, ' ') ? column : find_path(name);
}

gboolean column_is_foreign(const char *name)
{
    g_autofree char *key = name && strlen(name) <= LONGEST_NAME ? key_of(name, TRUE) : g_strdup("");
    return has_key(&foreign, key) && !(added && g_hash_table_lookup(added, key));
}

static gboolean is_called(const char *name, const Column *column)
{
    g_autofree char *key = name && strlen(name) <= LONGEST_NAME ? key_of(name, TRUE) : g_strdup("");
    return has_key(column, key);
}

gboolean column_cites(const char *name, const char *next)
{
    return is_called(name, &cited) && is_called(next, &cited_titles);
}

gboolean column_is_of_standards(const char *name)
{
    g_autofree char *key = name && strlen(name) <= LONGEST_NAME ? key_of(name, FALSE) : g_strdup("");
    for (gsize i = 0; i < G_N_ELEMENTS(of_standards); i++)
        if (strstr(key, of_standards[i]))
            return TRUE;
    return added && g_hash_table_lookup(added, key);
}

gboolean column_add_name(const char *name, const char *known)
{
    g_autofree char *key = key_of(name, FALSE);
    const Column *column = column_find(known);
    for (gsize i = 0; !column && i < G_N_ELEMENTS(columns); i++)
        if (g_strcmp0(columns[i].member, known) == 0)
            column = &columns[i];
    if (!column || !*key)
        return FALSE;
    if (!added) {
        added = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        added_names = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(added_names, NULL);
    }
    if (g_hash_table_contains(added, key))
        return TRUE;
    g_hash_table_insert(added, g_steal_pointer(&key), (gpointer)column);
    added_names->pdata[added_names->len - 1] = g_strconcat(name, "=", known, NULL);
    g_ptr_array_add(added_names, NULL);
    return TRUE;
}

gboolean column_add_given(const char *given)
{
    const char *known = strrchr(given, '=');
    g_autofree char *name = g_strndup(given, known ? (gsize)(known - given) : 0);
    return known && column_add_name(name, known + 1);
}

char *const *column_added_names(void)
{
    static char *none[] = {NULL};
    return added_names ? (char *const *)added_names->pdata : none;
}
