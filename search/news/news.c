#include "search/news/news.h"

#include <string.h>

#include "corpus/record/date.h"
#include "corpus/record/texts.h"
#include "corpus/record/value.h"
#include "indexer/read/diff.h"
#include "indexer/read/exported.h"
#include "search/match/selection.h"

typedef struct {
    Searcher *searcher;
    const DocSet *within; /* or NULL */
    News *news;
    guint most;
    GError *error;
} Collecting;

static void free_item(gpointer data)
{
    NewsItem *item = data;
    g_free(item->id);
    g_free(item->title);
    g_free(item->title_en);
    g_free(item->event);
    g_free(item->source);
    g_free(item);
}

/* Which comes first in a section: less than 0 if A does. Equals go by id. */
static gint compare(const NewsItem *a, const NewsItem *b, NewsSection section)
{
    gint64 order = 0;
    if (section == NEWS_OPEN)
        order = (gint64)a->until - b->until;
    else if (section == NEWS_HAPPENED)
        order = (gint64)b->date - a->date;
    else if (section == NEWS_COMING || section == NEWS_STALLED)
        order = (gint64)a->date - b->date;
    if (order == 0)
        return strcmp(a->id, b->id);
    return order < 0 ? -1 : 1;
}

static gint compare_items(gconstpointer a, gconstpointer b, gpointer section)
{
    return compare(*(NewsItem *const *)a, *(NewsItem *const *)b, *(const NewsSection *)section);
}

static void keep_first(GPtrArray *items, NewsSection section, guint most)
{
    g_ptr_array_sort_with_data(items, compare_items, &section);
    if (items->len > most)
        g_ptr_array_set_size(items, (gint)most);
}

/* What is told of RECORD, borrowed from it. */
static NewsItem item_of(const Record *record)
{
    const char *title = record_title(record), *english = record_title_in(record, LANGUAGE_EN);
    return (NewsItem){.id = (char *)record_text(record, FIELD_ID), .title = (char *)title,
                      .title_en = g_strcmp0(title, english) != 0 ? (char *)english : NULL};
}

/* Takes a copy of ITEM. Of very many only the first are held. */
static void add(Collecting *collecting, NewsSection section, const NewsItem *item)
{
    GPtrArray *items = collecting->news->items[section];
    NewsItem *copy = g_new(NewsItem, 1);
    *copy = (NewsItem){g_strdup(item->id),    g_strdup(item->title),  g_strdup(item->title_en),
                       g_strdup(item->event), g_strdup(item->source), item->date,
                       item->until};
    g_ptr_array_add(items, copy);
    collecting->news->counts[section]++;
    if (items->len > 2 * (gsize)collecting->most + 100)
        keep_first(items, section, collecting->most);
}

/* KEY, a date_key() of a day, MONTHS earlier: the last day of a month that is shorter. */
static guint32 months_before(guint32 key, guint months)
{
    gint64 all = (gint64)(key / 10000) * 12 + key / 100 % 100 - 1 - months;
    if (all < 12)
        return 0;
    guint32 year = (guint32)(all / 12), month = (guint32)(all % 12) + 1;
    guint32 last = g_date_get_days_in_month((GDateMonth)month, (GDateYear)year);
    return year * 10000 + month * 100 + MIN(key % 100, last);
}

/* Whether one of STEPS is EVENT on DATE, or in the month or year of it. */
static gboolean has_step(const GPtrArray *steps, const char *event, guint32 date)
{
    for (guint i = 0; steps && i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        guint32 key = date_key(step->date);
        if (g_strcmp0(step->event, event) == 0 && key <= date && date <= date_last(key))
            return TRUE;
    }
    return FALSE;
}

/* What was told of a record: of each step its event with its end and, unless only the end counts, its day, with a tab
 * between. */
typedef struct {
    GHashTable *by_day, *by_end;
} Told;

static Told told_new(void)
{
    return (Told){g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

static void told_free(Told told)
{
    g_hash_table_unref(told.by_day);
    g_hash_table_unref(told.by_end);
}

/* Whether it is told for the first time, in whatever words; what is no event always is. */
static gboolean is_first(GHashTable *told, const Progress *step, const char *date)
{
    return !step->event ||
           g_hash_table_add(told, g_strjoin("\t", step->event, step->until ? step->until : "", date ? date : "", NULL));
}

/* Dates of the record itself, unless a step tells the same. */
static void add_dates(Collecting *collecting, const Record *record, const NewsItem *own)
{
    static const struct {
        FieldId field;
        const char *event;
    } dates[] = {{FIELD_PUBLISHED, "发布"}, {FIELD_EFFECTIVE, "实施"}, {FIELD_WITHDRAWN, "废止"}};
    const News *news = collecting->news;
    const GPtrArray *steps = record->values[FIELD_PROGRESS].list;
    gboolean is_news = g_strcmp0(record_text(record, FIELD_KIND), "news") == 0;
    for (guint i = 0; i < G_N_ELEMENTS(dates); i++) {
        NewsItem item = *own;
        item.date = date_key(record_text(record, dates[i].field));
        item.event = (char *)dates[i].event;
        if (item.date == 0 || has_step(steps, item.event, item.date))
            continue;
        if (is_news) /* is its own event */
            item.event = NULL;
        if (date_last(item.date) >= news->since && item.date <= news->on)
            add(collecting, NEWS_HAPPENED, &item);
    }
}

/* A draft: neither published nor ended, whatever it is called. */
static gboolean is_draft(const Record *record)
{
    const char *kind = record_text(record, FIELD_KIND);
    return !record_text(record, FIELD_STATUS) && !record_text(record, FIELD_PUBLISHED) && !record_text(record, FIELD_WITHDRAWN) &&
           g_strcmp0(kind, "news") != 0;
}

static gboolean is_end(const char *event)
{
    static const char *const ends[] = {"发布", "实施", "废止", "终止", NULL};
    return event && g_strv_contains(ends, event);
}

/* The steps of RECORD; *LAST, the latest of them by its end, unless one of them ends the draft. */
static void add_steps(Collecting *collecting, const GPtrArray *steps, const NewsItem *own, NewsItem *last)
{
    const News *news = collecting->news;
    Told told = told_new();
    gboolean ended = FALSE;
    for (guint i = 0; i < steps->len; i++) {
        const Progress *step = steps->pdata[i];
        NewsItem item = *own;
        item.date = date_key(step->date);
        item.until = date_key(step->until);
        item.event = step->event;
        item.source = step->source;
        guint32 end = date_last(item.until ? item.until : item.date);
        gboolean new_end = is_first(told.by_end, step, NULL);
        if (!is_first(told.by_day, step, step->date))
            continue;
        if (item.until && end >= news->on && item.date <= news->on && new_end)
            add(collecting, NEWS_OPEN, &item);
        if (item.date && date_last(item.date) >= news->since && item.date <= news->on)
            add(collecting, NEWS_HAPPENED, &item);
        ended = ended || is_end(step->event);
        if (item.date && end >= date_last(last->until ? last->until : last->date))
            *last = item;
    }
    told_free(told);
    if (ended)
        last->date = 0;
}

static void add_record(Collecting *collecting, const Record *record)
{
    const News *news = collecting->news;
    const GPtrArray *steps = record->values[FIELD_PROGRESS].list;
    NewsItem own = item_of(record), last = own;
    const char *status = record_text(record, FIELD_STATUS);
    guint32 effective = date_key(record_text(record, FIELD_EFFECTIVE)), published = date_key(record_text(record, FIELD_PUBLISHED));
    add_dates(collecting, record, &own);
    if (steps)
        add_steps(collecting, steps, &own, &last);
    if (effective > news->on && published <= news->on && g_strcmp0(status, STATUS_WITHDRAWN) != 0 && g_strcmp0(status, STATUS_SUPERSEDED) != 0) {
        NewsItem coming = own;
        coming.date = effective;
        add(collecting, NEWS_COMING, &coming);
    }
    guint32 end = date_last(last.until ? last.until : last.date);
    if (last.date && is_draft(record) && end < months_before(news->on, news->stalled))
        add(collecting, NEWS_STALLED, &last);
}

/* Adds the names of the members of A that B has not the same, but for where they were read, unless they are in NAMES. */
static void add_changed(GPtrArray *names, json_t *a, json_t *b)
{
    const char *name;
    json_t *value;
    json_object_foreach(a, name, value)
    {
        gboolean says = strcmp(name, fields[FIELD_SOURCES].name) != 0 && strcmp(name, fields[FIELD_CONFLICTS].name) != 0;
        json_t *other = json_object_get(b, name);
        if (says && !(other && json_equal(value, other)) &&
            !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(name));
    }
}

/* The names of the members that are not the same in both. Caller frees. */
static char *changed_members(const Record *before, const Record *after)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    json_auto_t *old = record_to_json(before), *new = record_to_json(after);
    add_changed(names, new, old);
    add_changed(names, old, new);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(", ", (char **)names->pdata);
}

typedef struct {
    Collecting *collecting;
    const Index *before;
} Comparing;

static gboolean is_within(Collecting *collecting, const char *id)
{
    if (!collecting->within || collecting->error)
        return !collecting->error;
    XcDocid docid = index_find_id(collecting->searcher->index, id, &collecting->error);
    return docid && docset_has_docid(collecting->within, &collecting->searcher->space, docid);
}

/* What is gone is told only where all documents are asked for: whether a query would have found it is not known. */
static void take_difference(DiffKind kind, const char *id, const Record *record, gpointer data)
{
    static const NewsSection sections[] = {[DIFF_NEW] = NEWS_ADDED, [DIFF_CHANGED] = NEWS_CHANGED, [DIFF_GONE] = NEWS_GONE};
    Comparing *comparing = data;
    Collecting *collecting = comparing->collecting;
    NewsItem item = item_of(record);
    if (!is_within(collecting, id))
        return;
    if (kind == DIFF_CHANGED && collecting->news->counts[NEWS_CHANGED] < collecting->most) {
        XcDocid docid = index_find_id(comparing->before, id, &collecting->error);
        g_autoptr(Record) old = docid ? index_record(comparing->before, docid, &collecting->error) : NULL;
        if (!old)
            return;
        item.event = changed_members(old, record);
    }
    add(collecting, sections[kind], &item);
    g_free(item.event);
}

static gboolean compare_generations(Collecting *collecting, const Index *before, GError **error)
{
    const Index *now = collecting->searcher->index;
    Comparing comparing = {collecting, before};
    collecting->news->generations[0] = index_generation(before);
    collecting->news->generations[1] = index_generation(now);
    if (!index_diff(before, now, take_difference, &comparing, error))
        return FALSE;
    if (collecting->error)
        g_propagate_error(error, collecting->error);
    return !collecting->error;
}

/* Of an export, the documents that there may be news of: the others are not asked for. */
static DocSet *select_told(const Collecting *collecting, const DocSet *within, GError **error)
{
    const News *news = collecting->news;
    guint32 stalled = months_before(news->on, news->stalled);
    g_autoptr(GPtrArray) parts = selection_parts();
    g_ptr_array_add(parts, selection_values(EXPORT_HAPPENED, MIN(news->since, news->on), NEWS_LAST_DAY));
    g_ptr_array_add(parts, selection_values(EXPORT_UNTIL, news->on, NEWS_LAST_DAY));
    g_ptr_array_add(parts, selection_values(EXPORT_STALLED, 0, stalled));
    g_autoptr(Selection) told = selection_join(SELECTION_OR, parts);
    return selection_find(told, &collecting->searcher->space, within, error);
}

static gboolean read_records(Collecting *collecting, GError **error)
{
    Searcher *searcher = collecting->searcher;
    const DocSet *within = collecting->within ? collecting->within : searcher->live;
    g_autoptr(DocSet) told = index_remote(searcher->index) ? select_told(collecting, within, error) : NULL;
    if (index_remote(searcher->index) && !told)
        return FALSE;
    g_autoptr(GArray) docids = docset_docids(told ? told : within, &searcher->space, G_MAXUINT32);
    for (guint i = 0; i < docids->len; i++) {
        if (!index_expect_next(searcher->index, docids, i, error))
            return FALSE;
        g_autoptr(Record) record = index_record(searcher->index, g_array_index(docids, XcDocid, i), error);
        if (!record)
            return FALSE;
        add_record(collecting, record);
    }
    return index_check(searcher->index, error);
}

News *news_find(Searcher *searcher, const DocSet *within, const NewsOptions *options, GError **error)
{
    g_autoptr(News) news = g_new0(News, 1);
    Collecting collecting = {searcher, within, news, options->most, NULL};
    news->on = options->on ? options->on : searcher->today;
    news->since = options->since ? options->since : months_before(news->on, 1);
    news->stalled = options->stalled;
    for (int s = 0; s < NEWS_SECTIONS; s++)
        news->items[s] = g_ptr_array_new_with_free_func(free_item);
    if (!read_records(&collecting, error) || (options->before && !compare_generations(&collecting, options->before, error)))
        return NULL;
    for (int s = 0; s < NEWS_SECTIONS; s++)
        keep_first(news->items[s], (NewsSection)s, options->most);
    return g_steal_pointer(&news);
}

void news_free(News *news)
{
    if (!news)
        return;
    for (int s = 0; s < NEWS_SECTIONS; s++)
        g_ptr_array_unref(news->items[s]);
    g_free(news);
}

guint news_count(const News *news)
{
    guint all = 0;
    for (int s = 0; s < NEWS_SECTIONS; s++)
        all += news->counts[s];
    return all;
}
