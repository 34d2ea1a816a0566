/* The documents of which something is new. */
#include "indexer/read/diff.h"
#include "indexer/read/exported.h"
#include "search/match/remote.h"
#include "search/news/news.h"

typedef struct {
    Searcher *searcher;
    DocSet *set;
    GError *error;
} Gathering;

static void gather(Gathering *gathering, const char *id)
{
    XcDocid docid = gathering->error ? 0 : index_find_id(gathering->searcher->index, id, &gathering->error);
    if (docid)
        docset_add_docid(gathering->set, &gathering->searcher->space, docid);
}

static void take_difference(DiffKind kind, const char *id, const Record *record, gpointer gathering)
{
    (void)record;
    if (kind != DIFF_GONE)
        gather(gathering, id);
}

/* Of the documents WITHIN, or all (NULL), all steps and dates, however many: of each item an id and a title are kept meanwhile. */
static gboolean gather_steps(Gathering *gathering, const DocSet *within, guint32 since, GError **error)
{
    const NewsOptions options = {.since = since, .stalled = G_MAXINT16, .most = G_MAXUINT};
    g_autoptr(News) news = news_find(gathering->searcher, within, &options, error);
    for (guint i = 0; news && i < news->items[NEWS_HAPPENED]->len; i++)
        gather(gathering, ((const NewsItem *)news->items[NEWS_HAPPENED]->pdata[i])->id);
    return news != NULL;
}

static gboolean gathered(Gathering *gathering, gboolean ok, GError **error)
{
    if (gathering->error && ok)
        g_propagate_error(error, gathering->error);
    else if (gathering->error)
        g_error_free(gathering->error);
    return ok && !gathering->error;
}

/* Of an export: what happened last tells it without the records, unless that is still to come. */
static DocSet *select_happened(Searcher *searcher, guint32 since, GError **error)
{
    guint32 today = searcher->today;
    const NewsOptions options = {.since = since, .stalled = G_MAXINT16, .most = G_MAXUINT};
    g_autoptr(Selection) happened = selection_values(EXPORT_HAPPENED, since, today);
    g_autoptr(Selection) to_come = selection_values(EXPORT_HAPPENED, MAX(since, today + 1), NEWS_LAST_DAY);
    g_autoptr(DocSet) set = searcher_find(searcher, happened, error);
    g_autoptr(DocSet) later = set ? searcher_find(searcher, to_come, error) : NULL;
    g_autoptr(News) news = later ? news_find(searcher, later, &options, error) : NULL;
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; news && i < news->items[NEWS_HAPPENED]->len; i++)
        g_ptr_array_add(ids, ((const NewsItem *)news->items[NEWS_HAPPENED]->pdata[i])->id);
    g_autoptr(DocSet) more = news ? remote_set_of_ids(searcher->index, ids) : NULL;
    if (!more)
        return NULL;
    docset_add(set, more);
    return g_steal_pointer(&set);
}

DocSet *news_documents(Searcher *searcher, const Index *before, guint32 since, GError **error)
{
    g_autoptr(DocSet) changed = before ? docset_new(&searcher->space) : NULL;
    Gathering changes = {searcher, changed, NULL};
    if (before && !gathered(&changes, index_diff(before, searcher->index, take_difference, &changes, error), error))
        return NULL;
    if (before && !since)
        return g_steal_pointer(&changed);
    if (index_remote(searcher->index))
        return select_happened(searcher, since, error);
    g_autoptr(DocSet) happened = docset_new(&searcher->space);
    Gathering steps = {searcher, happened, NULL};
    return gathered(&steps, gather_steps(&steps, changed, since, error), error) ? g_steal_pointer(&happened) : NULL;
}
