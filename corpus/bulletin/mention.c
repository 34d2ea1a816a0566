/* Titles and numbers in running text, brought together, and the part that they have in it. */
#include "corpus/bulletin/mention.h"

#include <string.h>

#include "corpus/text/text.h"
#include "corpus/text/words.h"
#include "number/number.h"

#define OPEN "《"
#define CLOSE "》"
enum { MARK = sizeof OPEN - 1, MAX_TITLE = 400 };

/* What may stand between a word and the document that it governs. */
#define KIND                                                                                       \
    "(?:了|于|的|现行|最新|新版|强制性|推荐性|国家|行业|国际|团体|地方|企业|标准|文件|法规|法律|我国|由|"  \
    "上述|相关|有关|修订后|版|[(（ ])*"
#define ISSUER "(?:[^，,。；;：:《》]{1,14}?(?:部|委|会|局|署)(?:令|(?:发布|印发|下达|颁布|制定)的?)?)?"

static const struct {
    MentionRole role;
    const char *degree, *before, *after; /* NULL: anything */
} contexts[] = {
    {MENTION_REPLACED, NULL, "(?:代替|替代|替换|取代|废止原)" KIND "$", NULL},
    {MENTION_ADOPTED, "IDT", "等同(?:采用|转化)" KIND "$", NULL},
    {MENTION_ADOPTED, "MOD", "修改(?:采用|转化)" KIND "$", NULL},
    {MENTION_ADOPTED, "NEQ", "非等效采用" KIND "$", NULL},
    {MENTION_ADOPTED, NULL, "(?:采用|采标)" KIND "$", NULL},
    {MENTION_CITED, NULL,
     "(?:依据|根据|按照|遵照|遵循|依照|参照|参考|借鉴|符合|满足|引用|执行|贯彻|落实|对照|对标|基于|结合|支撑|"
     "配合|衔接|违反|参见|详见|依托|援引|区别于|不同于|相对于|相比|转化|继|(?<!编)按|依|遵守|对接|适应|响应|"
     "呼应|作为)" KIND ISSUER KIND "$",
     NULL},
    {MENTION_CITED, NULL, "(?:被|由)" KIND "$", "^ ?所?(?:代替|替代|取代)"},
    {MENTION_CITED, NULL, "(?:与|同|跟|和|及)" KIND "$",
     "^[^，,。；;《》]{0,10}?(?:配套|协调|一致|衔接|兼容|相结合|对接|互为|互补|相关|有关|对应|类似|比较|对比|"
     "之间|并列|共同)"},
    {MENTION_CITED, NULL, "以" KIND "$", "^[^，,。；;《》]{0,6}?为(?:依据|基础|指导|参考|准|蓝本|框架)"},
    {MENTION_CITED, NULL, NULL, /* a translation's life is its own */
     "^ ?(?:等)?(?:[0-9]+ ?项)?(?:国家|行业|国际)?(?:标准)?的?(?:英文|外文|俄文|法文|翻译|译文|中译)"},
    {MENTION_CITED, NULL, NULL,
     "^ ?(?:等)?(?:[0-9]+ ?项)?(?:国家|行业|国际|地方|团体|强制性国家)?(?:标准|文件|法律法规|制度)?(?:中|里|"
     "内)?(?:的|所|之)?(?:有关|相关|具体|总体|明确|各项)*(?:规定|要求|条款|精神|之后|第 ?[0-9.一二三四五六"
     "七八九十]+ ?[条章款节]|附录|中的)"},
};

/* Before a number that a document has got; 分别 before several. */
static const char *const naming =
    "(?:(?:立项|项目|计划|国标计划|标准|国家标准|国际标准|文件|登记|注册)?(?:编号|代号|号)(?:分别|依次)?"
    "(?:确?定?为|是|：|:|变更为)? ?|(?:发布|出版|转化|转|升级|升版|注册|立项|批准|定|编号)为 ?(?:国际标准|"
    "国家标准|行业标准|正式标准|标准)? ?)$";

typedef struct {
    GRegex *before[G_N_ELEMENTS(contexts)], *after[G_N_ELEMENTS(contexts)];
    GRegex *naming, *label, *partner, *list, *joint, *title_end;
} Patterns;

static GRegex *compile(const char *pattern)
{
    return pattern ? g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL) : NULL;
}

static const Patterns *patterns_get(void)
{
    static Patterns *patterns; /* made once, then read only */
    static gsize made;
    if (g_once_init_enter(&made)) {
        patterns = g_new0(Patterns, 1);
        for (size_t i = 0; i < G_N_ELEMENTS(contexts); i++) {
            patterns->before[i] = compile(contexts[i].before);
            patterns->after[i] = compile(contexts[i].after);
        }
        patterns->naming = compile(naming);
        patterns->label = compile("^ ?(?:[(（] ?)?(?:国标)?(?:项目|立项)?(?:计划|标准)?(?:编?号)?(?:：|:)? ?的?$");
        patterns->partner = compile("^ ?(?:/|[)）] ?[(（]?|[，,、；;] ?(?:国标|国家|行业)?(?:项目|立项)?(?:计划|标准)?"
                                    "编?号(?:：|:|为)?) ?$");
        patterns->list = compile("^[) ）]*(?:、|和|及|以及|与|或|，|,|/)?(?:国家标准|行业标准)?[ (（]*$");
        patterns->joint = compile("^[) ）]*(?:与|同|和|及) ?$");
        patterns->title_end = compile(" ?(?:等|[0-9一二两三四五六七八九十]+ ?项|(?:推荐性|强制性)?(?:国家|行业|"
                                      "地方|团体)标准|标准征求意见稿|征求意见稿|送审稿|报批稿|面向社会|公开征求意见|通过(?:专家|技术)?审查|"
                                      "获批立项|正式发布)");
        g_once_init_leave(&made, 1);
    }
    return patterns;
}

char *mentions_normal_marks(const char *text)
{
    static const struct {
        const char *wrong, *right;
    } marks[] = {{"<<", OPEN}, {">>", CLOSE}, {"＜＜", OPEN}, {"＞＞", CLOSE}, {"〈〈", OPEN}, {"〉〉", CLOSE}};
    GString *normal = g_string_new(text);
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        g_string_replace(normal, marks[i].wrong, marks[i].right, 0);
    return g_string_free(normal, FALSE);
}

static void clear_mention(gpointer pointer)
{
    Mention *mention = pointer;
    g_free(mention->id);
    g_free(mention->title);
    g_free(mention->named);
}

static gboolean matches(const GRegex *regex, const char *text, size_t start, size_t end)
{
    g_autofree char *piece = g_strndup(text + start, end - start);
    return g_regex_match(regex, piece, 0, NULL);
}

/* Titles */

/* Where the 《 at OPEN is closed, with other titles inside: the last 》 that answers it before the
 * sentence ends; NULL if none does. */
static const char *balanced_close(const char *open)
{
    int depth = 0;
    for (const char *p = open; *p && p < open + MAX_TITLE; p = g_utf8_next_char(p)) {
        if (g_str_has_prefix(p, "。") || *p == '\n')
            return NULL;
        depth += g_str_has_prefix(p, OPEN) ? 1 : 0;
        if (g_str_has_prefix(p, CLOSE) && --depth == 0)
            return p;
    }
    return NULL;
}

typedef struct {
    char *title;       /* NULL: its end could not be told */
    size_t start, end; /* with its marks */
    gboolean holds;    /* a notice that names others: go on inside it */
} Title;

/* The title that nothing closes, from TEXT to END: as far as 国家标准, 2项 and the like, if it ends as
 * titles do; else NULL. */
static char *unclosed_title(const char *text, size_t *len)
{
    g_autofree char *raw = g_strndup(text, *len);
    g_autoptr(GMatchInfo) match = NULL;
    int start = 0, end = 0;
    if (g_regex_match(patterns_get()->title_end, raw, 0, &match) &&
        g_match_info_fetch_pos(match, 0, &start, &end) && start > 0)
        raw[*len = (size_t)start] = '\0';
    while (*len && (g_str_has_suffix(raw, "、") || g_str_has_suffix(raw, "和") || raw[*len - 1] == ' '))
        raw[*len -= raw[*len - 1] == ' ' ? 1 : strlen("、")] = '\0';
    char *title = text_finish_title(raw);
    if (words_ends_title(title, strlen(title)) && !strstr(title, "，") && !strchr(title, ','))
        return title;
    g_free(title);
    return NULL;
}

static Title read_title(const char *text, const char *open)
{
    const char *begin = open + MARK, *close = strstr(begin, CLOSE), *next = strstr(begin, OPEN);
    const char *stop = strpbrk(begin, "\n"), *period = strstr(begin, "。");
    stop = stop ? stop : text + strlen(text);
    stop = period && period < stop ? period : stop;
    Title title = {NULL, (size_t)(open - text), 0, FALSE};
    gboolean closed = close && close < stop && close - begin < MAX_TITLE;
    if (closed && next && next < close) {
        const char *outer = balanced_close(open);
        g_autofree char *head = g_strndup(begin, (gsize)(next - begin));
        title.holds = outer && (strstr(head, "关于") || g_str_has_suffix(head, "印发") ||
                                g_str_has_suffix(head, "发布"));
        if (title.holds) {
            title.title = g_strndup(begin, (gsize)(outer - begin));
            title.end = (size_t)(outer - text) + MARK;
            return title;
        }
    }
    if (closed && !(next && next < close)) {
        g_autofree char *raw = g_strndup(begin, (gsize)(close - begin));
        title.title = text_finish_title(raw);
        title.end = (size_t)(close - text) + MARK;
        return title;
    }
    size_t len = (size_t)((next && next < stop ? next : stop) - begin);
    title.title = unclosed_title(begin, &len);
    title.end = (size_t)(begin - text) + len;
    return title;
}

/* Numbers, and titles brought to them */

static gboolean add_number(const Number *number, size_t start, size_t end, gpointer data)
{
    Mention mention = {.id = number_format(number), .start = start, .end = end};
    g_array_append_val((GArray *)data, mention);
    return TRUE;
}

static Mention *at(const GArray *mentions, guint i)
{
    return &g_array_index(mentions, Mention, i);
}

/* The number that begins TITLE, if one does, is taken out of it. */
static void number_inside(const Title *title, GArray *mentions)
{
    for (guint i = 0; i < mentions->len; i++) {
        Mention *mention = at(mentions, i);
        if (mention->title || mention->start < title->start || mention->end > title->end)
            continue;
        if (mention->start != title->start + MARK) { /* a word of the title */
            g_array_remove_index(mentions, i--);
            continue;
        }
        size_t taken = mention->end - mention->start;
        const char *rest = strlen(title->title) > taken ? title->title + taken : "";
        rest += strspn(rest, " ");
        if (*rest)
            mention->title = g_strdup(rest);
        mention->start = title->start;
        mention->end = title->end;
        return;
    }
}

static gboolean holds_number(const Title *title, const GArray *mentions)
{
    for (guint i = 0; i < mentions->len; i++)
        if (at(mentions, i)->start >= title->start && at(mentions, i)->end <= title->end)
            return TRUE;
    return FALSE;
}

static gboolean is_plan(const Mention *mention)
{
    g_autoptr(Number) number = number_parse(mention->id, -1);
    return number && number->type == NUMBER_PLAN;
}

/* Whether the number MENTION stands behind byte END and, but for a label, beside it; not beside the
 * title after it. */
static gboolean follows(const char *text, size_t end, const Mention *mention, const GRegex *label)
{
    const char *rest = text + mention->end + strspn(text + mention->end, " ");
    return mention->start >= end && matches(label, text, end, mention->start) &&
           !g_str_has_prefix(rest, OPEN);
}

/* The plan and the number of the title that mention I has are one document, which got the number, where
 * they stand on both sides of the title or side by side in its brackets. */
static void join_plan(const char *text, GArray *mentions, guint i)
{
    const Patterns *patterns = patterns_get();
    Mention *titled = at(mentions, i), *other = NULL;
    guint o = 0;
    while (o < mentions->len && !other) {
        Mention *next = at(mentions, o);
        if (o != i && !next->title &&
            (follows(text, titled->end, next, patterns->label) ||
             follows(text, titled->end, next, patterns->partner)) &&
            is_plan(titled) != is_plan(next))
            other = next;
        else
            o++;
    }
    if (!other)
        return;
    gboolean plan = is_plan(titled);
    titled->named = g_strdup(plan ? other->id : titled->id);
    if (!plan) {
        g_free(titled->id);
        titled->id = g_strdup(other->id);
    }
    titled->end = other->end;
    g_array_remove_index(mentions, o);
}

/* Gives TITLE to the number beside it: before, or after if that is not beside the next title. */
static gboolean give_title(const char *text, const Title *title, GArray *mentions)
{
    const Patterns *patterns = patterns_get();
    for (guint i = 0; i < mentions->len; i++) {
        Mention *mention = at(mentions, i);
        gboolean before = mention->end <= title->start &&
                          matches(patterns->label, text, mention->end, title->start);
        if (mention->title ||
            (!before && !follows(text, title->end, mention, patterns->label)))
            continue;
        mention->title = g_strdup(title->title);
        mention->start = MIN(mention->start, title->start);
        mention->end = MAX(mention->end, title->end);
        join_plan(text, mentions, i);
        return TRUE;
    }
    return FALSE;
}

static int by_place(gconstpointer a, gconstpointer b)
{
    const Mention *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

static GArray *find_documents(const char *text, int *unclosed)
{
    GArray *mentions = g_array_new(FALSE, TRUE, sizeof(Mention));
    g_array_set_clear_func(mentions, clear_mention);
    number_find(text, strlen(text), add_number, mentions);
    for (const char *open = strstr(text, OPEN); open;) {
        Title title = read_title(text, open);
        *unclosed += title.title == NULL;
        if (title.title && !title.holds && *title.title) {
            gboolean inside = holds_number(&title, mentions);
            if (inside)
                number_inside(&title, mentions);
            inside = holds_number(&title, mentions);
            if (!inside && !give_title(text, &title, mentions) && !words_is_notice(title.title)) {
                Mention mention = {.title = g_strdup(title.title), .start = title.start,
                                   .end = title.end};
                g_array_append_val(mentions, mention);
            }
        }
        g_free(title.title);
        open = strstr(title.holds ? open + MARK : text + MAX(title.end, title.start + MARK), OPEN);
    }
    g_array_sort(mentions, by_place);
    return mentions;
}

/* Roles */

static size_t sentence_start(const char *text, size_t start)
{
    static const char *const ends[] = {"。", "！", "？", "；", "\n"};
    size_t begin = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        const char *end = g_strrstr_len(text, (gssize)start, ends[i]);
        if (end)
            begin = MAX(begin, (size_t)(end - text) + strlen(ends[i]));
    }
    return begin;
}

/* Gives [FIRST, END), which stand in one list, the part that the words around the list tell. */
static void set_roles(const char *text, GArray *mentions, guint first, guint end)
{
    const Patterns *patterns = patterns_get();
    size_t begin = at(mentions, first)->start;
    g_autofree char *before = g_strndup(text + sentence_start(text, begin),
                                        begin - sentence_start(text, begin));
    const char *after = text + at(mentions, end - 1)->end;
    while (*after == ' ' || *after == ')' || g_str_has_prefix(after, "）"))
        after = g_utf8_next_char(after);
    g_strchomp(before);
    gboolean is_named = !at(mentions, first)->title &&
                        g_regex_match(patterns->naming, before, 0, NULL);
    for (guint i = first; i < end; i++)
        at(mentions, i)->role = is_named ? MENTION_NAMES : MENTION_SUBJECT;
    for (size_t c = 0; !is_named && c < G_N_ELEMENTS(contexts); c++) {
        if ((patterns->before[c] && !g_regex_match(patterns->before[c], before, 0, NULL)) ||
            (patterns->after[c] && !g_regex_match(patterns->after[c], after, 0, NULL)))
            continue;
        for (guint i = first; i < end; i++) {
            at(mentions, i)->role = contexts[c].role;
            at(mentions, i)->degree = contexts[c].degree;
        }
        return;
    }
}

/* Whether mention I goes on with the list of the one before it. 甲与乙配套 is no list. */
static gboolean goes_on(const char *text, const GArray *mentions, guint i)
{
    const Patterns *patterns = patterns_get();
    size_t gap = at(mentions, i - 1)->end, start = at(mentions, i)->start;
    if (start < gap || memchr(text + gap, '\n', start - gap) || !matches(patterns->list, text, gap, start))
        return FALSE;
    if (!matches(patterns->joint, text, gap, start))
        return TRUE;
    for (size_t c = 0; c < G_N_ELEMENTS(contexts); c++)
        if (contexts[c].before && strncmp(contexts[c].before, "(?:与", strlen("(?:与")) == 0)
            return !g_regex_match(patterns->after[c], text + at(mentions, i)->end, 0, NULL);
    return TRUE;
}

/* Numbers that are names go to the subjects before them, as many as they are; where these are more,
 * the numbers are documents of their own. */
static void give_names(const char *text, GArray *mentions, guint first, guint end)
{
    guint count = end - first, subjects = 0;
    while (subjects < MIN(first, count) &&
           at(mentions, first - 1 - subjects)->role == MENTION_SUBJECT)
        subjects++;
    guint subject = first - subjects;
    gboolean more = subject > 0 && goes_on(text, mentions, subject);
    for (guint i = 0; i < count; i++) {
        if (subjects != count || more) {
            at(mentions, first + i)->role = MENTION_SUBJECT;
            continue;
        }
        g_free(at(mentions, subject + i)->named);
        at(mentions, subject + i)->named = g_strdup(at(mentions, first + i)->id);
    }
}

GArray *mentions_find(const char *text, int *unclosed)
{
    *unclosed = 0;
    GArray *mentions = find_documents(text, unclosed);
    for (guint first = 0, end; first < mentions->len; first = end) {
        for (end = first + 1; end < mentions->len && goes_on(text, mentions, end);)
            end++;
        set_roles(text, mentions, first, end);
        if (at(mentions, first)->role == MENTION_NAMES)
            give_names(text, mentions, first, end);
    }
    return mentions;
}
