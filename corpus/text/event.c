/* The events of a standard's life, and which of the words for them mean that it happened. */
#include "corpus/text/event.h"

#include <string.h>

#include "corpus/text/words.h"

enum { MENTION, WEAK, LAST_RESORT, STRONG }; /* how much a pattern says */

/* At each place the longest pattern counts; those of weight MENTION say that nothing happened here.
 * 《~》 is a title. Stages are those of GB/T 16733 and of the ISO/IEC Directives, in the words that
 * committees use. */
#define NEAR "[^，,。；;]"
#define SENT_OUT "(?:发布|公布|公示|印发|下发|发出|分发|发放|寄发|函发|散发|寄送|发送)"
static const struct {
    const char *event;
    int weight;
    const char *pattern;
} rows[] = {
    {"预研", STRONG, "(?:列为|列入|开展|启动|纳入)?预研(?:项目|究|工作)?"},
    {"立项", STRONG, "(?:正式|获批|批准|同意|获准|予以|完成|成功|已|通过|获得|得以|注册|准予)立项"
                     "(?!评估|评审|论证|答辩|申请|建议|审查|公示|投票)"},
    {"立项", STRONG, "立项(?:通过|获批|成功|批准|的?通知|公告|计划|编号|号)"},
    {"立项", STRONG, "立项"},
    {"立项", STRONG, "下达[^。；;]*?(?:计划|项目|任务)"},
    {"立项", STRONG, "(?:计划|项目|任务)(?:正式|已|获|的)?下达"},
    {"立项", STRONG, "(?:列入|纳入)" NEAR "{0,40}?(?:制修?订|标准|项目|研制|编制)计划"},
    {"立项", STRONG, "列入计划"},
    {NULL, MENTION, "立项(?:申请|申报|建议|评审|论证|评估|需求|材料|答辩|公示|审查|指南|条件|阶段|程序|"
                    "流程|管理|研究|的?必要性|可行性|以来|前|准备|筹备|征集|工作|提案|意向|研讨|征求意见)"},
    {NULL, MENTION, "立项(?:申请|建议)?(?:未|没有|不予)" NEAR "{0,4}(?:通过|批准)?|立项" NEAR "{0,6}?公示"},
    {"启动", STRONG, "启动(?:暨|和|及|仪式|大会|会议|会)"},
    {"启动", STRONG, "(?:正式|已|全面|项目|研制|修订|制定|编制|起草)(?:工作)?启动(?:会|仪式)?"},
    {"启动", STRONG, "启动(?:了)?" NEAR "{0,24}?(?:修订|制定|制修订|研制|编制|起草)"},
    {"起草", STRONG, "(?:形成|完成|编制|提交|提出)(?:了)?" NEAR
                     "{0,12}?(?:征求意见稿|送审稿|报批稿|草案|初稿|讨论稿|草稿)"},
    {"起草", STRONG, "修改完善|草案" NEAR "{0,6}(?:讨论|研讨)|(?:讨论|研讨)" NEAR "{0,30}?草案"},
    {"起草", STRONG, "起草|(?:编制|研制)工作|工作组(?:会议)?讨论|编制组(?:会议|讨论)"},
    {"起草", WEAK, "草案|征求意见稿|送审稿|讨论稿|初稿|编制"},
    {NULL, MENTION, "起草(?:单位|人|组|者|任务|工作组|要求|规则)|编制(?:组|单位|说明|人员|任务|大纲)"},
    {NULL, MENTION, "(?:参与|主持|牵头|负责|组织|承担)?(?:起草|编制|研制)(?:工作)?的"}, /* whose it is */
    {"征求意见", STRONG, "(?:公开|社会|书面|开展|进行|完成|启动|面向|再次|定向|广泛|网上|通过)" NEAR
                         "{0,16}?征求(?:(?!意见)" NEAR "){0,16}?意见(?!稿)"},
    {"征求意见", STRONG, "征求(?:(?!意见)" NEAR "){0,24}?意见(?!稿)"},
    {"征求意见", STRONG, "征求(?!意见)(?:(?!意见(?!稿))" NEAR "){1,24}?意见(?!稿)"}, /* on a 征求意见稿 */
    {"征求意见", STRONG, "征求意见(?:期限?|中|截止|时间|的?通知|的?函|的?公告)"},
    {"征求意见", STRONG, "征求意见稿(?:的|已|正式|向社会|面向社会|对外|上网|[于在]?[0-9年月日 ]+)*(?:公开|"
                         SENT_OUT ")"},
    {"征求意见", STRONG, SENT_OUT NEAR "*?征求意见稿"},
    {"征求意见", STRONG, "(?:征集|公开征集)" NEAR "{0,6}?(?:修改)?意见"},
    {NULL, MENTION, "征求意见(?:处理|情况|汇总|后|结果)|征求意见稿的?(?:反馈|修改)意见|"
                    "(?:收到|反馈|采纳)" NEAR "{0,60}?意见"},
    {"审查", STRONG, "审查|审定|评审|送审(?!稿)|审议通过"},
    {NULL, MENTION, "(?:形式|资格|安全|合规|质量|项目|网络安全|文件|格式|立项)(?:审查|评审)|"
                    "(?:审查|评审)(?:专家|委员|指南|办法|制度|机构|对象|阶段|程序|标准|前|意见(?!处理))|评审出|"
                    "(?:奖|案例|论文|课题|成果)" NEAR "{0,6}评审"},
    {"投票", STRONG, "投票|评议|(?:CD|DIS|FDIS|CDV|NP) ?阶段?表决|表决"},
    {NULL, MENTION, "投票(?:权|规则|系统|机制|单)|评议(?:专家|组)"},
    {"报批", STRONG, "报批(?!稿|[材资]料|阶段|前|准备)|报批公示|上报|"
                     "报批稿" NEAR "{0,14}?(?:报送|上报|提交|报至|报国|呈报)|"
                     "(?:报送|上报|提交|呈报)" NEAR "{0,40}?报批(?:稿|[材资]料)|(?:形成|完成)" NEAR
                     "{0,12}?报批(?:稿)?(?:并)?(?:上报|报送|提交)"},
    {"报批", STRONG, "(?:报送|提交|报)" NEAR "{0,6}?(?:主管部门|国家标准委|国标委|市场监管总局|工信部|"
                     "工业和信息化部|审批|批准)"},
    {"报批", WEAK, "报批稿|报批(?:阶段|[材资]料)"},
    {NULL, MENTION, "同意" NEAR "{0,12}?(?:报批|上报)"}, /* a review's verdict, not yet done */
    {NULL, MENTION, "上报" NEAR "{0,8}?(?:情况|数据|材料|信息|建议|需求|计划|名单)"},
    {"批准", STRONG, "批准|获批"},
    {NULL, MENTION, "(?:待|报|经|等待|提请)批准|批准(?:部门|机构|文号|日期|程序)|获批(?:资质|筹建|成立|设立)|批准(?:成立|筹建|设立|组建)"},
    {"发布", STRONG, "(?:正式|批准|获批|获准|已|公告|联合|予以|集中|统一|新|审批|编号)发布(?:实施|公告|为)?|"
                     "(?:发布" NEAR "{0,16}?)?公告[，,]?" NEAR "{0,16}?批准|标准发布(?!会|仪式)|发布(?:实施|公告|为)|公告" NEAR "{0,30}?发布|发布(?=《|[A-Z])|"
                     "(?<=[》日月号])发布|发布[，,、](?:并|将|拟)?[自于从]" NEAR "{0,16}?(?:实施|施行)|(?:正式|已)?出版(?:发行|为)?"},
    {"发布", WEAK, "发布"},
    {NULL, MENTION, "发布(?:会|仪式|单位|机构|渠道|平台|活动|日期|稿)|发布(?:了)?" NEAR
                    "{0,20}?(?:通知|征集|课题|报告|名单|白皮书|公示|方案|计划|办法|倡议|成果|案例|蓝皮书)"},
    {"实施", LAST_RESORT, "(?:正式|开始|全面|起|日|已)实施|开始施行|[起日]施行"},
    {NULL, MENTION, "(?:组织|贯彻|认真|宣贯|推动|推广|有效|抓好|落实)" NEAR
                    "{0,4}实施|实施(?:情况|效果|以来|方案|意见|细则|指南|办法|应用|日期|计划|推广)"},
    {NULL, MENTION, "(?:正式|开始|全面)?(?:发布|实施)(?:实施)?" NEAR "{0,6}周年"},
    {"复审", STRONG, "复审(?:结论|结果)?" NEAR "{0,12}?(?:继续有效|修订|废止|确认有效|有效)|复审"},
    {NULL, MENTION, "复审(?:工作方案|要求|办法|程序|制度|周期)"},
    {"废止", STRONG, "废止|作废"},
    {"延期", STRONG, "延期|延长" NEAR "{0,8}?(?:期限|周期|时间)"},
    {NULL, MENTION, "延期(?:召开|举办|举行|至会)|会议延期"},
    {"终止", STRONG, "终止|撤销|(?:取消|撤回)" NEAR "{0,10}?(?:立项|项目|计划)"},
    {NULL, MENTION, "(?:终止|截止)(?:日期|时间)|撤销(?:机构|委员|秘书处)"},
    {"宣贯", STRONG, "宣贯(?!实施)|宣讲|标准" NEAR "{0,6}?(?:解读|培训)(?:会|班|活动)?"},
    {"验证", STRONG, "(?:试验|实验|技术|测试|标准|试点)验证|验证(?:试验|工作|会|测试|活动)"},
};

/* What stands before a word, in its clause, that keeps it from having happened. The last clause of
 * a sentence that begins with 下一步 has not either. */
static const char *const not_before =
    "(?:何时|什么时候|尚未|并未|未(?!来)|没有|无法|不予|不再|未能|暂不|暂缓|暂停|推迟|中止|搁置|(?<![虚模])拟(?![制定合态人])|"
    "计划(?:于|在|年内|今年|明年|近期)|申请|申报|建议|提议|准备|筹备|争取|力争|预计|有望|即将|等待|期待|"
    "待(?!遇)|可(?:以|能)|应(?:当|在|于|按|尽快|及时)|须|需要?(?!求)|是否|如果|若|推动|推进|加快|积极|"
    "将(?=于|在|会|组织|召开|开展|进行|正式|面向|公开|进一步|尽快|适时|按|陆续|继续|报|发布|征求|提交|启动|"
    "印发|下发|发出|分发|"
    "立项|实施|审|投票|送|下达|批准|完成|形成|对|$)|以便|^ ?为(?:了|做好|加强|推进|推动|规范|落实|"
    "确保|进一步|促进|配合|提高|开展|保障)|要求(?:各|编制|起草|项目|相关|尽快|加)|"
    "要(?:加快|尽快|进一步|积极|按|在|做好|抓紧|继续)|介绍了?|学习|讨论了?如何|"
    "(?:具备|符合|达到|满足)[^，,。；;]{0,4})[^，,。；;：:]*$";
static const char *const later_in_sentence = 
    "(?:下一步|下阶段|下一阶段|后续|接下来|今后|拟于|拟在|计划于|计划在|将于|将在|预计|即将)"
    "(?:(?!目前|现已|已)[^。；;])*$";
/* What stands after it: 审查未通过, 立项申请, 报批前. */
static const char *const not_after =
    "^(?:会|会议|工作|投票|结果|结论|的?项目)?(?:为|是|均|都|尚|仍|并|暂|还)*(?:未|没有|不予|不)(?!少)(?:获得?|能|"
    "被|予|得到)?(?:通过|批准|立项|完成|开展|获|成)|"
    "^(?:之?前|以前|的?(?:条件|要求|程序|流程|建议|申请|准备|筹备|预案|设想|可能性|可行性)|准备|"
    "申请|建议|筹备|在即|材料准备|未果|失败)|"
    "^[^。；;]*[？?]|"
    "^(?:会|会议|工作|阶段)?(?:将|拟|计划)(?:于|在)|"
    "^[^。；;，,]{0,16}[，,](?:但|因|由于|最终|结果)?[^。；;，,]{0,10}?(?:未|没有|不予)(?:能|获得?|予)?(?:通过|批准)";

/* Between a verdict and what came of it. */
#define WELL "(?:一致|全票|全体|顺利|均|已|获得?|最终|正式|后)*"
#define JOINT "[，,、]? ?(?:并|且|后|现|已|同时|获得?|顺利|成功|得到|得以|同意|正式|将其)*$"

typedef struct {
    GRegex *rows[G_N_ELEMENTS(rows)];
    GRegex *before, *later, *after;
    GRegex *passed, *passing, *joint;
} Patterns;

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns = g_new0(Patterns, 1);
        for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
            patterns->rows[i] = g_regex_new(rows[i].pattern, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->before = g_regex_new(not_before, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->later = g_regex_new(later_in_sentence, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->after = g_regex_new(not_after, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->passed = g_regex_new("^(?:会|会议|工作|阶段)?" WELL "通过(?:了|《》|该(?:项)?标准)*" JOINT, G_REGEX_OPTIMIZE, 0, NULL);
        patterns->passing = g_regex_new("通过" NEAR "{0,12}$", G_REGEX_OPTIMIZE, 0, NULL);
        patterns->joint = g_regex_new("^(?:会|会议|阶段)?" JOINT, G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

typedef struct {
    int start, end;
    size_t row;
} Hit;

static int compare_hits(gconstpointer a, gconstpointer b)
{
    const Hit *x = a, *y = b;
    return x->start != y->start ? x->start - y->start
           : x->end != y->end   ? y->end - x->end
                                : (int)x->row - (int)y->row;
}

static GArray *find_hits(const Patterns *patterns, const char *text)
{
    GArray *hits = g_array_new(FALSE, FALSE, sizeof(Hit));
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GMatchInfo) match = NULL;
        g_regex_match(patterns->rows[i], text, 0, &match);
        for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
            Hit hit = {0, 0, i};
            g_match_info_fetch_pos(match, 0, &hit.start, &hit.end);
            g_array_append_val(hits, hit);
        }
    }
    g_array_sort(hits, compare_hits);
    return hits;
}

/* How many bytes around a word are looked at: no sentence is longer, and work must not grow with the
 * text's square. */
enum { REACH = 1200 };

/* Up to REACH bytes of TEXT that end at byte END. */
static char *text_before(const char *text, int end)
{
    const char *start = text + MAX(0, end - REACH);
    while ((*start & 0xc0) == 0x80)
        start++;
    return g_strndup(start, (gsize)(text + end - start));
}

static char *text_after(const char *text, int start)
{
    const char *end = text + start + strnlen(text + start, REACH);
    while ((*end & 0xc0) == 0x80)
        end--;
    return g_strndup(text + start, (gsize)(end - text - start));
}

static gboolean has_happened(const Patterns *patterns, const char *text, const Hit *hit)
{
    g_autofree char *before = text_before(text, hit->start);
    g_autofree char *after = text_after(text, hit->end);
    return !g_regex_match(patterns->before, before, 0, NULL) &&
           !g_regex_match(patterns->later, before, 0, NULL) &&
           !g_regex_match(patterns->after, after, 0, NULL);
}

/* TEXT with each title reduced to 《》, which patterns can then reach over; *AT, a byte of TEXT, becomes
 * the byte of it that is the same place. */
static char *without_titles(const char *text, size_t *at)
{
    GString *plain = g_string_sized_new(strlen(text));
    size_t place = 0;
    int depth = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        place = (size_t)(p - text) <= *at ? plain->len : place;
        depth -= c == 0x300b && depth > 0;
        if (depth == 0 || c == 0x3002) /* a 。 ends what was never closed */
            g_string_append_unichar(plain, c);
        depth = c == 0x3002 ? 0 : depth + (c == 0x300a);
    }
    *at = *at < strlen(text) ? place : plain->len;
    return g_string_free(plain, FALSE);
}

/* Whether A is a vote or a review that was passed, which B then came of: 投票通过，正式立项. */
static gboolean is_verdict(const Patterns *patterns, const char *text, const Hit *a, const Hit *b)
{
    const char *event = rows[a->row].event;
    if (strcmp(event, "投票") != 0 && strcmp(event, "审查") != 0)
        return FALSE;
    g_autofree char *before = text_before(text, a->end);
    g_autofree char *between = g_strndup(text + a->end, (gsize)MAX(0, b->start - a->end));
    return g_regex_match(patterns->passed, between, 0, NULL) ||
           (g_regex_match(patterns->passing, before, 0, NULL) &&
            g_regex_match(patterns->joint, between, 0, NULL));
}

/* The hits of TEXT from byte FROM on, in order, without those inside others: what they tell, and in
 * DENIED whether one has not happened. Returns the weight of the event told, MENTION if none is. */
static int read_hits(const Patterns *patterns, const char *text, size_t from, EventReading *reading,
                     gboolean *denied)
{
    g_autoptr(GArray) hits = find_hits(patterns, text);
    const Hit *last = NULL;
    int end = 0, best = MENTION;
    for (guint i = 0; i < hits->len; i++) {
        const Hit *hit = &g_array_index(hits, Hit, i);
        int weight = rows[hit->row].weight;
        if (hit->start < end)
            continue;
        end = hit->end;
        if (weight == MENTION || weight < best || (size_t)hit->start < from)
            continue;
        if (!has_happened(patterns, text, hit)) {
            *denied = *denied || weight >= LAST_RESORT;
            continue;
        }
        if (!last || strcmp(rows[last->row].event, rows[hit->row].event) != 0)
            reading->verdict = last && is_verdict(patterns, text, last, hit)
                                   ? rows[last->row].event
                                   : NULL;
        best = weight;
        last = hit;
    }
    reading->event = last ? rows[last->row].event : NULL;
    return best;
}

EventReading event_read_after(const char *text, size_t from)
{
    g_autofree char *plain = without_titles(text, &from);
    gboolean denied = FALSE;
    EventReading reading = {EVENT_NONE, NULL, NULL};
    int best = read_hits(patterns_get(), plain, from, &reading, &denied);
    if (best == MENTION || (best == WEAK && denied)) { /* 征求意见稿拟…: not even the weak word is sure */
        reading.event = NULL;
        reading.told = denied ? EVENT_DENIED : EVENT_NONE;
    } else {
        reading.told = best == WEAK ? EVENT_WEAK : EVENT_TOLD;
    }
    return reading;
}

EventTold event_read(const char *text, const char **event)
{
    EventReading reading = event_read_after(text, 0);
    *event = reading.event;
    return reading.told;
}

const char *words_event(const char *text)
{
    return event_read_after(text, 0).event;
}

gboolean event_stands(const char *text, const char *word, size_t len)
{
    Hit hit = {(int)(word - text), (int)(word - text + (gssize)len), 0};
    return has_happened(patterns_get(), text, &hit);
}
