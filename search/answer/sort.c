/* Result sets in other orders than by relevance. The documents of a shard stand in the order of
 * number_sort_key() (indexer/write/spill.h), so that a docid is its own sort key there; keys are made only
 * where shards meet. */
#include "search/answer/private.h"

#include <string.h>

#include "search/match/remote.h"

static SearchHit hit_of(XcDocid docid, const DocumentView *view)
{
    return (SearchHit){.docid = docid, .id = g_strndup(view->id, view->id_len)};
}

/* By number: the shards are merged. */

typedef struct {
    const DocSpaceShard *shard;
    guint32 local; /* of the next document of the set, 0: there is none */
    XcDocid docid;
    DocumentView view;
    char *key;
} Cursor;

static void move_on(Cursor *cursor, const DocSet *set)
{
    guint32 words = cursor->shard->words, at = cursor->local + 1, word = at / 64;
    cursor->local = 0;
    for (guint64 left = ~G_GUINT64_CONSTANT(0) << at % 64; word < words && !cursor->local;
         word++, left = ~G_GUINT64_CONSTANT(0)) {
        guint64 bits = set->bits[cursor->shard->first + word] & left;
        if (bits)
            cursor->local = word * 64 + (guint32)__builtin_ctzll(bits);
    }
}

static gboolean read_next(Cursor *cursor, Searcher *searcher, const DocSet *set, GError **error)
{
    g_clear_pointer(&cursor->key, g_free);
    move_on(cursor, set);
    if (!cursor->local)
        return TRUE;
    cursor->docid = xc_database_docid(searcher->space.database, cursor->shard->number, cursor->local);
    if (!index_view(searcher->index, cursor->docid, &cursor->view, error))
        return FALSE;
    g_autofree char *id = g_strndup(cursor->view.id, cursor->view.id_len);
    cursor->key = searcher->space.n_shards > 1 ? number_sort_key(id) : g_strdup("");
    return TRUE;
}

static Cursor *first_of(Cursor *cursors, guint32 n)
{
    Cursor *first = NULL;
    for (guint32 i = 0; i < n; i++)
        if (cursors[i].local && (!first || strcmp(cursors[i].key, first->key) < 0))
            first = &cursors[i];
    return first;
}

static gboolean by_number(Searcher *searcher, const DocSet *set, guint most, GArray *hits, GError **error)
{
    guint32 n = searcher->space.n_shards;
    g_autofree Cursor *cursors = g_new0(Cursor, n);
    gboolean ok = TRUE;
    for (guint32 i = 0; i < n && ok; i++) {
        cursors[i].shard = &searcher->space.shards[i];
        ok = read_next(&cursors[i], searcher, set, error);
    }
    for (Cursor *next; ok && hits->len < most && (next = first_of(cursors, n));) {
        SearchHit hit = hit_of(next->docid, &next->view);
        g_array_append_val(hits, hit);
        ok = read_next(next, searcher, set, error);
    }
    for (guint32 i = 0; i < n; i++)
        g_free(cursors[i].key);
    return ok;
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
