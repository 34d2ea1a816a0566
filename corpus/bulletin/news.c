/* News items: what lies between the tables, cut at headings; attached to the documents they name. */
#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin/item.h"
#include "corpus/bulletin/mark.h"
#include "corpus/bulletin/pieces.h"

typedef struct {
    Bulletin *bulletin;
    int width;      /* of a full line of running text; G_MAXINT where lines are whole paragraphs */
    Pieces *pieces; /* of the region that is read */
    char *section;  /* the one that lines are now in */
    int chapter, place;
    int number; /* of the last item heading, in its own numbering */
    MarkStyle style;
    Item *item; /* the one that lines go to, or NULL */
    gboolean in_clause;
    GRegex *chapter_mark, *part_mark;
} News;

static void finish_item(News *news)
{
    Item *item = g_steal_pointer(&news->item);
    if (item)
        item_read(news->bulletin, item);
    item_free(item);
}

/* The line of the bulletin that piece I is of. */
static guint place_of(const News *news, guint i)
{
    return g_array_index(news->pieces->places, guint, i);
}

static void start_item(News *news, guint piece)
{
    guint line = place_of(news, piece);
    finish_item(news);
    news->in_clause = FALSE;
    news->item = g_new0(Item, 1);
    news->item->section = g_strdup(news->section);
    news->item->chapter = news->chapter;
    news->item->place = ++news->place;
    news->item->heading = g_string_new(NULL);
    news->item->text = g_string_new(NULL);
    news->item->first = line;
    news->item->end = line + 1;
}

static void start_section(News *news, const char *title)
{
    finish_item(news);
    g_free(news->section);
    news->section = g_strdup(title);
    text_finish_prose(news->section);
    news->chapter++;
    news->place = news->number = 0;
    news->style = MARK_NONE;
}

static const TextLine *line_at(const News *news, guint i)
{
    return news->pieces->lines->pdata[i];
}

static gboolean is_full(const News *news, guint i)
{
    return text_line_is_full(line_at(news, i), news->width);
}

static gboolean begins_text(const char *text)
{
    return piece_begins_dated(text) || words_begins_paragraph(text);
}

/* Whether a title that the heading opened is still open. */
static gboolean is_open(const char *text)
{
    const char *open = g_strrstr(text, "《"), *close = g_strrstr(text, "》");
    return open && (!close || close < open) && !strstr(open, "。");
}

/* Takes the heading that begins in line I at byte OFFSET, over as many lines as it fills; returns
 * the line after it. A "heading" that is a sentence is the item's text. */
static guint take_heading(News *news, guint i, size_t offset, guint end, GString *heading)
{
    const char *text = line_at(news, i)->text + offset;
    g_string_append(heading, text);
    for (i++; i < end && (is_full(news, i - 1) || is_open(heading->str)); i++) {
        const char *more = line_at(news, i)->text;
        size_t taken;
        MarkStyle style;
        if (begins_text(more) || strstr(more, "。") || mark_read(more, &style, &taken) ||
            heading->len > 600)
            break;
        text_join_number(heading, more, strlen(more));
    }
    return i;
}

static gboolean sentence_ended_before(const News *news, guint i, guint begin)
{
    static const char *const ends[] = {"。", "！", "？", "）", "》", "：", "；", NULL};
    if (i == begin || !news->item || !news->item->text->len)
        return TRUE;
    for (const char *const *end = ends; *end; end++)
        if (g_str_has_suffix(line_at(news, i - 1)->text, *end))
            return TRUE;
    return !is_full(news, i - 1);
}

/* Whether line I - 1 cannot be the end of an item: it breaks off in a list, a number, a title. */
static gboolean is_broken_off(const News *news, guint i, guint begin)
{
    static const char *const marks[] = {"，", "、", ",", "：", "（", "(", "和", "及", "与", NULL};
    if (i == begin || !news->item)
        return FALSE;
    const char *before = line_at(news, i - 1)->text;
    for (const char *const *mark = marks; *mark; mark++)
        if (g_str_has_suffix(before, *mark))
            return TRUE;
    return text_wants_digits(before) || is_open(before);
}

/* Whether line I, which has an item's mark OFFSET bytes long, is a heading before a dated sentence. */
static gboolean is_heading(const News *news, guint i, size_t offset, guint end)
{
    const char *text = line_at(news, i)->text + offset;
    return i + 1 < end && !strstr(text, "。") && !strstr(text, "，") && !is_full(news, i) &&
           piece_begins_dated(line_at(news, i + 1)->text);
}

/* The bytes that the number of an item heading takes in line I; 0 if it is none. Numbers go on in one
 * style; where one is left out or told twice, the heading must look like one. */
static size_t item_mark(News *news, guint i, guint begin, guint end)
{
    MarkStyle style;
    size_t taken = 0;
    int value = mark_read(line_at(news, i)->text, &style, &taken);
    if (!value || style == MARK_HAN_PAREN || (news->style != MARK_NONE && style != news->style) ||
        is_broken_off(news, i, begin))
        return 0;
    gboolean first = value == 1 && news->number == 0;
    gboolean next = value == news->number + 1 && news->number > 0;
    gboolean again = news->number > 0 && is_heading(news, i, taken, end);
    if (!next && !again && !(first && sentence_ended_before(news, i, begin)))
        return 0;
    news->number = value;
    news->style = style;
    return taken;
}

static void take_item(News *news, guint *i, size_t offset, guint end)
{
    start_item(news, *i);
    Item *item = news->item;
    const char *text = line_at(news, *i)->text + offset;
    if (piece_begins_dated(text)) {
        g_string_append(item->text, text);
        ++*i;
        return;
    }
    *i = take_heading(news, *i, offset, end, item->heading);
    if (strstr(item->heading->str, "。")) { /* a paragraph without a heading */
        g_string_assign(item->text, item->heading->str);
        g_string_truncate(item->heading, 0);
    }
}

/* Whether line I begins a paragraph of its own in a section without item numbers. */
static gboolean begins_paragraph(const News *news, guint i, guint begin)
{
    if (!news->item)
        return TRUE;
    if (news->number == 0 && news->item->text->len && piece_is_dated(line_at(news, i)->text) &&
        !is_full(news, i - 1) && !is_broken_off(news, i, begin))
        return TRUE; /* the paragraph before lacks its 。 */
    return news->number == 0 && i > begin && g_str_has_suffix(line_at(news, i - 1)->text, "。") &&
           (piece_begins_dated(line_at(news, i)->text) || !is_full(news, i - 1));
}

static gboolean is_masthead(const News *news)
{
    return news->chapter == 0 && news->place == 0;
}

static gboolean is_footnote(const char *text)
{
    static const char *const starts[] = {"注：", "注:", "备注", "联系人", "联系电话", "报送", "抄送",
                                         "报：", "送：", "编辑：", "主编", "地址：", "邮编", "网址",
                                         "电话", "附件", "主办", "（完）", "特此", "以上标准自", "上述标准自", NULL};
    for (const char *const *start = starts; *start; start++)
        if (g_str_has_prefix(text, *start))
            return TRUE;
    return FALSE;
}

/* Whether TEXT begins a clause of a contract, a law or a rule: 第十二条. */
static gboolean begins_clause(const char *text)
{
    static const char numerals[] = "零〇一二三四五六七八九十百";
    const char *p = text;
    if (!g_str_has_prefix(p, "第"))
        return FALSE;
    p += strlen("第");
    while (*p && (g_ascii_isdigit(*p) || g_utf8_strchr(numerals, -1, g_utf8_get_char(p))))
        p = g_utf8_next_char(p);
    return g_str_has_prefix(p, "条") && p > text + strlen("第");
}

/* A line that is no heading: it goes on with the item, or begins a paragraph. */
static void take_text(News *news, guint i, guint begin)
{
    const TextLine *line = line_at(news, i);
    if (begins_clause(line->text)) {
        finish_item(news);
        news->in_clause = TRUE;
    }
    if (news->in_clause)
        return; /* it tells what is to be, not what was */
    if (begins_paragraph(news, i, begin)) {
        gboolean sentence = strstr(line->text, "。") || strstr(line->text, "，") ||
                            (!is_masthead(news) && is_full(news, i));
        if (is_footnote(line->text) || (!sentence && is_masthead(news)))
            return;
        if (!sentence) {
            bulletin_reject(news->bulletin, place_of(news, i), place_of(news, i) + 1,
                            "text outside of tables and news items");
            return;
        }
        start_item(news, i);
    }
    text_join_number(news->item->text, line->text, strlen(line->text));
    news->item->end = place_of(news, i) + 1;
}

/* The bytes that MARK (一、, （二）) takes at the start of TEXT, 0 if it is not there. */
static size_t mark_length(const GRegex *mark, const char *text)
{
    g_autoptr(GMatchInfo) match = NULL;
    int start = 0, end = 0;
    if (g_regex_match(mark, text, 0, &match))
        g_match_info_fetch_pos(match, 0, &start, &end);
    return (size_t)end;
}

/* Reads the pieces of a region that lies between tables. */
static void read_pieces(News *news)
{
    guint begin = 0, end = news->pieces->lines->len;
    for (guint i = begin; i < end;) {
        const char *text = line_at(news, i)->text;
        size_t taken;
        if ((taken = mark_length(news->chapter_mark, text))) {
            g_autoptr(GString) title = g_string_new(NULL);
            i = take_heading(news, i, taken, end, title);
            start_section(news, title->str);
        } else if (heading_is_before_items(news->pieces->lines, i)) {
            start_section(news, text);
            i++;
        } else if ((taken = item_mark(news, i, begin, end))) {
            take_item(news, &i, taken, end);
        } else if ((taken = mark_length(news->part_mark, text)) &&
                   sentence_ended_before(news, i, begin)) {
            take_item(news, &i, taken, end);
        } else {
            take_text(news, i, begin);
            i++;
        }
    }
    finish_item(news);
}

static void read_region(News *news, guint begin, guint end)
{
    g_autoptr(Pieces) pieces = pieces_new(news->bulletin->lines, begin, end, news->width);
    news->pieces = pieces;
    read_pieces(news);
    news->pieces = NULL;
}

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* No page has lines of more columns: a text that has them is not broken into lines. */
enum { WIDEST_LINE = 130 };

/* The width that nine of ten lines between the tables do not exceed. */
static int full_width(const Bulletin *bulletin)
{
    g_autofree int *widths = g_new0(int, bulletin->lines->len + 1);
    guint count = 0, begin = 0;
    for (guint t = 0; t <= bulletin->tables->len; t++) {
        const Table *table = t < bulletin->tables->len ? bulletin->tables->pdata[t] : NULL;
        guint end = table ? table->first : bulletin->lines->len;
        for (guint i = begin; i < end; i++) {
            const TextLine *line = bulletin->lines->pdata[i];
            widths[count++] = MAX(line->width, line->column);
        }
        begin = table ? table->end : begin;
    }
    qsort(widths, count, sizeof *widths, compare_ints);
    int full = count ? widths[count - 1 - count / 10] : 0;
    return full > WIDEST_LINE ? G_MAXINT : full;
}

void bulletin_read_news(Bulletin *bulletin)
{
    News news = {.bulletin = bulletin};
    news.width = full_width(bulletin);
    news.chapter_mark = g_regex_new("^(?:[一二三四五六七八九十]{1,3} ?[、.．]|"
                                    "第[一二三四五六七八九十]{1,3}(?:部分|章|节)) ?[:：]? ?",
                                    G_REGEX_OPTIMIZE, 0, NULL);
    news.part_mark = g_regex_new("^[（(][一二三四五六七八九十]{1,3}[)）] ?", G_REGEX_OPTIMIZE, 0, NULL);
    guint begin = 0;
    for (guint i = 0; i <= bulletin->tables->len; i++) {
        const Table *table = i < bulletin->tables->len ? bulletin->tables->pdata[i] : NULL;
        read_region(&news, begin, table ? table->first : bulletin->lines->len);
        begin = table ? table->end : begin;
    }
    g_free(news.section);
    g_regex_unref(news.chapter_mark);
    g_regex_unref(news.part_mark);
}
