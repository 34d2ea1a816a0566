/* When what an item tells of comes into effect. */
#include "corpus/bulletin/item-parts.h"

#include <string.h>

/* Whether what stands before SPAN names it as another date than the step's: 实施日期：5月1日. */
static gboolean is_named_effect(const ItemReading *reading, const DateSpan *span)
{
    static const char *const labels[] = {"实施日期", "实施时间", "施行日期", "生效日期"};
    static const char *const marks[] = {"：", ":", "为", "是", " "};
    size_t from = span->start > 60 ? span->start - 60 : 0;
    g_autofree char *before = g_strndup(reading->all + from, span->start - from);
    for (size_t i = 0; i < G_N_ELEMENTS(marks);) {
        gboolean marked = g_str_has_suffix(before, marks[i]);
        if (marked)
            before[strlen(before) - strlen(marks[i])] = '\0';
        i = marked ? 0 : i + 1; /* before a mark may stand another */
    }
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
        if (g_str_has_suffix(before, labels[i]))
            return TRUE;
    return FALSE;
}

gboolean item_tells_effect(const ItemReading *reading, const DateSpan *span)
{
    if (is_named_effect(reading, span))
        return TRUE;
    static const char *const words[] = {"起", "日", "正式", "开始", " ", "将"};
    const char *p = reading->all + span->end;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (g_str_has_prefix(p, words[i])) {
            p += strlen(words[i]);
            i = (size_t)-1;
        }
    return g_str_has_prefix(p, "实施") || g_str_has_prefix(p, "施行");
}

/* What may stand between the documents and the date from which on they apply: nothing that could be
 * a subject of its own (办法, 修改单, 新生产的产品), nor what makes it unsure (拟, 建议, 分别). What is
 * longer stands first: nothing is tried twice. */
#define BODIES                                                                                     \
    "国家市场(?:监督管理|监管)总局|市场监管总局|国家标准化管理委员会|国家标准委|"                  \
    "工业和信息化部|工信部|"
#define KINDS "推荐性|强制性|指导性|国家|行业|地方|团体|企业|系列|标准(?:化指导性技术文件)?|文件|"
#define COUNTS "等|共计?|[0-9一二三四五六七八九十百两几多]+ ?[项个部]|"
#define WORDS                                                                                      \
    "该|此|上述|以上|本|这|批准|批|些|其|正式|获批?|发布|出版|公布|印发|颁布|已|经|由|"            \
    "并|且|将|均|都|也|全部|统一|同时|予以|(?:部分)?(?:代替|替代)|"                                \
    "实施日期|实施时间|施行日期|生效日期|自|从|于|在|为|是|"
#define BETWEEN "^(?:" BODIES KINDS COUNTS WORDS "[\\s\x01，,、；;：:。（）()《》“”])*+$"

/* A sentence of its own says what it is about, or that it is a date of effect. */
#define OWN_SENTENCE "。(?![^。]*(?:标准|文件|日期|时间))"

/* Bytes [START, END) with a sign in the place of each document and date. Caller frees. */
static char *masked(const ItemReading *reading, size_t start, size_t end)
{
    GString *text = g_string_new(NULL);
    guint m = 0, d = 0;
    for (size_t at = start; at < end;) {
        while (m < reading->mentions->len && mention_at(reading, m)->end <= at)
            m++;
        while (d < reading->spans->len && g_array_index(reading->spans, DateSpan, d).end <= at)
            d++;
        const Mention *mention = m < reading->mentions->len ? mention_at(reading, m) : NULL;
        const DateSpan *span =
            d < reading->spans->len ? &g_array_index(reading->spans, DateSpan, d) : NULL;
        size_t to = mention && mention->start <= at ? mention->end
                    : span && span->start <= at     ? span->end
                                                    : 0;
        const char *next = g_utf8_next_char(reading->all + at);
        if (to)
            g_string_append_c(text, '\x01');
        else
            g_string_append_len(text, reading->all + at, next - (reading->all + at));
        at = to ? to : (size_t)(next - reading->all);
    }
    return g_string_free(text, FALSE);
}

/* Whether subject M of PART is named before it too. */
static gboolean is_named_before(const ItemReading *reading, const ItemPart *part, guint m)
{
    for (guint i = part->first; i < m; i++)
        if (mention_at(reading, i)->id &&
            g_strcmp0(mention_at(reading, i)->id, mention_at(reading, m)->id) == 0)
            return TRUE;
    return FALSE;
}

/* Whether SPAN is of the subjects of PART, all of which are named before it. */
static gboolean is_of_subjects(const ItemReading *reading, const ItemPart *part,
                               const DateSpan *span)
{
    static GRegex *between, *own_sentence; /* made once, then read only */
    static gsize made;
    size_t from = 0;
    if (g_once_init_enter(&made)) {
        between = g_regex_new(BETWEEN, G_REGEX_OPTIMIZE, 0, NULL);
        own_sentence = g_regex_new(OWN_SENTENCE, G_REGEX_OPTIMIZE, 0, NULL);
        g_once_init_leave(&made, 1);
    }
    for (guint i = part->first; i < part->last; i++) {
        const Mention *mention = mention_at(reading, i);
        if (mention->role == MENTION_SUBJECT && mention->start < span->start)
            from = mention->end;
        else if (mention->role == MENTION_SUBJECT && !is_named_before(reading, part, i))
            return FALSE;
    }
    if (from == 0 || from > span->start)
        return FALSE;
    g_autofree char *gap = masked(reading, from, span->start);
    return g_regex_match(between, gap, 0, NULL) && !g_regex_match(own_sentence, gap, 0, NULL);
}

const char *item_effect(const ItemReading *reading, const ItemPart *part)
{
    const char *found = NULL;
    for (guint i = 0; i < reading->spans->len; i++) {
        const DateSpan *span = &g_array_index(reading->spans, DateSpan, i);
        if (span->start < part->start || span->start >= part->end ||
            !item_tells_effect(reading, span))
            continue;
        gboolean whole = span->date && !span->until && strlen(span->date) == strlen("2024-05-06") &&
                         strspn(reading->all + span->start, "0123456789") == 4; /* with its year */
        if (!whole || found || !is_of_subjects(reading, part, span))
            return NULL;
        found = span->date;
    }
    return found;
}
