/* News items: what lies between the tables, cut at headings; attached to the documents they name. */
#include <stdlib.h>
#include <string.h>

#include "corpus/bulletin-private.h"
#include "number/number.h"

typedef struct {
    char *section; /* "国家标准研制", or NULL */
    int chapter;   /* the section's place in the bulletin, from 1; 0 before the first */
    int place;     /* the item's place in its section, from 1 */
    GString *heading, *text;
    guint first, end; /* lines */
} Item;

typedef struct {
    Bulletin *bulletin;
    int width;     /* of a full line of running text */
    char *section; /* the one that lines are now in */
    int chapter, place;
    int number; /* of the last item heading, in its own numbering */
    Item *item; /* the one that lines go to, or NULL */
    GRegex *chapter_mark, *part_mark, *dated;
} News;

static void item_free(Item *item)
{
    if (!item)
        return;
    g_free(item->section);
    g_string_free(item->heading, TRUE);
    g_string_free(item->text, TRUE);
    g_free(item);
}

/* Documents that an item names */

typedef struct {
    char *id, *title; /* either may be NULL */
    size_t start, end;
} Mention;

static void clear_mention(gpointer pointer)
{
    Mention *mention = pointer;
    g_free(mention->id);
    g_free(mention->title);
}

static gboolean add_number(const Number *number, size_t start, size_t end, gpointer data)
{
    Mention mention = {number_format(number), NULL, start, end};
    g_array_append_val((GArray *)data, mention);
    return TRUE;
}

/* Whether only spaces, a bracket or 和 stand in TEXT between START and END. */
static gboolean is_beside(const char *text, size_t start, size_t end)
{
    for (const char *p = text + start; p < text + end; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c != ' ' && c != '(' && c != 0xff08)
            return FALSE;
    }
    return TRUE;
}

/* Gives the title at [START, END) to the number beside it, before or after; a title inside which
 * the number stands has it too. FALSE if there is none. */
static gboolean give_title(GArray *mentions, guint numbers, const char *text, const char *title,
                           size_t start, size_t end)
{
    for (guint i = 0; i < numbers; i++) {
        Mention *mention = &g_array_index(mentions, Mention, i);
        gboolean before = mention->end <= start && is_beside(text, mention->end, start);
        gboolean after = mention->start >= end && is_beside(text, end, mention->start);
        if (mention->title || (!before && !after))
            continue;
        mention->title = g_strdup(title);
        return TRUE;
    }
    return FALSE;
}

/* All documents named in TEXT: numbers first, then titles without a number. */
static GArray *find_mentions(const char *text)
{
    GArray *mentions = g_array_new(FALSE, TRUE, sizeof(Mention));
    g_array_set_clear_func(mentions, clear_mention);
    number_find(text, strlen(text), add_number, mentions);
    guint numbers = mentions->len;
    for (const char *open = strstr(text, "《"); open; open = strstr(open + 1, "《")) {
        const char *close = strstr(open, "》");
        if (!close)
            break;
        size_t mark = strlen("《");
        g_autofree char *raw = g_strndup(open + mark, (size_t)(close - open) - mark);
        g_autofree char *title = text_finish_title(raw);
        size_t start = (size_t)(open - text), end = (size_t)(close - text) + mark;
        if (!*title || words_is_notice(title) ||
            give_title(mentions, numbers, text, title, start, end))
            continue;
        Mention mention = {NULL, g_steal_pointer(&title), start, end};
        g_array_append_val(mentions, mention);
    }
    return mentions;
}

/* The record that MENTION is about, made if the bulletin has none. */
static Record *record_of(Bulletin *bulletin, const Item *item, const Mention *mention)
{
    Record *record = mention->id ? g_hash_table_lookup(bulletin->by_id, mention->id) : NULL;
    if (!record && !mention->id)
        record = bulletin_find_title(bulletin, mention->title);
    if (record)
        return record;
    g_autofree char *provisional = mention->id ? NULL : record_provisional_id(mention->title);
    record = record_new();
    record_set_text(record, FIELD_ID, mention->id ? mention->id : provisional, -1);
    if (mention->title)
        record_set_text(record, FIELD_TITLE_ZH, mention->title, -1);
    const TextLine *line = bulletin->lines->pdata[item->first];
    record_add_source(record, bulletin->file, line->number);
    return bulletin_add(bulletin, record);
}

/* The date that counts for an item of EVENT: the period of a 征求意见, else the first. */
static const DateSpan *item_date(const GArray *spans, const char *event)
{
    for (guint i = 0; event && strcmp(event, "征求意见") == 0 && i < spans->len; i++)
        if (g_array_index(spans, DateSpan, i).until)
            return &g_array_index(spans, DateSpan, i);
    return spans->len ? &g_array_index(spans, DateSpan, 0) : NULL;
}

static gboolean has_step(const Record *record, const Progress *step)
{
    const GPtrArray *list = record->values[FIELD_PROGRESS].list;
    for (guint i = 0; list && i < list->len; i++) {
        const Progress *other = list->pdata[i];
        if (g_strcmp0(other->text, step->text) == 0 && g_strcmp0(other->date, step->date) == 0)
            return TRUE;
    }
    return FALSE;
}

static void attach(Bulletin *bulletin, const Item *item, const GArray *mentions,
                   const Progress *step)
{
    for (guint i = 0; i < mentions->len; i++) {
        const Mention *mention = &g_array_index(mentions, Mention, i);
        Record *record = record_of(bulletin, item, mention);
        if (!has_step(record, step))
            record_add_progress(record, step);
        Record *draft = mention->id && mention->title
                            ? bulletin_find_title(bulletin, mention->title)
                            : NULL;
        if (draft && draft != record && !has_step(draft, step))
            record_add_progress(draft, step);
    }
}

/* The first sentence, as the heading of an item that has none. */
static char *first_sentence(const char *text)
{
    const char *end = strstr(text, "。");
    return end && end - text < 240 ? g_strndup(text, (gsize)(end - text)) : g_strdup(text);
}

static void keep_as_record(Bulletin *bulletin, const Item *item, const char *heading,
                           const DateSpan *span)
{
    Record *record = record_new();
    g_autofree char *id =
        g_strdup_printf("news %s %d.%d", bulletin->issue, item->chapter, item->place);
    record_set_text(record, FIELD_ID, id, -1);
    record_set_text(record, FIELD_KIND, "news", -1);
    record_set_text(record, FIELD_TITLE_ZH, heading, -1);
    record_set_text(record, FIELD_SCOPE_ZH, item->text->str, -1);
    record_set_text(record, FIELD_PUBLISHED, span ? span->date : bulletin->date, -1);
    if (item->section) {
        record->extra = json_object();
        json_object_set_new(record->extra, "section", json_string(item->section));
    }
    const TextLine *line = bulletin->lines->pdata[item->first];
    record_add_source(record, bulletin->file, line->number);
    bulletin_add(bulletin, record);
}

/* Items */

static void finish_item(News *news)
{
    g_autoptr(GString) all = g_string_new(NULL);
    Item *item = g_steal_pointer(&news->item);
    if (!item)
        return;
    Bulletin *bulletin = news->bulletin;
    text_finish_prose(item->heading->str);
    text_finish_prose(item->text->str);
    g_string_append_printf(all, "%s\n%s", item->heading->str, item->text->str);
    g_autofree char *heading =
        *item->heading->str ? g_strdup(item->heading->str) : first_sentence(item->text->str);
    g_autoptr(GArray) spans = date_finder_find(bulletin->dates, item->text->str);
    g_autoptr(GArray) mentions = find_mentions(all->str);
    const char *event = words_event(heading);
    event = event ? event : words_event(item->text->str);
    const DateSpan *span = item_date(spans, event);
    Progress step = {span ? span->date : bulletin->date, span ? span->until : NULL, (char *)event,
                     *item->text->str ? item->text->str : heading, bulletin->name, item->section,
                     *item->heading->str ? item->heading->str : NULL};
    if (mentions->len)
        attach(bulletin, item, mentions, &step);
    else if (*item->text->str || *item->heading->str)
        keep_as_record(bulletin, item, heading, span);
    item_free(item);
}

static void start_item(News *news, guint line)
{
    finish_item(news);
    news->item = g_new0(Item, 1);
    news->item->section = g_strdup(news->section);
    news->item->chapter = news->chapter;
    news->item->place = ++news->place;
    news->item->heading = g_string_new(NULL);
    news->item->text = g_string_new(NULL);
    news->item->first = line;
}

static void start_section(News *news, const char *title)
{
    finish_item(news);
    g_free(news->section);
    news->section = g_strdup(title);
    text_finish_prose(news->section);
    news->chapter++;
    news->place = news->number = 0;
}

static const TextLine *line_at(const News *news, guint i)
{
    return news->bulletin->lines->pdata[i];
}

static gboolean is_full(const News *news, guint i)
{
    return line_at(news, i)->width >= news->width - 4;
}

static gboolean begins_text(const News *news, const char *text)
{
    return g_regex_match(news->dated, text, 0, NULL) || words_begins_paragraph(text);
}

/* Takes the heading that begins in line I at byte OFFSET, over as many lines as it fills; returns
 * the line after it. A "heading" that is a sentence is the item's text. */
static guint take_heading(News *news, guint i, size_t offset, guint end, GString *heading)
{
    const char *text = line_at(news, i)->text + offset;
    g_string_append(heading, text);
    for (i++; i < end && is_full(news, i - 1); i++) {
        const char *more = line_at(news, i)->text;
        size_t taken;
        gboolean marked = FALSE;
        if (begins_text(news, more) || strstr(more, "。") ||
            (sequence_read(more, &taken, &marked) && marked))
            break;
        text_join(heading, more, strlen(more));
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

/* The bytes that the number of an item heading takes in line I; 0 if it is none. */
static size_t item_mark(News *news, guint i, guint begin)
{
    const char *text = line_at(news, i)->text;
    size_t taken = 0;
    gboolean marked;
    int value = sequence_read(text, &taken, &marked);
    if (!value || !marked || !text[taken])
        return 0;
    gboolean first = value == 1 && news->number == 0;
    gboolean next = value == news->number + 1;
    if ((!first && !next) || !sentence_ended_before(news, i, begin))
        return 0;
    news->number = value;
    return taken;
}

static void take_item(News *news, guint *i, size_t offset, guint end)
{
    start_item(news, *i);
    Item *item = news->item;
    const char *text = line_at(news, *i)->text + offset;
    if (begins_text(news, text) && g_regex_match(news->dated, text, 0, NULL)) {
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
    return news->number == 0 && i > begin && g_str_has_suffix(line_at(news, i - 1)->text, "。") &&
           (g_regex_match(news->dated, line_at(news, i)->text, 0, NULL) || !is_full(news, i - 1));
}

static gboolean is_masthead(const News *news)
{
    return news->chapter == 0 && news->place == 0;
}

static gboolean is_footnote(const char *text)
{
    static const char *const starts[] = {"注：", "注:", "备注", "联系人", "联系电话", "报送", "抄送",
                                         "报：", "送：", "编辑：", "主编", "地址：", "邮编", "网址",
                                         "电话", "附件", "主办", "（完）", NULL};
    for (const char *const *start = starts; *start; start++)
        if (g_str_has_prefix(text, *start))
            return TRUE;
    return FALSE;
}

/* A line that is no heading: it goes on with the item, or begins a paragraph. */
static void take_text(News *news, guint i, guint begin)
{
    const TextLine *line = line_at(news, i);
    if (begins_paragraph(news, i, begin)) {
        gboolean sentence = strstr(line->text, "。") || strstr(line->text, "，") ||
                            (!is_masthead(news) && is_full(news, i));
        if (is_footnote(line->text) || (!sentence && is_masthead(news)))
            return;
        if (!sentence) {
            bulletin_reject(news->bulletin, i, i + 1, "text outside of tables and news items");
            return;
        }
        start_item(news, i);
    }
    text_join(news->item->text, line->text, strlen(line->text));
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

/* Reads lines [BEGIN, END), which lie between tables. */
static void read_region(News *news, guint begin, guint end)
{
    for (guint i = begin; i < end;) {
        const char *text = line_at(news, i)->text;
        size_t taken;
        if ((taken = mark_length(news->chapter_mark, text))) {
            g_autoptr(GString) title = g_string_new(NULL);
            i = take_heading(news, i, taken, end, title);
            start_section(news, title->str);
        } else if (heading_is_before_items(news->bulletin->lines, i)) {
            start_section(news, text);
            i++;
        } else if ((taken = item_mark(news, i, begin))) {
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

static int compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The width that nine of ten lines between the tables do not exceed. */
static int full_width(const Bulletin *bulletin)
{
    g_autofree int *widths = g_new0(int, bulletin->lines->len + 1);
    guint count = 0, begin = 0;
    for (guint t = 0; t <= bulletin->tables->len; t++) {
        const Table *table = t < bulletin->tables->len ? bulletin->tables->pdata[t] : NULL;
        guint end = table ? table->first : bulletin->lines->len;
        for (guint i = begin; i < end; i++)
            widths[count++] = ((TextLine *)bulletin->lines->pdata[i])->width;
        begin = table ? table->end : begin;
    }
    qsort(widths, count, sizeof *widths, compare_ints);
    return count ? widths[count - 1 - count / 10] : 0;
}

void bulletin_read_news(Bulletin *bulletin)
{
    News news = {.bulletin = bulletin};
    news.width = full_width(bulletin);
    news.chapter_mark = g_regex_new("^(?:[一二三四五六七八九十]{1,3} ?[、.．]|"
                                    "第[一二三四五六七八九十]{1,3}(?:部分|章|节)) ?[:：]? ?",
                                    G_REGEX_OPTIMIZE, 0, NULL);
    news.part_mark = g_regex_new("^[（(][一二三四五六七八九十]{1,3}[)）] ?", G_REGEX_OPTIMIZE, 0, NULL);
    news.dated = g_regex_new("^(?:[0-9]{4} ?年 ?)?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?[日号]|，|份|底|初|中)|"
                             "^[0-9]{4} ?年[，,]",
                             G_REGEX_OPTIMIZE, 0, NULL);
    guint begin = 0;
    for (guint i = 0; i <= bulletin->tables->len; i++) {
        const Table *table = i < bulletin->tables->len ? bulletin->tables->pdata[i] : NULL;
        read_region(&news, begin, table ? table->first : bulletin->lines->len);
        begin = table ? table->end : begin;
    }
    g_free(news.section);
    g_regex_unref(news.chapter_mark);
    g_regex_unref(news.part_mark);
    g_regex_unref(news.dated);
}
