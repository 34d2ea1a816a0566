/* The names of kinds, statuses and stages.
 *
 * The stage codes are ISO's harmonized stage codes (ISO Guide 69; ISO/IEC Directives, Part 1,
 * Supplement, Annex SD), the abbreviations those of the ISO/IEC Directives and of IEC's project
 * stages; the Chinese stages are those of GB/T 16733. */
#include "corpus/record/value-private.h"

const ValueName value_kinds[] = {
    {"gb", "国家标准",
     "国标|中国国家标准|national|national standard|Chinese national standard", NULL, 0, 0},
    {VALUE_GB_MANDATORY, "强制性国家标准", "强制性国标|强标|国强标|强制性|强制|mandatory|mandatory national standard", NULL, 0, 0},
    {VALUE_GB_T, "推荐性国家标准", "推荐性国标|国推|国推标|推荐性|推荐|recommended|recommended national standard", NULL, 0, 0},
    {VALUE_GB_Z, "国家标准化指导性技术文件", "指导性技术文件|国家指导性技术文件", NULL, 0, 0},
    {"plan", "国家标准计划",
     "计划|国标计划|标准计划|制修订计划|计划项目|立项计划|plans|project|projects|draft plan", NULL, 0, 0},
    {"industry", "行业标准",
     "行标|HB|sector|industrial|trade|industry standard|sector standard|professional standard", NULL, 0, 0},
    {"local", "地方标准",
     "地标|DB|省标|provincial|regional|local standard|provincial standard", NULL, 0, 0},
    {"group", "团体标准",
     "团标|协会标准|社团标准|T/|association|group standard|association standard|social organization "
     "standard", NULL, 0, 0},
    {"enterprise", "企业标准", "企标|Q/|company|corporate|enterprise standard|company standard", NULL, 0, 0},
    {"military", "军用标准", "国军标|军标|国家军用标准|GJB|military standard", NULL, 0, 0},
    {"metrology", "计量技术规范", "计量规程|计量检定规程|计量|JJF|JJG|计量技术法规", NULL, 0, 0},
    {"iso", "ISO", "国际标准化组织|国际标准化组织标准|ISO standard|ISO标准", NULL, 0, 0},
    {"iec", "IEC", "国际电工委员会|国际电工委员会标准|IEC standard|IEC标准", NULL, 0, 0},
    {"iso-iec", "ISO/IEC", "ISO IEC|ISO/IEC standard|ISO/IEC标准", NULL, 0, 0},
    {VALUE_INTERNATIONAL, "国际标准", "international standard|international standards", NULL, 0, 0},
    {"itu", "ITU", "国际电信联盟|国际电联|ITU-T|ITU-R|ITU标准", NULL, 0, 0},
    {"jis", "日本工业标准", "日标|日本标准|日本产业标准|JIS标准|Japanese|Japanese standard", NULL, 0, 0},
    {"en", "欧洲标准", "欧标|EN标准|European|European standard|CEN", NULL, 0, 0},
    {"etsi", "ETSI", "欧洲电信标准|欧洲电信标准化协会|ETSI标准", NULL, 0, 0},
    {"ieee", "IEEE", "IEEE标准|电气与电子工程师协会", NULL, 0, 0},
    {"ietf", "IETF", "RFC|IETF标准|互联网工程任务组", NULL, 0, 0},
    {"astm", "ASTM", "ASTM标准|美国材料与试验协会|美标", NULL, 0, 0},
    {"foreign", "国外标准", "外国标准|foreign standard|foreign national standard", NULL, 0, 0},
    {"news", "动态", "新闻|消息|工作动态|资讯|bulletin", NULL, 0, 0},
};
const guint n_value_kinds = G_N_ELEMENTS(value_kinds);

const ValueName value_statuses[] = {
    {STATUS_IN_FORCE, "in force",
     "有效|现行有效|现行标准|确认有效|继续有效|正在实施|已实施|实施中|生效|已生效|valid|current|active|"
     "effective|published|confirmed|reaffirmed", NULL, 0, 0},
    {STATUS_SOON, "soon in force",
     "即将生效|尚未实施|未实施|未生效|尚未生效|待实施|将实施|即将执行|upcoming|not yet in "
     "force|forthcoming|to be implemented", NULL, 0, 0},
    {STATUS_WITHDRAWN, "withdrawn",
     "作废|已作废|已废止|废除|已废除|撤销|已撤销|失效|已失效|cancelled|canceled|abolished|deleted|"
     "obsolete|inactive|repealed|expired", NULL, 0, 0},
    {STATUS_SUPERSEDED, "superseded",
     "已代替|已替代|被替代|已被代替|已被替代|被取代|已被取代|被替换|代替|替代|已修订|replaced|revised", NULL, 0, 0},
};
const guint n_value_statuses = G_N_ELEMENTS(value_statuses);

const ValueName value_stages[] = {
    /* The stages of ISO and IEC: what stands at this stage, a deleted project not. */
    {"PWI", N_("preliminary work item"), "preliminary|预工作项目|预工作", NULL, 0, 99},
    {"NP", N_("new work item proposal"), "NWIP|PNW|new proposal|proposal|新工作项目提案|新工作项目", NULL, 1000, 1099},
    {"AWI", N_("approved work item"), "ANW|approved new work item|已批准工作项目", NULL, 1099, 2000},
    {"WD", N_("working draft"), "working draft|preparatory|工作组草案|工作草案", NULL, 2000, 2099},
    {"ACD", N_("approved for committee draft"), NULL, NULL, 2099, 2099},
    {"CD", N_("committee draft"), "committee|committee draft|委员会草案", NULL, 3000, 3099},
    {"PCC", N_("comments compiled on the committee draft"), NULL, NULL, 3060, 3060},
    {"A2CD", N_("approved for a second committee draft"), NULL, NULL, 3092, 3092},
    {"ACDV", N_("approved for committee draft for vote"), NULL, NULL, 3099, 3099},
    {"CDV", N_("committee draft for vote"), "committee draft for vote|委员会投票草案", NULL, 4000, 4099},
    {"CCDV", N_("committee draft for vote circulated"), NULL, NULL, 4020, 4020},
    {"PRVC", N_("voting on the committee draft closed"), NULL, NULL, 4060, 4060},
    {"AFDIS", N_("approved for final draft"), "ADIS", NULL, 4099, 4099},
    {"DIS", N_("draft International Standard"),
     "enquiry|draft international standard|国际标准草案|询问草案|FPDISP", NULL, 4000, 4099},
    {"FDIS", N_("final draft International Standard"),
     "approval|final draft|final draft international standard|最终国际标准草案", NULL, 5000, 5099},
    {"RFDIS", N_("final draft received"), NULL, NULL, 5000, 5000},
    {"CFDIS", N_("final draft circulated"), NULL, NULL, 5020, 5020},
    {"PRVD", N_("voting on the final draft closed"), NULL, NULL, 5060, 5060},
    {"APUB", N_("approved for publication"), NULL, NULL, 5099, 5099},
    {"PRF", N_("proof"), "proof|BPUB|under publication|being published|校样", NULL, 5020, 6000},
    {"PUBLISHED", N_("published"), "IS|PPUB|publication|International Standard|国际标准|正式出版", NULL, 6060, 6060},
    {"WITHDRAWN", N_("withdrawn"), "WPUB|DELPUB|withdrawal", NULL, 9599, 9599},
    {"DELETED", N_("project deleted"), "cancelled|canceled|project deleted", NULL, 0, 0},
    {"REVISED", N_("revised"), NULL, NULL, 0, 0},
    {"REPLACED", N_("replaced"), NULL, NULL, 0, 0},
    {"PDTR", N_("proposed draft Technical Report"), NULL, NULL, 0, 0},
    {"PDTS", N_("proposed draft Technical Specification"), NULL, NULL, 0, 0},
    {"DTR", N_("draft Technical Report"), "draft technical report|技术报告草案|CDTR", NULL, 0, 0},
    {"DTS", N_("draft Technical Specification"), "draft technical specification|技术规范草案|CDTS", NULL, 0, 0},
    {"DPAS", N_("draft Publicly Available Specification"), NULL, NULL, 0, 0},
    {"DAM", N_("draft amendment"), "DAmd|DAMD|draft amendment|修改单草案", NULL, 0, 0},
    {"FDAM", N_("final draft amendment"), "FDAmd|FDAMD|final draft amendment", NULL, 0, 0},
    {"PDAM", N_("proposed draft amendment"), "PDAmd|PDAMD|CDAM", NULL, 0, 0},
    /* China's. */
    {"预研", NULL, "预研阶段|预研究|预阶段", NULL, 0, 0},
    {"立项", NULL, "立项阶段|已立项|批准立项|计划下达|下达|下达计划|已下达|project approved", NULL, 0, 0},
    {"起草", NULL, "起草阶段|正在起草|起草中|在研|研制|草案|标准草案|草案稿|drafting", NULL, 0, 0},
    {"征求意见", NULL,
     "征求意见稿|征求意见阶段|正在征求意见|征求意见中|公开征求意见|广泛征求意见|社会征求意见|征集意见|"
     "意见征集|意见征询|for comment|comment|public comment|open for comment", NULL, 0, 0},
    {"审查", NULL, "送审稿|送审|审查阶段|送审阶段|正在审查|审查中|技术审查|专家审查|审查稿|review", NULL, 0, 0},
    {"报批", NULL, "报批稿|报批阶段|正在报批|报批中|已报批|上报|for approval", NULL, 0, 0},
    {"批准", NULL, "批准阶段|正在批准|已批准|审批|审批中|approved", NULL, 0, 0},
    {"发布", NULL, "已发布|发布阶段|出版|已出版|出版阶段|批准发布|正式发布|发布稿", NULL, 6060, 6060},
    {"复审", NULL, "复审阶段|正在复审|复审中|systematic review|under review", NULL, 9000, 9099},
    {"废止", NULL, "废止阶段|已废止|作废", NULL, 9599, 9599},
};
const guint n_value_stages = G_N_ELEMENTS(value_stages);

/* What the codes that ISO gives say, short. */
static const struct {
    guint16 code;
    const char *label;
} stage_labels[] = {
    {0, N_("PWI, proposal received")},
    {20, N_("PWI, proposal under review")},
    {60, N_("PWI, review closed")},
    {98, N_("proposal abandoned")},
    {99, N_("approved to ballot the proposal")},
    {1000, N_("NP registered")},
    {1020, N_("NP ballot")},
    {1060, N_("NP voting closed")},
    {1092, N_("NP returned for further definition")},
    {1098, N_("NP rejected")},
    {1099, N_("NP approved")},
    {2000, N_("registered, AWI")},
    {2020, N_("WD study")},
    {2060, N_("WD comments closed")},
    {2098, N_("project deleted")},
    {2099, N_("WD approved as CD")},
    {3000, N_("CD registered")},
    {3020, N_("CD study")},
    {3060, N_("CD comments closed")},
    {3092, N_("CD sent back to the working group")},
    {3098, N_("project deleted")},
    {3099, N_("CD approved as DIS")},
    {4000, N_("DIS registered")},
    {4020, N_("DIS ballot")},
    {4060, N_("DIS voting closed")},
    {4092, N_("DIS sent back")},
    {4093, N_("DIS, new ballot decided")},
    {4098, N_("project deleted")},
    {4099, N_("DIS approved as FDIS")},
    {5000, N_("FDIS registered")},
    {5020, N_("FDIS ballot")},
    {5060, N_("FDIS voting closed")},
    {5092, N_("FDIS sent back")},
    {5098, N_("project deleted")},
    {5099, N_("FDIS approved for publication")},
    {6000, N_("under publication")},
    {6060, N_("published")},
    {9020, N_("under review")},
    {9060, N_("review closed")},
    {9092, N_("to be revised")},
    {9093, N_("confirmed")},
    {9099, N_("withdrawal proposed")},
    {9520, N_("withdrawal ballot")},
    {9560, N_("withdrawal voting closed")},
    {9592, N_("not to be withdrawn")},
    {9599, N_("withdrawn")},
};

const char *value_stage_label(guint code)
{
    for (guint i = 0; i < G_N_ELEMENTS(stage_labels); i++)
        if (stage_labels[i].code == code)
            return stage_labels[i].label;
    return NULL;
}

static gboolean two_digits(const char *text, guint *value)
{
    if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]))
        return FALSE;
    *value = (guint)(text[0] - '0') * 10 + (guint)(text[1] - '0');
    return TRUE;
}

gboolean value_stage_code(const char *text, guint *from, guint *to)
{
    guint stage, step;
    if (!two_digits(text, &stage))
        return FALSE;
    *from = stage * 100;
    *to = stage * 100 + 99;
    if (text[2] == '\0')
        return TRUE;
    if (text[2] != '.' || !two_digits(text + 3, &step) || text[5])
        return FALSE;
    *from = *to = stage * 100 + step;
    return TRUE;
}
