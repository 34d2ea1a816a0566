/* The table of faults. A reason for rejecting is a row. */
#include "corpus/record/fault.h"

#include <string.h>

#include "messages/messages.h"
#include "unicode/width.h"

enum {
    MAX_TITLE_CHARS = 1200,    /* of a catalogue; the longest real one has some 500 */
    MAX_TEXT_TITLE_WIDTH = 420 /* in columns of text: 210 Han characters */
};

enum {
    TEXTS = FAULT_TITLE | FAULT_SCOPE | FAULT_PROGRESS | FAULT_CELL,
    TITLES = FAULT_TITLE | FAULT_CATALOGUE,
};

static gboolean is_too_long(const char *text)
{
    return strlen(text) > MAX_TITLE_CHARS && g_utf8_strlen(text, -1) > MAX_TITLE_CHARS;
}

static gboolean is_too_wide(const char *text)
{
    return text_columns(text, strlen(text)) > MAX_TEXT_TITLE_WIDTH;
}

/* Whether each mark that opens is closed and each that closes was open. 《 may stand inside 《. */
static gboolean is_unbalanced(const char *text, gunichar open, gunichar other_open, gunichar close,
                              gunichar other_close)
{
    int depth = 0;
    for (const char *p = text; *p && depth >= 0; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        depth += c == open || c == other_open ? 1 : c == close || c == other_close ? -1 : 0;
    }
    return depth != 0;
}

static gboolean has_unbalanced_titles(const char *text)
{
    return is_unbalanced(text, 0x300a, 0x300a, 0x300b, 0x300b);
}

/* A bracket that closes nothing is a list's mark or a misprint; one that is open is a cut. */
static gboolean has_open_bracket(const char *text)
{
    int depth = 0;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        depth += c == '(' || c == 0xff08 ? 1 : (c == ')' || c == 0xff09) && depth ? -1 : 0;
    }
    return depth > 0;
}

static gboolean has_no_letter(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (g_unichar_isalpha(g_utf8_get_char(p)))
            return FALSE;
    return TRUE;
}

#define HEADER_WORD                                                                                \
    "国标计划号|国家标准计划号|项目计划号|计划编号|计划号|项目名称|标准名称|标准编号|标准号|标准范围|"                \
    "项目进展|进展情况|代替标准号|被代替标准号|实施日期|发布日期|中文名称|英文名称|归口单位|起草单位|序号"

/* A row: for which uses, how it is seen (a function or an expression), what is wrong. */
static const struct {
    int uses;
    gboolean (*test)(const char *text);
    const char *pattern, *fault;
} faults[] = {
    {FAULT_TITLE, has_no_letter, NULL, N_("has no letter")},
    {TITLES, is_too_long, NULL, N_("is too long")},
    {FAULT_TITLE, is_too_wide, NULL, N_("is too long")},
    {TITLES, NULL, "^(?:" HEADER_WORD "|title|name)$", N_("is the head of a column")},
    {TITLES, NULL,
     "^(?:该|本)(?:标准|文件|部分|指导性技术文件|技术报告|项目) ?(?:规定|给出|描述|提出|确立|界定|提供|说明)了",
     N_("is a scope")},
    {FAULT_TITLE | FAULT_SCOPE | FAULT_PROGRESS, has_unbalanced_titles, NULL,
     N_("has 《 without 》, or 》 without 《")},
    {FAULT_TITLE, has_open_bracket, NULL, N_("has a bracket that is not closed")},
    {TEXTS, NULL, "[a-z]{4,5}://|(?<![0-9])[0-9]{1,4}[/-][0-9]{1,2}[/-][0-9]{1,4},? [0-9]{1,2}:[0-9]{2}",
     N_("holds the header or footer of a page")},
    {TEXTS, NULL, "(?:" HEADER_WORD ")[ 、|]*(?:" HEADER_WORD ")", N_("holds the head of the table")},
    {TEXTS, NULL,
     "(?<![0-9A-Za-z-])[0-9]{8}-(?:$|[^0-9TZQ])|(?<![0-9A-Za-z] |[0-9A-Za-z-])-?[TZQ]- ?[0-9]{3}(?![0-9])|"
     "(?<![0-9])[0-9]{8}-?[TZQ]?-?$",
     N_("holds half a plan number")},
    {TEXTS, NULL, "[0-9]{8} ?-? ?[TZQ] ?- ?[0-9]{3}", N_("holds a plan number")},
    {TEXTS, NULL,
     "[0-9] ?-[TZQ]-[0-9]|(?<![0-9])20[0-9]{2}(?:[0-9]{2,3}|(?:[2-9][0-9]|1[3-9]|00)[0-9]{2})(?![0-9])",
     N_("holds half a plan number")},
    {FAULT_SCOPE, NULL, "》《|^《[^《》]*》$", N_("holds titles")},
    {FAULT_SCOPE, NULL, "[，；](?:草案。|已报批|已形成(?:征求|送审|报批|草案))", N_("holds a document's progress")},
    {FAULT_TITLE, NULL, "(?<![0-9])(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(?![0-9])", N_("holds a date")},
    {FAULT_TITLE, NULL, "\xef\xbf\xbd", N_("holds a character that could not be read")},
    {FAULT_TITLE, NULL, "^(?:信息安全技术|网络安全技术|数据安全技术)$", N_("is only the beginning of one")},
    {FAULT_PROGRESS, NULL, "》《|^《[^》]*》(?:已|正在|草案|形成)", N_("holds titles")},
    {FAULT_PROGRESS, NULL, "适用于|(?:规定|给出|描述|确立|界定)了", N_("holds a scope")},
    {FAULT_CELL, NULL, "[《》。]", N_("holds a title or a sentence")},
    {FAULT_TITLE, NULL, "[^ 《—-](?:信息安全技术|网络安全技术|数据安全技术) ", N_("is two titles")},
    {FAULT_TITLE | FAULT_CELL, NULL, "(?:GB|GB/[TZ]|ISO|IEC|DB[0-9]*|[A-Z]{2}/T) ?[0-9.]+ ?[-—]$",
     N_("ends with half a number")},
    {FAULT_TITLE, NULL, "(?:—|[0-9]) ?[A-Z]{2}[A-Z/]* ?[0-9.]+[-—–][0-9]{4}", N_("holds the number of another row")},
    {FAULT_TITLE, NULL, "有限公司|(?:公司|研究院|研究所|大学|信息中心|委员会)、|、[^ 、]{2,}(?:公司|研究院|研究所|大学)(?:$|[ 、])",
     N_("holds the names of organizations")},
    {FAULT_TITLE, NULL, "。", N_("holds the end of a sentence")},
    {FAULT_TITLE, NULL,
     "(?:规定|给出|描述|确立|界定|阐述)了|(?:该|本)(?:标准|文件|部分)(?:规定|给出|描述|提出|适用)|[；，]适用于",
     N_("holds a scope")},
    {FAULT_TITLE, NULL,
     "已?形成(?:征求意见稿|送审|报批|草案)|(?:征求意|送审|报批)稿，|公开征求意见|通过(?:专家)?审查|已报批|专家审查会|"
     "[0-9]{4} ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日",
     N_("holds a document's progress")},
    {FAULT_TITLE, NULL, "^[，。；：、）》」』”,.;:)]|[，；、：（《“,;(]$|(?:[^目]的|以及|[0-9]-)$|第$",
     N_("is cut off")},
};

static GRegex *compiled[G_N_ELEMENTS(faults)];

static void compile(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
        if (faults[i].pattern)
            compiled[i] = g_regex_new(faults[i].pattern, G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
}

const char *text_fault(const char *text, FaultUse use)
{
    static gsize once;
    if (g_once_init_enter(&once)) {
        compile();
        g_once_init_leave(&once, 1);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(faults); i++) {
        if (!(faults[i].uses & (int)use))
            continue;
        if (faults[i].test ? faults[i].test(text) : g_regex_match(compiled[i], text, 0, NULL))
            return _(faults[i].fault);
    }
    return NULL;
}

const char *record_title_fault(const Record *record, FaultUse use, const char **title)
{
    static const FieldId titles[] = {FIELD_TITLE_ZH, FIELD_TITLE_EN};
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        const char *text = record_text(record, titles[i]);
        const char *fault = text ? text_fault(text, use) : NULL;
        if (!fault)
            continue;
        *title = text;
        return fault;
    }
    return NULL;
}
