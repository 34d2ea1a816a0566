/* Result sets in other orders than by relevance. In a shard a docid is its own sort key by number
 * (number-order.h); keys are made only where shards meet. */
#include "search/answer/private.h"

#include <string.h>

#include "indexer/read/number-order.h"
#include "search/match/remote.h"

typedef struct {
    const DocSet *set;
    const DocSpace *space;
} SetOfSpace;

static SearchHit hit_of(XcDocid docid, const DocumentView *view)
{
    return (SearchHit){.docid = docid, .id = g_strndup(view->id, view->id_len)};
}

static guint32 next_of_set(guint32 shard, guint32 after, gpointer data)
{
    const SetOfSpace *of = data;
    const DocSpaceShard *in = &of->space->shards[shard];
    guint32 at = after + 1, word = at / 64;
    for (guint64 left = ~G_GUINT64_CONSTANT(0) << at % 64; word < in->words; word++, left = ~G_GUINT64_CONSTANT(0)) {
        guint64 bits = of->set->bits[in->first + word] & left;
        if (bits)
            return word * 64 + (guint32)__builtin_ctzll(bits);
    }
    return 0;
}

static gboolean by_number(Searcher *searcher, const DocSet *set, guint most, GArray *hits, GError **error)
{
    SetOfSpace of = {set, &searcher->space};
    g_autoptr(NumberOrder) order = number_order_new(searcher->index, next_of_set, &of, error);
    while (order && hits->len < most) {
        XcDocid docid;
        DocumentView view;
        if (!number_order_next(order, &docid, error))
            return FALSE;
        if (!docid)
            return TRUE;
        if (!index_view(searcher->index, docid, &view, error))
            return FALSE;
        SearchHit hit = hit_of(docid, &view);
        g_array_append_val(hits, hit);
    }
    return order != NULL;
}

/* By date, and of one day by number. */

typedef struct {
    XcDocid docid;
    guint32 published, shard;
    char *key; /* made when it is asked for */
} Row;

static void clear_row(gpointer data)
{
    g_free(((Row *)data)->key);
}

static const char *row_key(Row *row, Searcher *searcher)
{
    DocumentView view;
    if (!row->key && index_view(searcher->index, row->docid, &view, NULL)) {
        g_autofree char *id = g_strndup(view.id, view.id_len);
        row->key = number_sort_key(id);
    }
    return row->key ? row->key : "";
}

static gint compare_rows(gconstpointer first, gconstpointer second, gpointer searcher)
{
    Row *a = (Row *)first, *b = (Row *)second;
    if (a->published != b->published)
        return a->published > b->published ? -1 : 1;
    if (a->shard == b->shard)
        return a->docid < b->docid ? -1 : a->docid > b->docid;
    return strcmp(row_key(a, searcher), row_key(b, searcher));
}

static gboolean by_date(Searcher *searcher, const DocSet *set, guint most, GArray *hits, GError **error)
{
    g_autoptr(GArray) docids = docset_docids(set, &searcher->space, G_MAXUINT32);
    g_autoptr(GArray) rows = g_array_sized_new(FALSE, TRUE, sizeof(Row), docids->len);
    DocumentView view;
    g_array_set_clear_func(rows, clear_row);
    for (guint i = 0; i < docids->len; i++) {
        Row row = {.docid = g_array_index(docids, XcDocid, i)};
        guint32 local;
        index_locate(searcher->index, row.docid, &row.shard, &local);
        if (!index_view(searcher->index, row.docid, &view, error))
            return FALSE;
        row.published = view.published;
        g_array_append_val(rows, row);
    }
    g_array_sort_with_data(rows, compare_rows, searcher);
    for (guint i = 0; i < rows->len && i < most; i++) {
        XcDocid docid = g_array_index(rows, Row, i).docid;
        if (!index_view(searcher->index, docid, &view, error))
            return FALSE;
        SearchHit hit = hit_of(docid, &view);
        g_array_append_val(hits, hit);
    }
    return TRUE;
}

/* Of an export docids are in the order of numbers. */
static gboolean sort_remote(Searcher *searcher, const DocSet *set, SearchSort sort, guint most, GArray *hits, GError **error)
{
    g_autoptr(GArray) docids =
        sort == SORT_NUMBER ? docset_docids(set, &searcher->space, most) : remote_sort_by_date(set, FIELD_PUBLISHED, most, error);
    if (!docids || !remote_fetch(index_remote(searcher->index), (const XcDocid *)(gconstpointer)docids->data, docids->len, error))
        return FALSE;
    for (guint i = 0; i < docids->len; i++) {
        XcDocid docid = g_array_index(docids, XcDocid, i);
        DocumentView view;
        if (!index_view(searcher->index, docid, &view, error))
            return FALSE;
        SearchHit hit = hit_of(docid, &view);
        g_array_append_val(hits, hit);
    }
    return TRUE;
}

GArray *search_sort(Searcher *searcher, const DocSet *set, SearchSort sort, guint most, GError **error)
{
    g_autoptr(GArray) hits = search_hits_new();
    gboolean ok = set->index            ? sort_remote(searcher, set, sort, most, hits, error)
                  : sort == SORT_NUMBER ? by_number(searcher, set, most, hits, error)
                                        : by_date(searcher, set, most, hits, error);
    return ok ? g_steal_pointer(&hits) : NULL;
}
