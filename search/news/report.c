#include "search/news/report.h"

#include <string.h>

#include "corpus/record/date.h"
#include "search/output/prose.h"

/* Of each section its name in JSON, and what it is called. */
static const char *const names[][3] = {
    [NEWS_OPEN] = {"open", "正在征求意见、投票", "Open for comment or ballot"},
    [NEWS_HAPPENED] = {"happened", "最近进展", "What happened"},
    [NEWS_COMING] = {"coming", "即将实施", "Will be in force"},
    [NEWS_STALLED] = {"stalled", "久无进展", "Stalled"},
    [NEWS_ADDED] = {"added", "新收录", "New in the index"},
    [NEWS_CHANGED] = {"changed", "有变化", "Changed"},
    [NEWS_GONE] = {"gone", "不再收录", "No longer in the index"},
};

/* What happens is told in Chinese, as sources do. */
static const char *const events[][2] = {
    {"发布", "published"},     {"实施", "in effect"},     {"废止", "withdrawn"},
    {"征求意见", "for comment"}, {"投票", "ballot"},      {"启动", "started"},
    {"起草", "drafting"},      {"审查", "under review"},  {"立项", "project approved"},
    {"送审", "sent for review"}, {"报批", "sent for approval"}, {"批准", "approved"},
    {"复审", "periodic review"}, {"终止", "cancelled"},
};

static const char *event_in(const char *event, Language language)
{
    for (gsize i = 0; language == LANGUAGE_EN && i < G_N_ELEMENTS(events); i++)
        if (strcmp(events[i][0], event) == 0)
            return events[i][1];
    return event;
}

/* "至 2024-04-04  " or "2024-02  " or nothing. */
static void append_when(GString *line, const NewsItem *item, NewsSection section, Language language)
{
    gboolean by_end = section == NEWS_OPEN || (section == NEWS_STALLED && item->until);
    g_autofree char *date = date_of_key(by_end ? item->until : item->date);
    if (date)
        g_string_append_printf(line, section != NEWS_OPEN ? "%s  " : language == LANGUAGE_EN ? "until %s  " : "至 %s  ", date);
}

static void put_item(const Prose *prose, const NewsItem *item, NewsSection section)
{
    g_autoptr(GString) line = g_string_new(NULL);
    append_when(line, item, section, prose->language);
    if (item->event && section != NEWS_CHANGED)
        g_string_append_printf(line, "%s  ", event_in(item->event, prose->language));
    const char *title = prose->language == LANGUAGE_EN && item->title_en ? item->title_en : item->title;
    g_string_append_printf(line, "%s  %s", item->id, title ? title : "");
    if (item->event && section == NEWS_CHANGED)
        g_string_append_printf(line, "  (%s)", item->event);
    prose_put(prose, PROSE_ITEM, "%s", line->str);
}

/* What a section is about, where its name does not say it. */
static char *heading(const News *news, NewsSection section, Language language)
{
    gboolean en = language == LANGUAGE_EN;
    g_autofree char *since = date_of_key(news->since), *on = date_of_key(news->on);
    const char *name = names[section][1 + language];
    if (section == NEWS_HAPPENED)
        return g_strdup_printf(en ? "%s, %s to %s: %u" : "%s，%s 至 %s（%u）", name, since, on, news->counts[section]);
    if (section == NEWS_STALLED)
        return g_strdup_printf(en ? "%s, nothing for %u months: %u" : "%s，超过 %u 个月（%u）", name, news->stalled, news->counts[section]);
    if (section >= NEWS_ADDED)
        return g_strdup_printf(en ? "%s, since generation %u: %u" : "%s，自第 %u 代起（%u）", name, news->generations[0],
                               news->counts[section]);
    return g_strdup_printf(en ? "%s: %u" : "%s（%u）", name, news->counts[section]);
}

static void put_section(const Prose *prose, const News *news, NewsSection section)
{
    g_autofree char *head = heading(news, section, prose->language);
    guint shown = news->items[section]->len, more = news->counts[section] - shown;
    if (news->counts[section] == 0)
        return;
    prose_put(prose, PROSE_HEADING, "%s", head);
    for (guint i = 0; i < shown; i++)
        put_item(prose, news->items[section]->pdata[i], section);
    if (more)
        prose_put(prose, PROSE_ITEM, prose->language == LANGUAGE_EN ? "and %u more" : "另有 %u 项", more);
}

static void write_prose(ProseFormat format, const News *news, const ReportOptions *options, GString *out)
{
    const Prose prose = prose_begin(format, out, options, options->language == LANGUAGE_EN ? "News of standards" : "标准动态");
    for (int s = 0; s < NEWS_SECTIONS; s++)
        put_section(&prose, news, (NewsSection)s);
    prose_end(&prose);
}

static void set_date(json_t *object, const char *name, guint32 key)
{
    g_autofree char *date = date_of_key(key);
    output_set(object, name, date);
}

static json_t *item_to_json(const NewsItem *item, NewsSection section)
{
    json_t *object = json_object();
    output_set(object, "id", item->id);
    output_set(object, "title", item->title);
    output_set(object, "title_en", item->title_en);
    output_set(object, section == NEWS_CHANGED ? "members" : "event", item->event);
    set_date(object, "date", item->date);
    set_date(object, "until", item->until);
    output_set(object, "source", item->source);
    return object;
}

static void write_json(const News *news, GString *out)
{
    json_auto_t *root = json_object();
    set_date(root, "since", news->since);
    set_date(root, "on", news->on);
    if (news->generations[1])
        json_object_set_new(root, "generations", json_pack("[i,i]", (int)news->generations[0], (int)news->generations[1]));
    for (int s = 0; s < NEWS_SECTIONS; s++) {
        json_t *items = json_array();
        for (guint i = 0; i < news->items[s]->len; i++)
            json_array_append_new(items, item_to_json(news->items[s]->pdata[i], (NewsSection)s));
        if (s < NEWS_ADDED || news->generations[1])
            json_object_set_new(root, names[s][0], json_pack("{s:i, s:o}", "total", (int)news->counts[s], "items", items));
        else
            json_decref(items);
    }
    output_json(out, root);
}

gboolean news_has_format(const char *name)
{
    ProseFormat prose;
    return prose_format(name, &prose) || strcmp(name, "json") == 0;
}

void news_write(const News *news, const char *name, const ReportOptions *options, GString *out)
{
    ProseFormat prose;
    if (prose_format(name, &prose))
        write_prose(prose, news, options, out);
    else
        write_json(news, out);
}
